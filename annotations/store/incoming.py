"""Annotations files that others wrote: read whole or refused, and merged for a version control."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from annotations.errors import StoreError
from annotations.merges import MergeCounts
from annotations.store.beside import STANDARD_NAME, Beside
from annotations.store.history import backwards
from annotations.store.merging import is_same, versions
from annotations.store.opening import open_file
from annotations.store.operations import Changes, Operation
from annotations.store.records import Scribe
from annotations.store.store import Store
from annotations.store.uniting import Merge, Past, Records, united


@dataclass(frozen=True, slots=True)
class Whole:
    """All that an annotations file says, and has said as far back as it is known.

    Attributes:
        records: The records, by uid.
        past: What they have been, by uid, the oldest version first.
    """

    records: Records
    past: Past


def past_of(records: Records, operations: Iterable[Operation]) -> Past:
    """List what records have been.

    Args:
        records: The records as they are now.
        operations: What was done to them, the newest first.
    """
    oldest_first = list(operations)[::-1]
    told = ({"before": each.before, "merged": each.merged or {}} for each in oldest_first)
    return versions(records, told)


def without_undone(operations: Iterable[Operation]) -> list[Operation]:
    """Tell what was done as if the imports that were taken back had never been.

    Who imports a file again wants what is in it, and nothing of it counts as removed since.

    Args:
        operations: All that was done, the newest first.

    Returns:
        The operations, the newest first, without the versions that only those imports brought.
    """
    every = list(operations)
    taken_back: dict[str, bool] = {}
    for operation in every:
        if step := operation.undoes or operation.redoes:
            taken_back.setdefault(step, bool(operation.undoes))
    undone = {each.uid for each in every if taken_back.get(each.uid)}
    back_to = ""
    for operation in every:
        undone |= {operation.uid} if back_to else set()
        if operation.uid == back_to:
            back_to = ""
        if operation.restores and not back_to and operation.uid not in undone:
            back_to = operation.restores
    undone &= {each.uid for each in every if each.merged is not None}
    brought: Changes = {}
    kept = []
    for operation in reversed(every):
        images = operation.before.items()
        before = {uid: one for uid, one in images if not (one and is_same(one, brought.get(uid)))}
        if operation.uid in undone or operation.redoes in undone:
            kept.append(replace(operation, before=before, merged=None))
            brought |= operation.after
        else:
            kept.append(replace(operation, before=before))
        if operation.undoes in undone:
            for uid in operation.after:
                brought.pop(uid, None)
    return kept[::-1]


def read_whole(file: Path) -> Whole:
    """Read another annotations file; nothing is done to it.

    Raises:
        StoreError: It is not there, is something else, is damaged, or is of a newer version.
    """
    if not file.exists():
        raise StoreError(f"There is no file {file}; name an annotations file.")
    if file.is_dir():
        raise StoreError(f"{file} is a folder; name the annotations file in it.")
    opened = open_file(file, indexed=False)
    try:
        if opened.foreign:
            raise StoreError(f"{file} is no annotations file of briefreader.")
        if opened.notice:
            raise StoreError(
                f"{file} is damaged, so nothing was taken from it; ask for a new copy of it."
            )
        records = opened.records
        return Whole(records, past_of(records, backwards(opened.journal, Beside.of(file))))
    finally:
        opened.close()


def merge_files(base: Path, ours: Path, theirs: Path, scribe: Scribe) -> MergeCounts:
    """Put what two files have become since they were one into the first of them.

    Args:
        base: What both were; an empty file if they never were one.
        ours: The file that is written.
        theirs: The other one.
        scribe: Signs the merge.

    Raises:
        StoreError: One of them cannot be read, or `ours` not be written; then it is as it was.
    """
    was, mine, other = map(read_whole, (base, ours, theirs))
    merge = united(mine.records, other.records, _since(was, mine), _since(was, other))
    if merge.records or merge.removed:
        _commit(ours, merge, scribe)
    return merge.counts


def _since(was: Whole, side: Whole) -> Past:
    """List what the records of a side have been, with what all of them were at first."""
    return {
        uid: [*([was.records[uid]] if uid in was.records else []), *side.past.get(uid, ())]
        for uid in {*was.records, *side.past}
    }


def _commit(file: Path, merge: Merge, scribe: Scribe) -> None:
    """Commit to a file that may be one of git's for a moment, and leave nothing beside it."""
    try:
        with TemporaryDirectory() as folder:
            copy = Path(folder) / STANDARD_NAME
            shutil.copyfile(file, copy)
            store = Store(copy, scribe, compacts=False)  # its history would be left behind
            store.commit(f"merge: {merge.counts.brief}", merge.records, merge.removed, merge.theirs)
            saved = store.close()
            if saved.reason:
                raise StoreError(saved.reason)
            new = file.with_name(f".{file.name}.part")
            shutil.copyfile(copy, new)
            shutil.copymode(file, new)
            new.replace(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}.") from error
