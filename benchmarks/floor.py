"""The least that a key can cost: an app whose one widget moves a cursor by a line or a page.

    python -m benchmarks.floor

The widget is a bare `ScrollView` with the Line API and bindings of its own. A key runs an action,
the line the cursor leaves and the line it comes to are painted anew, and nothing else is done: no
message, no second widget, no styles. An app whose key paints nothing would be no fair floor, since
no reader can move a cursor without painting two lines.
"""

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

LINES = 10_000
WORDS = "The envoys of Russia and China met in Geneva on Monday, and said little of it."


class BareView(ScrollView, can_focus=True, inherit_bindings=False):
    """Many lines alike, and a cursor on one of them."""

    BINDINGS = [
        Binding("l", "step(1)"),
        Binding("h", "step(-1)"),
        Binding("pagedown", "turn(1)"),
        Binding("pageup", "turn(-1)"),
    ]

    def __init__(self) -> None:
        """Begin at the first line."""
        super().__init__()
        self._cursor = 0

    def on_mount(self) -> None:
        """Tell how many lines there are."""
        self.virtual_size = Size(len(WORDS), LINES)

    def action_step(self, by: int) -> None:
        """Move the cursor within what is on the screen."""
        self.refresh_lines(self._cursor, 1)
        self._cursor = max(0, self._cursor + by)
        self.refresh_lines(self._cursor, 1)

    def action_turn(self, by: int) -> None:
        """Scroll by a page, the cursor with it."""
        page = (self.size.height - 1) * by
        self._cursor = max(0, self._cursor + page)
        self.scroll_to(y=self.scroll_offset.y + page, animate=False)

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        line = y + self.scroll_offset.y
        width = self.size.width
        style = Style(reverse=line == self._cursor)
        return Strip([Segment(f"{line:>5} {WORDS}".ljust(width)[:width], style)], width)


class Floor(App[None]):
    """Shows the bare view, which has the focus."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """Yield the view."""
        yield BareView()


if __name__ == "__main__":
    Floor().run()
