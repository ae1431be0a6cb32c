"""Notes that are being written: kept on disk from moment to moment, offered again afterwards."""

import os
import threading
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from annotations.errors import StoreError
from annotations.models import Article, Passage, Target
from annotations.store.placements import Placements
from annotations.store.records import is_passage, made_safe

LOCK_SECONDS = 2.0


class Drafts:
    """The unfinished notes of one collection, in a small file of their own.

    A draft is kept with its target, so that it is found again when the text has changed. Several
    programs may keep drafts in one file. Methods may be called from any thread.

    Args:
        file: The drafts file; it is made with the first draft.
        placements: Knows where passages stand.
    """

    def __init__(self, file: Path, placements: Placements) -> None:
        """Read what an earlier run left behind; a damaged file counts as empty."""
        self._file = file
        self._placements = placements
        self._lock = threading.Lock()
        self._texts = _read(file)
        self._unsaved: dict[Target, str] = {}

    def get(self, target: Target) -> str:
        """Return the draft for exactly `target`; empty if there is none."""
        return self._texts.get(target, "")

    def all(self) -> list[tuple[Target, str]]:
        """Return all drafts, with their targets as they were when they were written."""
        return list(self._texts.items())

    def on(self, article: Article, orphans: Collection[Passage]) -> list[tuple[Target, str]]:
        """Return the drafts on an article, with their targets as they stand in its text.

        Args:
            article: The article as it is now.
            orphans: Passages that are shown though they are not in the text. A draft on any other
                words that are gone is one on the whole article from now on.
        """
        with self._lock:
            for target in [known for known in self._texts if known.path == article.path]:
                now = self._placements.renewed(target, article)
                if now is None:
                    now = target if target.passage in orphans else Target(target.path)
                if now != target:
                    both = (self._texts.get(now, ""), self._texts[target])
                    self._put(now, "\n\n".join(filter(None, both)))
                    self._put(target, "")
            return [pair for pair in self._texts.items() if pair[0].path == article.path]

    def keep(self, target: Target, text: str) -> None:
        """Put a draft on disk before returning; an empty one is dropped.

        Raises:
            StoreError: It cannot be written; it is still in memory.
        """
        with self._lock:
            if text != self.get(target):
                self._put(target, text)
            if self._unsaved:
                self._save()

    def _put(self, target: Target, text: str) -> None:
        self._texts[target] = self._unsaved[target] = text
        if not text:
            del self._texts[target]

    def _save(self) -> None:
        """Put what is not on disk yet among what other programs may have put there."""
        from filelock import FileLock, Timeout

        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self._file}.lock", timeout=LOCK_SECONDS, mode=0o600):
                texts = _read(self._file) | self._unsaved
                _write(self._file, {target: text for target, text in texts.items() if text})
        except Timeout as error:
            raise StoreError(
                f"The draft is not safe: {self._file} is locked by another program."
            ) from error
        except OSError as error:
            raise StoreError(
                f"The draft is not safe: {self._file} cannot be written ({error.strerror})."
            ) from error
        self._unsaved.clear()


def _read(file: Path) -> dict[Target, str]:
    try:
        found = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    drafts = found if isinstance(found, list) else []
    return {_target(safe): safe["text"] for safe in map(made_safe, filter(_is_draft, drafts))}


def _write(file: Path, texts: dict[Target, str]) -> None:
    drafts = [asdict(target) | {"text": text} for target, text in texts.items()]
    temporary = file.with_suffix(f".{os.getpid()}.part")
    with temporary.open("wb") as out:
        out.write(orjson.dumps(drafts))
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(file)


def _target(draft: dict[str, Any]) -> Target:
    passage = draft["passage"]
    return Target(draft["path"], Passage(**passage) if passage else None)


def _is_draft(draft: object) -> bool:
    if not isinstance(draft, dict) or draft.keys() != {"path", "passage", "text"}:
        return False
    words = isinstance(draft["path"], str) and isinstance(draft["text"], str)
    return words and (draft["passage"] is None or is_passage(draft["passage"]))
