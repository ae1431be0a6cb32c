import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from annotations.errors import StoreError
from annotations.models import SaveState
from annotations.store import writer
from annotations.store.records import Record
from annotations.store.writer import SAVED, SAVING, Edits, Writer, joined

PATIENCE = 10.0

Changes = dict[str, Record | None]


class Disk:
    """A disk that takes changes when it is let, and fails when it is told to."""

    def __init__(self) -> None:
        self.taken: list[Changes] = []
        self.states: list[SaveState] = []
        self.problem: Exception | None = None
        self.arrived = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()

    def write(self, edits: Edits) -> None:
        self.arrived.release()
        assert self.gate.wait(PATIENCE)
        if self.problem is not None:
            raise self.problem
        self.taken.append({uid: after for uid, (_, after) in edits.items()})


def edits(changes: Changes) -> Edits:
    return {uid: (None, after) for uid, after in changes.items()}


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def on_disk(disk: Disk) -> Iterator[Writer]:
    made = Writer(disk.write, disk.states.append)
    yield made
    disk.gate.set()
    disk.problem = None
    made.close()


@contextmanager
def held(disk: Disk, writer: Writer) -> Iterator[None]:
    """Have the writer busy with one write, and let it go in the end."""
    disk.gate.clear()
    writer.put(edits({"first": {"uid": "first"}}))
    assert disk.arrived.acquire(timeout=PATIENCE)
    yield
    disk.gate.set()


def test_saved_is_said_only_after_the_write_came_back(disk: Disk, on_disk: Writer) -> None:
    assert on_disk.state == SAVED
    with held(disk, on_disk):
        assert disk.states == [SAVING] == [on_disk.state]
        assert not disk.taken
    assert on_disk.flush() == SAVED
    assert disk.states == [SAVING, SAVED]
    assert disk.taken == [{"first": {"uid": "first"}}]


def test_changes_that_wait_are_written_together_the_later_of_two_counting(
    disk: Disk, on_disk: Writer
) -> None:
    with held(disk, on_disk):
        on_disk.put(edits({"a": {"uid": "a", "n": 1}, "b": {"uid": "b"}}))
        on_disk.put(edits({"a": {"uid": "a", "n": 2}}))
        on_disk.put(edits({"b": None}))
    on_disk.flush()
    assert disk.taken[1:] == [{"a": {"uid": "a", "n": 2}, "b": None}]
    assert disk.states == [SAVING, SAVED]


def test_of_two_edits_that_wait_the_first_tells_what_was_there_before() -> None:
    old, new, newest = {"n": 1}, {"n": 2}, {"n": 3}
    first: Edits = {"a": (old, new), "b": (None, old)}
    later: Edits = {"a": (new, newest), "c": (old, None)}
    assert joined(first, later) == {"a": (old, newest), "b": (None, old), "c": (old, None)}


def test_changes_go_to_disk_in_the_order_they_were_made(disk: Disk, on_disk: Writer) -> None:
    for number in range(100):
        on_disk.put(edits({f"{number:02}": {"uid": f"{number:02}"}}))
    on_disk.flush()
    uids = [uid for changes in disk.taken for uid in changes]
    assert uids == [f"{number:02}" for number in range(100)]


def test_a_failure_is_told_with_its_reason_and_nothing_is_dropped(
    disk: Disk, on_disk: Writer
) -> None:
    disk.problem = StoreError("The disk is full.")
    on_disk.put(edits({"a": {"uid": "a"}}))
    assert on_disk.flush() == SaveState("save failed", "The disk is full.")
    on_disk.put(edits({"b": {"uid": "b"}}))
    assert on_disk.flush().word == "save failed"
    disk.problem = None
    assert on_disk.flush() == SAVED
    assert disk.taken == [{"a": {"uid": "a"}, "b": {"uid": "b"}}]


def test_a_change_made_during_a_failing_write_is_not_undone_by_the_retry(
    disk: Disk, on_disk: Writer
) -> None:
    with held(disk, on_disk):
        on_disk.put(edits({"first": {"uid": "first", "n": 2}}))
        disk.problem = StoreError("No.")
    on_disk.flush()
    disk.problem = None
    on_disk.flush()
    assert disk.taken[-1] == {"first": {"uid": "first", "n": 2}}


def test_a_failed_write_is_tried_again_by_itself(
    disk: Disk, on_disk: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "RETRY_SECONDS", 0.01)
    disk.problem = StoreError("No.")
    on_disk.put(edits({"a": {"uid": "a"}}))
    assert on_disk.flush().word == "save failed"
    saved = threading.Event()
    on_disk._on_state = lambda state: saved.set() if state == SAVED else None
    disk.problem = None
    assert saved.wait(PATIENCE)
    assert disk.taken == [{"a": {"uid": "a"}}]


def test_a_defect_in_writing_is_told_too_and_the_thread_lives_on(
    disk: Disk, on_disk: Writer
) -> None:
    disk.problem = ZeroDivisionError()
    on_disk.put(edits({"a": {"uid": "a"}}))
    assert on_disk.flush().reason == "An internal error; the log has the details."
    disk.problem = None
    assert on_disk.flush() == SAVED


def test_flush_and_close_wait_for_the_disk(disk: Disk, on_disk: Writer) -> None:
    for wait in (on_disk.flush, on_disk.close):
        outcome: list[SaveState] = []
        with held(disk, on_disk):
            waiting = _in_thread(_noting(wait, outcome))
            waiting.join(0.05)
            assert waiting.is_alive()
        waiting.join(PATIENCE)
        assert outcome == [SAVED]


def test_flush_never_calls_it_saved_when_it_tires_of_waiting(disk: Disk, on_disk: Writer) -> None:
    with held(disk, on_disk):
        state = on_disk.flush(0.01)
        assert state.word == "save failed"
        assert "0.01 seconds" in state.reason


def test_after_closing_nothing_more_is_taken_and_closing_again_returns_at_once(
    disk: Disk, on_disk: Writer
) -> None:
    disk.problem = StoreError("No.")
    on_disk.put(edits({"a": {"uid": "a"}}))
    assert on_disk.close().reason == "No."
    with pytest.raises(StoreError, match="closed"):
        on_disk.put(edits({"b": {"uid": "b"}}))
    again = _in_thread(on_disk.close)
    again.join(1.0)
    assert not again.is_alive()


def test_nothing_to_do_needs_no_thread(disk: Disk) -> None:
    before = threading.active_count()
    idle = Writer(disk.write, disk.states.append)
    assert threading.active_count() == before
    assert idle.close() == SAVED
    assert disk.states == []


def _noting(call: Callable[[], SaveState], outcome: list[SaveState]) -> Callable[[], None]:
    return lambda: outcome.append(call())


def _in_thread(call: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=call)
    thread.start()
    return thread
