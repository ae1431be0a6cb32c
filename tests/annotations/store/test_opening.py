import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from annotations.errors import StoreError
from annotations.models import SaveState
from annotations.store.records import Record, Scribe
from annotations.store.store import Store
from tests.annotations.store.conftest import a_tag, an_annotation, in_file

OpenStore = Callable[..., Store]


def ours(*records: Record, form: str = "briefreader/1") -> bytes:
    documents = {str(number): record for number, record in enumerate(records, 1)}
    return json.dumps({"_meta": {"1": {"format": form}}, "_default": documents}).encode()


def passage(**fields: object) -> Record:
    return {
        "start": 0,
        "end": 1,
        "quote": "A",
        "before": "",
        "after": "",
        "text_sha256": "",
    } | fields


STAMP: Record = {
    "uid": "u",
    "created": "2026-01-01T00:00:00.000000Z",
    "modified": "2026-01-01T00:00:00.000000Z",
    "author": "ana",
    "modified_by": "ana",
}
MARK: Record = STAMP | {
    "kind": "annotation",
    "article": "x",
    "target": None,
    "tags": {},
    "note": "",
}

BROKEN = {
    "not UTF-8": b'{"_meta": "\xff"}',
    "a list": b"[1, 2]",
    "a number": b"1",
    "another program's TinyDB file": b'{"_default": {"1": {"name": "milk"}}}',
    "with a table that is a list": b'{"_meta": {"1": {"format": "briefreader/1"}}, "_default": []}',
    "with a record without identity": ours({"kind": "tag"}),
    "with an annotation without tags": ours({k: v for k, v in MARK.items() if k != "tags"}),
    "with a note that is a number": ours(MARK | {"note": 1}),
    "with half a passage": ours(MARK | {"target": {"start": 1}}),
    "with a passage that knows too much": ours(MARK | {"target": passage(colour="red")}),
    "with a tag whose key is text": ours(
        STAMP | {"kind": "tag", "name": "a", "colour": "", "description": "", "key": "1"}
    ),
}


@pytest.mark.parametrize("sort", BROKEN)
def test_a_file_that_is_not_ours_to_change_is_named_and_kept_aside_whole_at_the_first_save(
    sort: str, file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    file.write_bytes(BROKEN[sort])
    kept = open_store(file)
    assert str(file) in kept.notice
    assert [record for kind in ("tag", "annotation") for record in kept.of_kind(kind)] == []
    kept.close()
    assert file.read_bytes() == BROKEN[sort], "opening alone must not touch it"

    kept = open_store(file)
    tag = a_tag(scribe, "border")
    kept.commit("tag", [tag])
    assert kept.flush() == SaveState("saved")
    [aside] = file.parent.glob("annotations.aside-*.json")
    assert aside.name in kept.notice
    assert aside.read_bytes() == BROKEN[sort]
    assert in_file(file) == {tag["uid"]: tag}
    assert open_store(file).notice == ""


SAVED_FROM = {
    "with a tail of NULs": ours(MARK) + b"\0" * 512,
    "with a byte order mark": b"\xef\xbb\xbf" + ours(MARK),
    "with git's conflict marks": b"<<<<<<< HEAD\n" + ours(MARK),
    "of another form": ours(MARK, form="otherreader/1"),
    "of no numbered form": ours(MARK, form="briefreader/one"),
    "torn behind a record": ours(MARK, MARK | {"uid": "v"})[:-20],
    "with another program's documents": ours(MARK, {"name": "milk"}),
}


@pytest.mark.parametrize("sort", SAVED_FROM)
def test_all_records_that_can_be_read_are_taken_out_of_a_broken_file(
    sort: str, file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    file.write_bytes(SAVED_FROM[sort])
    kept = open_store(file)
    assert kept.of_kind("annotation") == [MARK]
    kept.close()
    assert file.read_bytes() == SAVED_FROM[sort], "opening alone must not touch it"

    kept = open_store(file)
    tag = a_tag(scribe, "border")
    kept.commit("tag", [tag])
    assert kept.flush() == SaveState("saved")
    assert in_file(file) == {tag["uid"]: tag, "u": MARK}
    asides = [each for each in file.parent.rglob("*.json") if each != file]
    assert [each.read_bytes() for each in asides] == [SAVED_FROM[sort]]
    assert open_store(file).notice == ""


@pytest.mark.parametrize("content", [b"", b"  \n", b"\0" * 512])
def test_an_empty_file_is_an_empty_store(
    content: bytes, file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    file.write_bytes(content)
    kept = open_store(file)
    assert kept.notice == ""
    kept.commit("tag", [a_tag(scribe, "border")])
    assert kept.flush() == SaveState("saved")
    assert not list(file.parent.glob("*aside*"))


def test_a_file_of_a_newer_version_is_refused_by_name_and_left_alone(
    file: Path, open_store: OpenStore
) -> None:
    content = ours(MARK, form="briefreader/3")
    file.write_bytes(content)
    with pytest.raises(StoreError, match=re.escape(str(file)) + ".*newer.*[Uu]pgrade.*--db"):
        open_store(file)
    assert file.read_bytes() == content


def test_a_folder_in_the_files_place_is_an_error(file: Path, open_store: OpenStore) -> None:
    file.mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        open_store(file)


def test_a_second_broken_file_does_not_take_the_place_of_the_first_one_kept_aside(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    for content in (b"{first", b"{second"):
        file.write_bytes(content)
        kept = open_store(file)
        kept.commit("tag", [a_tag(scribe, "border")])
        assert kept.flush() == SaveState("saved")
    asides = file.parent.glob("annotations.aside-*.json")
    assert sorted(aside.read_bytes() for aside in asides) == [b"{first", b"{second"]


def test_two_programs_that_met_the_same_broken_file_keep_it_and_each_others_work(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    file.write_bytes(b"{broken")
    one, other = open_store(file), open_store(file)
    records = [a_tag(scribe, "one"), a_tag(scribe, "other")]
    for kept, record in zip((one, other), records, strict=True):
        kept.commit("tag", [record])
        assert kept.flush() == SaveState("saved")
    assert in_file(file) == {record["uid"]: record for record in records}
    [aside] = file.parent.glob("annotations.aside-*.json")
    assert aside.read_bytes() == b"{broken"


def test_what_stock_tinydb_wrote_into_our_file_is_read(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    kept = open_store(file)
    note = an_annotation(scribe, "before")
    kept.commit("note", [note])
    kept.close()
    with TinyDB(file) as stock:
        stock.update({"note": "after"})
    again = open_store(file)
    assert again.notice == ""
    assert again.of_kind("annotation") == [note | {"note": "after"}]


def test_records_of_kinds_for_later_versions_are_kept(
    file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    link = STAMP | {"kind": "link", "from": "a", "to": "b"}
    file.write_bytes(ours(link))
    kept = open_store(file)
    kept.commit("tag", [a_tag(scribe, "border")])
    kept.flush()
    assert in_file(file)["u"] == link
