from collections.abc import Callable

import pytest
from textual.widget import Widget

from tests.tui.widgets.conftest import Host
from tui.widgets.prompt_line import PromptLine

HostFor = Callable[[Widget], Host]


def heard(host: Host) -> list[tuple[str, str]]:
    return [(type(one).__name__, getattr(one, "text", "")) for one in host.heard]


async def test_it_is_hidden_until_it_is_opened(host: HostFor) -> None:
    prompt = PromptLine()
    async with host(prompt).run_test() as pilot:
        assert not prompt.display
        prompt.open("/")
        await pilot.pause()
        assert prompt.display
        assert prompt.field.has_focus


@pytest.mark.parametrize("key", ["enter", "ctrl+j"])
async def test_typing_is_told_and_taken(host: HostFor, key: str) -> None:
    prompt = PromptLine()
    app = host(prompt)
    async with app.run_test() as pilot:
        prompt.open("/")
        await pilot.press("a", "[", key)
        await pilot.pause()
        assert heard(app) == [("Changed", "a"), ("Changed", "a["), ("Submitted", "a[")]
        assert not prompt.is_open


async def test_escape_leaves_it(host: HostFor) -> None:
    prompt = PromptLine()
    app = host(prompt)
    async with app.run_test() as pilot:
        prompt.open("find")
        await pilot.press("escape")
        await pilot.pause()
        assert heard(app) == [("Cancelled", "")]
        assert not prompt.is_open


async def test_earlier_words_are_replaced_by_typing_and_not_told_again(host: HostFor) -> None:
    prompt = PromptLine()
    app = host(prompt)
    async with app.run_test() as pilot:
        prompt.open("/", "earlier")
        await pilot.pause()
        assert heard(app) == []
        await pilot.press("n")
        await pilot.pause()
        assert heard(app) == [("Changed", "n")]
