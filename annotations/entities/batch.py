"""Detection for programs without a screen: whole collections, in several processes.

Every process is given some articles ahead, so that it fills its batches and never waits. What is
done is in the cache at once: whoever stops half-way goes on there the next time.
"""

import logging
import queue
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import orjson

from annotations.entities.cache import MentionCache
from annotations.entities.detector import Found, Key, key_of
from annotations.entities.mentions import unpack
from annotations.entities.pipelines import find_pipeline
from annotations.entities.process import Child, child_command
from annotations.entities.reading import reads
from annotations.errors import DetectionError
from annotations.models import Article

_logger = logging.getLogger(__name__)

_AHEAD = 80_000
"""Code points a process is given ahead: several batches."""

_MOST_AHEAD = 64
"""Articles a process is given ahead."""

_DEATHS = 3  # of processes that answered nothing in between

_TRIAL = 0  # the number of a request that only shows whether a process answers at all

Zoned = tuple[int, int, str]

Outcome = tuple[Article, Found | None]
"""An article and its mentions; None if the model failed on it."""


def detect(articles: Iterable[Article], model: str, cache: MentionCache) -> Iterator[Outcome]:
    """Detect the mentions in articles, for a program without a screen.

    Args:
        articles: They are all read before the first is detected.
        model: As for `Detector`.
        cache: As for `Detector`.

    Yields:
        Each article and its mentions, in the order of `articles`.

    Raises:
        DetectionError: No mentions will come; the message says why and what to do.
    """
    wanted = list(articles)
    unlike = {key_of(article): article for article in wanted}
    outcomes = detect_all(unlike.values(), model, cache)
    found: dict[Key, Found | None] = {}
    for article in wanted:
        while key_of(article) not in found:
            done, mentions = next(outcomes)
            found[key_of(done)] = mentions
        yield article, found[key_of(article)]


def detect_all(
    articles: Iterable[Article],
    model: str,
    cache: MentionCache,
    *,
    workers: int = 1,
    command: Sequence[str] | None = None,
) -> Generator[Outcome, None, None]:
    """Detect the mentions in articles, in whatever order they are done.

    Args:
        articles: They are taken as they are needed, none twice.
        model: As for `Detector`.
        cache: As for `Detector`; what is in it is not detected again.
        workers: How many processes to use.
        command: As for `Detector`.

    Yields:
        Each article and its mentions; none in an article the model cannot read.

    Raises:
        DetectionError: No mentions will come; the message says why and what to do.
    """
    pipeline = find_pipeline(model)
    crew = _Crew(command or child_command(pipeline.source), model, workers)
    coming = iter(articles)
    try:
        while True:
            while crew.has_room and (article := next(coming, None)):
                is_read = reads(pipeline.language, article)
                known = cache.get(article, pipeline.fingerprint) if is_read else ()
                if known is None:
                    crew.ask(article)
                else:
                    yield article, known
            if crew.is_idle:
                return
            for article, mentions in crew.wait():
                if mentions is not None:
                    cache.put(article, pipeline.fingerprint, mentions)
                yield article, mentions
    finally:  # also when whoever iterates is interrupted
        crew.end()


@dataclass(eq=False)
class _Worker:
    """One process, which is started when there is something to do, and what it was given.

    Attributes:
        child: The process.
        asked: What it was given, by the number of the request.
        suspects: What a process was lost with, to be given one by one to one that has answered.
        accused: The suspect that was given last.
    """

    child: Child | None = None
    asked: dict[int, Article] = field(default_factory=dict)
    suspects: deque[Article] = field(default_factory=deque)
    accused: Article | None = None

    @property
    def load(self) -> int:
        return sum(len(article.text) for article in self.asked.values())

    @property
    def has_room(self) -> bool:
        return not self.suspects and len(self.asked) < _MOST_AHEAD and self.load < _AHEAD


