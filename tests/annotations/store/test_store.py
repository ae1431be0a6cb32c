import errno
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from tinydb import TinyDB, where

from annotations.errors import StoreError
from annotations.models import SaveState
from annotations.store import filing
from annotations.store.disk import Disk
from annotations.store.merging import said
from annotations.store.records import Scribe
from annotations.store.store import Store
from tests.annotations.store.conftest import FailingDisk, a_tag, an_annotation, in_file

OpenStore = Callable[..., Store]


def test_a_commit_shows_at_once_and_is_in_the_file_after_a_flush(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    tag, note = a_tag(scribe, "border"), an_annotation(scribe, "why?")
    kept.commit("tag", [tag, note])
    assert kept.get(tag["uid"]) == tag
    assert kept.of_kind("tag") == [tag]
    assert kept.of_article("an-article") == [note]
    assert kept.flush() == SaveState("saved")
    assert in_file(file) == {tag["uid"]: tag, note["uid"]: note}


def test_stock_tinydb_reads_every_record(file: Path, scribe: Scribe, open_store: OpenStore) -> None:
    tags = [a_tag(scribe, name) for name in ("border", "зерно", "a/b")]
    kept = open_store(file)
    kept.commit("import", tags)
    kept.flush()
    with TinyDB(file, access_mode="r") as stock:
        found = stock.search(where("kind") == "tag")
        assert [
            {name: each[name] for name in tag} for each, tag in zip(found, tags, strict=True)
        ] == tags
        assert [each["uid"] for each in stock.search(where("name") == "зерно")] == [tags[1]["uid"]]


def test_saved_is_never_said_before_the_file_was_synced(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    events: list[str] = []

    class NotingDisk(Disk):
        def sync(self, descriptor: int) -> None:
            super().sync(descriptor)
            events.append("synced")

    kept = open_store(file, on_state=lambda state: events.append(state.word), disk=NotingDisk())
    kept.commit("tag", [a_tag(scribe, "border")])
    kept.flush()
    assert events == ["saving…", "synced", "synced", "saved"], "the new file, then the line"
    kept.commit("tag", [a_tag(scribe, "grain")])
    kept.flush()
    assert events[4:] == ["saving…", "synced", "saved"]


def test_a_full_disk_loses_nothing_in_memory_and_is_written_once_there_is_room(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    disk = FailingDisk()
    kept = open_store(file, disk=disk)
    first, second = a_tag(scribe, "first"), a_tag(scribe, "second")
    kept.commit("tag", [first])
    kept.flush()
    disk.fail("write", errno.ENOSPC)
    kept.commit("tag", [second])
    state = kept.flush()
    disk.mend()
    assert state.word == "save failed"
    assert "No space left on device" in state.reason
    assert str(file) in state.reason
    assert kept.of_kind("tag") == [first, second]
    assert in_file(file) == {first["uid"]: first}
    assert kept.flush() == SaveState("saved")
    assert in_file(file) == {first["uid"]: first, second["uid"]: second}


def test_a_folder_that_takes_no_files_is_named(scribe: Scribe, open_store: OpenStore) -> None:
    place = Path("/sys/annotations.json")
    kept = open_store(place)
    kept.commit("tag", [a_tag(scribe, "border")])
    state = kept.flush()
    assert state.word == "save failed"
    assert str(place) in state.reason
    assert len(kept.of_kind("tag")) == 1


def test_a_lock_that_another_program_holds_is_waited_for_and_then_named(
    file: Path, scribe: Scribe, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "LOCK_SECONDS", 0.05)
    kept = open_store(file)
    with FileLock(f"{file}.lock"):
        kept.commit("tag", [a_tag(scribe, "border")])
        assert kept.flush() == SaveState("save failed", f"{file} is locked by another program.")
        assert not file.exists()
    assert kept.flush() == SaveState("saved")


def test_two_programs_on_one_file_lose_nothing(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    one, other = open_store(file), open_store(file)
    wanted = {}
    for number in range(20):
        record = a_tag(scribe, f"tag {number}")
        wanted[record["uid"]] = record
        (one, other)[number % 2].commit("tag", [record])
    assert one.flush() == other.flush() == SaveState("saved")
    assert in_file(file) == wanted
    assert {record["uid"] for record in open_store(file).of_kind("tag")} == set(wanted)


def test_a_file_that_was_deleted_meanwhile_is_written_again_with_everything(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    first, second = a_tag(scribe, "first"), a_tag(scribe, "second")
    kept.commit("tag", [first])
    kept.flush()
    file.unlink()
    kept.commit("tag", [second])
    kept.flush()
    assert in_file(file) == {first["uid"]: first, second["uid"]: second}


def test_a_file_that_was_deleted_is_written_again_however_often_that_failed(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    disk = FailingDisk()
    kept = open_store(file, disk=disk)
    records = [a_tag(scribe, str(number)) for number in range(4)]
    kept.commit("tag", [records[0]])
    kept.flush()
    file.unlink()
    disk.fail("replace", errno.EACCES)
    for record in records[1:]:
        kept.commit("tag", [record])
        assert kept.flush().word == "save failed"
    disk.mend()
    assert kept.flush() == SaveState("saved")
    assert in_file(file) == {record["uid"]: record for record in records}
    for _ in records[1:]:
        kept.undo()
    assert kept.of_kind("tag") == records[:1], "what was made while saving failed is undone"


def test_a_file_that_was_damaged_meanwhile_is_kept_aside_and_everything_written_anew(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    first, second = a_tag(scribe, "first"), a_tag(scribe, "second")
    kept.commit("tag", [first])
    kept.flush()
    file.write_bytes(b'{"_default": {"1": {"torn')
    kept.commit("tag", [second])
    assert kept.flush() == SaveState("saved")
    assert set(in_file(file)) == {first["uid"], second["uid"]}
    [aside] = file.parent.glob("annotations.aside-*.json")
    assert aside.read_bytes() == b'{"_default": {"1": {"torn'


def test_a_file_that_a_newer_version_took_over_meanwhile_is_left_alone(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    kept.commit("tag", [a_tag(scribe, "first")])
    kept.flush()
    newer = json.dumps({"_meta": {"1": {"format": "briefreader/3"}}, "_default": {}})
    file.write_text(newer)
    kept.commit("tag", [a_tag(scribe, "second")])
    state = kept.flush()
    assert state.word == "save failed"
    assert "newer briefreader" in state.reason
    assert file.read_text() == newer
    file.unlink()
    assert kept.flush() == SaveState("saved")


def test_nothing_is_written_before_the_first_commit(file: Path, open_store: OpenStore) -> None:
    kept = open_store(file)
    assert kept.undo() is None
    assert kept.redo() is None
    assert kept.close() == SaveState("saved")
    assert list(file.parent.iterdir()) == []


def test_a_closed_store_refuses_and_shows_nothing_it_did_not_take(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    kept.close()
    with pytest.raises(StoreError, match="closed"):
        kept.commit("tag", [a_tag(scribe, "border")])
    assert kept.of_kind("tag") == []
    assert kept.undo_name is None


def test_records_come_back_in_the_order_they_were_made_whatever_was_undone_between(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    tags = [a_tag(scribe, name) for name in "abc"]
    for tag in tags:
        kept.commit("tag", [tag])
    kept.flush()
    kept.commit("delete", [], [tags[0]["uid"]])
    kept.undo()
    kept.flush()
    for store in (kept, open_store(file)):
        assert [said(each) for each in store.of_kind("tag")] == [said(tag) for tag in tags]


def test_many_threads_may_look_while_one_commits(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    ended = threading.Event()
    failures: list[Exception] = []

    def look() -> None:
        while not ended.is_set():
            try:
                kept.of_kind("annotation")
                kept.of_article("an-article")
            except RuntimeError as error:
                failures.append(error)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(300):
        kept.commit("note", [an_annotation(scribe, str(number))])
    ended.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert len(kept.of_article("an-article")) == 300


def test_saved_is_not_said_of_a_step_that_is_still_on_its_way(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    wake = kept._writer.wake

    def wake_and_dawdle() -> None:
        wake()
        time.sleep(0.05)  # long enough for the writer to look at what waits

    kept._writer.wake = wake_and_dawdle  # type: ignore[method-assign]
    tag = a_tag(scribe, "border")
    kept.commit("tag", [tag])
    assert kept.flush() == SaveState("saved")
    assert in_file(file) == {tag["uid"]: tag}
