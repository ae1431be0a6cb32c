"""Opening an annotations file: in its form, in an older one, damaged, or somebody else's."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

import orjson

from annotations.errors import StoreError
from annotations.store.beside import Beside
from annotations.store.catalogue import Catalogue
from annotations.store.disk import Disk
from annotations.store.index import Index
from annotations.store.indexing import made_index
from annotations.store.journal import Journal
from annotations.store.lines import FORM, Entry, is_damaged_header
from annotations.store.operations import is_operation, is_tombstone
from annotations.store.records import Record, from_file
from annotations.store.salvage import Salvaged, is_marker, salvage
from annotations.store.scanning import Fragment, Scan
from annotations.text import clean_line

IN_MEMORY = 4 << 20
"""Bytes of the file that are held in memory; what is longer gets an index."""

VERSION = int(FORM.partition("/")[2])


@dataclass(slots=True)
class Opened:
    """What was found at a path.

    Attributes:
        catalogue: All records.
        journal: The open file; None if it is not there, or in another form.
        begun_anew: Whether the next save has to write the file from the beginning: it is in
            another form, or has in it what does not belong there.
        damaged: What in the file is no record, to be set aside then.
        aside: Where the whole file is kept then, because more than lines of it is not ours.
        owed: Whether what was saved is in memory only, because the file was damaged while it was
            open: it is written without waiting for the next change.
        after: The generation that was there before, if nothing in the file tells it any more.
        notice: What the analyst should be told of it; empty if all is well.
        foreign: Whether nothing in it suggests that it ever was an annotations file.
        scanned: Bytes that were read to know the records.
    """

    catalogue: Catalogue = field(default_factory=Catalogue)
    journal: Journal | None = None
    begun_anew: bool = False
    damaged: list[Fragment] = field(default_factory=list)
    aside: Path | None = None
    owed: bool = False
    after: str = ""
    notice: str = ""
    foreign: bool = False
    scanned: int = 0

    @property
    def records(self) -> dict[str, Record]:
        """All records, by uid; slow with many."""
        return {record["uid"]: record for record in self.catalogue}

    def close(self) -> None:
        """Close what is open."""
        if self.journal is not None:
            self.journal.close()
        if self.catalogue.index is not None:
            self.catalogue.index.close()


def open_file(file: Path, disk: Disk | None = None, *, indexed: bool = True) -> Opened:
    """Open the annotations at `file`; a file that is not there yet is an empty one.

    Nothing is changed. What is damaged or belongs to another program is passed over, and set
    aside when something is saved.

    Args:
        file: The annotations file.
        disk: Writes for the journal.
        indexed: Whether an index may stand for reading the file.

    Raises:
        StoreError: The file was written by a newer version, or may not be read.
    """
    beside = Beside.of(file)
    try:
        journal = Journal(beside.file, disk or Disk())
    except FileNotFoundError:
        return Opened()
    except ValueError:
        return _salvaged(file)
    except OSError as error:
        raise _unreadable(file, error) from error
    if journal.version > VERSION:
        journal.close()
        raise _newer(file, journal.version)
    index = Index.opened(beside.index(journal.generation), journal.generation) if indexed else None
    if index is not None and not journal.fits(index.coverage.end, index.coverage.mark):
        index.close()
        index = None
    if index is None and indexed and journal.size > IN_MEMORY:
        index = made_index(journal, beside.index(journal.generation))
    opened = Opened(Catalogue(index, journal.read), journal)
    if index is not None:
        journal.end, journal.mark = index.coverage.end, index.coverage.mark
    scan = read_on(opened, opened.catalogue.put)
    opened.damaged += (each for each in scan.damaged if not is_marker(each.data))
    opened.begun_anew = opened.begun_anew or not scan.tidy
    if opened.damaged:
        opened.notice = clean_line(_damage(file, beside, opened.damaged))
    return opened


def read_on(
    opened: Opened,
    put: Callable[[str, Record | None], None],
    pass_over: Callable[[str], None] = lambda uid: None,
) -> Scan:
    """Take in what stands in the file behind what is known of it.

    Args:
        opened: The open file.
        put: Given each record as the file has it, None for one that was removed.
        pass_over: Told the uid of each operation.

    Returns:
        What else was found.
    """
    journal = opened.journal
    assert journal is not None
    scan = Scan(journal.end, journal.mark)
    for entries in journal.scan(journal.end, scan):
        for entry in entries:
            if is_operation(entry.document):
                opened.catalogue.pass_over(entry)
                pass_over(str(entry.document.get("uid")))
            else:
                _take(opened, entry, put)
    opened.scanned += scan.end - journal.end
    journal.known(scan)
    return scan


def why_read_only(file: Path) -> str:
    """Say why nothing can be saved in a file; empty if it can, or it is not there yet."""
    if not file.exists():
        return ""
    for place in (file, file.parent):
        if not os.access(place, os.W_OK):
            return clean_line(f"{place} is read-only: nothing can be saved.")
    return ""


def _take(opened: Opened, entry: Entry, put: Callable[[str, Record | None], None]) -> None:
    catalogue, document = opened.catalogue, entry.document
    record = from_file(document, plain=entry.plain)
    if record is None and not is_tombstone(document):
        catalogue.pass_over(entry)
        opened.damaged.append(Fragment(entry.start, orjson.dumps(document)))
        opened.begun_anew = True
        return
    uid: str = document["uid"]
    if catalogue.uid_at(entry.number) not in (None, uid):
        opened.begun_anew = True  # as where lines were merged: one number, two records
    put(uid, record)
    catalogue.placed(uid, entry.number, entry.start, entry.stop, gone=record is None)


def _salvaged(file: Path) -> Opened:
    """Read a file that is not in the form of lines."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error
    found = salvage(data)
    if is_damaged_header(data.partition(b"\n")[0]):
        found = replace(found, version=None, whole=False)
    if found.version is not None and found.version > VERSION:
        raise _newer(file, found.version)
    opened = Opened(begun_anew=True)
    passed_over = 0
    for document in found.documents:
        record = from_file(document)
        if record is not None and not is_operation(document):
            opened.catalogue.put(record["uid"], record)
        elif is_tombstone(document):
            opened.catalogue.put(document["uid"], None)
        elif not is_operation(document):
            passed_over += 1
    records = len(opened.records)
    if not data.strip(b"\0 \r\n\t"):
        return opened
    real = Path(os.path.realpath(file))
    if found.version is not None and found.whole and not passed_over:
        folder = Beside.of(file).history
        opened.aside = _free_name(real, folder, f"form-{found.version}")
        return opened
    opened.aside = _free_name(real, real.parent, "aside")
    looks_torn = not found.json and data.lstrip().startswith(b"{")
    opened.foreign = not (records or found.version or looks_torn)
    opened.notice = clean_line(_salvage_notice(file, found, records, opened.aside))
    return opened


