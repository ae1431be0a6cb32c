"""What is left beside a file of which a new generation was begun."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.store import generations, opening
from annotations.store.beside import Beside
from annotations.store.disk import Disk
from annotations.store.generations import compact
from annotations.store.store import Store
from tests.annotations.store.factories import mark

Stores = Callable[..., Store]


@pytest.fixture
def long_file(file: Path, open_store: Stores, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that has an index."""
    monkeypatch.setattr(opening, "IN_MEMORY", 300)
    store = open_store(file, compacts=False)
    for number in range(9):
        store.commit("note", [mark(f"words {number}", uid=f"m{number}")])
    store.close()
    assert len(Beside.of(file).indexes()) == 1
    return file


def test_of_all_indexes_only_that_of_the_file_is_left_by_compaction(long_file: Path) -> None:
    beside = Beside.of(long_file)
    left = beside.index("0123456789abcdef")
    left.write_bytes(b"of a generation that never was")
    [before] = set(beside.indexes()) - {left}
    assert compact(long_file, Disk())
    [now] = beside.indexes()
    assert now not in (before, left)


def test_a_compaction_that_is_given_up_leaves_no_index(
    long_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = Beside.of(long_file)
    before = beside.indexes()
    answers = iter([False] * 3 + [True] * 9)
    monkeypatch.setattr(generations, "BREATH", 4)
    assert not compact(long_file, Disk(), stopped=lambda: next(answers))
    assert beside.indexes() == before
    assert not list(long_file.parent.glob(".annotations*"))


def test_a_file_that_is_begun_anew_takes_the_index_of_the_old_one_away(
    long_file: Path, open_store: Stores
) -> None:
    [before] = Beside.of(long_file).indexes()
    long_file.write_bytes(long_file.read_bytes().replace(b"words 4", b"wards 4", 1))
    store = open_store(long_file, compacts=False)
    store.rewrite("mend the file")
    store.close()
    assert not before.exists()
    assert len(Beside.of(long_file).indexes()) == 1


def test_lines_that_are_in_the_quarantine_are_not_put_there_again(
    file: Path, open_store: Stores
) -> None:
    for _ in range(3):
        store = open_store(file)
        store.commit("note", [mark("words", uid="m"), mark("more", uid="n")])
        store.close()
        head, line, *rest = file.read_bytes().splitlines(keepends=True)
        damaged = b'"9":{"note":"damaged"},\n'
        file.write_bytes(head + damaged * 2 + line + b"".join(rest))
        store = open_store(file)
        store.commit("note", [mark("words", uid="o")])
        store.close()
    assert Beside.of(file).quarantine.read_bytes().splitlines() == [damaged.rstrip(b",\n") + b","]


class CountingDisk(Disk):
    """Tells the order of what makes files safe."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Path]] = []

    def replace(self, old: Path, new: Path) -> None:
        self.calls.append(("replace", new))
        super().replace(old, new)

    def sync_folder(self, folder: Path) -> None:
        self.calls.append(("sync folder", folder))
        super().sync_folder(folder)


@pytest.mark.parametrize("linked", [True, False])
def test_what_is_kept_is_on_the_disk_before_it_is_replaced(
    linked: bool, file: Path, open_store: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not linked:

        def link(old: Path, new: Path) -> None:
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

        monkeypatch.setattr(os, "link", link)
    synced: list[int] = []
    fsync = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    file.write_bytes(b"{broken")
    disk = CountingDisk()
    store = open_store(file, disk=disk)
    store.commit("note", [mark("words")])
    store.close()
    [aside] = file.parent.glob("annotations.aside-*.json")
    assert aside.stat().st_ino in synced
    kept, replaced = ("sync folder", file.parent), ("replace", file)
    assert disk.calls.index(kept) < disk.calls.index(replaced)


def test_what_another_program_compacted_twice_is_no_other_version(
    file: Path, open_store: Stores
) -> None:
    sleeping = open_store(file, compacts=False)
    sleeping.commit("note", [mark("words", uid="m")])
    sleeping.flush()
    other = open_store(file, compacts=False)
    for number in range(2):
        other.commit("note", [mark(f"words {number}", uid=f"n{number}")])
        other.flush()
        assert compact(file, Disk())
    sleeping.commit("note", [mark("last", uid="o")])
    assert sleeping.flush().word == "saved"
    assert {each["uid"] for each in sleeping.of_kind("annotation")} == {"m", "n0", "n1", "o"}
    assert sleeping.notice == ""
    assert not list(Beside.of(file).history.glob("*replaced*"))
