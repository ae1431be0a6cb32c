"""What was detected before, kept in one SQLite file that may be deleted at any time."""

import logging
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

from annotations.entities.mentions import pack, unpack
from annotations.models import Article, Mention

_logger = logging.getLogger(__name__)

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS detected (
    text_sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    zones       BLOB NOT NULL,     -- the boilerplate that was known then: [[start, end], ...]
    mentions    BLOB NOT NULL,     -- rows as annotations.entities.mentions.pack writes them
    count       INTEGER NOT NULL,  -- mentions outside boilerplate
    PRIMARY KEY (text_sha256, fingerprint)
) WITHOUT ROWID
"""
_COUNTS = """
CREATE TABLE IF NOT EXISTS decided (
    text_sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    rules       TEXT NOT NULL,     -- which decisions these are, see `MentionCache.decided`
    count       INTEGER NOT NULL,  -- mentions outside boilerplate once they are laid over
    PRIMARY KEY (text_sha256, fingerprint)
) WITHOUT ROWID
"""
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_WAIT = 1.0  # seconds for another process to finish its write; the interface may be waiting
_VARIABLES = 500  # hashes a query; SQLite once allowed 999 variables


class MentionCache:
    """Detected mentions by the text's hash and the pipeline's fingerprint.

    It may be used from several threads, and its file by several processes at once. It never
    raises: a cache that cannot be read is made anew, one that cannot be written is kept in memory.
    """

    def __init__(self, file: Path) -> None:
        """Open the cache, and make what is missing.

        Args:
            file: The SQLite file; its folder is made if need be.
        """
        self._file = file
        self._lock = threading.Lock()
        self._closed = False
        self._failures = 0
        self._notices: list[str] = []
        self._connection = self._open()

    @property
    def notices(self) -> tuple[str, ...]:
        """What the analyst should know of the cache, each thing once."""
        return tuple(self._notices)

    def get(self, article: Article, fingerprint: str) -> tuple[Mention, ...] | None:
        """Return what was detected in an article, or None if that is not known.

        Args:
            article: The article; its zones must be those the mentions were detected with.
            fingerprint: The pipeline's, see `annotations.entities.fingerprint`.
        """
        rows = self._read(
            "SELECT mentions FROM detected WHERE text_sha256 = ? AND fingerprint = ? AND zones = ?",
            (article.text_sha256, fingerprint, _zones(article)),
        )
        if not rows:
            return None
        try:
            return unpack(article.text, orjson.loads(rows[0][0]))
        except ValueError:
            _logger.warning("%s: bad entry for %s", self._file, article.path)
            return None

    def put(self, article: Article, fingerprint: str, mentions: tuple[Mention, ...]) -> None:
        """Keep what was detected in an article.

        Args:
            article: The article.
            fingerprint: The pipeline's.
            mentions: All of them, those in boilerplate too.
        """
        count = sum(not mention.boilerplate for mention in mentions)
        row = (article.text_sha256, fingerprint, _zones(article), orjson.dumps(pack(mentions)))
        try:
            with self._lock, self._connection:
                self._connection.execute(
                    "INSERT OR REPLACE INTO detected VALUES (?, ?, ?, ?, ?)", (*row, count)
                )
        except sqlite3.Error as error:
            self._recover(error)

    def counts(self, text_hashes: Iterable[str], fingerprint: str) -> dict[str, int]:
        """Count the mentions outside boilerplate, of many texts at once.

        Args:
            text_hashes: `Article.text_sha256` of each.
            fingerprint: The pipeline's.

        Returns:
            The count by text hash; texts in which nothing was detected yet are missing.
        """
        wanted = list(text_hashes)
        found: dict[str, int] = {}
        for first in range(0, len(wanted), _VARIABLES):
            hashes = wanted[first : first + _VARIABLES]
            found.update(
                self._read(
                    "SELECT text_sha256, count FROM detected WHERE fingerprint = ? "
                    f"AND text_sha256 IN ({','.join('?' * len(hashes))})",
                    (fingerprint, *hashes),
                )
            )
        return found

    def decided(self, text_sha256: str, fingerprint: str, rules: str) -> int | None:
        """Return how many mentions decisions leave of those in a text, if that is known.

        Args:
            text_sha256: `Article.text_sha256`.
            fingerprint: The pipeline's.
            rules: What tells the decisions that hold for all articles from any others.
        """
        rows = self._read(
            "SELECT count FROM decided WHERE text_sha256 = ? AND fingerprint = ? AND rules = ?",
            (text_sha256, fingerprint, rules),
        )
        return rows[0][0] if rows else None

    def keep_decided(self, text_sha256: str, fingerprint: str, rules: str, count: int) -> None:
        """Keep how many mentions decisions leave of those in a text."""
        row = (text_sha256, fingerprint, rules, count)
        try:
            with self._lock, self._connection:
                self._connection.execute("INSERT OR REPLACE INTO decided VALUES (?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            self._recover(error)

    def close(self) -> None:
        """Close the file; the cache must not be used any more."""
        with self._lock:
            self._closed = True
            self._connection.close()

    def _read(self, query: str, values: tuple[str | bytes, ...]) -> list[Any]:
        try:
            with self._lock, closing(self._connection.execute(query, values)) as cursor:
                return cursor.fetchall()
        except sqlite3.Error as error:
            self._recover(error)
            return []

    def _recover(self, error: sqlite3.Error) -> None:
        """Go on after a failed query: the entry at hand does not matter, the next ones do."""
        code = getattr(error, "sqlite_errorcode", None)
        with self._lock:
            if self._closed or code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                return
            _logger.warning("%s: %s", self._file, error)
            self._connection.close()
            self._failures += 1
            if code in _DAMAGE:
                self._connection = self._start_anew(f"was damaged ({error})")
            elif self._failures == 1:
                self._connection = self._open()
            else:
                self._connection = self._do_without(error)

    def _open(self) -> sqlite3.Connection:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            return _connect(self._file)
        except (sqlite3.Error, OSError) as error:
            if getattr(error, "sqlite_errorcode", None) in _DAMAGE:
                return self._start_anew(f"was damaged ({error})")
            return self._do_without(error)
        except _OtherVersionError:
            return self._start_anew("was written by another version of briefreader")

    def _start_anew(self, reason: str) -> sqlite3.Connection:
        """Throw the file away and begin an empty one."""
        try:
            for suffix in ("", "-wal", "-shm"):
                self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)
            connection = _connect(self._file)
        except (sqlite3.Error, OSError) as error:
            return self._do_without(error)
        self._notices.append(
            f"The cache of entities {self._file} {reason}. It is made anew; only time is lost."
        )
        return connection

    def _do_without(self, error: Exception) -> sqlite3.Connection:
        self._notices.append(
            f"The cache of entities {self._file} cannot be used ({error}): entities will be "
            "detected again at the next start. See that its folder is writable and has room."
        )
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.execute(_SCHEMA)
        connection.execute(_COUNTS)
        return connection


class _OtherVersionError(Exception):
    """The file has another schema."""


def _connect(file: Path) -> sqlite3.Connection:
    """Open a cache file, or begin one.

    Raises:
        sqlite3.Error: It is damaged, or cannot be opened or written.
        _OtherVersionError: It has another schema.
    """
    connection = sqlite3.connect(file, timeout=_WAIT, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a cache may lose its last writes
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                connection.execute(_SCHEMA)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
            elif version != _VERSION:
                raise _OtherVersionError
            connection.execute(_COUNTS)
    except BaseException:
        connection.close()
        raise
    return connection


def _zones(article: Article) -> bytes:
    return orjson.dumps([(zone.start, zone.end) for zone in article.zones])
