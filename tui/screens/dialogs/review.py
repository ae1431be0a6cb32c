"""The passages of an edited article, one after the other: what became of each, and what is to."""

from collections.abc import Sequence
from typing import Protocol

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from annotations.diffs import Change, Kind, compare_words
from annotations.models import CONTEXT, Annotation
from annotations.standing import Standing, standing
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.changes import changed_words
from tui.widgets.line import plain

MOST_KEPT = 100
"""Code points of unchanged words in a row that are shown whole."""

LABEL = 5
"""Cells of the word that tells the old words from the new ones, and of the gap after it."""


class Decisions(Protocol):
    """Carries out what the analyst decides."""

    @property
    def text(self) -> str:
        """The text in which the passages stand."""

    def undecided(self) -> list[Annotation]:
        """Return the passages that are to be looked at, in the order of the text."""

    def look_at(self, mark: Annotation) -> None:
        """Show where a passage is, behind the dialog."""

    def accept(self, *marks: Annotation) -> bool:
        """Take passages to where they stand now; False if there was nothing to do."""

    def drop(self, mark: Annotation) -> bool:
        """Delete a passage; False if it is gone."""

    def undo(self) -> None:
        """Take the last decision back."""


class Review(Dialog[Annotation]):
    """Shows one passage at a time; the result is one to be placed by hand, None when all is done.

    A decision shows the next passage at once. Passages keep the number they had at first.
    """

    DEFAULT_CSS = """
    Review {
        align: center bottom;
        & .words { height: auto; max-height: 7; }
        & #was { margin-bottom: 1; }
        & #said { height: auto; max-height: 4; margin-top: 1; }
        &.-low .words { max-height: 3; }
        &.-low #was, &.-low #said { margin: 0; }
        &.-low #said { max-height: 1; }
    }
    """
    BINDINGS = [
        Binding("a,enter,ctrl+j", "accept", "accept", id="review-accept"),
        Binding("p", "by_hand", "place by hand", id="review-by-hand"),
        Binding("d", "drop", "drop", id="review-drop"),
        Binding("n,j,down", "step(1)", "next", id="review-next"),
        Binding("N,k,up", "step(-1)", "previous", id="review-previous", show=False),
        Binding("A", "accept_moved", "all moved", id="review-accept-moved"),
        Binding("u", "undo", "undo", id="review-undo"),
        Binding("q", "cancel", "leave", id="review-leave", show=False),
    ]
    HELP = "What became of your passages in the edited text; nothing is changed until you decide."

    was = query_one("#was", Static)
    now = query_one("#now", Static)
    said = query_one("#said", Static)

    def __init__(self, decisions: Decisions) -> None:
        """Make the dialog.

        Args:
            decisions: Knows the passages, of which there is at least one, and carries out.
        """
        super().__init__()
        self._decisions = decisions
        self._marks = {mark.uid: mark for mark in decisions.undecided()}
        self._all = list(self._marks)
        self._mark = self._marks[self._all[0]]
        self._steps = 0

    def fields(self) -> ComposeResult:
        """Yield the words as they were and are, and what was said of them."""
        yield Static(id="was", classes="words", markup=False)
        yield Static(id="now", classes="words", markup=False)
        yield Static(id="said", markup=False)

    def on_mount(self) -> None:
        """Show the first passage."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with this passage."""
        if action == "accept":
            return standing(self._mark) is not Standing.ORPHANED
        if action == "accept_moved":
            return bool(self._moved())
        if action == "step":
            return len(self._marks) > 1
        return bool(self._steps) if action == "undo" else True

    def action_accept(self) -> None:
        """Take the passage to where it stands now."""
        self._go_on(self._decisions.accept(self._mark))

    def action_accept_moved(self) -> None:
        """Take all whose words were only moved to where they stand."""
        self._go_on(self._decisions.accept(*self._moved()))

    def action_drop(self) -> None:
        """Delete the passage."""
        self._go_on(self._decisions.drop(self._mark))

    def action_by_hand(self) -> None:
        """Leave, to choose other words for the passage."""
        self.dismiss(self._mark)

    def action_step(self, step: int) -> None:
        """Show the next or the previous passage that is not decided; round at the ends."""
        left = [uid for uid in self._all if uid in self._marks]
        self._turn_to(left[(left.index(self._mark.uid) + step) % len(left)])

    def action_undo(self) -> None:
        """Take the last decision back, and show its passage again."""
        before = set(self._marks)
        self._decisions.undo()
        self._steps -= 1
        self._look_again()
        back = [uid for uid in self._all if uid in self._marks and uid not in before]
        self._turn_to(back[0] if back else self._mark.uid)

    def _moved(self) -> Sequence[Annotation]:
        marks = self._marks.values()
        return [mark for mark in marks if standing(mark) is Standing.MOVED]

    def _go_on(self, is_done: bool) -> None:
        """Show the next passage that is not decided; leave when there is none."""
        self._steps += is_done
        self._look_again()
        self._turn_to(self._mark.uid)

    def _look_again(self) -> None:
        self._marks = {mark.uid: mark for mark in self._decisions.undecided()}
        self._all += [uid for uid in self._marks if uid not in self._all]

    def _turn_to(self, uid: str) -> None:
        """Show a passage, or if it is decided the next that is not; leave when there is none."""
        at = self._all.index(uid)
        left = [uid for uid in [*self._all[at:], *self._all[:at]] if uid in self._marks]
        if left:
            self._mark = self._marks[left[0]]
            self._show()
        else:
            self.dismiss(None)

    # What is shown

    def _show(self) -> None:
        mark, stands = self._mark, standing(self._mark)
        number, count = self._all.index(mark.uid) + 1, len(self._all)
        done = count - len(self._marks)
        self.say_heading(f"{number} of {count} · {stands}" + (f" · {done} decided" if done else ""))
        was, now = self._words()
        self.was.update(was)
        self.was.display = was.plain[LABEL:] != now.plain[LABEL:]
        self.now.update(now)
        names = plain(" · ".join(tag.name for tag in mark.tags))
        self.said.update(Content("\n".join(filter(None, (names, mark.note)))))
        self._decisions.look_at(mark)
        self.refresh_bindings()
        self.show_keys()

    def _words(self) -> tuple[Content, Content]:
        """Set the passage as it was and as it is, each in its context."""
        mark, text = self._mark, self._decisions.text
        old = mark.passage
        if old is None:
            return Content(""), Content("")
        if mark.start is None or mark.end is None:
            was = _in_context("was", old.before, compare_words(old.quote, old.quote), old.after)
            return was, Content.assemble(_label("now"), "These words are not in the text any more.")
        change = compare_words(old.quote, text[mark.start : mark.end])
        before = text[max(0, mark.start - CONTEXT) : mark.start]
        after = text[mark.end : mark.end + CONTEXT]
        was = _in_context("was", old.before, change, old.after, Kind.REMOVED)
        return was, _in_context("now", before, change, after, Kind.ADDED)


def _label(word: str) -> tuple[str, str]:
    return word.ljust(LABEL), "bold $foreground-muted"


def _in_context(
    label: str, before: str, change: Change, after: str, kind: Kind = Kind.KEPT
) -> Content:
    """Set a passage between what stands before and after it."""
    gap = " " if before[-1:].isspace() else ""
    end = " " if after[:1].isspace() else ""
    return Content.assemble(
        _label(label),
        (f"…{plain(before)}{gap}", "$foreground-muted"),
        changed_words(change, (Kind.KEPT, kind), MOST_KEPT),
        (f"{end}{plain(after)}…", "$foreground-muted"),
    )
