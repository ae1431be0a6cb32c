"""Notes that are being written: kept on disk from moment to moment, offered again afterwards."""

import os
from pathlib import Path

import orjson

from annotations.errors import StoreError
from annotations.models import Target


class Drafts:
    """The unfinished notes of one collection, in a small file of their own.

    Args:
        file: The drafts file; it is made with the first draft.
    """

    def __init__(self, file: Path) -> None:
        """Read what an earlier run left behind; a damaged file counts as empty."""
        self._file = file
        self._drafts: dict[str, str] = {}
        self._on_disk = True
        try:
            found = orjson.loads(file.read_bytes())
        except (OSError, orjson.JSONDecodeError):
            found = {}
        if isinstance(found, dict):
            self._drafts = {key: text for key, text in found.items() if _is_draft(key, text)}

    def get(self, target: Target) -> str:
        """Return the draft for `target`; empty if there is none."""
        return self._drafts.get(_key(target), "")

    def targets(self) -> list[Target]:
        """Return what there are drafts for."""
        return [_target(key) for key in self._drafts]

    def keep(self, target: Target, text: str) -> None:
        """Put a draft on disk before returning; an empty one is dropped.

        Raises:
            StoreError: It cannot be written; it is still in memory.
        """
        if self._on_disk and text == self.get(target):
            return
        self._drafts[_key(target)] = text
        if not text:
            del self._drafts[_key(target)]
        self._on_disk = False
        try:
            self._save()
        except OSError as error:
            raise StoreError(
                f"The draft is not safe: {self._file} cannot be written ({error.strerror})."
            ) from error

    def _save(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._file.with_suffix(f".{os.getpid()}.part")
        with temporary.open("wb") as out:
            out.write(orjson.dumps(self._drafts))
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(self._file)
        self._on_disk = True


def _key(target: Target) -> str:
    return orjson.dumps([target.path, target.start, target.end]).decode()


def _target(key: str) -> Target:
    return Target(*orjson.loads(key))


def _is_draft(key: str, text: object) -> bool:
    try:
        _target(key)
    except (orjson.JSONDecodeError, TypeError):
        return False
    return isinstance(text, str)
