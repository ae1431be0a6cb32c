"""The program had to end before all was saved: the next start saves it."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from annotations.store import filing
from annotations.store.checkup import examine
from annotations.store.disk import Disk
from annotations.store.store import Store
from tests.annotations.store.conftest import in_file
from tests.annotations.store.factories import day, mark

Stores = Callable[..., Store]


@pytest.fixture
def ended(file: Path, open_store: Stores, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """A run that ended while another program held the file: a change and a new note are left."""
    monkeypatch.setattr(filing, "LOCK_SECONDS", 0.0)
    store = open_store(file)
    store.commit("note", [mark("words", uid="m"), mark("gone", uid="g")])
    store.flush()
    lock = FileLock(f"{file}.lock")
    with lock:
        store.commit("tag", [mark("words", "t", uid="m", modified=day(2))])
        store.commit("note", [mark("new", uid="n")], ["g"])
        assert store.flush().reason
        store.leave_waiting()
        left = list(file.parent.glob("*.waiting"))
        assert [each.stat().st_mode & 0o777 for each in left] == [0o600]
        store.close()
    yield left


def test_it_is_saved_by_the_next_start_and_told(
    ended: list[Path], file: Path, open_store: Stores
) -> None:
    assert in_file(file).keys() == {"m", "g"}
    store = open_store(file)
    assert "could not be saved" in store.notice
    assert store.flush().word == "saved"
    assert {uid: each["tags"] for uid, each in in_file(file).items()} == {"m": {"t": {}}, "n": {}}
    assert store.undo_name == "note"
    store.close()
    assert not ended[0].exists()
    assert open_store(file).notice == ""


def test_what_others_wrote_meanwhile_stays(
    ended: list[Path], file: Path, open_store: Stores, tmp_path: Path
) -> None:
    left = ended[0].read_bytes()
    ended[0].unlink()
    other = open_store(file)
    other.commit("note", [mark("theirs", uid="m", modified=day(3)), mark("more", uid="o")])
    other.commit("note", [mark("not gone", uid="g", modified=day(4))])
    other.close()
    ended[0].write_bytes(left)
    open_store(file).close()
    found = {uid: (each["note"], each["tags"]) for uid, each in in_file(file).items()}
    assert found == {
        "m": ("theirs", {"t": {}}),
        "n": ("new", {}),
        "o": ("more", {}),
        "g": ("not gone", {}),
    }


def test_what_was_saved_after_all_is_not_done_twice(
    ended: list[Path], file: Path, open_store: Stores
) -> None:
    left = ended[0].read_bytes()
    store = open_store(file)
    store.flush()
    store.commit("remove", [], ["n"])
    store.close()
    steps = len(list(open_store(file).history()))
    ended[0].write_bytes(left)
    store = open_store(file)
    assert store.close().word == "saved"
    assert store.notice == ""
    assert in_file(file).keys() == {"m"}
    assert len(list(open_store(file).history())) == steps
    assert not ended[0].exists()


def test_nothing_is_left_where_all_is_saved(file: Path, open_store: Stores) -> None:
    store = open_store(file)
    store.commit("note", [mark("words", uid="m")])
    store.flush()
    store.leave_waiting()
    assert not list(file.parent.glob("*.waiting"))


@pytest.mark.parametrize("content", [b"{broken", b"", None])
def test_a_file_that_cannot_be_read_is_told_at_each_start_and_left_alone(
    content: bytes | None, file: Path, open_store: Stores
) -> None:
    broken = file.with_name("annotations.x.waiting")
    if content is None:
        broken.mkdir()  # whoever runs the tests may be root, who may read all files
    else:
        broken.write_bytes(content)
    for number in range(2):
        store = open_store(file)
        assert "cannot be read, or not all of it; it is kept" in store.notice
        assert str(broken) in store.notice
        store.commit("note", [mark("words", uid=f"m{number}")])
        assert store.close().word == "saved"
    assert broken.is_dir() if content is None else broken.read_bytes() == content
    assert examine(file).unread == (broken,)


@pytest.mark.parametrize("damage", ["first line", "last line", "cut"])
def test_what_can_be_read_of_a_damaged_one_is_saved_once_and_the_file_stays(
    damage: str, ended: list[Path], file: Path, open_store: Stores
) -> None:
    [left] = ended
    lines = left.read_bytes().splitlines(keepends=True)
    place = 1 if damage == "first line" else 2
    lines[place] = lines[place].replace(b"words" if place == 1 else b"new", b"\0", 1)
    damaged = b"".join(lines[:2]) if damage == "cut" else b"".join(lines)
    left.write_bytes(damaged)
    store = open_store(file)
    assert "is taken up again" in store.notice
    assert "cannot be read, or not all of it; it is kept" in store.notice
    assert store.close().word == "saved"
    found = {uid: each["tags"] for uid, each in in_file(file).items()}
    assert found == ({"m": {}, "n": {}} if place == 1 else {"m": {"t": {}}, "g": {}})
    steps = len(list(open_store(file).history()))
    again = open_store(file)
    assert "is taken up again" not in again.notice
    assert str(left) in again.notice
    assert len(list(again.history())) == steps
    assert left.read_bytes() == damaged


def test_what_is_wrong_with_the_file_itself_is_told_beside_what_was_left(
    ended: list[Path], file: Path, open_store: Stores
) -> None:
    file.write_bytes(file.read_bytes().replace(b"words", b"\0", 1))
    store = open_store(file)
    assert "damage" in store.notice
    assert "is taken up again" in store.notice
    assert store.flush().word == "saved"
    assert "is taken up again" in store.notice, "whoever asks after the first save is told too"


class FullDisk(Disk):
    """A disk on which nothing in one folder can be written any more, once it is full."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_full = False

    def write(self, descriptor: int, data: bytes, offset: int) -> int:
        file = Path(f"/proc/self/fd/{descriptor}").readlink()
        if self.is_full and file.is_relative_to(self.folder):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().write(descriptor, data, offset)


def test_where_it_cannot_be_left_beside_the_file_it_is_left_in_a_spare_folder(
    tmp_path: Path, open_store: Stores
) -> None:
    file, spare = tmp_path / "full" / "annotations.json", tmp_path / "state" / "waiting"
    disk = FullDisk(file.parent)
    store = open_store(file, disk=disk, spare=spare)
    store.commit("note", [mark("words", uid="m")])
    store.flush()
    disk.is_full = True
    store.commit("note", [mark("new", uid="n")])
    assert store.close().reason
    assert store.leave_waiting()
    [left] = spare.iterdir()
    assert not list(file.parent.glob("*.waiting"))
    still_full = open_store(file, disk=disk, spare=spare)
    assert still_full.close().reason
    assert left.exists(), "it was not saved"
    again = open_store(file, spare=spare)
    assert "is taken up again" in again.notice
    assert again.close().word == "saved"
    assert in_file(file).keys() == {"m", "n"}
    assert not left.exists()


def test_what_cannot_be_left_anywhere_is_an_error(tmp_path: Path, open_store: Stores) -> None:
    file = tmp_path / "annotations.json"
    disk = FullDisk(tmp_path)
    store = open_store(file, disk=disk, spare=tmp_path / "spare")
    disk.is_full = True
    store.commit("note", [mark("new", uid="n")])
    with pytest.raises(OSError, match="No space"):
        store.leave_waiting()
    disk.is_full = False
