from pathlib import Path

from tests.annotations.conftest import RUSSIA, OpenLibrary

BLINKEN, IRPT = ("PERSON", "Antony J. Blinken"), ("ORG", "IRPT")


def test_a_name_on_the_watch_list_stays_there_for_the_next_run(open_library: OpenLibrary) -> None:
    desk = open_library()
    act = desk.watch_name(*BLINKEN)
    assert act is not None
    assert act.name == "watch Antony J. Blinken"
    assert desk.watch_name(*BLINKEN) is None, "it is there already"
    desk.watch_name(*IRPT)
    desk.close()
    assert open_library().watched() == [BLINKEN, IRPT]


def test_watching_and_its_end_are_a_step_to_undo_each(open_library: OpenLibrary) -> None:
    desk = open_library()
    desk.watch_name(*BLINKEN)
    act = desk.unwatch_name("A. Blinken", [BLINKEN, IRPT])
    assert act is not None
    assert act.name == "watch A. Blinken no more"
    assert desk.watched() == []
    assert desk.unwatch_name("A. Blinken", [BLINKEN]) is None
    desk.undo()
    assert desk.watched() == [BLINKEN]
    desk.undo()
    assert desk.watched() == []


def test_what_a_colleague_watches_is_taken_in_once(
    open_library: OpenLibrary, tmp_path: Path
) -> None:
    theirs = open_library(file=tmp_path / "theirs.json", author="bob")
    for name in (BLINKEN, IRPT):
        theirs.watch_name(*name)
    theirs.close()
    ours = open_library()
    ours.watch_name(*BLINKEN)
    ours.tag([RUSSIA], ["border"])
    act = ours.import_annotations(tmp_path / "theirs.json")
    assert act is not None
    assert ours.watched() == [BLINKEN, IRPT]
    assert len(ours.store.of_kind("watch")) == 2
    assert ours.import_annotations(tmp_path / "theirs.json") is None
