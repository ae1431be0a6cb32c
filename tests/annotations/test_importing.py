"""A colleague's file is taken in: what is counted, what is there afterwards, what is refused."""

import json
import shutil
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.library import Library
from annotations.merges import Alternative, MergeCounts
from annotations.models import State, Target
from annotations.places import Places
from tests.annotations.conftest import GRAIN, ONE, RUSSIA, TWO, OpenLibrary, names
from tests.factories import counting_uids, make_collection, make_library


@pytest.fixture
def bobs(tmp_path: Path, places: Places) -> Library:
    """Bob's library, on a collection of his own with an article more."""
    texts = {"one.txt": ONE, "moved/two.txt": TWO, "his.txt": "Only he has this.\n"}
    root = make_collection(tmp_path / "his", texts)
    return make_library(root, places, author="bob", uids=counting_uids("bob"))


def saved(library: Library) -> Path:
    library.close()
    return library.store.file


def test_what_a_colleague_said_is_taken_in_as_one_step(desk: Library, bobs: Library) -> None:
    desk.tag([RUSSIA], ["border"])
    bobs.tag([GRAIN, Target("his.txt")], ["Border", "grain"])
    bobs.note([Target("moved/two.txt")], "calm")
    bobs.set_state(["one.txt"], State.READ)
    file = saved(bobs)
    counts = desk.preview_import(file)
    assert counts == MergeCounts(new=3, elsewhere=1, tags=1, articles=2, other=2)
    assert names(desk.annotations("sub/two.txt")) == [], "a preview changes nothing"
    act = desk.import_annotations(file)
    assert act is not None
    assert act.name == "import annotations.json: 3 new, 0 changed"
    assert act.paths == ("one.txt",)
    assert names(desk.annotations("one.txt")) == [
        ("Russia closed the border.", ["Border"], ""),
        ("Grain waits.", ["Border", "grain"], ""),
    ]
    assert names(desk.annotations("sub/two.txt")) == [("", [], "calm")]
    assert desk.listing("one.txt").state is State.UNREAD, "he has read it, she has not"
    desk.undo()
    assert names(desk.annotations("one.txt")) == [("Russia closed the border.", ["border"], "")]
    assert names(desk.annotations("sub/two.txt")) == []
    desk.redo()
    assert len(desk.annotations("one.txt")) == 2
    assert names(desk.annotations("sub/two.txt")) == [("", [], "calm")]


def test_twice_is_once(desk: Library, bobs: Library, open_library: OpenLibrary) -> None:
    desk.note([RUSSIA], "hers")
    bobs.tag([RUSSIA], ["border"])
    bobs.note([Target("his.txt")], "his")
    file = saved(bobs)
    assert desk.import_annotations(file) is not None
    assert desk.import_annotations(file) is None
    before = saved(desk).read_bytes()
    again = open_library()
    assert again.import_annotations(file) is None
    assert again.preview_import(file) == MergeCounts(same=2, elsewhere=1)
    again.close()
    assert again.store.file.read_bytes() == before


def test_annotations_on_articles_that_are_not_here_wait(desk: Library, bobs: Library) -> None:
    bobs.tag([Target("his.txt")], ["border"])
    desk.import_annotations(saved(bobs))
    [mark] = desk.left_behind()
    assert (mark.path, [tag.name for tag in mark.tags]) == ("his.txt", ["border"])
    (desk.collection.root / "his.txt").write_text("Only he has this.\n", "utf-8")
    assert names(desk.annotations("his.txt")) == [("", ["border"], "")]


