"""Lines that are kept as they were painted, until something on their widget changes."""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static


class KeptLines(Widget):
    """A widget that is asked for its lines at every frame, and mostly has the same ones.

    Textual composes a frame from all that lies within reach of what has changed, and works out
    colours, borders and filters of each such widget for it, though its lines are in a cache. A key
    that moves a cursor changes one widget of a dozen.
    """

    _lines_kept: tuple[Region, list[Strip]] | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return what is painted already, or paint it."""
        if self._lines_kept is None or self._lines_kept[0] != crop:
            self._lines_kept = crop, super().render_lines(crop)
        return self._lines_kept[1]

    def notify_style_update(self) -> None:
        """Keep nothing of how it looked."""
        self._lines_kept = None
        super().notify_style_update()

    def _set_dirty(self, *regions: Region) -> None:
        # Whatever needs painting comes by here: what a widget asks for, scrolling, a new size.
        self._lines_kept = None
        super()._set_dirty(*regions)


class Row(Horizontal, KeptLines):
    """Widgets side by side."""


class Column(Vertical, KeptLines):
    """Widgets one below the other."""


class KeptStatic(Static, KeptLines):
    """Words that stay as they are."""
