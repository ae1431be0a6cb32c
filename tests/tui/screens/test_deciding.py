"""Entities corrected by key: accepted, rejected, relabelled, added, here and everywhere."""

from annotations.decisions import Named
from annotations.library import Library
from annotations.places import Places
from tests.tui.screens.stage import BORDER, BORDER_PATH, MARKETS_PATH, SECOND_BODY, Stage, staged
from tui.screens.dialogs.label_picker import LabelPicker
from tui.screens.dialogs.same_everywhere import SameEverywhere


def entities(stage: Stage, path: str = BORDER_PATH) -> list[tuple[str, str]]:
    found = stage.library.mentions.of(stage.library.article(path))
    return [(each.text, each.label) for each in found or ()]


def keys(stage: Stage) -> str:
    return stage.main.key_line.render_line(0).text


async def on_entity(stage: Stage, number: int = 1) -> None:
    """Open the first article, and go to an entity."""
    await stage.press("enter")
    await stage.shows("Russia closed")
    await stage.until(lambda: stage.main.mentions, "the entities")
    await stage.press("g", *["right_square_bracket"] * number)


async def picking(stage: Stage) -> None:
    await stage.until(lambda: isinstance(stage.app.screen, LabelPicker), "the labels")


async def previewing(stage: Stage, words: str) -> None:
    await stage.until(lambda: isinstance(stage.app.screen, SameEverywhere), "the preview")
    await stage.shows(words)


async def test_an_entity_is_accepted_and_said_to_be(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage)
        await stage.until(lambda: "a accept" in keys(stage), "a hint")
        await stage.press("a")
        await stage.says("accept “Russia”")
        await stage.shows("Russia is GPE", "accepted")
        await stage.is_saved()
        await stage.press("a")
        await stage.says("That was decided already.")
        await stage.press("enter")
        await stage.shows("GPE, once in this article", "accepted, by ana on 2026-01-02")


async def test_an_entity_is_rejected_at_once_and_comes_back_with_undo(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage)
        await stage.press("r")
        await stage.says("reject “Russia”")
        assert entities(stage) == [("Kyiv", "GPE")]
        assert stage.main.reader.mention_at_cursor() is None
        await stage.shows("Entities 1", "1 mention")
        await stage.press("r")
        await stage.says("There is no entity under the cursor; + makes one.")
        await stage.press("u")
        await stage.says("undone: reject “Russia”")
        assert stage.main.reader.mention_at_cursor() is not None


async def test_an_entity_gets_another_label_or_one_of_ones_own(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage)
        await stage.press("L")
        await picking(stage)
        await stage.type("org")
        await stage.press("enter")
        await stage.says("relabel ORG “Russia”")
        assert ("Russia", "ORG") in entities(stage)
        await stage.press("L")
        await picking(stage)
        await stage.type("great power")
        await stage.shows("+ new label GREAT_POWER")
        await stage.press("enter")
        await stage.says("relabel GREAT_POWER “Russia”")
        await stage.shows("Russia is GREAT_POWER")


async def test_the_card_counts_mentions_by_label_and_says_how_this_one_was_found(
    news: Library, places: Places
) -> None:
    article = news.article(BORDER_PATH)
    for label, at in (("LAW", BORDER.index("for trucks")), ("EVENT", BORDER.index("for how"))):
        news.deciding.add(article, at, at + len("for"), label)
    async with staged(news, places) as stage:
        await on_entity(stage, 2)
        await stage.press("enter")
        await stage.shows("LAW, once in this article; once as EVENT", "added as LAW, by ana")
        await stage.press("escape", *["right_square_bracket"] * 2, "enter")
        await stage.shows("Kyiv", "GPE, once in this article", "found by model: the language model")
        await stage.press("escape", "L")
        await picking(stage)
        await stage.type("org")
        await stage.press("enter", "enter")
        await stage.shows("ORG, once in this article", "relabelled from GPE to ORG, by ana")


