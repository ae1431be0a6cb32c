"""An act is on the words that were shown, whatever has become of their file since."""

from pathlib import Path

import pytest

from annotations import shelf
from annotations.library import Library
from annotations.models import Article, Passage, Placed, Placement, Target
from annotations.passages import place
from annotations.store import placements
from annotations.versions.tracing import Trace
from tests.annotations.conftest import GRAIN, ONE, RUSSIA, OpenLibrary, names

INTRO = "An intro of its own.\n\n"


@pytest.fixture
def cramped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only one text is kept in memory."""
    monkeypatch.setattr(shelf, "OPEN_ARTICLES", 1)


def test_a_text_that_changed_under_a_dialog_is_annotated_where_the_words_are_now(
    desk: Library, root: Path
) -> None:
    desk.article("one.txt")
    (root / "one.txt").write_text(INTRO + ONE)
    desk.reread("one.txt")
    desk.tag([GRAIN], ["grain"])
    [mark] = desk.annotations("one.txt")
    assert mark.quote == "Grain waits."
    assert (mark.placed, mark.start) == (Placed.EXACT, 46 + len(INTRO))


def test_words_that_are_gone_when_they_are_annotated_are_an_orphan(
    desk: Library, root: Path
) -> None:
    desk.article("one.txt")
    (root / "one.txt").write_text("short")
    desk.reread("one.txt")
    act = desk.note([GRAIN], "hello")
    assert act is not None
    [mark] = desk.annotations("one.txt")
    assert (mark.quote, mark.note, mark.placed) == ("Grain waits.", "hello", Placed.ORPHANED)


@pytest.mark.usefixtures("cramped")
def test_a_text_that_left_memory_and_changed_is_not_taken_for_the_one_shown(
    desk: Library, root: Path
) -> None:
    shown = desk.article("one.txt")
    assert not desk.changed(shown)
    (root / "one.txt").write_text(INTRO + ONE)
    desk.article("sub/two.txt")
    desk.article("one.txt")
    assert desk.changed(shown), "though the file is as it was read last"
    desk.tag([GRAIN], ["grain"])
    assert [mark.quote for mark in desk.annotations("one.txt")] == ["Grain waits."]


@pytest.mark.usefixtures("cramped")
def test_an_article_that_left_memory_and_vanished_can_still_be_annotated(
    desk: Library, root: Path
) -> None:
    shown = desk.article("one.txt")
    (root / "one.txt").unlink()
    desk.article("sub/two.txt")
    desk.note([GRAIN], "first")
    desk.note([GRAIN, Target("one.txt")], "second")
    assert names(desk.annotations_on(shown)) == [
        ("", [], "second"),
        ("Grain waits.", [], "first\n\nsecond"),
    ]


def test_a_file_that_was_only_touched_is_read_again_but_says_the_same(
    desk: Library, root: Path
) -> None:
    shown = desk.article("one.txt")
    (root / "one.txt").write_text(ONE + " ")
    (root / "one.txt").write_text(ONE)
    desk.reread("one.txt")
    assert not desk.changed(shown)


def test_annotations_stand_where_they_are_in_the_text_that_is_shown(
    desk: Library, root: Path
) -> None:
    shown = desk.article("one.txt")
    desk.tag([GRAIN], ["grain"])
    (root / "one.txt").write_text(INTRO + ONE)
    desk.reread("one.txt")
    assert [mark.start for mark in desk.annotations_on(shown)] == [46]
    assert [mark.start for mark in desk.annotations("one.txt")] == [46 + len(INTRO)]


def test_the_same_words_in_a_changed_text_are_the_same_annotation(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.tag([GRAIN], ["grain"])
    desk.close()
    (root / "one.txt").write_text(INTRO + ONE)
    again = open_library()
    text = again.article("one.txt")
    at = text.text.index("Grain")
    now = Target("one.txt", Passage(at, at + 12, "Grain waits.", "", "", text.text_sha256))
    again.note([now], "why?")
    assert names(again.annotations("one.txt")) == [("Grain waits.", ["grain"], "why?")]


def test_an_orphan_is_not_what_stands_at_its_old_place(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.note([GRAIN], "gone")
    desk.close()
    (root / "one.txt").write_text("x" * 30 + "\n\nOther words, but as many of them.\n")
    again = open_library()
    article = again.article("one.txt")
    now = Target("one.txt", Passage(46, 58, article.text[46:58], "", "", article.text_sha256))
    again.tag([now], ["new"])
    assert sorted(mark.note for mark in again.annotations("one.txt")) == ["", "gone"]


@pytest.mark.usefixtures("cramped")
def test_a_whole_article_is_annotated_without_being_read_again(
    desk: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in desk.paths():
        desk.listing(path)

    def never(*args: object) -> Article:
        raise AssertionError("it was read already")

    monkeypatch.setattr(shelf, "load", never)
    desk.tag([Target("one.txt"), Target("sub/two.txt")], ["x"])
    assert desk.sheet("one.txt").title == "Border talks fail."
    assert [mark.path for mark in desk.annotations_on(desk.sheet("one.txt"))] == ["one.txt"]


def test_a_passage_is_looked_for_once_in_each_text(
    desk: Library, root: Path, open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.tag([GRAIN], ["grain"])
    desk.tag([RUSSIA], ["russia"])
    desk.close()
    (root / "one.txt").write_text(INTRO + ONE)
    looked: list[str] = []

    def counted(passage: Passage, text: str, sha256: str, trace: Trace | None) -> Placement:
        assert trace is not None, "the text that was annotated is kept"
        looked.append(passage.quote)
        return place(passage, text, sha256, trace)

    monkeypatch.setattr(placements, "place", counted)
    again = open_library()
    for _ in range(3):
        again.annotations("one.txt")
        again.tag([Target("one.txt")], [f"tag {len(looked)}"])
    assert sorted(looked) == ["Grain waits.", "Russia closed the border."]


# Several at once


def test_a_note_on_several_goes_below_those_they_have_and_is_one_step(desk: Library) -> None:
    whole = [Target("one.txt"), Target("sub/two.txt")]
    desk.note(whole[:1], "precious")
    desk.note(whole, "for both")
    told = [mark.note for path in desk.paths() for mark in desk.annotations(path)]
    assert told == ["precious\n\nfor both", "for both"]
    desk.undo()
    told = [mark.note for path in desk.paths() for mark in desk.annotations(path)]
    assert told == ["precious"]


def test_an_empty_note_on_several_changes_nothing(desk: Library) -> None:
    whole = [Target("one.txt"), Target("sub/two.txt")]
    desk.note(whole[:1], "precious")
    assert desk.note(whole, " \n") is None
    assert [mark.note for mark in desk.annotations("one.txt")] == ["precious"]
