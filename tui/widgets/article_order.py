"""What articles are ordered by, and the words that a filter looks at."""

from collections.abc import Callable
from enum import StrEnum

from annotations.models import Listing, State
from annotations.natural import natural_key


class SortBy(StrEnum):
    """What the articles are ordered by; ties keep the order of their paths."""

    NAME = "name"
    DATE = "date"
    TITLE = "title"
    SOURCE = "source"
    UNREAD = "unread"
    ANNOTATIONS = "annotations"
    ENTITIES = "entities"


def _most_first(count: int) -> str:
    return f"{MOST - count:010}"


def _newest_first(row: Listing) -> str:
    return "~" if row.published is None else row.published.translate(BACKWARDS)


MOST = 10**10 - 1
BACKWARDS = str.maketrans("0123456789", "9876543210")
SORT_KEYS: dict[SortBy, Callable[[Listing], str]] = {
    SortBy.NAME: lambda row: "",
    SortBy.DATE: _newest_first,
    SortBy.TITLE: lambda row: row.title.casefold(),
    SortBy.SOURCE: lambda row: "~" if row.source is None else f" {row.source.casefold()}",
    SortBy.UNREAD: lambda row: "" if row.state is State.UNREAD else "~",
    SortBy.ANNOTATIONS: lambda row: _most_first(row.annotations),
    SortBy.ENTITIES: lambda row: "~" if row.mentions is None else _most_first(row.mentions),
}
"""What each order sorts by, before the path."""


def order_key(order: SortBy) -> Callable[[Listing], str]:
    """Get what tells which of two rows comes first: a text, which `path_in` finds the path in.

    It is one text for each row, not a tuple: a million of those would keep Python's collector of
    garbage busy for seconds.
    """
    key = SORT_KEYS[order]
    return lambda row: f"{key(row)}\0{natural_key(row.path)}\0{row.path}"


def path_in(key: str) -> str:
    """Get the path of the row that `order_key` made the key of."""
    return key.rpartition("\0")[2]


def haystack(row: Listing) -> str:
    """Get all that a filter looks at, in one line and in whatever case it looks in."""
    return " ".join((row.title, row.source or "", *row.tags)).casefold().replace("\n", " ")


def wanted_words(text: str) -> tuple[str, ...]:
    """Get the words that a filter's text asks for, as they are looked for in a `haystack`."""
    return tuple(text.casefold().split())