async def test_the_label_is_that_of_the_entity_that_was_asked_about(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage)
        await stage.press("L")
        await picking(stage)
        stage.main.reader.move_to(BORDER.index("Kyiv"))  # as when the file is read again
        await stage.type("org")
        await stage.press("enter")
        await stage.says("relabel ORG “Russia”")
        assert ("Russia", "ORG") in entities(stage)


async def test_a_selection_becomes_an_entity(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage)
        await stage.press("plus")
        await stage.says("Select the words of the entity first; v selects.")
        stage.main.reader.move_to(BORDER.index("Grain"))
        await stage.press("v", "l", "plus")
        await picking(stage)
        assert "+ entity" in keys(stage)
        await stage.shows("Make an entity", "“Grain”")
        await stage.type("product")
        await stage.press("enter")
        await stage.says("add “Grain” as PRODUCT")
        assert ("Grain", "PRODUCT") in entities(stage)
        assert stage.main.reader.selection is None
        assert stage.main.reader.mention_at_cursor() is not None


async def test_a_selection_over_an_entity_changes_its_ends(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage)
        await stage.press("v", *"ll", "plus")
        await picking(stage)
        await stage.shows("Change the ends of an entity", "“Russia” → “Russia closed”")
        await stage.shows("Takes the place of “Russia” GPE.")
        await stage.press("enter")
        await stage.says("change the ends of “Russia” to “Russia closed”")
        assert entities(stage)[0] == ("Russia closed", "GPE")


async def test_before_entities_give_way_to_a_selection_they_are_named(
    news: Library, places: Places
) -> None:
    news.deciding.add(
        news.article(BORDER_PATH), (at := BORDER.index("Prices")), at + len("Prices"), "LAW"
    )
    async with staged(news, places) as stage:
        await on_entity(stage, 2)
        await stage.press("V", "V", "plus")
        await picking(stage)
        both = "Takes the place of 2 entities: “Kyiv” GPE, “Prices” LAW."
        await stage.shows(both)
        await stage.type("event")
        await stage.shows(both)
        await stage.press("enter")
        await stage.says("change the ends of “Prices” to “Traders in Kyiv wait. Prices rise.”")
        assert entities(stage) == [("Russia", "GPE"), (SECOND_BODY, "EVENT")]


async def test_the_same_is_decided_everywhere_after_a_preview_in_one_step(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage, 2)
        await stage.press("r", "asterisk")
        await previewing(stage, "reject “Kyiv” · 1 mention in 1 article")
        assert ("Kyiv", "GPE") in entities(stage, MARKETS_PATH), "nothing is done before enter"
        await stage.press("enter")
        await stage.says("reject 1 mention of “Kyiv”")
        assert entities(stage, MARKETS_PATH) == []
        await stage.until(lambda: stage.library.listing(MARKETS_PATH).mentions == 0)
        await stage.press("u")
        await stage.says("undone: reject 1 mention of “Kyiv”")
        assert entities(stage, MARKETS_PATH) == [("Kyiv", "GPE")]


async def test_in_the_preview_mentions_are_left_out_and_scope_and_verdict_chosen(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage, 2)
        await stage.press("asterisk")
        await previewing(stage, "accept “Kyiv” · 2 mentions in 2 articles")
        await stage.shows("Traders in Kyiv wait.", "Grain is cheap in Kyiv.")
        await stage.press("r")
        await stage.shows("reject “Kyiv” · 2 mentions in 2 articles")
        await stage.press("tab")
        await stage.shows("reject “Kyiv” · 1 mention in 1 article", "Holds for this article")
        await stage.press("tab")
        await stage.shows("2 mentions in 2 articles", "Holds for the whole collection")
        await stage.press("L")
        await picking(stage)
        await stage.type("fac")
        await stage.press("enter")
        await stage.shows("relabel FAC “Kyiv” · 2 mentions")
        await stage.press("space")
        await stage.shows("1 of 2 mentions in 1 article")
        await stage.press("enter")
        await stage.says("relabel FAC 1 mention of “Kyiv”")
        assert ("Kyiv", "GPE") in entities(stage)
        assert entities(stage, MARKETS_PATH) == [("Kyiv", "FAC")]


