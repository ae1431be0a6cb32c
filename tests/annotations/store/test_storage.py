import errno
import json
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest
from tinydb import TinyDB

from annotations.errors import StoreError
from annotations.store.storage import AtomicStorage, RecordTable

Break = Callable[[pytest.MonkeyPatch], None]


def fail(number: int) -> Callable[..., None]:
    def failing(*args: object, **options: object) -> None:
        raise OSError(number, os.strerror(number))

    return failing


def on_full_device(handle: int, mode: str) -> IO[bytes]:
    os.close(handle)
    return Path("/dev/full").open("wb")


BREAKS: dict[str, Break] = {
    "fsync": lambda patch: patch.setattr(os, "fsync", fail(errno.EIO)),
    "rename": lambda patch: patch.setattr(Path, "replace", fail(errno.EIO)),
    "full disk": lambda patch: patch.setattr(tempfile, "mkstemp", fail(errno.ENOSPC)),
    "full disk in the middle": lambda patch: patch.setattr(os, "fdopen", on_full_device),
}


@pytest.mark.parametrize("broken", BREAKS)
def test_a_write_that_fails_leaves_the_old_file_whole_and_nothing_beside_it(
    broken: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = AtomicStorage(file)
    kept.write({"_default": {"1": {"uid": "a"}}})
    before = file.read_bytes()
    with monkeypatch.context() as patch:
        BREAKS[broken](patch)
        with pytest.raises(StoreError, match=r"annotations\.json cannot be written: (Input|No sp)"):
            kept.write({"_default": {"1": {"uid": "b"}}})
    assert file.read_bytes() == before
    assert list(file.parent.iterdir()) == [file]
    kept.write({"_default": {"1": {"uid": "b"}}})
    assert json.loads(file.read_bytes())["_default"] == {"1": {"uid": "b"}}


def test_the_file_and_then_its_folder_are_synced_before_a_write_returns(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    sync, replace = os.fsync, Path.replace

    def noted_sync(descriptor: int) -> None:
        events.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        sync(descriptor)

    def noted_replace(self: Path, target: Path) -> Path:
        events.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    AtomicStorage(file).write({"_default": {}})
    assert events == ["file", "rename", "folder"]


def test_a_folder_that_cannot_be_synced_on_this_file_system_is_no_failure(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def no_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", no_folders)
    AtomicStorage(file).write({"_default": {"1": {"uid": "a"}}})
    assert AtomicStorage(file).read() is not None


def test_a_new_file_is_for_its_owner_only_and_an_old_one_keeps_its_mode(file: Path) -> None:
    kept = AtomicStorage(file)
    kept.write({})
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o640)
    kept.write({})
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_symbolic_link_stays_one(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "real.json"
    real.parent.mkdir()
    file.symlink_to(real)
    AtomicStorage(file).write({"_default": {"1": {"uid": "a"}}})
    assert file.is_symlink()
    assert json.loads(real.read_bytes())["_default"] == {"1": {"uid": "a"}}


def test_a_file_that_is_read_only_is_not_replaced(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = AtomicStorage(file)
    kept.write({})
    before = file.read_bytes()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(StoreError, match="read-only"):
        kept.write({"_default": {"1": {"uid": "a"}}})
    assert file.read_bytes() == before


def test_what_json_cannot_hold_is_refused_before_anything_is_written(file: Path) -> None:
    with pytest.raises(StoreError, match="cannot hold"):
        AtomicStorage(file).write({"_default": {"1": {"note": "\ud800"}}})
    assert not file.exists()


def test_the_file_names_its_form_first(file: Path) -> None:
    AtomicStorage(file).write({"_default": {}})
    assert next(iter(json.loads(file.read_bytes()).items())) == (
        "_meta",
        {"1": {"format": "briefreader/1"}},
    )


def test_many_changes_are_one_write_and_keep_their_order(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with TinyDB(file, storage=AtomicStorage) as database:
        table = RecordTable(database.storage, "_default")
        table.apply({uid: {"uid": uid, "n": 1} for uid in ("c", "a", "b")})
        writes: list[object] = []
        monkeypatch.setattr(AtomicStorage, "write", lambda self, data: writes.append(data))
        table.apply({"a": {"uid": "a", "n": 2}, "c": None, "d": {"uid": "d"}, "e": None})
    [written] = writes
    assert written == {
        "_meta": {"1": {"format": "briefreader/1"}},
        "_default": {"2": {"uid": "a", "n": 2}, "3": {"uid": "b", "n": 1}, "4": {"uid": "d"}},
    }


@pytest.mark.parametrize("content", [b"{", b"[1]", b"\xff"])
def test_a_file_that_is_no_database_is_an_error_and_never_an_empty_one(
    content: bytes, file: Path
) -> None:
    file.write_bytes(content)
    with pytest.raises(StoreError):
        AtomicStorage(file).read()
