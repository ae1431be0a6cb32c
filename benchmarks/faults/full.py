"""A disk that is full, writes less than it was given, or tells an error, at every call."""

import errno
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from annotations.store import generations, journal
from annotations.store.disk import Disk
from annotations.store.opening import open_file
from annotations.store.store import Store
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.stream import Stream, commit, held, in_json, scribe_of

COMMITS = 12
COMPACTED_FROM = 6 * 1024
CALLS = ("write", "short write", "sync", "truncate", "replace", "link", "sync_folder", "any")
NUMBERS = (errno.ENOSPC, errno.EIO)


class TroubledDisk(Disk):
    """A disk on which one sort of call fails from some call on, until it is mended."""

    def __init__(self, call: str, number: int, after: int) -> None:
        """Go well `after` times."""
        self._call, self._number, self._left = call, number, after
        self.failed = 0

    def mend(self) -> None:
        """Let all go well from now on."""
        self._call = ""

    def _meet(self, call: str) -> bool:
        if self._call not in (call, "any"):
            return False
        self._left -= 1
        if self._left < 0:
            self.failed += 1
        return self._left < 0

    def _try(self, call: str) -> None:
        if self._meet(call):
            raise OSError(self._number, os.strerror(self._number))

    def write(self, descriptor: int, data: bytes, offset: int) -> int:
        """Write all, half, or nothing."""
        self._try("write")
        if self._meet("short write"):
            half = super().write(descriptor, data[: len(data) // 2], offset)
            if not half or self.failed % 2 == 0:
                raise OSError(self._number, os.strerror(self._number))
            return half
        return super().write(descriptor, data, offset)

    def sync(self, descriptor: int) -> None:
        """Sync or fail."""
        self._try("sync")
        super().sync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut or fail."""
        self._try("truncate")
        super().truncate(descriptor, size)

    def replace(self, old: Path, new: Path) -> None:
        """Rename or fail."""
        self._try("replace")
        super().replace(old, new)

    def link(self, file: Path, name: Path) -> None:
        """Link or fail."""
        self._try("link")
        super().link(file, name)

    def sync_folder(self, folder: Path) -> None:
        """Sync or fail."""
        self._try("sync_folder")
        super().sync_folder(folder)


def full_disk(trials: int, seed: int, folder: Path) -> Outcome:
    """Let each sort of call fail from each call on, until `trials` files were written so."""
    outcome = Outcome()
    before = generations.LEAST, journal.PADDING
    generations.LEAST, journal.PADDING = COMPACTED_FROM, 512
    try:
        for after, call, number in _points():
            if outcome.trials == trials:
                break
            _one_file(folder / f"full-{outcome.trials}", call, number, after, seed, outcome)
    finally:
        generations.LEAST, journal.PADDING = before
    return outcome


def _points() -> Iterator[tuple[int, str, int]]:
    """Go through all calls that may fail, without end."""
    for after in count():
        for call in CALLS:
            for number in NUMBERS:
                yield after, call, number


def _one_file(home: Path, call: str, number: int, after: int, seed: int, outcome: Outcome) -> None:
    home.mkdir()
    outcome.trials += 1
    where = f"{call} fails with {errno.errorcode[number]} after {after}"
    file, stream = home / "annotations.json", Stream(seed)
    disk = TroubledDisk(call, number, after)
    store = Store(file, scribe_of("op"), disk=disk)
    saved = 0
    for place in range(COMMITS):
        commit(store, stream.step(place))
        state = store.flush()
        if state.word == "saved":
            saved = place + 1
            outcome.acknowledged += 1
        elif not state.reason:
            outcome.keep_silent(where)
    opened = open_file(file)
    there = opened.records
    opened.close()
    if not any(there == stream.state(each) for each in range(saved, COMMITS + 1)):
        outcome.lose(f"{where}: {saved} steps were said to be saved")
    outcome.counts["failed saves"] += COMMITS - saved
    disk.mend()
    if store.flush().word != "saved" or store.close().word != "saved":
        outcome.lose(f"{where}: not saved once all is well: {store.state.reason}")
        return
    again = Store(file, scribe_of("check"))
    if not held(again) == in_json(file) == stream.state(COMMITS):
        outcome.lose(f"{where}: something is missing once all is well")
    again.close()
