"""Words that are too long for the status line can be read whole."""

from annotations.library import Library
from tests.tui.commands.conftest import Lay

LONG = f"The folder was not saved; its copy is in {'/data/of/some/analyst' * 8}/copy-12.json."


async def test_a_cropped_notice_names_the_key_that_shows_it_whole(
    library: Library, lay: Lay
) -> None:
    async with lay(library) as table:
        table.desk.status.announce(LONG, "error")
        table.desk.status.say("Exported [/red].")
        await table.shows("Exported [/red].")
        table.desk.status.say("")
        await table.until(lambda: "…  M all" in table.seen())
        assert "copy-12.json" not in table.seen()
        await table.press("M")
        await table.shows("Messages")
        told = "".join(line.strip("│ ") for line in table.seen().splitlines())
        assert "/copy-12.json." in told
        assert told.index("Exported [/red].") < told.index("The folder was not saved")
        assert told.rindex("The log is") > told.index("copy-12.json")
        assert str(table.desk.log_file).rpartition("/")[2] in told
        await table.press("q")
        assert table.app.desk is not None


async def test_the_palette_finds_the_messages(library: Library, lay: Lay) -> None:
    async with lay(library) as table:
        await table.press("colon", *"messages")
        await table.shows("what the status line said in this run")
        await table.press("enter")
        await table.shows("The log is")


async def test_messages_and_help_have_colours_in_every_theme(library: Library, lay: Lay) -> None:
    async with lay(library) as table:
        table.desk.status.announce("Something broke.", "error")
        for theme in table.app.available_themes:
            table.app.theme = theme
            await table.press("M")
            await table.shows("Messages")
            await table.press("escape")
            await table.press("question_mark")
            await table.shows("article list")
            await table.press("escape")


async def test_what_is_found_is_not_kept(library: Library, lay: Lay) -> None:
    async with lay(library) as table:
        await table.press("enter", "slash", *"border", "enter", "M")
        await table.shows("Messages")
        assert "1 of" not in "".join(each.text for each in table.desk.status.said)
