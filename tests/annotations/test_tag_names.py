import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import CodebookError
from annotations.tag_names import LONGEST, tag_name, tidy


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("border", "border"),
        ("  security / border\tpost ", "security/border post"),
        ("/a//b/", "a/b"),
        ("a\nb", "a b"),
        (" / ", ""),
        ("#elections", "#elections"),
    ],
)
def test_names_are_given_their_one_form(typed: str, name: str) -> None:
    assert tidy(typed) == name


@given(st.text(max_size=200))
def test_a_tidy_name_is_one_line_of_levels_and_stays_as_it_is(typed: str) -> None:
    name = tidy(typed)
    assert len(name.splitlines()) <= 1
    assert all(name.split("/")) or name == ""
    assert tidy(name) == name


@given(st.text(max_size=120))
def test_what_is_taken_for_a_name_is_tidy_printable_and_not_too_long(typed: str) -> None:
    try:
        name = tag_name(typed)
    except CodebookError:
        return
    assert name == tidy(typed) == tag_name(name)
    assert name.isprintable()
    assert 0 < len(name) <= LONGEST


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "“” cannot"), (" / ", "cannot"), ("# x", "“# x” cannot"), ("a\x1b[2J", r"a\\x1b\[2J")],
)
def test_what_cannot_be_a_name_is_said_harmlessly(typed: str, told: str) -> None:
    with pytest.raises(CodebookError, match=told):
        tag_name(typed)
