import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from tinydb import TinyDB

from annotations.errors import CodebookError
from annotations.library import Library
from annotations.models import MetadataEdit, State, Target
from annotations.origins import KnownFrom, TitleFrom
from annotations.places import Places
from annotations.store.records import Record
from tests.annotations.conftest import GRAIN, ONE, RUSSIA, OpenLibrary, names
from tests.factories import target_in


def test_the_offsets_of_these_tests_are_right() -> None:
    assert ONE[20:45] == "Russia closed the border."
    assert ONE[46:58] == "Grain waits."


def test_a_new_tag_and_its_first_use_are_one_step(desk: Library) -> None:
    act = desk.tag([RUSSIA], ["security/border"])
    assert act is not None
    assert act.name == "tag “Russia closed the border.” security/border"
    assert act.paths == ("one.txt",)
    assert names(desk.annotations("one.txt")) == [
        ("Russia closed the border.", ["security/border"], "")
    ]
    desk.undo()
    assert (desk.tags(), desk.annotations("one.txt")) == ([], [])
    desk.redo()
    assert names(desk.annotations("one.txt")) == [
        ("Russia closed the border.", ["security/border"], "")
    ]


def test_several_targets_and_tags_are_one_step(desk: Library) -> None:
    act = desk.tag([RUSSIA, Target("sub/two.txt"), GRAIN], ["a", "b"])
    assert act is not None
    assert act.name == "tag 2 passages and 1 article a, b"
    assert act.paths == ("one.txt", "sub/two.txt")
    assert [len(desk.annotations(path)) for path in desk.paths()] == [2, 1]
    desk.undo()
    assert [len(desk.annotations(path)) for path in desk.paths()] == [0, 0]


def test_a_tag_that_is_there_is_not_set_twice_and_makes_no_step(desk: Library) -> None:
    desk.tag([RUSSIA], ["border"])
    assert desk.tag([RUSSIA], ["Border"]) is None
    assert names(desk.annotations("one.txt")) == [("Russia closed the border.", ["border"], "")]


def test_a_name_is_put_in_its_one_form(desk: Library) -> None:
    act = desk.tag([RUSSIA], ["  security /  border\tpost/ "])
    assert [tag.name for tag in desk.tags()] == ["security/border post"]
    assert act is not None
    assert act.name == "tag “Russia closed the border.” security/border post"


@pytest.mark.parametrize("name", ["", " / ", "# a", "a\x1bb", "a\u202eb", "x" * 81])
def test_a_name_that_cannot_be_one_is_refused_and_nothing_happens(name: str, desk: Library) -> None:
    with pytest.raises(CodebookError):
        desk.tag([RUSSIA], ["good", name])
    assert (desk.tags(), desk.annotations("one.txt")) == ([], [])


def test_toggling_sets_a_tag_on_all_that_lack_it_and_then_takes_it_off_all(desk: Library) -> None:
    desk.tag([RUSSIA], ["border"])
    [border] = desk.tags()
    desk.toggle([RUSSIA, GRAIN], border)
    assert [mark.tags for mark in desk.annotations("one.txt")] == [(border,)] * 2
    act = desk.toggle([RUSSIA, GRAIN], border)
    assert act is not None
    assert act.name == "take border off 2 passages"
    assert desk.annotations("one.txt") == []
    desk.undo()
    assert [mark.tags for mark in desk.annotations("one.txt")] == [(border,)] * 2


def test_taking_a_tag_off_never_takes_the_note_with_it(desk: Library) -> None:
    desk.tag([RUSSIA], ["border", "grain"])
    desk.note([RUSSIA], "why?")
    border, grain = desk.tags()
    [mark] = desk.annotations("one.txt")
    desk.untag(mark.uid, border)
    desk.toggle([RUSSIA], grain)
    assert names(desk.annotations("one.txt")) == [("Russia closed the border.", [], "why?")]


def test_taking_the_last_tag_off_a_passage_without_a_note_deletes_the_annotation(
    desk: Library,
) -> None:
    desk.tag([RUSSIA], ["border"])
    [mark] = desk.annotations("one.txt")
    desk.untag(mark.uid, mark.tags[0])
    assert desk.annotations("one.txt") == []
    assert desk.untag(mark.uid, mark.tags[0]) is None


