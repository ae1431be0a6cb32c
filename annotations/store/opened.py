"""What was found where an annotations file is, or is to be."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from annotations.store.catalogue import Catalogue
from annotations.store.journal import Journal
from annotations.store.records import Record
from annotations.store.scanning import Fragment


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
        merged: What was made one, for people: records of which the file holds two versions that
            know nothing of each other.
        steps_lost: Whether another program wrote the file anew, without the order of its steps.
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
    merged: list[str] = field(default_factory=list)
    steps_lost: bool = False
    after: str = ""
    notice: str = ""
    foreign: bool = False
    scanned: int = 0

    @property
    def told(self) -> str:
        """The notice, with where more is to be learnt if there is more."""
        more = self.notice and (self.damaged or self.merged)
        return f"{self.notice} `briefreader doctor` tells more." if more else self.notice

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


def free_name(real: Path, folder: Path, what: str) -> Path:
    """Name a file by when it was last changed: the same name whenever it is asked for."""
    moment = datetime.fromtimestamp(real.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%SZ")
    ends = chain([""], map("-{}".format, count(2)))
    names = (folder / f"{real.stem}.{what}-{moment}{end}{real.suffix}" for end in ends)
    return next(name for name in names if not name.exists())
