"""Saving happens on a thread of its own, in order, and is tried until it is done."""

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue

from annotations.errors import StoreError
from annotations.models import SaveState

log = logging.getLogger(__name__)

SAVED = SaveState("saved")
SAVING = SaveState("saving…")
RETRY_SECONDS = 2.0


class Writer:
    """Calls for a write whenever there is something to save, and tells how far it is.

    What comes while a write is going on is written afterwards, together. A write that fails is
    tried again every `RETRY_SECONDS` and at the next change. In between, the thread looks from
    time to time at what others do.

    Args:
        write: Puts all that waits on the disk before it returns; raises StoreError if it can't.
        on_state: Told of every change of state, on the writer's thread or the caller's.
        look: Called from time to time while there is nothing to write, once `follow` was called;
            tells whether something is to be written for what was seen.
    """

    def __init__(
        self,
        write: Callable[[], None],
        on_state: Callable[[SaveState], None],
        look: Callable[[], object] = lambda: None,
    ) -> None:
        """Start idle, with everything saved; the thread starts when there is something to do."""
        self._write = write
        self._on_state = on_state
        self._look = look
        self._look_seconds: float | None = None
        self._waiting = False
        self._busy = False
        self._closing = False
        # Queues of C take a third of the time that a Condition takes to hand a commit over.
        self._lock = threading.RLock()
        self._signals: SimpleQueue[None] = SimpleQueue()
        self._flushing: list[SimpleQueue[SaveState]] = []
        self._thread: threading.Thread | None = None
        self.state = SAVED

    @property
    def closed(self) -> bool:
        """Whether nothing more is taken."""
        return self._closing

    def wake(self) -> None:
        """Say that there is something to write; returns at once.

        Raises:
            StoreError: The writer is closed.
        """
        with self._lock:
            if self._closing:
                raise StoreError("The store is closed; nothing more can be saved.")
            if not self._waiting or self.state is not SAVING:
                self._waiting = True
                self._tell(SAVING)
                self._signal()

    def follow(self, seconds: float) -> None:
        """Begin to look at what others do, every so many seconds."""
        with self._lock:
            self._look_seconds = seconds
            self._signal()

    def flush(self, timeout: float = 30.0) -> SaveState:
        """Wait, at most `timeout` seconds, until all is saved or an attempt has failed.

        Returns:
            Where things are; `save failed` too if writing still goes on.
        """
        with self._lock:
            if self._closing or not (self._waiting or self._busy):
                return self.state
            if self.state is not SAVING:
                self._tell(SAVING)
                self._signal()
            outcome: SimpleQueue[SaveState] = SimpleQueue()
            self._flushing.append(outcome)
        try:
            return outcome.get(timeout=timeout)
        except Empty:
            return SaveState("save failed", f"Writing has taken more than {timeout:g} seconds.")

    def close(self, timeout: float = 30.0) -> SaveState:
        """Flush, then end the thread."""
        state = self.state = self.flush(timeout)
        with self._lock:
            self._closing = True
            self._signals.put(None)
        if self._thread is not None:
            self._thread.join(timeout)
        return state

    def _signal(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
            self._thread.start()
        self._signals.put(None)

    def _tell(self, state: SaveState) -> None:
        if state is not self.state and state != self.state:
            self.state = state
            try:
                self._on_state(state)
            except Exception:
                log.exception("who shows how saving stands failed")  # saving must go on

    def _run(self) -> None:
        while True:
            with suppress(Empty):
                self._signals.get(timeout=RETRY_SECONDS if self._waiting else self._look_seconds)
            with self._lock:
                if self._closing:
                    self._answer(self.state)
                    return
                due, self._waiting = self._waiting, False
                self._busy = due
            if due:
                self._attempt()
            elif self._look_seconds is not None:
                self._look_around()

    def _attempt(self) -> None:
        try:
            self._write()
        except StoreError as error:
            log.warning("saving failed: %s", error)
            outcome = SaveState("save failed", str(error))
        except Exception:
            log.exception("a defect kept the store from writing")
            outcome = SaveState("save failed", "An internal error; the log has the details.")
        else:
            outcome = SAVED
        with self._lock:
            self._busy = False
            if outcome is SAVED and self._waiting:
                return  # what came meanwhile is written next
            self._waiting = outcome is not SAVED
            self._tell(outcome)
            self._answer(outcome)

    def _answer(self, outcome: SaveState) -> None:
        """Tell everyone who waits for a save."""
        for flushing in self._flushing:
            flushing.put(outcome)
        self._flushing.clear()

    def _look_around(self) -> None:
        try:
            if self._look():
                self.wake()
        except StoreError as error:
            log.warning("the annotations file cannot be followed: %s", error)
        except Exception:
            log.exception("a defect kept the store from looking at its file")
