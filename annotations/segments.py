"""Words, sentences and paragraphs of a text, found without a model.

All offsets are code points, end exclusive. The functions that take an offset are called at every
key press, in texts of megabytes, so each looks only at the neighbourhood of that offset.

A paragraph is a line with something on it; lines that look hard-wrapped are joined into one. A
line of more than `REACH` code points is treated as several paragraphs.
"""

import re
from collections.abc import Iterator
from functools import cache

from annotations.full_stops import split_sentences

REACH = 20_000
"""Code points beyond which no function looks for the end of a paragraph."""

_WORD_REACH = 200
# Hard-wrapped lines are as long as this, but for the last.
_WRAP_SHORTEST, _WRAP_WIDTH, _WRAP_LONGEST = 30, 50, 100

_IDEOGRAPH = (
    "\u3005-\u3007\u3040-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff"
)
_LETTERS = rf"[^\W{_IDEOGRAPH}]+(?:[{_MARK}]+[^\W{_IDEOGRAPH}]*)*"
# An ideograph is a word of its own: nothing in the text says where a longer one ends.
_WORD = rf"{_LETTERS}(?:(?:['’\-‐‑·.]|(?<=\d),(?=\d)){_LETTERS})*|[{_IDEOGRAPH}]"
_SOLID = re.compile(r"\S")
_GAP = re.compile(r"\s")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def word_at(text: str, offset: int) -> tuple[int, int]:
    """The word at an offset; between words, the following one, else the one before.

    Args:
        text: Any text.
        offset: Code points from its start.

    Returns:
        Start and end of the word; an empty span at the offset where there is none near.
    """
    offset = _clamp(text, offset)
    before = (offset, offset)
    for match in _words_near(text, offset):
        if match.end() > offset:
            return match.span()
        before = match.span()
    return before


def next_word(text: str, offset: int) -> int:
    """Start of the word after the one at an offset; the text's end where there is none."""
    offset = _clamp(text, offset)
    for match in _words_near(text, offset):
        if match.start() > offset:
            return match.start()
    return min(offset + REACH, len(text))


def previous_word(text: str, offset: int) -> int:
    """Start of the word at an offset, or of the one before if the offset is at a start."""
    last = _solid_before(text, _clamp(text, offset))
    if last is None:
        return 0
    found = max(0, last - _WORD_REACH)
    for match in _words_near(text, last):
        if match.start() > last:
            break
        found = match.start()
    return found


def sentence_at(text: str, offset: int) -> tuple[int, int]:
    """The sentence at an offset, without the white space around it.

    Between two sentences it is the following one, after the last it is the last. A sentence never
    crosses a paragraph.

    Args:
        text: Any text.
        offset: Code points from its start.

    Returns:
        Start and end of the sentence; an empty span at the offset in a blank text.
    """
    start, end = paragraph_at(text, offset)
    found = (start, end)
    for found in split_sentences(text, start, end):
        if found[1] > offset:
            break
    return found


def next_sentence(text: str, offset: int) -> int:
    """Start of the sentence after an offset; the text's end where there is none."""
    offset = _clamp(text, offset)
    start, end = sentence_at(text, offset)
    return start if start > offset else _solid_from(text, max(end, offset))


def previous_sentence(text: str, offset: int) -> int:
    """Start of the sentence at an offset, or of the one before if the offset is at a start."""
    last = _solid_before(text, _clamp(text, offset))
    return 0 if last is None else sentence_at(text, last)[0]


def paragraph_at(text: str, offset: int) -> tuple[int, int]:
    """The paragraph at an offset, without the white space around it.

    Between two paragraphs it is the following one, after the last it is the last.

    Args:
        text: Any text.
        offset: Code points from its start.

    Returns:
        Start and end of the paragraph; an empty span at the offset in a blank text.
    """
    offset = _clamp(text, offset)
    line = _line_at(text, offset)
    if line[0] == line[1] or offset >= line[1]:
        ahead = _solid_from(text, offset)
        if ahead == len(text):
            last = _solid_before(text, offset)
            if last is None:
                return offset, offset
            ahead = last
        line = _line_at(text, ahead)
    block = _block(text, *line)
    return block if block and _is_hard_wrapped(text, *block) else line


def next_paragraph(text: str, offset: int) -> int:
    """Start of the paragraph after an offset; the text's end where there is none."""
    offset = _clamp(text, offset)
    start, end = paragraph_at(text, offset)
    return start if start > offset else _solid_from(text, max(end, offset))


