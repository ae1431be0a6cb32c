"""The annotations file is deleted while it is open: what was saved is saved again, and told."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.store import replaced
from annotations.store.store import Store
from tests.annotations.store.conftest import in_file
from tests.annotations.store.factories import mark

Stores = Callable[..., Store]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news" / ".briefreader" / "annotations.json"


@pytest.fixture
def store(file: Path, open_store: Stores) -> Store:
    """A store that holds a note, and had another one."""
    file.parent.parent.mkdir()
    store = open_store(file)
    store.commit("note", [mark("words", uid="m"), mark("gone", uid="g")])
    store.commit("delete", [], ["g"])
    store.flush()
    return store


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def file_alone(file: Path) -> None:
    file.unlink()


def its_folder(file: Path) -> None:
    shutil.rmtree(file.parent)


DELETE = pytest.mark.parametrize("delete", [file_alone, its_folder], ids=lambda each: each.__name__)


@DELETE
def test_it_is_saved_again_soon_and_told_once(
    delete: Callable[[Path], None],
    store: Store,
    file: Path,
    open_store: Stores,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replaced, "SETTLE_SECONDS", 0.05)
    told = list[str]()
    store.on_notice = told.append
    store.follow(0.01)
    delete(file)
    until(file.exists)
    assert store.flush().word == "saved"
    assert in_file(file).keys() == {"m"}
    until(lambda: told)
    assert told == [f"{file} was deleted. All that it said is kept, and saved anew."]
    store.commit("note", [mark("more", uid="n")])
    store.close()
    assert {each["uid"] for each in open_store(file).of_kind("annotation")} == {"m", "n"}


def test_one_that_is_only_taken_away_to_be_replaced_is_left_to_who_does_so(
    store: Store, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaced, "SETTLE_SECONDS", 60)
    data = file.read_bytes()
    store.follow(0.01)
    file.unlink()
    time.sleep(0.1)
    assert not file.exists()
    file.write_bytes(data)
    store.commit("note", [mark("more", uid="n")])
    assert store.flush().word == "saved"
    assert in_file(file).keys() == {"m", "n"}


@DELETE
def test_it_is_saved_again_at_the_end_with_its_history(
    delete: Callable[[Path], None], store: Store, file: Path, open_store: Stores
) -> None:
    delete(file)
    assert store.close().word == "saved"
    assert in_file(file).keys() == {"m"}
    again = open_store(file)
    assert [each.name for each in again.history() if each.step] == ["delete", "note"]
    again.undo()
    assert {each["uid"] for each in again.of_kind("annotation")} == {"m", "g"}


@DELETE
def test_it_is_saved_again_with_the_next_change(
    delete: Callable[[Path], None], store: Store, file: Path
) -> None:
    delete(file)
    store.commit("note", [mark("more", uid="n")])
    assert store.flush().word == "saved"
    assert in_file(file).keys() == {"m", "n"}
    for _ in range(2):
        store.undo()
    assert {each["uid"] for each in store.of_kind("annotation")} == {"m", "g"}


def test_two_programs_give_it_back_once(
    store: Store, file: Path, open_store: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaced, "SETTLE_SECONDS", 0.05)
    other = open_store(file)
    for each in (store, other):
        each.follow(0.01)
    file.unlink()
    until(file.exists)
    time.sleep(0.2)
    other.commit("note", [mark("theirs", uid="n")])
    other.flush()
    store.commit("note", [mark("ours", uid="o")])
    store.close()
    other.close()
    assert in_file(file).keys() == {"m", "n", "o"}
    assert not list(file.parent.glob("*.aside*"))


def test_no_folder_is_made_where_the_collection_is_gone(store: Store, file: Path) -> None:
    """As on a drive that was taken out: its place is not to be filled meanwhile."""
    collection = file.parent.parent
    away = collection.rename(collection.with_name("away"))
    store.commit("note", [mark("more", uid="n")])
    assert store.flush().word == "save failed"
    assert not collection.exists()
    away.rename(collection)
    assert store.flush().word == "saved"
    assert in_file(file).keys() == {"m", "n"}
