"""Articles come to the desk: opened, read again when their file changes, found again later."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotations.errors import BriefReaderError
from annotations.languages import language_name
from annotations.library import Library
from annotations.models import Annotation, Article, Listing, Mention
from annotations.standing import Standing, tally
from tui.screens.desk import Desk
from tui.screens.panes import KeyGuide
from tui.state import Memory

CHANGED_SECONDS = 2.0
"""How often the open article's file is looked at."""

SLOW_SECONDS = 0.3
"""How long opening an article may take before a word is said."""

OPENING = "an article is being opened"
"""Why keys are held; those with priority are not."""


class Opened(NamedTuple):
    """An article with all that is shown of it.

    Attributes:
        article: The article.
        mentions: The entities in it.
        marks: What was said of it.
        edited: Whether some of that was said of another text.
    """

    article: Article
    mentions: tuple[Mention, ...]
    marks: list[Annotation]
    edited: bool


class OpeningDesk(Desk):
    """A desk on which articles are opened; files are read on threads, never on the interface's.

    Keys typed meanwhile wait, in order, for the article they are meant for.

    Attributes:
        edited: Whether the open article was edited since it was annotated.
        changed_early: The articles that something was done to before their row was listed.
    """

    def __init__(self, library: Library, memory: Memory, guide: KeyGuide) -> None:
        """Make the desk; nothing is read before it is shown.

        Args:
            library: The collection and its annotations.
            memory: Knows the place of the last run.
            guide: Knows which keys work where.
        """
        super().__init__(library, guide, welcome=memory.is_first_start)
        self._memory = memory
        self._opening: object = None
        self._missed = ""
        self.edited = False
        self.changed_early: set[str] = set()

    def open(self, path: str, offset: int | None = None, *, read: bool = False) -> None:
        """Open an article in the background, as `show_article` does, and say what goes wrong.

        Args:
            path: The article.
            offset: Where to go in it, in code points; None for where one was.
            read: Whether to go to the reader once the article is there.
        """
        self.app.hold_keys(OPENING)
        self.run_worker(self.talk(self._open(path, offset, read)), group="opening")

    async def _open(self, path: str, offset: int | None, read: bool) -> None:
        await self.show_article(path, offset)
        if read:
            self.reader.focus()

    async def show_article(self, path: str, offset: int | None = None) -> None:
        """Show an article; at `offset`, else where one was in it, else at its beginning.

        If another one is opened meanwhile, that is the one to be shown.

        Raises:
            BriefReaderError: It cannot be read; what was shown before still is.
        """
        self._opening = this = object()
        self.app.hold_keys(OPENING)
        slow = self.set_timer(SLOW_SECONDS, lambda: self.status.say("opening…", seconds=600))
        try:
            opened = await asyncio.to_thread(self._fetch, path)
            if self._opening is this:
                self.put_on_desk(opened, offset)
        finally:
            slow.stop()
            if self._opening is this:
                if self.status.words == "opening…":
                    self.status.say("")
                self.app.release_keys(OPENING)

    def _fetch(self, path: str) -> Opened:
        """Get an article with all that is shown of it; runs on any thread."""
        article = self.library.article(path)
        mentions = self.library.mentions.of(article)
        if mentions is None:
            self.library.mentions.first(article)
        else:
            mentions = self.library.aliasing.named(article, mentions)
        marks = self.library.annotations_on(article)
        return Opened(
            article, mentions or (), marks, bool(self.library.reviewing.annotated_in(article))
        )

    def _entities_of(self, article: Article) -> tuple[Mention, ...]:
        """Return the mentions in an article, as far as they are known, with what they mean."""
        found = self.library.mentions.of(article)
        return self.library.aliasing.named(article, found) if found else ()

    def put_on_desk(self, opened: Opened, offset: int | None) -> None:
        """Show an article; at `offset`, else where one was in it, else at its beginning."""
        article = opened.article
        if self.article is not None and self.article.path == article.path and offset is None:
            offset = self.reader.cursor
        self.keep_place()
        self.article, self.mentions, self.marks = article, opened.mentions, opened.marks
        self.edited = opened.edited
        self.title_line.show(article)
        self.reader.show(article, mentions=self.mentions, annotations=self.marks, place=offset or 0)
        self.articles.go_to(article.path)
        self.show_inspector()
        self.show_aim()
        for notice in article.notices:
            self.status.announce(f"{article.path}: {notice}", "warning")

    def show_inspector(self) -> None:
        """Show in the inspector what is on the open article."""
        self.inspector.show(
            self.article, self.marks, self.mentions, self.reader.cursor, self._why_not_detected()
        )

    def _why_not_detected(self) -> str:
        """Say why nothing is detected in the open article; empty if it is not so."""
        article = self.article
        if article is None or self.library.mentions.reads(article):
            return ""
        written, read = map(language_name, (article.language, self.library.mentions.language))
        return f"written in {written}; the model reads {read}: no entities"

    def open_next_unread(self) -> None:
        """Open the next article that has not been read."""
        path = self.articles.next_unread(self.article.path if self.article else None)
        if path is None:
            self.status.say("All articles are read.")
        else:
            self.open(path)

    def keep_place(self) -> None:
        """Remember the open article and the place in it for the next start."""
        if self.article is not None:
            root = self.library.collection.root
            self._memory.keep_place(root, self.article.path, self.reader.cursor)

    # The file changes

    def refresh_rows(self, paths: Iterable[str]) -> None:
        """Show what the list says of these articles as it is now."""
        wanted = list(paths)
        self.changed_early.update(path for path in wanted if not self.articles.lists(path))
        self.update_rows(self.library.listings(list(filter(self.articles.lists, wanted))))

    def update_rows(self, rows: Sequence[Listing]) -> None:
        """Show rows in place of those of the same articles."""
        self.articles.update_rows(rows)
        self.title_line.set_unread_left(self.articles.unread_left)

    async def follow_file(self) -> None:
        """Look at the open article's file from time to time, for ever."""
        while True:
            await asyncio.sleep(CHANGED_SECONDS)
            await self.look_for_change()

    async def look_for_change(self) -> None:
        """Show the open article as it is now if its file has changed."""
        shown = self.article
        if shown is None:
            return
        try:
            fresh = await asyncio.to_thread(self._fetch_if_changed, shown)
        except BriefReaderError as error:
            if self._missed != shown.path:
                self._missed = shown.path
                why = str(error).rstrip(".")
                self.status.announce(f"{why}. What was read is still shown.", "warning")
            return
        self._missed = ""
        if fresh is None or self.article is None or not _same(self.article, shown):
            return
        self.put_on_desk(fresh, self.reader.cursor)
        about = self.keyed(self.about_edit()) if self.edited else "."
        self.status.announce(f"{shown.path} has changed and was read again{about}")
        self.refresh_rows([shown.path])

    def about_edit(self) -> str:
        """Say what became of the open article's annotations, and what can be done, by command."""
        counts = tally(self.marks)
        found = ", ".join(f"{counts[stands]} {stands}" for stands in Standing if counts[stands])
        ways = "{review-passages} reviews, {what-changed} compares"
        if not found:
            return f"; {ways}"
        return f": {found}; {ways}"

    def _fetch_if_changed(self, shown: Article) -> Opened | None:
        if not self.library.changed(shown):
            return None
        if _same(self.library.reread(shown.path), shown):
            return None
        return self._fetch(shown.path)


def _same(one: Article, other: Article) -> bool:
    return (one.path, one.text_sha256) == (other.path, other.text_sha256)
