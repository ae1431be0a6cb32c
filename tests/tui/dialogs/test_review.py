"""The passages of an edited article, one after the other."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.tui.dialogs.conftest import Host
from tests.tui.dialogs.deciding import MARKS, Deciding
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.review import Review

HostFor = Callable[[Dialog[Any]], Host]
MOVED, ALTERED, ORPHAN = MARKS


async def test_each_passage_is_shown_as_it_was_and_is_with_all_that_was_said_of_it(
    host: HostFor,
) -> None:
    decisions = Deciding()
    app = host(Review(decisions))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen = app.seen()
        assert "1 of 3 · moved" in seen
        assert "security/border" in seen
        assert "why?" in seen
        await pilot.press("n")
        assert "2 of 3 · altered" in app.seen()
        assert "Grain waits for [-trucks-]" in app.seen()
        assert "{+lorries+} [an] [/red]" in " ".join(app.seen().replace("│", "").split())
        await pilot.press("n")
        assert "3 of 3 · orphaned" in app.seen()
        assert "Nobody knows why." in app.seen()
        assert "not in the text any more" in app.seen()
        await pilot.press("n")
        assert "1 of 3" in app.seen()
    assert decisions.looked_at == ["moved", "altered", "orphan", "moved"]


async def test_a_decision_shows_the_next_at_once_and_the_last_one_closes(host: HostFor) -> None:
    decisions = Deciding()
    app = host(Review(decisions))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "a")
        assert "3 of 3 · orphaned · 1 decided" in app.seen()
        await pilot.press("d")
        assert "1 of 3 · moved · 2 decided" in app.seen()
        await pilot.press("enter")
        await pilot.pause()
        assert app.results == [None]
    assert decisions.undecided() == []


async def test_an_orphan_cannot_be_accepted(host: HostFor) -> None:
    decisions = Deciding()
    app = host(Review(decisions))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("N", "a", "enter")
        assert "3 of 3 · orphaned" in app.seen()
        assert "accept" not in app.seen()
        assert len(decisions.undecided()) == 3


async def test_undo_brings_the_last_decision_back_and_no_other_step(host: HostFor) -> None:
    decisions = Deciding()
    app = host(Review(decisions))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("u", "a", "d", "u")
        assert "2 of 3 · altered · 1 decided" in app.seen()
        await pilot.press("u", "u", "u")
        assert "1 of 3 · moved" in app.seen()
        assert "decided" not in app.seen()
    assert len(decisions.states) == 1


async def test_leaving_decides_nothing(host: HostFor) -> None:
    decisions = Deciding()
    app = host(Review(decisions))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "escape")
        await pilot.pause()
        assert app.results == [None]
    assert len(decisions.states) == 1


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 14), (20, 6)])
async def test_it_fits_any_terminal(host: HostFor, size: tuple[int, int]) -> None:
    app = host(Review(Deciding()))
    async with app.run_test(size=size) as pilot:
        await pilot.press("n")
        assert "2 of 3" in app.seen()
        await pilot.press("a", "d", "a")
        await pilot.pause()
        assert app.results == [None]


async def test_signs_tell_what_was_changed_without_colour(
    host: HostFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = host(Review(Deciding()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        assert "[-trucks-]" in app.seen()
        assert "{+lorries+}" in app.seen()
