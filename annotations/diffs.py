"""What was changed between two versions of a text: paragraph by paragraph, then word by word.

White space does not count: lines that were only wrapped anew are the same. The time it takes is
bounded: where a stretch is too long to be compared it is told as taken out and put in whole.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from annotations.segments import paragraphs, words

MOST_PARAGRAPHS = 40_000
"""Old paragraphs times new ones, between two that are the same, that are compared."""

MOST_PAIRS = 10_000
"""Old paragraphs times new ones, in one changed stretch, that are all compared with each other."""

MOST_WORDS = 25_000_000
"""Old words times new ones of one paragraph that are compared."""

LOOKED_AT = 2_000
"""Code points of a paragraph that tell whether it is another one's new version."""

ALIKE = 60.0
"""Per cent of two paragraphs that must be alike for one to be the other's new version."""

LEAST_KEPT = 2
"""Words in a row that are told as kept between two changes; fewer only make it hard to read."""


class Kind(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row of which the same is to be told.

    Attributes:
        kind: What became of them.
        text: The words, on one line, with the blank that parts them from the next.
    """

    kind: Kind
    text: str


Change: TypeAlias = tuple[Piece, ...]
"""One paragraph: the pieces of it in order; a single kept one where nothing was changed."""

Span: TypeAlias = tuple[int, int, int, int]
"""A stretch of the old sequence, and of the new one: start, end, start, end."""


def compare(old: str, new: str) -> list[Change]:
    """Tell what was changed from one version of a text to the next.

    Args:
        old: The text as it was.
        new: The text as it is.

    Returns:
        All paragraphs of both in order, each with what became of it.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    told: list[Change] = []
    here, there = 0, 0
    for one, other in [*_same(before, after), (len(before), len(after))]:
        told += _changed(before[here:one], after[there:other])
        if one < len(before):
            told.append((Piece(Kind.KEPT, after[other]),))
        here, there = one + 1, other + 1
    return told


def is_unchanged(change: Change) -> bool:
    """Tell whether a paragraph is as it was."""
    return all(piece.kind is Kind.KEPT for piece in change)


def compare_words(old: str, new: str) -> Change:
    """Tell word by word what was changed; both may be of several lines."""
    old, new = _on_one_line(old), _on_one_line(new)
    before, after = _tokens(old), _tokens(new)
    pieces: list[Piece] = []
    for is_kept, (one, two, three, four) in _runs(before, after, old, new):
        removed = old[before[one] : before[two]]
        added = new[after[three] : after[four]]
        if is_kept:
            pieces.append(Piece(Kind.KEPT, added))
            continue
        if removed:
            pieces.append(Piece(Kind.REMOVED, removed))
        if added:
            pieces.append(Piece(Kind.ADDED, added))
    return tuple(pieces)


# Paragraphs


def _paragraphs(text: str) -> list[str]:
    return [_on_one_line(text[start:end]) for start, end in paragraphs(text)]


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _same(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pair the paragraphs that are the same, in the order of both.

    Those that are there only once are found first: they part the texts into stretches that are
    short enough to be compared as they are.
    """
    here, there = 0, 0
    for one, other in [*_anchors(old, new), (len(old), len(new))]:
        for first, second in _same_within(old[here:one], new[there:other]):
            yield here + first, there + second
        if one < len(old):
            yield one, other
        here, there = one + 1, other + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair the paragraphs that are once in each text: the longest row that is in order in both."""
    once_old, once_new = _once(old), _once(new)
    pairs = [(place, once_new[text]) for text, place in once_old.items() if text in once_new]
    ends: list[int] = []  # the least place in `new` that a row of each length ends with
    last: list[int] = []  # the number of the pair that it ends with
    before: list[int] = []  # for each pair, the one before it in the longest row it ends
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        last[length : length + 1] = [number]
    row = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _once(texts: Sequence[str]) -> dict[str, int]:
    counts = Counter(texts)
    return {text: place for place, text in enumerate(texts) if counts[text] == 1}


def _same_within(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pair the paragraphs of a stretch that are the same: at its two ends, then between."""
    short = min(len(old), len(new))
    head = next((n for n in range(short) if old[n] != new[n]), short)
    yield from ((place, place) for place in range(head))
    short -= head
    tail = next((n for n in range(short) if old[-1 - n] != new[-1 - n]), short)
    one, other = len(old) - tail, len(new) - tail
    if 0 < (one - head) * (other - head) <= MOST_PARAGRAPHS:
        matcher = SequenceMatcher(None, old[head:one], new[head:other], autojunk=False)
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                yield head + block.a + step, head + block.b + step
    yield from ((one + step, other + step) for step in range(tail))


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Tell of a stretch in which no paragraph is the same; new versions stand for the old ones."""
    here, there = 0, 0
    for one, other in [*_versions(old, new), (len(old), len(new))]:
        yield from ((Piece(Kind.REMOVED, text),) for text in old[here:one])
        yield from ((Piece(Kind.ADDED, text),) for text in new[there:other])
        if one < len(old):
            yield compare_words(old[one], new[other])
        here, there = one + 1, other + 1


def _versions(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pair paragraphs with their new versions, in the order of both, as alike as can be had."""
    if len(old) * len(new) > MOST_PAIRS:
        one_by_one = enumerate(zip(old, new, strict=False))
        return [(place, place) for place, both in one_by_one if _alike(*both)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_alike(one, other) for other in new] for one in old]
    for one in reversed(range(len(old))):
        for other in reversed(range(len(new))):
            paired = alike[one][other] and alike[one][other] + best[one + 1][other + 1]
            best[one][other] = max(best[one + 1][other], best[one][other + 1], paired)
    pairs = []
    one = other = 0
    while one < len(old) and other < len(new):
        if best[one][other] == best[one + 1][other]:
            one += 1
        elif best[one][other] == best[one][other + 1]:
            other += 1
        else:
            pairs.append((one, other))
            one, other = one + 1, other + 1
    return pairs


def _alike(old: str, new: str) -> float:
    """How alike two paragraphs are by their beginnings, in per cent; 0 if not enough."""
    from rapidfuzz import fuzz

    return fuzz.ratio(old[:LOOKED_AT], new[:LOOKED_AT], score_cutoff=ALIKE)


# Words


def _tokens(text: str) -> list[int]:
    """Where words begin, and the signs between them, each of which counts by itself; the end."""
    starts = []
    position = 0
    for start, end in [*words(text), (len(text), len(text))]:
        starts += [at for at in range(position, start) if not text[at].isspace()]
        starts.append(start)
        position = end
    return starts


def _runs(
    before: Sequence[int], after: Sequence[int], old: str, new: str
) -> Iterator[tuple[bool, Span]]:
    """Part the tokens of two texts into runs that are kept and runs that differ, by turns.

    Args:
        before: Where the tokens of the old text begin, and its end.
        after: Those of the new one.
        old: The old text.
        new: The new one.

    Yields:
        Whether the run is kept, and its tokens in both.
    """
    kept = _kept_runs(_cut(old, before), _cut(new, after))
    here, there = 0, 0
    for one, two, three, four in [*kept, (len(before) - 1,) * 2 + (len(after) - 1,) * 2]:
        if one > here or three > there:
            yield False, (here, one, there, three)
        if two > one:
            yield True, (one, two, three, four)
        here, there = two, four


def _cut(text: str, starts: Sequence[int]) -> list[str]:
    return [text[start:end].rstrip() for start, end in pairwise(starts)]


def _kept_runs(old: Sequence[str], new: Sequence[str]) -> list[Span]:
    """Find the runs of tokens that were kept and are long enough to be told as such."""
    from rapidfuzz.distance import Levenshtein

    short = min(len(old), len(new))
    head = next((n for n in range(short) if old[n] != new[n]), short)
    tail = next((n for n in range(short - head) if old[-1 - n] != new[-1 - n]), short - head)
    one, other = len(old) - tail, len(new) - tail
    between: list[Span] = []
    if 0 < (one - head) * (other - head) <= MOST_WORDS:
        for step in Levenshtein.opcodes(old[head:one], new[head:other]):
            if step.tag == "equal" and step.src_end - step.src_start >= LEAST_KEPT:
                here, there = head + step.src_start, head + step.dest_start
                length = step.src_end - step.src_start
                between.append((here, here + length, there, there + length))
    ends = [(0, head, 0, head), *between, (one, len(old), other, len(new))]
    return [run for run in ends if run[0] < run[1]]
