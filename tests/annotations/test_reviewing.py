"""Annotations outlive an edited article: what is found in it, and what the analyst decides."""

from pathlib import Path

import pytest

from annotations.diffs import Kind, is_unchanged
from annotations.library import Library
from annotations.models import Annotation, MetadataEdit, State, Target
from annotations.places import Places
from annotations.standing import Standing, standing, tally, to_review
from annotations.store.merging import said
from tests.factories import make_collection, make_library, target_in

FIRST = "Border talks between the two neighbours failed again on Monday evening.\n"
SECOND = "Russia closed the northern border to all lorries from Kazakhstan.\n"
THIRD = "Grain waits for trucks at every one of the eleven crossings.\n"
FOURTH = "Nobody in the ministry knows for how long it will stay closed.\n"
FIFTH = "Traders in the capital say that prices will rise before the winter.\n"
OLD = "\n".join((FIRST, SECOND, THIRD, FIFTH, FOURTH))
CORRECTION = "The agency has corrected this report.\n"
ALTERED = THIRD.replace("waits for trucks", "is waiting for trucks")
NEW = "\n".join((FIRST, CORRECTION, SECOND, ALTERED, FIFTH))
PATH = "one.txt"


@pytest.fixture
def news(tmp_path: Path, places: Places) -> Library:
    return make_library(make_collection(tmp_path / "news", {PATH: OLD}), places)


def on(words: str, text: str = OLD, path: str = PATH) -> Target:
    start = text.index(words)
    return target_in(text, path, start, start + len(words))


def annotate(library: Library) -> None:
    """Annotate what is going to stay, to move, to be altered, and to be taken out."""
    for number, paragraph in enumerate((FIRST, SECOND, THIRD, FOURTH)):
        library.tag([on(paragraph.strip())], [f"tag {number}"])


def edit(library: Library, text: str = NEW, path: str = PATH) -> None:
    (library.collection.root / path).write_text(text, "utf-8")
    library.reread(path)


def marks(library: Library, path: str = PATH) -> dict[Standing, Annotation]:
    return {standing(mark): mark for mark in library.annotations(path)}


def records(library: Library) -> list[dict[str, object]]:
    every = [*library.store.of_kind("article"), *library.store.of_kind("annotation")]
    return [said(record) for record in every]


@pytest.fixture
def edited(news: Library) -> Library:
    annotate(news)
    edit(news)
    return news


def test_each_passage_is_told_by_what_became_of_it(edited: Library) -> None:
    found = edited.annotations(PATH)
    assert tally(found) == dict.fromkeys(Standing, 1)
    assert [standing(mark) for mark in to_review(found)] == [
        Standing.MOVED,
        Standing.ALTERED,
        Standing.ORPHANED,
    ]
    assert marks(edited)[Standing.UNCHANGED].quote == FIRST.strip()


def test_an_article_that_was_not_edited_has_nothing_to_review(news: Library) -> None:
    annotate(news)
    article = news.article(PATH)
    assert to_review(news.annotations(PATH)) == []
    assert news.reviewing.annotated_in(article) == []
    assert news.reviewing.changes(article) is None
    assert news.reviewing.accept(article, []) is None


def test_nothing_is_rewritten_by_opening_reading_and_looking(edited: Library) -> None:
    before = records(edited)
    article = edited.article(PATH)
    edited.annotations_on(article)
    edited.reviewing.changes(article)
    edited.reviewing.find_revisions()
    assert records(edited) == before
    edited.note_read(PATH)
    article_record, *_ = edited.store.of_kind("article")
    assert article_record["reading"] == {"ana": "read"}
    assert article_record["text_sha256"] != article.text_sha256


def test_what_was_changed_is_told_against_the_text_that_was_annotated(edited: Library) -> None:
    edited.close()
    changes = edited.reviewing.changes(edited.article(PATH))
    assert changes is not None
    assert [is_unchanged(change) for change in changes] == [True, False, True, False, True, False]
    removed = [piece.text for change in changes for piece in change if piece.kind is Kind.REMOVED]
    assert FOURTH.strip() in removed


def test_without_the_old_text_nothing_is_told_of_what_was_changed(edited: Library) -> None:
    edited.close()
    [text] = (edited.collection.root / ".briefreader" / "texts").iterdir()
    text.unlink()
    assert edited.reviewing.changes(edited.article(PATH)) is None
    assert edited.reviewing.annotated_in(edited.article(PATH))


def test_accepting_cuts_a_passage_from_the_text_as_it_is_now(edited: Library) -> None:
    article = edited.article(PATH)
    altered = marks(edited)[Standing.ALTERED]
    act = edited.reviewing.accept(article, [altered.uid])
    assert act is not None
    assert act.name == "accept the altered passage “Grain waits for trucks at every…”"
    assert act.paths == (PATH,)
    now = next(mark for mark in edited.annotations(PATH) if mark.uid == altered.uid)
    assert now.passage == on(NEW[altered.start : altered.end], NEW).passage
    assert standing(now) is Standing.UNCHANGED
    assert now.tags == altered.tags
    assert tally(edited.annotations(PATH)) == {
        Standing.UNCHANGED: 2,
        Standing.MOVED: 1,
        Standing.ORPHANED: 1,
    }


