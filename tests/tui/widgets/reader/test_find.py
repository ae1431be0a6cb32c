from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.reader.find import find_all, next_hit


def found(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in find_all(text, query)]


def test_case_counts_only_with_a_capital_letter() -> None:
    assert found("Us and us and US", "us") == ["Us", "us", "US"]
    assert found("Us and us and US", "US") == ["US"]


def test_a_phrase_is_found_across_a_line_end() -> None:
    assert found("the State\nDepartment said", "state  department") == ["State\nDepartment"]


def test_straight_quotes_and_hyphens_find_printed_ones() -> None:
    assert found("Tajikistan’s “border–guards”", "'s \"border-") == ["’s “border–"]


def test_patterns_are_words_not_code() -> None:
    assert found("a.b axb [/red]", "a.b") == ["a.b"]
    assert found("a.b axb [/red]", "[/red]") == ["[/red]"]


def test_a_blank_query_finds_nothing() -> None:
    assert found("some text", "") == found("some text", "  ") == []


@given(st.text("ab \n", max_size=30), st.text("abA", min_size=1, max_size=3))
def test_hits_are_ordered_and_do_not_overlap(text: str, query: str) -> None:
    hits = find_all(text, query)
    assert all(one[1] <= other[0] for one, other in pairwise(hits))
    assert bool(hits) == (query in (text if query != query.lower() else text.lower()))


def test_steps_go_round_at_the_ends() -> None:
    hits = [(2, 3), (5, 6), (9, 10)]
    assert next_hit(hits, 2) == (5, 6)
    assert next_hit(hits, 9) == (2, 3)
    assert next_hit(hits, 5, forward=False) == (2, 3)
    assert next_hit(hits, 2, forward=False) == (9, 10)
