"""The inspector: annotations are seen, jumped to, edited and deleted there; orphans too."""

from pathlib import Path

from annotations.library import Library
from annotations.places import Places
from tests.factories import make_collection, make_library, target_in
from tests.tui.screens.stage import BORDER, BORDER_PATH, Stage, staged
from tui.state import Memory

RUSSIA, KYIV = BORDER.index("Russia"), BORDER.index("Kyiv")


def annotate(library: Library) -> None:
    library.tag([target_in(BORDER, BORDER_PATH, RUSSIA, RUSSIA + 6)], ["east"])
    library.tag([target_in(BORDER, BORDER_PATH, KYIV, KYIV + 4)], ["west"])


async def to_inspector(stage: Stage) -> None:
    await stage.press("enter", "tab")
    await stage.until(lambda: stage.main.inspector.has_focus)


async def test_enter_jumps_to_the_annotation(news: Library, places: Places) -> None:
    annotate(news)
    async with staged(news, places) as stage:
        await to_inspector(stage)
        await stage.press("j", "enter")
        await stage.until(lambda: stage.main.reader.has_focus)
        assert stage.main.reader.cursor == KYIV


async def test_tags_and_notes_go_to_the_annotation_not_the_sentence(
    news: Library, places: Places
) -> None:
    annotate(news)
    async with staged(news, places) as stage:
        await to_inspector(stage)
        await stage.press("j")
        await stage.shows("t → the annotation “Kyiv”")
        await stage.press("t")
        await stage.shows("Tag the annotation")
        await stage.press(*"city", "enter")
        await stage.press("n", *"capital", "ctrl+s")
        await stage.until(lambda: stage.marks()[1].note == "capital")
        assert stage.tagged() == [("Russia", "east"), ("Kyiv", "west city")]
        await stage.press("1")
        await stage.until(lambda: stage.tagged()[1] == ("Kyiv", "east west city"))
        await stage.press("1", ".")
        await stage.until(lambda: stage.tagged()[1] == ("Kyiv", "east west city"))


async def test_d_deletes_the_one_under_the_cursor(news: Library, places: Places) -> None:
    annotate(news)
    async with staged(news, places) as stage:
        await to_inspector(stage)
        await stage.press("j", "d")
        await stage.until(lambda: stage.tagged() == [("Russia", "east")])
        await stage.press("d", "d")
        await stage.until(lambda: stage.tagged() == [])
        await stage.says("There is no annotation under the cursor.")


async def test_orphans_are_shown_with_their_quote_and_can_still_be_edited(
    news: Library, places: Places, tmp_path: Path
) -> None:
    annotate(news)
    file = tmp_path / "news" / BORDER_PATH
    file.write_text(BORDER.replace("Traders in Kyiv wait. Prices rise.", "Nothing."), "utf-8")
    news.reread(BORDER_PATH)
    async with staged(news, places) as stage:
        await to_inspector(stage)
        await stage.shows("orphaned", "“Kyiv”")
        await stage.press("G", "enter")
        await stage.says("This annotation has no place in the text.")
        await stage.press("n", *"where?", "ctrl+s")
        await stage.until(lambda: stage.marks()[-1].note == "where?")
        assert stage.marks()[-1].start is None


async def test_an_empty_inspector_takes_no_aim(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await to_inspector(stage)
        await stage.shows("No annotations yet")
        for key in ("t", "n", "1", ".", "d", "enter"):
            await stage.press(key)
            assert stage.app.desk is not None
        assert stage.marks() == []


RUSSIAN = "Президент сообщил, что переговоры пройдут в Душанбе и не будут отложены на год.\n"


async def test_an_article_in_another_language_says_so_until_its_language_is_corrected(
    tmp_path: Path, places: Places
) -> None:
    Memory(places.state / "state.json").keep_explained()
    library = make_library(make_collection(tmp_path / "news", {"ru.txt": RUSSIAN}), places)
    async with staged(library, places) as stage:
        await stage.press("enter")
        await stage.shows("Russian, in the text", "written in Russian", "model reads English")
        await stage.press("e")
        await stage.shows("What is known of the article")
        await stage.press(*["tab"] * 5, "end", "ctrl+u", *"en", "enter")
        await stage.shows("English, by you", "No entities yet")
        assert "written in Russian" not in stage.seen
        await stage.press("u")
        await stage.shows("written in Russian")
    library.close()