def previous_paragraph(text: str, offset: int) -> int:
    """Start of the paragraph at an offset, or of the one before if the offset is at a start."""
    last = _solid_before(text, _clamp(text, offset))
    return 0 if last is None else paragraph_at(text, last)[0]


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The paragraphs that touch a stretch of text, each whole.

    Args:
        text: Any text.
        start: Where the stretch begins.
        end: One past its end; None for the end of the text.

    Yields:
        Start and end of each, without the white space around it.
    """
    stop = len(text) if end is None else min(end, len(text))
    position = _solid_from(text, _clamp(text, start))
    single_until = 0  # lines up to here are known not to be hard-wrapped
    while position < stop:
        found = _line_at(text, position)
        if position >= single_until:
            block = _block(text, *found)
            if block and _is_hard_wrapped(text, *block):
                found = block
            else:
                gap = _BLANK_LINE.search(text, position)
                single_until = gap.start() if gap else len(text)
        yield found
        position = _solid_from(text, found[1])


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The sentences that touch a stretch of text, each whole.

    Args:
        text: Any text.
        start: Where the stretch begins.
        end: One past its end; None for the end of the text.

    Yields:
        Start and end of each, without the white space around it.
    """
    stop = len(text) if end is None else min(end, len(text))
    for paragraph in paragraphs(text, start, end):
        for found in split_sentences(text, *paragraph):
            if found[1] > start and found[0] < stop:
                yield found


def words(text: str) -> Iterator[tuple[int, int]]:
    """The words of a text; an ideograph is one of its own.

    Args:
        text: Any text.

    Yields:
        Start and end of each.
    """
    return (match.span() for match in _words().finditer(text))


def word_count(text: str) -> int:
    """Number of words; an ideograph counts as one."""
    return sum(1 for _ in words(text))


def _clamp(text: str, offset: int) -> int:
    return max(0, min(offset, len(text)))


def _solid_from(text: str, offset: int) -> int:
    """First character from an offset on that is not white space; the text's end without one."""
    match = _SOLID.search(text, offset)
    return match.start() if match else len(text)


def _solid_before(text: str, offset: int) -> int | None:
    """Last character before an offset that is not white space."""
    while offset > 0:
        low = max(0, offset - REACH)
        if solid := text[low:offset].rstrip():
            return low + len(solid) - 1
        offset = low
    return None


@cache
def _words() -> re.Pattern[str]:
    return re.compile(_WORD)  # takes milliseconds: not before it is needed


def _words_near(text: str, offset: int) -> Iterator[re.Match[str]]:
    """The words around an offset, from a place before it where one surely begins."""
    low = max(0, offset - _WORD_REACH)
    if low > 0:  # a window that begins inside a word would show the rest of it as a word
        gap = _GAP.search(text, low, offset)
        low = gap.end() if gap else low
    return _words().finditer(text, low, min(len(text), offset + REACH))


def _line_at(text: str, offset: int) -> tuple[int, int]:
    """The line at an offset without the white space around it; a piece of it if monstrous."""
    low, high = max(0, offset - REACH), min(len(text), offset + REACH)
    start, end = text.rfind("\n", low, offset) + 1, text.find("\n", offset, high)
    start_known, end_known = start > 0 or low == 0, end >= 0 or high == len(text)
    end = end if end >= 0 else high
    if not (start_known and end_known and end - start <= REACH):
        # Pieces are cut at fixed places, so that every offset in one gets the same one.
        piece = offset // REACH
        if offset >= _cut(text, piece + 1):
            piece += 1
        start = max(start if start_known else 0, _cut(text, piece))
        end = min(end if end_known else len(text), _cut(text, piece + 1))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _cut(text: str, piece: int) -> int:
    """Where a piece of a monstrous line begins: after white space if there is some near."""
    place = piece * REACH
    if place <= 0 or place >= len(text):
        return _clamp(text, place)
    return max(text.rfind(" ", place - 200, place) + 1, 0) or place


def _block(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The lines around a line without a blank one between; None if they can't be one paragraph."""
    if end - start > _WRAP_LONGEST:
        return None
    line_start, low = start, max(0, start - REACH)
    while (newline := text.rfind("\n", low, start)) >= 0:
        above = _line_at(text, newline)
        if above[0] >= above[1]:
            break
        if above[1] - above[0] < _WRAP_SHORTEST or end - above[0] > REACH:
            return None
        start = above[0]
        if newline - start > _WRAP_LONGEST:
            return None
    while (newline := text.find("\n", end, start + REACH)) >= 0:
        below = _line_at(text, newline + 1)
        if below[0] >= below[1]:
            break
        if end - line_start < _WRAP_SHORTEST or below[1] - start > REACH:
            return None
        line_start, end = below
        if end - line_start > _WRAP_LONGEST:
            return None
    return start, end


def _is_hard_wrapped(text: str, start: int, end: int) -> bool:
    """Whether lines were broken for width: each nearly full, most going on in small letters."""
    lines = [line.strip() for line in text[start:end].split("\n")]
    width = max(map(len, lines))
    if len(lines) < 2 or width < _WRAP_WIDTH:
        return False
    following = lines[1:]
    full = all(
        len(line) + 1 + len(after.split(maxsplit=1)[0]) > width - 8
        for line, after in zip(lines, following, strict=False)
    )
    going_on = sum(not after[0].isupper() and after[0].isalpha() for after in following)
    return full and going_on * 2 >= len(following)
