import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Tag
from tui.screens.dialogs.tag_matching import near, ranked


def tags(*names: str) -> list[Tag]:
    return [Tag(name, name, "#808080") for name in names]


def found(query: str, *names: str) -> list[str]:
    return [tag.name for tag in ranked(query, tags(*names))]


def test_a_beginning_is_better_than_a_level_and_that_than_letters_in_order() -> None:
    names = ("x broad", "security/border", "Border post", "border")
    assert found("bord", *names) == ["Border post", "border", "security/border"]
    assert found("border", *names) == ["border", "Border post", "security/border"]
    assert found("br", *names) == ["x broad", "security/border", "Border post", "border"]
    assert found("sbor", *names) == ["security/border"]


def test_ties_keep_the_codebooks_order() -> None:
    assert found("v", "visit/b", "visit/a", "vote") == ["visit/b", "visit/a", "vote"]


def test_a_query_may_span_levels() -> None:
    assert found("b/c", "x/b/c", "b/d", "a/b/cd") == ["x/b/c", "a/b/cd"]
    assert found("sec/bor", "security/border", "security/police") == ["security/border"]


def test_what_is_only_similar_does_not_match() -> None:
    assert found("vsitt", "visit") == []


def test_nothing_typed_matches_all() -> None:
    assert found("  ", "b", "a") == ["b", "a"]


@given(st.text(max_size=6), st.lists(st.text(max_size=8), max_size=8))
def test_matches_come_from_the_codebook_once_each(query: str, names: list[str]) -> None:
    book = [Tag(str(n), name, "#808080") for n, name in enumerate(names)]
    matches = ranked(query, book)
    assert len({tag.uid for tag in matches}) == len(matches) <= len(book)


@pytest.mark.parametrize("name", ["Visit", "visits", "vi sit", "vist", "viist", "ivsit"])
def test_a_slip_is_found(name: str) -> None:
    slip = near(name, tags("border", "visit"))
    assert slip is not None
    assert slip.name == "visit"


@pytest.mark.parametrize("name", ["visit", "gas", "security/visit", "visa control"])
def test_another_name_is_no_slip(name: str) -> None:
    assert near(name, tags("border", "visit", "gap")) is None


def test_countries_and_country_are_alike() -> None:
    slip = near("countries", tags("country"))
    assert slip is not None