def test_two_who_go_on_from_one_file_are_merged_with_the_older_note_beside(
    desk: Library, places: Places, tmp_path: Path
) -> None:
    desk.tag([RUSSIA], ["border"])
    desk.store.flush()
    his = tmp_path / "bob.json"
    shutil.copy(desk.store.file, his)
    bob = make_library(
        desk.collection.root, places, file=his, author="bob", uids=counting_uids("bob")
    )
    bob.note([RUSSIA], "his")
    bob.close()
    for number in range(9):
        desk.note([RUSSIA], f"hers {number}")
    act = desk.import_annotations(his)
    assert act is not None
    assert act.name == "import bob.json: 0 new, 1 changed"
    [mark] = desk.annotations("one.txt")
    [other] = mark.alternatives
    assert (mark.note, mark.tags[0].name) == ("hers 8", "border")
    assert (other.note, other.author) == ("his", "bob")
    assert isinstance(other, Alternative)


def test_an_article_that_is_known_by_now_has_its_annotations_after_undo_and_redo(
    desk: Library, bobs: Library
) -> None:
    bobs.note([GRAIN], "his")
    desk.import_annotations(saved(bobs))
    desk.undo()
    assert desk.listing("one.txt").annotations == 0
    desk.redo()
    assert names(desk.annotations("one.txt")) == [("Grain waits.", [], "his")]


@pytest.fixture
def both(desk: Library, bobs: Library) -> Library:
    """Her library with a note by bob beside hers."""
    bobs.note([RUSSIA], "his")
    desk.import_annotations(saved(bobs))
    [mark] = desk.store.of_kind("annotation")
    other = {"note": "cy's", "author": "cy", "modified": mark["modified"]}
    desk.store.note([mark | {"alternatives": [other]}])
    return desk


def beside(desk: Library) -> tuple[str, dict[str, str]]:
    """The note, and what stands beside it, each with its author."""
    [mark] = desk.annotations("one.txt")
    return mark.note, {other.note: other.author for other in mark.alternatives}


def test_an_alternative_is_taken_in_and_the_note_stands_beside_it(both: Library) -> None:
    both.note([RUSSIA], "cy's", ["his", "a thought"])
    assert beside(both) == ("cy's", {"his": "bob", "a thought": "ana"})
    both.undo()
    assert beside(both) == ("his", {"cy's": "cy"})


def test_alternatives_stay_until_they_are_dropped(both: Library) -> None:
    [mark] = both.annotations("one.txt")
    both.note_annotation(mark.uid, "hers")
    assert beside(both) == ("hers", {"cy's": "cy"})
    both.note_annotation(mark.uid, "")
    assert beside(both) == ("", {"cy's": "cy"}), "it still says something"
    assert both.note_annotation(mark.uid, "hers", []) is not None
    assert beside(both) == ("hers", {})
    record = both.store.get(mark.uid)
    assert record is not None
    assert "alternatives" not in record
    assert both.note_annotation(mark.uid, "hers", []) is None
    both.note_annotation(mark.uid, "")
    assert both.annotations("one.txt") == []


def a_file(tmp_path: Path, content: str) -> Path:
    file = tmp_path / "theirs.json"
    file.write_text(content, "utf-8")
    return file


