"""The calls to the operating system that an annotations file depends on, in one place.

Tests and the fault benchmark put a disk in its place that fills up, loses power or tells errors.
"""

import errno
import os
import shutil
import stat
from pathlib import Path


class Disk:
    """Writes and syncs; every method does one system call's work and raises `OSError`."""

    def write(self, descriptor: int, data: bytes, offset: int) -> int:
        """Write at an offset; return how many bytes were written."""
        return os.pwrite(descriptor, data, offset)

    def sync(self, descriptor: int) -> None:
        """Return once what was written is on the disk."""
        os.fdatasync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut a file to `size` bytes."""
        os.ftruncate(descriptor, size)

    def replace(self, old: Path, new: Path) -> None:
        """Give the file `old` the name `new` in one step."""
        old.replace(new)

    def link(self, file: Path, name: Path) -> None:
        """Give a file a second name, a copy where there are none; what it names is on the disk."""
        try:
            os.link(file, name)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
                raise
            shutil.copy2(file, name)
        descriptor = os.open(name, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def make_folder(self, folder: Path) -> None:
        """Have a folder, for its owner only if it is new, that survives a power cut."""
        if not folder.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.sync_folder(folder.parent)

    def sync_folder(self, folder: Path) -> None:
        """Make renames in a folder survive a power cut, where folders can be synced."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(descriptor)


def write_all(disk: Disk, descriptor: int, data: bytes, offset: int) -> None:
    """Write all of `data`, in as many calls as it takes."""
    view = memoryview(data)
    while view:
        written = disk.write(descriptor, bytes(view), offset)
        if written <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        view = view[written:]
        offset += written


def like(descriptor: int, model: Path) -> None:
    """Give a new file the mode and, where allowed, the owner of the one it is to replace."""
    try:
        old = model.stat()
    except FileNotFoundError:
        return
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
    if os.geteuid() == 0:
        os.fchown(descriptor, old.st_uid, old.st_gid)


def signature(file: Path) -> tuple[int, int, int] | None:
    """Return what changes when a file does; None if there is none."""
    status = file.stat() if file.exists() else None
    return (status.st_ino, status.st_mtime_ns, status.st_size) if status else None
