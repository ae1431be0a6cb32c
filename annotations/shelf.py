"""The articles of one collection as they are read: texts while in use, metadata for good."""

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from annotations.articles import Collection, read
from annotations.errors import ArticleError
from annotations.models import Article

OPEN_ARTICLES = 64
"""How many articles are kept in memory with their text."""


class Shelf:
    """Reads articles once and keeps them until their file is asked after again.

    An article that was read stays as it is, whatever becomes of its file, so that offsets taken
    from its text stay true; `reread` brings in a file that has changed. All methods may be called
    from any thread.

    Args:
        collection: The files.
    """

    def __init__(self, collection: Collection) -> None:
        """Begin with nothing read."""
        self._collection = collection
        self._files: dict[str, str] = {}
        self._open: OrderedDict[str, Article] = OrderedDict()
        self._lock = threading.Lock()
        self._sheets: dict[str, Article] = {}
        self._signatures: dict[str, tuple[int, int]] = {}

    def paths(self) -> Iterator[str]:
        """Go through the collection's files in natural order; slow with many of them."""
        for path, file in self._collection.files():
            self._files[path] = file
            yield path

    def article(self, path: str) -> Article:
        """Return the article with its text.

        Raises:
            ArticleError: It cannot be read.
        """
        with self._lock:
            article = self._open.get(path)
            if article is not None:
                self._open.move_to_end(path)
        return article or self._keep(self._read(path))

    def sheet(self, path: str) -> Article:
        """Return what is known of the article, without its text.

        Raises:
            ArticleError: It cannot be read.
        """
        if path not in self._sheets:
            self._read(path)
        return self._sheets[path]

    def knows(self, path: str) -> bool:
        """Tell whether the article was listed or read so far."""
        return path in self._files or path in self._sheets

    def has(self, path: str) -> bool:
        """Tell whether there is a file at this path, listed or not."""
        file = self._files.get(path, self._collection.root / path)
        return os.path.lexists(file)

    def names(self, path: str) -> bool:
        """Tell whether a file at this path would be one of the collection's."""
        file = self._collection.root / path
        return any(file == named or named in file.parents for named in self._collection.named)

    def texts(self) -> set[str]:
        """Return the hashes of all texts of the collection; slow with many articles."""
        for path in self.paths():
            with suppress(ArticleError):  # what cannot be read has no text
                self.sheet(path)
        return {sheet.text_sha256 for sheet in self._sheets.values()}

    def readable(self) -> list[str]:
        """Return the paths of all articles that were read so far."""
        return list(self._sheets)

    def changed(self, article: Article) -> bool:
        """Tell whether the file is gone, or says something else than `article` does."""
        latest = self._sheets.get(article.path)
        if latest is None or latest.text_sha256 != article.text_sha256:
            return True
        return _signature(self._file(article.path)) != self._signatures.get(article.path)

    def reread(self, path: str) -> Article:
        """Read the file again.

        Raises:
            ArticleError: It cannot be read; what was read before is kept.
        """
        return self._keep(self._read(path))

    def _keep(self, article: Article) -> Article:
        """Keep an article with its text, and let go of the one that was not asked for longest."""
        with self._lock:
            self._open[article.path] = article
            self._open.move_to_end(article.path)
            while len(self._open) > OPEN_ARTICLES:
                self._open.popitem(last=False)
        return article

    def _read(self, path: str) -> Article:
        file = self._file(path)
        signature = _signature(file)
        article = read(file, path)
        self._sheets[path] = replace(article, text="", zones=())
        self._signatures[path] = signature
        return article

    def _file(self, path: str) -> Path:
        return Path(self._files.get(path) or self._collection.file(path))


def _signature(file: Path) -> tuple[int, int]:
    """What changes when a file does: its time in nanoseconds and its size in bytes."""
    try:
        status = os.stat(file)  # noqa: PTH116 (called for every row of a list)
    except OSError:
        return (0, -1)
    return status.st_mtime_ns, status.st_size
