"""Spans of a text, found by where they are: the same cost with ten as with ten thousand."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Generic, Protocol, TypeVar

_BUCKET = 512
_LONG = 8
"""A span over more buckets than this is kept apart, in one list."""

Item = TypeVar("Item")


@dataclass(slots=True, eq=False)
class Spans(Generic[Item]):
    """Items with a start and an end in code points, end exclusive, kept in buckets."""

    _buckets: dict[int, list[tuple[int, int, Item]]] = field(default_factory=dict)
    _long: list[tuple[int, int, Item]] = field(default_factory=list)

    def add(self, start: int, end: int, item: Item) -> None:
        """Keep an item; an empty span is found nowhere."""
        for bucket in self._homes(start, end):
            bucket.append((start, end, item))

    def discard(self, start: int, end: int, item: Item) -> None:
        """Forget one item that was added with these ends."""
        for bucket in self._homes(start, end):
            if (start, end, item) in bucket:
                bucket.remove((start, end, item))

    def at(self, offset: int) -> list[Item]:
        """What covers an offset, the innermost (latest begun) first."""
        return [item for _, _, item in self.overlapping(offset, offset + 1)[::-1]]

    def overlapping(self, start: int, end: int) -> list[tuple[int, int, Item]]:
        """All spans that share a code point with `start` to `end`, the outermost first."""
        found = [span for span in self._long if span[0] < end and span[1] > start]
        for index in range(start // _BUCKET, (end - 1) // _BUCKET + 1):
            low = index * _BUCKET
            for span in self._buckets.get(index, ()):
                # A span in several buckets is taken from the first one asked.
                first = span[0] >= low or start >= low
                if first and span[0] < end and span[1] > start:
                    found.append(span)
        found.sort(key=lambda span: (span[0], -span[1]))
        return found

    def _homes(self, start: int, end: int) -> Iterator[list[tuple[int, int, Item]]]:
        first, last = start // _BUCKET, (end - 1) // _BUCKET
        if start >= end:
            return
        if last - first >= _LONG:
            yield self._long
        else:
            for index in range(first, last + 1):
                yield self._buckets.setdefault(index, [])


class Located(Protocol):
    """What knows its start and its end."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """One past the last code point."""


Placed = TypeVar("Placed", bound=Located)


class FixedSpans(Generic[Placed]):
    """Items that know their ends and do not change; ten thousand are taken in within a frame.

    They are kept in the order of their starts. What overlaps a stretch begins before its end, and
    not further before it than the longest item is long; those that are very long are kept apart.
    """

    def __init__(self, items: Iterable[Placed] = ()) -> None:
        """Take in the items; an empty one is found nowhere."""
        most = _LONG * _BUCKET
        self._items = sorted(items, key=attrgetter("start"))
        self._long = [item for item in self._items if item.end - item.start > most]
        if self._long:
            self._items = [item for item in self._items if item.end - item.start <= most]
        self._starts = [item.start for item in self._items]
        self._longest = max([item.end - item.start for item in self._items], default=0)

    def at(self, offset: int) -> list[Placed]:
        """What covers an offset, the innermost (latest begun) first."""
        return self.overlapping(offset, offset + 1)[::-1]

    def overlapping(self, start: int, end: int) -> list[Placed]:
        """All items that share a code point with `start` to `end`, the outermost first."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        found = [
            item
            for item in (*self._long, *self._items[low:high])
            if start < item.end and item.start < end and item.start < item.end
        ]
        found.sort(key=lambda item: (item.start, -item.end))
        return found
