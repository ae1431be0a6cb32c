"""An SQLite file of what can be made again: shared, and thrown away at the first sign of damage."""

import logging
import sqlite3
import threading
import time
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

_logger = logging.getLogger(__name__)

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_WAIT = 1.0  # seconds for another process to finish its write
_PATIENCE = 2.0  # seconds for another process to have begun the file
_PAUSE = 0.01  # seconds between two tries


class Disposable:
    """A database that several threads, and several processes at once, may use.

    It never raises: a file that is damaged or of another version is made anew, one that cannot be
    used is replaced by one in memory, and what another process keeps locked is left as it is.

    Attributes:
        notices: What the analyst should know of it, each thing once.

    Args:
        file: The SQLite file; its folder is made if need be.
        schema: The statement that makes what is in it.
        version: A number of 31 bits for all that its rows depend on; 0 is none.
        name: What people call it.
    """

    def __init__(self, file: Path, schema: str, version: int, name: str) -> None:
        """Open the file, and make what is missing."""
        self._file = file
        self._schema = schema
        self._version = version
        self._name = name
        self._lock = threading.Lock()
        self._closed = False
        self.notices: list[str] = []
        self._connection = self._open()

    def read(self, query: str, values: Iterable[Any] = ()) -> list[Any]:
        """Return all rows that a query finds; none where that cannot be told."""
        try:
            with self._lock, closing(self._connection.execute(query, tuple(values))) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as error:
            self._recover(error)
            return []

    def write(self, statement: str, rows: Iterable[Iterable[Any]]) -> None:
        """Run a statement with each of the rows, all of them or none."""
        try:
            with self._lock, self._connection:
                self._connection.executemany(statement, map(tuple, rows))
        except sqlite3.Error as error:
            self._recover(error)

    def discard(self, reason: str) -> None:
        """Throw away what the file holds, because of what was found in its rows."""
        with self._lock:
            self._connection.close()
            self._connection = self._start_anew(reason)

    def close(self) -> None:
        """Close the file; nothing is read or written afterwards."""
        with self._lock:
            self._closed = True
            self._connection.close()

    def _recover(self, error: sqlite3.Error) -> None:
        """Go on after a failure: the rows at hand do not matter, the next ones do."""
        code = _code(error)
        with self._lock:
            if self._closed or code in _BUSY:
                return
            _logger.warning("%s: %s", self._file, error)
            self._connection.close()
            if code in _DAMAGE:
                self._connection = self._start_anew("was damaged")
            else:
                self._connection = self._do_without(error)

    def _open(self) -> sqlite3.Connection:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            return self._connect()
        except _OtherVersionError:
            return self._start_anew("was written by another version of briefreader")
        except (sqlite3.Error, OSError) as error:
            _logger.warning("%s: %s", self._file, error)
            if _code(error) in _DAMAGE:
                return self._start_anew("was damaged")
            return self._do_without(error)

    def _start_anew(self, reason: str) -> sqlite3.Connection:
        try:
            for suffix in ("", "-wal", "-shm"):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
            connection = self._connect()
        except (sqlite3.Error, OSError, _OtherVersionError) as error:
            return self._do_without(error)
        self._say(f"{self._name} {self._file} {reason}. It is made anew; only time is lost.")
        return connection

    def _do_without(self, error: Exception) -> sqlite3.Connection:
        self._say(
            f"{self._name} {self._file} cannot be used ({error}). See that its folder is "
            "writable and has room; until then the next start takes longer."
        )
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.execute(self._schema)
        return connection

    def _say(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)

    def _connect(self) -> sqlite3.Connection:
        """Open the file, or begin one.

        Raises:
            sqlite3.Error: It is damaged, or cannot be opened or written.
            _OtherVersionError: It is of another version.
        """
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._try_to_connect()
            except sqlite3.OperationalError as error:
                # SQLite itself does not wait for another process that begins the same file.
                if _code(error) not in _BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE)

    def _try_to_connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._file, timeout=_WAIT, check_same_thread=False)
        try:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version not in (0, self._version):
                raise _OtherVersionError
            if version == 0:
                connection.execute("PRAGMA journal_mode = WAL")
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    connection.execute(self._schema)
                    connection.execute(f"PRAGMA user_version = {self._version}")
            connection.execute("PRAGMA synchronous = NORMAL")  # a cache may lose its last writes
        except BaseException:
            connection.close()
            raise
        return connection


class _OtherVersionError(Exception):
    """The file is of another version."""


def _code(error: Exception) -> int:
    """Tell what kind of failure it was; the upper bits of SQLite's codes only say more of it."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
