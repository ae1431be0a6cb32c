from collections.abc import Callable
from typing import Any

import pytest
from textual.content import Content

from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs.choose import Choose, Confirm
from tui.screens.dialogs.dialog import Dialog

HostFor = Callable[[Dialog[Any]], Host]

OPTIONS = ("by [/red] name", Content("by date"), "by title", "by source")


async def answer(host: HostFor, dialog: Dialog[Any], *keys: str) -> object:
    app = host(dialog)
    async with app.run_test(size=(80, 24)):
        await app.burst(*keys)
        return app.results[0] if app.results else "open"


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        (("enter",), 1),
        (("ctrl+j",), 1),
        (("j", "enter"), 2),
        (("down", "down", "k", "enter"), 2),
        (("G", "enter"), 3),
        (("g", "enter"), 0),
        (("4",), 3),
        (("9", "enter"), 1),
        (("escape",), None),
    ],
)
async def test_one_is_chosen(host: HostFor, keys: tuple[str, ...], index: int | None) -> None:
    assert await answer(host, Choose("Sort", OPTIONS, chosen=1), *keys) == index


async def test_options_are_shown_as_they_are(host: HostFor) -> None:
    app = host(Choose("Sort [b]", OPTIONS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for words in ("Sort [b]", "1 by [/red] name", "2 by date"):
            assert await app.shows(words)


async def test_hundreds_of_options_scroll(host: HostFor) -> None:
    app = host(Choose("Many", [f"option {n}" for n in range(300)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        await pilot.pause()
        assert await app.shows("option 299")


@pytest.mark.parametrize(
    ("keys", "yes"),
    [
        (("y",), True),
        (("n",), False),
        (("escape",), False),
        (("enter",), False),
        (("up", "enter"), True),
        (("shift+tab", "ctrl+j"), True),
    ],
)
async def test_a_question_is_answered(host: HostFor, keys: tuple[str, ...], yes: bool) -> None:
    assert await answer(host, Confirm("Leave?", "Leave", "Stay", about="[x]"), *keys) is yes


async def test_an_answer_can_be_clicked(host: HostFor) -> None:
    dialog = Confirm("Leave?")
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(dialog.list, offset=(3, 0))
        await pilot.click(dialog.list, offset=(3, 0))
        await pilot.pause()
        assert app.results == [True]
