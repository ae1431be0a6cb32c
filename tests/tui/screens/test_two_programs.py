"""What another program writes into the annotations file appears while this one is open."""

import json
import shutil

from annotations.library import Library
from annotations.models import State, Target
from annotations.places import Places
from tests.factories import counting_uids, make_library, target_in
from tests.tui.screens.stage import BODY, BORDER, BORDER_PATH, MARKETS_PATH, staged

PASSAGE = target_in(BORDER, BORDER_PATH, BORDER.index("Grain"), BORDER.index("Grain") + 23)


def a_colleague(news: Library, places: Places, author: str = "bob") -> Library:
    """Another program on the same collection."""
    return make_library(
        news.collection.root, places, author=author, uids=counting_uids(f"{author}-")
    )


async def test_what_a_colleague_writes_appears_without_moving_anything(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter")
        await stage.until(lambda: stage.main.reader.has_focus)
        await stage.press("j", "j", "l")
        place, scroll = stage.main.reader.cursor, stage.main.reader.scroll_offset
        other = a_colleague(news, places)
        other.tag([PASSAGE], ["grain/trade"])
        other.note([Target(MARKETS_PATH)], "cheap")
        other.close()
        await stage.shows("grain/trade")
        assert stage.tagged() == [("Grain waits for trucks.", "grain/trade")]
        await stage.until(lambda: stage.main.articles._roster.rows[MARKETS_PATH].annotations == 1)
        assert (stage.main.reader.cursor, stage.main.reader.scroll_offset) == (place, scroll)
        assert stage.main.reader.has_focus
        await stage.press("1")
        assert [tags for _, tags in stage.tagged()] == ["grain/trade", "grain/trade"]


async def test_what_a_colleague_takes_back_disappears(news: Library, places: Places) -> None:
    news.tag([PASSAGE], ["grain"])
    news.store.flush()
    async with staged(news, places) as stage:
        await stage.press("enter")
        await stage.shows("grain")
        other = a_colleague(news, places)
        [mark] = other.annotations(BORDER_PATH)
        other.delete(mark.uid)
        other.close()
        await stage.until(lambda: stage.marks() == [])
        await stage.until(lambda: stage.main.marks == [])


async def test_reading_states_of_a_colleague_are_not_mine(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        other = a_colleague(news, places)
        other.set_state([MARKETS_PATH], State.READ)
        other.tag([Target(MARKETS_PATH)], ["seen"])
        other.close()
        await stage.until(lambda: stage.main.articles._roster.rows[MARKETS_PATH].annotations == 1)
        assert stage.library.listing(MARKETS_PATH).state is State.UNREAD


async def test_a_file_that_is_replaced_is_shown_and_the_old_one_kept(
    news: Library, places: Places
) -> None:
    news.tag([PASSAGE], ["mine"])
    news.store.flush()
    file = news.store.file
    older = file.with_suffix(".older")
    shutil.copyfile(file, older)
    news.note([Target(BORDER_PATH)], "written later")
    news.store.flush()
    async with staged(news, places) as stage:
        await stage.press("enter")
        await stage.until(lambda: len(stage.main.marks) == 2)
        older.replace(file)
        await stage.until(lambda: len(stage.main.marks) == 1)
        await stage.says("were replaced by another version")
        await stage.press("n", *"after", "ctrl+s")
        await stage.is_saved()
    written = json.loads(file.read_bytes())["_default"].values()
    assert {each["note"] for each in written if each.get("kind") == "annotation"} == {"", "after"}
    [kept] = file.parent.glob("history/annotations.replaced-*.json")
    assert "written later" in kept.read_text("utf-8")


async def test_undo_says_so_where_a_replaced_file_has_nothing_of_my_step(
    news: Library, places: Places
) -> None:
    file = news.store.file
    news.tag([Target(BORDER_PATH)], ["first"])
    news.store.flush()
    older = file.with_suffix(".older")
    shutil.copyfile(file, older)
    async with staged(news, places) as stage:
        await stage.press("enter")
        await stage.until(lambda: stage.main.reader.has_focus)
        await stage.press("t", *"later", "enter")
        await stage.is_saved()
        await stage.until(lambda: len(stage.main.marks) == 2)
        older.replace(file)
        await stage.until(lambda: len(stage.main.marks) == 1)
        await stage.press("u")
        await stage.says("Nothing is left of this step, all was changed since: tag “Border talks")
        await stage.press("u")
        await stage.says("undone: tag ")


async def test_undo_takes_back_my_step_and_not_what_a_colleague_did_since(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("t", *"mine", "enter")
        await stage.is_saved()
        other = a_colleague(news, places, author="ana")
        other.tag([PASSAGE], ["hers"])
        other.close()
        await stage.until(lambda: len(stage.marks()) == 2)
        await stage.press("u")
        await stage.says("undone: tag 1 article mine")
        assert stage.tagged() == [("Grain waits for trucks.", "hers")]


async def test_a_note_that_was_written_while_one_wrote_stays_beside_it(
    news: Library, places: Places
) -> None:
    news.note([Target(BORDER_PATH)], "start")
    news.store.flush()
    async with staged(news, places) as stage:
        await stage.press("n")
        await stage.shows("start")
        other = a_colleague(news, places)
        other.note([Target(BORDER_PATH)], "start and his words")
        other.close()
        await stage.until(lambda: stage.marks()[0].note == "start and his words")
        await stage.press("end", *" mine", "ctrl+s")
        await stage.until(lambda: stage.marks()[0].note == "start mine")
        assert [each.note for each in stage.marks()[0].alternatives] == ["start and his words"]


async def test_of_two_annotations_on_the_same_words_the_one_that_is_shown_is_changed(
    news: Library, places: Places
) -> None:
    news.note([PASSAGE], "first")
    [mark] = news.store.of_kind("annotation")
    twin = mark | {"uid": "000-sorts-before", "created": mark["modified"] + "Z", "note": "second"}
    news.store.commit("import", [twin])
    async with staged(news, places) as stage:
        await stage.press("enter")
        await stage.until(lambda: stage.main.reader.has_focus)
        stage.main.reader.move_to(BORDER.index("Grain"))
        await stage.press("n")
        await stage.shows("first")
        await stage.press("end", *"!", "ctrl+s")
        await stage.until(lambda: {m.note for m in stage.marks()} == {"first!", "second"})


def test_the_body_has_the_passage() -> None:
    assert "Grain waits for trucks." in BODY
