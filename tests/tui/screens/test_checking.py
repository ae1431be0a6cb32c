"""Entities decided on one after the other, and the list of all decisions."""

from pathlib import Path

from annotations.decisions import Ruling, Verdict
from annotations.library import Library
from annotations.models import Mention
from annotations.places import Places
from tests.factories import make_collection, make_library
from tests.tui.screens.stage import (
    BORDER,
    BORDER_PATH,
    HARBOUR_PATH,
    MARKETS_PATH,
    TEXTS,
    Stage,
    staged,
)
from tui.screens.dialogs.all_decisions import AllDecisions
from tui.screens.dialogs.entity_queue import EntityQueue
from tui.screens.dialogs.same_everywhere import SameEverywhere
from tui.state import Memory


def mention(library: Library, words: str, path: str = BORDER_PATH) -> Mention:
    found = library.mentions.of(library.article(path)) or ()
    return next(each for each in found if each.text == words)


def decide(library: Library, words: str, verdict: Verdict, path: str = BORDER_PATH) -> None:
    library.deciding.decide(library.article(path), mention(library, words, path), verdict, "ORG")


async def checking(stage: Stage, *keys: str) -> None:
    """Open the queue of the whole collection."""
    await stage.press("W", *keys)
    await stage.until(lambda: isinstance(stage.app.screen, EntityQueue), "the queue")


async def listing(stage: Stage) -> None:
    await stage.press("C")
    await stage.until(lambda: isinstance(stage.app.screen, AllDecisions), "the list")


def left(library: Library) -> list[tuple[str, str]]:
    return [(each.sheet.path, each.mention.text) for each in library.decided.undecided()]


# One after the other


