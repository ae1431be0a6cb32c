"""The list: many articles at once, filters, what cannot be read."""

from pathlib import Path

from annotations.library import Library
from annotations.models import MetadataEdit, State
from annotations.places import Places
from tests.tui.screens.stage import BORDER_PATH, HARBOUR_PATH, MARKETS_PATH, staged
from tui.screens.dialogs.help_screen import HelpScreen
from tui.state import Memory
from tui.widgets.article_order import SortBy


async def test_marked_rows_are_tagged_as_one_step(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("v", "v")
        await stage.shows("t → the 2 marked articles", "2 marked")
        await stage.press("t")
        await stage.shows("Tag the 2 marked articles")
        await stage.press(*"trade", "enter")
        await stage.says("tag 2 articles trade")
        assert stage.tagged(BORDER_PATH) == stage.tagged(MARKETS_PATH) == [("", "trade")]
        assert stage.tagged(HARBOUR_PATH) == []
        await stage.press("u")
        await stage.says("undone: tag 2 articles trade")
        assert stage.tagged(BORDER_PATH) == stage.tagged(MARKETS_PATH) == []
        assert news.tags() == []


async def test_a_key_that_works_elsewhere_says_where(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("equals_sign")
        await stage.says("= works in the reader: merge the entity’s name with another")
        await stage.press("j")
        assert "works in" not in stage.foot
        await stage.press("+")
        await stage.says("+ works in the reader: make the selection an entity")
        await stage.press("slash", "=")
        assert "works in" not in stage.foot
        await stage.press("escape", "ampersand")
        assert "works in" not in stage.foot
        await stage.press("enter", "N")
        await stage.says("N works in the reader, while finding:")


async def test_marked_rows_are_noted_and_edited_together(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("v", "j", "v")
        await stage.press("n", *"same", "ctrl+s")
        await stage.says("note on 2 articles")
        assert [mark.note for mark in stage.marks(HARBOUR_PATH)] == ["same"]
        await stage.press("e")
        await stage.shows("What is known of 2 articles")
        await stage.press(*"UPI", "tab", *"2021-07-01", "enter")
        await stage.says("edit source, date of 2 articles")
        assert [news.article(path).source for path in news.paths()] == ["UPI", None, "UPI"]
        assert news.article(BORDER_PATH).published == "2021-07-01"
        assert news.article(BORDER_PATH).title == "Border talks fail"
        await stage.press("u", "u")
        assert news.article(BORDER_PATH).source is None
        assert stage.marks(BORDER_PATH) == []


async def test_marked_rows_are_read_or_unread_together(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("m", "v", "v", "v")
        await stage.shows("2 unread")
        await stage.press("m")
        await stage.shows("0 unread")
        await stage.press("m")
        await stage.shows("3 unread")
        assert {news.listing(path).state for path in news.paths()} == {State.UNREAD}


async def test_rows_hidden_by_a_filter_stay_marked(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("v", "slash", *"mark")
        await stage.shows("1 marked, 1 hidden")
        await stage.press("enter", "t")
        await stage.shows("Tag the article", "Markets calm")
        await stage.press("escape", "escape")
        await stage.until(lambda: stage.main.articles.marked == ())
        assert stage.main.articles.row_count == 1
        await stage.press("escape")
        await stage.until(lambda: stage.main.articles.row_count == 3)


async def test_of_the_marked_rows_only_those_that_are_shown_are_acted_on(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("v", "v", "slash", *"mark", "enter")
        await stage.shows("2 marked, 1 hidden", "t → the marked article; 1 hidden by the filter")
        await stage.press("t", *"trade", "enter")
        await stage.says("tag 1 article trade")
        assert stage.tagged(BORDER_PATH) == []
        assert stage.tagged(MARKETS_PATH) == [("", "trade")]


async def test_while_a_filter_is_typed_the_foot_has_its_keys_and_aims_at_nothing(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("slash", "m")
        await stage.shows("enter take   escape cancel")
        assert "t →" not in stage.seen
        await stage.press("escape")
        await stage.shows("t → the article", "v mark")


async def test_below_the_least_size_no_key_acts_but_ctrl_q(news: Library, places: Places) -> None:
    async with staged(news, places, size=(19, 5)) as stage:
        await stage.press("m", "v", "t", "slash")
        assert stage.app.desk is not None
        assert stage.main.articles.unread_left == 3
        assert stage.main.articles.marked == ()
        await stage.press("ctrl+q")
        await stage.until(lambda: stage.app.return_code == 0)


async def test_few_rows_show_the_key_for_help_in_the_status_line(
    news: Library, places: Places
) -> None:
    async with staged(news, places, size=(60, 15)) as stage:
        await stage.until(lambda: "? help" in stage.foot)


async def test_hints_in_the_foot_can_be_clicked(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        line = stage.main.key_line.render_line(0).text
        await stage.pilot.click(stage.main.key_line, offset=(line.index("? help") + 2, 0))
        await stage.until(lambda: isinstance(stage.app.screen, HelpScreen), "the help")


async def test_the_filter_is_dropped_by_escape_and_finds_tags(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("j", "t", *"prices", "enter")
        await stage.says("tag 1 article prices")
        await stage.press("slash", *"PRICES")
        await stage.shows("Articles 1 of 3", "Markets calm")
        await stage.press("escape")
        await stage.shows("Articles 3")


async def test_the_note_of_an_article_that_is_not_open_is_edited_not_replaced(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("n", *"old", "ctrl+s")
        await stage.says("note on 1 article")
        await stage.press("n")
        await stage.shows("Note on the article", "old")
        await stage.press(*" new", "ctrl+s")
        await stage.until(lambda: [mark.note for mark in stage.marks()] == ["old new"])


async def test_an_article_that_cannot_be_read_says_why_and_the_list_stays(
    news: Library, places: Places, tmp_path: Path
) -> None:
    (tmp_path / "news" / "0-binary.txt").write_bytes(bytes(range(8)) * 500)
    async with staged(news, places) as stage:
        await stage.shows("Articles 4", "! 0-binary.txt")
        for key in ("enter", "t", "n"):
            await stage.press(key)
            await stage.until(lambda: "0-binary" in stage.foot or "can be read" in stage.foot)
            assert stage.main.articles.has_focus
            assert stage.app.desk is not None
        await stage.press("J", "space", "m")
        assert stage.app.desk is not None


async def test_a_first_start_explains_itself_in_three_lines_and_takes_no_key(
    news: Library, places: Places
) -> None:
    (places.state / "state.json").unlink()
    async with staged(news, places, size=(80, 24)) as stage:
        lines = [line for line in stage.seen.splitlines() if "  " in line]
        assert sum("undoes." in line or "reads the article" in line for line in lines) == 2
        await stage.shows("? lists the keys, q goes back.")
        await stage.press("j", "enter")
        await stage.until(lambda: stage.main.reader.has_focus)
        assert stage.main.article is not None
        assert stage.main.article.path == MARKETS_PATH
        await stage.press("ctrl+q")
        await stage.until(lambda: stage.app.return_code == 0)
    assert not Memory(places.state / "state.json").is_first_start


async def test_the_order_of_the_list_is_remembered(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        news.edit([BORDER_PATH], MetadataEdit(title="Zebra at the border"))
        await stage.press("s", "3")
        await stage.until(lambda: stage.main.articles.sort_by is SortBy.TITLE)
        await stage.press("ctrl+q")
        await stage.until(lambda: stage.app.return_code == 0)
    async with staged(news, places) as stage:
        await stage.until(lambda: stage.main.articles.sort_by is SortBy.TITLE)
        assert stage.main.articles.path == MARKETS_PATH
        assert stage.main.articles.cursor == 0


async def test_a_start_resumes_at_the_last_place_with_the_focus_on_the_list(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("j", "enter", "}")
        await stage.press("ctrl+q")
        await stage.until(lambda: stage.app.return_code == 0)
    async with staged(news, places) as stage:
        await stage.until(lambda: stage.main.article is not None)
        assert stage.main.articles.has_focus
        assert stage.main.articles.path == MARKETS_PATH
        assert stage.main.reader.cursor == news.article(MARKETS_PATH).text.index("Grain")
