"""Between memory and the file: what waits goes out, what other programs wrote comes in."""

import logging
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.models import SaveState
from annotations.store.beside import Beside
from annotations.store.catalogue import Catalogue
from annotations.store.disk import Disk, signature
from annotations.store.generations import begin, set_aside
from annotations.store.index import MisfitError
from annotations.store.journal import Journal, Standing
from annotations.store.locks import LOCK_SECONDS, Lock
from annotations.store.opened import Opened
from annotations.store.opening import open_file, read_on, why_read_only
from annotations.store.operations import Operation
from annotations.store.records import Record
from annotations.store.replaced import Absence, is_settled, keep_ours, reopened
from annotations.store.steps import on_top
from annotations.store.upkeep import Upkeep
from annotations.store.writer import SAVED

if TYPE_CHECKING:
    from annotations.store.table import RecordTable

log = logging.getLogger(__name__)

RETIRED = 3
"""Files that were replaced and are kept open for a while."""


class Filing:
    """Keeps a catalogue and its file in step. Files are written on one thread.

    Attributes:
        records: What is said now, with what waits to be saved.
        notice: What the analyst should be told of the file; empty if all is well.
        foreign: Whether the file seems never to have been an annotations file.

    Args:
        file: The annotations file.
        disk: Writes.
        lock: Held whenever `records` or `pending` are looked at or changed.
        pending: The operations that wait to be saved, oldest first.
        compacts: Whether the file is compacted when half of it is dead.

    Raises:
        StoreError: The file was written by a newer version, or may not be read.
    """

    def __init__(
        self,
        file: Path,
        disk: Disk,
        lock: threading.RLock,
        pending: deque[Operation],
        *,
        compacts: bool = True,
    ) -> None:
        """Open the file."""
        self._named = file
        self._beside = Beside.of(file)
        self._disk = disk
        self._lock = lock
        self._pending = pending
        self._file_lock = Lock(self._beside.lock, self._have_folder)
        self._absence = Absence(self._beside.file)
        self._stale = self._unindexed = self._looked_twice = False
        self._seen: tuple[int, int, int] | None = None
        self._changed: set[str] | None = set()
        self._passed: list[str] = []
        self._retired: list[Opened] = []
        self._upkeep = Upkeep(file, disk, lock, compacts=compacts)
        self._table: RecordTable | None = None
        self._opened = self._open()
        self.notice = self._opened.told
        self.foreign = self._opened.foreign
        self.read_only = why_read_only(self._beside.file)

    @property
    def records(self) -> Catalogue:
        """What is said now, with what waits to be saved."""
        return self._opened.catalogue

    @property
    def journal(self) -> Journal | None:
        """The open file; None before the first save."""
        return self._opened.journal

    @property
    def needs_writing(self) -> bool:
        """Whether there is damage in the file, or it is in another form than that of lines."""
        return bool(self._opened.damaged) or self._opened.begun_anew

    @property
    def owes(self) -> bool:
        """Whether the file lacks what was saved, though nothing waits."""
        return self._opened.owed and not self.read_only

    # Out

    def write(self) -> None:
        """Put all that waits onto the file as it stands now, alone among all programs that do so.

        Raises:
            StoreError: It could not be written; it waits on.
        """
        with self._lock:  # a commit that has woken this thread may not have put its step there yet
            if not self._pending and not self.owes:
                return  # written together with what came before
        try:
            with self._file_lock.held(LOCK_SECONDS, self._named):
                self._catch_up()
                self._make_ready()
                self._append()
        except OSError as error:
            self._stale = True
            raise StoreError(f"{self._named} cannot be written: {error.strerror}.") from error
        except StoreError:
            self._stale = True
            raise
        except MisfitError as error:
            self._stale = self._unindexed = True
            raise StoreError(f"{self._named} is read again: its index did not fit.") from error
        self._upkeep.after_save(self._opened, self._pending)

    def _have_folder(self) -> None:
        self._beside.file.parent.mkdir(parents=self.journal is None, exist_ok=True)

    def _append(self) -> None:
        with self._lock:
            waiting = list(self._pending)
            table = self._new_table() if self._table is None else self._table
        if not waiting:
            return  # the file was owed all of it
        table.commit(waiting)
        with self._lock:
            for _ in waiting:
                self._pending.popleft()

    def _new_table(self) -> "RecordTable":
        # TinyDB is needed at the first save only, not on the way to the first frame.
        from annotations.store.table import JournalStorage, RecordTable

        assert self._opened.journal is not None
        storage = JournalStorage(self._opened.journal, self._opened.catalogue)
        self._table = RecordTable(storage, lock=self._lock)
        return self._table

    def _make_ready(self) -> None:
        """Have a file that lines can be appended to."""
        opened = self._opened
        if opened.journal is None or opened.begun_anew:
            set_aside(self._beside, opened, self._disk)
            with self._unsaved_taken_out():
                begin(self._beside, opened, self._disk)
                self._adopt(self._open())
        journal = self._opened.journal
        assert journal is not None
        if not journal.writable:
            raise StoreError(f"{self._named} is read-only.")
        set_aside(self._beside, self._opened, self._disk)
        if not journal.closed:
            journal.cut()

    @contextmanager
    def _unsaved_taken_out(self) -> Iterator[None]:
        """Have in the catalogue only what is in the file, for as long as it is begun anew."""
        with self._lock:
            self._take_out_unsaved()
            try:
                yield
            finally:
                self._put_unsaved()

    def _take_out_unsaved(self) -> None:
        for operation in reversed(self._pending):
            for uid, record in operation.before.items():
                self.records.put(uid, record)

    def _put_unsaved(self) -> None:
        for operation in self._pending:
            for uid, record in operation.after.items():
                self.records.put(uid, record)

    # In

    def look(self, *, at_once: bool = False) -> None:
        """Take in what other programs wrote; not what may be half written, unless `at_once`."""
        if self._pending:
            return
        if not self.read_only:
            self.notice = self._absence.owe(self._opened, at_once=at_once) or self.notice
        if not self._has_news() or not (at_once or is_settled(self.journal)):
            return
        try:
            with self._file_lock.held(0.0, self._named):
                self._catch_up()
        except (StoreError, OSError, MisfitError) as error:
            self._unindexed = isinstance(error, MisfitError)
            log.info("not followed this time: %s", error)

    def taken_in(self) -> frozenset[str] | None:
        """Return the uids of records that others changed since it was asked last; None for any."""
        changed, self._changed = self._changed, set()
        return None if changed is None else frozenset(changed)

    def passed_over(self) -> list[str]:
        """Return the uids of operations that others did since it was asked last."""
        passed, self._passed = self._passed, []
        return passed

    def reopen(self, *, indexed: bool = True) -> None:
        """Open the file anew, whatever became of it, and put what waits on top.

        Raises:
            StoreError: It cannot be read any more.
        """
        with self._lock:
            self._seen = signature(self._beside.file)
            fresh = reopened(self._opened, self._named, self._disk, indexed=indexed)
            with self._unsaved_taken_out():
                keep_ours(self._opened, fresh, self._beside, self._disk)
            self._adopt(fresh)
            self._rebase()
            self._changed = None
            self.notice = fresh.told or self.notice

    def _has_news(self) -> bool:
        journal = self._opened.journal
        if journal is None:
            return self._beside.file.exists() and signature(self._beside.file) != self._seen
        return journal.standing() is not Standing.SAME and self._beside.file.exists()

    def _catch_up(self) -> None:
        if self.needs_writing and self._beside.file.exists() and not self._looked_twice:
            # Read without the lock, what another one was writing looks like damage.
            self.reopen(indexed=False)
        self._looked_twice = True
        journal = self._opened.journal
        if journal is None:
            if self._beside.file.exists():
                self.reopen()
        elif self._unindexed:
            self.reopen(indexed=False)
        elif self._stale or (standing := journal.standing()) is Standing.OTHER:
            self.reopen()
        elif standing is Standing.GROWN:
            self._read_on()
        self._stale = self._unindexed = False

    def _read_on(self) -> None:
        opened = self._opened
        assert opened.journal is not None
        end = opened.journal.end
        with self._lock:  # what was no whole line when it was read without one may be by now
            opened.damaged = [each for each in opened.damaged if each.offset < end]
            scan = read_on(opened, self._take, self._passed.append)
            opened.damaged += scan.damaged
            opened.begun_anew = opened.begun_anew or not scan.tidy

    def _take(self, uid: str, record: Record | None) -> None:
        """Put what another program wrote, and on top of it what waits to be saved."""
        for place, operation in enumerate(self._pending):
            if uid in operation.after:
                self._pending[place] = on_top(operation, uid, record)
                record = self._pending[place].after[uid]
        self.records.put(uid, record)
        if self._changed is not None:
            self._changed.add(uid)

    def _rebase(self) -> None:
        """Put all that waits on top of the records of a file that was opened anew."""
        touched = {uid: None for operation in self._pending for uid in operation.after}
        for uid in touched:
            self._take(uid, self.records.get(uid))

    # Opening and closing

    def _open(self) -> Opened:
        self._seen = signature(self._beside.file)
        return open_file(self._named, self._disk)

    def _adopt(self, fresh: Opened) -> None:
        """Go on with a file that was opened anew.

        The old one stays open: another thread may be writing to it or reading from it.
        """
        self._retired.append(self._opened)
        self._opened = fresh
        self._table = None
        while len(self._retired) > RETIRED:
            self._retired.pop(0).close()

    def make_good(self) -> SaveState:
        """See to it that the file is left with all that was saved; nobody else may be writing."""
        try:
            if self._file_lock.was_taken:
                self.look(at_once=True)
                self.write()
        except StoreError as error:
            return SaveState("save failed", str(error))
        return SAVED

    def close(self) -> None:
        """Close the file; compaction is given up."""
        opened, journal = self._opened, self._opened.journal
        if not self._pending:
            self._upkeep.finish(opened)
        if journal is not None and journal.writable:
            self._trim(journal)
        for each in (*self._retired, opened):
            each.close()
        self._file_lock.close()

    def _trim(self, journal: Journal) -> None:
        """Take the blanks off the file's end, unless another program is writing."""
        try:
            with self._file_lock.held(0.0, self._named):
                if journal.standing() is Standing.SAME:
                    journal.trim()
        except (StoreError, OSError) as error:
            log.info("the blanks at the end stay: %s", error)
