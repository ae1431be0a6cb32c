"""Work that goes on behind the main screen: listing the articles, detecting what is in them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message
from textual.worker import get_current_worker

from annotations.errors import ArticleError, DetectionError
from annotations.library import Library
from annotations.models import Article, Listing, Mention, Progress, SaveState, Seen

if TYPE_CHECKING:
    from annotations.revisions import Revision

FIRST_SECONDS, NEXT_SECONDS = 0.05, 0.2
"""How long rows are gathered before they are handed to the list together: at first, later on."""


BATCH = 200
"""Rows that are looked at again before they are shown."""


@dataclass
class RowsFound(Message):
    """More articles of the collection are listed.

    Attributes:
        rows: The new rows, in natural order.
        finished: Whether with these the collection was gone through once.
    """

    rows: list[Listing]
    finished: bool


@dataclass
class RowsGone(Message):
    """Files that were listed are no longer there.

    Attributes:
        paths: Where they were.
    """

    paths: list[str]


@dataclass
class MentionsFound(Message):
    """An article's entities are detected."""

    article: Article
    mentions: tuple[Mention, ...]


@dataclass
class DetectionMoved(Message):
    """Detection has come further, or to an end."""

    progress: Progress


@dataclass
class RevisionsFound(Message):
    """Articles look like later versions of ones that are gone."""

    revisions: "list[Revision]"


@dataclass
class Noticed(Message):
    """Something the analyst should know of, in one sentence."""

    notice: str


@dataclass
class OthersWrote(Message):
    """Another program changed what is said.

    Attributes:
        paths: The articles; None if it may be any of them, or the codebook.
    """

    paths: frozenset[str] | None


@dataclass
class RowsRead(Message):
    """What is known of listed articles was looked at again."""

    rows: list[Listing]


@dataclass
class SaveMoved(Message):
    """The last change is on its way, on disk, or could not be written."""

    state: SaveState


class _Findings:
    """What was found and not told yet."""

    def __init__(self, post: Callable[[Message], object], clock: Callable[[], float]) -> None:
        self.new: list[Listing] = []
        self.changed: list[Listing] = []
        self.gone: list[str] = []
        self._post = post
        self._clock = clock
        self._due = clock() + FIRST_SECONDS

    def pass_on_if_due(self) -> None:
        if self._clock() >= self._due:
            self.pass_on()
            self._due = self._clock() + NEXT_SECONDS

    def pass_on(self) -> None:
        if self.new:
            self._post(RowsFound(self.new, finished=False))
        if self.changed:
            self._post(RowsRead(self.changed))
        if self.gone:
            self._post(RowsGone(self.gone))
        self.new, self.changed, self.gone = [], [], []


class Gatherer:
    """Lists a library's articles and has them detected; tells by messages, from any thread.

    Each method runs on the thread of a Textual worker, and ends soon after that is cancelled.

    Args:
        library: The library.
        post: Takes messages from any thread.
        clock: Counts seconds.
    """

    def __init__(
        self,
        library: Library,
        post: Callable[[Message], object],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Be ready; nothing is done yet."""
        self._library = library
        self._post = post
        self._clock = clock
        self._recalled = library.recalled()
        self._first: list[Listing] = []

    def recall(self) -> list[Listing]:
        """The first rows that were listed at the run before; quick, on whatever thread."""
        self._first = next(self._recalled, [])
        return self._first

    def list_articles(self) -> None:
        """Tell what else was listed at the run before, then what the collection has now."""
        worker = get_current_worker()
        if self._first:
            self._post(RowsRead(self._library.listings([row.path for row in self._first])))
        for rows in self._recalled:
            if worker.is_cancelled:
                return
            self._post(RowsFound(rows, finished=False))
        if self._tell(self._library.look()) is not None:
            self._post(RowsFound([], finished=True))

    def _tell(self, sightings: Iterable[tuple[str, Seen]]) -> list[str] | None:
        """Tell what is new, changed and gone.

        Returns:
            The paths of what is new or changed; None if it was cut short.
        """
        worker = get_current_worker()
        fresh = []
        found = _Findings(self._post, self._clock)
        for path, seen in sightings:
            if worker.is_cancelled:
                return None
            if seen is Seen.GONE:
                found.gone.append(path)
            elif seen is not Seen.SAME:
                fresh.append(path)
                rows = found.new if seen is Seen.NEW else found.changed
                rows.append(self._library.listing(path))
            found.pass_on_if_due()
        found.pass_on()
        return fresh

    def follow_files(self) -> None:
        """Tell what becomes of the files from now on."""
        worker = get_current_worker()
        said = list(self._library.collection.problems)
        try:
            for sightings in self._library.watch(lambda: worker.is_cancelled):
                self._want(self._tell(sightings) or ())
                problems = list(self._library.collection.problems)
                for problem in problems:
                    if problem not in said:
                        self._post(Noticed(problem))
                said = problems
        except OSError as error:
            self._post(Noticed(f"Files that change are only seen at the next start: {error}."))

    def look_again(self, paths: Iterable[str] | None) -> None:
        """Tell what is known now of articles that are listed already; None for all."""
        worker = get_current_worker()
        waiting = iter(self._library.listed() if paths is None else paths)
        while (some := list(islice(waiting, BATCH))) and not worker.is_cancelled:
            self._post(RowsRead(self._library.listings(some)))

    def detect(self) -> None:
        """Have the articles detected in the background whose entities are not known yet."""
        mentions = self._library.mentions
        try:
            mentions.start(self._tell_mentions, self._tell_progress)
        except DetectionError as error:
            self._post(DetectionMoved(Progress(problem=str(error))))
            return
        for notice in mentions.notices:
            self._post(Noticed(notice))
        self._want(self._library.undetected())

    def detect_more(self, paths: Iterable[str] | None) -> None:
        """Have those of some articles detected whose entities are not known; None for all."""
        self._want(self._library.undetected(paths))

    def _want(self, paths: Iterable[str]) -> None:
        worker = get_current_worker()
        for path in paths:
            if worker.is_cancelled:
                return
            try:
                self._library.mentions.want([self._library.article(path)])
            except ArticleError:
                # Its row in the list says why it cannot be read.
                continue

    def look_for_revisions(self) -> None:
        """Find what became of annotated articles whose files are gone."""
        worker = get_current_worker()
        found = self._library.reviewing.find_revisions(lambda: worker.is_cancelled)
        if found:
            self._post(RevisionsFound(found))

    def _tell_mentions(self, article: Article, mentions: tuple[Mention, ...]) -> None:
        self._post(MentionsFound(article, mentions))

    def _tell_progress(self, progress: Progress) -> None:
        self._post(DetectionMoved(progress))
