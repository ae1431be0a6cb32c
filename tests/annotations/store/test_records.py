import pytest

from annotations.store.records import Record, is_passage, is_record, mended
from tests.annotations.store.factories import PASSAGE, article, mark, tag
from tests.annotations.test_text import HOSTILE

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


def test_alternatives_that_are_none_are_left_out() -> None:
    sound = {"note": "his\n\x1b", "author": "bob", "modified": "2026"}
    read = mended(mark("hers", alternatives=[sound, {"note": "x"}, "y", {**sound, "note": ""}]))
    assert read["alternatives"] == [{**sound, "note": "his\n\ufffd"}]
    assert "alternatives" not in mended(mark("hers", alternatives="his"))
