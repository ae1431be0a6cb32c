from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.spans import Span, SpanIndex

spans = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)), max_size=30)


@given(spans, st.integers(-1, 80))
def test_the_index_finds_what_looking_at_every_span_finds(
    pairs: list[tuple[int, int]], offset: int
) -> None:
    all_spans = [Span(start, start + length, n) for n, (start, length) in enumerate(pairs)]
    found = SpanIndex(all_spans).at(offset)
    assert sorted(found) == [one.item for one in all_spans if one.start <= offset < one.end]


def test_the_innermost_span_comes_first() -> None:
    index = SpanIndex([Span(0, 100, "text"), Span(10, 20, "sentence"), Span(10, 14, "word")])
    assert index.at(12) == ["word", "sentence", "text"]
