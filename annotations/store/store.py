"""The records of one annotations file: in memory at once, on disk soon after, and back again."""

import logging
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from annotations.errors import StoreError
from annotations.models import SaveState
from annotations.store.opening import open_file
from annotations.store.records import Record, merged
from annotations.store.writer import Edits, Writer

log = logging.getLogger(__name__)

LOCK_SECONDS = 10.0

Changes = dict[str, Record | None]
"""Records by uid; None: one that is not there, or is to be removed."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of the analyst's that can be undone.

    Attributes:
        name: What she did, for people: `tag 12 passages security`.
        before: The records it touched, as they were; None for one that was not there.
        after: The same records as it left them; None for one that it removed.
    """

    name: str
    before: Changes
    after: Changes


class Store:
    """All records of one annotations file, looked up by uid, kind and article.

    A commit shows in memory at once and is written in the background; `state` and `on_state` tell
    when it is on disk. Methods may be called from any thread.

    Args:
        file: The annotations file; it and its folder are made with the first commit.
        on_state: Told whenever saving begins, ends or fails.

    Raises:
        StoreError: The file was written by a newer version, or may not be read.
    """

    def __init__(
        self, file: Path, on_state: Callable[[SaveState], None] = lambda state: None
    ) -> None:
        """Open the file, or begin an empty store where there is none."""
        opened = open_file(file)
        self.file = file
        self.notice = opened.notice
        self.foreign = opened.foreign
        self._records: dict[str, Record] = {}
        self._kinds: dict[str, dict[str, Record]] = {}
        self._articles: dict[str, dict[str, Record]] = {}
        self._undo: list[Operation] = []
        self._redo: list[Operation] = []
        self._lock = threading.RLock()
        self._writer = Writer(self._write, on_state)
        self._place(dict(opened.records))

    # Looking up

    def get(self, uid: str) -> Record | None:
        """Return the record with this uid, if there is one."""
        return self._records.get(uid)

    def of_kind(self, kind: str) -> list[Record]:
        """Return all records of one kind, in the order they were made."""
        with self._lock:
            found = list(self._kinds.get(kind, {}).values())
        return sorted(found, key=itemgetter("created", "uid"))

    def of_article(self, uid: str) -> list[Record]:
        """Return all annotations of the article whose record has this uid."""
        with self._lock:
            return list(self._articles.get(uid, {}).values())

    # Changing

    def commit(
        self, name: str, records: Iterable[Record], removed: Iterable[str] = ()
    ) -> Operation:
        """Put `records` and remove those with the uids in `removed`, as one step to undo.

        Args:
            name: What the analyst did, for people.
            records: New and changed records.
            removed: Uids of records that go.

        Returns:
            The step.

        Raises:
            StoreError: The store is closed.
        """
        after: Changes = {record["uid"]: record for record in records}
        after.update(dict.fromkeys(removed))
        with self._lock:
            before = {uid: self._records.get(uid) for uid in after}
            self._apply(after)
            step = Operation(name, before, after)
            self._undo.append(step)
            self._redo.clear()
        return step

    def note(self, records: Iterable[Record]) -> None:
        """Put `records` without making a step to undo: for what the program did by itself."""
        with self._lock:
            self._apply({record["uid"]: record for record in records})

    @property
    def undo_name(self) -> str | None:
        """The name of the step that `undo` would take back, or None."""
        return self._undo[-1].name if self._undo else None

    @property
    def redo_name(self) -> str | None:
        """The name of the step that `redo` would do again, or None."""
        return self._redo[-1].name if self._redo else None

    def undo(self) -> Operation | None:
        """Take the last step back; return it, or None if there is none."""
        with self._lock:
            if not self._undo:
                return None
            step = self._undo.pop()
            self._apply(self._moved(step.after, step.before))
            self._redo.append(step)
            return step

    def redo(self) -> Operation | None:
        """Do the step that was last undone again; return it, or None if there is none."""
        with self._lock:
            if not self._redo:
                return None
            step = self._redo.pop()
            self._apply(self._moved(step.before, step.after))
            self._undo.append(step)
            return step

    # Saving

    @property
    def state(self) -> SaveState:
        """Where the last change is."""
        return self._writer.state

    def flush(self) -> SaveState:
        """Wait until all is on disk, or an attempt to write has failed."""
        return self._writer.flush()

    def close(self) -> SaveState:
        """Flush and end; nothing can be committed afterwards."""
        return self._writer.close()

    def _moved(self, origin: Changes, goal: Changes) -> Changes:
        """Tell what leads each record from `origin` to `goal`.

        What became of the record since (the program noted that the article was read, another
        program added a tag) stays.
        """
        return {
            uid: merged(origin[uid], record, self._records.get(uid)) for uid, record in goal.items()
        }

    def _apply(self, changes: Changes) -> None:
        self._writer.put({uid: (self._records.get(uid), record) for uid, record in changes.items()})
        self._place(changes)

    def _place(self, changes: Changes) -> None:
        for uid, record in changes.items():
            old = self._records.get(uid)
            if record is None:
                if old is not None:
                    del self._records[uid]
                    del self._kinds[old["kind"]][uid]
                    self._articles.get(old.get("article", ""), {}).pop(uid, None)
                continue
            self._records[uid] = record
            self._kinds.setdefault(record["kind"], {})[uid] = record
            if "article" in record:
                self._articles.setdefault(record["article"], {})[uid] = record

    def _onto(self, records: dict[str, Record], edits: Edits) -> Changes:
        if not records:
            with self._lock:
                return {uid: after for uid, (_, after) in edits.items()} | self._records
        return {
            uid: merged(before, after, records.get(uid)) for uid, (before, after) in edits.items()
        }

    def _take_over(self, edits: Edits, written: Changes) -> None:
        """Have in memory what others added to the records that were just written."""
        with self._lock:
            for uid, (_, after) in edits.items():
                if written[uid] != after:
                    self._place({uid: merged(after, self._records.get(uid), written[uid])})

    def _write(self, edits: Edits) -> None:
        """Put `edits` onto the file as it stands now, alone among all programs that do so.

        What others wrote into the same records is kept, and taken over into memory. A file that
        is gone, or was damaged since, is begun anew with all that is in memory.
        """
        # Both libraries are needed at the first change only, not on the way to the first frame.
        from filelock import FileLock, Timeout
        from tinydb import TinyDB

        from annotations.store.storage import AtomicStorage, RecordTable

        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{os.path.realpath(self.file)}.lock", timeout=LOCK_SECONDS, mode=0o600):
                there = open_file(self.file)
                if there.notice:
                    log.warning(there.notice)
                with TinyDB(self.file, there.aside, storage=AtomicStorage) as database:
                    table = RecordTable(database.storage, database.default_table_name)
                    written = self._onto(there.records, edits)
                    table.apply(written)
                self._take_over(edits, written)
        except Timeout as error:
            raise StoreError(f"{self.file} is locked by another program.") from error
        except OSError as error:
            raise StoreError(f"{self.file} cannot be written: {error.strerror}.") from error
