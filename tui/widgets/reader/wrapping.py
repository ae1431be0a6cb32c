r"""A text and a width become visual lines, as many at a time as are wanted.

Every code point lies in exactly one visual line; a line's end is the next one's start. A `\n`
belongs to the line it ends, and so do the spaces at which a line is broken: they may hang over
the edge, unseen. No line is broken inside a grapheme.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from tui.widgets.cells import fitting, grapheme_at, graphemes, is_narrow, is_simple

_CJK = r"\u3001-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff60"
_CLOSERS = "、。，．：；！？）」』】〉》〕…”’"

_SPACES = re.compile(r"[ \t\u3000]*")


@cache
def _last_break() -> re.Pattern[str]:
    """Up to the last place, within the bounds given to `match`, where a line may be broken."""
    # Takes milliseconds to compile: not before it is needed.
    return re.compile(rf"[\s\S]*(?:[ \t\u3000]|(?<=[\w.])[-–—/]|[{_CJK}](?![{_CLOSERS}]))")


@cache
def _break_before() -> re.Pattern[str]:
    return re.compile(f"(?![{_CLOSERS}])[{_CJK}]")


class Fold(NamedTuple):
    """A stretch of text shown as one line that only says what is in it.

    Attributes:
        start: First code point.
        end: One past the last code point.
        label: What the line says.
    """

    start: int
    end: int
    label: str


class Wrapping:
    """The visual lines of one text at one width, known as far as they were asked for."""

    def __init__(self, text: str, width: int, folds: Sequence[Fold] = ()) -> None:
        """Prepare to wrap; nothing is wrapped yet.

        Args:
            text: The text.
            width: Cells in a line, at least 1.
            folds: Folded stretches, in order, not overlapping, not empty.
        """
        self.text = text
        self.width = max(1, width)
        self.folds = tuple(folds)
        self._folds = {fold.start: fold for fold in folds}
        self._fold_starts = [fold.start for fold in folds]
        self._starts = array("q")
        self._reached = 0

    def __len__(self) -> int:
        """How many lines are wrapped so far."""
        return len(self._starts)

    @property
    def complete(self) -> bool:
        """Whether the whole text is wrapped."""
        return self._reached >= len(self.text)

    @property
    def height(self) -> int:
        """How many lines the whole text takes; estimated until it is complete."""
        if self.complete or not self._reached:
            return len(self._starts)
        return max(
            len(self._starts) + 1, len(self._starts) * len(self.text) // max(1, self._reached)
        )

    def wrap(self, lines: int) -> bool:
        """Wrap so many lines more; return whether the text is complete."""
        text, reached, stop = self.text, self._reached, len(self.text)
        for _ in range(lines):
            if reached >= stop:
                break
            self._starts.append(reached)
            reached = self._line_end(text, reached)
        self._reached = reached
        return self.complete

    def reach(self, offset: int) -> None:
        """Wrap at least as far as the line of `offset`."""
        while self._reached <= offset and not self.wrap(256):
            pass

    def line_of(self, offset: int) -> int:
        """The index of the line that holds the code point at `offset`; 0 in an empty text."""
        self.reach(offset)
        return self.known_line_of(offset)

    def known_line_of(self, offset: int) -> int:
        """The same, or the last line wrapped so far if that is before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def has_line(self, line: int) -> bool:
        """Whether there is a line of this index, wrapping as far as it takes to know."""
        while len(self._starts) <= line and not self.wrap(256):
            pass
        return 0 <= line < len(self._starts)

    def bounds(self, line: int) -> tuple[int, int]:
        """Start and end of a line that is known to be there."""
        following = line + 1
        end = self._starts[following] if following < len(self._starts) else self._reached
        return self._starts[line], end

    def fold_on(self, line: int) -> Fold | None:
        """The fold shown on a line, if that is what the line is."""
        return self._folds.get(self._starts[line]) if self._folds else None

    def column(self, offset: int) -> int:
        """The cell, counted from the line's start, at which the code point at `offset` stands."""
        start, _ = self.bounds(self.line_of(offset))
        if is_narrow(self.text[start:offset]):
            return offset - start
        return sum(grapheme.cells for grapheme in graphemes(self.text, start, offset))

    def offset_at(self, line: int, column: int) -> int:
        r"""The start of the grapheme at a cell of a line; of the line's last one beyond its end.

        The `\n` or space at which a line was broken counts only where the line has nothing else.
        """
        start, end = self.bounds(line)
        if is_narrow(self.text[start:end].removesuffix("\n")):
            final = end - 1 - (end - 1 > start and self.text[end - 1] == "\n")
            return min(start + min(column, self.width - 1), final)
        last = start
        cell = 0
        for grapheme in graphemes(self.text, start, end):
            if grapheme.start > start and self.text[grapheme.start] == "\n":
                break
            last = grapheme.start
            cell += grapheme.cells
            if cell > column or cell >= self.width:
                break
        return last

    def _line_end(self, text: str, start: int) -> int:
        """Where the line that begins at `start` ends."""
        if fold := self._folds.get(start):
            return fold.end
        stop = self._stop(start)
        cut, newline = self._cut(text, start, stop)
        if newline or cut >= stop:
            return cut
        spaces = _SPACES.match(text, cut, min(stop, cut + self.width))
        if spaces and spaces.end() > cut:
            end = spaces.end()
            return end + 1 if end < stop and text[end] == "\n" else self._boundary(start, end)
        if _break_before().match(text, cut):
            return cut
        found = _last_break().match(text, start, cut - (text[cut] in _CLOSERS))
        return self._boundary(start, found.end()) if found else cut

    def _boundary(self, start: int, end: int) -> int:
        """The boundary of a grapheme at `end` or just before; a space can carry a mark, too."""
        if end >= len(self.text) or is_narrow(self.text[end]):
            return end
        boundary, _ = grapheme_at(self.text, end)
        return boundary if boundary > start else grapheme_at(self.text, start)[1]

    def _stop(self, start: int) -> int:
        """The end of the text, or of what is before the next fold."""
        if not self._fold_starts:
            return len(self.text)
        index = bisect_right(self._fold_starts, start)
        return self._fold_starts[index] if index < len(self._fold_starts) else len(self.text)

    def _cut(self, text: str, start: int, stop: int) -> tuple[int, bool]:
        r"""How far a line can reach in its cells, and whether a `\n` ends it there."""
        width = self.width
        # One code point more than fits: a mark there would belong to the last one that does.
        window = text[start : min(stop, start + width + 1)]
        newline = window.find("\n")
        if newline >= 0:
            window = window[:newline]
        if is_narrow(window):
            fits = min(len(window), width)
        elif is_simple(window):
            fits = fitting(window, width)
        else:
            return self._cut_graphemes(text, start, stop)
        if fits == len(window) and newline >= 0:
            return start + fits + 1, True
        return start + max(1, fits), False

    def _cut_graphemes(self, text: str, start: int, stop: int) -> tuple[int, bool]:
        cell = 0
        for grapheme in graphemes(text, start, stop):
            if text[grapheme.start] == "\n":
                return grapheme.end, True
            cell += grapheme.cells
            if cell > self.width:
                return max(grapheme.start, start) if cell > grapheme.cells else grapheme.end, False
        return stop, False
