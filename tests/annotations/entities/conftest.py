"""Articles, a detector's callbacks to wait for, and a child that misbehaves on demand."""

import hashlib
import queue
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotations.entities.cache import MentionCache
from annotations.models import Article, Mention, Progress, Zone
from annotations.origins import KnownFrom, TitleFrom

PATIENCE = 10  # seconds, for a machine that is busy

MakeArticle = Callable[..., Article]
FakeChild = Callable[[str], list[str]]


class Events:
    """What a detector called back, in the order in which it did."""

    def __init__(self) -> None:
        self._mentions: queue.SimpleQueue[tuple[Article, tuple[Mention, ...]]] = queue.SimpleQueue()
        self._problems: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.progress: list[Progress] = []

    def on_mentions(self, article: Article, mentions: tuple[Mention, ...]) -> None:
        self._mentions.put((article, mentions))

    def on_progress(self, progress: Progress) -> None:
        self.progress.append(progress)
        if progress.problem:
            self._problems.put(progress.problem)

    def article(self) -> tuple[Article, tuple[Mention, ...]]:
        return self._mentions.get(timeout=PATIENCE)

    def paths(self, count: int) -> list[str]:
        return [self.article()[0].path for _ in range(count)]

    def problem(self) -> str:
        return self._problems.get(timeout=PATIENCE)

    @property
    def is_quiet(self) -> bool:
        return self._mentions.empty()


@pytest.fixture
def make_article() -> MakeArticle:
    def make(text: str, path: str = "a.txt", zones: Sequence[Zone] = ()) -> Article:
        digest = hashlib.sha256(text.encode()).hexdigest()
        return Article(path, text, digest, path, TitleFrom.NAME, zones=tuple(zones))

    return make


@pytest.fixture
def russian(make_article: MakeArticle) -> Article:
    """An article that is not in the default model's language."""
    article = make_article("Россия закрыла границу.", "ru.txt")
    return replace(article, language="ru", language_from=KnownFrom.TEXT)


@pytest.fixture
def events() -> Events:
    return Events()


@pytest.fixture
def cache(tmp_path: Path) -> MentionCache:
    return MentionCache(tmp_path / "cache" / "mentions.sqlite")


@pytest.fixture
def starts(tmp_path: Path) -> Path:
    """The file to which the fake child adds a line at each of its starts: its process's id."""
    return tmp_path / "starts"


@pytest.fixture
def fake_child(starts: Path) -> FakeChild:
    """The command of a child that behaves as it is told, see `fake_child.py`."""

    def command(behaviour: str) -> list[str]:
        script = Path(__file__).with_name("fake_child.py")
        return [sys.executable, "-I", "-S", str(script), behaviour, str(starts)]

    return command
