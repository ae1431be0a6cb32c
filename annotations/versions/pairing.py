"""Pairing what two sequences have in common, in the order of both: paragraphs, words."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

MOST_COMPARED = 40_000
"""Old ones times new ones, between two that are the same, that are compared."""

MOST_PAIRS = 10_000
"""Old ones times new ones that are all weighed against each other."""

Pair = tuple[int, int]


def same(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
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


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair the paragraphs that are once in each text: the longest row that is in order in both."""
    once_old, once_new = _once(old), _once(new)
    return in_order([(once_old[each], once_new[each]) for each in once_old if each in once_new])


def in_order(pairs: Sequence[Pair]) -> list[Pair]:
    """Pick the longest row of sorted pairs in which both places rise."""
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


def _same_within(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Pair the paragraphs of a stretch that are the same: at its two ends, then between."""
    short = min(len(old), len(new))
    head = next((n for n in range(short) if old[n] != new[n]), short)
    yield from ((place, place) for place in range(head))
    short -= head
    tail = next((n for n in range(short) if old[-1 - n] != new[-1 - n]), short)
    one, other = len(old) - tail, len(new) - tail
    if 0 < (one - head) * (other - head) <= MOST_COMPARED:
        matcher = SequenceMatcher(None, old[head:one], new[head:other], autojunk=False)
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                yield head + block.a + step, head + block.b + step
    yield from ((one + step, other + step) for step in range(tail))


def most_alike(
    old: Sequence[str], new: Sequence[str], alike: Callable[[str, str], float]
) -> list[Pair]:
    """Pair what is alike, in the order of both, as alike as can be had.

    Args:
        old: The old ones.
        new: The new ones; if there are too many, each is weighed only against one old one.
        alike: How alike two are; 0 if not enough.
    """
    if len(old) * len(new) > MOST_PAIRS:
        one_by_one = enumerate(zip(old, new, strict=False))
        return [(place, place) for place, both in one_by_one if alike(*both)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[alike(one, other) for other in new] for one in old]
    for one in reversed(range(len(old))):
        for other in reversed(range(len(new))):
            paired = likeness[one][other] and likeness[one][other] + best[one + 1][other + 1]
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
