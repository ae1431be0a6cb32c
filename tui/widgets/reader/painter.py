"""One visual line becomes one strip of cells: margin, text, marks."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from tui.widgets.cells import Grapheme, crop, drawn, graphemes, is_narrow
from tui.widgets.reader.highlights import PLAIN, Highlights, Look, Run
from tui.widgets.reader.palette import Palette
from tui.widgets.reader.wrapping import Fold, Wrapping

WIDEST = 92
"""Cells in a line of text at most: longer lines are hard to read."""

_KEPT = 2000
"""So many strips are kept at most."""

Span = tuple[int, int]


class Column(NamedTuple):
    """Where the text stands in the widget, in cells.

    Attributes:
        total: The widget's width, its scrollbar included.
        left: Before the text, the margin included.
        margin: The part of `left` that marks are drawn in.
        width: The text's width; one cell more may be drawn, for a cursor at the edge.
    """

    total: int
    left: int
    margin: int
    width: int

    @classmethod
    def within(cls, total: int, scrollbar: int = 0) -> "Column":
        """The column for a widget of so many cells, of which some are the scrollbar's."""
        visible = max(1, total - scrollbar)
        margin = 3 if visible >= 40 else 1 if visible >= 16 else 0
        room = visible - margin - (visible > 1)
        width = max(1, min(WIDEST, room))
        return cls(total, margin + max(0, room - width) // 2, margin, width)


class Marks(NamedTuple):
    """What moves over the text: start and end of each, or None.

    Attributes:
        current: The hit the cursor was sent to.
        selection: The selection.
        cursor: The grapheme under the cursor.
        focused: Whether keys move the cursor.
    """

    current: Span | None = None
    selection: Span | None = None
    cursor: Span | None = None
    focused: bool = False

    def over(self, start: int, end: int) -> bool:
        """Whether any of them is on a stretch."""
        spans = (self.current, self.selection, self.cursor)
        return any(span and span[0] < end and span[1] > start for span in spans)

    @property
    def cursor_look(self) -> str:
        """What `Look.cursor` is where the cursor is."""
        return "cursor" if self.focused else "cursor-away"


class Painter:
    """Paints the lines of one wrapped text; keeps the strips that nothing moves over."""

    def __init__(
        self, wrapping: Wrapping, highlights: Highlights, palette: Palette, column: Column
    ) -> None:
        """Paint what `wrapping` and `highlights` say, in the styles of `palette`."""
        self._wrapping = wrapping
        self._text = wrapping.text
        self._highlights = highlights
        self._palette = palette
        self._column = column
        self._strips: dict[int, Strip] = {}

    def forget(self, first: int, last: int) -> None:
        """Paint the lines from `first` to `last` anew when they are next wanted."""
        if last - first > len(self._strips):
            self._strips.clear()
        for line in range(first, last + 1):
            self._strips.pop(line, None)

    def strip(self, line: int, marks: Marks) -> Strip:
        """The strip of a line; an empty one where there is no line."""
        if not self._wrapping.has_line(line):
            return Strip.blank(self._column.total, self._palette.plain)
        start, end = self._wrapping.bounds(line)
        if marks.over(start, end):
            return self._paint(line, start, end, marks)
        if line not in self._strips:
            if len(self._strips) >= _KEPT:
                self._strips.clear()
            self._strips[line] = self._paint(line, start, end, Marks())
        return self._strips[line]

    def _paint(self, line: int, start: int, end: int, marks: Marks) -> Strip:
        column, plain = self._column, self._palette.plain
        fold = self._wrapping.fold_on(line)
        segments = list(self._margin(start, end if not fold else start))
        used = column.left
        for text, cells, look in self._fold(fold, marks) if fold else self._line(start, end, marks):
            segments.append(Segment(text, self._palette.style(look)))
            used += cells
        if used < column.total:
            segments.append(Segment(" " * (column.total - used), plain))
        return Strip(segments, column.total)

    def _margin(self, start: int, end: int) -> Iterator[Segment]:
        """The cells before the text: a dot where a note begins, a bar along passages."""
        column, plain = self._column, self._palette.plain
        over = self._highlights.annotations_over(start, end) if start < end else []
        over = [it for it in over if it.start is not None and column.margin]
        if not over:
            if column.left:
                yield Segment(" " * column.left, plain)
            return
        if column.left > column.margin:
            yield Segment(" " * (column.left - column.margin), plain)
        noted = any(it.note and it.start is not None and it.start >= start for it in over)
        if noted or column.margin > 1:
            yield Segment("•" if noted else " ", plain)
        if not noted or column.margin > 1:
            colours = [tuple(tag.colour for tag in it.tags) for it in over]
            bar = "▌" if colours[0] != colours[-1] else "▎"
            yield Segment(bar, self._palette.bar(colours[0], colours[-1]))
        if column.margin > 2:
            yield Segment(" ", plain)

    def _fold(self, fold: Fold, marks: Marks) -> Iterator[tuple[str, int, Look]]:
        hidden = len(self._highlights.annotations_over(fold.start, fold.end))
        noun = "annotation" if hidden == 1 else "annotations"
        told = f"▸ {fold.label}, {hidden} {noun}" if hidden else f"▸ {fold.label}"
        label = crop(told, self._column.width)
        look = Look(boilerplate=True)
        under = marks.cursor and marks.cursor[0] == fold.start
        yield label[0], 1, look._replace(cursor=marks.cursor_look) if under else look
        if len(label) > 1:
            yield label[1:], len(label) - 1, look

    def _line(self, start: int, end: int, marks: Marks) -> Iterator[tuple[str, int, Look]]:
        """The pieces of a line of text, each with its width."""
        text = self._text[start:end]
        limit = min(self._column.width + 1, max(1, self._column.total - self._column.left))
        narrow = is_narrow(text.removesuffix("\n"))
        shown = [] if narrow else list(_fitting(self._text, start, end, limit))
        stop = min(end, start + limit) if narrow else shown[-1].end if shown else start
        runs = self._runs(start, start + len(text.rstrip()), end)
        cursor = marks.cursor
        if cursor and stop <= cursor[0] < end:
            cursor = (stop - 1, stop)
        if marks.current:
            runs = list(_marked(runs, marks.current, current=True))
        if marks.selection:
            runs = list(_marked(runs, marks.selection, selected=True))
        if cursor:
            runs = list(_marked(runs, cursor, cursor=marks.cursor_look))
        if narrow:
            for low, high, look in runs:
                if piece := self._text[low : min(high, stop)]:
                    yield piece.replace("\n", " "), len(piece), look
        else:
            yield from self._pieces(shown, runs)

    def _runs(self, start: int, content: int, end: int) -> list[Run]:
        """The runs of a line; white space at its end is left plain."""
        runs = self._highlights.runs(start, content) if start < content else []
        if content < end:
            runs.append(Run(content, end, PLAIN))
        return runs

    def _pieces(
        self, shown: Iterable[Grapheme], runs: list[Run]
    ) -> Iterator[tuple[str, int, Look]]:
        """The pieces of a line whose graphemes are of several widths; none is cut in two."""
        pending, cells, index = "", 0, 0
        for grapheme in shown:
            while runs[index].end <= grapheme.start:
                if pending:
                    yield pending, cells, runs[index].look
                pending, cells, index = "", 0, index + 1
            pending += drawn(self._text[grapheme.start : grapheme.end], grapheme.cells)
            cells += grapheme.cells
        if pending:
            yield pending, cells, runs[index].look


def _fitting(text: str, start: int, end: int, limit: int) -> Iterator[Grapheme]:
    """The graphemes of a line that are drawn in so many cells."""
    used = 0
    for grapheme in graphemes(text, start, end):
        used += grapheme.cells
        if used > limit:
            return
        yield grapheme


def _marked(runs: Iterable[Run], span: Span, **fields: Any) -> Iterator[Run]:
    """The same runs, with some fields of their looks set over a span."""
    low, high = span
    for run in runs:
        if run.end <= low or run.start >= high:
            yield run
            continue
        first, last = max(run.start, low), min(run.end, high)
        if run.start < first:
            yield Run(run.start, first, run.look)
        yield Run(first, last, run.look._replace(**fields))
        if last < run.end:
            yield Run(last, run.end, run.look)
