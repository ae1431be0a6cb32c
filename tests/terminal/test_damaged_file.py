"""Something writes over the annotations while they are open: nothing goes from the screen."""

import subprocess
from pathlib import Path

import pytest

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal

DAMAGE = {
    "other words": "printf garbage > {}",
    "nothing": ": > {}",
    "a part": "truncate -s 900 {}",
    "zeros at its start": "dd if=/dev/zero of={} conv=notrunc bs=300 count=1 2>&1",
    "words in its middle": "printf garbage | dd of={} conv=notrunc bs=1 seek=1500 2>&1",
}


def annotated(start: Start, seeds: Path) -> Terminal:
    """Tag two passages, and write a note on a third."""
    terminal = start(seeds, columns=200)
    terminal.wait_for("Articles 5")
    terminal.send("\r")
    terminal.wait_for("t → the sentence")
    terminal.send("tfirst\r")
    terminal.wait_until_saved("” first")
    terminal.send(")tsecond\r")
    terminal.wait_until_saved("” second")
    terminal.send(")nsome words\x13")
    terminal.wait_until_saved("note on “")
    return terminal


def damage(seeds: Path, how: str) -> Path:
    """Run a command of a shell on the annotations file."""
    file = seeds / ".briefreader" / "annotations.json"
    subprocess.run(DAMAGE[how].format(file), shell=True, check=True, stdout=subprocess.DEVNULL)
    return file


@pytest.mark.parametrize("how", DAMAGE)
def test_what_is_on_the_screen_stays_is_written_again_and_told(
    start: Start, seeds: Path, how: str
) -> None:
    terminal = annotated(start, seeds)
    file = damage(seeds, how)
    terminal.wait_for("annotations.json was damaged by another program. All", "records are kept")
    terminal.wait_for("Annotations 3")
    stored = file.read_text()
    assert all(words in stored for words in ('"first"', '"second"', "some words"))
    terminal.send("u")
    terminal.wait_until_saved("undone: note on “")
    terminal.wait_for("Annotations 2")
    terminal.send("\x11")
    assert terminal.wait_end() == 0
    again = start(seeds, columns=200)
    again.wait_for("Articles 5", "Annotations 2", "first")


def test_what_is_damaged_just_before_the_end_is_written_again(start: Start, seeds: Path) -> None:
    terminal = annotated(start, seeds)
    damage(seeds, "other words")
    terminal.send("\x11")
    assert terminal.wait_end() == 0
    again = start(seeds, columns=200)
    again.wait_for("Articles 5", "Annotations 3", "first")
