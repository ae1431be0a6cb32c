"""The parent's side of detection: what is asked for, what is known, and the child's life."""

import logging
import queue
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial

import orjson

from annotations.entities.cache import MentionCache
from annotations.entities.mentions import unpack
from annotations.entities.pipelines import Pipeline, find_pipeline
from annotations.entities.process import Child, child_command
from annotations.entities.reading import reads
from annotations.errors import DetectionError
from annotations.models import Article, Mention, Progress

_logger = logging.getLogger(__name__)

Key = tuple[str, str]  # path, and hash of the text
Found = tuple[Mention, ...]

_DEATHS = 2  # in a row: the first time the child is started again, the second time people are told
_REPORT_EVERY = 0.05  # seconds between two reports of progress
_CLOSE_WAIT = 0.5  # seconds


class Detector:
    """Detects the mentions in articles, in a child process that lives as long as it is of use.

    All methods return at once. Everything happens on a thread of the detector's own, which takes
    one call after the other from its inbox: calls by the program and by the child alike. The
    callbacks come on that thread.
    """

    def __init__(
        self,
        model: str,
        cache: MentionCache,
        on_mentions: Callable[[Article, Found], None],
        on_progress: Callable[[Progress], None],
        command: Sequence[str] | None = None,
    ) -> None:
        """Start nothing but a thread; the child comes with the first article that is not cached.

        Args:
            model: An installed spaCy pipeline, or the folder of one.
            cache: Where mentions are looked up and kept.
            on_mentions: Called with each article and all its mentions.
            on_progress: Called as articles are done, and with a `problem` when no more will come.
            command: What to run in place of `annotations.entities.child`.
        """
        self._model = model
        self._cache = cache
        self._on_mentions = on_mentions
        self._on_progress = on_progress
        self._command = command
        self._pipeline: Pipeline | None = None
        self._child: Child | None = None
        self._unseen: OrderedDict[Key, Article] = OrderedDict()  # to be looked up in the cache
        self._pending: OrderedDict[Key, Article] = OrderedDict()  # to be given to the child
        self._asked: dict[int, Article] = {}  # with the child, by the number of the request
        self._requests = self._deaths = self._done = self._total = 0
        self._problem = ""
        self._reported = 0.0
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._starting = threading.Lock()  # no child may start unseen by `close`
        self._thread = threading.Thread(target=self._run, name="detector", daemon=True)
        self._thread.start()

    def want(self, articles: Iterable[Article]) -> None:
        """Ask for articles, in this order; after a problem, try again.

        Args:
            articles: Those that were asked for already and are not done yet are not asked twice.
        """
        self._inbox.put(partial(self._accept, tuple(articles)))

    def first(self, article: Article) -> None:
        """Ask for an article before all others, also if another is under way.

        Args:
            article: It need not have been asked for before.
        """
        self._inbox.put(partial(self._hasten, article))

    def close(self) -> None:
        """End the child and the callbacks, within a second; what was not done is forgotten."""
        with self._starting:
            self._closing.set()
        self._inbox.put(lambda: None)
        if child := self._child:
            child.kill()
        # A callback may be waiting for the very thread that calls this.
        if self._thread is not threading.current_thread():
            self._thread.join(_CLOSE_WAIT)

    # Everything below runs on the detector's thread.

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._inbox.get(block=not self._unseen)()
            except queue.Empty:
                self._look_up(self._unseen.popitem(last=False)[1])
            except Exception:
                _logger.exception("detection")
        if self._child:
            self._child.kill()

    def _accept(self, articles: tuple[Article, ...]) -> None:
        self._resume()
        for article in articles:
            if self._is_new(article) and not self._is_foreign(article):
                self._unseen[key_of(article)] = article
                self._total += 1
        if articles and not self._problem:
            self._report()

    def _hasten(self, article: Article) -> None:
        self._resume()
        key = key_of(article)
        if self._is_foreign(article):
            return
        if self._is_new(article):
            self._total += 1
        elif not (self._unseen.pop(key, None) or self._pending.pop(key, None)):
            return
        self._look_up(article, first=True)
        self._report()  # only now: what is in the cache is never under way

    def _is_foreign(self, article: Article) -> bool:
        """Tell whether the model cannot read an article; if so, answer that nothing is in it."""
        pipeline = self._find_pipeline()
        if pipeline is None or reads(pipeline.language, article):
            return False
        key = key_of(article)
        if self._unseen.pop(key, None) or self._pending.pop(key, None):
            self._done += 1  # its language was another when it was asked for
        self._on_mentions(article, ())
        return True

    def _is_new(self, article: Article) -> bool:
        key = key_of(article)
        asked = map(key_of, self._asked.values())
        return key not in self._unseen and key not in self._pending and key not in asked

    def _resume(self) -> None:
        """Begin a run of work, after the last was done or ran into a problem."""
        is_idle = not (self._unseen or self._pending or self._asked)
        if is_idle:
            self._done = self._total = 0
        if is_idle or self._problem:
            self._deaths = 0
            self._problem = ""
            # They are looked up again: there may be a model by now.
            self._unseen = OrderedDict([*self._pending.items(), *self._unseen.items()])
            self._pending.clear()

    def _look_up(self, article: Article, *, first: bool = False) -> None:
        """Answer from the cache, else hand the article on to the child."""
        pipeline = self._find_pipeline()
        known = self._cache.get(article, pipeline.fingerprint) if pipeline else None
        if known is not None:
            self._finish(article, known)
        elif first and pipeline and not self._problem:
            self._ask(article, first=True)
        else:
            self._pending[key_of(article)] = article
            self._feed()

    def _find_pipeline(self) -> Pipeline | None:
        if self._pipeline is None and not self._problem:
            try:
                self._pipeline = find_pipeline(self._model)
            except DetectionError as error:
                self._stop(str(error))
        return self._pipeline

    def _feed(self) -> None:
        """Give the child its next article when it has none: it is to be free for urgent ones."""
        if self._pending and not self._asked and not self._problem:
            self._ask(self._pending.popitem(last=False)[1])

    def _ask(self, article: Article, *, first: bool = False) -> None:
        self._requests += 1
        self._asked[self._requests] = article
        if self._child is None:
            try:
                with self._starting:
                    if self._closing.is_set():
                        return
                    self._child = self._start_child()
            except OSError as error:
                self._stop(f"The process that detects entities cannot be started: {error}.")
                return
        zones = [(zone.start, zone.end, zone.kind) for zone in article.zones]
        request = {"id": self._requests, "text": article.text, "zones": zones, "first": first}
        self._child.ask(request)

    def _start_child(self) -> Child:
        assert self._pipeline is not None
        return Child(
            self._command or child_command(self._pipeline.source),
            on_answer=lambda child, line: self._inbox.put(partial(self._hear, child, line)),
            on_end=lambda child, status: self._inbox.put(partial(self._bury, child, status)),
        )

    def _hear(self, child: Child, line: bytes) -> None:
        if child is not self._child:
            return
        try:
            answer = orjson.loads(line)
            if "id" not in answer:
                self._stop(f"The model {self._model} cannot be loaded: {answer['error']}")
                return
            article = self._asked[answer["id"]]
            failure = answer.get("error")
            mentions = () if failure else unpack(article.text, answer["mentions"])
        except (ValueError, KeyError, TypeError):
            _logger.warning("no answer: %.200r", line)
            self._lose(child, "its answers made no sense")
            return
        del self._asked[answer["id"]]
        self._deaths = 0
        self._feed()
        if failure:
            _logger.error("No entities were detected in %s: %s", article.path, failure)
        elif self._pipeline:
            self._cache.put(article, self._pipeline.fingerprint, mentions)
        self._finish(article, mentions)

    def _bury(self, child: Child, status: int) -> None:
        if child is self._child:
            reason = f"signal {-status}" if status < 0 else f"exit status {status}"
            self._lose(child, f"it ended with {reason}")

    def _lose(self, child: Child, reason: str) -> None:
        """Go on after the loss of the child, or stop if it was not the first."""
        child.kill()
        self._child = None
        if not self._asked:  # it had nothing to do, and is started again when it has
            return
        self._deaths += 1
        _logger.warning("the child was lost: %s", reason)
        if self._deaths < _DEATHS:
            # What was hastened is asked last, thus first again.
            again = [(key_of(article), article) for article in reversed(self._asked.values())]
            self._asked.clear()
            self._pending = OrderedDict([*again, *self._pending.items()])
            self._feed()
            return
        path = next(iter(self._asked.values())).path
        self._stop(
            f"The process that detects entities failed twice ({reason}), lastly at {path}; "
            "the articles that are left show none. The log says more."
        )

    def _stop(self, problem: str) -> None:
        """Tell people why no more will come; what the child was at goes to the end of the queue."""
        self._problem = problem
        if self._child:
            self._child.kill()
            self._child = None
        self._pending.update((key_of(article), article) for article in self._asked.values())
        self._asked.clear()
        self._report()

    def _finish(self, article: Article, mentions: Found) -> None:
        self._done += 1
        self._report()
        self._on_mentions(article, mentions)

    def _report(self) -> None:
        now = time.monotonic()
        is_news = self._problem or self._done == self._total
        if is_news or now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self._on_progress(Progress(self._done, self._total, self._problem))


def key_of(article: Article) -> Key:
    """Return what tells an article from all others, edits of its text included."""
    return article.path, article.text_sha256
