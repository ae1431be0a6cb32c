from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.store.records import Record, is_passage, is_record, mended, merged
from tests.annotations.test_text import HOSTILE

STAMP: Record = {
    "uid": "u",
    "created": "2026-01-01T00:00:00.000000Z",
    "modified": "2026-01-01T00:00:00.000000Z",
    "author": "ana",
    "modified_by": "ana",
}
PASSAGE: Record = {
    "start": 3,
    "end": 9,
    "quote": "Russia",
    "before": "",
    "after": "",
    "text_sha256": "",
}


def tag(**fields: object) -> Record:
    known = {"name": "border", "colour": "#d9a406", "description": "", "key": None}
    return STAMP | {"kind": "tag"} | known | fields


def article(**fields: object) -> Record:
    known: Record = {"path": "a.txt", "text_sha256": "", "reading": {}}
    return STAMP | {"kind": "article"} | known | fields


def mark(note: str = "", *tags: str, **fields: object) -> Record:
    set_here: Record = {uid: {} for uid in tags}
    known: Record = {"article": "x", "target": None, "tags": set_here, "note": note}
    return STAMP | {"kind": "annotation"} | known | fields


# What is read


@pytest.mark.parametrize("record", [tag(), article(), mark("a\n\tb", "t", target=PASSAGE)])
def test_a_sound_record_is_read_as_it_is(record: Record) -> None:
    assert is_record(record)
    assert mended(record) == record


@pytest.mark.parametrize("span", [(-1, 5), (5, 5), (9, 3)])
def test_a_passage_without_words_is_none(span: tuple[int, int]) -> None:
    wrong = PASSAGE | {"start": span[0], "end": span[1]}
    assert not is_passage(wrong)
    assert not is_record(mark(target=wrong))


def test_all_words_of_a_record_are_made_safe_one_for_one() -> None:
    hostile = mark(HOSTILE, HOSTILE, target=PASSAGE | {"quote": HOSTILE}, author=HOSTILE)
    safe = mended(hostile)
    words = [safe["note"], safe["author"], safe["target"]["quote"], *safe["tags"]]
    assert len(words) == 4
    for word in words:
        assert word == "evil \ufffd[2J\ufffd]52;c;aGk=\ufffd \ufffd\ufffd end"


def test_only_notes_and_passages_may_have_several_lines() -> None:
    assert mended(mark("a\nb"))["note"] == "a\nb"
    assert mended(tag(name="a\nb", description="c\td"))["name"] == "a\ufffdb"


@pytest.mark.parametrize("colour", ["burnt sienna", "#12345", "", "#d9a406; x"])
def test_a_colour_that_is_none_becomes_grey(colour: str) -> None:
    assert mended(tag(colour=colour))["colour"] == "#8a8f98"


@pytest.mark.parametrize("key", [0, 10, -1])
def test_a_quick_key_that_is_none_is_left_out(key: int) -> None:
    assert mended(tag(key=key))["key"] is None


def test_a_state_of_reading_that_is_none_is_left_out() -> None:
    reading = {"ana": "read", "bob": "skimmed", "cy": ["read"], "di": "unread"}
    assert mended(article(reading=reading))["reading"] == {"ana": "read", "di": "unread"}


@pytest.mark.parametrize("value", ["last week", "20250909", "2025-9-9", "2025-02-30", "", 5, None])
def test_a_date_that_is_none_is_left_out(value: object) -> None:
    assert "published" not in mended(article(published=value))


def test_metadata_that_is_no_text_is_left_out() -> None:
    read = mended(article(title=5, source="", published="2025-09-09"))
    assert "title" not in read
    assert "source" not in read
    assert read["published"] == "2025-09-09"


# What two programs wrote

records = st.builds(
    lambda note, tags: mark(note, *tags),
    st.text("ab ", max_size=3),
    st.sets(st.sampled_from("xyz")),
)


@given(records, records)
def test_a_change_is_put_whole_onto_a_record_that_nobody_else_changed(
    before: Record, after: Record
) -> None:
    assert merged(before, after, before) == after


@given(records, records)
def test_no_change_leaves_what_others_did(before: Record, theirs: Record) -> None:
    assert merged(before, before, theirs) == theirs


@given(records, records, records)
def test_a_merge_loses_no_tag_that_was_added_and_no_note(
    before: Record, after: Record, theirs: Record
) -> None:
    both = merged(before, after, theirs)
    assert both is not None
    for one in (after, theirs):
        assert {tag for tag in one["tags"] if tag not in before["tags"]} <= set(both["tags"])
        assert one["note"] == before["note"] or one["note"] in both["note"]


CASES: dict[str, tuple[Record | None, Record | None, Record | None, Record | None]] = {
    "a tag each": (mark("", "x"), mark("", "x", "y"), mark("", "x", "z"), mark("", "x", "y", "z")),
    "a tag off, a note on": (
        mark("", "x", "y"),
        mark("", "y"),
        mark("n", "x", "y"),
        mark("n", "y"),
    ),
    "two notes": (mark(), mark("mine"), mark("theirs"), mark("theirs\n\nmine")),
    "the same note": (mark(), mark("n"), mark("n"), mark("n")),
    "a note emptied here, longer there": (mark("n"), mark(""), mark("n and m"), mark("n and m")),
    "changed here, removed there": (mark(), mark("n"), None, mark("n")),
    "removed in both": (mark("n"), None, None, None),
    "removed here": (mark("n", "x"), None, mark("n", "x"), None),
    "removed here, more said there": (mark("", "x"), None, mark("m", "x", "y"), mark("m", "y")),
    "removed here, only stamped there": (mark("", "x"), None, mark("", "x", modified="b"), None),
    "made here": (None, mark("n"), None, mark("n")),
    "a tag's name and its colour": (
        tag(),
        tag(name="frontier"),
        tag(colour="#123456"),
        tag(name="frontier", colour="#123456"),
    ),
    "a title taken back, and read": (
        article(title="Hers"),
        article(),
        article(title="Hers", reading={"bob": "read"}),
        article(reading={"bob": "read"}),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_touches_only_what_it_changed(case: str) -> None:
    before, after, theirs, outcome = CASES[case]
    given_records: Any = (before, after, theirs)
    assert merged(*given_records) == outcome
