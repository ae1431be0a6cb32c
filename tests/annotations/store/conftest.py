"""Stores, and the records to put in them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

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
        opened.append(Store(file, **options))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


def a_tag(scribe: Scribe, name: str) -> Record:
    return scribe.new("tag", name=name, colour="#d9a406", description="", key=None)


def an_annotation(scribe: Scribe, note: str) -> Record:
    return scribe.new("annotation", article="an-article", target=None, tags={}, note=note)


def in_file(file: Path) -> dict[str, Record]:
    """The records in a file, by uid, read without any of the program's own code."""
    tables = json.loads(file.read_text("utf-8"))
    return {record["uid"]: record for record in tables["_default"].values()}
