import shutil

from annotations.library import Library
from annotations.models import Target
from annotations.places import Places
from tests.tui.commands.conftest import Lay, passage


async def test_a_note_on_marked_rows_says_how_many_have_one_and_keeps_them(
    library: Library, lay: Lay
) -> None:
    library.note([Target("1.txt")], "precious")
    async with lay(library) as table:
        await table.press("v", "v", "v", "n")
        await table.shows("Note on the 3 marked articles; 1 of them has a note")
        await table.press(*"late", "ctrl+s")
        await table.until(lambda: bool(table.marks("3.txt")))
        notes = [table.marks(path)[0].note for path in ("1.txt", "2.txt", "3.txt")]
        assert notes == ["precious\n\nlate", "late", "late"]


async def test_an_empty_note_on_marked_rows_takes_none_away(library: Library, lay: Lay) -> None:
    library.note([Target("1.txt"), Target("2.txt")], "precious")
    async with lay(library) as table:
        await table.press("v", "v", "n", "ctrl+s")
        await table.shows("Nothing to change.")
        assert [table.marks(path)[0].note for path in ("1.txt", "2.txt")] == ["precious"] * 2


async def test_a_note_is_shown_as_saved_though_its_draft_cannot_be_dropped(
    library: Library, places: Places, lay: Lay
) -> None:
    drafts = places.state / "drafts"
    library.keep_draft(Target("1.txt"), "so")
    async with lay(library) as table:
        await table.press("n")
        shutil.rmtree(drafts)
        drafts.write_text("in the way")
        await table.press("ctrl+s")
        await table.shows("note on 1 article")
        await table.shows("is not safe")
        assert [mark.note for mark in table.marks()] == ["so"]
        assert table.desk.articles.row is not None
        assert table.desk.articles.row.annotations == 1


async def test_a_note_beside_this_one_is_seen_taken_in_and_dropped(
    library: Library, lay: Lay
) -> None:
    library.note([Target("1.txt")], "hers")
    [mark] = library.store.of_kind("annotation")
    other = {"note": "his\nsecond line", "author": "bob", "modified": mark["modified"]}
    library.store.note([mark | {"alternatives": [other]}])
    async with lay(library) as table:
        await table.press("enter")
        await table.shows("≠ bob: his")
        await table.press("tab", "n")
        await table.shows("≠ other note by bob: “his second line”")
        await table.press("ctrl+o", "ctrl+s")
        await table.until(lambda: table.marks()[0].note == "his\nsecond line")
        assert [one.note for one in table.marks()[0].alternatives] == ["hers"]
        await table.shows("≠ ana: hers")
        await table.press("n", "ctrl+g", "ctrl+s")
        await table.until(lambda: not table.marks()[0].alternatives)
        await table.press("u")
        await table.until(lambda: len(table.marks()[0].alternatives) == 1)


async def test_the_card_shows_all_that_others_wrote(library: Library, lay: Lay) -> None:
    library.note([Target("1.txt", passage(library, "1.txt", "Border talks"))], "hers")
    [mark] = library.store.of_kind("annotation")
    other = {"note": "his\nsecond line", "author": "bob", "modified": "2026-01-02T03:04:05.0Z"}
    library.store.note([mark | {"alternatives": [other]}])
    async with lay(library) as table:
        await table.press("enter", "g", "enter")
        await table.shows("≠ bob, 2026-01-02 03:04 UTC: his")
        await table.shows("second line")
