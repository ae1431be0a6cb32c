"""The terminal is closed, or takes no more: the program ends soon, and what was saved is there."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal
from tests.terminal.test_detection import detector_of, long_collection

SECONDS = 5.0
"""Two, and what a busy machine needs."""


def in_reader(start: Start, *arguments: object) -> Terminal:
    """Start with an article open."""
    terminal = start(*arguments)
    terminal.wait_for("Articles 5")
    terminal.send("\r")
    terminal.wait_for("t → the sentence")
    return terminal


def annotate(terminal: Terminal, tag: str) -> None:
    """Tag a sentence, and see it saved."""
    terminal.send(f"t{tag}\r")
    terminal.wait_until_saved(f"” {tag}")


def stored(seeds: Path) -> str:
    """What is in the annotations file."""
    return (seeds / ".briefreader" / "annotations.json").read_text()


def drafts(seeds: Path) -> str:
    """What is in the files of drafts."""
    folder = seeds.parent / "home" / "state" / "briefreader" / "drafts"
    return "".join(file.read_text() for file in folder.glob("*.json"))


@contextmanager
def held_lock(seeds: Path) -> Iterator[None]:
    """Hold the lock of the annotations file, as another program does."""
    with (seeds / ".briefreader" / "annotations.json.lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_a_terminal_closed_while_annotating_fast_ends_the_program_each_time(
    start: Start, seeds: Path
) -> None:
    for number in range(12):
        terminal = in_reader(start, seeds)
        terminal.send(")" * number)
        annotate(terminal, f"kept{number}")
        terminal.send("".join(f")tfast{number}x{fast}\r" for fast in range(20)))
        terminal.wait_for(f"fast{number}x")
        time.sleep(0.03 * number)
        terminal.hang_up()
        assert terminal.wait_gone(SECONDS) == 128 + signal.SIGHUP
        assert f'"kept{number}"' in stored(seeds)


def test_a_closed_terminal_keeps_the_note_that_was_being_written(start: Start, seeds: Path) -> None:
    for number in range(3):
        terminal = in_reader(start, seeds)
        terminal.send(f"nhalf a thought {number}")
        terminal.wait_for(f"half a thought {number}")
        terminal.hang_up()
        assert terminal.wait_gone(SECONDS) == 128 + signal.SIGHUP
        assert f"half a thought {number}" in drafts(seeds)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_terminal_that_takes_no_more_does_not_hold_the_program(
    start: Start, seeds: Path, number: signal.Signals
) -> None:
    terminal = in_reader(start, seeds)
    annotate(terminal, "kept")
    terminal.send("".join(f")tfast{fast}\r" for fast in range(60)))
    time.sleep(2)  # nobody reads: the screens pile up
    terminal.signal(number)
    assert terminal.wait_gone(SECONDS) == 128 + number
    assert '"kept"' in stored(seeds)
    assert '"fast0"' in stored(seeds)


def test_another_program_that_holds_the_file_does_not_hold_the_program(
    start: Start, seeds: Path
) -> None:
    terminal = in_reader(start, seeds)
    annotate(terminal, "kept")
    with held_lock(seeds):
        terminal.send("tlater\r")
        terminal.wait_for("later", "saving…")
        terminal.send("nhalf a thought")
        terminal.wait_for("half a thought")
        terminal.signal(signal.SIGHUP)
        time.sleep(0.1)
        terminal.signal(signal.SIGHUP)  # a closed terminal often sends two
        assert terminal.wait_gone(SECONDS) == 128 + signal.SIGHUP
    assert '"kept"' in stored(seeds)
    assert '"later"' not in stored(seeds)
    assert "half a thought" in drafts(seeds)
    terminal = start(seeds)
    terminal.wait_for("What could not be saved when the program was ended is taken up again.")
    terminal.hang_up()
    terminal.wait_gone(SECONDS)
    assert '"later"' in stored(seeds)
    assert not list((seeds / ".briefreader").glob("*.waiting"))


def test_a_detector_that_hangs_ends_with_the_program(start: Start, tmp_path: Path) -> None:
    terminal = start(long_collection(tmp_path / "long"))
    terminal.wait_for("Articles 6", "detecting")
    child = detector_of(terminal)
    os.kill(child, signal.SIGSTOP)
    terminal.send("thang\r")
    terminal.wait_until_saved("hang")
    terminal.hang_up()
    assert terminal.wait_gone(SECONDS) == 128 + signal.SIGHUP
    assert not Path(f"/proc/{child}").exists()
