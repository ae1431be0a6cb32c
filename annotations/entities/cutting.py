"""Cutting a long text into pieces that the model can take, at places where no name is cut.

The model's memory grows with the longest text it is given, and above a million characters spaCy
refuses. Pieces rejoin to the text exactly, so an offset in a piece plus the piece's start is an
offset in the text.
"""

import re

from annotations.segments import sentences

LIMIT = 10_000
"""The longest piece, in code points."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SPACE = re.compile(r"\s")


def cut(text: str, limit: int = LIMIT) -> list[tuple[int, int]]:
    """Cut a text after a paragraph, else a line, a sentence, white space, or anywhere.

    Args:
        text: Any text.
        limit: The longest piece, in code points; at least 1.

    Returns:
        Start and end of each piece: none is empty, each begins where the one before ends, and
        together they are the text.
    """
    pieces = []
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= limit else _cut_before(text, start, start + limit)
        pieces.append((start, end))
        start = end
    return pieces


def _cut_before(text: str, start: int, end: int) -> int:
    """Find the best place to cut after `start` and not after `end`."""
    window = text[start:end]
    if breaks := [match.end() for match in _BLANK_LINE.finditer(window)]:
        return start + breaks[-1]
    if "\n" in window:
        return start + window.rindex("\n") + 1
    # What follows the last sentence's start may go on after the window.
    starts = [sentence_start for sentence_start, _ in sentences(text, start, end)]
    if starts and start < starts[-1] < end:
        return starts[-1]
    if spaces := [match.end() for match in _SPACE.finditer(window)]:
        return start + spaces[-1]
    return end
