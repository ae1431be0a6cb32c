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
from annotations.store import checkup
from annotations.store.checkup import repair
from annotations.store.store import Store
from annotations.wording import counted
from tui.commands.keymap import Keymap
from tui.settings import read_settings
from tui.widgets.line import plain

SHOWN = 10
"""Damaged places that are told one by one."""

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
    yield from _store(library)
    for path, text in library.drafts_left_behind():
        yield Check("draft", f"unfinished note on {path}, which is gone: {plain(text)}")
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


def mend(store: Store) -> Iterator[str]:
    """Mend the annotations file; tell what was done, a line each.

    Raises:
        StoreError: It cannot be written.
    """
    done = repair(store)
    if done.set_aside:
        yield f"{counted(done.set_aside, 'damaged line')} set aside → {done.quarantine}"
    if done.taken_in:
        yield f"{counted(done.taken_in, 'record')} read out of damaged lines and taken in"
    if not done.set_aside and not done.taken_in:
        yield "nothing to mend"


def _store(library: Library) -> Iterator[Check]:
    file = library.store.file
    found = checkup.examine(file)
    if found.notice:
        yield Check("store", found.notice, ok=False)
    elif not file.exists():
        yield Check("store", f"{file} (not made yet; nothing is annotated)")
    else:
        kinds = ("article", "annotation", "tag")
        counts = ", ".join(counted(found.records[kind], kind) for kind in kinds)
        yield Check("store", f"{file}: sound, {counts}, {_size(found.bytes)}")
    for offset, length in found.damaged[:SHOWN]:
        place = f"at byte {offset:,}, {counted(length, 'byte')}"
        yield Check("damage", f"{place}; `briefreader doctor --repair` mends it", ok=False)
    if len(found.damaged) > SHOWN:
        yield Check("damage", f"and at {len(found.damaged) - SHOWN:,} more places", ok=False)
    for named in found.merged:
        yield Check("merged", f"{named}: two versions made one", ok=False)
    if found.steps_lost:
        lost = "another program wrote the file anew: no step before that can be undone"
        yield Check("steps", f"{lost}; the next save keeps that file in history/", ok=False)
    beside = library.store.beside
    if found.quarantined:
        lines = counted(found.quarantined, "damaged line")
        yield Check("set aside", f"{lines} in {beside.quarantine}")
    for aside in found.aside:
        yield Check("set aside", str(aside))
    for unread in found.unread:
        kept = "was not saved by an earlier run, and cannot be read, or not all of it; kept"
        yield Check("not saved", f"{unread}: {kept}", ok=False)
    steps = f"{counted(found.history.files, 'file')}, {_size(found.history.bytes)}"
    pruned = "; `briefreader history --prune` deletes it" if found.history.files else ""
    yield Check("history", f"{beside.history}: {steps}{pruned}")


def _size(number: int) -> str:
    return f"{number:,} bytes" if number < 10_000 else f"{number / 1000:,.0f} kB"
