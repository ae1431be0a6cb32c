from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Mention
from tui.widgets.spans import FixedSpans, Spans

LENGTHS = st.integers(1, 20) | st.integers(3_000, 6_000)
PAIRS = st.lists(st.tuples(st.integers(0, 2_000), LENGTHS), max_size=30)


@given(PAIRS, st.integers(0, 8_000))
def test_what_covers_an_offset_is_what_looking_at_every_span_finds(
    pairs: list[tuple[int, int]], offset: int
) -> None:
    spans: Spans[int] = Spans()
    for number, (start, length) in enumerate(pairs):
        spans.add(start, start + length, number)
    covering = [n for n, (start, length) in enumerate(pairs) if start <= offset < start + length]
    assert sorted(spans.at(offset)) == covering


def test_the_innermost_span_comes_first() -> None:
    spans: Spans[str] = Spans()
    for start, end, item in ((10, 20, "sentence"), (0, 100, "text"), (10, 14, "word")):
        spans.add(start, end, item)
    assert spans.at(12) == ["word", "sentence", "text"]


@given(
    spans=st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=30),
    start=st.integers(0, 9000),
    length=st.integers(1, 3000),
)
def test_fixed_spans_find_what_the_others_find(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    items = [Mention(low, high, "x", "ORG") for low, high in spans]
    others: Spans[Mention] = Spans()
    for item in items:
        others.add(item.start, item.end, item)
    expected = [(low, high) for low, high, _ in others.overlapping(start, start + length)]
    found = FixedSpans(items).overlapping(start, start + length)
    assert [(item.start, item.end) for item in found] == expected
