import os
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from annotations.articles import Collection
from annotations.errors import CollectionError


def make(root: Path, *names: str) -> Path:
    for name in names:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Some text.")
    return root


def paths(*named: Path) -> list[str]:
    return [path for path, _ in Collection.of(named).files()]


def test_a_folder_is_walked_in_natural_order(tmp_path: Path) -> None:
    make(tmp_path, "a10.txt", "a2.txt", "b/1.md", "b/c/2.txt", "a1.txt")
    assert paths(tmp_path) == ["a1.txt", "a2.txt", "a10.txt", "b/1.md", "b/c/2.txt"]


def test_hidden_and_unknown_files_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "d.pdf", "e.TXT")
    assert sorted(paths(tmp_path)) == ["a.txt", "e.TXT"]


def test_a_named_file_is_listed_whatever_its_suffix(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "notes.log", ".hidden.txt")
    assert paths(tmp_path / "notes.log") == ["notes.log"]
    assert paths(tmp_path / ".hidden.txt") == [".hidden.txt"]


def test_several_paths_share_their_deepest_common_folder(tmp_path: Path) -> None:
    make(tmp_path, "x/a/1.txt", "x/b/2.txt", "x/b/3.txt", "y/4.txt")
    collection = Collection.of([tmp_path / "x/b", tmp_path / "x/a/1.txt", tmp_path / "x/b/2.txt"])
    assert (collection.root, collection.name) == (tmp_path / "x", "x")
    assert [path for path, _ in collection.files()] == ["a/1.txt", "b/2.txt", "b/3.txt"]


def test_the_nearest_folder_above_that_has_annotations_is_the_root(tmp_path: Path) -> None:
    make(tmp_path, "x/a/1.txt", "x/b/2.txt", ".briefreader/annotations.json", "x/3.txt")
    collection = Collection.of([tmp_path / "x/a"])
    assert collection.root == tmp_path
    assert [path for path, _ in collection.files()] == ["x/a/1.txt"]
    make(tmp_path, "x/.briefreader/annotations.json")
    assert Collection.of([tmp_path / "x/a/1.txt"]).root == tmp_path / "x"


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="nowhere does not exist"):
        Collection.of([tmp_path, tmp_path / "nowhere"])
    with pytest.raises(CollectionError, match="No file or folder"):
        Collection.of([])


def test_an_empty_folder_is_an_empty_collection(tmp_path: Path) -> None:
    assert paths(tmp_path) == []


def test_a_loop_of_symbolic_links_ends(tmp_path: Path) -> None:
    make(tmp_path, "a/1.txt")
    (tmp_path / "a/loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert paths(tmp_path) == ["a/1.txt"]


def test_an_unreadable_folder_is_remembered_and_the_others_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a/1.txt", "b/2.txt")
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    collection = Collection.of([tmp_path])
    assert [path for path, _ in collection.files()] == ["b/2.txt"]
    assert collection.problems == ["The folder a cannot be read: Permission denied."]
    assert collection.unseen == ["a/"]


def test_control_characters_in_names_are_made_safe_and_names_stay_distinct(tmp_path: Path) -> None:
    names = [b"x\x1b]0;y.txt", b"x\x07]0;y.txt", b"new\nline.txt", b"bad\xff.txt", b"bad\xfe.txt"]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(name.hex())
    collection = Collection.of([tmp_path])
    files = dict(collection.files())
    assert len(files) == len(names)
    assert all(path.isprintable() for path in files)
    assert {file.read_text() for file in map(Path, files.values())} == {
        name.hex() for name in names
    }
    assert dict(collection.files()) == files
    assert {path: str(collection.file(path)) for path in files} == files


def test_a_path_finds_its_file_without_going_through_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a/1.txt", "b/2.txt")
    collection = Collection.of([tmp_path])
    monkeypatch.setattr(os, "scandir", lambda _: pytest.fail("went through a folder"))
    assert collection.file("b/2.txt") == tmp_path / "b/2.txt"


@pytest.mark.parametrize("path", ["nothing.txt", "../outside.txt", "/etc/passwd", "", "d.pdf"])
def test_a_path_that_is_not_in_the_collection_is_refused(tmp_path: Path, path: str) -> None:
    make(tmp_path, "in/1.txt", "in/d.pdf", "outside.txt")
    with pytest.raises(CollectionError, match="is not in the collection in"):
        Collection.of([tmp_path / "in"]).file(path)


def test_files_are_listed_as_they_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "a/1.txt", "b/2.txt")
    listed: list[str] = []
    scandir = os.scandir

    def note(path: str) -> Any:
        listed.append(Path(path).name)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", note)
    assert len(list(islice(Collection.of([tmp_path]).files(), 1))) == 1
    assert "b" not in listed


def test_a_walk_that_has_begun_takes_nothing_from_what_another_one_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make(tmp_path, "a.txt", "inner/b.txt")
    true = os.scandir

    def scan(folder: str) -> object:
        if folder.endswith("inner"):
            raise PermissionError(13, "Permission denied", folder)
        return true(folder)

    monkeypatch.setattr(os, "scandir", scan)
    collection = Collection.of([root])
    assert [path for path, _ in collection.files()] == ["a.txt"]
    next(collection.files())
    assert collection.unseen == ["inner/"]
    assert len(collection.problems) == 1