def test_overlapping_passages_are_annotations_of_their_own(desk: Library) -> None:
    desk.tag([target_in(ONE, "one.txt", 20, 58)], ["outer"])
    desk.tag([RUSSIA], ["inner"])
    assert [(m.start, m.end) for m in desk.annotations("one.txt")] == [(20, 45), (20, 58)]


def test_annotations_stand_in_text_order_the_articles_own_first(desk: Library) -> None:
    desk.note([GRAIN], "second")
    desk.note([RUSSIA], "first")
    desk.note([Target("one.txt")], "all of it")
    assert [mark.note for mark in desk.annotations("one.txt")] == [
        "all of it",
        "first",
        "second",
    ]


def test_tags_are_counted_and_listed_in_the_codebooks_order(desk: Library) -> None:
    desk.tag([RUSSIA], ["b", "a"])
    desk.tag([Target("one.txt")], ["a"])
    b, a = desk.tags()
    assert desk.tag_counts() == {a.uid: 2, b.uid: 1}
    assert desk.listing("one.txt").tags == ("b", "a")
    assert desk.listing("one.txt").annotations == 2


def test_a_note_is_written_replaced_and_taken_away(desk: Library) -> None:
    desk.note([RUSSIA], "  why?\nand how \n")
    assert names(desk.annotations("one.txt")) == [
        ("Russia closed the border.", [], "why?\nand how")
    ]
    desk.note([RUSSIA], "because")
    assert desk.note([RUSSIA], "because") is None
    assert [mark.note for mark in desk.annotations("one.txt")] == ["because"]
    desk.note([RUSSIA], " ")
    assert desk.annotations("one.txt") == []
    desk.undo()
    assert [mark.note for mark in desk.annotations("one.txt")] == ["because"]


def test_taking_a_note_away_leaves_the_tags(desk: Library) -> None:
    desk.tag([RUSSIA], ["border"])
    desk.note([RUSSIA], "why?")
    [mark] = desk.annotations("one.txt")
    desk.note_annotation(mark.uid, "")
    assert names(desk.annotations("one.txt")) == [("Russia closed the border.", ["border"], "")]


def test_a_note_that_is_emptied_is_an_act_of_deleting(desk: Library) -> None:
    desk.note([RUSSIA], "why?")
    [mark] = desk.annotations("one.txt")
    edited, deleted = desk.note_annotation(mark.uid, "so"), desk.note_annotation(mark.uid, " ")
    assert edited is not None
    assert deleted is not None
    assert (edited.name, deleted.name) == (
        "edit the note on “Russia closed the border.”",
        "delete the note on “Russia closed the border.”",
    )


def test_an_empty_note_where_there_is_none_does_nothing(desk: Library) -> None:
    assert desk.note([RUSSIA], "") is None
    assert desk.annotations("one.txt") == []


def test_deleting_takes_all_of_an_annotation_and_can_be_undone(desk: Library) -> None:
    desk.tag([RUSSIA], ["border"])
    desk.note([RUSSIA], "why?")
    before = desk.annotations("one.txt")
    act = desk.delete(before[0].uid)
    assert act is not None
    assert act.paths == ("one.txt",)
    assert desk.annotations("one.txt") == []
    assert desk.delete(before[0].uid) is None
    desk.undo()
    [mark] = desk.annotations("one.txt")
    assert mark.modified > before[0].modified, "it is newer than its removal wherever files merge"
    assert [replace(mark, modified=before[0].modified)] == before


def test_a_draft_is_kept_beside_the_annotations_from_run_to_run(
    desk: Library, open_library: OpenLibrary
) -> None:
    desk.keep_draft(RUSSIA, "half a thou")
    assert open_library().draft(RUSSIA) == "half a thou"
    assert desk.annotations("one.txt") == []
    assert not desk.store.file.exists()


