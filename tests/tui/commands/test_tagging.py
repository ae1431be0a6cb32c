from pathlib import Path

from annotations.library import Library
from annotations.models import Target
from tests.tui.commands.conftest import Lay, passage


async def test_a_quick_tag_that_is_taken_off_is_not_what_is_set_again(
    library: Library, lay: Lay
) -> None:
    async with lay(library) as table:
        await table.press("t", *"alpha", "enter")
        await table.press("t", *"beta", "enter")
        assert table.tags() == ["alpha", "beta"]
        await table.press("1")
        assert table.tags() == ["beta"]
        await table.press("2", "full_stop")
        assert table.tags() == ["beta"], "beta was set last by t"


async def test_a_quick_tag_in_the_inspector_goes_on_and_off(library: Library, lay: Lay) -> None:
    library.tag([Target("1.txt")], ["alpha", "beta"])
    async with lay(library) as table:
        await table.press("enter", "tab", "1")
        assert table.tags() == ["beta"]
        await table.press("1")
        assert table.tags() == ["alpha", "beta"]


async def test_marked_rows_are_tagged_though_the_row_under_the_cursor_cannot_be_read(
    library: Library, folder: Path, lay: Lay
) -> None:
    (folder / "2.txt").write_bytes(bytes(range(32)) * 40)
    async with lay(library) as table:
        await table.press("v")
        assert table.desk.articles.row is not None
        assert table.desk.articles.row.problem
        await table.press("t", *"alpha", "enter")
        assert table.tags("1.txt") == ["alpha"]


async def test_a_row_that_cannot_be_read_is_no_target(
    library: Library, folder: Path, lay: Lay
) -> None:
    (folder / "1.txt").write_bytes(bytes(range(32)) * 40)
    async with lay(library) as table:
        await table.press("t")
        await table.shows("no article here that can be read")


async def test_a_kept_selection_outlives_what_is_done_in_the_list(
    library: Library, lay: Lay
) -> None:
    async with lay(library) as table:
        await table.press("enter", "v", "l", "v")
        selection = table.desk.reader.selection
        assert selection is not None
        await table.press("q", "t", *"alpha", "enter")
        assert table.tags() == ["alpha"]
        assert table.desk.reader.selection == selection
        await table.press("tab", "1")
        assert table.desk.reader.selection is None
        assert table.marks()[-1].start == selection[0]


async def test_an_annotation_whose_tag_is_gone_from_the_codebook_can_be_deleted(
    library: Library, lay: Lay
) -> None:
    library.tag([Target("1.txt", passage(library, "1.txt", "Border"))], ["alpha"])
    tag = library.tags()[0]
    library.store.commit("lose a tag", [], [tag.uid])
    async with lay(library) as table:
        await table.press("enter", "d")
        await table.until(lambda: not table.marks())
