"""An article that was edited since it was annotated: what is said, decided and shown of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.library import Library
from annotations.models import Placed, Target
from annotations.places import Places
from annotations.standing import Standing, standing, tally
from tests.factories import make_collection, make_library, target_in
from tests.tui.screens.stage import Stage, know_mentions, staged
from tui.screens.dialogs.choose import Confirm
from tui.screens.dialogs.review import Review
from tui.screens.dialogs.what_changed import WhatChanged
from tui.state import Memory

FIRST = "Border talks between the two neighbours failed again on Monday evening.\n"
SECOND = "Russia closed the northern border to all lorries from Kazakhstan.\n"
THIRD = "Grain waits for trucks at every one of the eleven crossings.\n"
FOURTH = "Traders in the capital say that prices will rise before the winter.\n"
FIFTH = "Nobody in the ministry knows for how long it will stay closed.\n"
OLD = "\n".join((FIRST, SECOND, THIRD, FOURTH, FIFTH))
CORRECTION = "The agency has corrected this report.\n"
ALTERED = THIRD.replace("waits for trucks", "is waiting for trucks")
NEW = "\n".join((FIRST, CORRECTION, SECOND, ALTERED, FOURTH))
OTHER = "Ships leave Odesa again after a week of storms, the port authority said.\n"
PATH, OTHER_PATH = "1-border.txt", "2-ships.txt"

BY_HAND = NEW.index(CORRECTION)


def annotated(root: Path, places: Places) -> Library:
    """A library on an article with one annotation on each of four paragraphs."""
    library = make_library(make_collection(root, {PATH: OLD, OTHER_PATH: OTHER}), places)
    for number, paragraph in enumerate((FIRST, SECOND, THIRD, FIFTH)):
        start = OLD.index(paragraph)
        target = target_in(OLD, PATH, start, start + len(paragraph.strip()))
        library.tag([target], [f"tag {number}"])
    return library


@pytest.fixture
def edited(tmp_path: Path, places: Places) -> Iterator[Library]:
    """That library, opened after the agency has edited the article."""
    Memory(places.state / "state.json").keep_explained()
    annotated(tmp_path / "news", places).close()
    make_collection(tmp_path / "news", {PATH: NEW})
    library = make_library(tmp_path / "news", places, uids=iter(map(str, range(900, 999))).__next__)
    know_mentions(library, places)
    yield library
    library.close()


@pytest.fixture
def renamed(tmp_path: Path, places: Places) -> Iterator[Library]:
    """That library, opened after the agency has put the edited article under another name."""
    Memory(places.state / "state.json").keep_explained()
    annotated(tmp_path / "news", places).close()
    (tmp_path / "news" / PATH).unlink()
    make_collection(tmp_path / "news", {"3-update.txt": NEW})
    library = make_library(tmp_path / "news", places, uids=iter(map(str, range(900, 999))).__next__)
    know_mentions(library, places)
    yield library
    library.close()


def standings(stage: Stage) -> dict[Standing, int]:
    return dict(tally(stage.main.marks))


def is_hinted_at(stage: Stage) -> bool:
    """Whether the line of keys has the one that reviews."""
    return "R review" in stage.main.key_line.render_line(0).text


async def to_review(stage: Stage) -> None:
    await stage.press("enter")
    await stage.says("Edited")
    await stage.press("R")
    await stage.until(lambda: isinstance(stage.app.screen, Review), "the dialog")


async def test_opening_says_what_became_of_the_annotations_and_rewrites_nothing(
    edited: Library, places: Places
) -> None:
    edited.store.flush()
    before = edited.store.file.read_bytes()
    async with staged(edited, places) as stage:
        await stage.press("enter")
        await stage.says(
            "Edited: 1 unchanged, 1 moved, 1 altered, 1 orphaned; R reviews, D compares"
        )
        await stage.until(lambda: is_hinted_at(stage), "a hint")
        for words in ("moved", "altered", "orphaned"):
            assert words in stage.seen
        edited.store.flush()
    assert edited.store.file.read_bytes() == before


async def test_what_fits_in_80_columns_is_said_first(edited: Library, places: Places) -> None:
    async with staged(edited, places, size=(80, 24)) as stage:
        await stage.press("enter")
        await stage.says("1 unchanged, 1 moved, 1 altered, 1 orphaned; R reviews")
        await stage.until(lambda: is_hinted_at(stage), "a hint")


async def test_the_key_is_hinted_at_only_where_it_can_act(edited: Library, places: Places) -> None:
    async with staged(edited, places) as stage:
        await stage.press("j", "enter")
        await stage.shows("Ships leave Odesa")
        assert not is_hinted_at(stage)
        await stage.press("R")
        await stage.says("This article was not edited since it was annotated.")
        await stage.press("D")
        await stage.says("This article was not edited since it was annotated.")
        await stage.press("K")
        await stage.until(lambda: is_hinted_at(stage), "a hint")
        await stage.press("q")
        await stage.until(lambda: not is_hinted_at(stage), "no hint in the list")
        await stage.press("j")
        await stage.press("R")
        await stage.says("This article was not edited since it was annotated.")


async def test_passages_are_looked_through_in_text_order_with_the_place_behind(
    edited: Library, places: Places
) -> None:
    async with staged(edited, places) as stage:
        await to_review(stage)
        await stage.shows("1 of 3 · moved", "tag 1")
        assert stage.main.reader.cursor == NEW.index(SECOND)
        await stage.press("n")
        await stage.shows("2 of 3 · altered", "[-waits-]", "{+is waiting+}")
        assert stage.main.reader.cursor == NEW.index(ALTERED)
        assert stage.main.reader.top <= stage.main.reader._wrapping.line_of(NEW.index(ALTERED))
        await stage.press("n")
        await stage.shows("3 of 3 · orphaned", "not in the text any more")
        await stage.press("escape")
        await stage.until(lambda: stage.app.desk)
        assert standings(stage) == dict.fromkeys(Standing, 1)


async def test_decisions_show_at_once_and_can_be_undone_one_by_one(
    edited: Library, places: Places
) -> None:
    async with staged(edited, places) as stage:
        await to_review(stage)
        await stage.press("a")
        await stage.shows("2 of 3 · altered · 1 decided")
        await stage.press("a")
        await stage.shows("3 of 3 · orphaned · 2 decided")
        await stage.press("d")
        await stage.says("Nothing is left to review.")
        assert standings(stage) == {Standing.UNCHANGED: 3}
        await stage.is_saved()
        assert not is_hinted_at(stage)
        await stage.press("u")
        await stage.says("undone: drop “Nobody in the ministry")
        await stage.until(lambda: is_hinted_at(stage), "a hint")
        await stage.press("u")
        await stage.says("undone: accept the altered passage “Grain waits")
        await stage.press("u")
        await stage.says("undone: accept the moved passage “Russia closed")
        assert standings(stage) == dict.fromkeys(Standing, 1)


async def test_u_in_the_dialog_takes_the_last_decision_back(
    edited: Library, places: Places
) -> None:
    async with staged(edited, places) as stage:
        await to_review(stage)
        await stage.press("a", "u")
        await stage.shows("1 of 3 · moved")
        assert standings(stage) == dict.fromkeys(Standing, 1)


async def test_all_moved_ones_are_accepted_with_one_key(
    tmp_path: Path, edited: Library, places: Places
) -> None:
    make_collection(tmp_path / "news", {PATH: CORRECTION + "\n" + OLD})
    edited.reread(PATH)
    async with staged(edited, places) as stage:
        await to_review(stage)
        await stage.shows("1 of 4 · moved")
        await stage.press("A")
        await stage.says("Nothing is left to review.")
        assert standings(stage) == {Standing.UNCHANGED: 4}
        assert edited.store.undo_name == "accept 4 moved passages"


async def test_an_orphan_is_placed_by_hand(edited: Library, places: Places) -> None:
    async with staged(edited, places) as stage:
        await to_review(stage)
        await stage.press("N", "p")
        await stage.says("Select words (v), then R puts the passage there; escape gives up.")
        await stage.press("R")
        await stage.says("Select words (v)")
        await stage.press("g", "}", "V")
        assert stage.main.reader.selection == (BY_HAND, BY_HAND + len(CORRECTION) - 1)
        await stage.until(lambda: is_hinted_at(stage), "a hint")
        await stage.press("R")
        await stage.shows("1 of 2 · moved")
        await stage.press("escape")
        [placed] = [mark for mark in stage.main.marks if mark.start == BY_HAND]
        assert placed.tags[0].name == "tag 3"
        assert (placed.quote, placed.placed) == (CORRECTION.strip(), Placed.EXACT)
        assert stage.main.reader.selection is None


async def test_placing_by_hand_is_given_up_with_escape_and_by_going_elsewhere(
    edited: Library, places: Places
) -> None:
    async with staged(edited, places) as stage:
        await to_review(stage)
        await stage.press("N", "p")
        await stage.says("Select words (v)")
        await stage.press("v", "escape")
        assert stage.main.placing is not None
        await stage.press("escape")
        assert stage.main.placing is None
        assert stage.main.reader.has_focus
        assert "Select words" not in stage.foot
        await stage.press("R", "N", "p", "J")
        await stage.shows("Ships leave Odesa")
        assert stage.main.placing is None
        assert standings(stage) == {}


async def test_what_was_changed_is_shown_and_scrolled(edited: Library, places: Places) -> None:
    async with staged(edited, places, size=(80, 24)) as stage:
        await stage.press("enter")
        await stage.says("Edited")
        await stage.press("D")
        await stage.shows("Changed since it was annotated", "{+The agency has corrected this")
        assert isinstance(stage.app.screen, WhatChanged)
        await stage.press("G")
        await stage.shows("[-Nobody in the ministry")
        await stage.press("q")
        await stage.until(lambda: stage.app.desk)


async def test_where_the_old_text_was_not_kept_it_is_said(
    tmp_path: Path, edited: Library, places: Places
) -> None:
    for file in (tmp_path / "news" / ".briefreader" / "texts").iterdir():
        file.unlink()
    async with staged(edited, places) as stage:
        await stage.press("enter")
        await stage.says("Edited")
        await stage.press("D")
        await stage.shows("is not known any more")


async def test_an_edit_that_touches_no_passage_is_accepted_with_one_key(
    tmp_path: Path, edited: Library, places: Places
) -> None:
    make_collection(tmp_path / "news", {PATH: OLD + "\nMore is to follow.\n"})
    edited.reread(PATH)
    async with staged(edited, places) as stage:
        await stage.press("enter")
        await stage.says("Edited: 4 unchanged; R reviews, D compares")
        await stage.press("R")
        await stage.says("Every passage stands where it stood: the edited text is accepted.")
        assert edited.reviewing.annotated_in(edited.article(PATH)) == []
        await stage.press("u")
        await stage.says("undone: accept the edited text")


async def test_a_tag_on_the_whole_of_an_edited_article_is_told_of(
    tmp_path: Path, edited: Library, places: Places
) -> None:
    edited.tag([Target(OTHER_PATH)], ["all of it"])
    make_collection(tmp_path / "news", {OTHER_PATH: OTHER + "\nMore is to follow.\n"})
    edited.reread(OTHER_PATH)
    async with staged(edited, places) as stage:
        await stage.press("j", "enter")
        await stage.says("Edited; R reviews, D compares")


async def test_a_file_that_changes_while_it_is_open_is_told_of_in_the_same_way(
    tmp_path: Path, places: Places
) -> None:
    Memory(places.state / "state.json").keep_explained()
    library = annotated(tmp_path / "news", places)
    know_mentions(library, places)
    async with staged(library, places, size=(160, 36)) as stage:
        await stage.press("enter")
        await stage.until(lambda: stage.main.reader.has_focus)
        assert not is_hinted_at(stage)
        make_collection(tmp_path / "news", {PATH: NEW})
        await stage.main.look_for_change()
        await stage.says(
            f"{PATH} has changed and was read again: 1 unchanged, 1 moved, 1 altered, 1 orphaned; "
            "R reviews, D compares"
        )
        await stage.until(lambda: is_hinted_at(stage), "a hint")
    library.close()


# A revision under another name


async def test_a_probable_revision_is_announced_offered_and_reviewed(
    renamed: Library, places: Places
) -> None:
    async with staged(renamed, places, size=(160, 36)) as stage:
        await stage.says(
            f"R on 3-update.txt takes 4 annotations over: it looks like a later version of {PATH}"
        )
        await stage.press("G", "enter")
        await stage.says(f"R takes 4 annotations over: it looks like a later version of {PATH}")
        await stage.press("R")
        await stage.shows(f"Take over 4 annotations of {PATH}?", "alike")
        assert isinstance(stage.app.screen, Confirm)
        await stage.press("y")
        await stage.shows("1 of 3 · moved")
        await stage.press("escape")
        assert standings(stage) == dict.fromkeys(Standing, 1)
        await stage.press("u")
        await stage.says(f"undone: take over 4 annotations of {PATH}")
        assert stage.main.marks == []
        await stage.until(lambda: is_hinted_at(stage), "a hint")


async def test_a_probable_revision_that_is_declined_changes_nothing(
    renamed: Library, places: Places
) -> None:
    async with staged(renamed, places) as stage:
        await stage.says("R on 3-update.txt")
        await stage.press("G", "enter", "R")
        await stage.shows("Take over")
        await stage.press("n")
        await stage.until(lambda: stage.app.desk)
        assert stage.main.marks == []
        assert [standing(mark) for mark in renamed.left_behind()] == [Standing.ORPHANED] * 4


async def test_a_folder_of_texts_that_cannot_be_written_is_told_of_once(
    tmp_path: Path, places: Places
) -> None:
    Memory(places.state / "state.json").keep_explained()
    root = make_collection(tmp_path / "news", {PATH: OLD, ".briefreader/texts": "in the way"})
    library = make_library(root, places)
    know_mentions(library, places)
    async with staged(library, places, size=(160, 36)) as stage:
        await stage.press("enter", "t", *"one", "enter")
        await stage.until(lambda: stage.main.marks)
        stage.main.status.say("")
        await stage.says("cannot be written")
        assert len(stage.main.marks) == 1
    library.close()
