"""What keeps a file and the memory of it small: an index for what is long, and compaction."""

import logging
import threading
from collections.abc import Collection
from pathlib import Path

from annotations.errors import StoreError
from annotations.store import opening
from annotations.store.beside import Beside
from annotations.store.catalogue import Covering
from annotations.store.disk import Disk
from annotations.store.generations import compact, is_due
from annotations.store.index import Coverage, Index, MisfitError
from annotations.store.opened import Opened
from annotations.store.operations import Operation

log = logging.getLogger(__name__)

PORTION = 1 << 20
"""Bytes of the file after which its index learns them: nobody can look anything up meanwhile."""

SCRAP = 16 << 10
"""Bytes that need not be in an index when the file is closed: reading them takes a millisecond."""


class Upkeep:
    """Looks after one annotations file in between.

    Args:
        file: The annotations file.
        disk: Writes.
        lock: Held whenever the catalogue or what waits is looked at or changed.
        compacts: Whether the file is compacted when half of it is dead.
    """

    def __init__(
        self, file: Path, disk: Disk, lock: threading.RLock, *, compacts: bool = True
    ) -> None:
        """Do nothing yet."""
        self._lock = lock
        self._compacts = compacts
        self._file = file
        self._beside = Beside.of(file)
        self._disk = disk
        self._closing = threading.Event()
        self._compaction: threading.Thread | None = None

    def after_save(self, opened: Opened, pending: Collection[Operation]) -> None:
        """Begin to compact a file of which half is dead; else cover what is long in memory.

        Args:
            opened: The file.
            pending: What waits to be saved; while there is anything, nothing is done.
        """
        with self._lock:
            if pending:
                return
            running = self._compaction is not None and self._compaction.is_alive()
            if self._compacts and is_due(opened) and not running:
                self._compaction = threading.Thread(target=self._compact, name="compaction")
                self._compaction.start()
                return
            limit = 2 * opening.IN_MEMORY
            if opened.catalogue.index is not None:
                limit = min(limit, PORTION)
            if _uncovered(opened) <= limit:
                return
            # Not beside the commits: what is counted in between would be counted twice.
            self._cover(opened, opened.catalogue.covering(), _coverage(opened))

    def finish(self, opened: Opened) -> None:
        """Give compaction up, and leave an index behind for a file that is long."""
        self._closing.set()
        if self._compaction is not None:
            self._compaction.join()
        if _uncovered(opened) > (SCRAP if opened.catalogue.index else opening.IN_MEMORY):
            self._cover(opened, opened.catalogue.covering(), _coverage(opened))

    def _compact(self) -> None:
        try:
            compact(self._file, self._disk, stopped=self._closing.is_set)
        except (OSError, StoreError, MisfitError) as error:
            log.warning("%s was not compacted: %s", self._file, error)

    def _cover(self, opened: Opened, covering: Covering, coverage: Coverage) -> None:
        """Have an index cover all of the file."""
        journal, records = opened.journal, opened.catalogue
        assert journal is not None
        index = records.index
        try:
            if index is None:
                nothing = Coverage(journal.generation, journal.start, b"", 0, 1)
                index = Index.made(self._beside.index(journal.generation), nothing)
            index.put(covering.rows, covering.removed, coverage)
        except OSError as error:
            log.warning("no index: %s", error)
            return
        records.let_go(covering, index, journal.read)


def _coverage(opened: Opened) -> Coverage:
    """Tell what an index covers that has learnt all there is in the file by now."""
    journal, records = opened.journal, opened.catalogue
    assert journal is not None
    return Coverage(
        journal.generation, journal.end, journal.mark, records.dead, records.next_number
    )


def _uncovered(opened: Opened) -> int:
    """Tell how many bytes of the file no index covers."""
    if opened.journal is None:
        return 0
    index = opened.catalogue.index
    return opened.journal.end - (index.coverage.end if index else opened.journal.start)
