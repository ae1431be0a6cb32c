"""Whether an annotations file is sound, what is beside it, and mending it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from annotations.errors import StoreError
from annotations.store import history, waiting
from annotations.store.beside import Beside
from annotations.store.history import HistorySize
from annotations.store.opening import open_file
from annotations.store.records import Record, from_file
from annotations.store.salvage import salvage
from annotations.store.store import Store


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found in and beside an annotations file, which was read whole.

    Attributes:
        records: How many records there are, by kind.
        bytes: How large the file is; 0 for one that is not there yet.
        dead: How many bytes of it compaction would take out.
        damaged: Where what is no whole line begins, in bytes, and how long it is.
        begun_anew: Whether the next save writes the file from the beginning.
        merged: Records of which the file holds two versions that know nothing of each other, which
            the next save makes one; named for people.
        steps_lost: Whether another program wrote the file anew, without the order of its steps.
        quarantined: How many damaged lines were set aside so far.
        aside: Whole files that were set aside.
        unread: What earlier runs could not save, and cannot be read, or not all of it.
        history: What compaction took out.
        texts: How many texts of annotated articles are kept.
        notice: What the analyst should be told; empty if all is well.
    """

    records: Counter[str]
    bytes: int
    dead: int
    damaged: tuple[tuple[int, int], ...]
    begun_anew: bool
    merged: tuple[str, ...]
    steps_lost: bool
    quarantined: int
    aside: tuple[Path, ...]
    unread: tuple[Path, ...]
    history: HistorySize
    texts: int
    notice: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What mending did.

    Attributes:
        set_aside: How many lines with damage were taken out of the file and kept.
        taken_in: How many records were read out of the lines that were ever set aside.
        quarantine: Where those lines are.
    """

    set_aside: int
    taken_in: int
    quarantine: Path


def examine(file: Path) -> Checkup:
    """Read a whole file and look at what is beside it; nothing is changed.

    Raises:
        StoreError: The file cannot be read, or is of a newer version.
    """
    beside = Beside.of(file)
    opened = open_file(file, indexed=False)
    try:
        journal = opened.journal
        texts = sum(1 for _ in beside.texts.glob("*.txt"))
        return Checkup(
            records=opened.catalogue.counts(),
            bytes=beside.file.stat().st_size if beside.file.exists() else 0,
            dead=opened.catalogue.dead if journal is not None else 0,
            damaged=tuple((each.offset, len(each.data)) for each in opened.damaged),
            begun_anew=opened.begun_anew,
            merged=tuple(opened.merged),
            steps_lost=opened.steps_lost,
            quarantined=len(_quarantined(beside)),
            aside=tuple(sorted(beside.file.parent.glob(f"{beside.file.stem}.aside-*"))),
            unread=tuple(left.file for left in waiting.found(beside) if not left.whole),
            history=history.size(beside),
            texts=texts,
            notice=opened.notice,
        )
    finally:
        opened.close()


def repair(store: Store) -> Repair:
    """Take damage out of a file, and in what can still be read of it.

    Lines with damage are kept in the quarantine as they were found. What is read out of them, even
    where a checksum does not fit, is one step that can be undone; a record that is there already
    stays as it is, and one that was removed since stays removed.

    Raises:
        StoreError: The file cannot be written.
    """
    before = len(_quarantined(store.beside))
    store.rewrite("mend the file")
    lines = _quarantined(store.beside)
    found: dict[str, Record] = {}
    for line in lines:
        for document in salvage(line).documents:
            record = from_file(document)
            if record is not None and record["kind"] != "operation":
                found[record["uid"]] = record
    removed = _removed(store)
    missing = [
        record
        for uid, record in found.items()
        if store.get(uid) is None and removed.get(uid, "") < record["modified"]
    ]
    if missing:
        store.commit(f"take in {len(missing)} records out of damaged lines", missing)
        saved = store.flush()
        if saved.reason:
            raise StoreError(saved.reason)
    return Repair(len(lines) - before, len(missing), store.beside.quarantine)


def _removed(store: Store) -> dict[str, str]:
    """Tell when each record was removed last, by its uid, as far back as the history goes."""
    found: dict[str, str] = {}
    for operation in store.history():
        for uid, record in operation.after.items():
            if record is None:
                found.setdefault(uid, operation.created)
    return found


def _quarantined(beside: Beside) -> list[bytes]:
    try:
        return beside.quarantine.read_bytes().splitlines()
    except FileNotFoundError:
        return []
