"""What was changed between two versions of a text: paragraph by paragraph, then word by word.

White space does not count: lines that were only wrapped anew are the same. The time it takes is
bounded: where a stretch is too long to be compared it is told as taken out and put in whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TypeAlias

from annotations.segments import paragraphs, words
from annotations.versions.pairing import most_alike, same
from annotations.versions.rearranged import alike

MOST_WORDS = 25_000_000
"""Old words times new ones of one paragraph that are compared."""

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
    for one, other in [*same(before, after), (len(before), len(after))]:
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


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Tell of a stretch in which no paragraph is the same; new versions stand for the old ones."""
    here, there = 0, 0
    for one, other in [*most_alike(old, new, alike), (len(old), len(new))]:
        yield from ((Piece(Kind.REMOVED, text),) for text in old[here:one])
        yield from ((Piece(Kind.ADDED, text),) for text in new[there:other])
        if one < len(old):
            yield compare_words(old[one], new[other])
        here, there = one + 1, other + 1


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
