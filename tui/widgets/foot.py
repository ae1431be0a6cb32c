"""The lines at the foot: which keys there are, what is saved."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from rich.style import Style
from textual.content import Content
from textual.strip import Strip
from textual.timer import Timer

from annotations.models import Progress, SaveState
from tui.widgets.cells import cell_width, crop, crop_front
from tui.widgets.line import OneLine, Part, plain, spread, strip_of, width_of

BAR = 5
"""Cells of the progress bar."""

SAY_SECONDS = {"information": 5.0, "warning": 10.0, "error": 20.0}
"""How long words stay in the status line, by severity, the least severe first."""

MOST_SAID = 500
"""How many of the last words of the status line can be read again."""

LEAST_SAID = 8
"""Cells of cropped words that are worth being told where the rest is."""

_RANKS = {severity: rank for rank, severity in enumerate(SAY_SECONDS)}

_NOTHING = Style.null()


class Hint(NamedTuple):
    """A key and what it does.

    Attributes:
        key: The key, as people write it.
        label: What it does, in a word or two.
        action: The action that a click on it runs; empty for none.
    """

    key: str
    label: str
    action: str = ""

    def parts(self, line: OneLine) -> list[Part]:
        """Set the hint in the styles of a line."""
        click = Style.from_meta({"@click": self.action}) if self.action else _NOTHING
        return [(self.key, line.ink("strong") + click), (f" {self.label}", line.ink("dim") + click)]


HELP = Hint("?", "help")


class Said(NamedTuple):
    """Words that the status line was given, to be read again.

    Attributes:
        when: When that was.
        text: What, on one line.
        severity: `information`, `warning` or `error`.
    """

    when: datetime
    text: str
    severity: str


@dataclass(slots=True, eq=False)
class _Words:
    """Something said for a while.

    Attributes:
        text: What, on one line; empty for nothing.
        severity: `information`, `warning` or `error`.
        seconds: How long it is still to stay.
    """

    text: str = ""
    severity: str = "information"
    seconds: float = 0.0

    @classmethod
    def of(cls, text: str | Content, severity: str, seconds: float | None) -> "_Words":
        stay = SAY_SECONDS.get(severity, 5.0) if seconds is None else seconds
        return cls(plain(str(text)), severity, stay)


class KeyLine(OneLine):
    """The keys that work here; the one for help is never cropped away."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._hints: tuple[Hint, ...] = ()
        self._help = HELP

    def set_hints(self, hints: Sequence[Hint], help_hint: Hint = HELP) -> None:
        """Show hints, the most useful first, and the one for help at the end."""
        self._hints = tuple(hints)
        self._help = help_hint
        self.changed()

    def says(self) -> object:
        """The hints."""
        return (self._hints, self._help)

    def lay_out(self, width: int, line: int) -> Strip:
        """Show as many hints as fit whole."""
        right = self._help.parts(self)
        left: list[Part] = []
        for each in self._hints:
            hint = each.parts(self)
            gap = 3 if left else 0
            if width_of(left) + gap + width_of(hint) + 2 + width_of(right) > width:
                break
            left += [("   ", _NOTHING), *hint] if left else hint
        return spread(left, right, width)


