"""What is in a collection: its articles as they are listed and as they are read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotations.acts import Acts
from annotations.decided import Decided
from annotations.errors import ArticleError
from annotations.ledger import Ledger
from annotations.models import Article, Listing, Seen, Tag
from annotations.origins import KnownFrom, TitleFrom
from annotations.store.records import EDITABLE, Record

if TYPE_CHECKING:
    from annotations.mentions import Mentions


SOME = 500
"""Articles that are asked after together."""


class Contents(Acts):
    """The acts on a store, with the articles they are about.

    Attributes:
        on_notice: Told, on any thread, what the user should know of how things went since.
        decided: What the entities are after what the analyst decided.

    Args:
        ledger: The records.
        model: What detects mentions; empty for the default.
        cache: The file of detected mentions.
    """

    on_notice: Callable[[str], None]

    def __init__(self, ledger: Ledger, model: str, cache: Path) -> None:
        """Read nothing yet."""
        super().__init__(ledger)
        self.decided = Decided(ledger, self.article, lambda: self.mentions)
        self._model = model
        self._mention_cache = cache
        self._mentions: Mentions | None = None
        self._told_of = 0

    # Articles

    def paths(self) -> Iterator[str]:
        """Go through the articles' paths in natural order; slow with many files."""
        return self._ledger.shelf.paths()

    def recalled(self) -> Iterator[list[Listing]]:
        """Go through the rows of articles as they were at earlier runs, some at a time.

        The first ones, which a screen waits for, are without the number of their mentions.
        """
        for number, paths in enumerate(self._ledger.shelf.recalled()):
            yield self.listings(paths, counted=number > 0)
        self._tell_of_cache()

    def look(self) -> Iterator[tuple[str, Seen]]:
        """Go through all files in natural order, and take in what became of them.

        Only what was written since it was read is read again; slow with many files.
        """
        yield from self._ledger.shelf.look()
        self._tell_of_cache()

    def look_at(self, paths: Iterable[str]) -> Iterator[tuple[str, Seen]]:
        """Take in what became of the files at some paths."""
        yield from self._ledger.shelf.look_at(paths)

    def watch(self, is_over: Callable[[], bool]) -> Iterator[Iterator[tuple[str, Seen]]]:
        """Wait for files that come, change or go, for ever; each time, take in what became of them.

        Args:
            is_over: Asked several times a second whether to end.

        Raises:
            OSError: The files cannot be watched, or not any more.
        """
        for paths in self._ledger.shelf.watch(is_over):
            yield self.look() if paths is None else self.look_at(paths)

    def listed(self) -> list[str]:
        """Return the paths of all articles that were read so far."""
        return self._ledger.shelf.readable()

    def undetected(self, paths: Iterable[str] | None = None) -> Iterator[str]:
        """Go through the articles whose mentions are not known yet.

        Args:
            paths: Those that are asked after; None for all.
        """
        waiting = iter(self.listed() if paths is None else paths)
        while some := list(islice(waiting, SOME)):
            sheets = []
            for path in some:
                with suppress(ArticleError):  # its row in the list says why it cannot be read
                    sheets.append(self.sheet(path))
            known = self.mentions.counts(sheets)
            yield from (sheet.path for sheet in sheets if sheet.path not in known)

    def listing(self, path: str) -> Listing:
        """Return an article's row in the list; it says so where the file cannot be read."""
        return self.listings([path])[0]

    def listings(self, paths: Sequence[str], *, counted: bool = True) -> list[Listing]:
        """Return the rows of articles in the list.

        Args:
            paths: The articles.
            counted: Whether their mentions are counted, as far as they are known.
        """
        sheets: dict[str, Article] = {}
        records: dict[str, Record | None] = {}
        problems: dict[str, str] = {}
        for path in paths:
            try:
                sheet = self._ledger.shelf.sheet(path)
            except ArticleError as error:
                problems[path] = str(error)
                continue
            records[path] = self._ledger.record(sheet)
            sheets[path] = self._with_said(sheet, records[path] or {})
        mentions = self.decided.counts(sheets) if counted else {}
        tags = self._ledger.codebook.tags()
        return [
            self._row(sheets[path], records[path], tags, mentions.get(path))
            if path in sheets
            else Listing(path=path, title=path.rpartition("/")[2], problem=problems[path])
            for path in paths
        ]

    def article(self, path: str) -> Article:
        """Return an article with its text, and with the analyst's word on its metadata.

        Raises:
            ArticleError: It cannot be read.
        """
        return self._with_edits(self._ledger.shelf.article(path))

    def sheet(self, path: str) -> Article:
        """Return what `article` does but for the text and its zones; quick once it was read.

        Raises:
            ArticleError: It cannot be read.
        """
        return self._with_edits(self._ledger.shelf.sheet(path))

    def changed(self, article: Article) -> bool:
        """Tell whether an article's file is gone, or says something else than `article` does."""
        return self._ledger.shelf.changed(article)

    def reread(self, path: str) -> Article:
        """Read an article's file again.

        Raises:
            ArticleError: It cannot be read; what was read before stays.
        """
        return self._with_edits(self._ledger.shelf.reread(path))

    # Mentions

    @property
    def mentions(self) -> "Mentions":
        """What is detected in the articles; imported when first asked for."""
        if self._mentions is None:
            from annotations.mentions import Mentions

            self._mentions = Mentions(self._model, self._mention_cache, self.decided.laid)
        return self._mentions

    # Within

    def _row(
        self, told: Article, record: Record | None, tags: Sequence[Tag], mentions: int | None
    ) -> Listing:
        count, set_here = self._ledger.marks.summary(record)
        return Listing(
            path=told.path,
            title=told.title,
            source=told.source,
            published=told.published,
            published_from=told.published_from,
            words=told.words,
            state=self._ledger.records.state(record),
            annotations=count,
            tags=tuple(tag.name for tag in tags if tag.uid in set_here) if set_here else (),
            mentions=mentions,
        )

    def _tell_of_cache(self) -> None:
        notices = self._ledger.shelf.notices
        new, self._told_of = notices[self._told_of :], len(notices)
        for notice in new:
            self.on_notice(notice)

    def _with_edits(self, article: Article) -> Article:
        return self._with_said(article, self._ledger.record(article) or {})

    def _with_said(self, article: Article, record: Record) -> Article:
        said = {name: record[name] for name in EDITABLE if name in record}
        if not said:
            return article
        by_whom: dict[str, Any] = {f"{name}_from": KnownFrom.ANALYST for name in said}
        if "title" in said:
            by_whom["title_from"] = TitleFrom.ANALYST
        return replace(article, **said, **by_whom)
