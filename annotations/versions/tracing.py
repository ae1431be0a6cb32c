"""Where the words of a text went when it was edited.

The paragraphs of both versions are paired first, also those that were moved; then, within what is
paired, words. White space does not count.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from annotations.segments import paragraphs
from annotations.versions.rearranged import grouped
from annotations.versions.words import TOKEN, kept, mistyped

Span = tuple[int, int]

_MOST_COMPARED = 25_000_000  # old tokens times new ones that are compared at once


class Step(NamedTuple):
    """What became of a word, or of a sign between words.

    Attributes:
        old: Where it stood.
        new: Where it stands, perhaps with typing errors; None if it is gone.
        is_same: Whether it stands there as it was.
        is_word: Whether it is a word, and no sign.
    """

    old: Span
    new: Span | None
    is_same: bool
    is_word: bool


class Trace:
    """Two versions of a text, and which words of the new one are those of the old one.

    Paragraphs are paired when something is first asked, and the words of some when these are asked
    for. May be asked from any thread.

    Args:
        old: The text as it was.
        new: The text as it is.
    """

    def __init__(self, old: str, new: str) -> None:
        """Compare nothing yet."""
        self.old, self.new = old, new
        self._steps: dict[int, list[Step] | None] = {}

    def steps(self, start: int, end: int) -> list[Step] | None:
        """Tell what became of the words of a stretch of the old text, in their order there.

        None if there are too many to be compared.
        """
        found: list[Step] = []
        for number in _within(self._old, self._numbers[0], start, end):
            steps = self._compared(number)
            if steps is None:
                return None
            low = bisect_right(steps, start, key=lambda step: step.old[1])
            high = bisect_left(steps, end, key=lambda step: step.old[0])
            found += steps[low:high]
        return sorted(found)

    def sources(self, start: int, end: int) -> list[Step]:
        """Tell which words of the old text became the words of a stretch of the new one."""
        return [
            step
            for number in _within(self._new, self._numbers[1], start, end)
            for step in self._compared(number) or ()
            if step.new and step.new[0] < end and step.new[1] > start
        ]

    @cached_property
    def _old(self) -> list[Span]:
        return list(paragraphs(self.old))

    @cached_property
    def _new(self) -> list[Span]:
        return list(paragraphs(self.new))

    @cached_property
    def _groups(self) -> list[tuple[list[Span], list[Span]]]:
        """Old paragraphs with the new ones that have become of them."""
        groups = grouped(_flat(self.old, self._old), _flat(self.new, self._new))
        return [
            ([self._old[at] for at in old], [self._new[at] for at in new]) for old, new in groups
        ]

    @cached_property
    def _numbers(self) -> tuple[dict[Span, int], dict[Span, int]]:
        """For each paragraph of either version, the number of its group."""
        old = {span: number for number, group in enumerate(self._groups) for span in group[0]}
        new = {span: number for number, group in enumerate(self._groups) for span in group[1]}
        return old, new

    def _compared(self, number: int) -> list[Step] | None:
        if number not in self._steps:
            self._steps[number] = self._compare(*self._groups[number])
        return self._steps[number]

    def _compare(self, olds: Sequence[Span], news: Sequence[Span]) -> list[Step] | None:
        """Tell what became of each word of some paragraphs."""
        before, old_begin = _tokens(self.old, olds)
        after, new_begin = _tokens(self.new, news)
        old = [self.old[start:end] for start, end in before]
        new = [self.new[start:end] for start, end in after]
        if len(old) * len(new) > _MOST_COMPARED and old != new:
            return None
        same = dict(kept(old, new, (old_begin, new_begin)))
        went = same | dict(mistyped(old, new, same))
        return [
            Step(
                span,
                after[went[at]] if at in went else None,
                at in same,
                old[at][0].isalnum(),
            )
            for at, span in enumerate(before)
        ]


def _flat(text: str, spans: Sequence[Span]) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in spans]


def _within(spans: Sequence[Span], numbers: dict[Span, int], start: int, end: int) -> list[int]:
    """The groups of the paragraphs that touch a stretch."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    last = bisect_left(spans, end, key=lambda span: span[0])
    return sorted({numbers[span] for span in spans[first:last] if span in numbers})


def _tokens(text: str, spans: Sequence[Span]) -> tuple[list[Span], set[int]]:
    """The words of some paragraphs, and which of them the paragraphs begin with."""
    each = [[match.span() for match in TOKEN.finditer(text, *span)] for span in spans]
    return [token for tokens in each for token in tokens], set(
        accumulate(map(len, each), initial=0)
    )
