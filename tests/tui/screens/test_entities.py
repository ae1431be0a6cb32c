"""The table of entities in the running program: what it shows, and what comes of its keys."""

import csv
from pathlib import Path

import orjson

from annotations.library import Library
from annotations.models import MetadataEdit
from annotations.places import Places
from tests.tui.screens.stage import (
    BORDER,
    BORDER_PATH,
    HARBOUR_PATH,
    MARKETS_PATH,
    SECOND_BODY,
    Stage,
    staged,
)
from tui.screens.dialogs.entities import Entities
from tui.widgets.article_order import SortBy


async def opened(stage: Stage) -> Entities:
    """Open the table from where the analyst is, and wait for its rows."""
    await stage.press("E")
    await stage.shows("Entities 3")
    assert isinstance(stage.app.screen, Entities)
    return stage.app.screen


def open_path(stage: Stage) -> str:
    return stage.main.article.path if stage.main.article else ""


def date(library: Library, path: str, day: str) -> None:
    library.edit([path], MetadataEdit(published=day))


async def test_each_entity_is_shown_with_its_mentions_in_their_sentences(
    news: Library, places: Places
) -> None:
    date(news, MARKETS_PATH, "2021-07-01")
    date(news, BORDER_PATH, "2021-07-03")
    async with staged(news, places) as stage:
        await opened(stage)
        [row] = [line for line in stage.seen.split("\n") if "Kyiv  " in line and "gpe" in line]
        assert "2021-07-01  2021-07-03" in row
        await stage.shows("Grain is cheap in Kyiv.", "2021-07-01 · Markets calm")
        await stage.shows("Traders in Kyiv wait.")


async def test_a_mention_is_jumped_to_and_the_table_is_as_it_was_left(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await opened(stage)
        await stage.press("slash", *"kyiv", "enter", "enter")
        await stage.until(lambda: stage.main.reader.has_focus, "the reader")
        at = BORDER.index(SECOND_BODY) + SECOND_BODY.index("Kyiv")
        assert (open_path(stage), stage.main.reader.cursor) == (BORDER_PATH, at)
        await stage.press("E")
        await stage.shows("Entities 1 of 3 · /kyiv")
        await stage.press("tab", "j", "enter")
        await stage.until(lambda: open_path(stage) == MARKETS_PATH, "the other article")


async def test_leaving_the_table_leads_back_to_where_one_was(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        for key in ("q", "escape"):
            await opened(stage)
            await stage.press(key)
            await stage.until(lambda: stage.main.articles.has_focus, "the list")
        await stage.press("enter")
        await opened(stage)
        await stage.press("q")
        await stage.until(lambda: stage.main.reader.has_focus, "the reader")


async def test_what_is_watched_is_marked_stored_and_undone(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await opened(stage)
        await stage.press("slash", *"odesa", "enter", "w")
        await stage.shows("★ Odesa", "watch Odesa")
        assert news.watching.names() == [("GPE", "Odesa")]
        await stage.press("w")
        await stage.shows("watch Odesa no more")
        assert news.watching.names() == []
        await stage.press("u")
        await stage.shows("★ Odesa", "undone: watch Odesa no more")
        await stage.press("q", "u")
        await stage.says("undone: watch Odesa")
        assert news.watching.names() == []


async def test_what_is_watched_and_mentioned_no_more_has_a_row_to_take_it_off(
    news: Library, places: Places
) -> None:
    news.watching.watch("ORG", "Hansa")
    async with staged(news, places) as stage:
        await stage.press("E")
        await stage.shows("Entities 4", "★ Hansa", "nobody beside it")
        await stage.press("G", "enter", "w")
        await stage.shows("watch Hansa no more")
        assert news.watching.names() == []
        await stage.press("w")
        assert news.watching.names() == [("ORG", "Hansa")]
        await stage.press("w", "q", "E")
        await stage.shows("Entities 3")


async def test_days_that_are_not_known_are_a_dash(news: Library, places: Places) -> None:
    async with staged(news, places, (80, 24)) as stage:
        screen = await opened(stage)
        assert " – " in screen.table.render_line(0).text
        assert "no date" not in stage.seen


async def test_articles_are_sorted_by_the_mentions_of_what_is_watched(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await opened(stage)
        await stage.press("slash", *"odesa", "enter", "w", "q", "s")
        await stage.press(*"jjjjjjj", "enter")
        await stage.says("by watched")
        await stage.until(lambda: stage.main.articles.sort_by is SortBy.WATCHED)
        await stage.shows("1 watched")
        assert stage.main.articles.neighbour(HARBOUR_PATH, -1) is None, "it comes first"


async def test_articles_are_sorted_by_names_that_none_published_before_has(
    news: Library, places: Places
) -> None:
    date(news, MARKETS_PATH, "2021-07-01")
    date(news, BORDER_PATH, "2021-07-03")
    async with staged(news, places) as stage:
        await stage.press("s", *"jjjjjjjj", "enter")
        await stage.says("by new names")
        # Russia in the first, Kyiv in the second, Odesa in the one without a date.
        assert dict(stage.main.rolling.ranks()[1]) == {
            BORDER_PATH: 1,
            MARKETS_PATH: 1,
            HARBOUR_PATH: 1,
        }
        await stage.shows("1 new names")


async def test_what_passes_the_filter_is_exported_as_the_command_writes_it(
    news: Library, places: Places
) -> None:
    date(news, MARKETS_PATH, "2021-07-01")
    async with staged(news, places) as stage:
        await opened(stage)
        await stage.press("slash", *"kyiv", "enter", "x")
        await stage.shows("Export mentions")
        await stage.press("enter")
        await stage.shows("2 mentions →")
        await stage.press("x", "down", "enter")
        await stage.until(Path("news-entities.jsonl").exists, "the file")
    table = Path("news-entities.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(table))
    assert [(row["article"], row["entity"], row["sentence"]) for row in rows] == [
        (BORDER_PATH, "Kyiv", "Traders in Kyiv wait."),
        (MARKETS_PATH, "Kyiv", "Grain is cheap in Kyiv."),
    ]
    lines = Path("news-entities.jsonl").read_text("utf-8").splitlines()
    assert orjson.loads(lines[1])["published"] == "2021-07-01"


async def test_every_size_has_the_table_or_the_mentions(news: Library, places: Places) -> None:
    for size in ((80, 24), (60, 16), (60, 8), (20, 6)):
        async with staged(news, places, size) as stage:
            await stage.press("E")
            await stage.shows("Kyiv")
            await stage.press("tab")
            await stage.until(lambda: stage.app.screen.focused is not None)
            await stage.shows("Kyiv wait.")
