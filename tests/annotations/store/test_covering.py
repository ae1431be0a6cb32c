"""Letting an index cover what was in memory while commits go on."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.store import opening, upkeep
from annotations.store.catalogue import Catalogue
from annotations.store.index import Coverage, Index
from annotations.store.merging import said
from annotations.store.records import Record, Scribe
from annotations.store.store import Store
from tests.annotations.store.conftest import a_tag
from tests.annotations.store.factories import mark
from tests.factories import counting_uids, ticking_clock

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


def test_a_long_file_that_was_closed_opens_without_reading_what_was_committed(
    file: Path, scribe: Scribe, open_store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "IN_MEMORY", 2000)
    monkeypatch.setattr(upkeep, "SCRAP", 1000)
    first = open_store(file, compacts=False)
    first.commit("tags", [a_tag(scribe, f"tag {number}") for number in range(40)])
    first.flush()
    for number in range(4):
        first.commit("one more", [a_tag(scribe, f"more {number}")])
    first.close()
    again = open_store(file, compacts=False)
    assert again._filing._opened.scanned <= 1000
    assert len(again.of_kind("tag")) == 44
    assert again.undo_name == "one more"


Change = tuple[str, int, int]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "remove", "undo", "look"]), st.integers(0, 12), st.integers(0, 3)
    ),
    max_size=60,
)


@given(CHANGES)
@settings(max_examples=60, deadline=None)
def test_counts_and_lookups_stay_right_however_often_a_little_is_covered(
    changes: list[Change],
) -> None:
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(opening, "IN_MEMORY", 1500)
        patch.setattr(upkeep, "PORTION", 700)
        covered: list[int] = []
        let_go = Catalogue.let_go

        def noted(catalogue: Catalogue, *about: Any) -> None:
            let_go(catalogue, *about)
            covered.append(1)

        patch.setattr(Catalogue, "let_go", noted)
        file = Path(folder) / "annotations.json"
        store = Store(file, Scribe("ana", ticking_clock(), counting_uids()), compacts=False)
        first = {f"f{number}": mark("x" * 300, uid=f"f{number}") for number in range(12)}
        store.commit("begin", first.values())
        store.flush()
        model: list[dict[str, Record]] = [first]
        for change, number, place in changes:
            now = dict(model[-1])
            if change == "put":
                now[f"m{number}"] = mark(f"{change} {place}", uid=f"m{number}", article=f"a{place}")
                store.commit("put", [now[f"m{number}"]])
                model.append(now)
            elif change == "remove" and f"m{number}" in now:
                del now[f"m{number}"]
                store.commit("remove", [], [f"m{number}"])
                model.append(now)
            elif change == "undo" and len(model) > 1:
                store.undo()
                model.pop()
            elif change == "look":
                store.flush()
            assert_says(store, model[-1])
        store.close()
        assert len(covered) > len(changes) // 30
        again = Store(file, Scribe("ana", ticking_clock(), counting_uids("again")))
        assert_says(again, model[-1])
        again.close()


def assert_says(store: Store, records: dict[str, Record]) -> None:
    """All ways to ask agree with what was said."""
    assert store.counts()["annotation"] == len(records)
    found = {each["uid"]: said(each) for each in store.of_kind("annotation")}
    assert found == {uid: said(each) for uid, each in records.items()}
    for article in ("a0", "a1"):
        known = {uid for uid, each in records.items() if each["article"] == article}
        assert {each["uid"] for each in store.of_article(article)} == known
