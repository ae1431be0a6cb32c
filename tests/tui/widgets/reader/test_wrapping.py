import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.widgets.test_cells import tricky
from tui.widgets.cells import cell_width, graphemes
from tui.widgets.reader.wrapping import Fold, Wrapping


def wrapped(text: str, width: int, *folds: Fold) -> list[str]:
    wrapping = Wrapping(text, width, folds)
    wrapping.reach(len(text))
    return [text[slice(*wrapping.bounds(line))] for line in range(len(wrapping))]


@given(tricky, st.integers(1, 20))
def test_every_code_point_is_in_exactly_one_line(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines) == text
    assert all(lines)


@given(tricky, st.integers(1, 20))
def test_no_line_is_wider_than_the_width_but_for_one_grapheme(text: str, width: int) -> None:
    for line in wrapped(text, width):
        shown = line.rstrip("\n").rstrip(" \t\u3000")
        assert cell_width(shown) <= width or len(list(graphemes(shown, 0, len(shown)))) == 1


@given(tricky, st.integers(1, 20))
def test_no_line_begins_inside_a_grapheme(text: str, width: int) -> None:
    starts = {it.start for it in graphemes(text, 0, len(text))}
    wrapping = Wrapping(text, width)
    wrapping.reach(len(text))
    assert all(wrapping.bounds(line)[0] in starts for line in range(len(wrapping)))


@given(tricky, st.integers(1, 20))
def test_an_offset_is_found_again_from_its_line_and_column(text: str, width: int) -> None:
    wrapping = Wrapping(text, width)
    for grapheme in graphemes(text, 0, len(text)):
        line = wrapping.line_of(grapheme.start)
        start, end = wrapping.bounds(line)
        assert start <= grapheme.start < end
        column = wrapping.column(grapheme.start)
        if column < width and text[grapheme.start] != "\n":
            assert wrapping.offset_at(line, column) == grapheme.start


def test_lines_break_between_words_and_keep_blank_lines() -> None:
    assert wrapped("The Foreign Minister met.\n\nThen left.", 11) == [
        "The Foreign ",
        "Minister ",
        "met.\n",
        "\n",
        "Then left.",
    ]


def test_spaces_at_a_break_hang_over_the_edge_and_begin_no_line() -> None:
    assert wrapped("integration.  The", 12) == ["integration.  ", "The"]
    assert wrapped("abc \ndef", 3) == ["abc \n", "def"]


def test_lines_break_after_hyphens_but_not_after_a_minus() -> None:
    assert wrapped("U.S.-Tajik talks", 9) == ["U.S.-", "Tajik ", "talks"]
    assert wrapped("below -5", 7) == ["below ", "-5"]


def test_a_word_too_long_for_a_line_is_cut() -> None:
    assert wrapped("abcdefgh", 3) == ["abc", "def", "gh"]


def test_chinese_breaks_anywhere_but_not_before_a_full_stop() -> None:
    assert wrapped("外交部长。他说", 8) == ["外交部", "长。他说"]


def test_folds_are_one_line_each() -> None:
    text = "one\ntwo\nthree\nfour"
    assert wrapped(text, 20, Fold(4, 14, "x")) == ["one\n", "two\nthree\n", "four"]


def test_a_line_is_wrapped_only_when_it_is_wanted() -> None:
    wrapping = Wrapping("word " * 100_000, 50)
    assert wrapping.has_line(30)
    assert len(wrapping) < 1_000
    assert not wrapping.complete
    assert wrapping.height == pytest.approx(10_000, rel=0.1)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5_000_000,
        "\n" * 100_000,
        "漢" * 500_000,
        "\u0301" * 200_000,
        " " * 1_000_000,
        "- " * 500_000,
    ],
    ids=["one long line", "newlines", "chinese", "marks", "spaces", "hyphens"],
)
def test_bad_texts_are_wrapped_in_linear_time(text: str) -> None:
    began = time.process_time()
    wrapping = Wrapping(text, 80)
    assert wrapping.line_of(len(text) - 1) == len(wrapping) - 1
    assert time.process_time() - began < 5


def test_an_empty_text_has_no_lines() -> None:
    wrapping = Wrapping("", 80)
    assert wrapping.complete
    assert not wrapping.has_line(0)
    assert wrapping.height == 0
    assert wrapping.line_of(0) == 0
