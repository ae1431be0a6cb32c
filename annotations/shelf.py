"""The articles of one collection as they are read: texts while in use, metadata for good."""

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from annotations.articles import Collection, Known, SheetCache, Signature, load, parsed, watch
from annotations.errors import ArticleError
from annotations.models import Article, Seen

OPEN_ARTICLES = 64
"""How many articles are kept in memory with their text."""

UNSAVED_ARTICLES = 200
"""How many articles are read before they are put into the cache together."""

NO_FILE = Signature(0, -1)

LATEST = 1 << 63
"""Nanoseconds that are more than the cache can hold: a file may claim to be of the year 2400."""


class Shelf:
    """Reads articles once and keeps them until their file is asked after again.

    An article that was read stays as it is, whatever becomes of its file, so that offsets taken
    from its text stay true; `reread` and `look` bring in a file that has changed. What articles
    are but for their text is kept in the user's cache, too. All methods may be called from any
    thread.

    Args:
        collection: The files.
        cache: The file that sheets are kept in; it is opened when first needed.
    """

    def __init__(self, collection: Collection, cache: Path) -> None:
        """Begin with nothing read."""
        self._collection = collection
        self._open: OrderedDict[str, Article] = OrderedDict()
        self._lock = threading.Lock()
        self._known: dict[str, Known] = {}
        self._walked: set[str] = set()
        self._told: set[str] = set()
        self._gone: set[str] = set()
        self._refused: dict[str, Signature] = {}
        self._cache_file = cache
        self._cache: SheetCache | None = None
        self._cached: dict[str, Known] | None = None
        self._unsaved: list[Known] = []
        self._saving = threading.RLock()

    @property
    def notices(self) -> list[str]:
        """What the analyst should know of the cache, each thing once."""
        return self._cache.notices if self._cache else []

    def paths(self) -> Iterator[str]:
        """Go through the collection's files in natural order; slow with many of them.

        Of files that are as they were at an earlier run, the sheet is known from then on.
        """
        if self._cached is None:
            pages = self._sheets_of_earlier() if not self._known else ()
            self._cached = {known.sheet.path: known for page in pages for known in page}
        for path, file in self._collection.files():
            known = self._cached.pop(path, None)
            if known and path not in self._known and known.signature == _signature(file):
                self._known[path] = known
            self._walked.add(path)
            yield path

    def recalled(self) -> Iterator[list[str]]:
        """Go through the articles of earlier runs in natural order, some at a time.

        Their sheets are known from then on, whatever became of the files since: `look` tells.
        """
        self._cached = {}
        for page in self._sheets_of_earlier():
            new = [known for known in page if known.sheet.path not in self._known]
            self._known.update((known.sheet.path, known) for known in new)
            paths = [known.sheet.path for known in page]
            self._told.update(paths)
            yield paths

    def look(self) -> Iterator[tuple[str, Seen]]:
        """Go through all files in natural order, and take in what became of them.

        Only files that were written since they were read are read again. In the end come those
        that are gone; of a folder that cannot be read, or of a whole collection that has
        vanished, `problems` of the collection tells, and all stays as it was.
        """
        there = set()
        for path, file in self._collection.files():
            there.add(path)
            yield path, self._look_at(path, file)
        unseen = tuple(self._collection.unseen)
        gone = [path for path in self._told - there if not path.startswith(unseen)]
        if len(gone) > 1 and not there:
            self._collection.problems.append(
                f"Nothing is left in {self._collection.name}. What was listed is still shown."
            )
            gone = []
        yield from self._miss(gone)
        self._save()

    def look_at(self, paths: Iterable[str]) -> Iterator[tuple[str, Seen]]:
        """Take in what became of some files."""
        gone = []
        for path in paths:
            file = self._collection.place(path)
            if os.path.lexists(file):
                yield path, self._look_at(path, file)
            elif path in self._told:
                gone.append(path)
        yield from self._miss(gone)
        self._save()

    def watch(self, is_over: Callable[[], bool]) -> Iterator[set[str] | None]:
        """Wait for changes of files, for ever; tells which, or None for any.

        Raises:
            OSError: The files cannot be watched, or not any more.
        """
        return watch(self._collection, is_over)

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
        if path not in self._known:
            self._read(path)
        return self._known[path].sheet

    def knows(self, path: str) -> bool:
        """Tell whether the article was listed or read so far."""
        return path in self._known or path in self._told or path in self._walked

    def has(self, path: str) -> bool:
        """Tell whether there is a file at this path, listed or not."""
        return os.path.lexists(self._collection.place(path))

    def names(self, path: str) -> bool:
        """Tell whether a file at this path would be one of the collection's."""
        file = self._collection.root / path
        return any(file == named or named in file.parents for named in self._collection.named)

    def texts(self) -> set[str]:
        """Return the hashes of all texts of the collection; slow with many articles."""
        for path in self.paths():
            with suppress(ArticleError):  # what cannot be read has no text
                self.sheet(path)
        return {self._known[path].sheet.text_sha256 for path in self.readable()}

    def readable(self) -> list[str]:
        """Return the paths of all articles that were read so far and are not known to be gone."""
        return [path for path in list(self._known) if path not in self._gone]

    def changed(self, article: Article) -> bool:
        """Tell whether the file is gone, or says something else than `article` does."""
        latest = self._known.get(article.path)
        if latest is None or latest.sheet.text_sha256 != article.text_sha256:
            return True
        return _signature(self._collection.place(article.path)) != latest.signature

    def reread(self, path: str) -> Article:
        """Read the file again.

        Raises:
            ArticleError: It cannot be read; what was read before is kept.
        """
        return self._keep(self._read(path))

    def close(self) -> None:
        """Put what was read into the cache, and close that."""
        self._save()
        with self._saving:
            if self._cache is not None:
                self._cache.close()

    def _keep(self, article: Article) -> Article:
        """Keep an article with its text, and let go of the one that was not asked for longest."""
        with self._lock:
            self._open[article.path] = article
            self._open.move_to_end(article.path)
            while len(self._open) > OPEN_ARTICLES:
                self._open.popitem(last=False)
        return article

    def _read(self, path: str) -> Article:
        place = self._collection.place(path) if self.knows(path) else self._collection.file(path)
        signature = _signature(str(place))
        file = Path(place)
        return self._take(load(file, path), file, path, signature)

    def _take(self, data: bytes, file: Path, path: str, signature: Signature) -> Article:
        article = parsed(data, file, path)
        self._note(Known(replace(article, text="", zones=()), signature, _digest(data)))
        return article

    def _note(self, known: Known) -> None:
        path = known.sheet.path
        if self._known.get(path) == known and path not in self._gone:
            return
        with self._lock:
            self._gone.discard(path)
            self._known[path] = known
            self._unsaved.append(known)
        if len(self._unsaved) >= UNSAVED_ARTICLES:
            self._save()

    def _look_at(self, path: str, file: str) -> Seen:
        """Read a file if it was written since it was read last; what it was stays if it can't be.

        Only what says something else than before counts as changed.
        """
        known, signature = self._known.get(path), _signature(file)
        is_new = path not in self._told
        self._told.add(path)
        was = known.signature if known else self._refused.get(path)
        if was == signature and path not in self._gone:
            return Seen.NEW if is_new else Seen.SAME
        try:
            data = load(Path(file), path)
            if known and known.digest == _digest(data):
                self._note(known._replace(signature=signature))
                return Seen.NEW if is_new else Seen.SAME
            self._take(data, Path(file), path, signature)
        except ArticleError:
            self._refused[path] = signature
            if known and not is_new:
                return Seen.SAME
        with self._lock:
            self._open.pop(path, None)
        return Seen.NEW if is_new else Seen.CHANGED

    def _miss(self, paths: list[str]) -> Iterator[tuple[str, Seen]]:
        """Take in that files are gone; what was read of them can still be asked for."""
        self._told.difference_update(paths)
        self._gone.update(paths)
        if paths:
            self._sheets().drop(paths)
        return ((path, Seen.GONE) for path in paths)

    def _sheets(self) -> SheetCache:
        with self._saving:
            if self._cache is None:
                self._cache = SheetCache(self._cache_file)
            return self._cache

    def _sheets_of_earlier(self) -> Iterator[list[Known]]:
        """Go through what is in the cache of articles that this collection has."""
        is_whole = self._collection.root in self._collection.named
        for page in self._sheets().pages():
            if is_whole:
                yield page
            else:
                yield [known for known in page if self._collection.lists(known.sheet.path)]

    def _save(self) -> None:
        with self._lock:
            unsaved, self._unsaved = self._unsaved, []
        if unsaved:
            self._sheets().put(unsaved)


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _signature(file: str) -> Signature:
    try:
        status = os.stat(file)  # noqa: PTH116 (called for every row of a list)
    except OSError:
        return NO_FILE
    return Signature((status.st_mtime_ns + status.st_ctime_ns) % LATEST, status.st_size)
