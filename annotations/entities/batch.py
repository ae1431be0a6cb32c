"""Detection for programs without a screen: ask for all, wait for each."""

import queue
from collections.abc import Callable, Iterable, Iterator

from annotations.entities.cache import MentionCache
from annotations.entities.detector import Detector, Found, Key, key_of
from annotations.errors import DetectionError
from annotations.models import Article, Progress


def detect(
    articles: Iterable[Article],
    model: str,
    cache: MentionCache,
    on_progress: Callable[[Progress], None],
) -> Iterator[tuple[Article, Found]]:
    """Detect the mentions in articles, one after the other, for a program without a screen.

    Args:
        articles: They are all read before the first is detected.
        model: As for `Detector`.
        cache: As for `Detector`.
        on_progress: As for `Detector`, but called on the thread that iterates.

    Yields:
        Each article and all its mentions, in the order of `articles`.

    Raises:
        DetectionError: No mentions will come; the message says why and what to do.
    """
    wanted = list(articles)
    events: queue.SimpleQueue[tuple[Article, Found] | Progress] = queue.SimpleQueue()
    detector = Detector(
        model,
        cache,
        on_mentions=lambda article, mentions: events.put((article, mentions)),
        on_progress=events.put,
    )
    found: dict[Key, Found] = {}
    try:
        detector.want(wanted)
        for article in wanted:
            while key_of(article) not in found:
                event = events.get()
                if not isinstance(event, Progress):
                    found[key_of(event[0])] = event[1]
                    continue
                on_progress(event)
                if event.problem:
                    raise DetectionError(event.problem)
            yield article, found[key_of(article)]
    finally:
        detector.close()
