"""Entries to write, and the fields that matter to a test."""

from collections.abc import Callable

import pytest

from annotations.exports.entries import Entry
from annotations.models import Annotation, Passage, Placed, Tag

MakeEntry = Callable[..., Entry]

SECURITY = Tag("tag-1", "security/border", "#d9a406")
GRAIN = Tag("tag-2", "grain", "#3f87d9")


@pytest.fixture
def make_entry() -> MakeEntry:
    return an_entry


def an_entry(
    quote: str = "Russia closed it.",
    note: str = "",
    tags: tuple[Tag, ...] = (SECURITY,),
    *,
    uid: str = "mark-1",
    path: str = "a.txt",
    start: int = 10,
    placed: Placed = Placed.EXACT,
    title: str = "Border talks fail",
    created: str = "2026-01-02T03:04:05.000000Z",
) -> Entry:
    """An entry for a passage; for the whole article without a quote."""
    end = start + len(quote)
    has_place = bool(quote) and placed is not Placed.ORPHANED
    mark = Annotation(
        uid=uid,
        path=path,
        passage=Passage(start, end, quote, "before ", " after", "hash") if quote else None,
        tags=tags,
        note=note,
        author="ana",
        created=created,
        modified="2026-01-02T03:04:06.000000Z",
        modified_by="bob",
        placed=placed,
        start=start if has_place else None,
        end=end if has_place else None,
    )
    return Entry(mark, title, "RIA Novosti", "2025-09-09")
