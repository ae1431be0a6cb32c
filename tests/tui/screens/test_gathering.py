"""Rows are handed over soon, then in batches by time; what was begun ends with the program."""

from collections.abc import Callable, Iterator
from itertools import count
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.message import Message
from textual.worker import active_worker

from annotations.library import Library
from annotations.models import Listing, Seen
from tui.screens.gathering import FIRST_SECONDS, NEXT_SECONDS, Gatherer, RowsFound


class Shelf:
    """Stands in for a library with articles that take their time."""

    def __init__(self, number: int, seconds: float) -> None:
        self.number = number
        self.seconds = seconds
        self.now = 0.0
        self.listed: list[str] = []
        self.asked_for: list[str] = []
        self.undetected: Callable[[], Iterator[str]] = lambda: iter([])
        self.mentions = SimpleNamespace(
            start=lambda *told: None, notices=(), want=lambda articles: None
        )

    def recalled(self) -> Iterator[list[Listing]]:
        return iter([])

    def look(self) -> Iterator[tuple[str, Seen]]:
        return ((f"{number}.txt", Seen.NEW) for number in range(self.number))

    def listing(self, path: str) -> Listing:
        self.now += self.seconds
        self.listed.append(path)
        return Listing(path, "A title")

    def article(self, path: str) -> str:
        self.asked_for.append(path)
        return path


@pytest.fixture
def worker() -> Iterator[Any]:
    """A worker that can be cancelled, and is the one at work."""
    worker = SimpleNamespace(is_cancelled=False)
    token = active_worker.set(cast(Any, worker))
    yield worker
    active_worker.reset(token)


def gatherer(shelf: Shelf, heard: list[Message]) -> Gatherer:
    return Gatherer(cast(Library, shelf), heard.append, lambda: shelf.now)


def sizes(heard: list[Message]) -> list[int]:
    return [len(message.rows) for message in heard if isinstance(message, RowsFound)]


@pytest.mark.usefixtures("worker")
def test_first_rows_come_soon_and_later_ones_in_larger_batches() -> None:
    shelf, heard = Shelf(number=50, seconds=0.01), cast(list[Message], [])
    gatherer(shelf, heard).list_articles()
    first, *later, last, end = sizes(heard)
    assert first == pytest.approx(FIRST_SECONDS / 0.01, abs=1)
    assert later == [pytest.approx(NEXT_SECONDS / 0.01, abs=1)] * len(later)
    assert first + sum(later) + last == 50
    assert end == 0
    finished = [message.finished for message in heard if isinstance(message, RowsFound)]
    assert finished == [False] * (len(finished) - 1) + [True]


@pytest.mark.usefixtures("worker")
def test_articles_that_take_long_are_handed_over_one_by_one() -> None:
    shelf, heard = Shelf(number=3, seconds=0.5), cast(list[Message], [])
    gatherer(shelf, heard).list_articles()
    assert sizes(heard) == [1, 1, 1, 0]


def test_listing_ends_with_the_program(worker: Any) -> None:
    shelf, heard = Shelf(number=1000, seconds=0.5), cast(list[Message], [])
    told = count(1)

    def post(message: Message) -> None:
        heard.append(message)
        worker.is_cancelled = next(told) == 3

    Gatherer(cast(Library, shelf), post, lambda: shelf.now).list_articles()
    assert shelf.listed == ["0.txt", "1.txt", "2.txt"]
    assert sizes(heard) == [1, 1, 1]


def test_detection_asks_for_no_more_once_the_program_ends(worker: Any) -> None:
    shelf = Shelf(number=0, seconds=0)

    def want(articles: list[str]) -> None:
        worker.is_cancelled = articles == ["b.txt"]

    shelf.mentions.want = want
    shelf.undetected = lambda: iter(["a.txt", "b.txt", "c.txt"])
    gatherer(shelf, []).detect()
    assert shelf.asked_for == ["a.txt", "b.txt"]
