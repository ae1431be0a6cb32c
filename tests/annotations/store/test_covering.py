"""Letting an index cover what was in memory while commits go on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.store import opening
from annotations.store.index import Coverage, Index
from annotations.store.records import Scribe
from annotations.store.store import Store
from tests.annotations.store.conftest import a_tag

OpenStore = Callable[..., Store]


def test_what_is_committed_while_the_index_is_written_stays(
    file: Path, scribe: Scribe, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "IN_MEMORY", 2000)
    store = open_store(file)
    tags = [a_tag(scribe, f"tag {number}") for number in range(40)]
    put = Index.put
    meanwhile = [scribe.revised(tags[3], name="renamed"), a_tag(scribe, "new")]

    def busy_put(index: Index, rows: list[object], removed: list[str], to: Coverage) -> None:
        if rows:
            monkeypatch.setattr(Index, "put", put)
            store.commit("rename", meanwhile, [tags[5]["uid"]])
        put(index, rows, removed, to)  # type: ignore[arg-type]

    monkeypatch.setattr(Index, "put", busy_put)
    store.commit("tags", tags)
    store.flush()
    assert Index.put is put, "nothing was covered"
    names = {f"tag {number}" for number in range(40)} - {"tag 3", "tag 5"} | {"renamed", "new"}
    assert {tag["name"] for tag in store.of_kind("tag")} == names
    assert store.get(tags[3]["uid"]) == meanwhile[0]
    assert store.get(tags[5]["uid"]) is None
    store.undo()
    assert store.get(tags[3]["uid"])["name"] == "tag 3"  # type: ignore[index]
    store.close()
    again = open_store(file)
    assert {tag["name"] for tag in again.of_kind("tag")} == {f"tag {n}" for n in range(40)}
    assert again.undo_name == "tags"
