"""What is in a folder is known from the run before, and only what has changed is read."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from annotations import shelf
from annotations.articles import Collection, load
from annotations.errors import ArticleError
from annotations.models import Seen
from annotations.shelf import Shelf
from tests.factories import make_collection

TEXTS = {f"{number}.txt": f"Headline number {number}\n\nWords.\n" for number in (1, 2, 10)}

OpenShelf = Callable[..., Shelf]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_collection(tmp_path / "news", TEXTS)


@pytest.fixture
def open_shelf(folder: Path, tmp_path: Path) -> Iterator[OpenShelf]:
    opened: list[Shelf] = []

    def open_it(*named: Path) -> Shelf:
        opened.append(Shelf(Collection.of(named or [folder]), tmp_path / "cache.sqlite"))
        return opened[-1]

    yield open_it
    for each in opened:
        each.close()


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the files that were read."""
    paths: list[str] = []

    def note(file: Path, path: str) -> bytes:
        paths.append(path)
        return load(file, path)

    monkeypatch.setattr(shelf, "load", note)
    return paths


def seen(shelf: Shelf) -> dict[str, Seen]:
    return {path: kind for path, kind in shelf.look() if kind is not Seen.SAME}


def recalled(shelf: Shelf) -> list[str]:
    return [path for page in shelf.recalled() for path in page]


def test_what_was_read_is_recalled_in_natural_order_and_not_read_again(
    open_shelf: OpenShelf, loaded: list[str]
) -> None:
    first = open_shelf()
    assert recalled(first) == []
    assert list(seen(first).items()) == [(path, Seen.NEW) for path in TEXTS]
    sheets = [first.sheet(path) for path in TEXTS]
    first.close()
    loaded.clear()
    again = open_shelf()
    assert recalled(again) == list(TEXTS)
    assert [again.sheet(path) for path in TEXTS] == sheets
    assert seen(again) == {}
    assert loaded == []


def test_only_what_has_changed_is_looked_at(
    folder: Path, open_shelf: OpenShelf, loaded: list[str]
) -> None:
    first = open_shelf()
    seen(first)
    first.close()
    (folder / "2.txt").write_text("Another headline here\n\nOther words.\n")
    (folder / "10.txt").unlink()
    (folder / "3.txt").write_text("A new article\n\nWords.\n")
    os.utime(folder / "1.txt")
    loaded.clear()
    again = open_shelf()
    recalled(again)
    assert seen(again) == {
        "2.txt": Seen.CHANGED,
        "3.txt": Seen.NEW,
        "10.txt": Seen.GONE,
    }
    assert sorted(loaded) == ["1.txt", "2.txt", "3.txt"]
    assert again.sheet("2.txt").title == "Another headline here"
    again.close()
    loaded.clear()
    third = open_shelf()
    assert recalled(third) == ["1.txt", "2.txt", "3.txt"]
    assert (seen(third), loaded) == ({}, [])


