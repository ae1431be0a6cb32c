"""Which files a collection has, and what they are called in it."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotations.articles.formats import suffixes
from annotations.errors import CollectionError
from annotations.natural import natural_key
from annotations.text import clean_line

HOME = ".briefreader"
"""The folder that makes the folder it is in a collection."""


@dataclass
class Collection:
    """The articles of a folder, or those that were named.

    Attributes:
        root: The folder that paths are relative to.
        named: What is listed: files, and folders with all that is in them.
        problems: What the last walk to the end could not list, each in a sentence.
        unseen: How the paths begin of all that is in folders that it could not read; the empty
            text where it is the collection's own.
    """

    root: Path
    named: tuple[Path, ...]
    problems: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    _odd: dict[str, str] = field(default_factory=dict, repr=False)
    """Files whose name is not shown as it is, by their path."""
    _suffixes: tuple[str, ...] = field(default_factory=lambda: tuple(suffixes()), repr=False)

    @classmethod
    def of(cls, paths: Sequence[Path]) -> "Collection":
        """The collection that some paths stand for.

        Args:
            paths: Files and folders, at least one.

        Returns:
            The collection of the nearest folder above them all that has a `.briefreader`, else
            of their deepest common folder; it lists only what was named.

        Raises:
            CollectionError: If a path does not exist, or none is given.
        """
        if not paths:
            raise CollectionError("No file or folder was named.")
        named = []
        for path in paths:
            if not os.path.lexists(path):
                raise CollectionError(
                    f"{clean_line(str(path))} does not exist; name a file or folder that does."
                )
            named.append(Path(os.path.abspath(path)))  # noqa: PTH100 -- keeps symbolic links
        folders = [path if _is_folder(path) else path.parent for path in named]
        common = Path(os.path.commonpath(folders))
        root = next((up for up in (common, *common.parents) if _is_folder(up / HOME)), common)
        return cls(root, tuple(dict.fromkeys(named)))

    @property
    def name(self) -> str:
        """What to call it: the name of its folder."""
        return clean_line(self.root.name or str(self.root))

    def files(self) -> Iterator[tuple[str, str]]:
        """Go through the files in natural order, as they are found.

        Folders are walked with all that is in them, but for hidden files and folders, what no
        format reads, and folders that were walked already, as in a loop of symbolic links.

        Yields:
            The path within the collection, `/`-separated and safe to show, and the file.
        """
        passed: list[tuple[str, str]] = []
        visited: set[tuple[int, int]] = set()
        listed: set[str] = set()
        for named in sorted(map(str, self.named), key=lambda file: natural_key(self._shown(file))):
            for file in self._walk(named, visited, passed):
                if file not in listed:
                    yield self.path_of(file), file
                if len(self.named) > 1:
                    listed.add(file)
        # Several threads may walk at once: what one was told of is never half another one's.
        self.unseen = [begins for begins, _ in passed]
        self.problems = [problem for _, problem in passed]

    def file(self, path: str) -> Path:
        """The file that a path within the collection stands for.

        Args:
            path: As `files` gives it.

        Returns:
            The file; it may have vanished since.

        Raises:
            CollectionError: If the collection has no such path.
        """
        is_plain = "\ufffd" not in path and self.lists(path) and (self.root / path).is_file()
        known = is_plain or path in self._odd
        if not known and all(other != path for other, _ in self.files()):
            raise CollectionError(f"{clean_line(path)} is not in the collection {self.name}.")
        return Path(self.place(path))

    def place(self, path: str) -> str:
        """Where the file of a path would be; nothing is looked at."""
        return self._odd.get(path) or f"{self.root}/{path}"

    def lists(self, path: str) -> bool:
        """Whether a walk would list a file of this path within the collection."""
        file = self.root / path
        if ".." in file.parts or clean_line(path) != path or file in self.named:
            return file in self.named
        above = next((each for each in self.named if each in file.parents), None)
        if above is None:
            return False
        hidden = any(map(_is_hidden, file.relative_to(above).parts))
        return not hidden and file.name.lower().endswith(self._suffixes)

    def path_of(self, file: str) -> str:
        """The path within the collection of a file in its folder, which no other file has."""
        shown = self._shown(file)
        if shown == self._relative(file):
            return shown
        if shown in self._odd or os.path.lexists(self.root / shown):
            if self._odd.get(shown) == file:
                return shown
            # Its name differs from another one's only in what is not shown.
            mark = hashlib.sha256(os.fsencode(Path(file).name)).hexdigest()[:8]
            suffix = Path(file).suffix
            shown = f"{shown.removesuffix(suffix)}~{mark}{clean_line(suffix)}"
        self._odd[shown] = file
        return shown

    def _walk(
        self, named: str, visited: set[tuple[int, int]], passed: list[tuple[str, str]]
    ) -> Iterator[str]:
        if not os.path.lexists(named):
            passed.append(self._passed_over(named, "{} is no longer there"))
            return
        waiting = [(named, os.path.isdir(named))]  # noqa: PTH112
        while waiting:
            path, is_folder = waiting.pop()
            if is_folder:
                waiting += self._inside(path, visited, passed)
            else:
                yield path

    def _inside(
        self, folder: str, visited: set[tuple[int, int]], passed: list[tuple[str, str]]
    ) -> list[tuple[str, bool]]:
        """What is in a folder, the last one first; nothing if it was visited or can't be read.

        Returns:
            Files that a format reads, and folders, each with whether it is one.
        """
        found = []
        try:
            status = os.stat(folder)  # noqa: PTH116 (a `Path` for each of 100,000 files is slow)
            if (status.st_dev, status.st_ino) in visited:
                return []
            visited.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                for entry in entries:
                    if _is_hidden(entry.name):
                        continue
                    is_folder = _leads_to_folder(entry)
                    if is_folder or entry.name.lower().endswith(self._suffixes):
                        found.append((natural_key(clean_line(entry.name)), entry.path, is_folder))
        except OSError as error:
            why = "The folder {} cannot be read: " + (error.strerror or str(error))
            passed.append(self._passed_over(folder, why))
            return []
        found.sort(reverse=True)
        return [(path, is_folder) for _, path, is_folder in found]

    def _passed_over(self, path: str, why: str) -> tuple[str, str]:
        """How the paths begin of what is not seen, and why it is not."""
        shown = self._shown(path)
        name = self.name if shown == "." else shown
        return "" if shown == "." else f"{shown}/", why.replace("{}", name, 1) + "."

    def _relative(self, file: str) -> str:
        return file[len(str(self.root)) :].lstrip("/")

    def _shown(self, file: str) -> str:
        return clean_line(self._relative(file)) or "."


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # as a symbolic link to itself


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 -- `Path.is_dir` raises where it may not look
