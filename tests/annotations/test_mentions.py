import threading
from pathlib import Path

import pytest

from annotations.errors import DetectionError
from annotations.library import Library
from annotations.mentions import Mentions
from annotations.models import Article, Progress
from annotations.places import Places
from tests.factories import make_library

PATIENCE = 60.0


def test_without_a_model_everything_but_detection_works_and_the_problem_names_a_way_out(
    root: Path, places: Places
) -> None:
    library = make_library(root, places, model="no_such_model")
    mentions = library.mentions
    assert "no_such_model" in mentions.problem
    article = library.article("one.txt")
    assert mentions.of(article) is None
    assert mentions.counts([article]) == {}
    mentions.want([article])
    mentions.first(article)
    for asked in (mentions.describe, lambda: mentions.start(_ignore, print)):
        with pytest.raises(DetectionError, match="no_such_model"):
            asked()
    assert library.listing("one.txt").mentions is None
    library.close()


def test_what_was_detected_is_known_from_then_on_to_the_list_and_to_other_runs(
    desk: Library, root: Path, places: Places
) -> None:
    found: dict[str, int] = {}
    progress: list[Progress] = []
    done = threading.Event()

    def take(article: Article, mentions: tuple[object, ...]) -> None:
        found[article.path] = len(mentions)
        if len(found) == 2:
            done.set()

    assert desk.listing("one.txt").mentions is None
    desk.mentions.start(take, progress.append)
    desk.mentions.want([desk.article("one.txt")])
    desk.mentions.first(desk.article("sub/two.txt"))
    assert done.wait(PATIENCE)
    assert progress[-1].done == progress[-1].total == 2
    assert desk.listing("one.txt").mentions == found["one.txt"] > 0
    desk.close()

    again = make_library(root, places)
    article = again.article("one.txt")
    known = again.mentions.of(article)
    assert known is not None
    assert "Russia" in [mention.text for mention in known]
    assert all(article.text[each.start : each.end] == each.text for each in known)
    assert "pipeline" in again.mentions.describe()
    again.close()


def test_closing_what_never_started_is_quick_and_harmless(tmp_path: Path) -> None:
    mentions = Mentions("", tmp_path / "cache" / "mentions.sqlite")
    mentions.close()
    assert mentions.problem == ""


def _ignore(article: Article, mentions: tuple[object, ...]) -> None:
    """Take no note of mentions."""
