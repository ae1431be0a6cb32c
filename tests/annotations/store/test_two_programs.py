"""Two programs on one annotations file: neither takes away what the other wrote."""

from annotations.library import Library
from annotations.models import MetadataEdit, State, Target
from tests.annotations.conftest import RUSSIA, OpenLibrary, names


def both_open(open_library: OpenLibrary) -> tuple[Library, Library]:
    """Two programs that know the same annotation, with the tag `x`."""
    first = open_library()
    first.tag([RUSSIA], ["x"])
    first.store.flush()
    return first, open_library()


def in_file(open_library: OpenLibrary) -> list[tuple[str, list[str], str]]:
    return names(open_library().annotations("one.txt"))


def test_a_note_of_one_and_a_tag_of_the_other_both_stay(open_library: OpenLibrary) -> None:
    first, second = both_open(open_library)
    first.note([RUSSIA], "an hour of work")
    first.store.flush()
    second.tag([RUSSIA], ["y"])
    second.store.flush()
    both = [("Russia closed the border.", ["x", "y"], "an hour of work")]
    assert in_file(open_library) == both
    assert names(second.annotations("one.txt")) == both, "and the second one sees it"


def test_what_is_done_next_builds_on_what_the_other_wrote(open_library: OpenLibrary) -> None:
    first, second = both_open(open_library)
    first.note([RUSSIA], "an hour of work")
    first.store.flush()
    second.tag([RUSSIA], ["y"])
    second.store.flush()
    second.tag([RUSSIA], ["z"])
    second.close()
    assert in_file(open_library) == [
        ("Russia closed the border.", ["x", "y", "z"], "an hour of work")
    ]


def test_undo_takes_back_only_ones_own_step(open_library: OpenLibrary) -> None:
    first, second = both_open(open_library)
    first.note([RUSSIA], "an hour of work")
    first.store.flush()
    second.tag([RUSSIA], ["y"])
    second.store.flush()
    second.undo()
    second.close()
    assert in_file(open_library) == [("Russia closed the border.", ["x"], "an hour of work")]


def test_an_annotation_that_the_other_wrote_on_meanwhile_is_not_deleted(
    open_library: OpenLibrary,
) -> None:
    first, second = both_open(open_library)
    first.note([RUSSIA], "an hour of work")
    first.store.flush()
    [mark] = second.annotations("one.txt")
    second.delete(mark.uid)
    second.store.flush()
    left = [("Russia closed the border.", ["x"], "an hour of work")]
    assert in_file(open_library) == left
    assert names(second.annotations("one.txt")) == left


def test_what_one_deleted_while_the_other_wrote_on_it_stays(open_library: OpenLibrary) -> None:
    first, second = both_open(open_library)
    [mark] = first.annotations("one.txt")
    first.delete(mark.uid)
    first.store.flush()
    second.note([RUSSIA], "an hour of work")
    second.close()
    assert in_file(open_library) == [("Russia closed the border.", ["x"], "an hour of work")]


def test_metadata_and_reading_of_an_article_are_not_taken_away(open_library: OpenLibrary) -> None:
    first, _ = both_open(open_library)
    second = open_library(author="bob")
    first.edit(["one.txt"], MetadataEdit(title="Hers"))
    first.set_state(["one.txt"], State.READ)
    first.store.flush()
    second.set_state(["one.txt"], State.READ)
    second.note([Target("one.txt")], "his")
    second.close()
    for author in ("ana", "bob"):
        row = open_library(author=author).listing("one.txt")
        assert (row.title, row.state) == ("Hers", State.READ)


def test_of_two_notes_the_newer_one_stands_and_the_other_is_kept_beside_it(
    open_library: OpenLibrary,
) -> None:
    first, _ = both_open(open_library)
    second = open_library(author="bob")
    second.note([RUSSIA], "his")
    second.store.flush()
    first.note([RUSSIA], "hers")
    first.close()
    for library in (first, open_library()):
        [mark] = library.annotations("one.txt")
        kept = {mark.note: mark.modified_by} | {one.note: one.author for one in mark.alternatives}
        assert kept == {"hers": "ana", "his": "bob"}


def test_undo_takes_back_a_note_that_the_other_wrote_one_in_place_of(
    open_library: OpenLibrary,
) -> None:
    first, second = both_open(open_library)
    first.note([RUSSIA], "hers")
    first.store.flush()
    second.note([RUSSIA], "his")
    second.store.flush()
    second.undo()
    second.close()
    [mark] = open_library().annotations("one.txt")
    assert (mark.note, mark.alternatives) == ("hers", ())
