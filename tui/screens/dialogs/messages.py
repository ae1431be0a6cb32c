"""What the status line said in this run, whole, and where the log is."""

from collections.abc import Iterable
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from tui.screens.dialogs.scrolled import ScrolledDialog
from tui.widgets.foot import Said
from tui.widgets.line import plain

INKS = {"warning": "$text-warning", "error": "$text-error"}
"""The theme's colour of each severity that has one."""

DIM = "$foreground-muted"


class MessagesDialog(ScrolledDialog):
    """Each message with its time, the newest first, in as many lines as it takes."""

    DEFAULT_CSS = """
    MessagesDialog {
        & > #frame { width: 100; }
        & #messages { height: auto; }
    }
    """
    BINDINGS = [
        Binding("j,down", "scroll(1)", "down", id="messages-down"),
        Binding("k,up", "scroll(-1)", "up", id="messages-up"),
        Binding("space,pagedown,ctrl+d", "page(1)", "page", id="messages-page"),
        Binding("pageup,ctrl+u", "page(-1)", "page back", id="messages-page-back", show=False),
        Binding("g,home", "end(False)", "top", id="messages-top", show=False),
        Binding("G,end", "end(True)", "bottom", id="messages-bottom", show=False),
        Binding("q,enter,ctrl+j,M", "cancel", "close", id="messages-close", show=False),
    ]
    HELP = "What the status line said since the program was started, the newest first."

    messages = query_one("#messages", Static)

    def __init__(self, said: Iterable[Said], log_file: Path) -> None:
        """Make the dialog.

        Args:
            said: The messages, the newest last.
            log_file: Where the program writes what went wrong.
        """
        super().__init__()
        self._said = tuple(said)[::-1]
        self._log_file = log_file

    def fields(self) -> ComposeResult:
        """Yield the messages."""
        with VerticalScroll():
            yield Static(id="messages", markup=False)

    def on_mount(self) -> None:
        """Show them."""
        self.say_heading("Messages")
        told = [
            Content.assemble((f"{when:%H:%M:%S}  ", DIM), (text, INKS.get(severity, "")))
            for when, text, severity in self._said
        ]
        nothing = Content.styled("Nothing was said yet.", DIM)
        log = Content.styled(f"The log is {plain(str(self._log_file))}", DIM)
        self.messages.update(Content("\n\n").join([*(told or [nothing]), log]))
