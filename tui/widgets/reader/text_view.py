"""A wrapped text on the screen: it scrolls, keeps its place, and costs what is visible of it."""

from collections.abc import Sequence
from time import perf_counter

from textual import events
from textual.geometry import Size
from textual.strip import Strip

from tui.widgets.pane import Pane
from tui.widgets.reader.highlights import Highlights
from tui.widgets.reader.painter import Column, Marks, Painter
from tui.widgets.reader.palette import COMPONENTS, CSS, Palette
from tui.widgets.reader.wrapping import Fold, Wrapping

_AT_ONCE = 128
"""Lines wrapped before the first frame, and between two looks at the clock afterwards."""

_SLICE = 0.005
"""Seconds of wrapping at a time after the first frame."""

_PAUSE = 0.02
"""Seconds between two such slices, for keys and frames."""


class TextView(Pane):
    """Shows one text with its highlights; knows lines and cells, but no cursor of its own."""

    DEFAULT_CSS = CSS
    COMPONENT_CLASSES = COMPONENTS
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Begin with an empty text."""
        super().__init__(id=id, classes=classes)
        self._column = Column.within(1)
        self._height = 0
        self._asked_top = 0
        self._wrapping = Wrapping("", 1)
        self._highlights = Highlights()
        self._palette: Palette | None = None
        self._painter: Painter | None = None

    @property
    def text(self) -> str:
        """The text shown."""
        return self._wrapping.text

    @property
    def top(self) -> int:
        """The index of the first line on the screen."""
        return self.scroll_offset.y

    @property
    def is_wrapped(self) -> bool:
        """Whether the lines of the whole text are known."""
        return self._wrapping.complete

    @property
    def rows(self) -> int:
        """How many lines the widget has room for."""
        return max(1, self._height)

    def marks(self) -> Marks:
        """What moves over the text at present; the text alone has nothing of the kind."""
        return Marks()

    def settled(self) -> None:
        """Called when the whole text is wrapped, and when the view has scrolled."""

    def set_text(self, text: str, highlights: Highlights, folds: Sequence[Fold] = ()) -> None:
        """Show a text from its start.

        Args:
            text: What to show.
            highlights: What is marked in it.
            folds: What is shown as one line each.
        """
        self._highlights = highlights
        self._wrap(Wrapping(text, self._column.width, folds))

    def render_line(self, y: int) -> Strip:
        """Paint one line of the screen."""
        line = self.top + y
        painter = self._painter
        if painter is None:
            if self._palette is None:
                self._palette = Palette(self)
            painter = self._painter = Painter(
                self._wrapping, self._highlights, self._palette, self._column
            )
        return painter.strip(line, self.marks())

    def notify_style_update(self) -> None:
        """Drop every style and every strip made with one."""
        super().notify_style_update()
        self._palette = self._painter = None

    def repaint(self, *spans: tuple[int, int], changed: bool = False) -> None:
        """Paint the lines of some spans anew.

        Args:
            spans: Stretches of the text, end exclusive.
            changed: Whether what is kept of these lines is out of date as well.
        """
        bottom = self.top + self.rows
        for start, end in spans:
            if not len(self._wrapping) or start >= end:
                continue
            first = self._wrapping.known_line_of(start)
            last = self._wrapping.known_line_of(end - 1)
            if changed and self._painter:
                self._painter.forget(first, last)
            low, high = max(self.top, first), min(bottom, last + 1)
            if low < high:
                self.refresh_lines(low, high - low)

    def repaint_all(self) -> None:
        """Paint everything anew: what is marked has changed throughout."""
        self._painter = None
        self.refresh()

    def reveal(self, offset: int, *, context: int = 2) -> None:
        """Scroll as little as it takes to have an offset on the screen, not at its very edge."""
        line = self._wrapping.line_of(offset)
        context = min(context, (self.rows - 1) // 2)
        top = min(self.top, line - context)
        top = max(top, line + context - self.rows + 1)
        if not top == self.top == self._asked_top:  # a scroll that was asked for may be to come
            self.scroll_to_line(top)

    def scroll_to_line(self, line: int) -> None:
        """Scroll so that a line is the first on the screen, as far as there are lines."""
        self._wrapping.has_line(line + self.rows)
        self._set_height()
        self._asked_top = max(0, line)
        self.scroll_to(y=self._asked_top, animate=False)

    def offset_under(self, x: int, y: int) -> int | None:
        """The offset drawn at a cell of the widget, or the nearest; None in an empty text."""
        line = max(0, self.top + y)
        if not self._wrapping.has_line(line):
            line = len(self._wrapping) - 1
        if line < 0:
            return None
        return self._wrapping.offset_at(line, max(0, x - self._column.left))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell when what is on the screen has changed."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.settled()

    def kept_in_sight(self) -> int | None:
        """An offset that stays on the screen when its size changes; here only the first line."""
        return None

    def _on_resize(self, event: events.Resize) -> None:
        column = Column.within(event.size.width, self.scrollbar_size_vertical)
        kept = self.kept_in_sight()
        self._height = event.size.height
        if column != self._column:
            top = self._wrapping.bounds(self.top)[0] if self._wrapping.has_line(self.top) else 0
            self._column = column
            self._wrap(Wrapping(self.text, column.width, self._wrapping.folds))
            self.scroll_to_line(self._wrapping.line_of(top))
        if kept is not None:
            self.reveal(kept)

    def _wrap(self, wrapping: Wrapping) -> None:
        self._wrapping = wrapping
        self._painter = None
        wrapping.wrap(_AT_ONCE)
        self._set_height()
        self.refresh()
        self._wrap_on(wrapping)

    def _wrap_on(self, wrapping: Wrapping) -> None:
        """Wrap the rest of the text, a slice at a time, unless another has taken its place."""
        if wrapping is not self._wrapping:
            return
        if wrapping.complete:
            self._set_height()
            self.settled()
        elif self.is_attached:
            self.set_timer(_PAUSE, lambda: self._wrap_slice(wrapping))

    def _wrap_slice(self, wrapping: Wrapping) -> None:
        until = perf_counter() + _SLICE
        while perf_counter() < until and not wrapping.wrap(_AT_ONCE):
            pass
        self._wrap_on(wrapping)

    def _set_height(self) -> None:
        size = Size(self._column.left + self._column.width, self._wrapping.height)
        if size.height > self.virtual_size.height or self._wrapping.complete:
            self.virtual_size = size
