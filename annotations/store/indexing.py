"""Making the index of a long annotations file."""

from collections.abc import Iterator
from pathlib import Path

from annotations.store.catalogue import lookups
from annotations.store.index import Coverage, Index, Row
from annotations.store.journal import Journal
from annotations.store.operations import is_operation, is_tombstone
from annotations.store.records import from_file
from annotations.store.scanning import Scan


def made_index(journal: Journal, file: Path) -> Index | None:
    """Go through a whole file once and make its index; little of it is in memory at any time.

    Args:
        journal: The open file; it knows its end afterwards.
        file: Where the index is to be.

    Returns:
        The index; None if the file has in it what does not belong there, or the index cannot be
        written.
    """
    scan = Scan(journal.start)
    rows = _Rows(journal, scan)
    coverage = Coverage(journal.generation, journal.start, b"", 0, 1)
    try:
        index = Index.made(file, coverage)
        index.fill(rows)
    except OSError:
        file.unlink(missing_ok=True)
        return None
    if rows.strange or scan.damaged or not scan.tidy:
        index.close()
        file.unlink(missing_ok=True)
        return None
    dead = scan.end - journal.start - index.live_bytes()
    index.put([], [], Coverage(journal.generation, scan.end, scan.mark, dead, rows.next_number))
    journal.known(scan)
    return index


class _Rows:
    """Goes through what a file says of its records; afterwards, what else was seen."""

    def __init__(self, journal: Journal, scan: Scan) -> None:
        self._journal = journal
        self._scan = scan
        self.next_number = 1
        self.strange = False

    def __iter__(self) -> Iterator[Row | str]:
        for entries in self._journal.scan(self._journal.start, self._scan):
            for entry in entries:
                document = entry.document
                if is_operation(document):
                    self.strange = self.strange or entry.number < self.next_number
                self.next_number = max(self.next_number, entry.number + 1)
                if is_operation(document):
                    continue
                if is_tombstone(document):
                    yield document["uid"]
                    continue
                record = from_file(document, plain=entry.plain)
                if record is None:
                    self.strange = True
                    continue
                place = (entry.number, entry.start, entry.stop)
                yield Row(record["uid"], record["kind"], *place, lookups(record))
