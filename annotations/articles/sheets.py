"""What articles are, kept in the user's cache so that a start need not read them: all but texts."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from annotations import __version__
from annotations.disposable import Disposable
from annotations.models import Article
from annotations.natural import natural_key
from annotations.origins import KnownFrom, TitleFrom

FIRST_PAGE, PAGE = 100, 2000
"""How many sheets are told together: at first, when a screen is waiting, and later on."""

_FORM = 3
_ORIGINS = ("source_from", "byline_from", "dateline_from", "published_from", "language_from")
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sheet (
    place  TEXT NOT NULL,     -- its natural key, in whose order they are
    path   TEXT NOT NULL,
    times  INTEGER NOT NULL,  -- of the file: written, and rights changed; nanoseconds, added up
    size   INTEGER NOT NULL,  -- of the file, in bytes
    digest BLOB NOT NULL,     -- of what is in the file
    sheet  BLOB NOT NULL,     -- a JSON list, in the order of `_packed`
    PRIMARY KEY (place, path)
) WITHOUT ROWID
"""
_PAGE = """
SELECT place, path, times, size, digest, sheet FROM sheet
WHERE (place, path) > (?, ?) ORDER BY place, path LIMIT ?
"""


class Signature(NamedTuple):
    """What changes when a file does.

    Attributes:
        times: When it was written and when its rights were changed, in nanoseconds, added up:
            one that could not be read may be readable since, though it is what it was.
        size: How many bytes it has; -1 where there is none.
    """

    times: int
    size: int


class Known(NamedTuple):
    """An article as it was read.

    Attributes:
        sheet: The article without its text and zones.
        signature: The file's, from before it was read.
        digest: Of the bytes that were read.
    """

    sheet: Article
    signature: Signature
    digest: bytes


class SheetCache:
    """The sheets of one collection; see `Disposable` for what it survives.

    Args:
        file: Where they are kept.
    """

    def __init__(self, file: Path) -> None:
        """Open the cache, or begin an empty one."""
        # How articles are read may differ with every version of the program.
        version = zlib.crc32(f"{_FORM} {__version__}".encode()) & 0x7FFFFFFF
        self._rows = Disposable(file, _SCHEMA, version, "The cache of articles")

    @property
    def notices(self) -> list[str]:
        """What the analyst should know of the cache, each thing once."""
        return self._rows.notices

    def pages(self) -> Iterator[list[Known]]:
        """Go through all sheets in natural order, some at a time."""
        last, limit = ("", ""), FIRST_PAGE
        while rows := self._rows.read(_PAGE, (*last, limit)):
            try:
                page = [_unpacked(*row[1:]) for row in rows]
            except (ValueError, TypeError):
                self._rows.discard("was damaged")
                return
            yield page
            last, limit = rows[-1][:2], PAGE

    def put(self, known: Iterable[Known]) -> None:
        """Keep articles as they are now."""
        rows = (
            (
                natural_key(each.sheet.path),
                each.sheet.path,
                each.signature.times,
                each.signature.size,
                each.digest,
                _packed(each.sheet),
            )
            for each in known
        )
        self._rows.write("INSERT OR REPLACE INTO sheet VALUES (?, ?, ?, ?, ?, ?)", rows)

    def drop(self, paths: Iterable[str]) -> None:
        """Forget articles."""
        rows = ((natural_key(path), path) for path in paths)
        self._rows.write("DELETE FROM sheet WHERE place = ? AND path = ?", rows)

    def close(self) -> None:
        """Close the file; nothing is kept or told afterwards."""
        self._rows.close()


def _packed(sheet: Article) -> bytes:
    return orjson.dumps(
        (
            sheet.text_sha256,
            sheet.title,
            sheet.title_from,
            sheet.source,
            sheet.byline,
            sheet.dateline,
            sheet.published,
            sheet.language,
            *(getattr(sheet, name) for name in _ORIGINS),
            sheet.words,
            sheet.encoding,
            sheet.notices,
        )
    )


def _unpacked(path: str, times: int, size: int, digest: bytes, packed: bytes) -> Known:
    """Make a sheet of a row.

    Raises:
        ValueError: It is none.
        TypeError: It is none.
    """
    fields: list[Any] = orjson.loads(packed)
    text, title, title_from, source, byline, dateline, published, language, *rest = fields
    *origins, words, encoding, notices = rest
    known: list[Any] = [KnownFrom(origin) if origin else None for origin in origins]
    sheet = Article(
        path=path,
        text="",
        text_sha256=text,
        title=title,
        title_from=TitleFrom(title_from),
        source=source,
        byline=byline,
        dateline=dateline,
        published=published,
        language=language,
        words=words,
        encoding=encoding,
        notices=tuple(notices),
        **dict(zip(_ORIGINS, known, strict=True)),
    )
    return Known(sheet, Signature(times, size), digest)
