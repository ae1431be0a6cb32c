"""How many terminal cells a text takes, and where its graphemes begin and end.

A grapheme is what a reader takes for one character and what a terminal draws in one place: a
letter with its marks, an emoji joined of several, a flag. Every grapheme here has at least one
cell: one that would have none (a mark without a letter) is drawn on a dotted circle.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

TAB = 4
"""A tab reaches to the next multiple of so many cells, counted from the start of its line."""

ELLIPSIS = "…"

_NARROW = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff"
    "\u2010-\u2027\u202f-\u205e\u20a0-\u20c0\ufffd"
)
_WIDE = (
    "\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
)

_COMMON = dict.fromkeys([*range(0xA0, 0xAD), *range(0xAE, 0x180), *range(0x2010, 0x2028)])
"""Narrow characters that are frequent in western texts, as `str.translate` takes them away."""

_SHORT = 200
"""Up to so many code points that is quicker than to compile a pattern."""

_ZWJ = "\u200d"
_CIRCLE = "\u25cc"
_LONGEST = 32
"""A grapheme of more code points than this is cut: a line has room for only so many marks."""

_LOOK_BACK = 1024
"""How far to look for a certain boundary before an offset."""


class Grapheme(NamedTuple):
    """One grapheme of a text.

    Attributes:
        start: First code point.
        end: One past the last code point.
        cells: How many cells it takes, at least one.
    """

    start: int
    end: int
    cells: int


@cache
def _narrow_run() -> re.Pattern[str]:
    return re.compile(f"[{_NARROW}]*")  # takes milliseconds: not before it is needed


@cache
def _simple_run() -> re.Pattern[str]:
    return re.compile(f"[{_NARROW}{_WIDE}]*")


@cache
def _character_cells(character: str) -> int:
    return get_character_cell_size(character)


def is_narrow(text: str) -> bool:
    """Whether every code point of `text` is surely a grapheme of one cell."""
    rest = text.translate(_COMMON) if len(text) <= _SHORT and not text.isascii() else text
    if rest.isascii() and rest.isprintable():
        return True
    return _narrow_run().fullmatch(text) is not None


def is_simple(text: str) -> bool:
    """Whether every code point of `text` is surely a grapheme, of one cell or of two."""
    return _simple_run().fullmatch(text) is not None


def fitting(text: str, cells: int) -> int:
    """How many code points of a simple text (see `is_simple`) fit into so many cells."""
    return bisect_right(list(accumulate(map(_character_cells, text))), cells)


def graphemes(text: str, start: int, stop: int, column: int = 0) -> Iterator[Grapheme]:
    r"""Yield the graphemes of `text[start:stop]`; `start` must be a boundary.

    Args:
        text: The whole text.
        start: First code point.
        stop: One past the last code point.
        column: The cell at which `start` stands, for tabs. A `\n` takes one cell.
    """
    narrow_run = _narrow_run()
    while start < stop:
        # The last one of a narrow run may have marks, so it is looked at like any other.
        run = narrow_run.match(text, start, stop)
        for plain in range(start, run.end() - 1 if run else start):
            yield Grapheme(plain, plain + 1, 1)
            column += 1
            start += 1
        end = _grapheme_end(text, start, stop)
        cells = _grapheme_cells(text[start:end], column)
        yield Grapheme(start, end, cells)
        column += cells
        start = end


def grapheme_at(text: str, offset: int) -> tuple[int, int]:
    """The start and end of the grapheme that holds the code point at `offset`."""
    if not 0 <= offset < len(text):
        return offset, offset
    start = offset
    lowest = max(0, offset - _LOOK_BACK)
    while start > lowest and _continues(text, start):
        start -= 1
    end = start
    while end <= offset:
        start, end = end, _grapheme_end(text, end, len(text))
    return start, end


def cell_width(text: str) -> int:
    """How many cells a line of text takes."""
    if is_narrow(text):
        return len(text)
    return sum(grapheme.cells for grapheme in graphemes(text, 0, len(text)))


def crop(text: str, cells: int) -> str:
    """Return `text` if it takes at most so many cells, else as much of it as fits, and an `…`."""
    if is_narrow(text):
        return text if len(text) <= cells else text[: max(0, cells - 1)] + ELLIPSIS[:cells]
    width, end = 0, 0
    for grapheme in graphemes(text, 0, len(text)):
        width += grapheme.cells
        if width <= cells - 1:
            end = grapheme.end
        if width > cells:
            return text[:end] + ELLIPSIS[: max(0, cells)]
    return text


def crop_front(text: str, cells: int) -> str:
    """Return `text` if it takes at most so many cells, else an `…` and as much of its end."""
    over = cell_width(text) - cells
    if over <= 0:
        return text
    for grapheme in graphemes(text, 0, len(text)):
        over -= grapheme.cells
        if over < 0:
            return ELLIPSIS + text[grapheme.end :]
    return ELLIPSIS[: max(0, cells)]


def drawn(grapheme: str, cells: int) -> str:
    r"""What to send to the terminal for one grapheme: white space as spaces, lone marks seen."""
    if grapheme[0] in "\t\n":
        return " " * cells
    if not _character_cells(grapheme[0]):
        return _CIRCLE + grapheme
    return grapheme


def _grapheme_end(text: str, start: int, stop: int) -> int:
    """One past the grapheme that begins at `start`."""
    end = start + 1
    if text[start] in "\t\n":
        return end
    stop = min(stop, start + _LONGEST)
    if end < stop and _is_indicator(text[start]) and _is_indicator(text[end]):
        end += 1
    while end < stop and (_is_mark(text[end]) or _is_joined(text, end)):
        end += 1
    return end


def _grapheme_cells(grapheme: str, column: int) -> int:
    if grapheme == "\t":
        return TAB - column % TAB
    if len(grapheme) == 1:
        return _character_cells(grapheme) or 1
    return max(1, cell_len(grapheme))


def _continues(text: str, offset: int) -> bool:
    """Whether a boundary just before `offset` is not certain."""
    return (
        _is_mark(text[offset])
        or _is_joined(text, offset)
        or (_is_indicator(text[offset]) and _is_indicator(text[offset - 1]))
    )


def _is_mark(character: str) -> bool:
    return character not in "\t\n" and not _character_cells(character)


def _is_joined(text: str, offset: int) -> bool:
    """Whether a joiner binds a symbol to what is before it; letters are not bound by one."""
    return text[offset - 1] == _ZWJ and text[offset] >= "\u2190"


def _is_indicator(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"
