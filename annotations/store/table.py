"""TinyDB on a journal: its documented seams, so that a commit appends and a lookup reads one line.

`JournalStorage` and `RecordTable` serve TinyDB's own methods too: what they change is one line.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import AbstractContextManager
from copy import deepcopy
from typing import Any

from tinydb import Storage, TinyDB
from tinydb.table import Table

from annotations.errors import StoreError
from annotations.store.catalogue import Catalogue
from annotations.store.journal import Journal
from annotations.store.lines import FORM, Entry, encode
from annotations.store.operations import Changes, Operation, documents
from annotations.store.records import Record


class JournalStorage(Storage):
    """The tables of an annotations file, as TinyDB wants them.

    Args:
        journal: The open file.
        catalogue: The records in it.
    """

    def __init__(self, journal: Journal, catalogue: Catalogue) -> None:
        """Serve an open file."""
        self.journal = journal
        self.catalogue = catalogue

    def read(self) -> dict[str, dict[str, Any]]:
        """Return all tables, read whole."""
        meta = {"format": FORM, "generation": self.journal.generation}
        records = self.catalogue.numbered
        table = {str(number): records(number) for number in self.catalogue.numbers()}
        return {"_meta": {"1": meta}, TinyDB.default_table_name: table}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Refuse to write everything anew: `RecordTable` appends what has changed.

        Raises:
            StoreError: Always.
        """
        raise StoreError(f"{self.journal.file} is changed through its table of records only.")

    def close(self) -> None:
        """Leave the file open: it belongs to whoever opened it."""


class RecordTable(Table):
    """The table of records, a commit of which is as quick in a long file as in a short one.

    Args:
        storage: The open file.
        name: The table's name.
        lock: Held while the catalogue is looked at or changed.
        sign: Makes an operation of what TinyDB's own methods change: its name and the changes.
    """

    default_query_cache_capacity = 0

    def __init__(
        self,
        storage: JournalStorage,
        name: str = TinyDB.default_table_name,
        *,
        lock: AbstractContextManager[Any],
        sign: Callable[[str, Changes], Operation] | None = None,
    ) -> None:
        """Make the table."""
        super().__init__(storage, name, cache_size=0)
        self._journal = storage.journal
        self._catalogue = storage.catalogue
        self._lock = lock
        self._sign = sign

    def commit(self, operations: Sequence[Operation]) -> None:
        """Append operations, a line each; all are on the disk when this returns.

        Raises:
            OSError: They could not be written.
            StoreError: One of them holds what JSON cannot.
        """
        with self._lock:
            written = self._written(operations)
        starts = self._journal.append([line for line, _ in written])
        with self._lock:
            for start, operation, (_, entries) in zip(starts, operations, written, strict=True):
                self._place(start, operation, entries)

    def _written(self, operations: Sequence[Operation]) -> list[tuple[bytes, list[Entry]]]:
        """Write each operation as a line, under the numbers that are free."""
        taken: dict[str, int] = {}
        free = self._catalogue.next_number
        written = []
        for operation in operations:
            numbers = []
            for uid in operation.after:
                new = operation.before[uid] is None
                number = taken.get(uid) or self._catalogue.number(uid, new=new)
                if number is None:
                    number, free = free, free + 1
                taken[uid] = number
                numbers.append(number)
            written.append(encode(documents(operation, [*numbers, free])))
            free += 1
        return written

    def _place(self, start: int, operation: Operation, entries: Sequence[Entry]) -> None:
        *records, last = entries
        for (uid, after), entry in zip(operation.after.items(), records, strict=True):
            place = (start + entry.start, start + entry.stop)
            new = operation.before[uid] is None
            self._catalogue.placed(uid, entry.number, *place, gone=after is None, new=new)
        self._catalogue.pass_over(last)

    # What TinyDB's own methods build on

    def _get_next_id(self) -> int:
        return self._catalogue.next_number

    def _read_table(self) -> "Mapping[str, Mapping[str, Any]]":  # type: ignore[override]
        return _Documents(self._catalogue)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        """Let `updater` change what looks like the whole table, and append what it changed."""
        draft = _Draft(self._catalogue)
        updater(draft)  # type: ignore[arg-type]
        changes = draft.changes()
        if changes:
            if self._sign is None:
                raise StoreError(f"{self._journal.file}: nobody signs changes made with TinyDB.")
            self.commit([self._sign("change records with TinyDB", changes)])
            for uid, record in changes.items():
                self._catalogue.put(uid, record)


class _Documents(Mapping[str, Mapping[str, Any]]):
    """All records by TinyDB's numbers, as strings, read when they are asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def __getitem__(self, key: str) -> Record:
        record = self._catalogue.numbered(int(key))
        if record is None:
            raise KeyError(key)
        return record

    def __iter__(self) -> Iterator[str]:
        return map(str, self._catalogue.numbers())

    def __len__(self) -> int:
        return sum(self._catalogue.counts().values())


class _Draft(MutableMapping[int, dict[str, Any]]):
    """A table that is being changed: what was looked at, and what has become of it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._seen: dict[int, Record | None] = {}

    def __getitem__(self, key: int) -> Record:
        if key not in self._seen:
            self._seen[key] = deepcopy(self._catalogue.numbered(key))
        record = self._seen[key]
        if record is None:
            raise KeyError(key)
        return record

    def __setitem__(self, key: int, record: Mapping[str, Any]) -> None:
        self._seen[key] = dict(record)

    def __delitem__(self, key: int) -> None:
        self[key]
        self._seen[key] = None

    def __iter__(self) -> Iterator[int]:
        known = set(self._catalogue.numbers()) | set(self._seen)
        return iter([key for key in sorted(known) if self._seen.get(key, key) is not None])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def changes(self) -> Changes:
        """Return what has become of the records that were looked at, if anything."""
        found: Changes = {}
        for number, record in self._seen.items():
            old = self._catalogue.numbered(number)
            if record == old:
                continue
            if old is not None and (record is None or record["uid"] != old["uid"]):
                found[old["uid"]] = None
            if record is not None:
                found[record["uid"]] = record
        return found