async def test_one_key_decides_and_the_next_is_on_the_screen(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await checking(stage, "enter")
        await stage.shows("1 of 4", "Russia closed the border", "Border talks fail", "next:")
        await stage.shows("GPE, found by model: the language model")
        assert stage.main.article is None, "no article need be opened"
        await stage.press("a")
        await stage.shows("2 of 4 · 1 decided", "Traders in Kyiv wait.")
        await stage.press("r")
        await stage.shows("3 of 4 · 2 decided", "Grain is cheap in Kyiv.")
        await stage.press("L")
        await stage.shows("Relabel", "“Kyiv”")
        await stage.type("fac")
        await stage.press("enter")
        await stage.shows("4 of 4 · 3 decided")
        await stage.press("s")
        await stage.says("3 mentions decided.")
        assert left(news) == [(HARBOUR_PATH, "Odesa")]
        assert mention(news, "Kyiv", MARKETS_PATH).label == "FAC"
        await stage.is_saved()


async def test_u_steps_back_and_takes_the_decision_back(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await checking(stage, "enter")
        await stage.shows("1 of 4")
        await stage.press("r", "s")
        await stage.shows("3 of 4 · 1 decided")
        await stage.press("u")
        await stage.shows("2 of 4 · 1 decided")
        await stage.press("u")
        await stage.shows("1 of 4", "Russia closed the border")
        assert "decided" not in stage.seen.split("\n", 1)[0]
        assert len(left(news)) == 4


async def test_everywhere_takes_all_of_them_out_of_the_queue_in_one_step(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await checking(stage, "enter")
        await stage.press("s")
        await stage.shows("2 of 4", "Traders in Kyiv wait.")
        await stage.press("asterisk")
        await stage.until(lambda: isinstance(stage.app.screen, SameEverywhere), "the preview")
        await stage.press("r")
        await stage.shows("reject “Kyiv” · 2 mentions in 2 articles")
        await stage.press("enter")
        await stage.shows("4 of 4 · 2 decided", "Ships leave Odesa")
        await stage.press("u")
        await stage.shows("2 of 4", "Traders in Kyiv wait.")
        assert len(left(news)) == 4


async def test_going_back_from_a_decision_on_what_comes_later_takes_back_that_alone(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await checking(stage, "enter")
        await stage.press("a")
        await stage.shows("2 of 4 · 1 decided", "Traders in Kyiv wait.")
        await stage.press("asterisk")
        await stage.until(lambda: isinstance(stage.app.screen, SameEverywhere), "the preview")
        await stage.press("r")
        await stage.shows("reject “Kyiv” · 2 mentions in 2 articles")
        await stage.press("v", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, EntityQueue), "the queue")
        await stage.shows("3 of 4 · 1 decided")
        await stage.press("u")
        await stage.shows("2 of 4 · 1 decided", "Traders in Kyiv wait.")
        assert [each.verdict for each, _ in news.decided.all()] == [Verdict.ACCEPTED]


async def test_an_article_or_one_name_is_looked_through(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter")
        await stage.until(lambda: stage.main.mentions, "the entities")
        await stage.press("g", "right_square_bracket", "right_square_bracket")
        await checking(stage, "1")
        await stage.shows("1 of 2", "Russia closed")
        await stage.press("q")
        await stage.until(lambda: stage.app.desk)
        await stage.press("W")
        await stage.shows("under the cursor: “Kyiv”, in the whole collection")
        await stage.press("enter")
        await stage.shows("1 of 2", "Traders in Kyiv")
        await stage.press("s", "enter")
        await stage.until(lambda: stage.main.article and stage.main.article.path == MARKETS_PATH)
        assert stage.main.reader.mention_at_cursor() is not None
        assert stage.main.reader.has_focus


async def test_with_nothing_undecided_the_queue_says_so(news: Library, places: Places) -> None:
    for path, words in left(news):
        decide(news, words, Verdict.ACCEPTED, path)
    async with staged(news, places) as stage:
        await checking(stage, "enter")
        await stage.shows("Nothing is left to decide.")
        await stage.press("a", "r", "s", "u", "escape")
        await stage.until(lambda: stage.app.desk)


# All decisions


async def test_decisions_are_listed_filtered_revoked_and_put_back(
    news: Library, places: Places
) -> None:
    decide(news, "Russia", Verdict.REJECTED)
    decide(news, "Odesa", Verdict.RELABELLED, HARBOUR_PATH)
    ruling = Ruling(Verdict.REJECTED, "Kyiv", "GPE")
    news.deciding.decide_all(ruling, "", list(news.decided.occurrences(ruling)))
    async with staged(news, places) as stage:
        await listing(stage)
        await stage.shows(
            "Decisions on entities · 3",
            "“Kyiv” GPE · rejected",
            "the whole collection",
            "“Odesa” GPE → ORG · relabelled",
            "ana, 2026-01-02 · Border talks fail",
        )
        await stage.press("slash")
        await stage.type("kyi")
        await stage.shows("1 of 3")
        await stage.press("enter", "d")
        await stage.shows("Decisions on entities · 0 of 2")
        assert len(left(news)) == 2
        await stage.press("u")
        await stage.shows("1 of 3")
        assert left(news) == []
        await stage.press("escape")
        await stage.until(lambda: stage.app.desk)
        await stage.is_saved()


async def test_a_decision_is_jumped_to_and_one_without_a_place_says_so(
    news: Library, places: Places
) -> None:
    ruling = Ruling(Verdict.REJECTED, "Kyiv", "GPE")
    news.deciding.decide_all(ruling, "", list(news.decided.occurrences(ruling)))
    decide(news, "Russia", Verdict.ACCEPTED)
    async with staged(news, places) as stage:
        await listing(stage)
        await stage.shows("Decisions on entities · 2")
        await stage.press("enter")
        await stage.shows("It holds for the whole collection")
        await stage.press("j", "enter")
        await stage.until(lambda: stage.main.article and stage.main.article.path == BORDER_PATH)
        await stage.until(lambda: stage.main.reader.cursor == BORDER.index("Russia"))


async def test_orphaned_decisions_are_kept_and_said_so(
    news: Library, places: Places, tmp_path: Path
) -> None:
    decide(news, "Russia", Verdict.REJECTED)
    decide(news, "Odesa", Verdict.REJECTED, HARBOUR_PATH)
    news.deciding.add(news.article(MARKETS_PATH), 0, 7, "ORG")
    changed = BORDER.replace("Russia closed", "Kazakhstan shut")
    (tmp_path / "news" / BORDER_PATH).write_text(changed, "utf-8")
    (tmp_path / "news" / HARBOUR_PATH).unlink()
    news.reread(BORDER_PATH)
    async with staged(news, places) as stage:
        await listing(stage)
        await stage.shows("Decisions on entities · 3 · 2 orphaned", "its article is gone")
        await stage.press("slash")
        await stage.type("odesa")
        await stage.press("enter", "enter")
        await stage.shows("is gone or cannot be read; what you decided of it is kept")
        await stage.press("slash", *["backspace"] * 5)
        await stage.type("orphaned")
        await stage.press("enter", "k", "enter")
        await stage.says("The decision is orphaned")


async def test_where_nothing_can_be_written_every_way_to_decide_says_so(
    news: Library, places: Places
) -> None:
    decide(news, "Russia", Verdict.REJECTED)
    news.store.flush()
    news.store._filing.read_only = "The file may not be written."
    async with staged(news, places) as stage:
        await checking(stage, "enter")
        await stage.shows("1 of 3")
        await stage.press("a")
        await stage.shows("The file may not be written.")
        await stage.press("s", "asterisk")
        await stage.until(lambda: isinstance(stage.app.screen, SameEverywhere), "the preview")
        await stage.shows("2 mentions")
        await stage.press("enter")
        await stage.shows("2 of 3", "The file may not be written.")
        await stage.press("escape")
        await stage.until(lambda: stage.app.desk)
        await listing(stage)
        await stage.shows("Decisions on entities · 1")
        await stage.press("d")
        await stage.shows("The file may not be written.", "Decisions on entities · 1")
        await stage.press("escape", "enter")
        await stage.until(lambda: stage.main.mentions, "the entities")
        await stage.press("g", "right_square_bracket", "a")
        await stage.says("The file may not be written.")
        await stage.press("asterisk")
        await stage.shows("accept “Kyiv” · 2 mentions")
        await stage.press("enter")
        await stage.until(lambda: stage.app.desk)
        await stage.says("The file may not be written.")
    news.store._filing.read_only = ""


async def test_articles_whose_entities_are_not_known_yet_are_told(
    tmp_path: Path, places: Places
) -> None:
    Memory(places.state / "state.json").keep_explained()
    news = make_library(make_collection(tmp_path / "more", TEXTS), places, model="no_such_model")
    async with staged(news, places) as stage:
        await stage.press("W")
        await stage.until(lambda: "no_such_model" in stage.foot, "why there are none")
        news.mentions.problem = ""
        await checking(stage, "enter")
        await stage.shows("Nothing is left to decide.", "The entities of 3 articles are not")
    news.close()
