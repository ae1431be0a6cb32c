import random
import sqlite3
from pathlib import Path

import pytest

from annotations.disposable import Disposable

SCHEMA = "CREATE TABLE IF NOT EXISTS thing (name TEXT PRIMARY KEY)"


def opened(file: Path, version: int = 1) -> Disposable:
    return Disposable(file, SCHEMA, version, "The list of things")


def names(rows: Disposable) -> list[str]:
    return [name for (name,) in rows.read("SELECT name FROM thing ORDER BY name")]


def put(rows: Disposable, *things: str) -> None:
    rows.write("INSERT OR REPLACE INTO thing VALUES (?)", [(thing,) for thing in things])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "things.sqlite"


def test_what_is_kept_is_there_at_the_next_start(file: Path) -> None:
    rows = opened(file)
    put(rows, "a", "b")
    rows.close()
    assert names(opened(file)) == ["a", "b"]


def test_two_programs_share_one_file(file: Path) -> None:
    one, other = opened(file), opened(file)
    put(one, "a")
    put(other, "b")
    assert names(one) == names(other) == ["a", "b"]
    assert one.notices == other.notices == []


def test_a_file_of_another_version_is_made_anew_and_that_is_said_once(file: Path) -> None:
    rows = opened(file, version=1)
    put(rows, "a")
    rows.close()
    rows = opened(file, version=2)
    assert names(rows) == []
    [notice] = rows.notices
    assert "another version" in notice
    put(rows, "b")
    rows.close()
    again = opened(file, version=2)
    assert (names(again), again.notices) == (["b"], [])


@pytest.mark.parametrize("junk", [b"", b"no database", random.Random(5).randbytes(5000)])
def test_a_file_that_is_no_database_is_made_anew(file: Path, junk: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(junk)
    rows = opened(file)
    put(rows, "a")
    assert names(rows) == ["a"]
    assert len(rows.notices) == bool(junk)


def test_damage_that_shows_later_is_said_once_and_mended(file: Path) -> None:
    rows = opened(file)
    put(rows, *(f"{number:09}" for number in range(20_000)))
    rows.close()
    size = file.stat().st_size
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (size - 8192))
    rows = opened(file)
    names(rows)
    put(rows, "a")
    assert "a" in names(rows)
    assert len(rows.notices) == 1
    assert "damaged" in rows.notices[0]


def test_a_file_that_cannot_be_used_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    rows = opened(tmp_path / "in-the-way" / "things.sqlite")
    put(rows, "a")
    assert names(rows) == ["a"]
    assert "cannot be used" in rows.notices[0]


def test_what_another_program_holds_is_left_alone(file: Path) -> None:
    rows = opened(file)
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    put(rows, "a")
    other.execute("ROLLBACK")
    put(rows, "b")
    assert (names(rows), rows.notices) == (["b"], [])
    other.close()


def test_nothing_happens_once_it_is_closed(file: Path) -> None:
    rows = opened(file)
    rows.close()
    put(rows, "a")
    assert (names(rows), rows.notices) == ([], [])
