"""Moving in the reader: on to the next article, finding, folding, what is read."""

from annotations.library import Library
from annotations.models import State
from annotations.places import Places
from tests.tui.screens.stage import BORDER, BORDER_PATH, HARBOUR_PATH, MARKETS_PATH, Stage, staged


def open_path(stage: Stage) -> str:
    return stage.main.article.path if stage.main.article else ""


async def test_space_reads_on_through_all_unread_articles(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("j", "m", "k", "enter")
        await stage.press("G", "space")
        await stage.until(lambda: open_path(stage) == HARBOUR_PATH)
        await stage.press("G", "space")
        await stage.says("All articles are read.")
        assert {news.listing(path).state for path in news.paths()} == {State.READ}


async def test_reading_to_the_end_is_noted_but_is_no_step_to_undo(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "G")
        await stage.shows("2 unread")
        await stage.press("u")
        await stage.says("There is nothing to undo.")
        assert news.listing(BORDER_PATH).state is State.READ


async def test_neighbours_end_at_the_ends_of_the_list(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "K")
        await stage.says("This is the first article.")
        await stage.press("J", "J")
        await stage.until(lambda: open_path(stage) == HARBOUR_PATH)
        assert stage.main.articles.path == HARBOUR_PATH
        await stage.press("J")
        await stage.says("This is the last article.")


async def test_finding_steps_round_and_escape_gives_n_back_to_notes(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "slash", *"nobody")
        await stage.says("“nobody”: 1 of 1")
        await stage.press("enter", "slash", *"wait", "enter")
        await stage.says("“wait”: 1 of 2")
        await stage.press("n")
        await stage.says("“wait”: 2 of 2")
        await stage.press("n")
        await stage.says("“wait”: 1 of 2")
        await stage.press("N")
        await stage.says("“wait”: 2 of 2")
        await stage.press("escape")
        assert stage.main.status.words == "", "there is nothing to count any more"
        await stage.press("n")
        await stage.shows("Note on the sentence", "Traders in Kyiv wait.")


async def test_words_that_are_not_there_are_said_not_to_be(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "slash", *"zebra")
        await stage.says("“zebra” is not here")
        await stage.press("escape")
        assert stage.main.reader.has_focus
        assert not stage.main.reader.finding
        assert stage.main.status.words == ""


async def test_boilerplate_is_folded_away_and_motions_pass_over_it(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter")
        await stage.shows("Related Articles")
        await stage.press("f", "G")
        assert stage.main.reader.cursor < BORDER.index("Related")
        await stage.press("F", "G")
        assert stage.main.reader.cursor > BORDER.index("Related")
        await stage.press("J")
        await stage.until(lambda: open_path(stage) == MARKETS_PATH)
        await stage.press("f")
        await stage.says("There is no boilerplate in this article.")


async def test_entities_are_stepped_through(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "]", "]")
        assert stage.main.reader.cursor == BORDER.index("Kyiv")
        await stage.press("[")
        assert stage.main.reader.cursor == BORDER.index("Russia")
        await stage.press("enter")
        await stage.shows("Russia", "GPE, once in this article")


async def test_place_and_what_is_left_are_always_in_sight(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter")
        await stage.shows("Border talks fail", "no source · no date", "0 %", "3 unread")
        await stage.press("G")
        await stage.shows("100 %", "2 unread")
