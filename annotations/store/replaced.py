"""A file that took the place of ours while it was open: nothing of either may be lost."""

import logging
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from annotations.store.beside import Beside
from annotations.store.disk import Disk
from annotations.store.generations import archive
from annotations.store.history import earlier
from annotations.store.journal import Journal, Standing
from annotations.store.lines import END, SEPARATOR, encode, header
from annotations.store.opened import Opened
from annotations.store.opening import open_file
from annotations.text import clean_line

log = logging.getLogger(__name__)

SETTLE_SECONDS = 1.0
"""How long a file that was written over must have been left alone to be taken for damaged."""


def is_damaged_in_place(old: Opened, fresh: Opened) -> bool:
    """Tell whether the very file that was open is damaged now, by whatever wrote over it.

    Args:
        old: What was open.
        fresh: What stands there now.
    """
    ours, theirs = old.journal, fresh.journal
    is_damaged = fresh.damaged or fresh.begun_anew or (theirs is not None and not theirs.closed)
    if not is_damaged:
        return False
    if ours is None:
        return old.owed
    is_ours = theirs is None or theirs.generation == ours.generation
    return is_ours and ours.is_in_place()


def is_settled(journal: Journal | None) -> bool:
    """Tell whether nothing may still be writing over the file from its beginning."""
    if journal is None or journal.standing() is not Standing.OTHER or not journal.is_in_place():
        return True
    return abs(time.time() - journal.changed) > SETTLE_SECONDS


class Absence:
    """Sees whether a file that was open is gone for longer than replacing it takes.

    Args:
        file: The file.
    """

    def __init__(self, file: Path) -> None:
        """Know nothing of it yet."""
        self._file = file
        self._since = 0.0

    def owe(self, opened: Opened, *, at_once: bool) -> str:
        """Have what was open be owed to a file that is gone, since a while unless `at_once`.

        Returns:
            What the analyst should be told; empty if the file is there.
        """
        if opened.journal is None or self._file.exists():
            self._since = 0.0
            return ""
        self._since = self._since or time.monotonic()
        if not at_once and time.monotonic() - self._since < SETTLE_SECONDS:
            return ""
        opened.owed = True
        return clean_line(f"{self._file} was deleted. All that it said is kept, and saved anew.")


def reopened(old: Opened, file: Path, disk: Disk, *, indexed: bool) -> Opened:
    """Open a file anew, as `open_file` does; no index stands for one that was damaged in place."""
    fresh = open_file(file, disk, indexed=indexed)
    ours, theirs = old.journal, fresh.journal
    if fresh.catalogue.index is None or ours is None or theirs is None or not ours.is_in_place():
        return fresh
    was_written_over = ours.standing() is Standing.OTHER
    if not (is_damaged_in_place(old, fresh) or (was_written_over and not theirs.is_sound())):
        return fresh
    fresh.close()
    return open_file(file, disk, indexed=False)


def keep_ours(old: Opened, fresh: Opened, beside: Beside, disk: Disk) -> None:
    """See to it that a file which took the place of ours takes nothing away.

    What is known of a file that was damaged counts, and is owed to it. One that is gone, or that
    was replaced by a damaged one, is given back the records that it has lost with the next save.
    Another version (as after `git checkout`) is taken as it is, and ours kept beside it.

    Args:
        old: What was open, and still is, without what waits to be saved.
        fresh: What stands there now; without an index if it was damaged in place.
        beside: Knows where the history is.
        disk: Writes what is kept.
    """
    ours, theirs = old.journal, fresh.journal
    if is_damaged_in_place(old, fresh):
        _hold_on(old, fresh)
        _keep_operations(old, fresh, beside, disk)
        if fresh.owed:
            fresh.notice = clean_line(_damage(old, fresh, beside))
    elif old.owed or ours is None or theirs is None or fresh.damaged or fresh.begun_anew:
        if not beside.file.exists():
            _keep_operations(old, fresh, beside, disk)
        _give_back(old, fresh)
    elif theirs.generation == ours.generation and theirs.fits(ours.end, ours.mark):
        fresh.catalogue.recall(old.catalogue)
    elif not _came_of(theirs, ours, beside) and not theirs.fits(ours.end, ours.mark):
        _keep(old, ours, fresh, beside, disk)


