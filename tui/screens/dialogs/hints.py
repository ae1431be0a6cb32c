"""The keys at the foot of a dialog, of which none is ever broken."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

LINES = 2
"""Lines of the main keys; one where there are few rows."""

GAP = "   "


class Hints(Widget):
    """Keys and what they do, side by side; a hint that has no room is left out whole."""

    DEFAULT_CSS = """
    Hints { text-wrap: nowrap; text-overflow: ellipsis; }
    Hints.-all { text-wrap: wrap; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._hints: Sequence[Content] = ()

    def set_hints(self, hints: Sequence[Content]) -> None:
        """Show hints, the most useful first; with the class `-all` each on a line of its own."""
        self._hints = tuple(hints)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Ask for the lines the hints fill at a width, so that no dialog is drawn twice."""
        if self.has_class("-all"):
            return super().get_content_height(container, viewport, width)
        return len(self._lines(width))

    def render(self) -> Content:
        """Show as many hints as there is room for."""
        if self.has_class("-all"):
            return Content("\n").join(self._hints)
        lines = self._lines(self.content_size.width)
        return Content("\n").join(Content(GAP).join(line) for line in lines)

    def _lines(self, width: int) -> list[list[Content]]:
        return _filled(self._hints, width, 1 if self.screen.has_class("-low") else LINES)


def _filled(hints: Sequence[Content], width: int, most: int) -> list[list[Content]]:
    """Set hints in lines, each in the first line that has room for it after the one before."""
    lines: list[list[Content]] = [[]]
    room = width
    for hint in hints:
        needed = hint.cell_length + (len(GAP) if lines[-1] else 0)
        if needed > room and len(lines) < most:
            lines.append([])
            room, needed = width, hint.cell_length
        if needed <= room:
            lines[-1].append(hint)
            room -= needed
    return lines
