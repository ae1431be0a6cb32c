"""Stores, and the records to put in them."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotations.store.disk import Disk
from annotations.store.records import Record, Scribe
from annotations.store.store import Store
from tests.factories import counting_uids, ticking_clock


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "annotations.json"


@pytest.fixture
def scribe() -> Scribe:
    return Scribe("ana", ticking_clock(), counting_uids())


@pytest.fixture
def open_store() -> Iterator[Callable[..., Store]]:
    """Open stores; all are closed in the end."""
    opened: list[Store] = []

    def open_one(file: Path, **options: Any) -> Store:
        scribe = Scribe("ana", ticking_clock(), counting_uids(f"op{len(opened)}"))
        opened.append(Store(file, options.pop("scribe", scribe), **options))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


class FailingDisk(Disk):
    """A disk on which one sort of call fails, once it is told so, from some call on."""

    def __init__(self) -> None:
        self._failing = ""
        self._number = 0
        self._after = 0
        self.calls = 0

    def fail(self, call: str, number: int, after: int = 0) -> None:
        """Let `write`, `sync`, `truncate`, `replace` or any call fail with an error number.

        Args:
            call: Which calls; empty for all.
            number: The error number.
            after: How many of them go well before.
        """
        self._failing, self._number, self._after = call or "any", number, after

    def mend(self) -> None:
        """Let all calls go well."""
        self._failing = ""

    def _meet(self, call: str) -> None:
        self.calls += 1
        if self._failing in (call, "any"):
            self._after -= 1
            if self._after < 0:
                raise OSError(self._number, os.strerror(self._number))

    def write(self, descriptor: int, data: bytes, offset: int) -> int:
        self._meet("write")
        return super().write(descriptor, data, offset)

    def sync(self, descriptor: int) -> None:
        self._meet("sync")
        super().sync(descriptor)

    def truncate(self, descriptor: int, size: int) -> None:
        self._meet("truncate")
        super().truncate(descriptor, size)

    def replace(self, old: Path, new: Path) -> None:
        self._meet("replace")
        super().replace(old, new)

    def sync_folder(self, folder: Path) -> None:
        self._meet("sync_folder")
        super().sync_folder(folder)


def a_tag(scribe: Scribe, name: str) -> Record:
    return scribe.new("tag", name=name, colour="#d9a406", description="", key=None)


def an_annotation(scribe: Scribe, note: str) -> Record:
    return scribe.new("annotation", article="an-article", target=None, tags={}, note=note)


def in_file(file: Path) -> dict[str, Record]:
    """The records in a file, by uid, read without any of the program's own code."""
    tables = json.loads(file.read_text("utf-8"))
    found = [each for each in tables["_default"].values() if each.get("kind") != "operation"]
    return {
        each["uid"]: {name: value for name, value in each.items() if name not in ("op", "~")}
        for each in found
        if not each.get("deleted")
    }
