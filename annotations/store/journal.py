"""The annotations file while it is open: read from anywhere, written at its end only."""

import errno
import os
from collections.abc import Iterator, Sequence
from enum import Enum
from pathlib import Path

from annotations.errors import StoreError
from annotations.store import scanning
from annotations.store.disk import Disk, write_all
from annotations.store.lines import END, SEPARATOR, Entry, read_header
from annotations.store.scanning import Scan

PADDING = 64 * 1024
"""Bytes of blanks that are kept behind the end while the file is open for writing: a commit that
overwrites them meets no full disk, and changes no size that would have to be synced too."""


class Standing(Enum):
    """What became of the file since it was looked at last."""

    SAME = "same"
    GROWN = "grown"
    OTHER = "other"
    """It is another file now, or was changed elsewhere than at its end."""


class Journal:
    """One generation of an annotations file, open for reading and, if it may be, for writing.

    Not safe for several threads but for `read`.

    Attributes:
        file: The file.
        generation: The generation's identity.
        after: The generation that this one took the place of; empty for none.
        version: The version of the file's form.
        start: Where the first line after the header begins.
        end: One past the last whole line that is known.
        mark: The checksum of that line.
        closed: Whether nothing but the closing and blanks stands behind that line.
        writable: Whether the system lets it be written.
    """

    def __init__(self, file: Path, disk: Disk) -> None:
        """Open a file in the form of lines.

        Raises:
            ValueError: It is in another form.
            OSError: It cannot be opened.
        """
        self.file = file
        self._path = str(file)
        self._disk = disk
        try:
            self._file = file.open("r+b", buffering=0)
            self.writable = True
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise
            self._file = file.open("rb", buffering=0)
            self.writable = False
        try:
            line = self.read(0, 4096).partition(b"\n")[0]
            meta = read_header(line)
            if meta is None:
                raise ValueError("no header")
            self.version = int(meta["format"].partition("/")[2])
        except BaseException:
            self._file.close()
            raise
        self.generation: str = meta["generation"]
        self.after = str(meta.get("after", ""))
        self.start = self.end = len(line)
        self.mark = b""
        self.closed = False
        self._look()

    # Reading

    @property
    def descriptor(self) -> int:
        """The open file's descriptor."""
        return self._file.fileno()

    @property
    def size(self) -> int:
        """The file's size in bytes, blanks at its end included."""
        return os.fstat(self.descriptor).st_size

    @property
    def changed(self) -> float:
        """When the file was written to last, by whomever, in seconds of the system's clock."""
        return os.fstat(self.descriptor).st_mtime

    def read(self, start: int, stop: int) -> bytes:
        """Read bytes of the file; fewer if it ends before."""
        return os.pread(self._file.fileno(), stop - start, start)

    def fits(self, covered: int, mark: bytes) -> bool:
        """Tell whether a line with the checksum `mark` ends at `covered`."""
        if covered == self.start:
            return not mark
        return bool(mark) and self.read(covered - 10, covered) == mark + b'"}'

    def scan(self, start: int, found: Scan) -> Iterator[list[Entry]]:
        """Go through the lines from `start`, as `scanning.scan` does."""
        found.end, found.mark = start, self.mark if start == self.end else b""
        return scanning.scan(self.read, start, self.start, found)

    def is_sound(self) -> bool:
        """Tell whether all lines up to the last known one are whole."""
        return scanning.all_whole(self.read, self.start, self.end)

    def lines(self, end: int) -> Iterator[bytes]:
        """Go through the whole lines up to `end` as they stand there."""
        return scanning.whole_lines(self.read, self.start, end)

    def backwards(self, holding: Sequence[bytes] = ()) -> Iterator[list[Entry]]:
        """Go through the whole lines that hold some bytes, from the last known to the first."""
        return scanning.backwards(self.read, self.start, self.end, holding)

    def trust_end(self) -> None:
        """Take the file's last line to be where it was written to be, without reading it all."""
        self.end = max(self.start, self.size - len(END))

    def known(self, scan: Scan) -> None:
        """Go on behind what was scanned."""
        self.end, self.mark, self.closed = scan.end, scan.mark, scan.closed
        self._note_status()
        self._tail = END  # as it was scanned: another program may have gone on since

    # Following

    def standing(self) -> Standing:
        """Tell what became of the file since it was read or written last."""
        try:
            named = os.stat(self._path)  # noqa: PTH116 (at every commit)
        except FileNotFoundError:
            return Standing.OTHER
        if (named.st_dev, named.st_ino) != self._identity:
            return Standing.OTHER
        self._size = named.st_size
        if not self.closed:
            return Standing.GROWN  # another program may have been writing when it was read
        if self._tail_now() != self._tail:
            grown = named.st_size > self.end and self.fits(self.end, self.mark)
            return Standing.GROWN if grown else Standing.OTHER
        return Standing.SAME if named.st_mtime_ns == self._changed else Standing.OTHER

    def is_in_place(self) -> bool:
        """Tell whether the file that has the name is still the one that was opened."""
        try:
            named = self.file.stat()
        except FileNotFoundError:
            return False
        return (named.st_dev, named.st_ino) == self._identity

    def _tail_now(self) -> bytes:
        return self.read(self.end, self.end + len(END))

    def _look(self) -> None:
        self._note_status()
        self._tail = self._tail_now()

    def _note_status(self) -> None:
        now = os.fstat(self._file.fileno())
        self._identity = (now.st_dev, now.st_ino)
        self._changed = now.st_mtime_ns
        self._size = now.st_size

    # Writing

    def append(self, lines: Sequence[bytes]) -> list[int]:
        """Write lines behind the last one; they are on the disk when this returns.

        Returns:
            The offset at which each line begins.

        Raises:
            OSError: They could not be written; the file is as it was before, or must be opened
                anew to know what it is.
        """
        starts = []
        first = b"\n" if self.end == self.start else SEPARATOR
        offset = self.end
        parts: list[bytes] = []
        for line in lines:
            parts += (first, line)
            starts.append(offset + len(first))
            offset += len(first) + len(line)
            first = SEPARATOR
        data = b"".join((*parts, END))
        try:
            self._make_room(self.end + len(data))
            write_all(self._disk, self.descriptor, data, self.end)
            self._disk.sync(self.descriptor)
        except OSError:
            self._take_back(len(data))
            raise
        self.end = offset
        self.mark = lines[-1][-10:-2]
        self.closed, self._tail = True, END
        self._note_status()
        return starts

    def cut(self) -> None:
        """Take away what stands behind the last whole line, and close the file there.

        Raises:
            OSError: It could not be done.
        """
        write_all(self._disk, self.descriptor, END, self.end)
        self._disk.truncate(self.descriptor, self.end + len(END))
        self._disk.sync(self.descriptor)
        self.closed = True
        self._look()

    def _make_room(self, needed: int) -> None:
        """Have blanks where lines are to go, so that a full disk is met before they are written."""
        if needed <= self._size:
            return
        size = self._size
        try:
            write_all(self._disk, self.descriptor, b" " * (needed + PADDING - size), size)
            self._size = needed + PADDING
        except OSError:
            self._disk.truncate(self.descriptor, size)
            write_all(self._disk, self.descriptor, b" " * (needed - size), size)
            self._size = needed

    def _take_back(self, length: int) -> None:
        """Put the closing where it was; what cannot even be taken back is found at the opening."""
        try:
            blank = END + b" " * min(length, max(0, self.size - self.end - len(END)))
            write_all(self._disk, self.descriptor, blank, self.end)
            self.cut()
        except OSError as error:
            raise StoreError(
                f"{self.file} cannot be written ({error.strerror}), and what was begun could "
                "not be taken back; it is read again before the next write."
            ) from error

    def trim(self) -> None:
        """Take the blanks off the end; the lock must be held.

        Raises:
            OSError: It could not be done.
        """
        if self.closed and self.size > self.end + len(END):
            self._disk.truncate(self.descriptor, self.end + len(END))
            self._look()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
