"""What works in every pane: help, palette, panes, export, all annotations, leaving, failing."""

import csv
import errno
import os
from functools import partial
from pathlib import Path

import pytest
from textual.widget import Widget

from annotations.library import Library
from annotations.models import SaveState, Target
from annotations.places import Places
from annotations.store.disk import Disk
from tests.factories import target_in
from tests.tui.screens.stage import BORDER, BORDER_PATH, MARKETS_PATH, staged
from tui.state import Memory


async def test_help_lists_the_keys_of_the_place_and_why_some_cannot_act(
    news: Library, places: Places
) -> None:
    async with staged(news, places, size=(120, 50)) as stage:
        await stage.press("question_mark")
        await stage.shows("article list", "read the article", "mark the row")
        assert "half a page" in stage.seen
        assert "boilerplate" not in stage.seen
        await stage.press("q", "enter", "f1")
        await stage.shows("reader", "go to the next entity")
        await stage.press("slash", *"undo")
        await stage.shows("There is nothing to undo.")
        assert "go to the next entity" not in stage.seen


async def test_help_says_what_t_and_n_do_in_each_place(news: Library, places: Places) -> None:
    async with staged(news, places, size=(120, 50)) as stage:
        await stage.press("question_mark")
        await stage.shows("tag the article, or all marked rows")
        await stage.press("q", "enter", "question_mark")
        await stage.shows("tag the selection, else the sentence")
        await stage.press("q", "tab", "question_mark")
        await stage.shows("tag the annotation", "write or change the annotation's note")
        assert "sentence" not in stage.seen.split("anywhere")[0]


async def test_the_palette_runs_a_command_on_the_screen_below(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "t", *"one", "enter")
        await stage.until(lambda: stage.marks())
        await stage.press("ctrl+p", *"undo")
        await stage.shows("Undo", "undo the last thing you did")
        await stage.press("enter")
        await stage.until(lambda: not stage.marks())


async def test_the_palette_is_off_in_dialogs(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("t")
        await stage.shows("Tag the article")
        await stage.press("ctrl+p", *"x")
        await stage.shows("new tag “x”")


async def test_a_theme_chosen_from_the_palette_is_remembered(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("colon", *"theme")
        await stage.shows("choose light or dark")
        await stage.press("enter")
        await stage.press(*"nord", "enter")
        await stage.until(lambda: stage.app.theme == "nord")
    assert Memory(places.state / "state.json").theme == "nord"
    async with staged(news, places) as stage:
        assert stage.app.theme == "nord"


async def test_an_export_says_how_many_rows_went_where_and_replaces_only_when_told(
    news: Library, places: Places, tmp_path: Path
) -> None:
    news.tag([target_in(BORDER, BORDER_PATH, 0, 6)], ["a", "b"])
    file = tmp_path / "news-annotations.csv"
    async with staged(news, places, size=(200, 36)) as stage:
        await stage.press("x", "enter")
        await stage.says(f"2 rows for 1 annotation in 1 article → {file}")
        assert len(list(csv.DictReader(file.open(newline="", encoding="utf-8")))) == 2
        file.write_text("mine")
        await stage.press("x", "enter")
        await stage.shows("Replace the file?", "news-annotations.csv")
        await stage.press("n")
        await stage.press("escape")
        await stage.until(lambda: stage.app.desk is not None)
        assert file.read_text() == "mine"
        await stage.press("x", "enter", "y")
        await stage.until(lambda: file.read_text("utf-8") != "mine")


async def test_an_export_in_markdown_takes_its_suffix(
    news: Library, places: Places, tmp_path: Path
) -> None:
    news.note([Target(BORDER_PATH)], "a note")
    async with staged(news, places, size=(200, 36)) as stage:
        await stage.press("x", "down")
        await stage.shows("news-annotations.md")
        await stage.press("enter")
        await stage.says("1 annotation in 1 article")
        assert "a note" in (tmp_path / "news-annotations.md").read_text("utf-8")


async def test_an_export_that_cannot_be_written_says_why(news: Library, places: Places) -> None:
    async with staged(news, places, size=(200, 36)) as stage:
        await stage.press("x", "tab", "ctrl+u", *"nowhere/a.csv", "enter")
        await stage.shows("There is no folder")


async def test_all_annotations_are_filtered_and_jumped_to(news: Library, places: Places) -> None:
    kyiv = BORDER.index("Kyiv")
    news.tag([target_in(BORDER, BORDER_PATH, kyiv, kyiv + 4)], ["west"])
    news.note([Target(MARKETS_PATH)], "calm before the storm")
    async with staged(news, places) as stage:
        await stage.press("A")
        await stage.shows("Annotations by tag · 2", "west", "notes without a tag")
        await stage.press("tab")
        await stage.shows("Annotations by article · 2")
        await stage.press(*"kyiv")
        await stage.shows("1 of 2")
        await stage.press("enter")
        await stage.until(lambda: stage.main.reader.has_focus)
        assert stage.main.reader.cursor == BORDER.index("Kyiv")


def is_seen(pane: Widget) -> bool:
    return pane.has_focus and pane.size.width > 0


async def test_tab_goes_round_the_panes_also_where_only_some_are_seen(
    news: Library, places: Places
) -> None:
    for size in ((120, 30), (80, 24), (40, 20)):
        async with staged(news, places, size=size) as stage:
            panes = (stage.main.articles, stage.main.reader, stage.main.inspector)
            for pane in (*panes[1:], panes[0]):
                await stage.press("tab")
                await stage.until(partial(is_seen, pane))
            await stage.press("shift+tab")
            await stage.until(lambda: stage.main.inspector.has_focus)


async def test_a_save_that_fails_is_told_with_its_reason_and_made_good(
    news: Library, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Disk.write

    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("annotations.store.writer.RETRY_SECONDS", 0.1)
    async with staged(news, places) as stage:
        monkeypatch.setattr(Disk, "write", fail)
        await stage.press("t", *"one", "enter")
        await stage.says("save failed: ")
        assert stage.tagged() == [("", "one")]
        await stage.press("ctrl+q")
        await stage.shows("Your last changes are not saved.", "No space left")
        await stage.press("escape")
        monkeypatch.setattr(Disk, "write", write)
        await stage.is_saved()
        assert news.saving == SaveState("saved")
        assert '"one"' in news.store.file.read_text()