class StatusLine(OneLine):
    """Whether the last action is on disk, and who, where and what else there is to say.

    The words of the save state come first and are never cropped; passing words, the progress of
    detection, the author and the store share what is left, in this order.

    Of passing words there are two kinds. An answer to a key (`say`) is shown at once and gives way
    to the next one. A notice that nobody asked for (`announce`) waits for its turn behind answers
    and more severe notices, and is shown for its whole time in all.

    Words that are longer than the line end in the key of the command that shows them whole.

    Attributes:
        said: The words of this run, the newest last.
    """

    def __init__(
        self,
        *,
        author: str = "",
        store: str = "",
        more: Hint | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Make the line.

        Args:
            author: Who annotates.
            store: Where the annotations are, if not in the collection; else empty.
            more: The key that shows words whole that are cropped.
            id: The widget's id.
            classes: The widget's CSS classes.
        """
        super().__init__(id=id, classes=classes)
        self._author = plain(author)
        self._store = plain(store)
        self._more = more
        self.said: deque[Said] = deque(maxlen=MOST_SAID)
        self._save = SaveState()
        self._progress = Progress()
        self._answer = _Words()
        self._notices: list[_Words] = []
        self._timed: _Words | None = None
        self._timer: Timer | None = None
        self._since = 0.0
        self._help: Hint | None = None

    def set_help(self, hint: Hint | None) -> None:
        """Show the key for help at the end, where no other line does; None for not."""
        self._help = hint
        self.changed()

    def set_save(self, state: SaveState) -> None:
        """Show whether the last action is on disk."""
        if state.reason and state != self._save:
            self._note(f"{state.word}: {plain(state.reason)}", "error")
        self._save = state
        self.changed()

    def set_progress(self, progress: Progress) -> None:
        """Show how far detection has come; nothing once all is done."""
        self._progress = progress
        self.changed()

    def say(
        self,
        text: str | Content,
        severity: str = "information",
        seconds: float | None = None,
        *,
        noted: bool = True,
    ) -> None:
        """Show an answer to what the analyst did; empty words take the last one away.

        Args:
            text: What to say; new lines become spaces.
            severity: `information`, `warning` or `error`.
            seconds: How long it stays; None for what `SAY_SECONDS` gives the severity.
            noted: Whether it can be read again later.
        """
        self._answer = _Words.of(text, severity, seconds)
        if noted:
            self._note(self._answer.text, severity)
        self._next_words()

    def take_back(self, text: str | Content) -> None:
        """Take an answer away that no longer holds, if it is still the last one."""
        if self._answer.text and self._answer.text == plain(str(text)):
            self.say("")

    def announce(
        self, text: str | Content, severity: str = "information", seconds: float | None = None
    ) -> None:
        """Tell what nobody asked for, when its turn has come; the same words wait only once.

        Args:
            text: What to say; new lines become spaces.
            severity: `information`, `warning` or `error`; the more severe go first.
            seconds: How long it stays; None for what `SAY_SECONDS` gives the severity.
        """
        notice = _Words.of(text, severity, seconds)
        if notice.text and all(notice.text != other.text for other in self._notices):
            self._notices.append(notice)
            self._notices.sort(key=lambda words: -_RANKS.get(words.severity, 0))
            self._note(notice.text, severity)
            self._next_words()

    def _note(self, text: str, severity: str) -> None:
        if text:
            self.said.append(Said(datetime.now().astimezone(), text, severity))

    @property
    def words(self) -> str:
        """The passing words that are shown now; empty if there are none."""
        return self._shown().text

    def _shown(self) -> "_Words":
        if self._answer.text or not self._notices:
            return self._answer
        return self._notices[0]

    def _next_words(self) -> None:
        """Give what is to be shown now its time; what it interrupts gets the rest of its own."""
        shown = self._shown()
        if shown is not self._timed:
            if self._timer is not None:
                self._timer.stop()
            if self._timed is not None:
                self._timed.seconds -= monotonic() - self._since
            self._timed, self._since = shown, monotonic()
            stay = max(shown.seconds, 0.0)
            self._timer = self.set_timer(stay, self._end_words) if shown.text else None
        self.changed()

    def _end_words(self) -> None:
        if self._timed is self._answer:
            self._answer = _Words()
        else:
            self._notices = [words for words in self._notices if words is not self._timed]
        self._next_words()

    def says(self) -> object:
        """Save state, progress, passing words, author, store and the key for help."""
        words = self._shown()
        said = (words.text, words.severity)
        return (self._save, self._progress, said, self._author, self._store, self._help)

    def lay_out(self, width: int, line: int) -> Strip:
        """Put the save state first, then as much of the rest as there is room for."""
        left = self._save_parts(width)
        saved = width_of(left)
        room = width - (width_of(self._help.parts(self)) + 2 if self._help else 0)
        words = self._shown()
        named = {"warning": "warning", "error": "error"}.get(words.severity)
        style = self.ink(named) if named else _NOTHING
        left += self._word_parts(words.text, style, room - width_of(left))
        left += self._progress_parts(room - width_of(left))
        right = self._help.parts(self) if self._help else []
        for text in (self._author, self._store and f"annotations in {self._store}"):
            part = [(" · " if right else "", self.ink("dim")), (text, self.ink("dim"))]
            if text and width_of(left) + 2 + width_of(right) + width_of(part) <= width:
                right += part
        if self._help and saved + 2 + width_of(right) > width:
            right = []
        return spread(left, right, width) if right else strip_of(left, width)

    def _save_parts(self, width: int) -> list[Part]:
        """Set the save state; of a reason that is too long the end, which has the cause."""
        word, reason = self._save.word, plain(self._save.reason)
        if word == "save failed":
            said = f" {word}: {reason} " if reason else f" {word} "
            more = [("  ", _NOTHING), *self._more.parts(self)] if self._more else []
            room = width - width_of(more) - len(f" {word}:  ")
            if cell_width(said) <= width or room < LEAST_SAID:
                return [(said, self.ink("error"))]
            return [(f" {word}: {crop_front(reason, room)} ", self.ink("error")), *more]
        return [(word, self.ink("good" if word == "saved" else "busy"))]

    def _word_parts(self, words: str, style: Style, room: int) -> list[Part]:
        """Set words; where they are too long, with the key that shows all of them."""
        if not words or room <= 2:
            return []
        more = self._more.parts(self) if self._more else []
        left = room - 4 - width_of(more)
        if cell_width(words) <= room - 2 or not more or left < LEAST_SAID:
            return [("  ", _NOTHING), (words, style)]
        return [("  ", _NOTHING), (crop(words, left), style), ("  ", _NOTHING), *more]

    def _progress_parts(self, room: int) -> list[Part]:
        done, total, problem = self._progress.done, self._progress.total, self._progress.problem
        if problem and room <= LEAST_SAID:
            return []
        if problem:
            return self._word_parts(plain(problem), self.ink("warning"), room)
        if done >= total:
            return []
        full = BAR * done // total
        figures = f"{done:,}/{total:,}"
        bar = "▰" * full + "▱" * (BAR - full)
        for said in (f"detecting {bar} {figures}", f"{bar} {figures}", figures):
            if len(said) + 2 <= room:
                return [("  ", _NOTHING), (said, self.ink("dim"))]
        return []
