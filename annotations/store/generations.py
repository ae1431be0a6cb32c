"""New generations of an annotations file: begun anew, or compacted to what still holds.

A file only grows, until half of it is dead: versions of records that were replaced, and
operations. Then its records are written to a new file, which takes its place in one step. Its
operations go to the history folder, into a file of the same form for each generation, so that
every step can still be undone and looked up.
"""

import os
import secrets
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from annotations.store.beside import Beside
from annotations.store.disk import Disk, like, write_all
from annotations.store.indexing import made_index
from annotations.store.journal import Journal, Standing
from annotations.store.lines import END, SEPARATOR, Document, decode_slice, encode, header
from annotations.store.locks import Lock
from annotations.store.opened import Opened
from annotations.store.opening import open_file, read_on

LEAST = 256 * 1024
"""Bytes below which a file is never compacted."""

BREATH = 256
"""Records after which compaction lets other threads go first."""

_OPERATION = b'"kind":"operation"'


def begin(beside: Beside, opened: Opened, disk: Disk) -> None:
    """Write the file from the beginning with the records in `opened`; the lock must be held.

    What stood there is kept: its operations in the history, a file in another form aside, lines
    with damage in the quarantine.

    Raises:
        OSError: It cannot be written; all is as it was.
    """
    beside.file.parent.mkdir(parents=True, exist_ok=True)
    old = opened.journal
    documents = (document for _, document in _documents(opened))
    lines = (encode([pair])[0] for pair in enumerate(documents, 1))
    if old is not None:
        archive(beside, old, old.end, disk)
    generation = secrets.token_hex(8)
    top = header(generation, old.generation if old else opened.after)
    temporary = _file_of(beside.file, top, lines, disk)
    put_in_place(beside, temporary, disk, aside=opened.aside)
    _drop_indexes(beside, generation)


