"""Going back in history from the palette."""

from annotations.library import Library
from annotations.models import Target
from tests.tui.commands.conftest import Lay


async def test_the_palette_goes_back_to_before_a_step(library: Library, lay: Lay) -> None:
    article = Target("1.txt")
    library.tag([article], ["a"])
    library.tag([article], ["b"])
    library.note([article], "why?")
    async with lay(library) as table:
        await table.press("ctrl+p", *"history")
        await table.shows("go back to before a step")
        await table.press("enter")
        await table.shows("Go back to before …")
        await table.shows("note on 1 article")
        await table.press("j", "enter")
        await table.shows("Back to before “tag 1 article b”?")
        await table.shows("This step and the one after it are taken back")
        await table.press("y")
        await table.until(lambda: table.tags() == ["a"])
        assert table.marks()[0].note == ""
        await table.press("u")
        await table.until(lambda: table.tags() == ["a", "b"])
        assert table.marks()[0].note == "why?"


async def test_declining_changes_nothing(library: Library, lay: Lay) -> None:
    library.tag([Target("1.txt")], ["a"])
    async with lay(library) as table:
        table.app.action_run_command("history")
        await table.shows("Go back to before …")
        await table.press("enter")
        await table.shows("This step is taken back")
        await table.press("escape")
        assert table.tags() == ["a"]


async def test_where_nothing_was_done_it_is_said(library: Library, lay: Lay) -> None:
    async with lay(library) as table:
        table.app.action_run_command("history")
        await table.shows("Nothing was done yet.")


async def test_many_steps_stand_in_columns(library: Library, lay: Lay) -> None:
    article = Target("1.txt")
    for number in range(11):
        library.tag([article], [f"tag {number}"])
    async with lay(library) as table:
        table.app.action_run_command("history")
        await table.shows("Go back to before …")
        await table.shows("article tag 2 ")
        ninth = next(line for line in table.seen().splitlines() if "article tag 2 " in line)
        tenth = next(line for line in table.seen().splitlines() if "article tag 1 " in line)
        assert ninth.index("tag 1 article") == tenth.index("tag 1 article")