def _salvage_notice(file: Path, found: Salvaged, records: int, aside: Path) -> str:
    what = (
        "was not written by briefreader"
        if found.version is None and found.whole
        else ("is damaged" if found.lost or not records else "was changed by hand")
    )
    taken = f"{records:,} records of it are taken in" if records else "Nothing of it is taken in"
    return (
        f"{file} {what}. {taken}; it is left as it is, and with your next annotation it is kept "
        f"aside as {aside.name}."
    )


def _damage(file: Path, beside: Beside, damaged: list[Fragment]) -> str:
    number = len(damaged)
    lines = "1 line" if number == 1 else f"{number:,} lines"
    torn = number == 1 and damaged[0].torn
    what = "ends in a line that was not written whole" if torn else f"has {lines} with damage"
    return (
        f"{file} {what}; it is left out, and with the next save kept in {beside.quarantine.name}. "
        "`briefreader doctor` tells more."
    )


def _unreadable(file: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{file} cannot be read ({error.strerror}). Mend that, or name another file with --db."
    )


def _newer(file: Path, version: int) -> StoreError:
    return StoreError(
        f"{file} was written by a newer briefreader (form {version}, this one knows {VERSION}). "
        "Upgrade briefreader, or name another file with --db."
    )


def _free_name(real: Path, folder: Path, what: str) -> Path:
    """Name a file by when it was last changed: the same name whenever it is asked for."""
    moment = datetime.fromtimestamp(real.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%SZ")
    ends = chain([""], map("-{}".format, count(2)))
    names = (folder / f"{real.stem}.{what}-{moment}{end}{real.suffix}" for end in ends)
    return next(name for name in names if not name.exists())
