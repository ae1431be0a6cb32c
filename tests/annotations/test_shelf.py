import shutil
from pathlib import Path

import pytest

from annotations.articles import Collection
from annotations.errors import ArticleError, BriefReaderError
from annotations.library import Library
from annotations.models import (
    MetadataEdit,
    Placed,
    Target,
)
from annotations.places import Places, StorePlace
from tests.annotations.conftest import GRAIN, ONE, RUSSIA, TWO, OpenLibrary, names
from tests.factories import counting_uids, make_collection, target_in, ticking_clock


def test_annotations_and_edits_follow_a_file_that_was_moved(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.tag([RUSSIA], ["border"])
    desk.edit(["one.txt"], MetadataEdit(title="Hers"))
    desk.close()
    (root / "one.txt").rename(root / "moved.txt")
    again = open_library()
    assert names(again.annotations("moved.txt")) == [("Russia closed the border.", ["border"], "")]
    assert again.article("moved.txt").title == "Hers"
    assert list(dict(again.all_annotations())) == ["moved.txt"]
    assert again.left_behind() == []


def test_an_act_on_a_moved_article_names_its_new_path_and_remembers_it(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.tag([RUSSIA], ["border"])
    desk.close()
    (root / "one.txt").rename(root / "moved.txt")
    again = open_library()
    act = again.note([target_in(ONE, "moved.txt", 46, 58)], "new")
    assert act is not None
    assert act.paths == ("moved.txt",)
    again.close()
    make_collection(root, {"one.txt": ONE, "moved.txt": ONE + "More.\n"})
    third = open_library()
    assert third.annotations("one.txt") == [], "a copy, made after the move"
    assert len(third.annotations("moved.txt")) == 2


def test_a_copy_has_no_annotations(desk: Library, root: Path, open_library: OpenLibrary) -> None:
    desk.tag([RUSSIA], ["border"])
    desk.close()
    shutil.copy(root / "one.txt", root / "copy.txt")
    again = open_library()
    assert again.annotations("copy.txt") == []
    assert len(again.annotations("one.txt")) == 1


def test_an_edited_file_keeps_what_can_be_placed_and_orphans_the_rest_with_its_quote(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.note([RUSSIA], "stays")
    desk.note([GRAIN], "goes")
    desk.close()
    (root / "one.txt").write_text("New head.\n\n" + ONE.replace("Grain waits. ", ""))
    placed, orphan = open_library().annotations("one.txt")
    assert (placed.note, placed.placed) == ("stays", Placed.EXACT)
    assert (placed.start, placed.end) == (31, 56)
    assert (orphan.note, orphan.placed) == ("goes", Placed.ORPHANED)
    assert (orphan.quote, orphan.start, orphan.end) == ("Grain waits.", None, None)


def test_an_orphan_can_be_noted_tagged_and_deleted(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.note([GRAIN], "goes")
    desk.close()
    (root / "one.txt").write_text("All else.\n")
    again = open_library()
    [orphan] = again.annotations("one.txt")
    again.tag_annotation(orphan.uid, ["lost"])
    again.note_annotation(orphan.uid, "still hers")
    assert names(again.annotations("one.txt")) == [("Grain waits.", ["lost"], "still hers")]
    again.delete(orphan.uid)
    assert again.annotations("one.txt") == []


def test_what_was_said_of_an_article_that_is_gone_or_unreadable_is_still_told(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.note([GRAIN], "gone")
    desk.note([target_in(TWO, "sub/two.txt", 0, 13)], "unreadable")
    desk.close()
    (root / "one.txt").unlink()
    (root / "sub/two.txt").write_bytes(bytes(range(32)) * 100)
    again = open_library()
    assert dict(again.all_annotations()) == {}
    left = again.left_behind()
    assert [(mark.path, mark.quote, mark.note, mark.placed) for mark in left] == [
        ("one.txt", "Grain waits.", "gone", Placed.ORPHANED),
        ("sub/two.txt", "Markets calm.", "unreadable", Placed.ORPHANED),
    ]


def test_articles_that_were_not_named_are_not_taken_for_gone(
    desk: Library, root: Path, places: Places
) -> None:
    desk.note([GRAIN], "one")
    desk.note([Target("sub/two.txt")], "two")
    desk.close()
    shutil.copy(root / "one.txt", root / "copy.txt")
    part = Library(
        Collection.of([root / "sub/two.txt", root / "copy.txt"]),
        StorePlace(desk.store.file),
        places,
        author="ana",
        model="",
        clock=ticking_clock(),
        new_uid=counting_uids("part"),
    )
    assert list(dict(part.all_annotations())) == ["sub/two.txt"]
    assert part.left_behind() == []
    part.close()


def test_a_file_that_vanishes_stays_as_it_was_read(desk: Library, root: Path) -> None:
    list(desk.paths())
    article = desk.article("one.txt")
    assert not desk.changed(article)
    (root / "one.txt").unlink()
    assert desk.changed(article)
    assert desk.article("one.txt") == article
    desk.note([GRAIN], "still")
    assert names(desk.annotations("one.txt")) == [("Grain waits.", [], "still")]
    with pytest.raises(ArticleError, match=r"one\.txt is no longer there"):
        desk.reread("one.txt")


def test_a_path_the_collection_does_not_have_is_an_error_for_people(desk: Library) -> None:
    with pytest.raises(BriefReaderError, match="not in the collection"):
        desk.article("nowhere.txt")


def test_a_changed_file_is_read_again_when_asked(desk: Library, root: Path) -> None:
    desk.note([GRAIN], "here")
    (root / "one.txt").write_text("Intro.\n" + ONE)
    assert desk.reread("one.txt").text == "Intro.\n" + ONE
    assert [mark.start for mark in desk.annotations("one.txt")] == [53]


def test_an_article_that_cannot_be_read_is_listed_with_its_problem(
    desk: Library, root: Path
) -> None:
    (root / "bad.txt").write_bytes(bytes(range(32)) * 100)
    row = desk.listing("bad.txt")
    assert row.title == "bad.txt"
    assert row.problem is not None
    assert "binary" in row.problem
