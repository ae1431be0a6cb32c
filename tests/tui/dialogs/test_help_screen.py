from collections.abc import Callable

import pytest

from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs.help_screen import HelpScreen

HostFor = Callable[[HelpScreen], Host]

SECTIONS = (
    (
        "Reader",
        [("j k", "move by lines", ""), ("d", "delete [/red]", "nothing is under the cursor")],
    ),
    ("Anywhere", [(f"f{n}", f"command number {n}", "") for n in range(16)]),
)


async def test_it_lists_keys_and_says_why_some_cannot_act(host: HostFor) -> None:
    app = host(HelpScreen(SECTIONS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen = app.seen()
    for words in ("Reader", "move by lines", "delete [/red] — nothing is under the cursor"):
        assert words in seen


async def test_a_filter_narrows_as_one_types_and_escape_takes_it_away(host: HostFor) -> None:
    app = host(HelpScreen(SECTIONS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("/", *"number 12")
        await pilot.pause()
        assert await app.shows("command number 12")
        assert "move by lines" not in app.seen()
        await pilot.press("escape")
        await pilot.pause()
        assert await app.shows("move by lines")
        assert app.results == []
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]


async def test_enter_goes_from_the_filter_to_the_list(host: HostFor) -> None:
    app = host(HelpScreen(SECTIONS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("/", *"zzz", "enter")
        await pilot.pause()
        assert await app.shows("Nothing matches.")
        await pilot.press("q")
        await pilot.pause()
        assert app.results == [None]


@pytest.mark.parametrize("keys", [("G",), ("space",) * 3, ("j",) * 9, ("end",)])
async def test_it_scrolls_to_its_end(host: HostFor, keys: tuple[str, ...]) -> None:
    app = host(HelpScreen(SECTIONS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert await app.shows("command number 15")


@pytest.mark.parametrize("key", ["q", "escape", "question_mark"])
async def test_it_closes(host: HostFor, key: str) -> None:
    app = host(HelpScreen(SECTIONS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert app.results == [None]