def test_what_stands_unchanged_goes_along_with_the_first_decision(edited: Library) -> None:
    article = edited.article(PATH)
    found = marks(edited)
    edited.reviewing.accept(article, [found[Standing.MOVED].uid])
    stale = [mark.uid for mark in edited.annotations(PATH) if mark.passage and (
        mark.passage.text_sha256 != article.text_sha256
    )]  # fmt: skip
    assert stale == [found[Standing.ALTERED].uid, found[Standing.ORPHANED].uid]


def test_all_moved_ones_are_accepted_as_one_step(news: Library) -> None:
    annotate(news)
    edit(news, "A new first paragraph.\n\n" + OLD)
    moved = to_review(news.annotations(PATH))
    act = news.reviewing.accept(news.article(PATH), [mark.uid for mark in moved])
    assert act is not None
    assert act.name == "accept 4 moved passages"
    assert news.reviewing.annotated_in(news.article(PATH)) == []
    news.undo()
    assert tally(news.annotations(PATH)) == {Standing.MOVED: 4}
    assert news.reviewing.annotated_in(news.article(PATH))


def test_an_orphan_is_placed_by_hand_or_dropped_but_not_accepted(edited: Library) -> None:
    article = edited.article(PATH)
    orphan = marks(edited)[Standing.ORPHANED]
    edited.reviewing.accept(article, [orphan.uid])
    assert standing(edited.annotations(PATH)[-1]) is Standing.ORPHANED
    words = on("The agency has corrected this report.", NEW)
    assert words.start is not None
    assert words.end is not None
    act = edited.reviewing.place_by_hand(article, orphan.uid, words.start, words.end)
    assert act is not None
    assert act.name == "place by hand “Nobody in the ministry knows…”"
    placed = next(mark for mark in edited.annotations(PATH) if mark.uid == orphan.uid)
    assert (placed.passage, placed.tags) == (words.passage, orphan.tags)
    edited.undo()
    act = edited.reviewing.drop(article, orphan.uid)
    assert act is not None
    assert act.name == "drop “Nobody in the ministry knows…”"
    assert orphan.uid not in [mark.uid for mark in edited.annotations(PATH)]
    assert edited.reviewing.drop(article, orphan.uid) is None


def test_every_decision_can_be_undone_and_done_again(edited: Library) -> None:
    article = edited.article(PATH)
    found = marks(edited)
    states = [records(edited)]
    for act in (
        edited.reviewing.accept(article, [found[Standing.MOVED].uid]),
        edited.reviewing.accept(article, [found[Standing.ALTERED].uid]),
        edited.reviewing.place_by_hand(article, found[Standing.ORPHANED].uid, 0, 6),
    ):
        assert act is not None
        assert act.paths == (PATH,)
        states.append(records(edited))
    edited.undo()
    edited.undo()
    edited.undo()
    assert records(edited) == states[0]
    edited.redo()
    edited.redo()
    edited.redo()
    assert edited.reviewing.annotated_in(article) == []


def test_an_edited_article_with_nothing_to_look_at_is_accepted_as_it_is(news: Library) -> None:
    annotate(news)
    edit(news, OLD + "\nOne more line at the end.\n")
    article = news.article(PATH)
    assert to_review(news.annotations(PATH)) == []
    assert news.reviewing.annotated_in(article)
    act = news.reviewing.accept(article, [])
    assert act is not None
    assert act.name == "accept the edited text"
    assert news.reviewing.annotated_in(article) == []


def test_a_tag_on_a_whole_article_that_was_edited_is_known_of(news: Library) -> None:
    news.tag([Target(PATH)], ["all of it"])
    news.close()
    edit(news)
    assert news.reviewing.annotated_in(news.article(PATH))
    assert news.reviewing.changes(news.article(PATH)) is not None


def test_a_later_text_is_kept_as_well_once_it_is_annotated(edited: Library) -> None:
    edited.note([on("The agency has corrected this report.", NEW)], "When?")
    edited.close()
    kept = (edited.collection.root / ".briefreader" / "texts").iterdir()
    assert sorted(file.read_text("utf-8") for file in kept) == sorted([OLD, NEW])


# Revisions under another name

LATER = NEW + "\nMore is to follow.\n"
OTHER = "Ships leave Odesa again after a week of storms, the port authority said.\n"


@pytest.fixture
def renewed(tmp_path: Path, places: Places, news: Library) -> Library:
    """A library that is opened once the annotated file is gone and others are there."""
    annotate(news)
    news.edit([PATH], MetadataEdit(source="UPI"))
    news.close()
    root = news.collection.root
    (root / PATH).unlink()
    make_collection(root, {"later.txt": LATER, "other.txt": OTHER})
    again = make_library(root, places, uids=iter(map(str, range(900, 999))).__next__)
    listed(again)
    return again


