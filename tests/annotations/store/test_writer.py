import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from annotations.errors import StoreError
from annotations.models import SaveState
from annotations.store import writer
from annotations.store.writer import SAVED, SAVING, Writer

PATIENCE = 10.0


class Disk:
    """A disk that takes what waits when it is let, and fails when it is told to."""

    def __init__(self) -> None:
        self.waiting: list[str] = []
        self.taken: list[list[str]] = []
        self.states: list[SaveState] = []
        self.looks = threading.Semaphore(0)
        self.problem: Exception | None = None
        self.arrived = threading.Semaphore(0)
        self.gate = threading.Event()
        self.gate.set()

    def write(self) -> None:
        going = list(self.waiting)
        self.arrived.release()
        assert self.gate.wait(PATIENCE)
        if self.problem is not None:
            raise self.problem
        self.taken.append(going)
        del self.waiting[: len(going)]


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def on_disk(disk: Disk) -> Iterator[Writer]:
    made = Writer(disk.write, disk.states.append, disk.looks.release)
    yield made
    disk.gate.set()
    disk.problem = None
    made.close()


def put(disk: Disk, writer: Writer, *words: str) -> None:
    """Have something to write."""
    disk.waiting += words
    writer.wake()


@contextmanager
def held(disk: Disk, writer: Writer) -> Iterator[None]:
    """Have the writer busy with one write, and let it go in the end."""
    disk.gate.clear()
    put(disk, writer, "first")
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
    assert disk.taken == [["first"]]


def test_what_comes_during_a_write_is_written_together_afterwards(
    disk: Disk, on_disk: Writer
) -> None:
    with held(disk, on_disk):
        put(disk, on_disk, "a")
        put(disk, on_disk, "b", "c")
    on_disk.flush()
    assert disk.taken == [["first"], ["a", "b", "c"]]
    assert disk.states == [SAVING, SAVED]


def test_changes_go_to_disk_in_the_order_they_were_made(disk: Disk, on_disk: Writer) -> None:
    words = [f"{number:02}" for number in range(100)]
    for word in words:
        put(disk, on_disk, word)
    on_disk.flush()
    assert [word for taken in disk.taken for word in taken] == words


def test_a_failure_is_told_with_its_reason_and_nothing_is_dropped(
    disk: Disk, on_disk: Writer
) -> None:
    disk.problem = StoreError("The disk is full.")
    put(disk, on_disk, "a")
    assert on_disk.flush() == SaveState("save failed", "The disk is full.")
    put(disk, on_disk, "b")
    assert on_disk.flush().word == "save failed"
    disk.problem = None
    assert on_disk.flush() == SAVED
    assert disk.taken == [["a", "b"]]


def test_a_failed_write_is_tried_again_by_itself(
    disk: Disk, on_disk: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "RETRY_SECONDS", 0.01)
    disk.problem = StoreError("No.")
    put(disk, on_disk, "a")
    assert on_disk.flush().word == "save failed"
    saved = threading.Event()
    on_disk._on_state = lambda state: saved.set() if state == SAVED else None
    disk.problem = None
    assert saved.wait(PATIENCE)
    assert disk.taken == [["a"]]


def test_flush_ends_with_a_retry_that_was_under_way_and_fails_again(
    disk: Disk, on_disk: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "RETRY_SECONDS", 0.1)
    disk.problem = StoreError("No.")
    put(disk, on_disk, "a")
    assert on_disk.flush().word == "save failed"
    disk.gate.clear()
    while disk.arrived.acquire(blocking=False):
        pass
    assert disk.arrived.acquire(timeout=PATIENCE)
    monkeypatch.setattr(writer, "RETRY_SECONDS", 600.0)
    outcome: list[SaveState] = []
    waiting = _in_thread(_noting(on_disk.flush, outcome))
    waiting.join(0.05)
    disk.gate.set()
    waiting.join(2.0)
    assert [state.word for state in outcome] == ["save failed"]


def test_a_defect_in_writing_is_told_too_and_the_thread_lives_on(
    disk: Disk, on_disk: Writer
) -> None:
    disk.problem = ZeroDivisionError()
    put(disk, on_disk, "a")
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
    put(disk, on_disk, "a")
    assert on_disk.close().reason == "No."
    with pytest.raises(StoreError, match="closed"):
        put(disk, on_disk, "b")
    again = _in_thread(on_disk.close)
    again.join(1.0)
    assert not again.is_alive()


def test_saving_goes_on_though_who_is_told_fails(disk: Disk) -> None:
    def fail(state: SaveState) -> None:
        disk.states.append(state)
        raise ValueError("the screen is gone")

    telling = Writer(disk.write, fail)
    put(disk, telling, "first")
    assert telling.flush(PATIENCE) == SAVED
    put(disk, telling, "second")
    assert telling.close(PATIENCE) == SAVED
    assert disk.taken == [["first"], ["second"]]
    assert disk.states == [SAVING, SAVED, SAVING, SAVED]


def test_whoever_waits_for_a_save_is_answered_when_the_writer_ends_without_it(
    disk: Disk, on_disk: Writer
) -> None:
    answers: list[SaveState] = []
    with held(disk, on_disk):
        put(disk, on_disk, "second")
        late = _in_thread(lambda: answers.append(on_disk.flush()))
        assert "0.05 seconds" in on_disk.close(0.05).reason
    late.join(PATIENCE)
    assert [answer.word for answer in answers] == ["save failed"]
    assert disk.taken == [["first"]]


def test_what_others_do_is_looked_at_from_time_to_time_once_that_was_asked_for(
    disk: Disk, on_disk: Writer
) -> None:
    put(disk, on_disk, "a")
    on_disk.flush()
    assert not disk.looks.acquire(timeout=0.05)
    on_disk.follow(0.01)
    for _ in range(3):
        assert disk.looks.acquire(timeout=PATIENCE)
    assert disk.taken == [["a"]]
    assert disk.states == [SAVING, SAVED]


def test_a_look_that_fails_ends_neither_looking_nor_writing(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = threading.Semaphore(0)

    def look() -> None:
        looks.release()
        raise StoreError("It is gone.")

    following = Writer(disk.write, disk.states.append, look)
    following.follow(0.01)
    for _ in range(2):
        assert looks.acquire(timeout=PATIENCE)
    put(disk, following, "a")
    assert following.close() == SAVED
    assert disk.taken == [["a"]]


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
