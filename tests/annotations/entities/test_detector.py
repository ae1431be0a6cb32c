import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.entities import DEFAULT_MODEL, Detector, MentionCache, fingerprint
from annotations.models import Article, Mention, Progress
from tests.annotations.entities.conftest import PATIENCE, Events, FakeChild, MakeArticle

Start = Callable[[str], Detector]


@pytest.fixture
def start(cache: MentionCache, events: Events, fake_child: FakeChild) -> Iterator[Start]:
    """Starts a detector whose child behaves as told."""
    detectors = []

    def make(behaviour: str) -> Detector:
        detector = Detector(
            DEFAULT_MODEL, cache, events.on_mentions, events.on_progress, fake_child(behaviour)
        )
        detectors.append(detector)
        return detector

    yield make
    for detector in detectors:
        detector.close()


def articles(make_article: MakeArticle, count: int) -> list[Article]:
    return [make_article(f"Text number {n}", f"{n}.txt") for n in range(count)]


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def pids(starts: Path) -> list[int]:
    return [int(pid) for pid in starts.read_text().split()] if starts.exists() else []


def test_answers_in_order_and_tells_how_far_it_is(
    start: Start, events: Events, make_article: MakeArticle
) -> None:
    start("well").want(articles(make_article, 5))
    assert events.paths(5) == ["0.txt", "1.txt", "2.txt", "3.txt", "4.txt"]
    assert events.progress[-1] == Progress(done=5, total=5)


def test_mentions_are_complete_and_cached(
    start: Start, events: Events, cache: MentionCache, make_article: MakeArticle
) -> None:
    article = make_article("Acme met.")
    start("well").want([article])
    _, mentions = events.article()
    assert [(m.text, m.entity, m.label) for m in mentions] == [("Acme", "Acme", "ORG")]
    assert cache.get(article, fingerprint(DEFAULT_MODEL)) == mentions


def test_what_is_cached_needs_no_child_and_does_not_wait_for_it(
    start: Start, events: Events, cache: MentionCache, make_article: MakeArticle, starts: Path
) -> None:
    known = make_article("known", "known.txt")
    cache.put(known, fingerprint(DEFAULT_MODEL), ())
    detector = start("hang")
    detector.want([known])
    assert events.paths(1) == ["known.txt"]
    assert not starts.exists()
    again = make_article("known", "copy.txt")
    detector.want([*articles(make_article, 2), again])
    assert events.paths(1) == ["copy.txt"]


def test_an_article_in_another_language_is_answered_without_a_child_and_never_under_way(
    start: Start, events: Events, russian: Article, starts: Path
) -> None:
    detector = start("well")
    detector.want([russian])
    assert events.article() == (russian, ())
    detector.first(russian)
    assert events.article() == (russian, ())
    assert not starts.exists()
    assert all(progress.total == 0 for progress in events.progress)


def test_an_article_whose_language_is_corrected_while_it_waits_is_not_asked_of_the_child(
    start: Start, events: Events, make_article: MakeArticle, russian: Article
) -> None:
    detector = start("slow")
    first = make_article("Text number 1", "1.txt")
    detector.want([first, replace(russian, language="en")])
    detector.first(russian)
    assert {events.article()[0].path: None for _ in range(2)}.keys() == {"1.txt", "ru.txt"}
    time.sleep(0.4)
    assert events.is_quiet
    assert events.progress[-1] == Progress(done=2, total=2)


def test_an_article_moved_to_the_front_is_answered_first(
    start: Start, events: Events, make_article: MakeArticle
) -> None:
    wanted = articles(make_article, 6)
    detector = start("slow")
    detector.want(wanted)
    assert events.paths(1) == ["0.txt"]
    detector.first(wanted[5])
    assert events.paths(5) in (
        ["5.txt", "1.txt", "2.txt", "3.txt", "4.txt"],
        ["1.txt", "5.txt", "2.txt", "3.txt", "4.txt"],  # it was with the child already
    )
    assert events.progress[-1] == Progress(done=6, total=6)


def test_first_needs_no_want_and_nothing_is_asked_twice(
    start: Start, events: Events, make_article: MakeArticle
) -> None:
    one, two = articles(make_article, 2)
    detector = start("slow")
    detector.first(one)
    detector.first(one)
    detector.want([one, two, two])
    assert events.paths(2) == ["0.txt", "1.txt"]
    time.sleep(0.4)
    assert events.is_quiet
    assert events.progress[-1] == Progress(done=2, total=2)


def test_a_new_run_counts_from_nothing(
    start: Start, events: Events, make_article: MakeArticle
) -> None:
    detector = start("well")
    detector.want(articles(make_article, 3))
    events.paths(3)
    detector.want([make_article("another one", "new.txt")])
    events.paths(1)
    assert events.progress[-1] == Progress(done=1, total=1)


def test_the_same_path_with_another_text_is_another_article(
    start: Start, events: Events, make_article: MakeArticle
) -> None:
    start("well").want([make_article("before", "a.txt"), make_article("after", "a.txt")])
    assert {events.article()[0].text for _ in range(2)} == {"before", "after"}


def test_a_child_that_dies_is_started_once_more_and_nothing_is_lost(
    start: Start, events: Events, make_article: MakeArticle, starts: Path
) -> None:
    start("die once").want(articles(make_article, 3))
    assert events.paths(3) == ["0.txt", "1.txt", "2.txt"]
    assert len(pids(starts)) == 2
    assert not any(progress.problem for progress in events.progress)


