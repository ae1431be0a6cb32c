"""A save that fails is said at once, loses nothing and is tried again."""

from pathlib import Path

import pytest

from tests.terminal.conftest import Start


@pytest.fixture
def full(tmp_path: Path) -> Path:
    """A folder for annotations that can be made unwritable, and writable again."""
    folder = tmp_path / "store"
    folder.mkdir()
    return folder


def test_a_failed_save_is_told_at_once_and_made_good_later(
    start: Start, seeds: Path, full: Path
) -> None:
    terminal = start(seeds, "--db", full / "marks.json", columns=160)
    terminal.wait_for("Articles 5")
    terminal.send("tfirst\r")
    terminal.wait_until_saved("tag 1 article first")

    (full / "marks.json").unlink()
    full.chmod(0o555)
    terminal.send("jtsecond\r")
    terminal.wait(lambda _: terminal.foot.startswith("save failed"), "save failed")
    assert "marks.json" in terminal.foot
    assert "Permission denied" in terminal.foot
    terminal.wait_for("1 first", "2 second")
    assert not (full / "marks.json").exists()
    terminal.send("jtthird\r")
    terminal.wait_for("3 third", "save failed")

    full.chmod(0o755)
    terminal.wait_until_saved()
    stored = (full / "marks.json").read_text()
    assert all(f'"{name}"' in stored for name in ("first", "second", "third"))


def test_quitting_over_a_failed_save_is_asked_about_and_reported(
    start: Start, seeds: Path, full: Path
) -> None:
    full.chmod(0o555)
    terminal = start(seeds, "--db", full / "marks.json", columns=160)
    terminal.wait_for("Articles 5")
    terminal.send("tfirst\r")
    terminal.wait(lambda _: terminal.foot.startswith("save failed"), "save failed")
    terminal.send("\x11")
    terminal.wait_for("Your last changes are not saved", "Permission denied")
    terminal.send("\x1b")
    terminal.wait_without("Your last changes are not saved")
    terminal.send("\x11")
    terminal.wait_for("Your last changes are not saved")
    terminal.send("y")
    assert terminal.wait_end() == 1
    assert b"not everything is saved" in terminal.raw.split(b"\x1b[?25h")[-1]
    full.chmod(0o755)
