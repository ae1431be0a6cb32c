"""A file that took the place of ours while it was open: nothing of either may be lost."""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from annotations.store.beside import Beside
from annotations.store.journal import Journal
from annotations.store.lines import END, SEPARATOR, encode, header
from annotations.store.opening import Opened
from annotations.text import clean_line

log = logging.getLogger(__name__)


def keep_ours(old: Opened, fresh: Opened, beside: Beside) -> None:
    """See to it that a file which took the place of ours takes nothing away.

    A file that is gone or damaged is given back the records that it has lost, and is written from
    the beginning with the next save. Another version (as after `git checkout`) is taken as it is,
    and ours kept beside it.

    Args:
        old: What was open, and still is, without what waits to be saved.
        fresh: What stands there now.
        beside: Knows where the history is.
    """
    ours, theirs = old.journal, fresh.journal
    if ours is None or theirs is None or fresh.damaged or fresh.begun_anew:
        _give_back(old, fresh)
    elif theirs.after != ours.generation and not theirs.fits(ours.end, ours.mark):
        _keep(old, ours, fresh, beside)


def _give_back(old: Opened, fresh: Opened) -> None:
    catalogue = fresh.catalogue
    for record in list(old.catalogue):
        if catalogue.get(record["uid"]) is None and not catalogue.is_gone(record["uid"]):
            catalogue.put(record["uid"], record)
            fresh.begun_anew = True


def _keep(old: Opened, ours: Journal, fresh: Opened, beside: Beside) -> None:
    name = f"{beside.file.stem}.replaced-{ours.generation}-{ours.mark.decode()}.json"
    goal = beside.history / name
    try:
        if not goal.exists():
            with _kept_whole(goal) as out:
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
def _kept_whole(goal: Path) -> Iterator[BinaryIO]:
    """Give a file to write that gets its name once it is whole and on the disk."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    temporary = goal.with_suffix(".part")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(goal)


def _copy(ours: Journal, out: BinaryIO) -> None:
    with os.fdopen(os.dup(ours.descriptor), "rb") as old:
        old.seek(0)
        shutil.copyfileobj(old, out)


def _write(old: Opened, generation: str, out: BinaryIO) -> None:
    lines = [encode([pair])[0] for pair in enumerate(old.catalogue.in_memory(), 1)]
    out.write(header(generation, "") + b"\n" + SEPARATOR.join(lines) + END)
