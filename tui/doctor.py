"""What `briefreader doctor` looks at: versions, the model, folders, the store."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from annotations import __version__
from annotations.errors import DetectionError, SettingsError
from annotations.library import Library
from annotations.places import Places
from tui.commands.keymap import Keymap
from tui.settings import read_settings

PACKAGES = ("textual", "spacy", "tinydb", "click", "rapidfuzz", "orjson")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: What it is.
        finding: What was found, and what to do if it is not well.
        ok: Whether it is well.
    """

    name: str
    finding: str
    ok: bool = True


def examine(library: Library, places: Places) -> Iterator[Check]:
    """Look at everything, one check after the other; nothing is changed."""
    yield Check("briefreader", f"{__version__}, Python {sys.version.split()[0]}")
    for package in PACKAGES:
        try:
            yield Check(package, version(package))
        except PackageNotFoundError:
            yield Check(package, f"not installed; pip install {package}", ok=False)
    try:
        yield Check("model", library.mentions.describe())
    except DetectionError as error:
        yield Check("model", str(error), ok=False)
    yield Check("collection", str(library.collection.root))
    yield _store(library)
    yield _settings(places.settings)
    notices = library.mentions.notices
    yield Check("cache", " ".join(notices) or str(places.mentions), ok=not notices)
    yield Check("log", str(places.log))


def _settings(file: Path) -> Check:
    if not file.exists():
        return Check("settings", f"{file} (none)")
    try:
        settings = read_settings(file)
        Keymap.of_user(settings, file)
    except SettingsError as error:
        return Check("settings", str(error), ok=False)
    return Check("settings", settings.notice(file) or str(file))


def _store(library: Library) -> Check:
    file = library.store.file
    if library.store.notice:
        return Check("store", library.store.notice, ok=False)
    if not file.exists():
        return Check("store", f"{file} (not made yet; nothing is annotated)")
    counts = ", ".join(
        f"{len(library.store.of_kind(kind))} {kind}s" for kind in ("article", "annotation", "tag")
    )
    return Check("store", f"{file}: sound, {counts}")
