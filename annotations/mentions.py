"""What is detected in a library's articles: looked up in the cache, else asked of the child."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotations.entities import (
    DEFAULT_MODEL,
    Detector,
    MentionCache,
    detect,
    detect_all,
    fingerprint,
)
from annotations.errors import DetectionError
from annotations.models import Article, Mention, Progress

OnMentions = Callable[[Article, tuple[Mention, ...]], None]
Outcome = tuple[Article, tuple[Mention, ...] | None]
OnProgress = Callable[[Progress], None]


class Mentions:
    """The entity mentions of articles, as one model finds them.

    Attributes:
        problem: Why nothing can be detected; empty if all is well.

    Args:
        model: An installed spaCy pipeline or its folder; empty for the default.
        file: The cache.
    """

    def __init__(self, model: str, file: Path) -> None:
        """Identify the model and open the cache; no child is started yet."""
        self._model = model or DEFAULT_MODEL
        self._cache = MentionCache(file)
        self._detector: Detector | None = None
        self.problem = ""
        try:
            self._fingerprint = fingerprint(self._model)
        except DetectionError as error:
            self._fingerprint = ""
            self.problem = str(error)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of the cache."""
        return self._cache.notices

    def of(self, article: Article) -> tuple[Mention, ...] | None:
        """Return the mentions in an article if they are known already."""
        return self._cache.get(article, self._fingerprint) if self._fingerprint else None

    def counts(self, text_hashes: Iterable[str]) -> dict[str, int]:
        """Count the mentions outside boilerplate, by the hashes of the texts where it is known."""
        return self._cache.counts(text_hashes, self._fingerprint) if self._fingerprint else {}

    def start(self, on_mentions: OnMentions, on_progress: OnProgress) -> None:
        """Be ready to detect in the background; both callbacks come on a thread of their own.

        Raises:
            DetectionError: There is no such model; the error says how to get one.
        """
        if self.problem:
            raise DetectionError(self.problem)
        self._detector = Detector(self._model, self._cache, on_mentions, on_progress)

    def want(self, articles: Iterable[Article]) -> None:
        """Ask for articles in this order, after those asked for already."""
        if self._detector is not None:
            self._detector.want(articles)

    def first(self, article: Article) -> None:
        """Ask for an article before all others."""
        if self._detector is not None:
            self._detector.first(article)

    def detect(self, articles: Iterable[Article]) -> Iterator[Outcome]:
        """Give each article with its mentions, in order; waits for those that are not cached.

        Raises:
            DetectionError: There is no such model, or it keeps dying.
        """
        return detect(articles, self._model, self._cache)

    def detect_all(self, articles: Iterable[Article], workers: int) -> Iterator[Outcome]:
        """Give each article with its mentions as they come from so many processes.

        Raises:
            DetectionError: There is no such model, or it keeps dying.
        """
        yield from detect_all(articles, self._model, self._cache, workers=workers)

    def describe(self) -> str:
        """Name the model, for people.

        Raises:
            DetectionError: There is no such model; the error says how to get one.
        """
        if self.problem:
            raise DetectionError(self.problem)
        return f"{self._model} (pipeline {self._fingerprint})"

    def close(self) -> None:
        """End the child, if there is one, and close the cache."""
        if self._detector is not None:
            self._detector.close()
        self._cache.close()
