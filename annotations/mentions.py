"""What is detected in a library's articles: looked up in the cache, else asked of the child."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from annotations.entities import (
    DEFAULT_MODEL,
    Detector,
    MentionCache,
    Pipeline,
    detect,
    detect_all,
    find_pipeline,
    reads,
    why_of,
)
from annotations.entities.tallies import Tallies
from annotations.errors import DetectionError
from annotations.models import Article, Mention, Progress

OnMentions = Callable[[Article, tuple[Mention, ...]], None]
Outcome = tuple[Article, tuple[Mention, ...] | None]
OnProgress = Callable[[Progress], None]
Lay = Callable[[Article, tuple[Mention, ...]], tuple[Mention, ...]]


class Mentions:
    """The entity mentions of articles, as one model finds them.

    Attributes:
        problem: Why nothing can be detected; empty if all is well.

    Args:
        model: An installed spaCy pipeline or its folder; empty for the default.
        file: The cache.
        lay: Given an article and what was found in it, returns the mentions as they are after
            the analyst's decisions; called on any thread.
    """

    def __init__(self, model: str, file: Path, lay: Lay = lambda article, found: found) -> None:
        """Identify the model and open the cache; no child is started yet."""
        self._model = model or DEFAULT_MODEL
        self._cache = MentionCache(file)
        self._file = file
        self._tallies: Tallies | None = None
        self._lay = lay
        self._detector: Detector | None = None
        self.problem = ""
        self._pipeline = Pipeline(source="", fingerprint="")
        try:
            self._pipeline = find_pipeline(self._model)
        except DetectionError as error:
            self.problem = str(error)
        self._fingerprint = self._pipeline.fingerprint

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know of the cache."""
        return self._cache.notices

    @property
    def language(self) -> str:
        """The code of the language that the model reads; empty if it does not say."""
        return self._pipeline.language

    @property
    def labels(self) -> tuple[str, ...]:
        """What the model calls entities, as far as it says."""
        return self._pipeline.labels

    def reads(self, article: Article) -> bool:
        """Tell whether the model can read an article: nothing is detected in any other."""
        return reads(self._pipeline.language, article)

    def of(self, article: Article) -> tuple[Mention, ...] | None:
        """Return the mentions in an article if they are known already."""
        if not self._fingerprint:
            return None
        is_read = self.reads(article)
        found = self._cache.get(article, self._fingerprint) if is_read else ()
        return None if found is None else self._lay(article, found)

    def how_found(self, mention: Mention) -> str:
        """Say how a mention was found, or what was decided of it, for people."""
        zone = ", in boilerplate" if mention.boilerplate else ""
        if mention.decision is not None:
            return f"{mention.decision.sentence}{zone}"
        why = why_of(mention.found_by)
        return f"found by {mention.found_by}{zone}{why and f': {why}'}"

    def counts(self, sheets: Iterable[Article]) -> dict[str, int]:
        """Count the mentions found outside boilerplate, by article, where that is known.

        Args:
            sheets: The articles, with or without their texts.
        """
        if not self._fingerprint:
            return {}
        sheets = list(sheets)
        read = {sheet.path: sheet.text_sha256 for sheet in sheets if self.reads(sheet)}
        found = self._cache.counts(read.values(), self._fingerprint)
        foreign = {sheet.path: 0 for sheet in sheets if sheet.path not in read}
        return foreign | {path: found[text] for path, text in read.items() if text in found}

    @property
    def tallies(self) -> Tallies:
        """How many mentions decisions leave in each text, as far as that was counted."""
        if self._tallies is None:
            file = self._file.with_name(f"{self._file.stem}-decided{self._file.suffix}")
            self._tallies = Tallies(file, self._fingerprint)
        return self._tallies

    def start(self, on_mentions: OnMentions, on_progress: OnProgress) -> None:
        """Be ready to detect in the background; both callbacks come on a thread of their own.

        Raises:
            DetectionError: There is no such model; the error says how to get one.
        """
        if self.problem:
            raise DetectionError(self.problem)

        def tell(article: Article, found: tuple[Mention, ...]) -> None:
            on_mentions(article, self._lay(article, found))

        self._detector = Detector(self._model, self._cache, tell, on_progress)

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
        for article, found in detect(articles, self._model, self._cache):
            yield article, None if found is None else self._lay(article, found)

    def detect_all(self, articles: Iterable[Article], workers: int) -> Iterator[Outcome]:
        """Give each article with its mentions, as they were found, from so many processes.

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
        if self._tallies is not None:
            self._tallies.close()
        self._cache.close()