@pytest.mark.parametrize(
    ("behaviour", "word"),
    [("die", "signal 9"), ("garbage", "no sense"), ("outside", "no sense")],
)
def test_a_child_that_fails_twice_is_reported_in_one_line(
    start: Start,
    events: Events,
    make_article: MakeArticle,
    starts: Path,
    behaviour: str,
    word: str,
) -> None:
    start(behaviour).want(articles(make_article, 3))
    problem = events.problem()
    assert word in problem
    assert "0.txt" in problem
    assert "\n" not in problem
    assert len(pids(starts)) == 2
    assert events.is_quiet
    wait_for(lambda: not any(map(is_alive, pids(starts))))


def test_failures_with_answers_in_between_are_not_counted_together(
    start: Start, events: Events, make_article: MakeArticle
) -> None:
    start("die once on bad").want([make_article(f"{n:04} bad", f"{n}.txt") for n in range(4)])
    assert events.paths(4) == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert not any(progress.problem for progress in events.progress)


def test_after_a_problem_asking_again_does_the_others_first(
    start: Start, events: Events, make_article: MakeArticle
) -> None:
    bad = make_article("bad one", "bad.txt")
    detector = start("die on bad")
    detector.want([bad, *articles(make_article, 3)])
    assert "exit status 3" in events.problem()
    assert events.is_quiet
    detector.want([])
    assert events.paths(3) == ["0.txt", "1.txt", "2.txt"]
    assert "bad.txt" in events.problem()


def test_a_model_that_cannot_be_loaded_is_reported_without_a_second_try(
    start: Start, events: Events, make_article: MakeArticle, starts: Path
) -> None:
    start("unloadable").want(articles(make_article, 2))
    assert "cannot be loaded: OSError: no such model" in events.problem()
    assert len(pids(starts)) == 1


def test_an_unknown_model_is_reported_and_starts_nothing(
    cache: MentionCache, events: Events, make_article: MakeArticle
) -> None:
    detector = Detector("no_such_model", cache, events.on_mentions, events.on_progress)
    detector.want(articles(make_article, 2))
    assert "'no_such_model'" in events.problem()
    detector.first(make_article("another", "b.txt"))
    assert "'no_such_model'" in events.problem()
    detector.close()


def test_a_command_that_cannot_be_run_is_reported(
    cache: MentionCache, events: Events, make_article: MakeArticle
) -> None:
    detector = Detector(
        DEFAULT_MODEL, cache, events.on_mentions, events.on_progress, ["/no/such/program"]
    )
    detector.want(articles(make_article, 1))
    assert "cannot be started" in events.problem()
    detector.close()


def test_a_text_the_model_fails_on_has_no_mentions_and_is_not_cached(
    start: Start,
    events: Events,
    cache: MentionCache,
    make_article: MakeArticle,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad = make_article("bad one", "bad.txt")
    start("fail on bad").want([bad, make_article("good", "good.txt")])
    assert events.article() == (bad, ())
    assert events.paths(1) == ["good.txt"]
    assert cache.get(bad, fingerprint(DEFAULT_MODEL)) is None
    assert "bad.txt: MemoryError" in caplog.text


def test_what_the_child_says_on_stderr_goes_to_the_log(
    start: Start,
    events: Events,
    make_article: MakeArticle,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level("INFO")
    start("well").want(articles(make_article, 1))
    events.article()
    wait_for(lambda: "something for the log" in caplog.text)
    assert "something" not in "".join(capfd.readouterr())


def test_a_callback_that_fails_does_not_end_detection(
    cache: MentionCache, make_article: MakeArticle, fake_child: FakeChild, events: Events
) -> None:
    def fail_once(article: Article, mentions: tuple[Mention, ...]) -> None:
        events.on_mentions(article, mentions)
        if article.path == "0.txt":
            raise RuntimeError

    detector = Detector(
        DEFAULT_MODEL, cache, fail_once, events.on_progress, command=fake_child("well")
    )
    detector.want(articles(make_article, 3))
    assert events.paths(3) == ["0.txt", "1.txt", "2.txt"]
    detector.close()


@pytest.mark.parametrize("behaviour", ["well", "hang", "slow"])
def test_closing_takes_less_than_a_second_and_leaves_no_process(
    start: Start, make_article: MakeArticle, starts: Path, behaviour: str
) -> None:
    detector = start(behaviour)
    # More than a pipe holds: the detector's thread waits in the midst of a request.
    detector.want([make_article("long " * 100_000)])
    wait_for(lambda: pids(starts))
    before = time.monotonic()
    detector.close()
    assert time.monotonic() - before < 1
    assert not is_alive(pids(starts)[0])


def test_closing_does_not_wait_for_a_callback_that_waits_for_it(
    cache: MentionCache, make_article: MakeArticle, fake_child: FakeChild
) -> None:
    is_in_callback, may_go_on = threading.Event(), threading.Event()

    def block(article: Article, mentions: tuple[Mention, ...]) -> None:
        is_in_callback.set()
        may_go_on.wait(PATIENCE)

    detector = Detector(
        DEFAULT_MODEL, cache, block, lambda progress: None, command=fake_child("well")
    )
    detector.want(articles(make_article, 1))
    assert is_in_callback.wait(PATIENCE)
    before = time.monotonic()
    detector.close()
    assert time.monotonic() - before < 1
    may_go_on.set()


def test_asking_returns_at_once(start: Start, make_article: MakeArticle) -> None:
    detector = start("hang")
    many = articles(make_article, 2000)
    before = time.monotonic()
    detector.want(many)
    detector.first(many[-1])
    assert time.monotonic() - before < 0.1
