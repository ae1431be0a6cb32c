"""Opening an annotations file: in its form, in an older one, damaged, or somebody else's."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from annotations.errors import StoreError
from annotations.store.beside import Beside
from annotations.store.catalogue import Catalogue
from annotations.store.disk import Disk
from annotations.store.index import Index
from annotations.store.indexing import made_index
from annotations.store.journal import Journal
from annotations.store.lines import FORM, Entry, is_damaged_header, is_marker, read_header
from annotations.store.opened import Opened, free_name
from annotations.store.operations import is_operation, is_tombstone, transactions
from annotations.store.records import Record, from_file
from annotations.store.scanning import Fragment, Scan
from annotations.text import clean_line

if TYPE_CHECKING:
    from annotations.store.salvage import Salvaged

IN_MEMORY = 4 << 20
"""Bytes of the file that are held in memory; what is longer gets an index."""

VERSION = int(FORM.partition("/")[2])


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
    opened.begun_anew = opened.begun_anew or not scan.tidy
    marked = any(is_marker(each.data) for each in scan.damaged)
    if index is not None and (marked or opened.begun_anew):
        opened.close()
        return open_file(file, disk, indexed=False)
    opened.damaged += (each for each in scan.damaged if not _is_of_a_conflict(each.data))
    if opened.damaged:
        opened.notice = clean_line(_damage(file, beside, opened.damaged))
    if marked or opened.begun_anew:
        from annotations.store.conflicts import settle  # hardly ever needed

        lines = journal.scan(journal.start, Scan(journal.start))
        settle(file, opened, lines, marked=marked)
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
        in_step = is_operation(entries[-1].document)
        for entry in entries:
            if _is_taken(opened.catalogue, entry, in_step=in_step):
                opened.begun_anew = True
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
    put(uid, record)
    catalogue.placed(uid, entry.number, entry.start, entry.stop, gone=record is None)


def _is_taken(catalogue: Catalogue, entry: Entry, *, in_step: bool) -> bool:
    """Tell whether a number was another document's, as where two files were put in one.

    Only what a step writes has a number of its own or a new one; compaction keeps no order.
    """
    if entry.number >= catalogue.next_number:
        return False
    owner = catalogue.uid_at(entry.number)
    return owner != entry.document.get("uid") and (in_step or owner is not None)


def _is_of_a_conflict(line: bytes) -> bool:
    """Tell whether a line is a mark of git's, or the first line of another side's file."""
    return is_marker(line) or read_header(line.strip()) is not None


def _salvaged(file: Path) -> Opened:
    """Read a file that is not in the form of lines."""
    from annotations.store.salvage import salvage  # hardly ever needed

    try:
        data = file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from error
    found = salvage(data)
    if is_damaged_header(data.partition(b"\n")[0]):
        found = replace(found, version=None, whole=False)
    if found.version is not None and found.version > VERSION:
        raise _newer(file, found.version)
    opened = Opened(begun_anew=True, after=found.after)
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
        opened.aside = free_name(real, folder, f"form-{found.version}")
        opened.steps_lost = any(map(is_operation, found.documents))
        return opened
    opened.aside = free_name(real, real.parent, "aside")
    looks_torn = not found.json and data.lstrip().startswith(b"{")
    opened.foreign = not (records or found.version or looks_torn)
    if not found.json:
        from annotations.store.conflicts import settle  # hardly ever needed

        entries = (Entry(0, document, 0, 0, False) for document in found.documents)
        settle(file, opened, transactions(entries), marked=found.marked)
    if not opened.notice:
        opened.notice = clean_line(_salvage_notice(file, found, records, opened.aside))
    return opened


def _salvage_notice(file: Path, found: "Salvaged", records: int, aside: Path) -> str:
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
        f"{file} {what}; it is left out, and with the next save kept in {beside.quarantine.name}."
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
