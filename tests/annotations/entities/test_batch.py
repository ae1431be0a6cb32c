import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from annotations.entities import DEFAULT_MODEL, MentionCache, detect
from annotations.errors import DetectionError
from annotations.models import Article, Progress
from tests.annotations.entities.conftest import MakeArticle


def names(articles: Iterable[Article], cache: MentionCache) -> list[tuple[str, list[str]]]:
    found = detect(articles, DEFAULT_MODEL, cache, lambda progress: None)
    return [(article.path, [m.text for m in mentions]) for article, mentions in found]


def test_gives_every_article_in_order_and_the_second_time_from_the_cache(
    cache: MentionCache, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = make_article("Russia and China agreed.", "1.txt")
    two = make_article("", "2.txt")
    three = make_article("Germany objected.", "3.txt")
    progress: list[Progress] = []
    assert len(list(detect([one], DEFAULT_MODEL, cache, progress.append))) == 1
    assert progress == [Progress(0, 1), Progress(1, 1)]
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
        list(detect([make_article("text")], "no_such_model", cache, lambda progress: None))


def test_a_child_that_cannot_run_is_an_error(
    cache: MentionCache,
    make_article: MakeArticle,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no python"))
    with pytest.raises(DetectionError, match="cannot be started"):
        list(detect([make_article("text")], DEFAULT_MODEL, cache, lambda progress: None))
