from collections.abc import Callable
from typing import Any

import pytest

from annotations.models import Tag, Target
from tests.factories import target_in
from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs.aim import Aim
from tui.screens.dialogs.choose import Choose
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.tag_picker import Picked, TagPicker

TEXT = "The gas flows. They met for long talks."

HostFor = Callable[[Dialog[Any]], Host]

TAGS = (
    Tag("t1", "security/border", "#e0a030", "at a border", key=1),
    Tag("t2", "visit", "#50a0ff", key=2),
    Tag("t3", "trade/gas", "#70c070"),
)
MENTION = Aim("the mention", target_in(TEXT, "1.txt", 4, 8), "Gas [/red]")
SENTENCE = Aim("the sentence", target_in(TEXT, "1.txt", 0, 30), "The gas flows.", present=("t2",))
ARTICLE = Aim("the article", Target("1.txt"), "A title")
AIMS = (MENTION, SENTENCE, ARTICLE)


async def picked(host: HostFor, *keys: str, aim: int = 0, tags: tuple[Tag, ...] = TAGS) -> object:
    """What comes of these keys; "open" if the dialog is still there."""
    app = host(TagPicker(tags, AIMS, aim))
    async with app.run_test(size=(80, 24)):
        await app.burst(*keys)
        return app.results[0] if app.results else "open"


@pytest.mark.parametrize("enter", ["enter", "ctrl+j"])
async def test_enter_takes_the_best_match(host: HostFor, enter: str) -> None:
    assert await picked(host, *"gas", enter) == Picked(("trade/gas",), MENTION.target)


