from collections.abc import Callable, Iterator, Sequence
from threading import Event
from typing import Any

import pytest

from annotations.models import Annotation, Passage, Placed, Tag
from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs import filtered_dialog
from tui.screens.dialogs.all_annotations import AllAnnotations
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.annotation_list import AnnotationList, Shown

HostFor = Callable[[Dialog[Any]], Host]

BORDER, VISIT = Tag("t1", "border", "#e0a030"), Tag("t2", "visit", "#50a0ff")


def shown(uid: str, quote: str, *tags: Tag, lost: str = "") -> Shown:
    passage = Passage(0, len(quote), quote, "", "", "00")
    placed = Placed.ORPHANED if lost else Placed.EXACT
    mark = Annotation(uid, f"{uid}.txt", passage, tags, placed=placed)
    return Shown(mark, f"Title of {uid}", lost)


TALKS, GRAIN = shown("a", "Talks fail", BORDER), shown("b", "Grain waits", VISIT)
GONE = shown("c", "Nobody knows", BORDER, lost="c.txt is gone.")
ALL = (TALKS, GRAIN, GONE)


async def test_what_is_typed_narrows_and_enter_gives_what_is_left(host: HostFor) -> None:
    app = host(AllAnnotations(lambda: iter(ALL)))
    async with app.run_test(size=(100, 30)) as pilot:
        assert await app.shows("Annotations by tag · 3")
        await pilot.press(*"grain", "enter")
        await pilot.pause()
        assert app.results == [GRAIN.annotation]


async def test_the_list_is_narrowed_though_no_further_key_comes(host: HostFor) -> None:
    app = host(AllAnnotations(lambda: iter(ALL)))
    async with app.run_test(size=(100, 30)) as pilot:
        assert await app.shows("Annotations by tag · 3")
        await pilot.press(*"grain")
        assert await app.shows("Annotations by tag · 1 of 3")
        await pilot.press(*"x")
        assert await app.shows("No annotation has “grainx”.")


async def test_why_an_annotation_cannot_be_jumped_to_is_said_until_something_else_is_typed(
    host: HostFor,
) -> None:
    app = host(AllAnnotations(lambda: iter(ALL)))
    async with app.run_test(size=(100, 30)) as pilot:
        assert await app.shows("its article is gone")
        await pilot.press(*"nobody", "enter")
        assert await app.shows("c.txt is gone.")
        assert app.results == []
        await pilot.press("backspace")
        await pilot.pause()
        assert "c.txt is gone." not in app.seen()


async def test_many_come_in_batches_that_grow_and_none_is_lost(
    host: HostFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filtered_dialog, "BATCH", 2)
    many = [shown(f"{number:03}", "words", BORDER) for number in range(100)]
    app = host(AllAnnotations(lambda: iter(many)))
    sizes: list[int] = []
    add = AnnotationList.add

    def noted(rows: AnnotationList, batch: Sequence[Shown]) -> None:
        sizes.append(len(batch))
        add(rows, batch)

    monkeypatch.setattr(AnnotationList, "add", noted)
    async with app.run_test(size=(100, 30)):
        assert await app.shows("Annotations by tag · 100")
    assert sizes == [2, 4, 8, 16, 32, 38]


async def test_an_empty_collection_says_what_to_do(host: HostFor) -> None:
    app = host(AllAnnotations(lambda: iter(()), "Nothing is annotated yet."))
    async with app.run_test(size=(100, 30)):
        assert await app.shows("Nothing is annotated yet.")


async def test_while_they_are_loaded_it_says_so_and_no_number(host: HostFor) -> None:
    gate = Event()

    def slow() -> Iterator[Shown]:
        gate.wait(10)
        yield TALKS

    app = host(AllAnnotations(slow, "Nothing is annotated yet."))
    async with app.run_test(size=(100, 30)):
        assert await app.shows("Annotations by tag · loading…")
        assert await app.shows("Loading…")
        assert "Nothing is annotated yet." not in app.seen()
        gate.set()
        assert await app.shows("Annotations by tag · 1")
        assert "oading…" not in app.seen()


async def test_escape_takes_the_filter_away_first(host: HostFor) -> None:
    app = host(AllAnnotations(lambda: iter(ALL)))
    async with app.run_test(size=(100, 30)) as pilot:
        assert await app.shows("Annotations by tag · 3")
        await pilot.press(*"grain")
        assert await app.shows("1 of 3")
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == []
        assert await app.shows("Annotations by tag · 3")
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]
