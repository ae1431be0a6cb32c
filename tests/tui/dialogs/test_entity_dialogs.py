"""Dialogs on entities: at many sizes, with hostile words, with more than they were made for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.tui.dialogs.conftest import Host
from tests.tui.dialogs.entities import (
    LABELS,
    OCCURRENCES,
    Deeds,
    decisions,
    everywhere,
    label,
    names,
    queue,
)
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.entity_queue import EntityQueue
from tui.screens.dialogs.label_picker import LabelPicker
from tui.widgets.rows import RowList

MakeHost = Callable[[Dialog[Any]], Host]


@pytest.mark.parametrize("size", [(20, 6), (40, 12), (60, 24), (80, 24), (200, 50)])
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (everywhere, "AdB"),
        (queue, "AdBlock"),
        (label, "ORG"),
        (names, "PERSON"),
        (decisions, "ana"),
    ],
)
async def test_many_sizes_have_what_matters_and_the_key_that_leaves(
    make: Callable[[], Dialog[Any]], words: str, size: tuple[int, int], host: MakeHost
) -> None:
    app = host(make())
    async with app.run_test(size=size) as pilot:
        assert await app.shows(words)
        assert await app.shows("esc cancel")
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]


async def test_words_are_shown_as_they_are_and_never_as_markup(host: MakeHost) -> None:
    words = "[@click=app.quit]AdBlock[/red]"
    one = OCCURRENCES[0]
    hostile = replace(one, mention=replace(one.mention, text=words, label="[b]"), before="[i] ")
    app = host(EntityQueue(lambda: iter([hostile]), Deeds()))
    async with app.run_test(size=(80, 24)):
        assert await app.shows(f"[i] {words} wins.")
        assert await app.shows("[b], found by model")


async def test_a_sentence_without_end_is_cut_around_the_mention(host: MakeHost) -> None:
    one = OCCURRENCES[0]
    long = replace(one, before="before " * 100_000, after=" after" * 100_000)
    app = host(EntityQueue(lambda: iter([long, long]), Deeds()))
    async with app.run_test(size=(80, 24)):
        assert await app.shows("before AdBlock after")
        assert await app.shows("1 of 2")


async def test_skipping_is_no_decision_and_the_end_is_where_all_were_shown(host: MakeHost) -> None:
    deeds = Deeds()
    app = host(EntityQueue(lambda: iter(OCCURRENCES[:2]), deeds))
    async with app.run_test(size=(80, 24)) as pilot:
        assert await app.shows("1 of 2")
        await pilot.press("s", "a")
        await pilot.pause()
        assert app.results == [None]
    assert deeds.done == [("accepted", "")]


async def test_a_label_is_found_by_a_part_and_a_new_one_is_written_as_labels_are(
    host: MakeHost,
) -> None:
    app = host(LabelPicker("Relabel", "“x”", LABELS, "GPE"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"son")
        assert await app.shows("PERSON")
        assert await app.shows("+ new label SON")
        await pilot.press(*" of", "enter")
        await pilot.pause()
        assert app.results == ["SON_OF"]


async def test_half_a_page_is_a_key_away_in_long_lists(host: MakeHost) -> None:
    app = host(everywhere())
    async with app.run_test(size=(80, 24)) as pilot:
        assert await app.shows("40 mentions")
        await pilot.press("ctrl+d", "ctrl+d")
        await pilot.pause()
        assert app.dialog.query_one(RowList).cursor > 10
