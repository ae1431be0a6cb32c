from annotations.library import Library
from annotations.models import Target
from tests.tui.commands.conftest import Lay


async def test_the_next_article_is_found_where_the_filter_hides_the_open_one(
    library: Library, lay: Lay
) -> None:
    library.tag([Target("3.txt")], ["zed"])
    async with lay(library) as table:
        await table.press("enter", "q", "slash", *"zed", "enter", "tab")
        assert table.desk.reader.has_focus
        await table.press("J")
        await table.until(
            lambda: table.desk.article is not None and table.desk.article.path == "3.txt"
        )
        await table.press("J")
        await table.shows("the last article that passes the list's filter")


async def test_the_last_article_is_said_to_be_the_last(library: Library, lay: Lay) -> None:
    async with lay(library) as table:
        await table.press("G", "enter", "J")
        await table.shows("This is the last article.")
