"""TinyDB on disk, atomically: a reader of the file sees the state before a write or after it.

TinyDB's own JSON storage truncates the file and writes it anew in place, so that a kill or a full
disk in between takes everything. Here every write goes to a temporary file beside the real one,
is synced, and then takes its place in one step; the folder is synced too.
"""

import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import Any

import orjson
from tinydb import Storage
from tinydb.table import Table

from annotations.errors import StoreError
from annotations.store.records import FORMAT, Record

META = {"1": {"format": FORMAT}}
"""The `_meta` table: one document that names the file's form and schema version."""


class AtomicStorage(Storage):
    """A TinyDB storage whose writes are all or nothing, and on disk when they return.

    Args:
        file: The database; a symlink is followed, so that it stays one.
        aside: If given, what stands at `file` is not ours or not readable: it counts as empty,
            and is kept under this name when the first write takes its place.
    """

    def __init__(self, file: Path, aside: Path | None = None) -> None:
        """Remember where to write; nothing is touched yet."""
        self._file = Path(os.path.realpath(file))
        self._aside = aside

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Read all tables; None if there is no file yet.

        Raises:
            StoreError: The file cannot be read, or is no longer TinyDB JSON.
        """
        if self._aside is not None:
            return None
        try:
            data = self._file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(f"{self._file} cannot be read: {error.strerror}.") from error
        if not data.strip():
            return None
        try:
            tables = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise StoreError(f"{self._file} is not readable JSON ({error}).") from error
        if not isinstance(tables, dict):
            raise StoreError(f"{self._file} is not a TinyDB file.")
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file's content by `data`; it is on disk when this returns.

        Raises:
            StoreError: It cannot be written; the file is as it was before.
        """
        try:
            self._replace(orjson.dumps({"_meta": META} | data, option=orjson.OPT_INDENT_2))
        except OSError as error:
            raise StoreError(f"{self._file} cannot be written: {error.strerror}.") from error
        except (TypeError, ValueError) as error:
            raise StoreError(f"{self._file} cannot hold this: {error}.") from error

    def close(self) -> None:
        """Nothing is held open between writes."""

    def _replace(self, content: bytes) -> None:
        folder = self._file.parent
        if self._file.exists() and not os.access(self._file, os.W_OK):
            raise PermissionError(errno.EACCES, "it is read-only", str(self._file))
        handle, name = tempfile.mkstemp(prefix=f".{self._file.name}.", dir=folder)
        try:
            with os.fdopen(handle, "wb") as temporary:
                temporary.write(content)
                temporary.flush()
                self._keep_mode(temporary.fileno())
                os.fsync(temporary.fileno())
            if self._aside is not None and self._file.exists():
                self._file.rename(self._aside)
            Path(name).replace(self._file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._aside = None
        sync_folder(folder)

    def _keep_mode(self, descriptor: int) -> None:
        """Give the new file the mode and, where allowed, the owner of the one it replaces."""
        try:
            old = self._file.stat()
        except FileNotFoundError:
            return
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
        if os.geteuid() == 0:
            os.fchown(descriptor, old.st_uid, old.st_gid)


class RecordTable(Table):
    """A TinyDB table of records that are known by their `uid`.

    A commit of many records is one read and one write. TinyDB's own `upsert` and
    `insert_multiple` would rewrite the file once for each record.
    """

    default_query_cache_capacity = 0

    def apply(self, changes: dict[str, Record | None]) -> None:
        """Put each record in place of the one with its uid; None removes it."""

        def update(table: dict[int, Any]) -> None:
            ids = {document["uid"]: number for number, document in table.items()}
            last = max(table, default=0)
            for uid, record in changes.items():
                number = ids.get(uid)
                if record is None:
                    if number is not None:
                        del table[number]
                    continue
                if number is None:
                    number = last = last + 1
                table[number] = record

        self._update_table(update)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where folders can be synced."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
