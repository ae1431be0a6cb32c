"""Files become articles. `FORMATS`, at the end, is where a further format is registered."""

import hashlib
import os
import stat
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import ArticleError
from annotations.models import Article
from annotations.origins import TitleFrom
from annotations.segments import word_count
from annotations.text import clean_line

if TYPE_CHECKING:
    from annotations.articles.reading import Reading

LARGEST = 32 * 1024 * 1024
"""Bytes that a file may have."""


class Format(NamedTuple):
    """A sort of file that articles are read from.

    Attributes:
        name: What people call it.
        suffixes: Ends of such files' names, in small letters, with the dot.
        module: The module of this package whose `parse` makes a `Reading` of a whole file, or
            raises `ArticleError` if it is none; imported with the first such file, since a list
            of articles needs none of it.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str

    def parse(self, data: bytes) -> "Reading":
        """Make a reading of a whole file.

        Raises:
            ArticleError: It is none of this sort.
        """
        reading: Reading = import_module(f"{__package__}.{self.module}").parse(data)
        return reading


def read(file: Path, path: str) -> Article:
    """Read a file as an article.

    Args:
        file: The file.
        path: Its path within the collection, `/`-separated, safe to show.

    Returns:
        The article; an empty file is an article without text.

    Raises:
        ArticleError: If it is missing, not permitted, no regular file, too large or binary.
    """
    return parsed(load(file, path), file, path)


def parsed(data: bytes, file: Path, path: str) -> Article:
    """Make an article of what a file holds.

    Raises:
        ArticleError: If it is binary.
    """
    try:
        reading = format_of(file).parse(data)
    except ArticleError as error:
        raise ArticleError(f"{path} {error}; left out") from error
    found = reading.metadata
    return Article(
        path=path,
        text=reading.text,
        text_sha256=hashlib.sha256(reading.text.encode()).hexdigest(),
        title=found.title or clean_line(file.name),
        title_from=(found.title_from if found.title else None) or TitleFrom.NAME,
        source=found.source,
        byline=found.byline,
        dateline=found.dateline,
        published=found.published,
        language=found.language or "en",
        source_from=found.origin("source"),
        byline_from=found.origin("byline"),
        dateline_from=found.origin("dateline"),
        published_from=found.origin("published"),
        language_from=found.origin("language"),
        words=word_count(reading.text),
        encoding=reading.encoding,
        zones=reading.zones,
        notices=reading.notices,
    )


def suffixes() -> frozenset[str]:
    """The ends of the names of files that can be read, in small letters, with the dot."""
    return frozenset(suffix for known in FORMATS for suffix in known.suffixes)


def format_of(file: Path) -> Format:
    """The format that a file's name tells; plain text where it tells none."""
    suffix = file.suffix.lower()
    return next((known for known in FORMATS if suffix in known.suffixes), FORMATS[0])


def load(file: Path, path: str) -> bytes:
    """Get the whole file, if it is one and not too large; nothing is read before that is known.

    Raises:
        ArticleError: If it is missing, not permitted, no regular file or too large.
    """
    try:
        # A pipe without a writer must not hang the program.
        with open(os.open(file, os.O_RDONLY | os.O_NONBLOCK), "rb") as stream:  # noqa: PTH123
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ArticleError(f"{path} is not a regular file; left out")
            _refuse_size(path, status.st_size)
            data = stream.read(LARGEST + 1)
    except OSError as error:
        reasons = {
            FileNotFoundError: "is no longer there",
            PermissionError: "may not be read: permission denied",
            IsADirectoryError: "is a folder",
        }
        reason = reasons.get(type(error), f"cannot be read: {error.strerror or error}")
        raise ArticleError(f"{path} {reason}") from error
    _refuse_size(path, len(data))
    return data


def _refuse_size(path: str, size: int) -> None:
    if size > LARGEST:
        megabytes = size / (1024 * 1024)
        limit = LARGEST // (1024 * 1024)
        raise ArticleError(
            f"{path} has {megabytes:.1f} MB; files up to {limit} MB are read. Split it."
        )


FORMATS = (
    Format("plain text", (".txt", ".text"), "plain"),
    Format("Markdown", (".md", ".markdown"), "markdown"),
)
