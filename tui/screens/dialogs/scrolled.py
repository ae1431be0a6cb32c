"""What dialogs share that are for reading: a pane that scrolls."""

from textual.containers import VerticalScroll
from textual.getters import query_one

from tui.screens.dialogs.dialog import Dialog


class ScrolledDialog(Dialog[None]):
    """A dialog around one pane that scrolls; subclasses bind the keys for it."""

    DEFAULT_CSS = """
    ScrolledDialog {
        & > #frame { height: 90%; }
        & VerticalScroll { height: 1fr; min-height: 1; scrollbar-size-vertical: 1;
            scrollbar-gutter: stable; }
    }
    """
    AUTO_FOCUS = "VerticalScroll"

    pane = query_one(VerticalScroll)

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self.pane.scroll_relative(y=lines, animate=False)

    def action_page(self, direction: int) -> None:
        """Scroll by a page."""
        self.pane.scroll_relative(y=direction * max(1, self.pane.size.height - 1), animate=False)

    def action_end(self, last: bool) -> None:
        """Scroll to the top or the bottom."""
        if last:
            self.pane.scroll_end(animate=False)
        else:
            self.pane.scroll_home(animate=False)
