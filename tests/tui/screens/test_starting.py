"""From the first frame to the last row: which keys work, where the cursor is, what rows say."""

import threading
from collections.abc import Callable, Iterator

import pytest

from annotations.library import Library
from annotations.models import Listing, State
from annotations.places import Places
from tests.tui.screens.stage import BORDER_PATH, HARBOUR_PATH, MARKETS_PATH, Stage, starting
from tui.screens import gathering, main
from tui.state import Memory


class Gate:
    """Holds up the listing of one article, read already or not, until it is opened."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = threading.Event()
        self.path = ""
        self.is_reached = False
        self._listing: Callable[[str], Listing] = library.listing
        monkeypatch.setattr(library, "listing", self.listing)

    def listing(self, path: str) -> Listing:
        row = self._listing(path)
        if path == self.path and threading.current_thread() is not threading.main_thread():
            self.is_reached = True
            self.opened.wait(20)
        return row


@pytest.fixture
def gate(news: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """A gate in a program that hands over every row at once, and then lets keys through."""
    monkeypatch.setattr(gathering, "FIRST_SECONDS", 0)
    monkeypatch.setattr(gathering, "NEXT_SECONDS", 0)
    monkeypatch.setattr(main, "START_SECONDS", 0.01)
    gate = Gate(news, monkeypatch)
    yield gate
    gate.opened.set()


async def rows(stage: Stage, number: int) -> None:
    """Wait until the list has so many rows."""
    await stage.until(lambda: stage.main.articles.row_count == number, f"{number} rows")


async def test_ctrl_q_quits_before_there_is_a_row(
    news: Library, places: Places, gate: Gate
) -> None:
    gate.path = BORDER_PATH
    async with starting(news, places) as stage:
        await stage.until(lambda: gate.is_reached)
        await stage.press("ctrl+q")
        await stage.until(lambda: stage.app.return_code == 0)
        gate.opened.set()


async def test_the_palette_opens_and_is_typed_in_before_there_is_a_row(
    news: Library, places: Places, gate: Gate
) -> None:
    gate.path = BORDER_PATH
    async with starting(news, places) as stage:
        await stage.until(lambda: gate.is_reached)
        await stage.press("ctrl+p", *"theme")
        await stage.shows("choose light or dark")
        gate.opened.set()


async def test_ctrl_q_is_not_held_up_for_long_by_keys_that_wait_for_a_row(
    news: Library, places: Places, gate: Gate
) -> None:
    gate.path = BORDER_PATH
    async with starting(news, places) as stage:
        await stage.until(lambda: gate.is_reached)
        await stage.press("j", "j", "ctrl+q")
        await stage.until(lambda: stage.app.return_code == 0)
        gate.opened.set()


async def test_other_keys_wait_for_the_rows_they_are_meant_for(
    news: Library, places: Places, gate: Gate
) -> None:
    gate.path = BORDER_PATH
    async with starting(news, places) as stage:
        await stage.until(lambda: gate.is_reached)
        await stage.press("j", "m")
        assert news.listing(MARKETS_PATH).state is State.UNREAD
        gate.path = ""
        gate.opened.set()
        await stage.until(lambda: State.READ in [news.listing(path).state for path in news.paths()])


async def test_the_last_place_is_found_among_rows_that_come_late(
    news: Library, places: Places, gate: Gate
) -> None:
    Memory(places.state / "state.json").keep_place(news.collection.root, HARBOUR_PATH, 17)
    gate.path = HARBOUR_PATH
    async with starting(news, places) as stage:
        await rows(stage, 2)
        assert stage.main.article is None
        gate.opened.set()
        await stage.until(lambda: stage.main.article)
        assert stage.main.article is not None
        assert stage.main.article.path == stage.main.articles.path == HARBOUR_PATH
        assert stage.main.reader.cursor == 17
        assert stage.main.articles.has_focus


async def test_the_last_place_is_left_alone_once_the_analyst_went_elsewhere(
    news: Library, places: Places, gate: Gate
) -> None:
    Memory(places.state / "state.json").keep_place(news.collection.root, HARBOUR_PATH, 17)
    gate.path = HARBOUR_PATH
    async with starting(news, places) as stage:
        await rows(stage, 2)
        await stage.press("j")
        await stage.until(lambda: stage.main.articles.path == MARKETS_PATH)
        gate.opened.set()
        await rows(stage, 3)
        await stage.press("enter")
        await stage.until(lambda: stage.main.reader.has_focus)
        assert stage.main.article is not None
        assert stage.main.article.path == MARKETS_PATH


async def test_rows_keep_what_was_done_to_them_while_the_list_fills(
    news: Library, places: Places, gate: Gate
) -> None:
    gate.path = HARBOUR_PATH
    async with starting(news, places) as stage:
        await rows(stage, 2)
        await stage.press("m")
        await stage.shows("Articles 2 · 1 unread")
        gate.opened.set()
        await rows(stage, 3)
        await stage.shows("Articles 3 · 2 unread")
        row = stage.main.articles.row
        assert row is not None
        assert (row.path, row.state) == (BORDER_PATH, State.READ)


async def test_a_row_on_its_way_says_what_was_done_to_its_article_meanwhile(
    news: Library, places: Places, gate: Gate
) -> None:
    gate.path = HARBOUR_PATH
    async with starting(news, places) as stage:
        await stage.until(lambda: gate.is_reached)
        await rows(stage, 2)
        stage.main.report(news.set_state([HARBOUR_PATH], State.READ))
        gate.opened.set()
        await rows(stage, 3)
        await stage.shows("Articles 3 · 2 unread")