def _came_of(theirs: Journal, ours: Journal, beside: Beside) -> bool:
    """Tell whether a file is what ours was compacted to, be it several times."""
    before = chain([theirs], earlier(theirs, beside))
    return any(each.after == ours.generation for each in before)


def _hold_on(old: Opened, fresh: Opened) -> None:
    """Let what is known count, whatever is left in the file: an older line would speak again."""
    known = fresh.catalogue
    end = old.journal.end if old.journal and not old.owed else sys.maxsize
    fresh.owed = old.owed or fresh.journal is None
    for uid, record in list(old.catalogue.remembered()):
        if known.start(uid) < end and known.get(uid) != record:
            known.hold(uid, record)
            fresh.owed = True
    for record in list(old.catalogue.readable()):
        if known.start(record["uid"]) < old.catalogue.start(record["uid"]):
            known.hold(record["uid"], record)
            fresh.owed = True
    _give_back(old, fresh)
    fresh.begun_anew = fresh.begun_anew or fresh.owed


def _keep_operations(old: Opened, fresh: Opened, beside: Beside, disk: Disk) -> None:
    """Keep what can still be read of the operations, where the file no longer is one of ours."""
    fresh.after = old.after
    if fresh.journal is not None or old.journal is None:
        return
    try:
        archive(beside, old.journal, old.journal.end, disk)
        fresh.after = old.journal.generation
    except OSError as error:
        log.error("the history of the annotations cannot be kept: %s", error)


def _give_back(old: Opened, fresh: Opened) -> None:
    known = fresh.catalogue
    remembered = (record for _, record in old.catalogue.remembered() if record is not None)
    for record in chain(list(remembered), old.catalogue.readable()):
        if known.get(record["uid"]) is None and not known.is_gone(record["uid"]):
            known.put(record["uid"], record)
            fresh.begun_anew = True
            fresh.owed = fresh.owed or old.owed or old.journal is not None


def _damage(old: Opened, fresh: Opened, beside: Beside) -> str:
    """Say what happened to the file that was open, what is left, and where what stood there is."""
    before, now = (sum(each.catalogue.counts().values()) for each in (old, fresh))
    left = f"All {now:,} records are kept" if now >= before else f"{now:,} of {before:,} are left"
    where = fresh.aside or (beside.quarantine if fresh.damaged else None)
    found = f"; what was found there goes to {where}" if where else ""
    return f"{beside.file} was damaged by another program. {left}, and saved anew{found}."


def _keep(old: Opened, ours: Journal, fresh: Opened, beside: Beside, disk: Disk) -> None:
    name = f"{beside.file.stem}.replaced-{ours.generation}-{ours.mark.decode()}.json"
    goal = beside.history / name
    try:
        if not goal.exists():
            with _kept_whole(goal, disk) as out:
                if ours.fits(ours.end, ours.mark):
                    _copy(ours, out)
                else:  # it was overwritten in place: only what is in memory is left of ours
                    _write(old, ours.generation, out)
    except OSError as error:
        log.error("the annotations that were replaced cannot be kept: %s", error)
        return
    fresh.notice = clean_line(
        f"The annotations were replaced by another version. The one before is kept, and "
        f"`briefreader import` brings back what it says: {goal}"
    )


@contextmanager
def _kept_whole(goal: Path, disk: Disk) -> Iterator[BinaryIO]:
    """Give a file to write that gets its name once it is whole and on the disk."""
    disk.make_folder(goal.parent)
    temporary = goal.with_suffix(".part")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
    disk.replace(temporary, goal)
    disk.sync_folder(goal.parent)


def _copy(ours: Journal, out: BinaryIO) -> None:
    with os.fdopen(os.dup(ours.descriptor), "rb") as old:
        old.seek(0)
        shutil.copyfileobj(old, out)


def _write(old: Opened, generation: str, out: BinaryIO) -> None:
    remembered = (record for _, record in old.catalogue.remembered() if record is not None)
    records = chain(remembered, old.catalogue.readable())
    lines = [encode([pair])[0] for pair in enumerate(records, 1)]
    out.write(header(generation, "") + b"\n" + SEPARATOR.join(lines) + END)
