import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import CodebookError
from annotations.tag_names import LONGEST, tag_name, tidy


@given(st.text())
def test_a_tidy_name_is_one_line_of_levels_and_stays_as_it_is(typed: str) -> None:
    name = tidy(typed)
    assert tidy(name) == name
    assert name == "" or all(level == level.strip() != "" for level in name.split("/"))
    assert len(name.splitlines()) <= 1


def test_white_space_and_empty_levels_make_no_other_name() -> None:
    assert tag_name("  security //  border\tpost/ ") == "security/border post"


def test_the_longest_name_is_taken_and_one_longer_refused_with_the_limit() -> None:
    assert tag_name("x" * LONGEST) == "x" * LONGEST
    with pytest.raises(CodebookError, match="80 characters are the limit"):
        tag_name("x" * (LONGEST + 1))


@pytest.mark.parametrize("typed", ["", " / ", "# x", "#", "a\x1bb", "a\u202eb"])
def test_what_cannot_be_a_name_is_told_safely(typed: str) -> None:
    with pytest.raises(CodebookError, match="cannot be the name of a tag") as told:
        tag_name(typed)
    assert str(told.value).isprintable()
