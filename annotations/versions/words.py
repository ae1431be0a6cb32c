"""What became of the words of a stretch of text: kept, mistyped, or gone."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from annotations.versions.pairing import Pair, most_alike

TOKEN = re.compile(r"\w+|[^\w\s]")
"""A word, or a sign between words."""

_ALIKE = 0.6  # for a word to be another with typing errors; two letters swapped of three leave 0.67
_LONGEST = 64  # code points of a word that is looked at for typing errors
_SENTENCE_END = frozenset('.!?…。！？”"')


def kept(
    old: Sequence[str], new: Sequence[str], beginnings: tuple[Collection[int], Collection[int]]
) -> Iterator[Pair]:
    """Pair the words that were kept, as many as can be had.

    Args:
        old: The words as they were.
        new: Those that there are now.
        beginnings: Places of words that paragraphs begin with, in both. Where what was put in or
            taken out could as well be a few words before or after, it begins with a paragraph.
    """
    from rapidfuzz.distance import Levenshtein

    if old == new:
        yield from ((at, at) for at in range(len(old)))
        return
    steps = Levenshtein.opcodes(old, new)
    runs = [
        [step.src_start, step.src_end, step.dest_start] for step in steps if step.tag == "equal"
    ]
    for one, other in pairwise(runs):
        _settle(one, other, old, new, beginnings)
    for start, end, there in runs:
        yield from ((at, there + at - start) for at in range(start, end))


def _settle(
    one: list[int],
    other: list[int],
    old: Sequence[str],
    new: Sequence[str],
    beginnings: tuple[Collection[int], Collection[int]],
) -> None:
    """Shift the gap between two runs to where what is in it begins with a paragraph or sentence."""
    ends = one[2] + one[1] - one[0]
    if one[1] == other[0]:
        words, low, high, begin = new, ends, other[2], beginnings[1]
    elif ends == other[2]:
        words, low, high, begin = old, one[1], other[0], beginnings[0]
    else:
        return

    def fits(shift: int) -> tuple[bool, bool, int]:
        at = low + shift
        return at in begin, at > 0 and words[at - 1] in _SENTENCE_END, -abs(shift)

    least = most = 0
    while one[1] - one[0] + least > 0 and words[low + least - 1] == words[high + least - 1]:
        least -= 1
    while most < other[1] - other[0] and words[low + most] == words[high + most]:
        most += 1
    shift = max(range(least, most + 1), key=fits)
    one[1] += shift
    other[0] += shift
    other[2] += shift


def mistyped(old: Sequence[str], new: Sequence[str], kept: Mapping[int, int]) -> Iterator[Pair]:
    """Pair words, between those that were kept, that differ only by typing errors."""
    here, there = 0, 0
    for one, other in [*kept.items(), (len(old), len(new))]:
        if one > here and other > there:
            for first, second in most_alike(old[here:one], new[there:other], _alike):
                yield here + first, there + second
        here, there = one + 1, other + 1


def _alike(old: str, new: str) -> float:
    from rapidfuzz.distance import OSA

    if not old[0].isalnum() or max(len(old), len(new)) > _LONGEST:
        return 0.0
    return OSA.normalized_similarity(old, new, score_cutoff=_ALIKE)
