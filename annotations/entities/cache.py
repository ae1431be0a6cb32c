"""What was detected before, kept in one SQLite file that may be deleted at any time."""

import logging
from collections.abc import Iterable
from pathlib import Path

import orjson

from annotations.disposable import Disposable
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
_VARIABLES = 500  # hashes a query; SQLite once allowed 999 variables


class MentionCache:
    """Detected mentions by the text's hash and the pipeline's fingerprint.

    It never raises; see `Disposable` for what it survives.
    """

    def __init__(self, file: Path) -> None:
        """Open the cache, and make what is missing.

        Args:
            file: The SQLite file; its folder is made if need be.
        """
        self._file = file
        self._rows = Disposable(file, _SCHEMA, _VERSION, "The cache of entities")

    @property
    def notices(self) -> tuple[str, ...]:
        """What the analyst should know of the cache, each thing once."""
        return tuple(self._rows.notices)

    def get(self, article: Article, fingerprint: str) -> tuple[Mention, ...] | None:
        """Return what was detected in an article, or None if that is not known.

        Args:
            article: The article; its zones must be those the mentions were detected with.
            fingerprint: The pipeline's, see `annotations.entities.fingerprint`.
        """
        rows = self._rows.read(
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
        packed = orjson.dumps(pack(mentions))
        row = (article.text_sha256, fingerprint, _zones(article), packed, count)
        self._rows.write("INSERT OR REPLACE INTO detected VALUES (?, ?, ?, ?, ?)", [row])

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
                self._rows.read(
                    "SELECT text_sha256, count FROM detected WHERE fingerprint = ? "
                    f"AND text_sha256 IN ({','.join('?' * len(hashes))})",
                    (fingerprint, *hashes),
                )
            )
        return found

    def close(self) -> None:
        """Close the file; the cache must not be used any more."""
        self._rows.close()


def _zones(article: Article) -> bytes:
    return orjson.dumps([(zone.start, zone.end) for zone in article.zones])
