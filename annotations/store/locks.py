"""The lock by which programs that write one annotations file take turns."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover (Windows)
    fcntl = None  # type: ignore[assignment]

from annotations.errors import StoreError

LOCK_SECONDS = 10.0
"""How long another program is waited for."""

PAUSE_SECONDS = 0.002


class Lock:
    """A lock on a file beside the annotations, held by one program at a time.

    The system lets go of it when a program dies. Where `fcntl` is missing, `filelock` serves.

    Args:
        file: The lock file; it is made with the first use.
        have_folder: Makes the folder that it is to lie in, if that is gone or was never there.
    """

    def __init__(self, file: Path, have_folder: Callable[[], None] = lambda: None) -> None:
        """Touch nothing yet."""
        self._file = file
        self._have_folder = have_folder
        self._path = str(file)
        self._descriptor: int | None = None
        self._inode = 0

    @property
    def was_taken(self) -> bool:
        """Whether it was ever asked for: who has not only reads."""
        return self._descriptor is not None

    @contextmanager
    def held(self, seconds: float, what: Path) -> Iterator[None]:
        """Hold the lock.

        Args:
            seconds: How long to wait for another program.
            what: The file that is locked, for the error.

        Raises:
            StoreError: Another program held it all the time.
            OSError: The lock file cannot be made.
        """
        if fcntl is None:  # pragma: no cover (Windows)
            self._have_folder()
            with _portable(self._file, seconds, what):
                yield
            return
        deadline = 0.0
        while not self._taken():
            deadline = deadline or time.monotonic() + seconds
            if time.monotonic() >= deadline:
                raise StoreError(f"{what} is locked by another program.")
            time.sleep(PAUSE_SECONDS)
        try:
            yield
        finally:
            if self._descriptor is not None:
                fcntl.flock(self._descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the lock file; it stays where it is for others."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _taken(self) -> bool:
        if self._descriptor is None:
            self._have_folder()
            flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
            self._descriptor = os.open(self._file, flags, 0o600)
            self._inode = os.fstat(self._descriptor).st_ino
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if self._is_current():
            return True
        # Somebody deleted the lock file: others would lock a new one of the same name.
        self.close()
        return False

    def _is_current(self) -> bool:
        try:
            return os.stat(self._path).st_ino == self._inode  # noqa: PTH116 (at every commit)
        except FileNotFoundError:
            return False


@contextmanager
def _portable(file: Path, seconds: float, what: Path) -> Iterator[None]:  # pragma: no cover
    from filelock import FileLock, Timeout

    try:
        with FileLock(file, timeout=seconds, mode=0o600):
            yield
    except Timeout as error:
        raise StoreError(f"{what} is locked by another program.") from error
