"""What could not be saved when the program had to end: left beside the file for its next start."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from annotations.store.beside import Beside
from annotations.store.disk import Disk
from annotations.store.generations import put_file
from annotations.store.journal import Journal
from annotations.store.lines import encode, header
from annotations.store.operations import Operation, documents, read_operation
from annotations.store.scanning import Scan
from annotations.text import clean_line


@dataclass(frozen=True, slots=True)
class Left:
    """What one run left.

    Attributes:
        file: Where it is.
        operations: What can be read of it, the oldest first.
        whole: Whether that is all of it: else it may not be deleted.
    """

    file: Path
    operations: list[Operation]
    whole: bool


def leave(beside: Beside, spare: Path | None, operations: Sequence[Operation], disk: Disk) -> Path:
    """Put operations that wait to be saved into a file of their own; it is on the disk then.

    Args:
        beside: Knows where it is to be.
        spare: A folder for it on another disk, if it cannot be there; None for none.
        operations: What waits.
        disk: Writes.

    Raises:
        OSError: It cannot be written.
    """
    goal = beside.waiting(operations[0].uid)
    try:
        return _put(goal, operations, disk)
    except OSError:
        if spare is None:
            raise
        return _put(spare / goal.name, operations, disk)


def found(beside: Beside, spare: Path | None = None) -> list[Left]:
    """Find what earlier runs left, the oldest first."""
    further = sorted(spare.glob("*.waiting")) if spare else []
    return [_read(file) for file in (*beside.left_waiting(), *further)]


def not_saved(every: Sequence[Left], past: Iterable[Operation]) -> Iterator[Left]:
    """Leave out what was saved after all.

    Args:
        every: What was left.
        past: What is in the annotations file, newest first; gone through only as far as needed.
    """
    wanted = {operation.uid for left in every for operation in left.operations}
    saved: set[str] = set()
    if wanted:
        for operation in past:
            saved |= wanted & {operation.uid}
            if len(saved) == len(wanted):
                break
    for left in every:
        waiting = [each for each in left.operations if each.uid not in saved]
        yield replace(left, operations=waiting)


def notices(every: Sequence[Left]) -> Iterator[str]:
    """Tell the analyst what becomes of what was left, and what of it cannot be read."""
    if any(left.operations for left in every):
        yield "What could not be saved when the program was ended is taken up again."
    if files := [str(left.file) for left in every if not left.whole]:
        yield clean_line(
            "What could not be saved at an earlier time cannot be read, or not all of it; it is "
            f"kept, and looked at again at each start: {', '.join(files)}"
        )


def _put(goal: Path, operations: Sequence[Operation], disk: Disk) -> Path:
    disk.make_folder(goal.parent)
    numbers = count(1)
    lines = (encode(documents(each, numbers))[0] for each in operations)
    put_file(goal, header(operations[0].uid, ""), lines, disk)
    return goal


def _read(file: Path) -> Left:
    try:
        journal = Journal(file, Disk())
    except (OSError, ValueError):
        return Left(file, [], whole=False)
    try:
        scan = Scan(journal.start)
        lines = [read_operation(line) for line in journal.scan(journal.start, scan)]
        whole = scan.closed and not scan.damaged and None not in lines
        return Left(file, [each for each in lines if each is not None], whole)
    finally:
        journal.close()
