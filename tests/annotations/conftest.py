"""A small collection, and libraries on it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.library import Library
from annotations.models import Annotation
from annotations.places import Places
from tests.factories import counting_uids, make_collection, make_library, target_in

OpenLibrary = Callable[..., Library]

ONE = "Border talks fail.\n\nRussia closed the border. Grain waits. Nobody knows for how long.\n"
TWO = "Markets calm.\n\nBread got cheaper in May. The border was quiet.\n"
RUSSIA = target_in(ONE, "one.txt", 20, 45)
GRAIN = target_in(ONE, "one.txt", 46, 58)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_collection(tmp_path / "news", {"one.txt": ONE, "sub/two.txt": TWO})


@pytest.fixture
def open_library(root: Path, places: Places) -> Iterator[OpenLibrary]:
    """Open libraries on the collection; each makes identities of its own."""
    opened: list[Library] = []

    def open_one(**options: Any) -> Library:
        uids = counting_uids(f"run{len(opened)}")
        opened.append(make_library(root, places, uids=uids, **options))
        return opened[-1]

    yield open_one
    for library in opened:
        library.close()


@pytest.fixture
def desk(open_library: OpenLibrary) -> Library:
    return open_library()


def names(marks: list[Annotation]) -> list[tuple[str, list[str], str]]:
    """What each annotation says: its quote, its tags, its note."""
    return [(mark.quote, [tag.name for tag in mark.tags], mark.note) for mark in marks]
