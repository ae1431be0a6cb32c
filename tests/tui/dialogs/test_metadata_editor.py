from collections.abc import Callable

import pytest
from textual.widgets import Input

from annotations.models import MetadataEdit
from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs.metadata_editor import Known, MetadataEditor

HostFor = Callable[[MetadataEditor], Host]


def editor(count: int = 1) -> MetadataEditor:
    return MetadataEditor(
        count, Known("A [/red] title", "headline"), Known(), Known("2021-07-01", "in the text")
    )


async def edited(host: HostFor, dialog: MetadataEditor, *keys: str) -> object:
    app = host(dialog)
    async with app.run_test(size=(80, 24)):
        await app.burst(*keys)
        return app.results[0] if app.results else app.seen()


async def test_it_shows_what_is_known_and_how(host: HostFor) -> None:
    app = host(editor())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        seen = app.seen()
    for words in ("A [/red] title", "headline", "unknown", "2021-07-01", "in the text"):
        assert words in seen


@pytest.mark.parametrize("enter", ["enter", "ctrl+j", "ctrl+s"])
async def test_only_what_was_changed_is_given_back(host: HostFor, enter: str) -> None:
    assert await edited(host, editor(), "tab", *"TASS", enter) == MetadataEdit(source="TASS")


async def test_an_emptied_field_takes_the_word_back(host: HostFor) -> None:
    keys = ("tab", "tab", "end", "ctrl+u", "enter")
    assert await edited(host, editor(), *keys) == MetadataEdit(published="")


async def test_fields_are_left_both_ways(host: HostFor) -> None:
    keys = ("tab", "shift+tab", "end", "x", "enter")
    assert await edited(host, editor(), *keys) == MetadataEdit(title="A [/red] titlex")


@pytest.mark.parametrize("typed", ["2021-02-30", "20210701", "2021-07", "yesterday", "2021-W01-1"])
async def test_what_is_no_date_is_refused_in_a_sentence(host: HostFor, typed: str) -> None:
    dialog = MetadataEditor(1)
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog.query_one("#published", Input).value = typed
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.results == []
        assert await app.shows(f"“{typed}” is no date")
        assert dialog.query_one("#published").has_focus


async def test_byline_dateline_and_language_are_edited_too(host: HostFor) -> None:
    keys = ("tab", "tab", "tab", *"Ann", "tab", *"KYIV", "tab", *"RU", "enter")
    expected = MetadataEdit(byline="Ann", dateline="KYIV", language="ru")
    assert await edited(host, editor(), *keys) == expected


@pytest.mark.parametrize("typed", ["russian", "qq", "e"])
async def test_what_is_no_language_is_refused_in_a_sentence(host: HostFor, typed: str) -> None:
    dialog = MetadataEditor(2)
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog.query_one("#language", Input).value = typed
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.results == []
        assert await app.shows(f"“{typed}” is no language")
        assert dialog.query_one("#language").has_focus


async def test_several_articles_have_no_title_to_edit(host: HostFor) -> None:
    dialog = MetadataEditor(3, Known("one"), Known(None), Known("2021-07-01"))
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert await app.shows("3 articles")
        assert await app.shows("several")
        await pilot.press(*"AP", "enter")
        await pilot.pause()
        assert app.results == [MetadataEdit(source="AP")]


async def test_nothing_changed_is_nothing_said(host: HostFor) -> None:
    assert await edited(host, editor(), "enter") == MetadataEdit()


async def test_escape_leaves(host: HostFor) -> None:
    assert await edited(host, editor(), "escape") is None


async def test_what_was_typed_is_dropped_at_the_second_escape_only(host: HostFor) -> None:
    dialog = editor()
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "escape")
        await pilot.pause()
        assert app.results == []
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]
