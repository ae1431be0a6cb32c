"""What lies beside an annotations file: its lock, index, history, texts, and what was set aside."""

import glob
import os
from dataclasses import dataclass
from pathlib import Path

OWN_FOLDER = ".briefreader"
STANDARD_NAME = "annotations.json"
GENERATION = "[0-9a-f]" * 16
"""A pattern of the identities of generations, in names of files."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Names the files and folders that belong to one annotations file; none of them need exist.

    A file of the standard name has its folder to itself; any other one, which may lie among
    files of other kinds, has a folder of its name with `.files` at the end.

    Attributes:
        file: The annotations file, with symbolic links followed.
    """

    file: Path

    @classmethod
    def of(cls, file: Path) -> "Beside":
        """Name what belongs to `file`; a symbolic link is followed, so that all have one lock."""
        return cls(Path(os.path.realpath(file)))

    @property
    def home(self) -> Path:
        """The folder of all that is not as short-lived as a lock."""
        own = self.file.parent.name == OWN_FOLDER or self.file.name == STANDARD_NAME
        return self.file.parent if own else self.file.with_name(f"{self.file.name}.files")

    @property
    def lock(self) -> Path:
        """The file that programs lock while they write."""
        return self.file.with_name(f"{self.file.name}.lock")

    def index(self, generation: str) -> Path:
        """Where records stand in one generation of the file; may be deleted at any time."""
        return self.home / f"{self.file.stem}.{generation}.index"

    def indexes(self) -> list[Path]:
        """Find the indexes of all generations."""
        return sorted(self.home.glob(f"{glob.escape(self.file.stem)}.{GENERATION}.index"))

    def archived(self, generation: str) -> Path:
        """What compaction took out of one generation of the file."""
        return self.history / f"{self.file.stem}.{generation}.json"

    def archives(self) -> list[Path]:
        """Find what compaction took out; what was kept for safety has other names."""
        return sorted(self.history.glob(f"{glob.escape(self.file.stem)}.{GENERATION}.json"))

    @property
    def history(self) -> Path:
        """The folder of what compaction took out of the file."""
        return self.home / "history"

    @property
    def texts(self) -> Path:
        """The folder of the texts of annotated articles, by their hash."""
        return self.home / "texts"

    def waiting(self, name: str) -> Path:
        """What a run could not save before it had to end."""
        return self.home / f"{self.file.stem}.{name}.waiting"

    def left_waiting(self) -> list[Path]:
        """Find what earlier runs could not save, the oldest first."""
        return sorted(self.home.glob(f"{glob.escape(self.file.stem)}.*.waiting"))

    @property
    def quarantine(self) -> Path:
        """The lines of the file that are damaged, as they were found."""
        return self.home / f"{self.file.stem}.quarantine"
