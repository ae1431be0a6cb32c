"""Spans of a text, found by where they are: the same cost with ten as with ten thousand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

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
