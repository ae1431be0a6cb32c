"""Which articles a list shows, and in which order."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from annotations.models import Listing, State


class SortBy(StrEnum):
    """What the articles are ordered by; ties keep the order of their paths."""

    NAME = "name"
    DATE = "date"
    TITLE = "title"
    SOURCE = "source"
    UNREAD = "unread"
    ANNOTATIONS = "annotations"
    ENTITIES = "entities"


def _newest_first(row: Listing) -> tuple[int, ...]:
    if row.published is None:
        return (1,)
    return (0, *(-int(part) for part in row.published.split("-") if part.isdigit()))


SORT_KEYS: dict[SortBy, Callable[[Listing], object]] = {
    SortBy.DATE: _newest_first,
    SortBy.TITLE: lambda row: row.title.casefold(),
    SortBy.SOURCE: lambda row: (row.source is None, (row.source or "").casefold()),
    SortBy.UNREAD: lambda row: row.state is not State.UNREAD,
    SortBy.ANNOTATIONS: lambda row: -row.annotations,
    SortBy.ENTITIES: lambda row: -1 if row.mentions is None else -row.mentions - 2,
}
"""What each order sorts by; that of the paths is the one that articles are listed in."""


def _haystack(row: Listing) -> str:
    return " ".join((row.title, row.source or "", *row.tags)).casefold()


def passing(rows: Iterable[Listing], words: str) -> Iterable[Listing]:
    """Keep the rows whose title, source and tags contain all of `words`, in whatever case."""
    wanted = words.casefold().split()
    if not wanted:
        return rows
    return (row for row in rows if all(map(_haystack(row).__contains__, wanted)))
