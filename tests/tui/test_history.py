"""`briefreader history` and `doctor --repair`: what was done, going back, mending."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotations.library import Library
from annotations.models import Target
from annotations.places import Places
from annotations.store import generations
from annotations.store.disk import Disk
from tests.factories import make_collection, make_library, target_in
from tui.program import main

ONE = "Border talks fail.\n\nRussia closed the border. Grain waits.\n"
RUSSIA = target_in(ONE, "one.txt", 20, 45)

Run = Callable[..., Result]


@pytest.fixture
def news(tmp_path: Path, home: Places) -> Path:
    """A collection in which a note was written, a tag set and taken back, and set again."""
    root = make_collection(tmp_path / "news", {"one.txt": ONE})
    library = make_library(root, home)
    library.note([RUSSIA], "why?")
    library.tag([RUSSIA], ["border"])
    library.undo()
    library.tag([Target("one.txt")], ["grain"])
    library.close()
    return root


@pytest.fixture
def run(news: Path) -> Run:
    def call(*words: str) -> Result:
        return CliRunner().invoke(main, [*words, str(news)])

    return call


def steps(run: Run, *options: str) -> list[dict[str, Any]]:
    done = run("history", "--format", "jsonl", *options)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_what_was_done_is_listed_newest_first_with_when_and_by_whom(run: Run) -> None:
    found = steps(run)
    assert [step["what"] for step in found] == [
        "tag 1 article grain",
        "undo: tag “Russia closed the border.” border",
        "tag “Russia closed the border.” border",
        "note on “Russia closed the border.”",
    ]
    assert {step["author"] for step in found} == {"ana"}
    assert found[0]["when"].startswith("2026-01-02 03:04:")
    assert [step["records"] for step in found] == [2, 2, 2, 1]
    table = run("history", "--limit", "1").stdout.splitlines()
    assert len(table) == 2
    assert "tag 1 article grain" in table[1]


def test_what_the_program_noted_is_listed_on_demand(run: Run) -> None:
    own = [step for step in steps(run, "--all") if not step["own"]]
    assert [step["what"] for step in own] == ["know an article"]


@pytest.mark.parametrize("place", range(4))
def test_the_state_before_any_step_comes_back_and_can_be_undone(
    place: int, run: Run, news: Path, home: Places
) -> None:
    states = [
        [("Russia closed the border.", "", "why?")],
        [("Russia closed the border.", "border", "why?")],
        [("Russia closed the border.", "", "why?")],
        [],
    ]
    now = [("", "grain", ""), ("Russia closed the border.", "", "why?")]
    assert said(news, home) == now
    step = steps(run)[place]["step"]
    done = run("history", "--restore", step)
    assert done.exit_code == 0
    assert "go back to before" in done.stderr
    assert said(news, home) == states[place]
    library = make_library(news, home, author=library_author(run))
    library.undo()
    library.close()
    assert said(news, home) == now


def test_a_step_that_is_not_there_is_named(run: Run) -> None:
    done = run("history", "--restore", "nowhere")
    assert done.exit_code == 1
    assert "There is no step nowhere" in done.stderr


def test_no_name_of_a_step_is_a_clear_error(run: Run) -> None:
    before = steps(run)
    done = run("history", "--restore", "")
    assert done.exit_code == 1
    assert "Name a step" in done.stderr
    assert "`briefreader history`" in done.stderr
    assert steps(run) == before


def test_history_survives_compaction_until_it_is_pruned(
    run: Run, news: Path, home: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = news / ".briefreader" / "annotations.json"
    before = steps(run)
    monkeypatch.setattr(generations, "LEAST", 1)
    assert generations.compact(file, Disk())
    documents = json.loads(file.read_bytes())["_default"].values()
    assert "operation" not in {each["kind"] for each in documents}
    assert steps(run) == before
    assert "1 file" in run("doctor").stdout
    pruned = run("history", "--prune")
    assert pruned.exit_code == 0
    assert pruned.stderr.startswith("1 file, ")
    assert steps(run) == []
    assert said(news, home) == [("", "grain", ""), ("Russia closed the border.", "", "why?")]


def test_damage_is_told_by_place_and_mended_with_what_can_still_be_read(
    run: Run, news: Path, home: Places
) -> None:
    file = news / ".briefreader" / "annotations.json"
    whole = file.read_bytes()
    place = whole.index(b'"name":"grain"')
    damaged = whole[:place] + b'"name":"graim"' + whole[place + 14 :]
    file.write_bytes(damaged)
    told = run("doctor")
    assert told.exit_code == 1
    assert "BAD  damage" in told.stdout
    assert "at byte " in told.stdout
    assert file.read_bytes() == damaged, "doctor alone changes nothing"
    assert said(news, home) == [("Russia closed the border.", "", "why?")]
    mended = run("doctor", "--repair")
    assert mended.exit_code == 0
    assert "1 damaged line set aside → " in mended.stdout
    assert "2 records read out of damaged lines and taken in" in mended.stdout
    quarantine = file.with_name("annotations.quarantine")
    assert b"graim" in quarantine.read_bytes()
    assert said(news, home) == [("", "graim", ""), ("Russia closed the border.", "", "why?")]
    again = run("doctor", "--repair")
    assert "nothing to mend" in again.stdout
    assert again.exit_code == 0
    library = Library.open([news], home)
    for mark in library.annotations("one.txt"):
        if mark.tags:
            library.delete(mark.uid)
    library.close()
    assert "nothing to mend" in run("doctor", "--repair").stdout, "what was deleted stays deleted"
    assert said(news, home) == [("Russia closed the border.", "", "why?")]


def said(root: Path, places: Places) -> list[tuple[str, str, str]]:
    """What the collection's annotations say: quote, tags, note."""
    library = make_library(root, places)
    found = [
        (mark.quote, " ".join(tag.name for tag in mark.tags), mark.note)
        for mark in library.annotations("one.txt")
    ]
    library.close()
    return found


def library_author(run: Run) -> str:
    """Who the command line takes the analyst to be."""
    return str(steps(run)[0]["author"])
