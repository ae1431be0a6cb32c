"""The dialog in which a note is written, with drafts that outlive a lost connection."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.message import Message
from textual.timer import Timer
from textual.widgets import TextArea

from annotations.models import Target
from tui.screens.dialogs.aim import Aim
from tui.screens.dialogs.dialog import AimedDialog
from tui.widgets.cells import crop
from tui.widgets.line import plain

DRAFT_SECONDS = 1.0
"""Words typed are given away as a draft no later than this."""

OTHER = 120
"""Cells of another note that are shown below the field."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A note to be saved.

    Attributes:
        text: The note; empty to take the old one away.
        target: What it is about.
        beside: The other notes that are to stand beside it; None if they were not touched.
        seen: The note that was there when it was begun.
    """

    text: str
    target: Target
    beside: tuple[str, ...] | None = None
    seen: str | None = field(default=None, compare=False)


class NoteEditor(AimedDialog[Noted]):
    """Several lines of text about a target.

    Words that differ from the saved note are never lost: they go out as `Drafted` while they are
    typed and when the dialog closes without saving, and a second `escape` is asked for.

    Attributes:
        has_left_draft: Whether it was closed without saving, and words are kept as a draft.
    """

    DEFAULT_CSS = """
    NoteEditor {
        & TextArea, & TextArea:focus { height: 9; border: none; padding: 0 1; }
        &.-low TextArea, &.-low TextArea:focus { height: 1fr; min-height: 2; }
    }
    """
    BINDINGS = [
        Binding("ctrl+s", "save", "save", id="note-save"),
        Binding("ctrl+r", "swap", "draft or saved note", id="note-swap"),
        Binding("ctrl+o", "take_other", "take the other note in", id="note-other"),
        Binding("ctrl+g", "drop_other", "drop the other note", id="note-drop-other"),
    ]
    HELP = "Write a note; an empty one takes the note away."
    AUTO_FOCUS = "TextArea"

    area = query_one(TextArea)

    @dataclass
    class Drafted(Message):
        """Unsaved words to keep. Bubbles to the app, since a screen's parent is the app."""

        text: str
        target: Target

    def __init__(self, aims: Sequence[Aim], aim: int = 0, draft: str = "") -> None:
        """Make the dialog.

        Args:
            aims: What can be aimed at, from the narrowest to the widest; at least one.
            aim: Which of them is aimed at first.
            draft: Words of an earlier time that were not saved.
        """
        super().__init__(aims, aim)
        self._note = self.aim.note
        self._draft = draft if draft != self._note else ""
        self._shown = self._draft or self._note
        self._words = self._draft
        self._given = self._draft
        self._others = [other.note for other in self.aim.alternatives]
        self._timer: Timer | None = None
        self._asked = False
        self.has_left_draft = False

    def fields(self) -> ComposeResult:
        """Yield the text area."""
        yield TextArea(
            self._shown,
            soft_wrap=True,
            show_line_numbers=False,
            placeholder="a note",
            highlight_cursor_line=False,
        )

    def on_mount(self) -> None:
        """Say what the note is about, and whether a draft was taken up."""
        self.say_aim("Note on")
        self.area.move_cursor(self.area.document.end)
        if self._draft:
            self.complain(
                f"This is your unsaved draft; {self.key('note-swap')} shows the saved note."
            )
        else:
            self._say_other()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to swap, and other notes, only if there are some."""
        if action in ("take_other", "drop_other"):
            return bool(self._others)
        return bool(self._draft) if action == "swap" else super().check_action(action, parameters)

    def _say_other(self) -> None:
        """Say what the next of the other notes is, and whose."""
        self.show_keys()
        if not self._others:
            self.complain("")
            return
        authors = {other.note: other.author for other in self.aim.alternatives}
        whose = authors.get(self._others[0])
        words = crop(plain(self._others[0]), OTHER)
        self.complain(f"≠ {f'other note by {whose}' if whose else 'the note before'}: “{words}”")

    @property
    def text(self) -> str:
        """What is in the field now."""
        return self.area.text

    @property
    def target(self) -> Target:
        """What the note is about now."""
        return self.aim.target

    @property
    def unsaved(self) -> bool:
        """Whether closing without saving would lose words."""
        return self.text.strip() != self._note.strip()

    def aim_changed(self) -> None:
        """Show the note of the new target; words that were typed go along, below it."""
        words = self._words if self.text == self._shown else self.text
        note = self.aim.note
        self._words, self._note = words, note
        self._others = [other.note for other in self.aim.alternatives]
        self._shown = f"{note}\n\n{words}" if note and words else note or words
        with self.area.prevent(TextArea.Changed):
            self.area.load_text(self._shown)
        self.area.move_cursor(self.area.document.end)
        self.say_aim("Note on")
        self.on_text_area_changed()
        if note and words:
            self.complain("There is a note here already; your words stand below it.")
        else:
            self._say_other()

    def action_widen_round(self) -> None:
        """Aim at another target; a draft for the one before goes along."""
        self._take_draft_back()
        super().action_widen_round()

    def action_widen(self, step: int) -> None:
        """Aim at another target; a draft for the one before goes along."""
        self._take_draft_back()
        super().action_widen(step)

    def _take_draft_back(self) -> None:
        if self._given:
            self._given = ""
            self.post_message(self.Drafted("", self.target))

    def on_text_area_changed(self) -> None:
        """Give the words away as a draft, within a second."""
        self._asked = False
        self.complain("")
        if self._timer is None:
            self._timer = self.set_timer(DRAFT_SECONDS, self._give_draft)

    def _give_draft(self) -> None:
        self._timer = None
        if self.is_attached and self.text != self._given and (self.unsaved or self._given):
            self._given = self.text
            self.post_message(self.Drafted(self.text, self.target))

    def action_save(self) -> None:
        """Close with the note."""
        self._stop_drafts()
        untouched = self._others == [other.note for other in self.aim.alternatives]
        beside = None if untouched else tuple(self._others)
        self.dismiss(Noted(self.text.strip(), self.target, beside, self.aim.note))

    def action_cancel(self) -> None:
        """Close without saving; ask first if there are words to lose."""
        if self.unsaved and not self._asked:
            self._asked = True
            leave, save = self.key("dialog-cancel"), self.key("note-save")
            self.complain(f"Not saved: {leave} again leaves, and keeps a draft; {save} saves.")
            return
        self._stop_drafts()
        if self.unsaved:
            self.has_left_draft = True
            self._give_draft()
        self.dismiss(None)

    def action_swap(self) -> None:
        """Change between the draft and the saved note."""
        shown = self._note if self.text != self._note else self._draft
        if self.text not in (self._note, self._draft):
            self._draft = self.text
        self.area.load_text(shown)
        self.area.move_cursor(self.area.document.end)

    def action_take_other(self) -> None:
        """Take the next of the other notes in; what stood here becomes the last of them."""
        stood, taken = self.text.strip(), self._others.pop(0)
        self._others += [stood] if stood and stood not in self._others else []
        with self.area.prevent(TextArea.Changed):
            self.area.load_text(taken)
        self.area.move_cursor(self.area.document.end)
        self.on_text_area_changed()
        self._say_other()

    def action_drop_other(self) -> None:
        """Drop the next of the other notes once this one is saved."""
        self._others.pop(0)
        self._say_other()

    def _stop_drafts(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
