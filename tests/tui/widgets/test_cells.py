import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

from tui.widgets import cells
from tui.widgets.cells import (
    cell_width,
    crop,
    crop_front,
    drawn,
    fitting,
    grapheme_at,
    graphemes,
    is_narrow,
    is_simple,
)

FAMILY = "👨‍👩‍👧"
tricky = st.text(
    st.one_of(
        st.sampled_from("ab .-\t\n“é漢字한，\u0301\u200d\ufe0f\u20e3\u200b🇫🇷🇩🇪👍🏽👨👩❤1\ufffd"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Dushanbe", 8),
        ("“Tajik” – it’s…", 15),
        ("外交部", 6),
        ("한국", 4),
        ("e\u0301", 1),
        (FAMILY, 2),
        ("👍🏽", 2),
        ("1\ufe0f\u20e3", 2),
        ("❤\ufe0f", 2),
        ("🇫🇷", 2),
        ("🇫🇷🇩🇪", 4),
        ("🇫", 1),
        ("\ufffd", 1),
        ("\u0301", 1),
        ("a\tb", 5),
        ("abcd\tb", 9),
    ],
)
def test_width_in_cells(text: str, width: int) -> None:
    assert cell_width(text) == width


def test_fast_sets_agree_with_the_terminal_library() -> None:
    narrow = re.compile(f"[{cells._NARROW}]")
    wide = re.compile(f"[{cells._WIDE}]")
    for code in range(0x10000):
        character = chr(code)
        if narrow.match(character):
            assert get_character_cell_size(character) == 1, hex(code)
        if wide.match(character):
            assert get_character_cell_size(character) == 2, hex(code)


@given(tricky)
def test_graphemes_cover_the_text_and_have_cells(text: str) -> None:
    found = list(graphemes(text, 0, len(text)))
    assert "".join(text[it.start : it.end] for it in found) == text
    assert all(it.cells >= 1 for it in found)
    assert all(before.end == after.start for before, after in pairwise(found))


@given(tricky)
def test_the_grapheme_at_an_offset_is_one_of_the_text(text: str) -> None:
    spans = {(it.start, it.end) for it in graphemes(text, 0, len(text))}
    for offset in range(len(text)):
        start, end = grapheme_at(text, offset)
        assert start <= offset < end
        assert (start, end) in spans


def test_a_flag_is_found_from_both_its_halves() -> None:
    text = "x🇫🇷🇩🇪y"
    assert [grapheme_at(text, offset) for offset in range(6)] == [
        (0, 1),
        (1, 3),
        (1, 3),
        (3, 5),
        (3, 5),
        (5, 6),
    ]


@given(tricky)
def test_narrow_and_simple_texts_have_one_grapheme_a_code_point(text: str) -> None:
    found = list(graphemes(text, 0, len(text)))
    if is_narrow(text):
        assert [it.cells for it in found] == [1] * len(text)
    if is_simple(text):
        assert len(found) == len(text)
        assert fitting(text, sum(it.cells for it in found)) == len(text)


@given(tricky, st.integers(0, 30))
def test_cropped_text_fits_and_says_that_it_was_cut(text: str, room: int) -> None:
    cut = crop(text, room)
    assert cell_width(cut) <= room
    assert cut == text or cut == "" or cut.endswith("…")


@given(tricky, st.integers(0, 12))
def test_of_text_that_is_cropped_in_front_the_end_stays(text: str, room: int) -> None:
    cut = crop_front(text, room)
    assert cell_width(cut) <= room
    assert cut in (text, "") or (cut.startswith("…") and text.endswith(cut[1:]))


@given(tricky)
def test_what_fits_is_not_cropped(text: str) -> None:
    assert crop(text, cell_width(text)) == crop_front(text, cell_width(text)) == text


def test_marks_without_a_letter_are_drawn_on_a_circle_and_tabs_as_spaces() -> None:
    assert drawn("\u0301", 1) == "\u25cc\u0301"
    assert drawn("\t", 3) == "   "
    assert drawn("\n", 1) == " "


def test_endless_marks_make_many_graphemes() -> None:
    text = "a" + "\u0301" * 10_000
    assert max(it.end - it.start for it in graphemes(text, 0, len(text))) <= 32
