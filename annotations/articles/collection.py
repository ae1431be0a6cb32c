"""Which files a collection has, and what they are called in it."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotations.articles.formats import suffixes
from annotations.errors import CollectionError
from annotations.text import clean_line

HOME = ".briefreader"
"""The folder that makes the folder it is in a collection."""


@dataclass
class Collection:
    """The articles of a folder, or those that were named.

    Attributes:
        root: The folder that paths are relative to.
        named: What is listed: files, and folders with all that is in them.
        problems: What could not be listed so far, each in a sentence.
    """

    root: Path
    named: tuple[Path, ...]
    problems: list[str] = field(default_factory=list)
    _files: dict[str, Path] = field(default_factory=dict, repr=False)
    _paths: dict[Path, str] = field(default_factory=dict, repr=False)

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

    def files(self) -> Iterator[tuple[str, Path]]:
        """Go through the files in natural order, as they are found.

        Folders are walked with all that is in them, but for hidden files and folders, what no
        format reads, and folders that were walked already, as in a loop of symbolic links.

        Yields:
            The path within the collection, `/`-separated and safe to show, and the file.
        """
        self.problems.clear()
        visited: set[tuple[int, int]] = set()
        listed: set[Path] = set()
        for path in self.named:
            for file in self._walk(path, visited) if _is_folder(path) else (path,):
                if file not in listed:
                    listed.add(file)
                    yield self._path_of(file), file

    def file(self, path: str) -> Path:
        """The file that a path within the collection stands for.

        Args:
            path: As `files` gives it.

        Returns:
            The file; it may have vanished since.

        Raises:
            CollectionError: If the collection has no such path.
        """
        known = path in self._files or self._is_here(path)
        if not known and all(other != path for other, _ in self.files()):
            raise CollectionError(f"{clean_line(path)} is not in the collection {self.name}.")
        return self._files[path]

    def _is_here(self, path: str) -> bool:
        """Whether a path is simply that of a file; saves going through all of them."""
        file = self.root / path
        is_inside = any(named in file.parents for named in self.named)
        is_listed = file in self.named or (is_inside and file.suffix.lower() in suffixes())
        plain = ".." not in file.parts and clean_line(path) == path and "\ufffd" not in path
        return is_listed and plain and file.is_file() and self._path_of(file) == path

    def _walk(self, folder: Path, visited: set[tuple[int, int]]) -> Iterator[Path]:
        from natsort import natsort_keygen

        key, readable = natsort_keygen(), suffixes()
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            if not _is_folder(path):
                yield path
                continue
            names = self._names(path, visited)
            inside = [path / name for name in sorted(names, key=key, reverse=True)]
            waiting.extend(p for p in inside if p.suffix.lower() in readable or _is_folder(p))

    def _names(self, folder: Path, visited: set[tuple[int, int]]) -> list[str]:
        """What is in a folder and not hidden; nothing if it was visited or can't be read."""
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in visited:
                return []
            visited.add((status.st_dev, status.st_ino))
            return [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208
        except OSError as error:
            reason = error.strerror or str(error)
            self.problems.append(f"The folder {self._shown(folder)} cannot be read: {reason}.")
            return []

    def _path_of(self, file: Path) -> str:
        """The path of a file within the collection, which no other file has."""
        if file not in self._paths:
            shown = self._shown(file)
            if shown in self._files:  # its name differs only in what is not shown
                mark = hashlib.sha256(os.fsencode(file.name)).hexdigest()[:8]
                shown = f"{shown.removesuffix(file.suffix)}~{mark}{clean_line(file.suffix)}"
            self._files[shown], self._paths[file] = file, shown
        return self._paths[file]

    def _shown(self, path: Path) -> str:
        return "/".join(clean_line(part) for part in path.relative_to(self.root).parts) or "."


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 -- `Path.is_dir` raises where it may not look
