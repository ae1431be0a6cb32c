"""Annotations files that others wrote: read whole or refused, and merged for a version control."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.errors import StoreError
from annotations.merges import MergeCounts
from annotations.store.beside import STANDARD_NAME
from annotations.store.opening import open_file
from annotations.store.records import Record
from annotations.store.store import Store
from annotations.store.uniting import united


def read_whole(file: Path) -> Mapping[str, Record]:
    """Read another annotations file; nothing is done to it.

    Returns:
        Its records, by uid.

    Raises:
        StoreError: It is not there, is something else, is damaged, or is of a newer version.
    """
    if not file.exists():
        raise StoreError(f"There is no file {file}; name an annotations file.")
    if file.is_dir():
        raise StoreError(f"{file} is a folder; name the annotations file in it.")
    opened = open_file(file)
    if opened.foreign:
        raise StoreError(f"{file} is no annotations file of briefreader.")
    if opened.notice:
        raise StoreError(
            f"{file} is damaged, so nothing was taken from it; ask for a new copy of it."
        )
    return opened.records


def merge_files(base: Path, ours: Path, theirs: Path) -> MergeCounts:
    """Put what two files have become since they were one into the first of them.

    Args:
        base: What both were; an empty file if they never were one.
        ours: The file that is written.
        theirs: The other one.

    Raises:
        StoreError: One of them cannot be read, or `ours` not be written; then it is as it was.
    """
    was, mine, other = map(read_whole, (base, ours, theirs))
    past = {uid: [record] for uid, record in was.items()}
    merge = united(mine, other, past, past)
    if merge.records or merge.removed:
        _commit(ours, merge.records, merge.removed)
    return merge.counts


def _commit(file: Path, records: list[Record], removed: list[str]) -> None:
    """Commit to a file that may be one of git's for a moment, and leave nothing beside it."""
    try:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / STANDARD_NAME
            shutil.copyfile(file, copy)
            store = Store(copy)
            store.commit("merge", records, removed)
            saved = store.close()
            if saved.reason:
                raise StoreError(saved.reason)
            new = file.with_name(f".{file.name}.part")
            shutil.copyfile(copy, new)
            shutil.copymode(file, new)
            new.replace(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}.") from error
