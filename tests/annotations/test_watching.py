from pathlib import Path

from tests.annotations.conftest import RUSSIA, OpenLibrary

BLINKEN, IRPT = ("PERSON", "Antony J. Blinken"), ("ORG", "IRPT")


def test_a_name_on_the_watch_list_stays_there_for_the_next_run(open_library: OpenLibrary) -> None:
    desk = open_library()
    act = desk.watching.watch(*BLINKEN)
    assert act is not None
    assert act.name == "watch Antony J. Blinken"
    assert desk.watching.watch(*BLINKEN) is None, "it is there already"
    desk.watching.watch(*IRPT)
    desk.close()
    assert open_library().watching.names() == [BLINKEN, IRPT]


def test_watching_and_its_end_are_a_step_to_undo_each(open_library: OpenLibrary) -> None:
    desk = open_library()
    desk.watching.watch(*BLINKEN)
    act = desk.watching.unwatch("A. Blinken", [BLINKEN, IRPT])
    assert act is not None
    assert act.name == "watch A. Blinken no more"
    assert desk.watching.names() == []
    assert desk.watching.unwatch("A. Blinken", [BLINKEN]) is None
    desk.undo()
    assert desk.watching.names() == [BLINKEN]
    desk.undo()
    assert desk.watching.names() == []


def test_what_a_colleague_watches_is_taken_in_once(
    open_library: OpenLibrary, tmp_path: Path
) -> None:
    theirs = open_library(file=tmp_path / "theirs.json", author="bob")
    for name in (BLINKEN, IRPT):
        theirs.watching.watch(*name)
    theirs.close()
    ours = open_library()
    ours.watching.watch(*BLINKEN)
    ours.tag([RUSSIA], ["border"])
    act = ours.import_annotations(tmp_path / "theirs.json")
    assert act is not None
    assert ours.watching.names() == [BLINKEN, IRPT]
    assert len(ours.store.of_kind("watch")) == 2
    assert ours.import_annotations(tmp_path / "theirs.json") is None