def set_aside(beside: Beside, opened: Opened, disk: Disk) -> None:
    """Keep lines with damage in the quarantine, as they were found; the lock must be held.

    Raises:
        OSError: They cannot be written.
    """
    if not opened.damaged:
        return
    beside.home.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(beside.quarantine, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        known = set(os.pread(descriptor, size, 0).split(b"\n"))
        lines = (each.data.rstrip(b"\n") for each in opened.damaged)
        data = b"".join(line + b"\n" for line in dict.fromkeys(lines) if line not in known)
        write_all(disk, descriptor, data, size)
        disk.sync(descriptor)
    finally:
        os.close(descriptor)
    opened.damaged.clear()


def is_due(opened: Opened) -> bool:
    """Tell whether more than half of the file is dead."""
    journal = opened.journal
    return (
        journal is not None
        and journal.end > max(LEAST, 1)
        and (2 * opened.catalogue.dead > journal.end)
    )


def compact(
    file: Path,
    disk: Disk,
    *,
    seconds: float = 10.0,
    stopped: Callable[[], bool] = lambda: False,
) -> bool:
    """Write a new generation of a file while others go on writing to the old one.

    The lock is taken only for the end: for what came meanwhile, and the step itself. Other
    programs find the new file as they would find one that a colleague compacted.

    Args:
        file: The annotations file.
        disk: Writes.
        seconds: How long to wait for the lock.
        stopped: Whether to give up.

    Returns:
        Whether there is a new generation.

    Raises:
        OSError: It cannot be written; the file is as it was.
        StoreError: Another program holds the lock.
    """
    beside = Beside.of(file)
    opened = open_file(file, disk)
    journal = opened.journal
    if journal is None or opened.begun_anew or not journal.writable:
        opened.close()
        return False
    temporary: Path | None = None
    generation = secrets.token_hex(8)
    lock = Lock(beside.lock)
    try:
        covered = journal.end
        top = header(generation, journal.generation)
        temporary = _file_of(beside.file, top, _live(opened, stopped), disk)
        if opened.catalogue.index is not None:
            new = Journal(temporary, disk)
            made_index(new, beside.index(generation))
            new.close()
        with lock.held(seconds, file):
            if stopped() or journal.standing() is Standing.OTHER:
                return False
            scan = read_on(opened, lambda uid, record: None)
            if not scan.tidy or scan.damaged:
                return False
            _take_over(temporary, journal, covered, disk)
            archive(beside, journal, covered, disk)
            put_in_place(beside, temporary, disk)
            temporary = None
            _drop_indexes(beside, generation)
        return True
    finally:
        lock.close()
        opened.close()
        if temporary is not None:
            temporary.unlink(missing_ok=True)
            beside.index(generation).unlink(missing_ok=True)


def archive(beside: Beside, journal: Journal, end: int, disk: Disk) -> None:
    """Keep the operations of a generation up to `end` in the history folder.

    Raises:
        OSError: They cannot be written.
    """
    lines = _operation_lines(journal, end)
    first = next(lines, None)
    if first is None and not journal.after:
        return
    disk.make_folder(beside.history)
    goal = beside.archived(journal.generation)
    top = header(journal.generation, journal.after)
    put_file(goal, top, chain([first] if first else [], lines), disk)


def put_file(goal: Path, top: bytes, lines: Iterable[bytes], disk: Disk) -> None:
    """Put a file in the form of lines in its place, whole or not at all.

    Raises:
        OSError: It cannot be written.
    """
    _rename(_file_of(goal, top, lines, disk), goal, disk)


def put_in_place(beside: Beside, temporary: Path, disk: Disk, *, aside: Path | None = None) -> None:
    """Let a file that is on the disk take the place of the annotations; the lock must be held.

    Args:
        beside: Knows the place.
        temporary: The new file.
        disk: Renames.
        aside: Where to keep the file that stood there; None for nowhere.

    Raises:
        OSError: It cannot be done.
    """
    if aside is not None and beside.file.exists():
        disk.make_folder(aside.parent)
        aside.unlink(missing_ok=True)
        disk.link(beside.file, aside)
        disk.sync_folder(aside.parent)
    _rename(temporary, beside.file, disk)


def _drop_indexes(beside: Beside, generation: str) -> None:
    """Delete the indexes of all generations but the one that took their place."""
    for index in beside.indexes():
        if index != beside.index(generation):
            index.unlink(missing_ok=True)


def _rename(temporary: Path, goal: Path, disk: Disk) -> None:
    try:
        disk.replace(temporary, goal)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    disk.sync_folder(goal.parent)


def _file_of(model: Path, top: bytes, lines: Iterable[bytes], disk: Disk) -> Path:
    """Write a file in the form of lines beside `model`, like it in mode and owner, and sync it."""
    descriptor, name = tempfile.mkstemp(prefix=f".{model.name}.", dir=model.parent)
    temporary = Path(name)
    try:
        like(descriptor, model)
        place = 0
        block = [top]
        size = len(top)
        first = b"\n"
        for line in lines:
            block += (first, line)
            size += len(first) + len(line)
            first = SEPARATOR
            if size > 1 << 20:
                write_all(disk, descriptor, b"".join(block), place)
                place, block, size = place + size, [], 0
        write_all(disk, descriptor, b"".join((*block, END)), place)
        disk.sync(descriptor)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)
    return temporary


def _live(opened: Opened, stopped: Callable[[], bool]) -> Iterator[bytes]:
    """Go through the records of a file, a line each, under the numbers that they have."""
    for place, pair in enumerate(_documents(opened)):
        if place % BREATH == 0:
            time.sleep(0.0005)
            if stopped():
                return
        yield encode([pair])[0]


def _documents(opened: Opened) -> Iterator[tuple[int, Document]]:
    """Go through all records as documents, with the operation that wrote each where it is known."""
    catalogue, journal = opened.catalogue, opened.journal
    for row in catalogue.rows() if journal is not None else ():
        assert journal is not None
        entry = decode_slice(journal.read(row.start, row.stop), row.number)
        record = entry.document if entry else catalogue.get(row.uid)
        if record is not None:
            yield row.number, record
    yield from ((0, record) for record in catalogue.unfiled())


def _operation_lines(journal: Journal, end: int) -> Iterator[bytes]:
    for place, line in enumerate(journal.lines(end)):
        if place % BREATH == 0:
            time.sleep(0)
        if _OPERATION in line:
            yield line


def _take_over(temporary: Path, journal: Journal, covered: int, disk: Disk) -> None:
    """Append to a new file what came to the old one meanwhile, as it stands there."""
    if journal.end == covered:
        return
    tail = journal.read(covered, journal.end)
    new = Journal(temporary, disk)
    try:
        new.end = new.size - len(END)
        new.append([tail.lstrip(SEPARATOR)])
    finally:
        new.close()