@pytest.mark.parametrize("typed", [[], ["slash", "slash", "slash"]])
async def test_enter_takes_nothing_unless_something_was_typed_or_chosen(
    typed: list[str], host: HostFor
) -> None:
    app = host(TagPicker(TAGS, AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*typed, "enter")
        assert await app.shows("There is nothing to take")
        assert app.results == []


async def test_tags_that_were_taken_are_dropped_at_the_second_escape_only(host: HostFor) -> None:
    app = host(TagPicker(TAGS, AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"gas", "tab", *"vis", "tab", "escape")
        assert await app.shows("2 tags are not set yet: esc again drops them; ⏎ sets them.")
        await pilot.press("b")
        await pilot.pause()
        assert "not set yet" not in app.seen()
        await pilot.press("escape")
        assert await app.shows("2 tags are not set yet")
        assert app.results == []
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]


async def test_down_and_up_move_among_the_matches(host: HostFor) -> None:
    assert await picked(host, "down", "enter") == Picked(("security/border",), MENTION.target)
    keys = ("down", "ctrl+n", "down", "up", "enter")
    assert await picked(host, *keys) == Picked(("visit",), MENTION.target)


async def test_the_row_for_a_new_tag_stands_next_to_the_best_match(host: HostFor) -> None:
    assert await picked(host, *"bor", "down", "enter") == Picked(("bor",), MENTION.target)


async def test_a_new_tag_comes_first_when_nothing_matches(host: HostFor) -> None:
    keys = (*"new", "slash", "space", "x", "enter")
    assert await picked(host, *keys) == Picked(("new/x",), MENTION.target)


async def test_a_name_that_is_there_is_not_offered_as_new(host: HostFor) -> None:
    app = host(TagPicker(TAGS, AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"visit")
        await pilot.pause()
        assert "new tag" not in app.seen()


async def test_a_name_that_is_there_but_for_its_case_is_not_offered_as_new(host: HostFor) -> None:
    assert await picked(host, *"VISIT", "enter") == Picked(("visit",), MENTION.target)
    app = host(TagPicker(TAGS, AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Visit")
        await pilot.pause()
        assert "new tag" not in app.seen()


@pytest.mark.parametrize("end", ["enter", "tab"])
@pytest.mark.parametrize(
    ("typed", "told"), [("# x", "cannot be the name"), ("y" * 81, "is too long")]
)
async def test_a_name_that_cannot_be_one_is_complained_of_and_nothing_is_lost(
    typed: str, told: str, end: str, host: HostFor
) -> None:
    dialog = TagPicker(TAGS, AIMS)
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"gas", "tab")
        dialog.field.value = typed
        dialog.field.cursor_position = len(typed)
        await pilot.pause()
        await pilot.press(end)
        assert await app.shows(told)
        assert app.results == []
        assert dialog.field.value == typed
        await pilot.press("ctrl+u")
        await pilot.pause()
        assert told not in app.seen()
        await pilot.press("enter")
        await pilot.pause()
        assert app.results == [Picked(("trade/gas",), MENTION.target)]


async def test_a_near_equal_name_is_warned_of(host: HostFor) -> None:
    app = host(TagPicker(TAGS, AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"visits")
        await pilot.pause()
        assert await app.shows("new tag “visits”  much like “visit”")


async def test_tab_takes_and_stays_for_another(host: HostFor) -> None:
    keys = (*"gas", "tab", *"bor", "tab", "enter")
    assert await picked(host, *keys) == Picked(("trade/gas", "security/border"), MENTION.target)


async def test_enter_takes_the_last_one_along(host: HostFor) -> None:
    keys = (*"gas", "tab", *"bor", "enter")
    assert await picked(host, *keys) == Picked(("trade/gas", "security/border"), MENTION.target)


async def test_after_tab_a_move_proposes_a_row_again(host: HostFor) -> None:
    keys = (*"gas", "tab", "down", "enter")
    assert await picked(host, *keys) == Picked(("trade/gas", "security/border"), MENTION.target)


async def test_a_tag_taken_twice_is_set_once(host: HostFor) -> None:
    keys = (*"gas", "tab", *"gas", "tab", *"new", "tab", *"new", "enter")
    assert await picked(host, *keys) == Picked(("trade/gas", "new"), MENTION.target)


async def test_a_tag_that_is_set_already_changes_nothing(host: HostFor) -> None:
    assert await picked(host, *"vis", "enter", aim=1) == Picked((), SENTENCE.target)


async def test_what_is_taken_and_what_is_set_already_is_ticked(host: HostFor) -> None:
    app = host(TagPicker(TAGS, AIMS, 1))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"gas", "tab")
        await pilot.pause()
        lines = [line.strip(" │").split() for line in app.seen().splitlines() if "✓" in line]
    assert lines == [["✓", "trade/gas"], ["✓", "visit", "2"], ["✓", "trade/gas"]]


async def test_backspace_in_an_empty_field_takes_the_last_one_back(host: HostFor) -> None:
    keys = (*"gas", "tab", *"vi", "tab", "backspace", *"x", "backspace", "enter")
    assert await picked(host, *keys) == Picked(("trade/gas",), MENTION.target)


async def test_ctrl_t_widens_round_and_the_dialog_says_what_it_aims_at(host: HostFor) -> None:
    app = host(TagPicker(TAGS, AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        for aim in (MENTION, SENTENCE, ARTICLE, MENTION):
            await pilot.pause()
            assert await app.shows(f"Tag {aim.label}")
            assert await app.shows(f"“{aim.quote}”")
            await pilot.press("ctrl+t")


async def test_ctrl_up_and_down_widen_and_narrow_without_going_round(host: HostFor) -> None:
    keys = ("ctrl+up", "ctrl+up", "ctrl+up", "ctrl+down", *"gas", "enter")
    assert await picked(host, *keys) == Picked(("trade/gas",), SENTENCE.target)
    keys = ("ctrl+down", *"gas", "enter")
    assert await picked(host, *keys) == Picked(("trade/gas",), MENTION.target)


async def test_what_the_widened_target_has_already_is_not_set_again(host: HostFor) -> None:
    keys = (*"vis", "tab", *"gas", "tab", "ctrl+t", "enter")
    assert await picked(host, *keys) == Picked(("trade/gas",), SENTENCE.target)


async def test_escape_leaves_without_a_result(host: HostFor) -> None:
    app = host(TagPicker(TAGS, AIMS))
    async with app.run_test(size=(80, 24)):
        await app.burst(*"gas", "escape")
        assert app.results == [None]


async def test_an_empty_codebook_says_what_to_do(host: HostFor) -> None:
    app = host(TagPicker((), AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "tab")
        await pilot.pause()
        assert app.results == []
        assert await app.shows("type the name of a tag")
        await pilot.press(*"a", "enter")
        await pilot.pause()
        assert app.results == [Picked(("a",), MENTION.target)]


async def test_a_row_can_be_clicked(host: HostFor) -> None:
    dialog = TagPicker(TAGS, AIMS)
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(dialog.list, offset=(4, 1))
        await pilot.click(dialog.list, offset=(4, 1))
        await pilot.pause()
        assert app.results == [Picked(("visit",), MENTION.target)]


async def test_a_codebook_of_thousands_opens_and_is_searched(host: HostFor) -> None:
    many = tuple(Tag(str(n), f"topic {n}/part", "#808080") for n in range(5000))
    keys = (*"4999", "enter")
    assert await picked(host, *keys, tags=many) == Picked(("topic 4999/part",), MENTION.target)


@pytest.mark.parametrize("enter", ["enter", "ctrl+j"])
async def test_keys_typed_ahead_in_a_burst_keep_their_order(host: HostFor, enter: str) -> None:
    dialog = TagPicker(TAGS, AIMS)
    app = host(dialog)
    async with app.run_test(size=(80, 24)):
        app.results.clear()
        await app.burst(*"gas", "tab", *"bor", "ctrl+t", enter)
        assert app.results == [Picked(("trade/gas", "security/border"), SENTENCE.target)]


async def test_keys_typed_before_the_dialog_is_up_reach_its_field(host: HostFor) -> None:
    app = host(Choose("First", ["one"]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        app.results.clear()
        app.push_screen(TagPicker(TAGS, AIMS), app.results.append)
        await app.burst(*"gas", "enter")
        assert app.results == [Picked(("trade/gas",), MENTION.target)]


async def test_the_line_of_keys_begins_with_the_main_one(host: HostFor) -> None:
    dialog = TagPicker(TAGS, AIMS)
    app = host(dialog)
    async with app.run_test(size=(80, 24)):
        assert await app.shows("take, and another")
        assert dialog.keys.render_line(0).text.split()[1] == "take"
        assert "^j" not in dialog.keys.render_line(0).text
