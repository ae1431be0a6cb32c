import time

import pytest
from rich.segment import Segment

from annotations.models import Zone
from tests.tui.widgets.reader.conftest import (
    SECURITY,
    TEXT,
    VISIT,
    Host,
    annotation,
    article,
    mention,
    zone,
)
from tui.widgets.reader import Motion, Reader

SIZE = (80, 24)


def at(words: str) -> int:
    return TEXT.index(words)


def segments_with(host: Host, words: str) -> list[Segment]:
    reader = host.reader
    lines = (reader.render_line(y) for y in range(reader.size.height))
    return [segment for line in lines for segment in line if words in segment.text]


async def test_hostile_text_is_shown_as_it_is(host: Host) -> None:
    async with host.run_test(size=SIZE):
        host.reader.show(article())
        assert "about the border [/red] and [an] agreement." in host.screen_text()


async def test_every_line_fills_the_widget_exactly(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        host.reader.show(article())
        for width in (80, 41, 16, 7, 2, 1):
            await pilot.resize_terminal(width, 10)
            await pilot.pause()
            for y in range(10):
                strip = host.reader.render_line(y)
                assert strip.cell_length == width
                assert sum(segment.cell_length for segment in strip) <= max(width, 2)


async def test_without_an_article_the_placeholder_is_shown(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        await pilot.pause()
        reader = host.reader
        assert "Nothing to read" in host.screen_text()
        for motion in Motion:
            reader.move(motion)
        assert reader.aim() is None
        assert reader.selection is None
        assert reader.find("x") == 0
        assert reader.mention_at_cursor() is None
        reader.placeholder = "Choose [/one]"
        assert "Choose [/one]" in host.screen_text()


async def test_an_empty_article_can_be_shown_and_left(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        for text in ("", "\n", " \n "):
            host.reader.show(article(text))
            for motion in Motion:
                host.reader.move(motion)
                host.reader.move(motion, forward=False)
            host.reader.toggle_selecting()
            host.reader.select_sentence()
            await pilot.pause()
            assert host.reader.aim() is None or host.reader.selection
            host.reader.drop_selection()
            assert host.reader.aim() is None
            assert host.reader.at_end or text


async def test_lines_keep_the_wanted_column(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        host.reader.show(article())
        await pilot.pause()
        host.reader.move_to(at("Tajik Minister"))
        host.reader.move(Motion.LINE)
        assert TEXT[host.reader.cursor] == "\n"
        host.reader.move(Motion.LINE)
        assert host.reader.cursor == at("Secretary") + at("Tajik Minister")
        host.reader.move(Motion.LINE, forward=False)
        host.reader.move(Motion.LINE, forward=False)
        assert host.reader.cursor == at("Tajik Minister")


async def test_words_sentences_paragraphs_and_ends(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        reader = host.reader
        reader.show(article())
        await pilot.pause()
        reader.move(Motion.WORD)
        assert reader.cursor == at("Meets")
        reader.move(Motion.PARAGRAPH)
        assert reader.cursor == at("Secretary")
        reader.move(Motion.SENTENCE)
        assert reader.cursor == at("They spoke")
        reader.move(Motion.SENTENCE, forward=False)
        assert reader.cursor == at("Secretary")
        reader.move(Motion.END)
        assert reader.cursor == len(TEXT) - 2
        reader.move(Motion.END, forward=False)
        assert reader.cursor == 0
        assert host.moved[-1] == 0


async def test_entity_motion_skips_boilerplate(host: Host) -> None:
    noise = mention("Iran", "GPE")
    mentions = [
        mention("Antony Blinken", "PERSON"),
        type(noise)(noise.start, noise.end, noise.text, noise.label, boilerplate=True),
        mention("Kamilov", "PERSON"),
    ]
    async with host.run_test(size=SIZE) as pilot:
        host.reader.show(article(), mentions=mentions)
        await pilot.pause()
        places = []
        for _ in range(3):
            host.reader.move(Motion.ENTITY)
            places.append(host.reader.cursor)
        assert places == [at("Antony"), at("Kamilov"), at("Kamilov")]
        host.reader.move(Motion.ENTITY, forward=False)
        found = host.reader.mention_at_cursor()
        assert found is not None and found.text == "Antony Blinken"


async def test_the_cursor_stays_on_whole_graphemes(host: Host) -> None:
    async with host.run_test(size=SIZE):
        host.reader.show(article())
        host.reader.move_to(at("🇹🇯") + 1)
        assert host.reader.cursor == at("🇹🇯")
        host.reader.toggle_selecting()
        assert host.reader.selection == (at("🇹🇯"), at("🇹🇯") + 2)


async def test_a_selection_follows_motions_until_it_is_kept(host: Host) -> None:
    async with host.run_test(size=SIZE):
        reader = host.reader
        reader.show(article())
        reader.move_to(at("met with"))
        reader.toggle_selecting()
        reader.move(Motion.WORD)
        assert reader.selecting
        assert reader.selection == (at("met with"), at("met with") + 3)
        reader.toggle_selecting()
        reader.move(Motion.WORD)
        assert not reader.selecting
        assert reader.selection == (at("met with"), at("met with") + 3)
        assert reader.aim() == reader.selection
        assert reader.drop_selection()
        assert not reader.drop_selection()
        assert reader.selection is None


async def test_a_selection_backwards_includes_both_ends(host: Host) -> None:
    async with host.run_test(size=SIZE):
        reader = host.reader
        reader.show(article())
        reader.move_to(at("with the"))
        reader.toggle_selecting()
        reader.move(Motion.WORD, forward=False)
        assert reader.selection == (at("met with"), at("with the") + 1)


async def test_select_sentence_then_paragraph(host: Host) -> None:
    async with host.run_test(size=SIZE):
        reader = host.reader
        reader.show(article())
        reader.move_to(at("border"))
        assert reader.aim() == (at("They spoke"), at(" Nothing was"))
        reader.select_sentence()
        assert reader.selection == (at("They spoke"), at(" Nothing was"))
        reader.select_sentence()
        assert reader.selection == (at("Secretary"), at("signed.") + len("signed."))


async def test_pages_and_the_end(host: Host) -> None:
    text = "\n".join(f"Line {number} of the text." for number in range(100))
    async with host.run_test(size=(60, 12)) as pilot:
        reader = host.reader
        reader.show(article(text))
        await pilot.pause()
        reader.move(Motion.PAGE)
        assert reader.place().line == 12
        assert "Line 11 of" in host.screen_text()
        assert not reader.at_end
        for _ in range(9):
            reader.move(Motion.PAGE)
        assert reader.at_end
        assert reader.place().percent == 100
        await pilot.pause()
        assert host.ends == ["a.txt"]
        reader.move(Motion.PAGE, forward=False)
        reader.move(Motion.HALF_PAGE, forward=False)
        assert not reader.at_end


async def test_the_end_is_not_told_of_a_text_only_passed_by(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        host.reader.show(article())
        await pilot.pause()
        assert host.ends == []
        host.reader.move(Motion.LINE)
        host.reader.move(Motion.LINE)
        await pilot.pause()
        assert host.ends == ["a.txt"]


async def test_find_marks_counts_and_steps_round(host: Host) -> None:
    async with host.run_test(size=SIZE):
        reader = host.reader
        reader.show(article())
        reader.move_to(at("Nothing"))
        assert reader.find("blinken") == 3
        assert reader.cursor == at("Blinken would")
        assert reader.find_place == (3, 3)
        reader.find_step()
        assert reader.find_place == (1, 3)
        reader.find_step(forward=False)
        assert reader.find_place == (3, 3)
        assert any(
            segment.style and segment.style.underline for segment in segments_with(host, "Blinken")
        )
        reader.find_clear()
        assert reader.finding == ""
        assert reader.find_place == (0, 0)


async def test_a_query_typed_on_is_searched_from_where_it_began(host: Host) -> None:
    async with host.run_test(size=SIZE):
        host.reader.show(article())
        host.reader.find("m")
        assert host.reader.cursor == at("Meets")
        host.reader.find("mi")
        assert host.reader.cursor == at("Minister")


async def test_folding_shows_one_line_and_pushes_the_cursor_out(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        reader = host.reader
        reader.show(article(zones=(zone(),)))
        reader.move_to(at("Iran"))
        reader.fold(True)
        await pilot.pause()
        assert "▸ boilerplate: related (3 lines)" in host.screen_text()
        assert "Iran" not in host.screen_text()
        assert not zone().start <= reader.cursor < zone().end
        reader.move_to(at("The Taliban"))
        for _ in range(4):
            reader.move(Motion.LINE)
            assert not zone().start <= reader.cursor < zone().end
        assert reader.cursor >= at("Kamilov")
        reader.find("missiles")
        assert not reader.folded
        assert reader.cursor == at("Missiles")


async def test_an_article_that_is_all_boilerplate_can_be_folded(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        reader = host.reader
        reader.show(article(zones=(Zone(0, len(TEXT), "ui"),)))
        reader.fold(True)
        for motion in Motion:
            reader.move(motion)
        await pilot.pause()
        assert [line.strip() for line in host.lines() if line] == ["▸ boilerplate: ui (11 lines)"]


async def test_the_end_is_reached_though_the_last_lines_are_folded(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        reader = host.reader
        reader.show(article(zones=(Zone(at("Check"), len(TEXT), "related"),)))
        reader.fold(True)
        await pilot.pause()
        reader.move(Motion.END)
        assert reader.at_end
        assert reader.cursor < at("Check")


async def test_entities_differ_by_type_style_not_only_by_colour(host: Host) -> None:
    mentions = [
        mention("Antony Blinken", "PERSON"),
        mention("Washington", "GPE"),
        mention("Taliban", "ORG"),
        mention("recent weeks", "DATE"),
    ]
    async with host.run_test(size=(110, 24)):
        host.reader.show(article(), mentions=mentions)
        seen = set()
        for it in mentions:
            [segment] = segments_with(host, it.text)
            style = segment.style
            assert style is not None
            seen.add((style.bold, style.italic, style.underline))
        assert len(seen) == len(mentions)


async def test_passages_tint_the_ground_where_they_overlap_and_under_entities(host: Host) -> None:
    outer = annotation("Secretary of State Antony Blinken met", SECURITY, uid="a1")
    inner = annotation("State Antony Blinken", VISIT, note="who", uid="a2")
    person = mention("Antony Blinken", "PERSON")
    async with host.run_test(size=SIZE):
        reader = host.reader
        reader.show(article(), mentions=[person], annotations=[outer, inner])
        grounds = {
            words: {it.style.bgcolor for it in segments_with(host, words) if it.style}
            for words in ("Foreign Minister in", "Secretary of", "State ", "Antony Blinken", " met")
        }
        assert len({frozenset(it) for it in grounds.values()}) == 3
        assert grounds["State "] == grounds["Antony Blinken"]
        assert grounds["Secretary of"] == grounds[" met"]
        assert any("•" in line and "▌" in line for line in host.lines())
        reader.move_to(at("Antony"))
        assert [it.uid for it in reader.annotations_at_cursor()] == ["a2", "a1"]


async def test_setting_annotations_repaints_and_keeps_the_place(host: Host) -> None:
    async with host.run_test(size=(40, 6)) as pilot:
        reader = host.reader
        reader.show(article(), place=at("Taliban"))
        await pilot.pause()
        before, top = host.screen_text(), reader.scroll_offset
        reader.set_annotations([annotation("Taliban", SECURITY)])
        assert "▎" in host.screen_text()
        reader.set_annotations([])
        assert host.screen_text() == before
        assert reader.scroll_offset == top
        assert reader.cursor == at("Taliban")


@pytest.mark.parametrize("colour", ["#zzzzzz", "", "no colour"])
async def test_a_bad_colour_is_no_harm(host: Host, colour: str) -> None:
    tag = type(SECURITY)("t", "x", colour)
    async with host.run_test(size=SIZE):
        host.reader.show(article(), annotations=[annotation("Taliban", tag)])
        assert "Taliban" in host.screen_text()


async def test_resizing_keeps_the_cursor_in_sight(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        host.reader.show(article(TEXT * 20))
        await pilot.pause()
        place = len(TEXT) * 10 + at("Taliban")
        host.reader.move_to(place)
        for size in ((40, 10), (20, 6), (3, 1), (1, 1), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert host.reader.cursor == place
            top = host.reader.scroll_offset.y
            assert top < host.reader.place().line <= top + size[1]


async def test_a_place_is_taken_up_again(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        host.reader.show(article(TEXT * 50), place=len(TEXT) * 49)
        await pilot.pause()
        assert host.reader.cursor == len(TEXT) * 49
        top = host.reader.scroll_offset.y
        assert top < host.reader.place().line <= top + SIZE[1]


async def test_the_mouse_places_the_cursor_and_selects(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        reader = host.reader
        reader.show(article())
        await pilot.pause()
        await pilot.click(Reader, offset=(3 + at("Tajik"), 0))
        assert reader.cursor == at("Tajik")
        assert reader.selection is None
        await pilot.mouse_down(Reader, offset=(3 + at("Meets"), 0))
        await pilot.hover(Reader, offset=(3 + at("Tajik"), 0))
        assert reader.selection == (at("Meets"), at("Tajik") + 1)
        await pilot.mouse_up(Reader, offset=(3 + at("Tajik"), 0))
        assert not reader.selecting
        assert reader.selection == (at("Meets"), at("Tajik") + 1)
        await pilot.click(Reader, offset=(3 + at("Meets"), 0), times=2)
        assert reader.selection == (at("Meets"), at("Meets") + 5)
        await pilot.click(Reader, offset=(4 + at("Meets"), 0), times=3)
        assert reader.selection == (0, at("\n"))


async def test_another_theme_paints_anew(host: Host) -> None:
    async with host.run_test(size=SIZE) as pilot:
        host.reader.show(article())
        await pilot.pause()
        [before] = segments_with(host, "Taliban")
        host.theme = "textual-light"
        await pilot.pause()
        [after] = segments_with(host, "Taliban")
        assert before.style != after.style


@pytest.mark.parametrize(
    "text",
    ["x" * 5_000_000, "\n" * 100_000, "漢" * 300_000, "\t" * 1000, "\u0301" * 1000],
    ids=["one long line", "newlines", "chinese", "tabs", "marks"],
)
async def test_bad_texts_are_shown_at_once_and_moved_through(host: Host, text: str) -> None:
    async with host.run_test(size=SIZE) as pilot:
        began = time.process_time()
        host.reader.show(article(text))
        host.lines()
        assert time.process_time() - began < 0.5
        for motion in Motion:
            host.reader.move(motion)
            host.reader.move(motion, forward=False)
        host.reader.move(Motion.END)
        await pilot.pause()
        assert time.process_time() - began < 8


async def test_ten_thousand_annotations_of_one_word(host: Host) -> None:
    many = [annotation("Taliban", SECURITY, uid=str(number)) for number in range(10_000)]
    async with host.run_test(size=SIZE) as pilot:
        host.reader.show(article(), annotations=many)
        host.reader.move_to(at("Taliban"))
        assert len(host.reader.annotations_at_cursor()) == 10_000
        began = time.process_time()
        host.reader.move(Motion.WORD)
        await pilot.pause()
        assert time.process_time() - began < 1
