"""Articles are opened and read again without holding up the program; what goes wrong is said."""

import threading
from collections.abc import Callable, Iterator

import pytest

from annotations.library import Library
from annotations.models import Article, Placed
from annotations.places import Places
from tests.tui.screens.stage import BODY, BORDER_PATH, MARKETS_PATH, Stage, staged
from tui.screens import opening
from tui.screens.dialogs.tag_picker import TagPicker


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are only looked at where a test does so: their rows stay when they go."""
    monkeypatch.setattr(Library, "watch", lambda library, is_over: iter(()))


class SlowFile:
    """Holds up the reading of one article for the screen until it is let go."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = ""
        self.is_reached = False
        self.there = threading.Event()
        self._article: Callable[[str], Article] = library.article
        monkeypatch.setattr(library, "article", self.article)
        monkeypatch.setattr(opening, "SLOW_SECONDS", 0.01)

    def article(self, path: str) -> Article:
        if path == self.path:
            assert threading.current_thread() is not threading.main_thread()
            self.is_reached = True
            assert self.there.wait(20)
        return self._article(path)


@pytest.fixture
def slow(news: Library, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowFile]:
    """A file that is slow to read as soon as it has a path."""
    slow = SlowFile(news, monkeypatch)
    yield slow
    slow.there.set()


def shown(stage: Stage) -> str:
    """The path of the open article."""
    return stage.main.article.path if stage.main.article else ""


async def is_open(stage: Stage, path: str) -> None:
    """Wait until an article is open in the reader."""
    await stage.until(lambda: shown(stage) == path and stage.main.reader.has_focus, path)


async def test_a_slow_file_is_said_to_be_opening_and_keys_wait_for_it(
    news: Library, places: Places, slow: SlowFile
) -> None:
    async with staged(news, places) as stage:
        slow.path = BORDER_PATH
        await stage.press("enter", "}", "t")
        await stage.says("opening…")
        assert shown(stage) == ""
        assert stage.app.screen is stage.main
        slow.there.set()
        await stage.until(lambda: isinstance(stage.app.screen, TagPicker))
        await stage.shows("Tag the sentence", BODY.split(". ")[0])
        assert "opening…" not in stage.foot


async def test_ctrl_q_does_not_wait_for_a_slow_file(
    news: Library, places: Places, slow: SlowFile
) -> None:
    async with staged(news, places) as stage:
        slow.path = BORDER_PATH
        await stage.press("enter")
        await stage.until(lambda: slow.is_reached)
        await stage.press("ctrl+q")
        await stage.until(lambda: stage.app.return_code == 0)
        slow.there.set()


async def test_of_two_articles_the_one_asked_for_last_is_shown(
    news: Library, places: Places, slow: SlowFile
) -> None:
    async with staged(news, places) as stage:
        slow.path = BORDER_PATH
        stage.main.open(BORDER_PATH)
        opening_first = [each for each in stage.app.workers if each.group == "opening"]
        assert opening_first
        await stage.until(lambda: slow.is_reached)
        stage.main.open(MARKETS_PATH, read=True)
        await is_open(stage, MARKETS_PATH)
        slow.there.set()
        await stage.until(lambda: all(each.is_finished for each in opening_first))
        assert shown(stage) == MARKETS_PATH


async def test_an_article_that_cannot_be_opened_leaves_everything_as_it_was(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter")
        await is_open(stage, BORDER_PATH)
        await stage.press("q", "j")
        (news.collection.root / MARKETS_PATH).unlink()
        news._ledger.shelf._open.clear()
        await stage.press("enter")
        await stage.says(MARKETS_PATH)
        assert shown(stage) == BORDER_PATH
        assert stage.main.articles.has_focus
        assert stage.main.articles.path == MARKETS_PATH
        await stage.press("k")
        await stage.until(lambda: stage.main.articles.path == BORDER_PATH)


async def test_a_file_that_vanishes_is_told_of_once(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter")
        await is_open(stage, BORDER_PATH)
        file = news.collection.root / BORDER_PATH
        text = file.read_bytes()
        file.unlink()
        told: list[str] = []
        stage.main.status.announce = lambda words, *more: told.append(str(words))  # type: ignore
        for _ in range(3):
            await stage.main.look_for_change()
        assert [
            words.startswith(BORDER_PATH) and words.endswith(". What was read is still shown.")
            for words in told
        ] == [True]
        file.write_bytes(text)
        await stage.main.look_for_change()
        file.unlink()
        await stage.main.look_for_change()
        assert len(told) == 2


async def test_a_file_that_changes_is_read_again_where_one_was(
    news: Library, places: Places
) -> None:
    async with staged(news, places, size=(160, 36)) as stage:
        await stage.press("enter", "}", "t", *"one", "enter")
        await stage.until(lambda: stage.tagged())
        file = news.collection.root / BORDER_PATH
        file.write_text(file.read_text().replace(BODY, "Nothing of it is left here.\n\nThe end."))
        await stage.main.look_for_change()
        assert stage.main.article is not None
        assert "Nothing of it is left" in stage.main.article.text
        assert [mark.placed for mark in stage.main.marks] == [Placed.ORPHANED]
        stage.main.status.say("")
        await stage.says("has changed and was read again: 1 orphaned; R reviews, D compares")


async def test_an_act_on_the_open_article_reads_no_file(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}")
        await is_open(stage, BORDER_PATH)
        (news.collection.root / BORDER_PATH).unlink()
        news._ledger.shelf._open.clear()
        await stage.press("t", *"one", "enter")
        await stage.says("tag “")
        assert len(stage.main.marks) == 1


@pytest.mark.parametrize("size", [(50, 20), (59, 40), (40, 12)])
async def test_what_is_open_stays_in_sight_where_there_is_one_pane(
    news: Library, places: Places, size: tuple[int, int]
) -> None:
    async with staged(news, places, size=size) as stage:
        await stage.press("enter")
        await is_open(stage, BORDER_PATH)
        for pane in ("q", "shift+tab"):
            await stage.press(pane)
            await stage.until(lambda: not stage.main.reader.has_focus)
            first, second = stage.seen.splitlines()[:2]
            assert "Border talks fail" in first
            assert "no source · no date" in second
            assert "unread" in second
            assert not stage.main.reader.display or not stage.main.reader.size.height
