"""The keys that work here, what they do, and why some can't now."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.widgets import Input, Static

from tui.screens.dialogs.scrolled import ScrolledDialog
from tui.widgets.line import ink


class HelpEntry(NamedTuple):
    """One command.

    Attributes:
        keys: Its keys, as they are shown.
        help: What it does.
        reason: Why it can't act now; empty if it can.
    """

    keys: str
    help: str
    reason: str = ""


class HelpScreen(ScrolledDialog):
    """All keys by section, narrowed down as one types after `/`."""

    DEFAULT_CSS = """
    HelpScreen {
        & > #frame { width: 84; }
        & Input { display: none; margin-bottom: 1; }
        & Input.-open { display: block; }
        &.-low Input { margin: 0; }
        & #table { height: auto; }
        & > .help--heading { color: $text-accent; text-style: bold; }
    }
    """
    COMPONENT_CLASSES = {"help--heading"}
    BINDINGS = [
        Binding("slash", "filter", "filter", key_display="/", id="help-filter"),
        Binding("j,down", "scroll(1)", "down", id="help-down"),
        Binding("k,up", "scroll(-1)", "up", id="help-up"),
        Binding("space,pagedown,ctrl+d", "page(1)", "page", id="help-page", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "page back", id="help-page-back", show=False),
        Binding("g,home", "end(False)", "top", id="help-top", show=False),
        Binding("G,end", "end(True)", "bottom", id="help-bottom", show=False),
        Binding("enter,ctrl+j", "list", "to the list", id="help-list", show=False),
        Binding("q,question_mark", "close", "close", id="help-close", show=False),
    ]
    HELP = "The keys that work where you are."

    field = query_one(Input)
    table = query_one("#table", Static)

    def __init__(
        self, sections: Sequence[tuple[str, Sequence[tuple[str, str, str]]]], title: str = "Keys"
    ) -> None:
        """Make the screen.

        Args:
            sections: Headings, each with its commands: keys, help, and the reason why it can't
                act now (empty if it can).
            title: The heading over all.
        """
        super().__init__()
        self._sections = [
            (heading, [HelpEntry(*entry) for entry in entries]) for heading, entries in sections
        ]
        self._title = title

    def fields(self) -> ComposeResult:
        """Yield the filter and the table."""
        yield Input(compact=True, placeholder="words to look for")
        with VerticalScroll():
            yield Static(id="table", markup=False)

    def on_mount(self) -> None:
        """Show all."""
        self.say_heading(self._title)
        self._fill()

    def on_resize(self) -> None:
        """Give the keys less room where there is little."""
        self._fill()

    def on_input_changed(self) -> None:
        """Show what matches."""
        self._fill()
        self.pane.scroll_home(animate=False)

    def on_input_submitted(self) -> None:
        """Go to what was found: the field keeps `enter` to itself."""
        self.action_list()

    def _fill(self) -> None:
        words = self.field.value.casefold().split()
        narrow = self.size.width < 60
        table = Table.grid(padding=(0, 2, 0, 0), expand=True)
        table.add_column(no_wrap=not narrow, max_width=12 if narrow else 26)
        table.add_column(ratio=1)
        dim = Style(dim=True)
        head = ink(self, "help--heading")
        for heading, entries in self._sections:
            shown = [entry for entry in entries if _matches(entry, heading, words)]
            if not shown:
                continue
            if table.row_count:
                table.add_row()
            table.add_row(Text(heading, head))
            for entry in shown:
                style = dim if entry.reason else Style()
                told = Text(entry.help, style)
                if entry.reason:
                    told.append(f" — {entry.reason}", dim + Style(italic=True))
                table.add_row(Text(entry.keys, style + Style(bold=not entry.reason)), told)
        if not table.row_count:
            table.add_row(Text("Nothing matches.", dim))
        self.table.update(table)

    def action_filter(self) -> None:
        """Type to narrow down."""
        self.field.add_class("-open")
        self.field.focus()

    def action_list(self) -> None:
        """Go from the filter to what it found."""
        self.pane.focus()

    def action_cancel(self) -> None:
        """Take the filter away; without one, close."""
        if self.field.has_class("-open"):
            self.field.value = ""
            self.field.remove_class("-open")
            self.pane.focus()
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """Close."""
        self.dismiss(None)


def _matches(entry: HelpEntry, heading: str, words: Sequence[str]) -> bool:
    told = f"{heading} {entry.keys} {entry.help}".casefold()
    return all(word in told for word in words)
