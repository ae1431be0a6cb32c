"""What dialogs share in which one types to find a row: the field, and the rows that match."""

from typing import TypeVar

from textual.getters import query_one
from textual.widgets import Input

from tui.screens.dialogs.dialog import Dialog
from tui.widgets.rows import RowList

Result = TypeVar("Result")


class Choices(RowList):
    """The rows that match what was typed; the focus stays in the field."""

    DEFAULT_CSS = """
    Choices { height: 9; }
    Choices > .row-list--cursor { background: $primary 25%; }
    """

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.can_focus = False


class Picker(Dialog[Result]):
    """Searches as one types; `enter`, or a double click, takes the row under the cursor."""

    DEFAULT_CSS = """
    Picker {
        & Input { margin-bottom: 1; }
        &.-low {
            & Input { margin: 0; }
            & Choices { height: 1fr; min-height: 1; }
        }
    }
    """
    AUTO_FOCUS = "Input"

    field = query_one(Input)

    def on_input_changed(self) -> None:
        """Find what matches what is typed."""
        self.complain("")
        self.search()

    def on_input_submitted(self) -> None:
        """Take: the field keeps `enter` to itself."""
        self.action_take()

    def on_row_list_chosen(self) -> None:
        """Take the row that was clicked twice."""
        self.action_take()

    def search(self) -> None:
        """Show the rows that match what is typed now."""
        raise NotImplementedError

    def action_take(self) -> None:
        """Close with what the cursor is on."""
        raise NotImplementedError
