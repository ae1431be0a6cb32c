"""One record of two versions: what is taken from which side."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.store.merging import common, merged, moved, said, versions
from annotations.store.records import Record
from tests.annotations.store.factories import PASSAGE, article, day, mark, tag

HIS = {"modified": day(2), "modified_by": "bob"}
HERS = {"modified": day(3), "modified_by": "ana"}


def other(note: str, stamp: Record) -> Record:
    return {"note": note, "author": stamp["modified_by"], "modified": stamp["modified"]}


@st.composite
def records(draw: st.DrawFn, days: tuple[int, ...] = (1, 3, 4, 5)) -> Record:
    """An annotation as anybody may have left it, on one of some days."""
    note = draw(st.sampled_from(["", "a", "b", "c"]))
    others = draw(st.sets(st.sampled_from("abcd"), max_size=2)) - {note}
    kept = [other(each, mark(modified=day(1))) for each in sorted(others)] if note else []
    stamp = {
        "modified": day(draw(st.sampled_from(days))),
        "modified_by": draw(st.sampled_from("xy")),
    }
    tags = draw(st.sets(st.sampled_from("xyz")))
    return mark(note, *tags, **stamp, **({"alternatives": kept} if kept else {}))


maybe = st.none() | records()
past = st.none() | records((2,))


def words(record: Record | None) -> set[str]:
    """The note and its alternatives."""
    if record is None:
        return set()
    others = [each["note"] for each in record.get("alternatives", ())]
    assert record["note"] not in others
    return {record["note"], *others} - {""}


@given(past, maybe)
def test_a_change_is_put_whole_onto_a_record_that_nobody_else_changed(
    base: Record | None, mine: Record | None
) -> None:
    assert merged(base, mine, base) == mine
    assert merged(base, base, mine) == mine


@settings(max_examples=500, deadline=None)
@given(past, maybe, maybe)
def test_it_does_not_matter_who_merges(
    base: Record | None, mine: Record | None, theirs: Record | None
) -> None:
    assert merged(base, mine, theirs) == merged(base, theirs, mine)


@settings(max_examples=500, deadline=None)
@given(past, maybe, maybe)
def test_a_merge_of_what_was_merged_changes_nothing(
    base: Record | None, mine: Record | None, theirs: Record | None
) -> None:
    both = merged(base, mine, theirs)
    assert merged(base, both, theirs) == both


@settings(max_examples=500, deadline=None)
@given(past, records(), records())
def test_no_tag_that_was_added_and_no_word_that_was_written_is_lost(
    base: Record | None, mine: Record, theirs: Record
) -> None:
    both = merged(base, mine, theirs)
    tags = set(both["tags"]) if both else set()
    had = set(base["tags"]) if base else set()
    for one, another in ((mine, theirs), (theirs, mine)):
        assert set(one["tags"]) - had <= tags
        assert words(one) - words(base) <= words(both)
        assert words(one) & words(another) <= words(both) | words(base)
    assert tags <= {*mine["tags"], *theirs["tags"]}
    assert words(both) <= words(mine) | words(theirs)


Case = tuple[Record | None, Record | None, Record | None, Record | None]

CASES: dict[str, Case] = {
    "a tag each": (mark("", "x"), mark("", "x", "y"), mark("", "x", "z"), mark("", "x", "y", "z")),
    "a tag off, a note on": (
        mark("", "x", "y"),
        mark("", "y"),
        mark("n", "x", "y"),
        mark("n", "y"),
    ),
    "two notes": (
        mark(),
        mark("mine", **HIS),
        mark("theirs", **HERS),
        mark("theirs", **HERS, alternatives=[other("mine", HIS)]),
    ),
    "two notes in place of one": (
        mark("n"),
        mark("mine", **HERS),
        mark("theirs", **HIS),
        mark("mine", **HERS, alternatives=[other("theirs", HIS)]),
    ),
    "a note each, of which no past is known": (
        None,
        mark("mine", "x", **HERS),
        mark("theirs", "y", **HIS),
        mark("mine", "y", "x", **HERS, alternatives=[other("theirs", HIS)]),
    ),
    "a third note": (
        None,
        mark("b", **HERS, alternatives=[other("a", HIS)]),
        mark("c", modified=day(4)),
        mark("c", modified=day(4), alternatives=[other("a", HIS), other("b", HERS)]),
    ),
    "an alternative taken in here, and a tag set there": (
        mark("b", alternatives=[other("a", HIS)]),
        mark("a", **HERS, alternatives=[other("b", HIS)]),
        mark("b", "x", alternatives=[other("a", HIS)]),
        mark("a", "x", **HERS, alternatives=[other("b", mark())]),
    ),
    "an alternative dropped here, and a tag set there": (
        mark("b", alternatives=[other("a", HIS)]),
        mark("b", **HERS),
        mark("b", "x", **HIS, alternatives=[other("a", HIS)]),
        mark("b", "x", **HERS),
    ),
    "a note taken away, beside which another was written": (
        mark("mine", **HIS),
        mark("", "x"),
        mark("mine", "x", **HERS, alternatives=[other("theirs", HERS)]),
        mark("theirs", "x", **HERS),
    ),
    "the same note": (mark(), mark("n"), mark("n"), mark("n")),
    "a note emptied here, longer there": (mark("n"), mark(""), mark("n and m"), mark("n and m")),
    "what would be left empty": (
        mark("n", "x"),
        mark("n", **HIS),
        mark("", "x", **HERS),
        mark("", "x", **HERS),
    ),
    "changed here, removed there": (mark(), mark("n"), None, mark("n")),
    "removed in both": (mark("n"), None, None, None),
    "removed here": (mark("n", "x"), None, mark("n", "x"), None),
    "removed here, more said there": (
        mark("", "x"),
        None,
        mark("m", "x", "y"),
        mark("m", "x", "y"),
    ),
    "removed here, brought back there": (
        mark("", "x"),
        None,
        mark("", "x", **HIS),
        mark("", "x", **HIS),
    ),
    "made here": (None, mark("n"), None, mark("n")),
    "a tag's name and its colour": (
        tag(),
        tag(name="frontier"),
        tag(colour="#123456"),
        tag(name="frontier", colour="#123456"),
    ),
    "two colours": (
        tag(),
        tag(colour="#000001", **HERS),
        tag(colour="#000002", **HIS),
        tag(colour="#000001", **HERS),
    ),
    "a description in one only": (
        None,
        tag(**HERS),
        tag(description="when", **HIS),
        tag(description="when", **HERS),
    ),
    "a tag removed here and changed there": (tag(), None, tag(name="b"), tag(name="b")),
    "two passages": (
        mark(target=PASSAGE),
        mark("n", target=PASSAGE | {"end": 8, "quote": "Russi"}, **HIS),
        mark("n", target=PASSAGE | {"start": 4, "quote": "ussia"}, **HERS),
        mark("n", target=PASSAGE | {"start": 4, "quote": "ussia"}, **HERS),
    ),
    "a title taken back, and read": (
        article(title="Hers"),
        article(),
        article(title="Hers", reading={"bob": "read"}),
        article(reading={"bob": "read"}),
    ),
    "who has read it": (
        None,
        article(reading={"ana": "read", "cy": "unread"}, **HERS),
        article(reading={"bob": "read", "cy": "read"}, **HIS),
        article(reading={"bob": "read", "ana": "read", "cy": "unread"}, **HERS),
    ),
    "who has read it, against what was": (
        article(reading={"ana": "read", "bob": "unread"}),
        article(reading={"ana": "unread", "bob": "unread"}, **HIS),
        article(reading={"ana": "read", "bob": "read"}, **HERS),
        article(reading={"ana": "unread", "bob": "read"}, **HERS),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_field_is_taken_from_the_side_that_changed_it(case: str) -> None:
    base, mine, theirs, outcome = CASES[case]
    assert merged(base, mine, theirs) == outcome
    assert merged(base, theirs, mine) == outcome


# A change made again, or taken back

SINCE: dict[str, Case] = {
    "nobody has changed anything": (mark("new", "x"), mark("old"), mark("new", "x"), mark("old")),
    "somebody has set a tag": (
        mark("new"),
        mark("old"),
        mark("new", "y", **HIS),
        mark("old", "y", **HIS),
    ),
    "somebody has written on": (
        mark("new"),
        mark("old"),
        mark("new and more", **HIS),
        mark("new and more", **HIS),
    ),
    "somebody has written on what was made": (
        mark("new"),
        None,
        mark("new and more", **HIS),
        mark("new and more", **HIS),
    ),
    "somebody has written in its place": (
        mark("hers"),
        mark("", "x"),
        mark("hers", "x", alternatives=[other("his", HIS)]),
        mark("his", "x"),
    ),
    "somebody has kept what was removed": (None, mark("a"), mark("b", **HIS), mark("b", **HIS)),
    "it was stamped anew": (mark("new"), None, mark("new", **HIS), None),
}


@pytest.mark.parametrize("case", SINCE)
def test_a_change_is_made_on_what_became_of_the_record_since(case: str) -> None:
    origin, goal, now, outcome = SINCE[case]
    assert moved(origin, goal, now) == outcome


# The past


def operation(**before: Record | None) -> Record:
    return {"before": before}


def test_versions_are_what_operations_found_and_what_is_there_now() -> None:
    first = mark("a", uid="m", op="1")
    second = mark("b", uid="m", op="2")
    third = mark("c", uid="m", op="4")
    gone = mark("x", uid="g", op="1")
    log = [
        operation(m=None, g=None),
        operation(m=first),
        operation(g=gone),
        operation(m=second),
    ]
    assert versions({"m": third}, log) == {"m": [first, second, third], "g": [gone]}
    assert versions({"m": third}, []) == {"m": [third]}


def test_what_was_taken_in_from_another_file_is_a_version_too() -> None:
    mine, his, both = mark("a", **HERS), mark("b", **HIS), mark("a", "x", **HERS)
    log: list[Record] = [{"before": {"u": mine}, "merged": {"u": his}}]
    past = versions({"u": both}, log)["u"]
    assert past == [mine, his, both]
    later = his | {"note": "c", "modified": day(5)}
    assert common(past, [his, later]) == his


def test_the_newest_common_version_is_found_by_what_it_says_whoever_wrote_it() -> None:
    one, two, three = (mark(note, modified=day(number)) for number, note in enumerate("abc", 1))
    mine = [one | {"op": "1"}, two | {"op": "2"}, three | {"op": "3"}]
    theirs = [one | {"op": "1"}, two | {"op": "an import"}, mark("d", modified=day(4))]
    found = common(mine, theirs)
    assert found is not None
    assert said(found) == said(two)
    assert common(mine, [mark("d")]) is None
    assert common(mine, [two | {"modified": day(9)}]) is None, "he wrote the same words himself"
    assert common([], theirs) is None


def test_a_version_may_be_handed_on_without_harm() -> None:
    known: Any = mark("a")
    found = common([known], [known])
    assert found == known
    assert found is not known


def decision(verdict: str, becomes: str, number: int) -> Record:
    said = {"verdict": verdict, "becomes": becomes, "decided": day(number)}
    return article() | {"kind": "decision", "label": "GPE", "modified": day(number)} | said


@pytest.mark.parametrize("base", [None, decision("accepted", "", 1)], ids=["new", "known"])
def test_of_two_decisions_the_newer_counts_with_nothing_of_the_other(base: Record | None) -> None:
    older, newer = decision("relabelled", "ORG", 2), decision("accepted", "", 3)
    assert merged(base, older, newer) == newer
    assert merged(base, newer, older) == newer


def test_an_undone_decision_takes_nothing_from_what_was_decided_since() -> None:
    before, done = decision("rejected", "", 1), decision("relabelled", "ORG", 2)
    since = decision("relabelled", "LOC", 3)
    assert moved(done, before, since) == since
    assert moved(done, before, done) == before
