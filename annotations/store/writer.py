"""Commits go to disk on a thread of their own, in order, and are tried until they get there."""

import logging
import threading
from collections.abc import Callable

from annotations.errors import StoreError
from annotations.models import SaveState
from annotations.store.records import Record

log = logging.getLogger(__name__)

SAVED = SaveState("saved")
SAVING = SaveState("saving…")
RETRY_SECONDS = 2.0

Edits = dict[str, tuple[Record | None, Record | None]]
"""By uid, a record before and after a change; None: it was not there, or is to be removed."""


class Writer:
    """Writes changes in the background and tells how far they are.

    Changes that wait while a write is going on are written together afterwards; of two versions
    of a record the last one counts. A write that fails is tried again every `RETRY_SECONDS` and
    at the next change; nothing is dropped until it is on disk.

    Args:
        write: Puts changes on disk before it returns; raises StoreError if it can't.
        on_state: Told of every change of state, on the writer's thread or the caller's.
    """

    def __init__(
        self, write: Callable[[Edits], None], on_state: Callable[[SaveState], None]
    ) -> None:
        """Start idle, with everything saved; the thread starts with the first change."""
        self._write = write
        self._on_state = on_state
        self._waiting: Edits = {}
        self._busy = False
        self._closing = False
        self._condition = threading.Condition()
        self._thread: threading.Thread | None = None
        self.state = SAVED

    def put(self, edits: Edits) -> None:
        """Take `edits` to be written; returns at once."""
        with self._condition:
            if self._closing:
                raise StoreError("The store is closed; nothing more can be saved.")
            self._waiting = joined(self._waiting, edits)
            self._tell(SAVING)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
                self._thread.start()
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
        state = self.flush(timeout)
        with self._condition:
            self._closing = True
            self._condition.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)
        return state

    def _tell(self, state: SaveState) -> None:
        if state != self.state:
            self.state = state
            self._condition.notify_all()
            self._on_state(state)

    def _run(self) -> None:
        while True:
            with self._condition:
                pause = RETRY_SECONDS if self._waiting else None
                self._condition.wait_for(lambda: self._closing or self._is_due(), pause)
                if self._closing:
                    return
                if not self._waiting:
                    continue
                taken, self._waiting = self._waiting, {}
                self._busy = True
            self._attempt(taken)

    def _is_due(self) -> bool:
        return bool(self._waiting) and self.state == SAVING

    def _attempt(self, taken: Edits) -> None:
        try:
            self._write(taken)
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
            if outcome != SAVED:
                self._waiting = joined(taken, self._waiting)
                self._tell(outcome)
            elif not self._waiting:
                self._tell(SAVED)


def joined(earlier: Edits, later: Edits) -> Edits:
    """Make one of two edits of a record: from before the earlier to after the later."""
    return earlier | {
        uid: (earlier[uid][0] if uid in earlier else before, after)
        for uid, (before, after) in later.items()
    }
