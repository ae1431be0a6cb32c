"""How many mentions decisions leave in each text, kept in one SQLite file that may be deleted."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from annotations.disposable import Disposable

_VERSION = 1
_SCHEMA = """
CREATE TABLE IF NOT EXISTS decided (
    text_sha256 TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    rules       TEXT NOT NULL,     -- what tells the decisions from any others
    count       INTEGER NOT NULL,  -- mentions outside boilerplate
    PRIMARY KEY (text_sha256, fingerprint)
) WITHOUT ROWID
"""
_VARIABLES = 500  # hashes a query; SQLite once allowed 999 variables


class Tallies:
    """Numbers of mentions after the decisions that hold for all articles, of one pipeline.

    It never raises; see `Disposable` for what it survives.
    """

    def __init__(self, file: Path, fingerprint: str) -> None:
        """Open the cache, and make what is missing.

        Args:
            file: The SQLite file; its folder is made if need be.
            fingerprint: The pipeline's.
        """
        self._rows = Disposable(file, _SCHEMA, _VERSION, "The cache of numbers of entities")
        self._fingerprint = fingerprint

    def get(self, text_hashes: Iterable[str], rules: str) -> dict[str, int]:
        """Return the numbers that are known, by text hash.

        Args:
            text_hashes: `Article.text_sha256` of each.
            rules: What tells the decisions from any others.
        """
        wanted = list(text_hashes)
        found: dict[str, int] = {}
        for first in range(0, len(wanted), _VARIABLES):
            hashes = wanted[first : first + _VARIABLES]
            found.update(
                self._rows.read(
                    "SELECT text_sha256, count FROM decided WHERE fingerprint = ? AND rules = ? "
                    f"AND text_sha256 IN ({','.join('?' * len(hashes))})",
                    (self._fingerprint, rules, *hashes),
                )
            )
        return found

    def keep(self, counts: Mapping[str, int], rules: str) -> None:
        """Keep numbers, by text hash."""
        rows = [(text, self._fingerprint, rules, count) for text, count in counts.items()]
        self._rows.write("INSERT OR REPLACE INTO decided VALUES (?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Close the file; the cache must not be used any more."""
        self._rows.close()
