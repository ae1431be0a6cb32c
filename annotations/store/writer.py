"""Saving happens on a thread of its own, in order, and is tried until it is done."""

import logging
import threading
from collections.abc import Callable
from functools import partial

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
        self._condition = threading.Condition()
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
        with self._condition:
            if self._closing:
                raise StoreError("The store is closed; nothing more can be saved.")
            self._waiting = True
            self._tell(SAVING)
            self._start()
            self._condition.notify_all()

    def follow(self, seconds: float) -> None:
        """Begin to look at what others do, every so many seconds."""
        with self._condition:
            self._look_seconds = seconds
            self._start()
            self._condition.notify_all()

    def flush(self, timeout: float = 30.0) -> SaveState:
        """Wait, at most `timeout` seconds, until all is saved or an attempt has failed.

        Returns:
            Where things are; `save failed` too if writing still goes on.
        """
        with self._condition:
            if self._closing:
                return self.state
            if self._waiting and not self._busy:
                self._tell(SAVING)
            if self._condition.wait_for(lambda: not self._busy and self.state != SAVING, timeout):
                return self.state
            return SaveState("save failed", f"Writing has taken more than {timeout:g} seconds.")

    def close(self, timeout: float = 30.0) -> SaveState:
        """Flush, then end the thread."""
        state = self.state = self.flush(timeout)
        with self._condition:
            self._closing = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)
        return state

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
            self._thread.start()

    def _tell(self, state: SaveState) -> None:
        if state != self.state:
            self.state = state
            self._condition.notify_all()
            self._on_state(state)

    def _run(self) -> None:
        while True:
            with self._condition:
                seconds = self._look_seconds
                pause = RETRY_SECONDS if self._waiting else seconds
                self._condition.wait_for(partial(self._has_to_go_on, seconds), pause)
                if self._closing:
                    return
                due, self._waiting = self._waiting, False
                self._busy = due
            if due:
                self._attempt()
            else:
                self._look_around()

    def _has_to_go_on(self, seconds: float | None) -> bool:
        return self._closing or self._is_due() or self._look_seconds != seconds

    def _is_due(self) -> bool:
        return self._waiting and self.state == SAVING

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
        with self._condition:
            self._busy = False
            self._condition.notify_all()  # who flushes waits for it even where the state stays
            if outcome != SAVED:
                self._waiting = True
                self._tell(outcome)
            elif not self._waiting:
                self._tell(SAVED)

    def _look_around(self) -> None:
        try:
            if self._look():
                self.wake()
        except StoreError as error:
            log.warning("the annotations file cannot be followed: %s", error)
        except Exception:
            log.exception("a defect kept the store from looking at its file")
