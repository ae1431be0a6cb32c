from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Annotation, Mention, Tag, Zone
from tui.widgets.reader.highlights import OWN_KINDS, Highlights, Look, Run, kind_of
from tui.widgets.spans import Spans

spans = st.tuples(st.integers(0, 9000), st.integers(0, 9000)).map(lambda it: (min(it), max(it)))


def mentioned(start: int, end: int, label: str = "ORG") -> Mention:
    return Mention(start, end, "", label)


def annotated(uid: str, start: int | None, end: int | None, *colours: str) -> Annotation:
    tags = tuple(Tag(colour, colour, colour) for colour in colours)
    return Annotation(uid, "a.txt", None, tags, start=start, end=end)


@given(st.lists(spans), spans)
def test_spans_are_found_like_one_by_one(
    kept: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    found: Spans[int] = Spans()
    for number, (start, end) in enumerate(kept):
        found.add(start, end, number)
    low, high = asked
    if low < high:
        expected = {n for n, (a, b) in enumerate(kept) if a < high and b > low and a < b}
        numbers = [item for _, _, item in found.overlapping(low, high)]
        assert set(numbers) == expected
        assert len(numbers) == len(expected)
    for number, (start, end) in enumerate(kept):
        found.discard(start, end, number)
    assert not found.overlapping(0, 9000)


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8), st.integers(0, 8999))
def test_runs_have_no_gaps_and_look_as_each_code_point_should(
    mentions: list[tuple[int, int]], passages: list[tuple[int, int]], start: int
) -> None:
    highlights = Highlights()
    highlights.set_mentions(mentioned(*span) for span in mentions)
    highlights.set_annotations(
        annotated(str(number), *span, "#ff0000") for number, span in enumerate(passages)
    )
    end = min(9000, start + 90)
    runs = highlights.runs(start, end)
    assert (runs[0].start, runs[-1].end) == (start, end)
    assert all(one.end == other.start for one, other in pairwise(runs))
    for run in runs:
        for offset in (run.start, run.end - 1):
            assert bool(run.look.entity) == any(a <= offset < b for a, b in mentions)
            over = sum(a <= offset < b for a, b in passages)
            assert len(run.look.passages) == min(over, 4)


def test_the_innermost_mention_gives_the_look() -> None:
    highlights = Highlights()
    highlights.set_mentions([mentioned(0, 20, "ORG"), mentioned(5, 10, "GPE")])
    assert [run.look.entity for run in highlights.runs(0, 20)] == [
        "organisation",
        "place",
        "organisation",
    ]


def test_zones_and_hits_are_part_of_the_look() -> None:
    highlights = Highlights([Zone(3, 6, "ui"), Zone(8, 9, "ui")])
    highlights.hits = [(0, 1), (5, 8)]
    assert highlights.runs(1, 9) == [
        Run(1, 3, Look()),
        Run(3, 5, Look(boilerplate=True)),
        Run(5, 6, Look(boilerplate=True, found=True)),
        Run(6, 8, Look(found=True)),
        Run(8, 9, Look(boilerplate=True)),
    ]


def test_only_annotations_that_changed_are_told() -> None:
    highlights = Highlights()
    first, second = annotated("1", 0, 5, "#ff0000"), annotated("2", 10, 15, "#ff0000")
    assert highlights.set_annotations([first, second]) == [(0, 5), (10, 15)]
    assert highlights.set_annotations([first, annotated("2", 10, 15, "#ff0000")]) == []
    assert highlights.set_annotations([first, annotated("2", 10, 15, "#00ff00")]) == [(10, 15)] * 2
    assert highlights.set_annotations([annotated("2", 10, 15, "#00ff00")]) == [(0, 5)]
    assert highlights.annotations_over(0, 5) == []


def test_orphans_and_annotations_of_the_article_are_nowhere_in_the_text() -> None:
    highlights = Highlights()
    assert highlights.set_annotations([annotated("1", None, None, "#ff0000")]) == []
    assert highlights.annotations_over(0, 100) == []


def test_labels_that_the_program_does_not_know_have_looks_of_their_own() -> None:
    assert kind_of("WEAPON") == kind_of("WEAPON") in OWN_KINDS
    assert len({kind_of(label) for label in ("WEAPON", "SHIP", "MISC", "DEAL", "TREATY")}) > 1
    assert kind_of("PERSON") == "person"
    assert kind_of("\ud800") in OWN_KINDS
