"""What could not be saved when the program had to end: left beside the file for its next start."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from annotations.store.beside import Beside
from annotations.store.disk import Disk
from annotations.store.generations import put_file
from annotations.store.journal import Journal
from annotations.store.lines import encode, header
from annotations.store.operations import Operation, documents, read_operation
from annotations.store.scanning import Scan


def leave(beside: Beside, operations: Sequence[Operation], disk: Disk) -> Path:
    """Put operations that wait to be saved into a file of their own; it is on the disk then.

    Raises:
        OSError: It cannot be written.
    """
    goal = beside.waiting(operations[0].uid)
    disk.make_folder(goal.parent)
    numbers = count(1)
    lines = (encode(documents(each, numbers))[0] for each in operations)
    put_file(goal, header(operations[0].uid, ""), lines, disk)
    return goal


def left(beside: Beside, past: Iterable[Operation]) -> Iterator[tuple[Path, list[Operation]]]:
    """Go through what earlier runs left, the oldest first.

    Args:
        beside: Knows where it is.
        past: What is in the annotations file, newest first; what is there was saved after all.
    """
    found = [(file, every) for file in beside.left_waiting() if (every := _read(file))]
    wanted = {each.uid for _, every in found for each in every}
    if not wanted:
        return
    saved = {each.uid for each in past if each.uid in wanted}
    for file, operations in found:
        yield file, [each for each in operations if each.uid not in saved]


def _read(file: Path) -> list[Operation]:
    try:
        journal = Journal(file, Disk())
    except (OSError, ValueError):
        return []
    try:
        lines = list(journal.scan(journal.start, Scan(journal.start)))
        return [each for each in map(read_operation, lines) if each is not None]
    finally:
        journal.close()
