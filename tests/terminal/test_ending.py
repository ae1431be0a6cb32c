"""However it ends, the terminal is left as it was found and no word is lost."""

import signal
import sys
from pathlib import Path

import pytest

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal

ALTERNATE_SCREEN_LEFT, CURSOR_SHOWN, MOUSE_OFF = b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"


def assert_terminal_is_sane(terminal: Terminal) -> None:
    assert terminal.raw.rfind(ALTERNATE_SCREEN_LEFT) > terminal.raw.rfind(b"\x1b[?1049h")
    assert terminal.raw.rfind(CURSOR_SHOWN) > terminal.raw.rfind(b"\x1b[?25l")
    assert terminal.raw.rfind(MOUSE_OFF) > terminal.raw.rfind(b"\x1b[?1000h")
    assert "Traceback" not in terminal.text


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_lost_connection_keeps_the_note_that_was_being_written(
    start: Start, seeds: Path, number: signal.Signals
) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    terminal.send("nhalf a thought")
    terminal.wait_for("Note on the article", "half a thought")
    terminal.signal(number)
    assert terminal.wait_end() == 128 + number
    assert_terminal_is_sane(terminal)

    again = start(seeds)
    again.wait_for("Articles 5")
    again.send("n")
    again.wait_for("half a thought", "This is your unsaved draft")
    again.send(", whole\x13")
    again.wait_until_saved("note on 1 article")
    again.send("n")
    again.wait_for("half a thought, whole")
    assert "draft" not in again.text


def test_a_draft_reaches_the_disk_within_two_seconds(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    terminal.send("nnot to be lost")
    terminal.wait_for("not to be lost")
    drafts = Path(seeds.parent, "home", "state", "briefreader", "drafts")
    terminal.wait(
        lambda _: any("not to be lost" in file.read_text() for file in drafts.glob("*.json")),
        "a draft on disk",
    )
    terminal.signal(signal.SIGKILL)
    terminal.wait_end()
    again = start(seeds)
    again.wait_for("Articles 5")
    again.send("n")
    again.wait_for("not to be lost", "This is your unsaved draft")


def test_ctrl_q_quits_once_everything_is_saved(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    # In one burst: nothing may be dropped although there is no time to save in between.
    terminal.send("tborder\r\x11")
    assert terminal.wait_end() == 0
    assert_terminal_is_sane(terminal)
    assert '"border"' in (seeds / ".briefreader" / "annotations.json").read_text()


def test_q_goes_back_to_the_list_and_then_quits(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    terminal.send("\rq")
    terminal.wait_for("t → the article")
    terminal.send("q")
    assert terminal.wait_end() == 0
    assert_terminal_is_sane(terminal)


def test_a_mouse_that_leaves_the_window_ends_nothing(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    for column, row in ((5, 5), (60, 20), (119, 39), (1, 1)):
        terminal.send(f"\x1b[<35;{column};{row}M")
    terminal.send("\x1b[O\x1b[Itvisit\r")
    terminal.wait_until_saved("tag 1 article visit")


def test_ctrl_q_asks_over_unsaved_words_only(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    terminal.send("nwords\x11")
    terminal.wait_for("Quit without saving the note?")
    terminal.send("n")
    terminal.wait_without("Quit without saving the note?")
    terminal.wait_for("words")
    terminal.send("\x11")
    terminal.wait_for("Quit without saving the note?")
    terminal.send("y")
    assert terminal.wait_end() == 0
    again = start(seeds)
    again.wait_for("Articles 5")
    again.send("n")
    again.wait_for("words", "This is your unsaved draft")


CRASHING = """
import sys
from tui.commands.anywhere import Undo
from tui.cli import main

def fail(self, desk):
    secret = desk.article
    raise RuntimeError("a defect")

Undo.unavailable = lambda self, desk: None
Undo.run = fail
sys.argv[0] = "briefreader"
main()
"""


def test_a_defect_leaves_a_sane_terminal_and_one_line_that_names_the_log(
    start: Start, seeds: Path, tmp_path: Path
) -> None:
    terminal = start(seeds, command=(sys.executable, "-c", CRASHING), columns=200)
    terminal.wait_for("Articles 5")
    terminal.send("\r")
    terminal.wait_for("t → the sentence")
    terminal.send("tvisit\r")
    terminal.wait_until_saved("” visit")
    terminal.send("u")
    assert terminal.wait_end() == 1
    assert_terminal_is_sane(terminal)
    log = tmp_path / "home" / "state" / "briefreader" / "briefreader.log"
    said = [line for line in terminal.raw.split(CURSOR_SHOWN)[-1].splitlines() if b"log" in line]
    assert len(said) == 1
    assert str(log).encode() in said[0]
    assert "RuntimeError: a defect" in log.read_text()
    assert "Sirojiddin" not in log.read_text()
    assert '"visit"' in (seeds / ".briefreader" / "annotations.json").read_text()
