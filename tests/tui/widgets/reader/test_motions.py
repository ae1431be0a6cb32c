from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.widgets.test_cells import tricky
from tui.widgets.cells import grapheme_at
from tui.widgets.reader.motions import Motion, last_offset, neighbour, step

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
