"""The main screen on a handful of articles, with keys pressed and words read off the screen."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from textual.pilot import Pilot

from annotations.library import Library
from annotations.models import Annotation, Passage
from annotations.passages import cut
from annotations.places import Places
from tests.factories import make_library
from tui.app import BriefReader
from tui.screens.main import MainScreen
from tui.settings import Settings
from tui.state import Memory

BODY = "They met on Monday. The border is closed. Grain waits for trucks.\n\nNobody knows why.\n"
NO_MODEL = "none_is_installed"


@dataclass(frozen=True, slots=True)
class Table:
    """A running program with the main screen on it."""

    app: BriefReader
    pilot: Pilot[int]
    desk: MainScreen
    library: Library

    async def press(self, *keys: str) -> None:
        """Press keys, and wait until they are done with."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def until(self, told: Callable[[], bool]) -> None:
        """Wait until something is so, but not for ever."""
        for _ in range(200):
            if told():
                return
            await self.pilot.pause(0.02)
        assert told(), self.seen()

    async def shows(self, words: str) -> None:
        """Wait until `words` are on the screen."""
        await self.until(lambda: words in self.seen())

    def seen(self) -> str:
        """All that is on the screen, a line each."""
        lines = (strip.text for strip in self.app.screen._compositor.render_strips())
        return "\n".join(lines).replace("\u00a0", " ")

    def marks(self, path: str = "1.txt") -> list[Annotation]:
        """What is said of an article."""
        return self.library.annotations(path)

    def tags(self, path: str = "1.txt") -> list[str]:
        """The names of the tags in an article, one annotation after the other."""
        return [tag.name for mark in self.marks(path) for tag in mark.tags]


Lay: TypeAlias = Callable[..., AbstractAsyncContextManager[Table]]
"""Starts the program: `keys` remaps commands, `rows` is how many articles are waited for."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, `1.txt` to `3.txt`."""
    root = tmp_path / "news"
    root.mkdir()
    for number in (1, 2, 3):
        (root / f"{number}.txt").write_text(f"Border talks, part {number}\n\n{BODY}", "utf-8")
    return root


@pytest.fixture
def library(folder: Path, places: Places) -> Library:
    """A library on the three articles, with no model. The program closes it."""
    return make_library(folder, places, model=NO_MODEL)


@pytest.fixture
def lay(places: Places) -> Lay:
    Memory(places.state / "state.json").keep_explained()

    @asynccontextmanager
    async def laid(
        library: Library, keys: Mapping[str, str] | None = None, rows: int = 3
    ) -> AsyncIterator[Table]:
        app = BriefReader(library, places, Settings(keys=dict(keys or {})))
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            for _ in range(200):
                if app.desk is not None and app.desk.articles.row_count >= rows:
                    break
                await pilot.pause(0.02)
            assert app.desk is not None
            await pilot.pause()
            yield Table(app, pilot, app.desk, library)
        library.close()

    return laid


def passage(library: Library, path: str, words: str) -> Passage:
    """The passage that is these words in an article."""
    article = library.article(path)
    start = article.text.index(words)
    return cut(article.text, article.text_sha256, start, start + len(words))
