"""Where the records of a long annotations file stand in it, so that opening need not read it all.

An SQLite database beside the file, for one generation of it. It may be deleted at any time: what
it tells is only used where the file itself agrees, and it is made anew otherwise.
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

log = logging.getLogger(__name__)

FORM = "1"

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE record (
    number INTEGER PRIMARY KEY, uid TEXT NOT NULL, kind TEXT NOT NULL,
    start INTEGER NOT NULL, stop INTEGER NOT NULL
);
CREATE UNIQUE INDEX record_uid ON record (uid);
CREATE INDEX record_kind ON record (kind);
CREATE TABLE lookup (field TEXT, value TEXT, number INTEGER, PRIMARY KEY (field, value, number))
WITHOUT ROWID;
"""


class MisfitError(Exception):
    """The index says something else than the file; it has to be made anew."""


class Row(NamedTuple):
    """Where one record stands.

    Attributes:
        uid: The record.
        kind: Its kind.
        number: TinyDB's number for it.
        start, stop: The bytes of the file that hold it.
        lookups: Fields by which it is looked up, with their values.
    """

    uid: str
    kind: str
    number: int
    start: int
    stop: int
    lookups: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What part of the file an index knows.

    Attributes:
        generation: The file's generation.
        end: One past the last line that is covered.
        mark: That line's checksum.
        dead: Bytes up to there that compaction would take out.
        next_number: The first of TinyDB's numbers that is free.
    """

    generation: str
    end: int
    mark: bytes
    dead: int
    next_number: int


class Index:
    """The index of one generation. Safe for several threads if they take turns.

    Attributes:
        coverage: What it covers.
        last_uid: The greatest uid it had when it was looked at or written last.
    """

    def __init__(self, database: sqlite3.Connection, coverage: Coverage) -> None:
        """Wrap an open database; use `opened` or `made`."""
        self._database = database
        self.coverage = coverage
        self.last_uid = ""
        self._find_last()

    @classmethod
    def opened(cls, file: Path, generation: str) -> "Index | None":
        """Open the index of a generation; None if there is none that can be used."""
        if not file.exists():
            return None
        try:
            database = _connected(file)
            found = dict(database.execute("SELECT key, value FROM meta"))
            sound = found.get("form") == FORM and found.get("clean") == 1
            if sound and found.get("generation") == generation:
                return cls(database, _coverage(found))
            database.close()
        except (sqlite3.Error, KeyError, MisfitError) as error:
            log.warning("the index %s is left unused: %s", file, error)
        return None

    @classmethod
    def made(cls, file: Path, coverage: Coverage) -> "Index":
        """Make an empty index in place of what may be there.

        Raises:
            OSError: It cannot be made.
        """
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        try:
            database = _connected(file)
            with database:
                database.executescript(SCHEMA)
                database.execute("INSERT INTO meta VALUES ('form', ?)", (FORM,))
            file.chmod(0o600)
        except sqlite3.Error as error:
            raise OSError(f"{file}: {error}") from error
        index = cls(database, coverage)
        index.put([], [], coverage)
        return index

    def put(self, rows: Iterable[Row], removed: Iterable[str], coverage: Coverage) -> None:
        """Take in what the file says of some records further on; last come, last served.

        Another program may have brought the index on: what it knows of later lines stays.

        Args:
            rows: New and changed records.
            removed: Uids of records that are gone.
            coverage: What is covered then.

        Raises:
            OSError: It cannot be written.
        """
        try:
            self._set_clean(0)
            with self._database as database:
                database.execute("BEGIN IMMEDIATE")
                found = dict(database.execute("SELECT key, value FROM meta"))
                if found.get("end", -1) <= coverage.end:
                    self._put(rows, removed, coverage)
                    self.coverage = coverage
                else:
                    self.coverage = _coverage(found)
                self._find_last()
            self._set_clean(1)
        except (sqlite3.Error, MisfitError) as error:
            raise OSError(f"the index cannot be written: {error}") from error

    def fill(self, rows: Iterable[Row | str]) -> None:
        """Take in a whole file, as far as it goes: rows of records, uids of those that are removed.

        Raises:
            OSError: It cannot be written.
        """
        try:
            self._set_clean(0)
            with self._database as database:
                database.execute("BEGIN IMMEDIATE")
                for row in rows:
                    if isinstance(row, str):
                        self._remove(row)
                    elif self._has_other(row):
                        raise MisfitError(f"two records have the number {row.number}")
                    else:
                        self._add(row)
                self._find_last()
        except (sqlite3.Error, MisfitError) as error:
            raise OSError(f"the index cannot be written: {error}") from error

    def live_bytes(self) -> int:
        """Return how many bytes of the file the records take."""
        ((size,),) = self._asked("SELECT coalesce(sum(stop - start), 0) FROM record")
        return int(size)

    def _put(self, rows: Iterable[Row], removed: Iterable[str], coverage: Coverage) -> None:
        for uid in removed:
            self._remove(uid)
        for row in rows:
            self._add(row)
        told = {
            "generation": coverage.generation,
            "end": coverage.end,
            "mark": coverage.mark.decode(),
            "dead": coverage.dead,
            "next_number": coverage.next_number,
        }
        self._database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", told.items())

    def _add(self, row: Row) -> None:
        database = self._database
        database.execute(
            "INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?)",
            (row.number, row.uid, row.kind, row.start, row.stop),
        )
        for field, value in row.lookups:
            database.execute(
                "INSERT OR IGNORE INTO lookup VALUES (?, ?, ?)", (field, value, row.number)
            )

    def _has_other(self, row: Row) -> bool:
        """Tell whether the number of a row is already that of another record."""
        held = self._database.execute("SELECT uid FROM record WHERE number = ?", (row.number,))
        return any(uid != row.uid for (uid,) in held)

    def _remove(self, uid: str) -> None:
        self._database.execute("DELETE FROM record WHERE uid = ?", (uid,))

    # Looking up

    def row(self, uid: str) -> Row | None:
        """Return where a record stands; None if there is none."""
        return next(iter(self._rows("WHERE uid = ?", uid)), None)

    def numbered(self, number: int) -> Row | None:
        """Return where the record of one of TinyDB's numbers stands; None if there is none."""
        return next(iter(self._rows("WHERE number = ?", number)), None)

    def of_kind(self, kind: str) -> list[Row]:
        """Return where all records of a kind stand."""
        return self._rows("WHERE kind = ? ORDER BY number", kind)

    def with_value(self, field: str, value: str) -> list[Row]:
        """Return where the records stand that had a value in a field; some may not any more."""
        where = "WHERE number IN (SELECT number FROM lookup WHERE field = ? AND value = ?)"
        return self._rows(f"{where} ORDER BY number", field, value)

    def all(self) -> Iterator[Row]:
        """Go through where all records stand, in the order of TinyDB's numbers."""
        last = -1
        while rows := self._rows("WHERE number > ? ORDER BY number LIMIT 2000", last):
            yield from rows
            last = rows[-1].number

    def counts(self) -> dict[str, int]:
        """Count the records by kind."""
        return dict(self._asked("SELECT kind, count(*) FROM record GROUP BY kind"))

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def _set_clean(self, clean: int) -> None:
        """Note on the disk whether the index is whole: there is no journal to mend it by."""
        self._database.execute("INSERT OR REPLACE INTO meta VALUES ('clean', ?)", (clean,))

    def _find_last(self) -> None:
        ((uid,),) = self._asked("SELECT coalesce(max(uid), '') FROM record")
        self.last_uid = uid

    def _rows(self, where: str, *values: str | int) -> list[Row]:
        select = f"SELECT uid, kind, number, start, stop FROM record {where}"
        return [Row(*found) for found in self._asked(select, *values)]

    def _asked(self, question: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Ask the database.

        Raises:
            MisfitError: It is damaged.
        """
        try:
            return self._database.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise MisfitError(str(error)) from error


def _connected(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(
        file, timeout=2.0, isolation_level=None, check_same_thread=False, cached_statements=32
    )
    # No journal on the disk: one that is left over would be applied to whatever file has the name
    # then, and an index may be made anew while another program has the old one open. What a kill
    # or a power cut leaves is known by its not being clean.
    database.execute("PRAGMA journal_mode = MEMORY")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA mmap_size = 1073741824")
    return database


def _coverage(found: dict[str, str | int]) -> Coverage:
    return Coverage(
        generation=str(found["generation"]),
        end=int(found["end"]),
        mark=str(found["mark"]).encode(),
        dead=int(found["dead"]),
        next_number=int(found["next_number"]),
    )
