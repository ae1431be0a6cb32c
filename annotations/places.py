"""Where things are on this machine: the user's folders, and a collection's annotations file."""

import hashlib
import os
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from annotations.errors import StoreError
from annotations.text import clean_line

APP = "briefreader"


@dataclass(frozen=True, slots=True)
class Places:
    """The user's folders; none of them need exist.

    Attributes:
        config: `settings.toml`, which is only read.
        data: Annotations of collections that cannot be written to.
        cache: What can be made again: mentions, what articles are without their texts.
        state: Theme, last place, drafts, the log.
    """

    config: Path
    data: Path
    cache: Path
    state: Path

    @classmethod
    def of_user(cls) -> "Places":
        """The folders this system gives to programs."""
        from platformdirs import PlatformDirs

        dirs = PlatformDirs(APP, appauthor=False)
        return cls(
            config=dirs.user_config_path,
            data=dirs.user_data_path,
            cache=dirs.user_cache_path,
            state=dirs.user_state_path,
        )

    @property
    def settings(self) -> Path:
        """The user's settings file."""
        return self.config / "settings.toml"

    @property
    def log(self) -> Path:
        """Where warnings and tracebacks go."""
        return self.state / "briefreader.log"

    def draft_file(self, store: Path) -> Path:
        """Where the unfinished notes of the annotations file `store` are kept."""
        return self.state / "drafts" / f"{_mark(store)}.json"

    def waiting(self, store: Path) -> Path:
        """A folder for what could not be saved to the annotations file `store`, nor beside it."""
        return self.state / "waiting" / _mark(store)

    def sheets(self, root: Path) -> Path:
        """The cache of what the articles of the collection at `root` are."""
        return self.cache / "articles" / f"{_mark(root)}.sqlite"

    @property
    def mentions(self) -> Path:
        """The cache of detected mentions."""
        return self.cache / "mentions.sqlite"


class StorePlace(NamedTuple):
    """Where a collection's annotations are.

    Attributes:
        file: The annotations file.
        notice: Why it is not inside the collection; empty if it is.
        left: What to do with what was kept elsewhere at an earlier time; empty without such.
    """

    file: Path
    notice: str = ""
    left: str = ""


def _mark(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]


def sample_root() -> Path:
    """The folder of the sample collection: inside the installed package, or beside the source."""
    package = Path(__file__).parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent / "seeds"


def store_place(root: Path, places: Places, db: Path | None = None) -> StorePlace:
    """Tell where the annotations of the collection at `root` are, or are to be made.

    Args:
        root: The collection's folder.
        places: The user's folders.
        db: The file the user named, if any.

    Raises:
        StoreError: The folder of `db` does not exist, or `db` is a folder.
    """
    if db is not None:
        return StorePlace(_named(db))
    if root == sample_root():
        file = places.data / "sample" / "annotations.json"
        return StorePlace(file, clean_line(f"The sample's annotations are kept in {file}."))
    inside = root / ".briefreader" / "annotations.json"
    file = places.data / f"{root.name}-{_mark(root)[:8]}" / "annotations.json"
    if _can_write(inside):
        return StorePlace(inside, left=_left(root, file))
    if inside.exists() and not file.exists():
        _copy(inside, file)
    notice = f"{root} cannot be written; its annotations are kept in {file}."
    return StorePlace(file, clean_line(notice))


def _left(root: Path, file: Path) -> str:
    if not file.exists():
        return ""
    return clean_line(
        f"{root} could not be written at an earlier time; what was annotated then is in {file}. "
        f"`briefreader import {shlex.quote(str(file))} --into {shlex.quote(str(root))}` takes it "
        "in; then delete that file."
    )


def _named(db: Path) -> Path:
    if db.is_dir():
        raise StoreError(f"{db} is a folder; --db takes a file.")
    if not db.parent.is_dir():
        raise StoreError(
            f"There is no folder {db.parent}; make it, or name another file with --db."
        )
    return db.absolute()


def _can_write(file: Path) -> bool:
    """Tell whether `file` can be replaced, or made with the folders it needs."""
    folder = next(place for place in file.parents if place.exists())
    replaceable = not file.exists() or os.access(file, os.W_OK)
    return replaceable and os.access(folder, os.W_OK | os.X_OK)


def _copy(old: Path, new: Path) -> None:
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(old, new)
    except OSError as error:
        raise StoreError(f"{old} cannot be copied to {new}: {error.strerror}.") from error
