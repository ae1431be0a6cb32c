from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.widgets.test_cells import tricky
from tui.widgets.cells import grapheme_at
from tui.widgets.reader.motions import Motion, extend, last_offset, neighbour, step

TEXTUAL = [Motion.WORD, Motion.SENTENCE, Motion.PARAGRAPH, Motion.END]


@given(tricky.filter(str.strip), st.sampled_from(TEXTUAL), st.booleans())
def test_motions_advance_until_the_end(text: str, motion: Motion, forward: bool) -> None:
    offset = 0 if forward else last_offset(text)
    for _ in range(len(text) + 1):
        after = step(motion, text, offset, forward)
        assert after is not None
        assert after >= offset if forward else after <= offset
        assert grapheme_at(text, after)[0] == after
        if after == offset:
            break
        offset = after
    else:
        pytest.fail("the motion never came to an end")
    if forward:
        assert offset >= last_offset(text)


def test_a_sentence_that_begins_with_a_combining_mark_does_not_hold_the_cursor() -> None:
    assert step(Motion.SENTENCE, " \u0301a b", 0, True) == 4


def test_other_motions_are_not_of_the_text() -> None:
    assert step(Motion.LINE, "some text", 0, True) is None
    assert step(Motion.ENTITY, "some text", 0, True) is None


@pytest.mark.parametrize(
    ("offset", "forward", "expected"),
    [(0, True, 3), (3, True, 7), (9, True, None), (9, False, 7), (3, False, None)],
)
def test_neighbour(offset: int, forward: bool, expected: int | None) -> None:
    starts: Sequence[int] = [3, 7]
    assert neighbour(starts, offset, forward) == expected


def test_white_space_at_the_end_is_not_the_last_character() -> None:
    assert last_offset("a 🇫🇷\n\n") == 2
    assert last_offset("") == last_offset(" \n") == 0


PROSE = "U.S. envoy left. A café closed, they said.\n\nNext paragraph."


def selected_by(motion: Motion, *ways: bool) -> str:
    """What a selection from the text's beginning holds after motions, each forward or back."""
    offset = 0
    for forward in ways:
        after = extend(motion, PROSE, offset, forward, 0)
        assert after is not None
        offset = after
    return PROSE[: grapheme_at(PROSE, offset)[1]]


def test_a_selection_is_extended_by_whole_words() -> None:
    assert selected_by(Motion.WORD, True, True) == "U.S. envoy"
    assert selected_by(Motion.WORD, True, True, True, True, True) == "U.S. envoy left. A café"
    assert selected_by(Motion.WORD, True, True, True, False) == "U.S. envoy"


def test_a_selection_is_extended_by_whole_sentences_and_paragraphs() -> None:
    assert selected_by(Motion.SENTENCE, True) == "U.S. envoy left."
    assert selected_by(Motion.SENTENCE, True, True) == PROSE.partition("\n")[0]
    assert selected_by(Motion.SENTENCE, True, True, False) == "U.S. envoy left."
    assert selected_by(Motion.PARAGRAPH, True) == PROSE.partition("\n")[0]
    assert selected_by(Motion.PARAGRAPH, True, True) == PROSE


def test_a_sentence_that_begins_inside_a_grapheme_is_extended_from_its_beginning() -> None:
    assert extend(Motion.SENTENCE, " \x1b0", 2, False, 0) == 0


@given(tricky.filter(str.strip), st.sampled_from(TEXTUAL), st.booleans(), st.integers(0, 50))
def test_an_extended_selection_stays_in_the_text(
    text: str, motion: Motion, forward: bool, start: int
) -> None:
    offset = grapheme_at(text, min(start, last_offset(text)))[0]
    after = extend(motion, text, offset, forward, 0)
    assert after is not None
    assert after >= offset if forward else after <= offset
    assert 0 <= after < len(text)
    assert grapheme_at(text, after)[0] == after