def listed(library: Library) -> None:
    for path in library.paths():
        library.listing(path)


def test_a_file_that_is_gone_is_offered_its_probable_revision(renewed: Library) -> None:
    assert renewed.reviewing.find_revisions(lambda: True) == []
    [revision] = renewed.reviewing.find_revisions()
    assert (revision.old_path, revision.path) == (PATH, "later.txt")
    assert revision.annotations == 4
    assert 0.5 < revision.likeness < 1
    assert renewed.reviewing.revision("later.txt") == revision
    assert renewed.reviewing.revision("other.txt") is None


def test_a_revision_takes_the_annotations_over_as_one_step(renewed: Library) -> None:
    [revision] = renewed.reviewing.find_revisions()
    renewed.set_state(["later.txt"], State.READ)
    before = records(renewed)
    act = renewed.reviewing.adopt(revision.uid, renewed.article("later.txt"))
    assert act is not None
    assert act.name == "take over 4 annotations of one.txt"
    assert set(act.paths) == {"later.txt"}, "the file that is gone has no row"
    assert len(renewed.annotations("later.txt")) == 4
    assert [standing(mark) for mark in to_review(renewed.annotations("later.txt"))] == [
        Standing.MOVED,
        Standing.ALTERED,
        Standing.ORPHANED,
    ]
    assert renewed.listing("later.txt").state is State.READ
    assert renewed.article("later.txt").source == "UPI"
    assert renewed.reviewing.revision("later.txt") is None
    assert renewed.left_behind() == []
    assert renewed.reviewing.changes(renewed.article("later.txt"))
    renewed.undo()
    assert records(renewed) == before
    assert renewed.annotations("later.txt") == []
    assert len(renewed.left_behind()) == 4
    assert renewed.reviewing.revision("later.txt") == revision
    renewed.redo()
    assert len(renewed.annotations("later.txt")) == 4


def test_decisions_on_entities_alone_are_taken_over_too(
    tmp_path: Path, places: Places, news: Library
) -> None:
    start = OLD.index("Russia")
    news.deciding.add(news.article(PATH), start, start + len("Russia"), "EVENT")
    news.close()
    root = news.collection.root
    (root / PATH).unlink()
    make_collection(root, {"later.txt": LATER})
    again = make_library(root, places, uids=iter(map(str, range(900, 999))).__next__)
    listed(again)
    [revision] = again.reviewing.find_revisions()
    assert revision.load == "1 decision"
    article = again.article("later.txt")
    act = again.reviewing.adopt(revision.uid, article)
    assert act is not None
    assert act.name == "take over 1 decision of one.txt"
    assert [each.words for each in again.decided.on(article)] == ["Russia"]
    again.close()


def test_what_was_said_of_the_revision_meanwhile_stays(renewed: Library) -> None:
    [revision] = renewed.reviewing.find_revisions()
    renewed.note([on("More is to follow.", LATER, "later.txt")], "Is it?")
    assert renewed.reviewing.revision("later.txt") == revision
    renewed.reviewing.adopt(revision.uid, renewed.article("later.txt"))
    assert len(renewed.annotations("later.txt")) == 5
    renewed.undo()
    assert [mark.note for mark in renewed.annotations("later.txt")] == ["Is it?"]


def test_of_two_files_that_are_as_alike_none_is_offered(renewed: Library) -> None:
    make_collection(renewed.collection.root, {"copy.txt": LATER + "So it was told.\n"})
    listed(renewed)
    assert renewed.reviewing.find_revisions() == []


def test_a_file_that_is_still_there_is_offered_nothing(renewed: Library) -> None:
    make_collection(renewed.collection.root, {PATH: OLD})
    listed(renewed)
    assert renewed.reviewing.find_revisions() == []


def test_an_article_on_the_same_matter_is_no_revision(renewed: Library) -> None:
    root = renewed.collection.root
    (root / "later.txt").write_text(f"{FIRST}\n{OTHER}\n{OTHER[::-1]}\n{OTHER.upper()}")
    renewed.reread("later.txt")
    assert renewed.reviewing.find_revisions() == []


def test_without_the_text_that_was_annotated_no_revision_is_found(renewed: Library) -> None:
    for file in (renewed.collection.root / ".briefreader" / "texts").iterdir():
        file.unlink()
    assert renewed.reviewing.find_revisions() == []


def test_texts_of_articles_that_were_annotated_earlier_are_kept_by_now(
    news: Library, places: Places
) -> None:
    annotate(news)
    news.close()
    [text] = (news.collection.root / ".briefreader" / "texts").iterdir()
    text.unlink()
    again = make_library(news.collection.root, places)
    listed(again)
    again.reviewing.find_revisions()
    again.close()
    assert text.read_text("utf-8") == OLD
