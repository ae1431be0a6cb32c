"""Another program writes over the annotations while they are open: what was saved is kept."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.store import opening, replaced
from annotations.store.records import Record
from annotations.store.store import Store
from tests.annotations.store.factories import mark

Said = dict[str, Record]
Stores = Callable[..., Store]
Change = Callable[[Path], None]


def garbage(file: Path) -> None:
    file.write_bytes(b"garbage")


def nothing(file: Path) -> None:
    file.write_bytes(b"")


def cut_within_a_line(file: Path) -> None:
    os.truncate(file, file.read_bytes().index(b"words 4") + 3)


def cut_between_lines(file: Path) -> None:
    os.truncate(file, file.read_bytes().index(b"words 4 changed"))
    os.truncate(file, file.read_bytes().rindex(b"\n") - 1)


def _over(file: Path, place: int, data: bytes) -> None:
    with file.open("r+b") as out:
        out.seek(place)
        out.write(data)


def over_the_start(file: Path) -> None:
    _over(file, 0, b"x" * 300)


def zeros_over_the_start(file: Path) -> None:
    _over(file, 0, b"\0" * 40)


def over_a_change(file: Path) -> None:
    _over(file, file.read_bytes().index(b"words 4 changed") - 20, b"x" * 30)


def over_a_removal(file: Path) -> None:
    _over(file, file.read_bytes().index(b'"deleted"') - 5, b"x" * 12)


CHANGES = [
    garbage,
    nothing,
    cut_within_a_line,
    cut_between_lines,
    over_the_start,
    zeros_over_the_start,
    over_a_change,
    over_a_removal,
]


def held(store: Store) -> Said:
    return {each["uid"]: each for each in store.of_kind("annotation")}


def assert_kept(known: Said, now: Said, file: Path) -> None:
    """All is there as it was; of a removal that only an index tells, the file has the last word."""
    if any(file.parent.glob("*.index")):
        now.pop("m2", None)
    assert without_stamps(now) == without_stamps(known)


def without_stamps(said: Said) -> Said:
    return {
        uid: {name: value for name, value in record.items() if name != "op"}
        for uid, record in said.items()
    }


@pytest.fixture(params=["in memory", "indexed"])
def store(
    request: pytest.FixtureRequest, file: Path, open_store: Stores, monkeypatch: pytest.MonkeyPatch
) -> Store:
    """Seven notes, one changed and one removed; all were looked at since the file was opened."""
    monkeypatch.setattr(replaced, "SETTLE_SECONDS", 0.0)
    if request.param == "indexed":
        monkeypatch.setattr(opening, "IN_MEMORY", 300)
    first = open_store(file, compacts=False)
    for number in range(7):
        first.commit("note", [mark(f"words {number}", uid=f"m{number}")])
    first.commit("change", [mark("words 4 changed", uid="m4")])
    first.commit("remove", [], ["m2"])
    first.close()
    store = open_store(file, compacts=False)
    held(store)
    store.commit("note", [mark("the last words", uid="n")])
    store.flush()
    return store


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("change", CHANGES[:-1], ids=lambda change: change.__name__)
def test_it_is_written_again_at_once_and_told(
    change: Change, store: Store, file: Path, open_store: Stores
) -> None:
    known, told = held(store), list[str]()
    store.on_notice = told.append
    before = file.stat().st_ino
    change(file)
    store.follow(0.01)
    until(lambda: file.stat().st_ino != before)
    store.flush()
    assert_kept(known, held(store), file)
    assert_kept(known, held(open_store(file)), file)
    until(lambda: told)
    assert len(told) == 1
    assert str(file) in told[0]
    assert "damage" in told[0]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_it_is_written_again_at_the_end(
    change: Change, store: Store, file: Path, open_store: Stores
) -> None:
    known = held(store)
    change(file)
    assert store.close().word == "saved"
    assert_kept(known, held(open_store(file)), file)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_what_is_done_next_is_saved_and_undone_with_the_rest(
    change: Change, store: Store, file: Path, open_store: Stores
) -> None:
    known = held(store)
    change(file)
    later = mark("later", uid="o")
    store.commit("later", [later])
    assert store.flush().word == "saved"
    assert_kept(known | {"o": later}, held(store), file)
    for name in ("later", "note"):
        step = store.undo()
        assert step is not None
        assert step.name == name
    del known["n"]
    assert_kept(known, held(store), file)
    store.close()
    assert_kept(known, held(open_store(file)), file)
