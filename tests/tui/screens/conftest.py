from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.library import Library
from annotations.places import Places
from tests.factories import make_collection, make_library
from tests.tui.screens.stage import TEXTS, know_mentions
from tui.state import Memory


@pytest.fixture
def news(tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Three short articles with known mentions, for a program that has explained itself."""
    monkeypatch.chdir(tmp_path)
    Memory(places.state / "state.json").keep_explained()
    library = make_library(make_collection(tmp_path / "news", TEXTS), places)
    know_mentions(library, places)
    yield library
    library.close()
