"""Makes what tests need: collections on disk, libraries with a clock and identities that tick."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from annotations.articles import Collection
from annotations.library import Library
from annotations.models import Target
from annotations.passages import cut
from annotations.places import Places, StorePlace

SEEDS = Path(__file__).parent.parent / "seeds"
EPOCH = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def make_places(root: Path) -> Places:
    """The user's folders, all below `root`."""
    return Places(root / "config", root / "data", root / "cache", root / "state")


def make_collection(root: Path, texts: Mapping[str, str]) -> Path:
    """A folder with one file a text, by their paths."""
    for path, text in texts.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


def target_in(text: str, path: str, start: int, end: int) -> Target:
    """A passage of the article at `path`, whose text is `text`."""
    return Target(path, cut(text, hashlib.sha256(text.encode()).hexdigest(), start, end))


def ticking_clock() -> Callable[[], datetime]:
    """A clock that goes on by a second whenever it is asked."""
    seconds = count()
    return lambda: EPOCH + timedelta(seconds=next(seconds))


def counting_uids(prefix: str = "uid") -> Callable[[], str]:
    """Identities that count: uid-0001, uid-0002 …"""
    numbers = count(1)
    return lambda: f"{prefix}-{next(numbers):04}"


def make_library(
    root: Path,
    places: Places,
    *,
    file: Path | None = None,
    author: str = "ana",
    model: str = "",
    uids: Callable[[], str] | None = None,
) -> Library:
    """A library on the collection at `root`, with its annotations in `file`."""
    return Library(
        Collection.of([root]),
        StorePlace(file or root / ".briefreader" / "annotations.json"),
        places,
        author=author,
        model=model,
        clock=ticking_clock(),
        new_uid=uids or counting_uids(),
    )