class _Crew:
    """Some processes that share the work."""

    def __init__(self, command: Sequence[str], model: str, workers: int) -> None:
        self._command = command
        self._model = model
        self._workers = [_Worker() for _ in range(workers)]
        self._requests = self._deaths = 0
        self._inbox: queue.SimpleQueue[Callable[[], Iterable[Outcome]]] = queue.SimpleQueue()

    @property
    def has_room(self) -> bool:
        return any(worker.has_room for worker in self._workers)

    @property
    def is_idle(self) -> bool:
        return not any(worker.asked or worker.suspects for worker in self._workers)

    def ask(self, article: Article) -> None:
        """Give an article to the process that has the least to do."""
        free = (worker for worker in self._workers if worker.has_room)
        self._give(min(free, key=lambda worker: worker.load), article)

    def wait(self) -> list[Outcome]:
        """Wait until something has happened; return what is done by it."""
        return list(self._inbox.get()())

    def end(self) -> None:
        """End all processes at once."""
        for worker in self._workers:
            if worker.child:
                worker.child.kill()

    def _give(self, worker: _Worker, article: Article) -> None:
        self._requests += 1
        worker.asked[self._requests] = article
        zones = [(zone.start, zone.end, zone.kind) for zone in article.zones]
        self._request(worker, self._requests, article.text, zones)

    def _request(self, worker: _Worker, number: int, text: str, zones: Sequence[Zoned]) -> None:
        if worker.child is None:
            try:
                worker.child = Child(
                    self._command,
                    lambda child, line: self._inbox.put(partial(self._hear, worker, child, line)),
                    lambda child, status: self._inbox.put(
                        partial(self._bury, worker, child, status)
                    ),
                )
            except OSError as error:
                raise DetectionError(
                    f"The process that detects entities cannot be started: {error}."
                ) from error
        worker.child.ask({"id": number, "text": text, "zones": zones, "first": False})

    def _hear(self, worker: _Worker, child: Child, line: bytes) -> Iterator[Outcome]:
        if child is not worker.child:
            return
        try:
            answer = orjson.loads(line)
            if "id" not in answer:
                raise DetectionError(f"The model {self._model} cannot be loaded: {answer['error']}")
            if answer["id"] == _TRIAL:
                self._deaths = 0
                self._give_suspect(worker)
                return
            article = worker.asked[answer["id"]]
            failure = answer.get("error")
            mentions = None if failure else unpack(article.text, answer["mentions"])
        except (ValueError, KeyError, TypeError):
            _logger.warning("no answer: %.200r", line)
            yield from self._lose(worker, "its answers made no sense")
            return
        if failure:
            _logger.error("No entities were detected in %s: %s", article.path, failure)
        del worker.asked[answer["id"]]
        self._deaths = 0
        yield article, mentions
        self._give_suspect(worker)

    def _bury(self, worker: _Worker, child: Child, status: int) -> Iterator[Outcome]:
        if child is worker.child:
            reason = f"signal {-status}" if status < 0 else f"exit status {status}"
            yield from self._lose(worker, f"it ended with {reason}")

    def _lose(self, worker: _Worker, reason: str) -> Iterator[Outcome]:
        """Go on after the loss of a process: what it had goes one by one to the next.

        The next has to answer something harmless first. So it is known whose fault it is where it
        is lost, too: that article is given up.
        """
        if worker.child:
            worker.child.kill()
        worker.child = None
        left = list(worker.asked.values())
        worker.asked.clear()
        if not left and not worker.suspects:  # it is started again when it has something to do
            return
        self._deaths += 1
        _logger.warning("a child was lost: %s", reason)
        if left == [worker.accused]:
            _logger.error("No entities were detected in %s: %s", left[0].path, reason)
            yield left[0], None
        else:
            worker.suspects.extend(left)
        if self._deaths >= _DEATHS:
            raise DetectionError(
                f"The process that detects entities failed {_DEATHS} times ({reason}), lastly at "
                f"{(left or worker.suspects)[0].path}. The log says more."
            )
        self._give_suspect(worker)

    def _give_suspect(self, worker: _Worker) -> None:
        """Give a worker its next suspect, if it has nothing else; to a new process the trial."""
        if worker.suspects and not worker.asked:
            if worker.child is None:
                self._request(worker, _TRIAL, "A few words.", ())
            else:
                worker.accused = worker.suspects.popleft()
                self._give(worker, worker.accused)
