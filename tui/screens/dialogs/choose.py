"""Dialogs that ask: which of these, and yes or no."""

from collections.abc import Sequence

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.getters import query_one
from textual.strip import Strip

from tui.screens.dialogs.dialog import Dialog
from tui.widgets.line import strip_of
from tui.widgets.rows import RowList


class Options(RowList):
    """Words to choose from, one line each; the first nine are numbered if asked for."""

    DEFAULT_CSS = """
    Options { height: auto; max-height: 12; }
    """

    def __init__(
        self, options: Sequence[str | Content], *, numbered: bool = False, id: str | None = None
    ) -> None:
        """Make the list.

        Args:
            options: The words; never read as markup.
            numbered: Whether the first nine show the digit that chooses them.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._options = [" ".join(str(option).splitlines()) for option in options]
        self._numbered = numbered

    @property
    def row_count(self) -> int:
        """How many options there are."""
        return len(self._options)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one option."""
        digit = (f"{index + 1} " if index < 9 else "  ") if self._numbered else ""
        return strip_of([(f" {digit}", self.ink("dim")), (self._options[index], Style())], width)


class Choose(Dialog[int]):
    """A list to choose one of; the result is its index."""

    DEFAULT_CSS = """
    Choose.-low Options { height: 1fr; min-height: 1; }
    """

    BINDINGS = [
        Binding("enter,ctrl+j", "take", "choose", id="choose-take"),
        Binding("down,j,ctrl+n,tab", "move(1)", "next", id="choose-next", show=False),
        Binding("up,k,ctrl+p,shift+tab", "move(-1)", "previous", id="choose-previous", show=False),
        Binding("g,home", "end(False)", "first", id="choose-first", show=False),
        Binding("G,end", "end(True)", "last", id="choose-last", show=False),
        *(
            Binding(str(digit), f"nth({digit})", "", id=f"choose-{digit}", show=False)
            for digit in range(1, 10)
        ),
    ]
    HELP = "Choose one; its number chooses at once."
    AUTO_FOCUS = "Options"

    list = query_one(Options)

    def __init__(self, title: str, options: Sequence[str | Content], chosen: int = 0) -> None:
        """Make the dialog.

        Args:
            title: What is asked.
            options: What to choose from; at least one.
            chosen: The option the cursor is on at first.
        """
        super().__init__()
        self._title = title
        self._options = options
        self._chosen = chosen

    def fields(self) -> ComposeResult:
        """Yield the options."""
        yield Options(self._options, numbered=True)

    def on_mount(self) -> None:
        """Ask."""
        self.say_heading(self._title)
        self.list.rows_changed(self._chosen)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.list.move(step)

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last option."""
        self.list.move_to(len(self._options) - 1 if last else 0)

    def action_nth(self, number: int) -> None:
        """Choose an option by its number."""
        if number <= len(self._options):
            self.dismiss(number - 1)

    def action_take(self) -> None:
        """Choose the option under the cursor."""
        self.list.choose()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Close with the option."""
        self.dismiss(event.index)


class Confirm(Dialog[bool]):
    """A question to answer with yes or no; `escape` is no, and so is `enter` at first."""

    BINDINGS = [
        Binding("y", "answer(True)", "yes", id="confirm-yes"),
        Binding("n,escape", "answer(False)", "no", id="confirm-no"),
        Binding("enter,ctrl+j", "take", "choose", id="confirm-take"),
        Binding("down,j,tab,right,l", "move(1)", "next", id="confirm-next", show=False),
        Binding("up,k,shift+tab,left,h", "move(-1)", "previous", id="confirm-previous", show=False),
    ]
    HELP = "Answer yes or no."
    AUTO_FOCUS = "Options"

    list = query_one(Options)

    def __init__(self, question: str, yes: str = "Yes", no: str = "No", about: str = "") -> None:
        """Make the dialog.

        Args:
            question: What is asked.
            yes: What yes would do.
            no: What no would do.
            about: What it is about: names, words, a preview.
        """
        super().__init__()
        self._question = question
        self._about = about
        self._answers = (yes, no)

    def fields(self) -> ComposeResult:
        """Yield the two answers."""
        yield Options(self._answers)

    def on_mount(self) -> None:
        """Ask, with the cursor on the answer that does nothing."""
        self.say_heading(self._question, self._about)
        self.list.rows_changed(1)

    def action_move(self, step: int) -> None:
        """Move between the answers."""
        self.list.move(step)

    def action_answer(self, yes: bool) -> None:
        """Close with an answer."""
        self.dismiss(yes)

    def action_take(self) -> None:
        """Close with the answer under the cursor."""
        self.list.choose()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Close with the answer that was clicked or taken."""
        self.dismiss(event.index == 0)
