"""Which entities a table shows, and in which order."""

from collections.abc import Callable, Container, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.subjects import Subject


class SubjectOrder(StrEnum):
    """What entities are ordered by; ties have those that are mentioned most first."""

    MENTIONS = "mentions"
    ARTICLES = "articles"
    NAME = "name"
    TYPE = "type"
    FIRST = "first seen, the latest first"
    LAST = "last seen, the latest first"
    WATCHED = "watched"


BACKWARDS = str.maketrans("0123456789", "9876543210")


def _latest_first(day: str | None) -> str:
    return "~" if day is None else day.translate(BACKWARDS)


def ordered(
    subjects: "Iterable[Subject]", order: SubjectOrder, watched: Container[str]
) -> "list[Subject]":
    """Sort entities that are given in the order of their mentions.

    Args:
        subjects: The entities.
        order: What they are sorted by.
        watched: The identities of those that are watched.
    """
    keys: dict[SubjectOrder, Callable[[Subject], str | int]] = {
        SubjectOrder.ARTICLES: lambda subject: -subject.articles,
        SubjectOrder.NAME: lambda subject: subject.name.casefold(),
        SubjectOrder.TYPE: lambda subject: subject.label,
        SubjectOrder.FIRST: lambda subject: _latest_first(subject.first),
        SubjectOrder.LAST: lambda subject: _latest_first(subject.last),
        SubjectOrder.WATCHED: lambda subject: subject.uid not in watched,
    }
    return sorted(subjects, key=keys[order]) if order in keys else list(subjects)


def haystack(subject: "Subject") -> str:
    """Get all that a filter looks at: names, and the type in words."""
    return " ".join((subject.name, *subject.others, type_of(subject))).casefold()


def type_of(subject: "Subject") -> str:
    """Write an entity's type as people read it: `work of art`."""
    return subject.label.replace("_", " ").lower()
