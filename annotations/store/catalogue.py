"""What is said now: every record of a store by its uid, kind, article and TinyDB's number.

What an index covers is read from the file when it is asked for; what came later is in memory.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import itemgetter
from typing import NamedTuple

from annotations.store.index import Index, MisfitError, Row
from annotations.store.lines import Entry, decode_slice
from annotations.store.records import Record, from_file
from annotations.store.scanning import Read

LOOKUPS: dict[str, tuple[str, ...]] = {
    "annotation": ("article",),
    "article": ("path", "text_sha256"),
    "decision": ("article",),
}
"""By kind: the fields that records are looked up by."""


READ_BEFORE = 4096
"""Records read from the file that are kept: what was looked at is what will be changed."""


class Covering(NamedTuple):
    """What an index is to learn.

    Attributes:
        rows: Where the records stand that it does not cover.
        removed: The uids of those that are gone.
        dead: Bytes of the file that compaction would take out.
        next_number: The first of TinyDB's numbers that is free.
        records: What was in memory.
    """

    rows: list[Row]
    removed: list[str]
    dead: int
    next_number: int
    records: dict[str, Record | None]


class Catalogue:
    """Finds records without going through all of them. Safe for threads that take turns.

    Attributes:
        index: What covers the beginning of the file; None for a file that is all in memory.
        next_number: The first of TinyDB's numbers that is free.
        dead: Bytes of the file that compaction would take out.
    """

    def __init__(self, index: Index | None = None, read: Read | None = None) -> None:
        """Begin with what an index covers; `read` reads the file that it is of."""
        self.index = index
        self._read = read
        self.next_number = index.coverage.next_number if index else 1
        self.dead = index.coverage.dead if index else 0
        self._records: dict[str, Record | None] = {}
        self._places: dict[str, tuple[int, int, int]] = {}
        self._uids: dict[int, str] = {}
        self._kinds: dict[str, dict[str, Record]] = {}
        self._values: dict[tuple[str, str], dict[str, Record]] = {}
        self._read_before: dict[str, tuple[Row, Record]] = {}

    # Looking up

    def get(self, uid: str) -> Record | None:
        """Return the record with this uid, if there is one.

        Raises:
            MisfitError: The index says something else than the file; so may all that look up.
        """
        if uid in self._records:
            return self._records[uid]
        row = self._row(uid)
        return self._of_row(row) if row else None

    def number(self, uid: str, *, new: bool = False) -> int | None:
        """Return TinyDB's number for a record that is in the file, or was.

        Args:
            uid: The record.
            new: Whether it is known that the index has none.
        """
        if uid in self._places:
            return self._places[uid][0]
        row = None if new else self._row(uid)
        return row.number if row else None

    def numbered(self, number: int) -> Record | None:
        """Return the record of one of TinyDB's numbers."""
        if number in self._uids:
            return self._records.get(self._uids[number])
        row = self.index.numbered(number) if self.index else None
        return None if row is None or row.uid in self._records else self._of_row(row)

    def uid_at(self, number: int) -> str | None:
        """Return the uid of the record that has one of TinyDB's numbers."""
        if number in self._uids:
            return self._uids[number]
        row = self.index.numbered(number) if self.index else None
        return row.uid if row else None

    def of_kind(self, kind: str) -> list[Record]:
        """Return all records of a kind, in the order they were made."""
        rows = self.index.of_kind(kind) if self.index else ()
        found = [*self._of_rows(rows), *self._kinds.get(kind, {}).values()]
        return sorted(found, key=itemgetter("created", "uid"))

    def with_value(self, field: str, value: str) -> list[Record]:
        """Return all records that have a value in one of the fields of `LOOKUPS`."""
        rows = self.index.with_value(field, value) if self.index else ()
        indexed = (each for each in self._of_rows(rows) if each.get(field) == value)
        return [*indexed, *self._values.get((field, value), {}).values()]

    def counts(self) -> Counter[str]:
        """Count the records by kind."""
        counts = Counter(self.index.counts() if self.index else {})
        for uid, record in self._records.items():
            row = self.index.row(uid) if self.index else None
            if row is not None:
                counts[row.kind] -= 1
            if record is not None:
                counts[record["kind"]] += 1
        return +counts

    def numbers(self) -> Iterator[int]:
        """Go through TinyDB's numbers of all records that are in the file."""
        return (row.number for row in self.rows())

    def rows(self) -> Iterator[Row]:
        """Go through where all records of the file stand."""
        indexed = self.index.all() if self.index else ()
        yield from (row for row in indexed if row.uid not in self._places)
        yield from self.latest()[0]

    def is_gone(self, uid: str) -> bool:
        """Tell whether it is known that a record was removed."""
        return uid in self._records and self._records[uid] is None

    def unfiled(self) -> Iterator[Record]:
        """Go through the records that are nowhere in the file as it is open now."""
        for uid, record in self._records.items():
            if record is not None and uid not in self._places and self._row(uid) is None:
                yield record

    def remembered(self) -> Iterator[tuple[str, Record | None]]:
        """Go through what is known without the file, by uid; None for what was removed."""
        return iter(self._records.items())

    def readable(self) -> Iterator[Record]:
        """Go through the records of the index that were read before or can still be read."""
        with suppress(MisfitError):
            for row in self.index.all() if self.index else ():
                with suppress(MisfitError):
                    if row.uid not in self._records:
                        yield self._of_row(row)

    def start(self, uid: str) -> int:
        """Tell where in the file a record stands; 0 if nowhere."""
        if uid in self._places:
            return self._places[uid][1]
        row = self._row(uid)
        return row.start if row else 0

    def __iter__(self) -> Iterator[Record]:
        """Go through all records."""
        yield from self._of_rows(self.index.all() if self.index else ())
        yield from (record for record in self._records.values() if record is not None)

    # Changing

    def put(self, uid: str, record: Record | None) -> None:
        """Take in what is said now; None removes the record."""
        old = self._records.get(uid)
        if old is not None:
            self._kinds[old["kind"]].pop(uid, None)
            for pair in lookups(old):
                self._values[pair].pop(uid, None)
        self._records[uid] = record
        if record is not None:
            self._kinds.setdefault(record["kind"], {})[uid] = record
            for pair in lookups(record):
                self._values.setdefault(pair, {})[uid] = record

    def recall(self, other: "Catalogue") -> None:
        """Know, too, what another catalogue has read of the same file."""
        self._read_before = dict(other._read_before)

    def hold(self, uid: str, record: Record | None) -> None:
        """Take in what counts whatever the file says, which is to be written from the beginning."""
        self.put(uid, record)
        self._places.pop(uid, None)

    def placed(
        self, uid: str, number: int, start: int, stop: int, *, gone: bool, new: bool = False
    ) -> None:
        """Note where in the file the latest version of a record stands.

        Args:
            uid: The record.
            number: TinyDB's number for it.
            start: Where the bytes begin that hold it, or its tombstone.
            stop: Where they end.
            gone: Whether it is a tombstone.
            new: Whether it is known that there was none before.
        """
        if not new:
            self.dead += self._length(uid)
        if gone:
            self.dead += stop - start
        self._places[uid] = (number, start, start if gone else stop)
        self._uids[number] = uid
        self.next_number = max(self.next_number, number + 1)

    def pass_over(self, entry: Entry) -> None:
        """Leave room and number to a document that is no record."""
        self.dead += entry.stop - entry.start
        self.next_number = max(self.next_number, entry.number + 1)

    # Covering

    def latest(self) -> tuple[list[Row], list[str]]:
        """Return where the records stand that the index does not cover, and those that are gone."""
        rows, removed = [], []
        for uid, (number, start, stop) in self._places.items():
            record = self._records.get(uid)
            if start == stop or record is None:
                removed.append(uid)
            else:
                rows.append(Row(uid, record["kind"], number, start, stop, lookups(record)))
        return rows, removed

    def covering(self) -> "Covering":
        """Take down what an index would have to learn to cover all of the file.

        Everything in memory must be in the file.
        """
        rows, removed = self.latest()
        return Covering(rows, removed, self.dead, self.next_number, dict(self._records))

    def let_go(self, covered: "Covering", index: Index, read: Read) -> None:
        """Forget what an index covers by now; what came after it was taken down stays.

        Args:
            covered: What was taken down, and has been put into the index since.
            index: The index that covered the file so far, or a new one.
            read: Reads the file.
        """
        self.index, self._read = index, read
        for uid, record in covered.records.items():
            if self._records.get(uid) is record:
                self.put(uid, None)
                del self._records[uid]
        for row in covered.rows:
            if self._places.get(row.uid) == (row.number, row.start, row.stop):
                del self._places[row.uid], self._uids[row.number]
        for uid in covered.removed:
            number, start, stop = self._places.get(uid, (0, 0, -1))
            if start == stop and uid not in self._records:
                del self._places[uid], self._uids[number]
        self._read_before.clear()

    def _length(self, uid: str) -> int:
        if uid in self._places:
            _, start, stop = self._places[uid]
            return stop - start
        row = self._row(uid)
        return row.stop - row.start if row else 0

    def _row(self, uid: str) -> Row | None:
        if uid in self._read_before:
            return self._read_before[uid][0]
        if self.index is None or uid > self.index.last_uid:
            return None  # the second is so of every new one: identities grow with time
        return self.index.row(uid)

    def _of_rows(self, rows: Iterable[Row]) -> Iterator[Record]:
        return (self._of_row(row) for row in rows if row.uid not in self._records)

    def _of_row(self, row: Row) -> Record:
        assert self._read is not None
        known = self._read_before.get(row.uid)
        if known is not None and known[0] == row:
            return known[1]
        entry = decode_slice(self._read(row.start, row.stop), row.number)
        record = from_file(entry.document, plain=entry.plain) if entry else None
        if record is None or record["uid"] != row.uid:
            raise MisfitError(f"record {row.uid} is not where the index says")
        if len(self._read_before) >= READ_BEFORE:
            self._read_before.clear()
        self._read_before[row.uid] = (row, record)
        return record


def lookups(record: Record) -> list[tuple[str, str]]:
    """Return the fields that a record is looked up by, with their values."""
    return [(field, record[field]) for field in LOOKUPS.get(record["kind"], ())]
