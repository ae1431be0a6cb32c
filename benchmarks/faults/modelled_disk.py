"""A disk that remembers what was synced, and makes images of what a power cut would leave."""

import os
import random
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from annotations.store.disk import Disk


class Name(NamedTuple):
    """One name in one folder."""

    folder: str
    name: str


@dataclass(slots=True)
class Moment:
    """What may be on the disk at one moment: versions from the last synced one to the latest.

    Attributes:
        files: By inode, the contents since the file was synced, that one first.
        names: By name, the inodes since the folder was synced, that one first; None for no file.
        saved: How many commits were said to be saved.
        begun: How many commits were made.
    """

    files: dict[int, tuple[bytes, ...]] = field(default_factory=dict)
    names: dict[Name, tuple[int | None, ...]] = field(default_factory=dict)
    saved: int = 0
    begun: int = 0


class ModelledDisk(Disk):
    """Does everything on the real disk, and keeps a moment for every call.

    Attributes:
        moments: All moments so far, the latest last.
    """

    def __init__(self) -> None:
        """Begin with an empty disk."""
        self._guard = threading.Lock()
        self._open: dict[int, int] = {}
        self.moments = [Moment()]

    def close(self) -> None:
        """Let go of the files."""
        for descriptor in self._open.values():
            os.close(descriptor)
        self._open.clear()

    def note(self, *, saved: int | None = None, begun: int | None = None) -> None:
        """Note what was begun, or said to be saved, at this moment."""
        with self._guard:
            now = self.moments[-1]
            saved = now.saved if saved is None else saved
            begun = now.begun if begun is None else begun
            self.moments.append(Moment(now.files, now.names, saved, begun))

    def write(self, descriptor: int, data: bytes, offset: int) -> int:
        """Write; the sectors may be on the disk from now on."""
        with self._guard:
            written = super().write(descriptor, data, offset)
            self._changed(descriptor)
        return written

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut; the size may be on the disk from now on."""
        with self._guard:
            super().truncate(descriptor, size)
            self._changed(descriptor)

    def sync(self, descriptor: int) -> None:
        """Sync; only the latest version is left."""
        with self._guard:
            inode = os.fstat(descriptor).st_ino
            now = self.moments[-1]
            latest = now.files.get(inode, (b"",))[-1:]
            self._add(files=now.files | {inode: latest})

    def replace(self, old: Path, new: Path) -> None:
        """Rename; the new name may stand for either file until the folder is synced."""
        with self._guard:
            inode = old.stat().st_ino
            super().replace(old, new)
            self._named(new, inode)

    def link(self, file: Path, name: Path) -> None:
        """Give a file a second name, which may be on the disk from now on."""
        with self._guard:
            super().link(file, name)
            self._named(name, file.stat().st_ino)

    def sync_folder(self, folder: Path) -> None:
        """Sync a folder; only the latest names are left."""
        with self._guard:
            super().sync_folder(folder)
            now = self.moments[-1]
            real = os.path.realpath(folder)
            kept = {name: inodes[-1:] for name, inodes in now.names.items() if name.folder == real}
            self._add(names=now.names | kept)

    def _changed(self, descriptor: int) -> None:
        status = os.fstat(descriptor)
        if status.st_ino not in self._open:  # it stays open, so that its number is not used again
            self._open[status.st_ino] = os.dup(descriptor)
        now = self.moments[-1]
        versions = now.files.get(status.st_ino, (b"",))
        data = os.pread(descriptor, status.st_size, 0)
        self._add(files=now.files | {status.st_ino: (*versions, data)})

    def _named(self, path: Path, inode: int) -> None:
        name = Name(os.path.realpath(path.parent), path.name)
        now = self.moments[-1]
        self._add(names=now.names | {name: (*now.names.get(name, (None,)), inode)})

    def _add(
        self,
        files: dict[int, tuple[bytes, ...]] | None = None,
        names: dict[Name, tuple[int | None, ...]] | None = None,
    ) -> None:
        now = self.moments[-1]
        self.moments.append(Moment(files or now.files, names or now.names, now.saved, now.begun))


def image(moment: Moment, sector: int, chosen: random.Random, root: Path) -> dict[Path, bytes]:
    """Make up what is on the disk after the power went at a moment.

    Every sector of every file is that of any version since the last sync, and so is every size;
    every name stands for any file since its folder was synced.

    Args:
        moment: The moment.
        sector: How many bytes are written whole or not at all.
        chosen: Chooses.
        root: The folder to which the files' paths are told.
    """
    files = {}
    for name, inodes in moment.names.items():
        inode = chosen.choice(inodes)
        if inode is not None:
            path = Path(os.path.relpath(name.folder, root)) / name.name
            files[path] = _content(moment.files.get(inode, (b"",)), sector, chosen)
    return files


def _content(versions: tuple[bytes, ...], sector: int, chosen: random.Random) -> bytes:
    if len(versions) == 1:
        return versions[0]
    size = chosen.choice([len(version) for version in versions])
    longest = max(len(version) for version in versions)
    padded = [version.ljust(longest, b"\0") for version in versions]
    result = bytearray(padded[-1][:size])
    step = 64 * sector  # most of a file is the same in all versions
    for start in range(0, size, step):
        if len({version[start : start + step] for version in padded}) == 1:
            continue
        for place in range(start, min(size, start + step), sector):
            stop = min(size, place + sector)
            result[place:stop] = chosen.choice(padded)[place:stop]
    return bytes(result)
