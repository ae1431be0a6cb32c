"""One file of lines: what it takes, what it refuses, and how it fails."""

import errno
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.store.catalogue import Catalogue
from annotations.store.disk import Disk
from annotations.store.lines import decode, encode
from annotations.store.records import Scribe
from annotations.store.store import Store
from tests.annotations.store.conftest import FailingDisk, a_tag, an_annotation, in_file

OpenStore = Callable[..., Store]

CALLS = ("write", "sync", "truncate", "replace", "sync_folder", "")


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
@pytest.mark.parametrize("call", CALLS)
def test_a_write_that_fails_leaves_every_line_that_was_saved(
    call: str, number: int, file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    disk = FailingDisk()
    kept = open_store(file, disk=disk)
    first, second = a_tag(scribe, "first"), an_annotation(scribe, "x" * 100_000)
    kept.commit("tag", [first])
    assert kept.flush().word == "saved"
    disk.fail(call, number)
    kept.commit("note", [second])
    failed = kept.flush().word == "save failed"
    assert failed or call in ("truncate", "replace", "sync_folder"), "those are not needed here"
    disk.mend()
    assert open_store(file).get(first["uid"]) == first
    assert kept.flush().word == "saved"
    assert in_file(file) == {first["uid"]: first, second["uid"]: second}
    assert open_store(file).notice == ""


@pytest.mark.parametrize("call", CALLS)
def test_a_first_save_that_fails_leaves_nothing_behind(
    call: str, file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    disk = FailingDisk()
    disk.fail(call, errno.ENOSPC)
    kept = open_store(file, disk=disk)
    tag = a_tag(scribe, "border")
    kept.commit("tag", [tag])
    failed = kept.flush().word == "save failed"
    assert failed or call == "truncate"
    left = {each.name for each in file.parent.iterdir()}
    assert left <= {"annotations.json", "annotations.json.lock"}
    disk.mend()
    assert kept.flush().word == "saved"
    assert in_file(file) == {tag["uid"]: tag}


def test_a_new_file_is_for_its_owner_only_and_an_old_one_keeps_its_mode(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    kept.commit("tag", [a_tag(scribe, "border")])
    kept.flush()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o640)
    file.write_text(json.dumps(json.loads(file.read_text()), indent=1))
    kept.commit("tag", [a_tag(scribe, "grain")])
    kept.flush()
    assert file.read_bytes().startswith(b'{"_meta":'), "it was written from the beginning"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640


def test_a_symbolic_link_stays_one_and_shares_the_lock(
    file: Path, tmp_path: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    real = tmp_path / "elsewhere" / "real.json"
    real.parent.mkdir()
    file.symlink_to(real)
    kept = open_store(file)
    tag = a_tag(scribe, "border")
    kept.commit("tag", [tag])
    kept.flush()
    assert file.is_symlink()
    assert in_file(real) == {tag["uid"]: tag}
    assert real.with_name("real.json.lock").exists()


def test_a_read_only_file_opens_says_so_and_takes_nothing(
    file: Path, scribe: Scribe, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = open_store(file)
    tag = a_tag(scribe, "border")
    kept.commit("tag", [tag])
    kept.close()
    before = file.read_bytes()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != file)
    locked = open_store(file)
    assert locked.of_kind("tag") == [tag]
    assert locked.read_only == f"{file} is read-only: nothing can be saved."
    for change in (lambda: locked.commit("tag", [a_tag(scribe, "x")]), locked.undo):
        with pytest.raises(StoreError, match="read-only"):
            change()
    locked.note([tag])
    locked.close()
    assert file.read_bytes() == before


def test_the_blanks_behind_the_end_are_gone_once_the_file_is_closed(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    kept.commit("tag", [a_tag(scribe, "border")])
    kept.flush()
    assert b"}}\n" + b" " * 1000 in file.read_bytes()
    kept.close()
    assert file.read_bytes().endswith(b'"}\n}}\n')


def test_a_commit_writes_its_own_line_and_no_more(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    written: list[tuple[int, int]] = []

    class NotingDisk(Disk):
        def write(self, descriptor: int, data: bytes, offset: int) -> int:
            written.append((offset, len(data)))
            return super().write(descriptor, data, offset)

    kept = open_store(file, disk=NotingDisk())
    kept.commit("tag", [a_tag(scribe, str(number)) for number in range(1000)])
    kept.flush()
    written.clear()
    kept.commit("tag", [a_tag(scribe, "one more")])
    kept.flush()
    [(offset, length)] = written
    assert length < 1000
    assert offset > 200_000


def test_a_commit_goes_through_no_other_record(
    file: Path, scribe: Scribe, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = open_store(file)
    kept.commit("tag", [a_tag(scribe, "first")])
    kept.flush()
    gone_through: list[str] = []
    for name in ("counts", "rows", "latest", "__iter__", "of_kind"):
        monkeypatch.setattr(Catalogue, name, lambda *_, name=name: gone_through.append(name))
    kept.commit("tag", [a_tag(scribe, "second")])
    assert kept.flush().word == "saved"
    assert gone_through == []


def test_a_line_counts_whole_or_not_at_all(scribe: Scribe) -> None:
    line, entries = encode([(1, a_tag(scribe, "a")), (2, a_tag(scribe, "b"))])
    read = decode(line)
    assert read is not None
    assert [(each.number, each.document) for each in read] == [
        (each.number, each.document) for each in entries
    ]
    for place in range(len(line)):
        flipped = line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :]
        assert decode(flipped) is None, place
        assert decode(line[:place]) is None


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), "\ud800", {1: "a"}, 1 << 64, b"bytes", [[float("-inf")]]],
    ids=repr,
)
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(StoreError, match="cannot be saved"):
        encode([(1, {"uid": "a", "note": value})])