def form(version: int, records: object = None) -> str:
    meta = {"1": {"format": f"briefreader/{version}"}}
    return json.dumps({"_meta": meta, "_default": records or {}})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "is no annotations file"),
        ('{"a": 1}', "is no annotations file"),
        (form(1)[:-5], "is damaged"),
        (form(1, {"1": {"uid": 5}}), "is damaged"),
        (form(99), "newer briefreader"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_refused_and_nothing_is_changed(
    content: str, words: str, desk: Library, tmp_path: Path
) -> None:
    desk.tag([RUSSIA], ["border"])
    file = a_file(tmp_path, content)
    for take in (desk.preview_import, desk.import_annotations):
        with pytest.raises(StoreError, match=words):
            take(file)
    assert file.read_text("utf-8") == content
    assert desk.store.undo_name == "tag “Russia closed the border.” border"
    assert list(tmp_path.glob("theirs*")) == [file]


def test_no_file_a_folder_and_ones_own_file_are_refused(desk: Library, tmp_path: Path) -> None:
    desk.tag([RUSSIA], ["border"])
    desk.store.flush()
    link = tmp_path / "link.json"
    link.symlink_to(desk.store.file)
    for file, words in (
        (tmp_path / "nowhere.json", "There is no file"),
        (tmp_path, "is a folder"),
        (desk.store.file, "you are working on"),
        (link, "you are working on"),
    ):
        with pytest.raises(StoreError, match=words):
            desk.import_annotations(file)


def test_a_path_that_leads_out_of_the_collection_is_not_here(
    desk: Library, bobs: Library, tmp_path: Path
) -> None:
    bobs.note([Target("his.txt")], "his")
    file = saved(bobs)
    (tmp_path / "out.txt").write_text("out", "utf-8")
    tables = json.loads(file.read_text("utf-8").replace('"his.txt"', '"../out.txt"'))
    file.write_text(json.dumps(tables), "utf-8")
    assert desk.preview_import(file).elsewhere == 1
    act = desk.import_annotations(file)
    assert act is not None
    assert act.paths == ()


def test_an_import_that_was_undone_can_be_done_again(desk: Library, bobs: Library) -> None:
    bobs.tag([RUSSIA], ["border"])
    bobs.note([GRAIN], "his")
    file = saved(bobs)
    desk.import_annotations(file)
    there = names(desk.annotations("one.txt"))
    for _ in range(2):
        desk.undo()
        assert names(desk.annotations("one.txt")) == []
        assert desk.import_annotations(file) is not None
        assert names(desk.annotations("one.txt")) == there
        assert desk.import_annotations(file) is None


def test_an_import_can_be_done_again_after_going_back_to_before_it(
    desk: Library, bobs: Library
) -> None:
    desk.note([RUSSIA], "hers")
    bobs.tag([RUSSIA], ["border"])
    bobs.note([GRAIN], "his")
    file = saved(bobs)
    act = desk.import_annotations(file)
    assert act is not None
    there = names(desk.annotations("one.txt"))
    step = next(each.uid for each in desk.store.history() if each.step)
    desk.note([GRAIN], "written on")
    for _ in range(2):
        desk.restore(step)
        assert names(desk.annotations("one.txt")) == [("Russia closed the border.", [], "hers")]
        assert desk.import_annotations(file) is not None
        assert names(desk.annotations("one.txt")) == there
        assert desk.import_annotations(file) is None


def test_going_back_to_before_an_import_may_itself_be_undone(desk: Library, bobs: Library) -> None:
    bobs.tag([RUSSIA], ["border"])
    bobs.note([GRAIN], "his")
    file = saved(bobs)
    desk.import_annotations(file)
    step = next(each.uid for each in desk.store.history() if each.step)
    desk.restore(step)
    desk.undo()
    [mark] = [each for each in desk.annotations("one.txt") if each.note == "his"]
    desk.delete(mark.uid)
    assert desk.import_annotations(file) is None, "what was deleted since stays deleted"


def test_an_import_does_not_bring_back_what_was_undone(desk: Library, tmp_path: Path) -> None:
    desk.note([RUSSIA], "old")
    desk.note([RUSSIA], "new")
    desk.note([GRAIN], "too much")
    desk.store.flush()
    theirs = Path(shutil.copy(desk.store.file, tmp_path / "theirs.json"))
    desk.undo()
    desk.undo()
    assert desk.import_annotations(theirs) is None
    assert names(desk.annotations("one.txt")) == [("Russia closed the border.", [], "old")]


def test_an_import_does_not_take_away_again_what_undo_brought_back(
    desk: Library, tmp_path: Path
) -> None:
    desk.note([RUSSIA], "hers")
    [mark] = desk.annotations("one.txt")
    desk.delete(mark.uid)
    desk.store.flush()
    theirs = Path(shutil.copy(desk.store.file, tmp_path / "theirs.json"))
    desk.undo()
    assert desk.import_annotations(theirs) is None
    assert names(desk.annotations("one.txt")) == [("Russia closed the border.", [], "hers")]
