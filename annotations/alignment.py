"""Where a passage could stand in a text: the stretches that share words with it.

Whether it does stand there is for `annotations.passages` to judge.
"""

from collections.abc import Iterator
from itertools import combinations

from annotations.models import Passage

Span = tuple[int, int]

_MOST_OCCURRENCES = 1_000
# Pieces of quote and context are looked for as they are. Those found as far apart as they are in
# the passage speak for the same place; one that is found nearly everywhere speaks for none.
_PIECE, _STRIDE, _MOST_PIECES, _MOST_FINDS = 10, 5, 48, 40
_SLACK = 16  # code points by which small changes shift the pieces behind them
_MOST_WINDOWS, _MOST_JOINED = 8, 4
_LEAST_SHARE = 10  # windows with less than a tenth of the best one's pieces are left out
_LONGEST_ALIGNED = 10_000
_LONGEST_WORD = 64
_UNSPACED = "\u2e80"  # from here on, most scripts put no space between words


def stretches(passage: Passage, text: str) -> set[Span]:
    """Find the spans of a text where a quote stands, or where other words have taken its place.

    Args:
        passage: The passage as it was cut.
        text: The text as it is now.

    Returns:
        Start and end of each span, in code points; whole words where the quote is whole words.
    """
    spans = [(at, at + len(passage.quote)) for at in _finds(passage.quote, text, _MOST_OCCURRENCES)]
    if len(passage.quote) <= _LONGEST_ALIGNED:
        spans += [_aligned(passage, text, *window) for window in _windows(passage, text)]
    tidy = {_whole_words(passage, text, *_trimmed(passage, text, *span)) for span in spans}
    return {(start, end) for start, end in tidy if start < end}


def _finds(piece: str, text: str, most: int) -> list[int]:
    """Where a piece stands in a text; nowhere, if at as many places as `most`."""
    found: list[int] = []
    at = text.find(piece)
    while at >= 0:
        found.append(at)
        if len(found) == most:
            return []
        at = text.find(piece, at + 1)
    return found


def _windows(passage: Passage, text: str) -> Iterator[Span]:
    """The windows of a text that share the most pieces with quote and context."""
    wanted = passage.before + passage.quote + passage.after
    groups: list[list[int]] = []
    for start in _starts(wanted, text):
        if groups and start - groups[-1][-1] <= _SLACK + len(passage.quote) // 8:
            groups[-1].append(start)
        else:
            groups.append([start])
    groups.sort(key=len, reverse=True)
    ranges = [
        (group[0], group[-1])
        for group in groups[:_MOST_WINDOWS]
        if len(group) * _LEAST_SHARE >= len(groups[0])
    ]
    # What was put in or taken out in the middle of a passage shifts the rest of it.
    for one, other in combinations(sorted(ranges[:_MOST_JOINED]), 2):
        if other[0] - one[1] <= _SLACK + len(passage.quote) // 3:
            ranges.append((one[0], max(one[1], other[1])))
    for low, high in ranges:
        yield max(0, low - _SLACK // 2), min(len(text), high + len(wanted) + _SLACK // 2)


def _starts(wanted: str, text: str) -> list[int]:
    """Where the whole would start by each place of each of its pieces, in order."""
    stride = max(_STRIDE, len(wanted) // _MOST_PIECES)
    return sorted(
        at - offset
        for offset in range(0, max(1, len(wanted) - _PIECE + 1), stride)
        if (piece := wanted[offset : offset + _PIECE]).strip()
        for at in _finds(piece, text, _MOST_FINDS)
    )


def _aligned(passage: Passage, text: str, low: int, high: int) -> Span:
    """Where the quote comes to lie when quote and context are aligned with a window."""
    from rapidfuzz.distance import Levenshtein

    first, last = len(passage.before), len(passage.before) + len(passage.quote)
    wanted = passage.before + passage.quote + passage.after
    start = end = 0
    for step in Levenshtein.opcodes(wanted, text[low:high]):
        gone = step.tag == "delete"
        if step.src_start <= first < step.src_end:
            start = step.dest_start + (0 if gone else first - step.src_start)
        if step.src_start < last <= step.src_end:
            end = step.dest_start + (0 if gone else last - step.src_start)
    return low + start, low + end


def _trimmed(passage: Passage, text: str, start: int, end: int) -> Span:
    """Narrow a span so that it neither starts nor ends with white space, unless the quote does."""
    while start < end and text[start].isspace() and not passage.quote[0].isspace():
        start += 1
    while start < end and text[end - 1].isspace() and not passage.quote[-1].isspace():
        end -= 1
    return start, end


def _whole_words(passage: Passage, text: str, start: int, end: int) -> Span:
    """Widen a span so that it cuts no word where the passage cut none."""
    if not _joined(passage.before[-1:], passage.quote[0]):
        least = max(1, start - _LONGEST_WORD)
        while least <= start < end and _joined(text[start - 1], text[start]):
            start -= 1
    if not _joined(passage.quote[-1], passage.after[:1]):
        most = min(len(text), end + _LONGEST_WORD)
        while start < end < most and _joined(text[end - 1], text[end]):
            end += 1
    return start, end


def _joined(one: str, other: str) -> bool:
    return one.isalnum() and other.isalnum() and max(one, other) < _UNSPACED
