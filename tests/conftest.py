"""Fixtures for all tests. Nothing a test does reaches the user's own folders."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.library import Library
from annotations.places import Places
from tests.factories import SEEDS, make_library, make_places


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The user's folders, empty."""
    return make_places(tmp_path / "home")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """The user's folders as the command line finds them: under a home of the test's own."""
    root = tmp_path / "home"
    for name in ("config", "data", "cache", "state"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(root / name))
    monkeypatch.setenv("HOME", str(root))
    return Places.of_user()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A copy of the sample articles that may be written to."""
    folder = tmp_path / "seeds"
    shutil.copytree(SEEDS, folder)
    return folder


@pytest.fixture
def library(seeds: Path, places: Places) -> Iterator[Library]:
    """A library on the sample articles, closed in the end."""
    opened = make_library(seeds, places)
    yield opened
    opened.close()
