"""What became of the paragraphs of a text: kept, edited, broken into lines, or moved."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from annotations.versions.pairing import Pair, in_order, most_alike, same
from annotations.versions.words import TOKEN

Group = tuple[list[int], list[int]]
"""Places of old paragraphs, and of the new ones in which their words are."""

Run = tuple[str, ...]

_RUN = 3  # tokens in a row that tell a paragraph from others
_MOST_PLACES = 4  # a run that is in more paragraphs than this tells nothing
_SHARED = 0.5  # of the runs of both, for one to be the other's new version, wherever it is
_ALIKE = 60.0  # per cent, for one to be the other's new version where it was
_LOOKED_AT = 2_000  # code points of a paragraph that tell how alike it is
_MOST_WEIGHED = 2_500  # old paragraphs times new ones, between two that are paired


def grouped(old: Sequence[str], new: Sequence[str]) -> list[Group]:
    """Group the paragraphs of a text with what has become of them.

    Args:
        old: The paragraphs as they were, each on one line.
        new: Those that there are now.

    Returns:
        Each old paragraph in one group, with the new ones, none of which is in two.
    """
    grouping = _Grouping(old, new)
    grouping.pair(_versions(old, grouping.left, new, grouping.come))
    for low, high, start, end in grouping.between():
        left = [at for at in range(low, high) if at in grouping.left]
        come = [at for at in range(start, end) if at in grouping.come]
        if 0 < len(left) * len(come) <= _MOST_WEIGHED:
            pairs = most_alike([old[at] for at in left], [new[at] for at in come], alike)
            grouping.pair((left[one], come[other]) for one, other in pairs)
        grouping.leave(left, come)
    return grouping.groups


def alike(old: str, new: str) -> float:
    """How alike two paragraphs are by their beginnings, in per cent; 0 if not enough."""
    from rapidfuzz import fuzz

    return fuzz.ratio(old[:_LOOKED_AT], new[:_LOOKED_AT], score_cutoff=_ALIKE)


class _Grouping:
    """Paragraphs of which some are grouped.

    Attributes:
        groups: The groups so far.
        left: Places of the old paragraphs that are in none, in order.
        come: Those of the new ones.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        """Group those that are the same, and in the same order."""
        self._old, self._new = old, new
        self._pairs = dict(same(old, new))
        there = set(self._pairs.values())
        self.groups: list[Group] = [([one], [other]) for one, other in self._pairs.items()]
        self.left = {at: None for at in range(len(old)) if at not in self._pairs}
        self.come = {at: None for at in range(len(new)) if at not in there}

    def pair(self, versions: Iterable[Pair]) -> None:
        """Group paragraphs with their new versions, and with lines that were broken off them."""
        versions = list(versions)
        for one, other in versions:
            self._pairs[one] = other
            del self.left[one], self.come[other]
        for one, other in versions:
            lines = _whole(self._old[one], self._new, other, self.come)
            text = " ".join(self._new[at] for at in lines)
            self.groups.append((_whole(text, self._old, one, self.left), lines))

    def between(self) -> Iterator[tuple[int, int, int, int]]:
        """The stretches between two that are paired, and were not moved: old ones, new ones."""
        here, there = 0, 0
        row = in_order(sorted(self._pairs.items()))
        for one, other in [*row, (len(self._old), len(self._new))]:
            yield here, one, there, other
            here, there = one + 1, other + 1

    def leave(self, left: Iterable[int], come: Iterable[int]) -> None:
        """Group what of a stretch is in no group yet: its words are compared as a whole."""
        if old := [at for at in left if at in self.left]:
            self.groups.append((old, [at for at in come if at in self.come]))


def _whole(text: str, lines: Sequence[str], at: int, loose: dict[int, None]) -> list[int]:
    """Tell which lines together are a paragraph: that at a place, and broken off ones beside it.

    Args:
        text: The paragraph in the other version.
        lines: All paragraphs of this one.
        at: The place of the one that is paired with it.
        loose: Places of those that are in no group; those that are taken go.
    """
    from rapidfuzz import fuzz

    found, joined = [at], lines[at]
    while len(joined) < len(text):
        likeness = fuzz.ratio(text, joined)
        for longer in ([found[0] - 1, *found], [*found, found[-1] + 1]):
            (added,) = {longer[0], longer[-1]} - {found[0], found[-1]}
            if added in loose and fuzz.ratio(text, _join(lines, longer)) > likeness:
                del loose[added]
                found, joined = longer, _join(lines, longer)
                break
        else:
            break
    return found


def _join(lines: Sequence[str], places: Iterable[int]) -> str:
    return " ".join(lines[at] for at in places)


def _versions(
    old: Sequence[str], left: Collection[int], new: Sequence[str], come: Collection[int]
) -> Iterator[Pair]:
    """Pair paragraphs that share most with each other, and much, wherever they are."""
    runs_left, runs_come = (
        {at: _runs(old[at]) for at in left},
        {at: _runs(new[at]) for at in come},
    )
    places: dict[Run, list[int]] = defaultdict(list)
    for at, runs in runs_come.items():
        for run in runs:
            places[run].append(at)
    shared: dict[int, Counter[int]] = {}
    sharing: dict[int, Counter[int]] = defaultdict(Counter)
    for one, runs in runs_left.items():
        told = [places[run] for run in runs if run in places and len(places[run]) <= _MOST_PLACES]
        shared[one] = Counter(at for each in told for at in each)
        for other, count in shared[one].items():
            sharing[other][one] = count
    for one, counts in shared.items():
        best = _first(counts)
        if best is not None and _first(sharing[best]) == one:
            most = max(len(runs_left[one]), len(runs_come[best]))
            if counts[best] >= _SHARED * most:
                yield one, best


def _first(counts: Counter[int]) -> int | None:
    """What was counted most; None if nothing was, or two as often."""
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _runs(text: str) -> set[Run]:
    """The runs of words that a paragraph is told from others by."""
    tokens = TOKEN.findall(text)
    return {tuple(tokens[at : at + _RUN]) for at in range(max(1, len(tokens) - _RUN + 1))}