async def test_leaving_the_preview_decides_nothing(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage, 2)
        await stage.press("asterisk")
        await previewing(stage, "accept “Kyiv”")
        await stage.press("escape")
        await stage.until(lambda: stage.app.desk)
        assert stage.library.store.of_kind("decision") == []


async def test_off_an_entity_the_keys_say_so_and_are_not_offered(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage)
        await stage.press("g")
        await stage.until(lambda: "a accept" not in keys(stage), "no hint")
        for key in ("a", "r", "L", "asterisk"):
            await stage.press(key)
            await stage.says("There is no entity under the cursor; + makes one.")


async def test_on_an_entity_its_keys_come_first_also_where_the_line_is_short(
    news: Library, places: Places
) -> None:
    async with staged(news, places, (80, 24)) as stage:
        await on_entity(stage)
        first = "a accept   r reject   L relabel   * all   = names"
        await stage.until(lambda: keys(stage).strip().startswith(first), first)


async def test_another_program_s_decisions_show_in_the_open_article(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage)
        article = news.article(BORDER_PATH)
        news.deciding.add(article, 0, 6, "EVENT")
        news.on_change(frozenset({BORDER_PATH}))
        await stage.until(lambda: any(each.label == "EVENT" for each in stage.main.mentions))


async def naming(stage: Stage, way: str, title: str) -> None:
    await stage.press("=")
    await stage.shows("merge it with another name")
    await stage.press(way)
    await stage.shows(title)


async def test_a_name_is_merged_with_one_that_is_offered_and_means_it_from_then_on(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage, 2)
        await naming(stage, "1", "Merge with another name")
        await stage.type("ode")
        await stage.shows("Odesa")
        await stage.press("enter")
        await stage.says("merge “Kyiv” with “Odesa”")
        named = [each.entity for each in stage.main.mentions if each.text == "Kyiv"]
        assert named == [each.entity for each in stage.main.mentions[-1:]]
        await naming(stage, "2", "Call the entity")
        await stage.press("ctrl+u")
        await stage.type("The city")
        await stage.press("enter")
        await stage.says("rename “Kyiv” “The city”")
        await naming(stage, "2", "Call the entity")
        await stage.press("enter")
        await stage.says("It is called “The city” already.")
        await stage.shows("Kyiv is GPE", "→ The city")
        await stage.press("C")
        await stage.shows("“Kyiv” is “Odesa” · merged", "“Kyiv” is called “The city” · renamed")
        await stage.press("enter", "d")
        await stage.shows("Decisions on entities · 1")
        await stage.press("escape", "u", "u", "u")
        await stage.until(lambda: stage.library.aliasing.all() == [])


async def test_a_name_is_kept_apart_from_one_that_is_typed_and_a_circle_is_said(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage, 2)
        await naming(stage, "3", "Never merge with")
        await stage.type("Kiev")
        await stage.shows("not in the collection")
        await stage.press("enter")
        await stage.says("keep “Kyiv” and “Kiev” apart")
        await naming(stage, "1", "Merge with another name")
        await stage.type("Kyiv")
        await stage.press("enter")
        await stage.says("“Kyiv” and “Kyiv” are one already.")


async def test_the_table_of_entities_is_as_was_decided(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await on_entity(stage)
        await stage.press("r", "E")
        await stage.shows("Entities 2")
        await stage.press("escape")
        await stage.until(lambda: stage.app.desk)
        news.aliasing.rename(Named("Kyiv", "GPE"), "The capital")
        await stage.press("E")
        await stage.shows("Entities 2", "The capital")
        await stage.press("escape")
        await stage.until(lambda: stage.app.desk)
        news.aliasing.merge(Named("Kyiv", "GPE"), Named("Odesa", "GPE"))
        await stage.press("E")
        await stage.shows("Entities 1", "The capital")
