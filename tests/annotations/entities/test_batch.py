import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotations.entities import DEFAULT_MODEL, MentionCache, detect, detect_all
from annotations.errors import DetectionError
from annotations.models import Article
from tests.annotations.entities.conftest import FakeChild, MakeArticle


def names(articles: Iterable[Article], cache: MentionCache) -> list[tuple[str, list[str]]]:
    found = detect(articles, DEFAULT_MODEL, cache)
    return [(article.path, [m.text for m in mentions or ()]) for article, mentions in found]


def test_gives_every_article_in_order_and_the_second_time_from_the_cache(
    cache: MentionCache, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make_article("Russia and China agreed.", "1.txt")
    two = make_article("", "2.txt")
    three = make_article("Germany objected.", "3.txt")
    assert len(list(detect([one], DEFAULT_MODEL, cache))) == 1
    monkeypatch.setattr(sys, "executable", "/no/python")
    assert names([one, one], cache) == [("1.txt", ["Russia", "China"])] * 2
    monkeypatch.undo()
    assert names([three, one, two], cache) == [
        ("3.txt", ["Germany"]),
        ("1.txt", ["Russia", "China"]),
        ("2.txt", []),
    ]
    assert "spacy" not in sys.modules


def test_an_unknown_model_is_an_error(cache: MentionCache, make_article: MakeArticle) -> None:
    with pytest.raises(DetectionError, match="no_such_model"):
        list(detect([make_article("text")], "no_such_model", cache))


def test_a_child_that_cannot_run_is_an_error(
    cache: MentionCache,
    make_article: MakeArticle,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no python"))
    with pytest.raises(DetectionError, match="cannot be started"):
        list(detect([make_article("text")], DEFAULT_MODEL, cache))


def run(articles: Iterable[Article], cache: MentionCache, command: list[str], workers: int) -> Any:
    """What comes of it by path: the first mention's text, or None."""
    outcomes = detect_all(articles, DEFAULT_MODEL, cache, workers=workers, command=command)
    return {article.path: found and found[0].text for article, found in outcomes}


def test_several_processes_share_the_work(
    cache: MentionCache, make_article: MakeArticle, fake_child: FakeChild, starts: Path
) -> None:
    articles = [make_article(f"{number:04} text", f"{number}.txt") for number in range(300)]
    found = run(articles, cache, fake_child("well"), 2)
    assert found == {f"{number}.txt": f"{number:04}" for number in range(300)}
    assert len(starts.read_text().split()) == 2


def test_stopped_half_way_it_goes_on_there(
    cache: MentionCache, make_article: MakeArticle, fake_child: FakeChild
) -> None:
    articles = [make_article(f"{number:04} text", f"{number}.txt") for number in range(30)]
    stopped = detect_all(articles, DEFAULT_MODEL, cache, workers=2, command=fake_child("well"))
    done = [next(stopped)[0] for _ in range(10)]
    stopped.close()
    assert all(run(done, cache, ["/no/such/program"], 1).values())
    assert len(run(articles, cache, fake_child("well"), 2)) == 30


def test_an_article_that_kills_the_process_costs_only_itself(
    cache: MentionCache, make_article: MakeArticle, fake_child: FakeChild
) -> None:
    texts = [f"{number:04} {'bad' if number == 20 else 'good'}" for number in range(40)]
    articles = [make_article(text, text) for text in texts]
    found = run(articles, cache, fake_child("die on bad"), 1)
    assert [path for path, first in found.items() if first is None] == ["0020 bad"]
    assert len(found) == 40


@pytest.mark.parametrize("good", [0, 1, 40])
def test_articles_in_a_row_that_kill_the_process_cost_only_themselves(
    good: int, cache: MentionCache, make_article: MakeArticle, fake_child: FakeChild
) -> None:
    texts = [f"{number:04} {'bad' if number < 5 else 'good'}" for number in range(5 + good)]
    articles = [make_article(text, text) for text in texts]
    found = run(articles, cache, fake_child("die on bad"), 1)
    assert sorted(path for path, first in found.items() if first is None) == texts[:5]
    assert len(found) == 5 + good


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [("die", "failed 3 times"), ("garbage", "no sense"), ("unloadable", "cannot be loaded")],
)
def test_processes_that_only_fail_are_an_error(
    behaviour: str,
    told: str,
    cache: MentionCache,
    make_article: MakeArticle,
    fake_child: FakeChild,
) -> None:
    articles = [make_article(f"{number:04} text", f"{number}.txt") for number in range(9)]
    with pytest.raises(DetectionError, match=told):
        run(articles, cache, fake_child(behaviour), 2)


def test_nothing_is_detected_in_another_language_than_the_models(
    cache: MentionCache, make_article: MakeArticle, fake_child: FakeChild, russian: Article
) -> None:
    command = ["/no/such/program"]
    assert list(detect_all([russian], DEFAULT_MODEL, cache, command=command)) == [(russian, ())]
    corrected = replace(russian, language="en")
    assert run([corrected], cache, fake_child("well"), 1) == {"ru.txt": "Росс"}
    assert list(detect_all([russian], DEFAULT_MODEL, cache, command=command)) == [(russian, ())]
