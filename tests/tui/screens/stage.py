"""The whole program without a terminal, and what can be asked of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from annotations.entities import DEFAULT_MODEL, MentionCache, fingerprint
from annotations.library import Library
from annotations.models import Annotation, Mention
from annotations.places import Places
from tui.app import BriefReader
from tui.screens.main import MainScreen
from tui.settings import Settings

PATIENCE_SECONDS = 5.0

BODY = "Russia closed the border on Monday. Grain waits for trucks. Nobody knows for how long."
SECOND_BODY = "Traders in Kyiv wait. Prices rise."
RELATED = "Related Articles\n\nMarkets calm\n"
BORDER = f"Border talks fail\n\n{BODY}\n\n{SECOND_BODY}\n\n{RELATED}"
MARKETS = "Markets calm\n\nGrain is cheap in Kyiv. Nobody buys.\n"
HARBOUR = "Harbour reopens\n\nShips leave Odesa again.\n"
TEXTS = {"1-border.txt": BORDER, "2-markets.txt": MARKETS, "3-harbour.txt": HARBOUR}
BORDER_PATH, MARKETS_PATH, HARBOUR_PATH = TEXTS
CITIES = ("Russia", "Kyiv", "Odesa")


class Stage:
    """The running program, seen as the analyst sees it and as its library knows it."""

    def __init__(self, app: BriefReader, pilot: Pilot[int], main: MainScreen) -> None:
        self.app = app
        self.pilot = pilot
        self.main = main
        self.library = app.library

    async def press(self, *keys: str) -> None:
        """Press keys; wait until they have had their effect."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Press the keys of a text."""
        await self.press(*text)

    async def until(self, told: Callable[[], object], what: str = "it") -> None:
        """Wait for something to become so."""
        for _ in range(int(PATIENCE_SECONDS / 0.02)):
            if told():
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"{what} never came about. The screen:\n{self.seen}")

    async def shows(self, *words: str) -> None:
        """Wait until all of `words` are on the screen."""
        await self.until(lambda: all(word in self.seen for word in words), " and ".join(words))

    async def says(self, words: str) -> None:
        """Wait until the status line says `words`."""
        await self.until(lambda: words in self.foot, words)

    async def is_saved(self) -> None:
        """Wait until everything is on disk and the status line says so."""
        await self.until(lambda: self.foot.strip().startswith("saved"), "saved")

    @property
    def seen(self) -> str:
        """All that is on the screen, a line each."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    @property
    def foot(self) -> str:
        """The status line."""
        return self.main.status.render_line(0).text

    def marks(self, path: str = BORDER_PATH) -> list[Annotation]:
        """What was said of an article."""
        return self.library.annotations(path)

    def tagged(self, path: str = BORDER_PATH) -> list[tuple[str, str]]:
        """The annotations of an article: quote, and tags with a blank between."""
        return [(mark.quote, " ".join(tag.name for tag in mark.tags)) for mark in self.marks(path)]


@asynccontextmanager
async def starting(
    library: Library, places: Places, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Stage]:
    """Run the program on a library until the block ends; there may be no row yet."""
    app = BriefReader(library, places, Settings())
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        main = next(screen for screen in app.screen_stack if isinstance(screen, MainScreen))
        yield Stage(app, pilot, main)


@asynccontextmanager
async def staged(
    library: Library, places: Places, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Stage]:
    """Run the program on a library, from when it lists the articles until the block ends."""
    async with starting(library, places, size) as stage:
        await stage.until(lambda: stage.main.articles.row_count, "a list")
        yield stage


def know_mentions(library: Library, places: Places) -> None:
    """Put the cities of every article into the cache, so that nothing need be detected."""
    cache = MentionCache(places.mentions)
    for path in library.paths():
        text = library.article(path).text
        found = [
            Mention(at, at + len(name), name, "GPE", entity=name, entity_id=name)
            for name in CITIES
            for at in range(len(text))
            if text.startswith(name, at)
        ]
        cache.put(library.article(path), fingerprint(DEFAULT_MODEL), tuple(found))
    cache.close()
