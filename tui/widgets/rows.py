"""A list that costs the same at a thousand rows and at a million: only what is seen is rendered."""

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.line import Part, ink, strip_of
from tui.widgets.pane import Pane

GUTTER = 1
"""Cells left of every row, for the bar that marks the cursor without colour too."""


class RowList(Pane, can_focus=True):
    """A virtual list with a cursor.

    Subclasses say how many rows there are (`row_count`) and draw one line of one row
    (`render_row`). Rows are `ROW_HEIGHT` lines high unless `row_span`, `row_at` and `line_count`
    say otherwise. No key is bound here: commands call `move` and its like.

    Attributes:
        placeholder: The sentence shown while there are no rows.
    """

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        width: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > .row-list--dim { color: $foreground-muted; }
        & > .row-list--strong { text-style: bold; }
        & > .row-list--accent { color: $text-accent; }
        & > .row-list--good { color: $text-success; }
        & > .row-list--warning { color: $text-warning; }
        & > .row-list--error { color: $text-error; }
        & > .row-list--cursor { background: $foreground 8%; }
        &:focus > .row-list--cursor { background: $primary 25%; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--dim",
        "row-list--strong",
        "row-list--accent",
        "row-list--good",
        "row-list--warning",
        "row-list--error",
        "row-list--cursor",
    }
    ALLOW_SELECT = False
    ROW_HEIGHT: ClassVar[int] = 1

    @dataclass
    class Highlighted(Message):
        """The cursor came to another row."""

        rows: "RowList"
        index: int

        @property
        def control(self) -> Widget:
            """The list it happened in."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """A row was chosen, by `choose` or by a click on the row under the cursor."""

        rows: "RowList"
        index: int

        @property
        def control(self) -> Widget:
            """The list it happened in."""
            return self.rows

    def __init__(
        self, *, placeholder: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.placeholder = placeholder
        self._cursor = 0
        self._inks: dict[str, Style] = {}
        self._base: Style | None = None

    # What subclasses say

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one line of a row in at most `width` cells, with foreground styles only.

        Args:
            index: The row.
            line: The line of the row, from 0.
            width: Cells there are.
        """
        raise NotImplementedError

    def can_choose(self, index: int) -> bool:
        """Whether the cursor may stand on the row; headings say no."""
        return True

    def row_span(self, index: int) -> tuple[int, int]:
        """Get the first line of a row, and how many lines it has."""
        return index * self.ROW_HEIGHT, self.ROW_HEIGHT

    def row_at(self, line: int) -> int:
        """Get the row that a line of the list belongs to."""
        return line // self.ROW_HEIGHT

    @property
    def line_count(self) -> int:
        """How many lines all rows have together."""
        return self.row_count * self.ROW_HEIGHT

    # The cursor

    @property
    def cursor(self) -> int:
        """The row the cursor is on; 0 in an empty list."""
        return self._cursor

    def move(self, delta: int) -> None:
        """Move the cursor by `delta` rows, as far as there are any."""
        self.move_to(self._cursor + delta)

    def move_to(self, index: int) -> None:
        """Put the cursor on the row `index`, or the nearest beyond it that it may stand on."""
        row = self._landing(index)
        if row is None:
            return
        moved = row != self._cursor
        if moved:
            self.refresh_row(self._cursor)
            self._cursor = row
            self.refresh_row(row)
        self.show_cursor()
        if moved:
            self.tell(self.Highlighted(self, row))

    def page(self, direction: int) -> None:
        """Move by as many rows as are seen at once: 1 is down, -1 is up."""
        self._move_lines(direction * max(1, self.size.height - 1))

    def half_page(self, direction: int) -> None:
        """Move by half of the rows that are seen at once: 1 is down, -1 is up."""
        self._move_lines(direction * max(1, self.size.height // 2))

    def move_home(self) -> None:
        """Move to the first row."""
        self.move_to(0)

    def move_end(self) -> None:
        """Move to the last row."""
        self.move_to(self.row_count - 1)

    def choose(self) -> None:
        """Choose the row under the cursor."""
        if self.row_count and self.can_choose(self._cursor):
            self.post_message(self.Chosen(self, self._cursor))

    def show_cursor(self) -> None:
        """Scroll no more than it takes to bring the row under the cursor into sight."""
        if not self.row_count or not self.size.height:
            return
        top, height = self.row_span(self._cursor)
        seen = self.scroll_offset.y
        if top < seen or height >= self.size.height:
            wanted = 0 if self._landing(0) == self._cursor else top
        elif top + height > seen + self.size.height:
            wanted = top + height - self.size.height
        else:
            return
        if wanted != seen:
            self.scroll_to(y=wanted, animate=False, force=True)

    def rows_changed(self, cursor: int | None = None) -> None:
        """Take in a new set of rows, silently: no `Highlighted` is posted.

        Args:
            cursor: Where the cursor is from now on; None leaves it where it is, or at the end.
        """
        wanted = self._cursor if cursor is None else cursor
        self._cursor = self._landing(wanted) or 0
        self.virtual_size = Size(0, self.line_count)
        self.refresh()
        self.call_after_refresh(self.show_cursor)

    def rows_added(self) -> None:
        """Take in rows at the end; what is seen and where the cursor is stay as they are."""
        self.virtual_size = Size(0, self.line_count)
        self.refresh()

    def refresh_row(self, index: int) -> None:
        """Repaint one row, and nothing else."""
        if 0 <= index < self.row_count:
            self.refresh_lines(*self.row_span(index))

    def _landing(self, index: int) -> int | None:
        """Find the row to stand on: `index`, else one further in the same direction, else back."""
        if not self.row_count:
            return None
        index = max(0, min(index, self.row_count - 1))
        onward = range(index, self.row_count) if index >= self._cursor else range(index, -1, -1)
        back = range(index, -1, -1) if index >= self._cursor else range(index, self.row_count)
        for rows in (onward, back):
            for row in rows:
                if self.can_choose(row):
                    return row
        return None

    def _move_lines(self, lines: int) -> None:
        if not self.row_count:
            return
        top, _ = self.row_span(self._cursor)
        line = max(0, min(top + lines, self.line_count - 1))
        row = self.row_at(line)
        self.move_to(row if row != self._cursor else self._cursor + (1 if lines > 0 else -1))

    # Events and painting

    def ink(self, name: str) -> Style:
        """Get the style of the component class `row-list--name`, without its background."""
        if name not in self._inks:
            self._inks[name] = ink(self, f"row-list--{name}")
        return self._inks[name]

    def notify_style_update(self) -> None:
        """Forget the styles: the theme or the focus has changed."""
        self._inks.clear()
        self._base = None
        super().notify_style_update()

    def on_mount(self) -> None:
        """Tell the scroll view how long the list is."""
        self.virtual_size = Size(0, self.line_count)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Move to the row that was clicked; choose it if the cursor was there already."""
        offset = event.get_content_offset(self)
        line = self.scroll_offset.y + offset.y if offset else -1
        if not 0 <= line < self.line_count:
            return
        row = self.row_at(line)
        if not self.can_choose(row):
            return
        if row == self._cursor:
            self.choose()
        else:
            self.move_to(row)

    def render_line(self, y: int) -> Strip:
        """Render one line of what is in sight."""
        width = self.scrollable_content_region.width
        if self._base is None:
            self._base = self.rich_style
        base = self._base
        line = y + self.scroll_offset.y
        if not self.row_count:
            words: list[Part] = [(self.placeholder if y == 1 else "", self.ink("dim"))]
            return self._finish([Segment(" " * 2)], strip_of(words, width - 2), width, base)
        if line >= self.line_count:
            return Strip.blank(width, base)
        index = self.row_at(line)
        top, _ = self.row_span(index)
        here = index == self._cursor and self.can_choose(index)
        if here:
            base += self.get_component_rich_style("row-list--cursor").background_style
        bar = Segment("▌", self.ink("accent")) if here and self.has_focus else Segment(" ")
        row = self.render_row(index, line - top, max(0, width - GUTTER))
        return self._finish([bar], row, width, base)

    @staticmethod
    def _finish(gutter: list[Segment], row: Strip, width: int, base: Style) -> Strip:
        strip = Strip([*gutter, *row], sum(len(bar.text) for bar in gutter) + row.cell_length)
        return strip.adjust_cell_length(width, base).apply_style(base)
