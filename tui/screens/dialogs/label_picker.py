"""The dialog that asks for the label of an entity: one that is known, or a new one."""

from collections.abc import Sequence

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.strip import Strip
from textual.widgets import Input

from annotations.decisions import LONGEST_LABEL, label_in
from annotations.labels import MEANINGS
from tui.screens.dialogs.dialog import QUOTE
from tui.screens.dialogs.picker import Choices, Picker
from tui.widgets.cells import crop
from tui.widgets.line import plain, strip_of


class _Labels(Choices):
    """The labels that match what was typed; a new one last."""

    def __init__(self) -> None:
        super().__init__()
        self.labels: list[str] = []
        self.new = ""

    def show(self, labels: list[str], new: str, cursor: int) -> None:
        self.labels = [*labels, new] if new else labels
        self.new = new
        self.rows_changed(cursor)

    @property
    def row_count(self) -> int:
        return len(self.labels)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        label = self.labels[index]
        if label == self.new:
            return strip_of([("+ new label ", self.ink("dim")), (plain(label), Style())], width)
        meaning = MEANINGS.get(label, "")
        return strip_of(
            [(f"  {plain(label):<12}", Style(bold=True)), (f" {meaning}", self.ink("dim"))], width
        )


class LabelPicker(Picker[str]):
    """Type to find a label, or to make one; the result is the label."""

    BINDINGS = [
        Binding("enter,ctrl+j", "take", "take", id="label-take"),
        Binding("down,ctrl+n,tab", "move(1)", "next", id="label-next", show=False),
        Binding("up,ctrl+p,shift+tab", "move(-1)", "previous", id="label-previous", show=False),
    ]
    HELP = "Choose what kind of entity it is, or type a kind of your own."

    list = query_one(_Labels)

    def __init__(
        self, title: str, about: str, labels: Sequence[str], label: str = "", warning: str = ""
    ) -> None:
        """Make the dialog.

        Args:
            title: What is done.
            about: To which words.
            labels: The labels to choose from.
            label: The one the cursor is on at first.
            warning: What else it does, as a sentence; it stays in sight.
        """
        super().__init__()
        self._title = title
        self._about = about
        self._labels = list(labels)
        self._label = label
        self._warning = warning
        self._searched: str | None = None

    def fields(self) -> ComposeResult:
        """Yield the field and the list."""
        yield Input(compact=True, placeholder="a label, or a part of one", max_length=LONGEST_LABEL)
        yield _Labels()

    def on_mount(self) -> None:
        """Begin with all labels."""
        self.say_heading(self._title, crop(plain(self._about[: 4 * QUOTE]), QUOTE))
        self.search()

    def search(self) -> None:
        """Show the rows that match what is typed now."""
        self.complain(self._warning)
        if self.field.value == self._searched:
            return
        self._searched = self.field.value
        typed = label_in(self.field.value)
        first = [label for label in self._labels if label.startswith(typed)]
        inside = [label for label in self._labels if typed in label and label not in first]
        known = [*first, *inside]
        cursor = known.index(self._label) if not typed and self._label in known else 0
        self.list.show(known, typed if typed and typed not in self._labels else "", cursor)

    def action_take(self) -> None:
        """Choose the label under the cursor."""
        self.search()
        if self.list.row_count:
            self.dismiss(self.list.labels[self.list.cursor])

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.search()
        self.list.move(step)
