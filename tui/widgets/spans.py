"""Which spans of a text cover an offset, found without looking at all of them."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Span(NamedTuple, Generic[T]):
    """Something that stands at `start` to `end` (code points, end exclusive) of a text."""

    start: int
    end: int
    item: T


class SpanIndex(Generic[T]):
    """Spans of one text, ordered by their start."""

    def __init__(self, spans: Iterable[Span[T]]) -> None:
        self._spans = sorted(spans, key=lambda span: (span.start, -span.end))
        self._starts = [span.start for span in self._spans]
        self._furthest = list(accumulate((span.end for span in self._spans), max))

    def at(self, offset: int) -> list[T]:
        """Get what covers `offset`, innermost (latest begun) first."""
        found: list[T] = []
        index = bisect_right(self._starts, offset) - 1
        while index >= 0 and self._furthest[index] > offset:
            if self._spans[index].end > offset:
                found.append(self._spans[index].item)
            index -= 1
        return found