def test_a_draft_is_offered_where_its_words_are_now(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.keep_draft(RUSSIA, "half a thou")
    desk.close()
    text = "An intro of its own.\n" + ONE
    (root / "one.txt").write_text(text)
    again = open_library()
    assert again.drafted() == ["one.txt"]
    assert again.drafts(again.article("one.txt")) == [
        (target_in(text, "one.txt", 41, 66), "half a thou")
    ]


def test_a_draft_on_an_orphan_is_not_taken_for_one_on_the_article(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.tag([RUSSIA], ["border"])
    desk.keep_draft(RUSSIA, "on the orphan")
    desk.keep_draft(GRAIN, "on words that are gone")
    desk.close()
    (root / "one.txt").write_text("All else is new here.\n")
    again = open_library()
    assert dict(again.drafts(again.article("one.txt"))) == {
        RUSSIA: "on the orphan",
        Target("one.txt"): "on words that are gone",
    }
    assert again.draft(RUSSIA) == "on the orphan"


def test_an_edit_counts_everywhere_and_an_empty_field_takes_it_back(
    desk: Library, open_library: OpenLibrary
) -> None:
    found = desk.article("one.txt")
    edit = MetadataEdit("Hers", "Her Agency", "2025-09-09")
    act = desk.edit(["one.txt", "sub/two.txt"], edit)
    assert act is not None
    assert (act.name, act.paths) == (
        "edit title, source, date of 2 articles",
        ("one.txt", "sub/two.txt"),
    )
    desk.close()
    again = open_library()
    for path in again.paths():
        article, row = again.article(path), again.listing(path)
        assert (article.title, article.source, article.published) == (
            "Hers",
            "Her Agency",
            "2025-09-09",
        )
        assert (row.title, row.source, row.published) == ("Hers", "Her Agency", "2025-09-09")
        assert article.title_from is TitleFrom.ANALYST
        assert article.published_from is row.published_from is KnownFrom.ANALYST
    again.edit(["one.txt"], MetadataEdit("", "", ""))
    assert again.article("one.txt") == found
    assert again.article("sub/two.txt").title == "Hers"


def test_byline_dateline_and_language_are_kept_like_the_title(
    desk: Library, open_library: OpenLibrary
) -> None:
    found = desk.article("one.txt")
    desk.edit(["one.txt"], MetadataEdit(byline="Ann", dateline="KYIV", language="ru"))
    desk.close()
    again = open_library()
    told = again.sheet("one.txt")
    assert (told.byline, told.dateline, told.language) == ("Ann", "KYIV", "ru")
    assert {told.byline_from, told.dateline_from, told.language_from} == {KnownFrom.ANALYST}
    act = again.edit(["one.txt"], MetadataEdit(byline="", dateline="", language=""))
    assert act is not None
    assert act.on_entities
    assert again.article("one.txt") == found


def test_a_field_left_alone_stays_and_an_edit_that_changes_nothing_is_no_step(
    desk: Library,
) -> None:
    desk.edit(["one.txt"], MetadataEdit(title="Hers", source="S"))
    desk.edit(["one.txt"], MetadataEdit(source=""))
    assert desk.article("one.txt").title == "Hers"
    assert desk.article("one.txt").source is None
    assert desk.edit(["one.txt"], MetadataEdit(title="Hers", published="")) is None


def test_an_edit_of_several_articles_is_one_step_to_undo(desk: Library) -> None:
    before = [desk.listing(path) for path in desk.paths()]
    desk.edit(["one.txt", "sub/two.txt"], MetadataEdit(title="Hers"))
    desk.undo()
    assert [desk.listing(path) for path in desk.paths()] == before


def test_reading_is_each_authors_own(open_library: OpenLibrary) -> None:
    ana = open_library(author="ana")
    ana.set_state(["one.txt"], State.READ)
    ana.close()
    bob = open_library(author="bob")
    assert bob.listing("one.txt").state is State.UNREAD
    bob.set_state(["one.txt"], State.READ)
    bob.set_state(["one.txt"], State.UNREAD)
    bob.close()
    assert open_library(author="ana").listing("one.txt").state is State.READ


def test_what_the_program_noted_is_no_step_and_outlives_an_undo(desk: Library) -> None:
    desk.edit(["one.txt"], MetadataEdit(title="Hers"))
    assert desk.note_read("one.txt")
    assert not desk.note_read("one.txt")
    act = desk.undo()
    assert act is not None
    assert act.name == "edit title of “Border talks fail.”"
    assert desk.listing("one.txt").state is State.READ
    assert desk.undo() is None


def test_marking_several_articles_is_one_step(desk: Library) -> None:
    desk.set_state(["one.txt", "sub/two.txt"], State.READ)
    assert desk.set_state(["one.txt"], State.READ) is None
    desk.undo()
    assert [desk.listing(path).state for path in desk.paths()] == [State.UNREAD] * 2


def test_what_two_analysts_say_of_one_article_at_once_is_all_there_afterwards(
    open_library: OpenLibrary,
) -> None:
    ana, bob = open_library(author="ana"), open_library(author="bob")
    ana.note([RUSSIA], "ana's")
    bob.note([RUSSIA], "bob's")
    bob.edit(["one.txt"], MetadataEdit(title="Bob's"))
    ana.set_state(["one.txt"], State.READ)
    bob.note([GRAIN], "bob's too")
    ana.close(), bob.close()
    again = open_library(author="ana")
    assert [mark.note for mark in again.annotations("one.txt")] == [
        "ana's",
        "bob's",
        "bob's too",
    ]
    assert again.article("one.txt").title == "Bob's"
    assert again.listing("one.txt").state is State.READ
    again.close()
    assert len(open_library().annotations("one.txt")) == 3


def test_every_record_is_signed_and_holds_what_the_form_says(open_library: OpenLibrary) -> None:
    ana = open_library(author="ana")
    ana.tag([RUSSIA], ["border"])
    ana.close()
    bob = open_library(author="bob")
    bob.note([RUSSIA], "why?")
    bob.close()
    with TinyDB(bob.store.file) as stock:
        records = {record["kind"]: dict(record) for record in stock.all()}
    assert set(records) == {"article", "annotation", "tag", "operation"}
    mark, tag, article = (records[kind] for kind in ("annotation", "tag", "article"))
    assert (mark["author"], mark["modified_by"]) == ("ana", "bob")
    assert mark["created"].endswith("Z")
    assert mark["article"] == article["uid"]
    assert mark["tags"] == {tag["uid"]: {}}
    assert mark["target"] == {
        "start": 20,
        "end": 45,
        "quote": "Russia closed the border.",
        "before": ONE[:20],
        "after": ONE[45:77],
        "text_sha256": article["text_sha256"],
    }


def test_looking_writes_nothing(desk: Library, root: Path) -> None:
    for path in desk.paths():
        desk.listing(path)
        desk.annotations(path)
    desk.draft(RUSSIA)
    desk.close()
    assert sorted(path.name for path in root.rglob("*")) == ["one.txt", "sub", "two.txt"]


def test_an_author_of_odd_bytes_can_still_be_saved(open_library: OpenLibrary) -> None:
    odd = open_library(author="an\udcffa\x1b")
    odd.note([RUSSIA], "why?")
    assert odd.close().word == "saved"
    assert json.loads(odd.store.file.read_bytes())["_default"]["1"]["author"] == "an\ufffda\ufffd"


def test_identities_are_uuids_of_version_7(root: Path, places: Places) -> None:
    from uuid import UUID

    library = Library.open([root], places)
    library.note([RUSSIA], "why?")
    assert UUID(library.annotations("one.txt")[0].uid).version == 7
    library.close()


def test_nobody_elses_change_comes_between_looking_and_committing(
    desk: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    find = desk.store.with_value

    def look(field: str, value: str) -> list[Record]:
        def try_to_come_in() -> None:
            free.append(desk.store._lock.acquire(blocking=False))

        other = threading.Thread(target=try_to_come_in)
        other.start()
        other.join()
        return find(field, value)

    monkeypatch.setattr(desk.store, "with_value", look)
    desk.tag([RUSSIA], ["border"])
    assert free
    assert not any(free)