def test_what_could_not_be_read_is_read_once_its_rights_are_changed(
    folder: Path, open_shelf: OpenShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(file: Path, path: str) -> bytes:
        if path == "2.txt" and file.stat().st_mode & 0o777 == 0:  # root may read it even so
            raise ArticleError("may not be read")
        return load(file, path)

    monkeypatch.setattr("annotations.shelf.load", refuse)
    (folder / "2.txt").chmod(0)
    shelf = open_shelf()
    assert seen(shelf)["2.txt"] is Seen.NEW
    assert seen(shelf) == {}
    (folder / "2.txt").chmod(0o600)
    assert dict(shelf.look_at(["2.txt"])) == {"2.txt": Seen.CHANGED}
    assert shelf.sheet("2.txt").words
    (folder / "2.txt").chmod(0o644)
    assert dict(shelf.look_at(["2.txt"])) == {"2.txt": Seen.SAME}, "it says what it said"


def test_an_edit_that_keeps_size_and_time_is_seen(folder: Path, open_shelf: OpenShelf) -> None:
    shelf = open_shelf()
    seen(shelf)
    file = folder / "2.txt"
    before, text = file.stat(), file.read_text()
    file.write_text(text.swapcase())
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert seen(shelf) == {"2.txt": Seen.CHANGED}


def test_commands_know_the_sheets_of_files_that_are_as_they_were(
    folder: Path, open_shelf: OpenShelf, loaded: list[str]
) -> None:
    first = open_shelf()
    seen(first)
    first.close()
    (folder / "2.txt").write_text("Another headline here\n\nOther words.\n")
    loaded.clear()
    again = open_shelf()
    titles = [again.sheet(path).title for path in again.paths()]
    assert titles == ["Headline number 1", "Another headline here", "Headline number 10"]
    assert loaded == ["2.txt"]


def test_of_what_is_known_only_what_was_named_is_recalled(
    folder: Path, open_shelf: OpenShelf
) -> None:
    (folder / ".briefreader").mkdir()
    make_collection(folder, {"in/1.txt": "One headline\n\nWords.\n"})
    first = open_shelf()
    seen(first)
    first.close()
    part = open_shelf(folder / "in", folder / "2.txt")
    assert recalled(part) == ["2.txt", "in/1.txt"]
    assert seen(part) == {}
    part.close()
    assert len(recalled(open_shelf())) == 4


def test_a_file_that_cannot_be_read_is_tried_again_once_it_was_written(
    folder: Path, open_shelf: OpenShelf, loaded: list[str]
) -> None:
    (folder / "1.txt").write_bytes(bytes(range(32)) * 100)
    here = open_shelf()
    assert seen(here)["1.txt"] is Seen.NEW
    with pytest.raises(ArticleError, match="binary"):
        here.sheet("1.txt")
    loaded.clear()
    assert (seen(here), loaded) == ({}, [])
    (folder / "1.txt").write_text("It can be read now\n\nWords.\n")
    assert seen(here) == {"1.txt": Seen.CHANGED}
    assert here.sheet("1.txt").title == "It can be read now"


def test_a_file_that_becomes_unreadable_stays_what_it_was(
    folder: Path, open_shelf: OpenShelf
) -> None:
    here = open_shelf()
    seen(here)
    (folder / "1.txt").write_bytes(bytes(range(32)) * 100)
    assert seen(here) == {}
    assert here.sheet("1.txt").title == "Headline number 1"


def test_a_file_that_is_gone_can_still_be_asked_for_and_may_come_back(
    folder: Path, open_shelf: OpenShelf
) -> None:
    here = open_shelf()
    seen(here)
    (folder / "1.txt").rename(folder / "hidden")
    assert seen(here) == {"1.txt": Seen.GONE}
    assert here.sheet("1.txt").title == "Headline number 1"
    assert here.readable() == ["2.txt", "10.txt"]
    (folder / "hidden").rename(folder / "1.txt")
    assert seen(here) == {"1.txt": Seen.NEW}
    assert sorted(here.readable()) == ["1.txt", "10.txt", "2.txt"]
    here.close()
    assert recalled(open_shelf()) == list(TEXTS)


@pytest.mark.parametrize("leaves_folder", [True, False])
def test_a_folder_that_goes_away_is_said_and_nothing_is_forgotten(
    folder: Path, open_shelf: OpenShelf, leaves_folder: bool
) -> None:
    collection = Collection.of([folder])
    here = Shelf(collection, folder.parent / "other.sqlite")
    seen(here)
    shutil.move(folder, folder.parent / "away")
    if leaves_folder:
        folder.mkdir()
    assert seen(here) == {}
    [problem] = collection.problems
    assert ("Nothing is left" if leaves_folder else "no longer there") in problem
    if leaves_folder:
        folder.rmdir()
    shutil.move(folder.parent / "away", folder)
    assert (seen(here), collection.problems) == ({}, [])
    here.close()


def test_a_folder_that_may_not_be_read_keeps_its_rows(
    folder: Path, open_shelf: OpenShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_collection(folder, {"sub/1.txt": "One headline\n\nWords.\n"})
    here = open_shelf()
    seen(here)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("sub"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (folder / "1.txt").unlink()
    assert seen(here) == {"1.txt": Seen.GONE}


def test_some_files_can_be_looked_at_without_the_others(
    folder: Path, open_shelf: OpenShelf, loaded: list[str]
) -> None:
    here = open_shelf()
    seen(here)
    loaded.clear()
    (folder / "2.txt").write_text("Another headline here\n\nOther words.\n")
    (folder / "10.txt").unlink()
    found = dict(here.look_at(["1.txt", "2.txt", "10.txt", "no.txt"]))
    assert found == {"1.txt": Seen.SAME, "2.txt": Seen.CHANGED, "10.txt": Seen.GONE}
    assert loaded == ["2.txt"]


def test_rows_of_another_form_are_thrown_away(open_shelf: OpenShelf, tmp_path: Path) -> None:
    import sqlite3

    first = open_shelf()
    seen(first)
    first.close()
    with sqlite3.connect(tmp_path / "cache.sqlite") as database:
        database.execute("UPDATE sheet SET sheet = '[1, 2]' WHERE path = '2.txt'")
    database.close()
    again = open_shelf()
    assert recalled(again) == []
    assert len(again.notices) == 1
    assert seen(again) == dict.fromkeys(TEXTS, Seen.NEW)


def test_a_file_of_the_far_future_is_listed_and_kept(
    folder: Path, open_shelf: OpenShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    true = os.stat
    far_off = SimpleNamespace(st_mtime_ns=2**63 + 5, st_ctime_ns=7, st_size=40)

    def stat(file: Any, *args: Any, **named: Any) -> Any:
        return far_off if str(file).endswith("/2.txt") else true(file, *args, **named)

    monkeypatch.setattr(os, "stat", stat)
    one = open_shelf()
    assert len(list(one.look())) == 3
    one.close()
    assert [path for page in open_shelf().recalled() for path in page] == list(TEXTS)
