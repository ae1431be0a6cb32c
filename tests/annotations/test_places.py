import os
import shlex
from pathlib import Path

import pytest

from annotations.errors import StoreError
from annotations.library import Library
from annotations.models import Target
from annotations.places import Places, sample_root, store_place
from tests.factories import make_collection

INSIDE = ".briefreader/annotations.json"


@pytest.fixture
def no_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A collection that this user may not write to."""
    root = tmp_path / "mounted"
    root.mkdir()
    allowed = os.access

    def access(path: Path, mode: int) -> bool:
        return not (mode & os.W_OK and Path(path).is_relative_to(root)) and allowed(path, mode)

    monkeypatch.setattr(os, "access", access)
    return root


def test_annotations_are_inside_their_collection(tmp_path: Path, places: Places) -> None:
    place = store_place(tmp_path, places)
    assert (place.file, place.notice) == (tmp_path / INSIDE, "")


def test_the_samples_annotations_are_in_the_users_folder_and_that_is_said(places: Places) -> None:
    place = store_place(sample_root(), places)
    assert place.file == places.data / "sample" / "annotations.json"
    assert str(place.file) in place.notice


def test_a_folder_that_cannot_be_written_has_them_in_the_users_folder_and_that_is_said(
    no_writing: Path, places: Places
) -> None:
    place = store_place(no_writing, places)
    assert place.file.is_relative_to(places.data)
    assert str(no_writing) in place.notice
    assert str(place.file) in place.notice
    assert store_place(no_writing, places).file == place.file
    assert not place.file.parent.exists(), "nothing is made before it is needed"


def test_annotations_that_cannot_be_written_are_copied_once(
    no_writing: Path, places: Places
) -> None:
    (no_writing / INSIDE).parent.mkdir()
    (no_writing / INSIDE).write_text("theirs")
    place = store_place(no_writing, places)
    assert place.file.read_text() == "theirs"
    place.file.write_text("hers")
    assert store_place(no_writing, places).file.read_text() == "hers"


def test_a_file_that_is_read_only_in_a_folder_that_is_not_is_respected(
    tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / INSIDE
    file.parent.mkdir()
    file.write_text("{}")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != file)
    assert store_place(tmp_path, places).file.is_relative_to(places.data)


def test_what_was_annotated_elsewhere_is_told_once_the_folder_can_be_written(
    tmp_path: Path, places: Places
) -> None:
    root = make_collection(tmp_path / "his news", {"one.txt": "Words."})
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "access", lambda path, mode: False)
        elsewhere = Library.open([root], places, author="ana")
        elsewhere.note([Target("one.txt")], "hers")
        elsewhere.close()
    assert not elsewhere.store.file.is_relative_to(root)
    library = Library.open([root], places, author="ana")
    assert library.store.file == root / INSIDE
    [told] = library.notices
    command = told.partition("`briefreader ")[2].partition("`")[0]
    import_, *arguments = shlex.split(command)
    assert (import_, arguments) == ("import", [str(elsewhere.store.file), "--into", str(root)])
    library.import_annotations(Path(arguments[0]))
    assert [mark.note for mark in library.annotations("one.txt")] == ["hers"]
    library.close()
    elsewhere.store.file.unlink()
    again = Library.open([root], places, author="ana")
    assert again.notices == []
    again.close()


def test_two_folders_of_one_name_have_files_of_their_own(
    tmp_path: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    roots = [tmp_path / "a" / "news", tmp_path / "b" / "news"]
    files = {store_place(root, places).file for root in roots}
    assert len(files) == 2


def test_a_named_file_is_taken_wherever_it_is(tmp_path: Path, places: Places) -> None:
    place = store_place(sample_root(), places, tmp_path / "mine.json")
    assert (place.file, place.notice) == (tmp_path / "mine.json", "")


def test_a_named_file_in_a_folder_that_is_not_there_is_refused(
    tmp_path: Path, places: Places
) -> None:
    with pytest.raises(StoreError, match=f"no folder {tmp_path}/nowhere.*--db"):
        store_place(tmp_path, places, tmp_path / "nowhere" / "mine.json")
    with pytest.raises(StoreError, match="is a folder; --db takes a file"):
        store_place(tmp_path, places, tmp_path)


def test_drafts_of_two_annotation_files_do_not_meet(places: Places) -> None:
    one, other = places.draft_file(Path("/a/x.json")), places.draft_file(Path("/b/x.json"))
    assert one != other
    assert one == places.draft_file(Path("/a/x.json"))
    assert one.is_relative_to(places.state)


def test_the_users_folders_are_those_the_system_gives(home: Places) -> None:
    assert home.settings.parts[-3:] == ("config", "briefreader", "settings.toml")
    assert home.mentions.parts[-3:] == ("cache", "briefreader", "mentions.sqlite")
    assert home.log.parts[-3:] == ("state", "briefreader", "briefreader.log")
    assert not home.config.exists()
