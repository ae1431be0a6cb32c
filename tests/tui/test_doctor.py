import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from annotations.library import Library
from annotations.models import Target
from annotations.places import Places
from tests.factories import counting_uids, make_library
from tui import doctor
from tui.doctor import Check, examine


def checks(library: Library, places: Places) -> dict[str, Check]:
    return {check.name: check for check in examine(library, places)}


def test_a_sound_installation_is_told_with_versions_folders_and_counts(
    library: Library, places: Places, seeds: Path
) -> None:
    library.tag([Target(next(library.paths()))], ["border"])
    library.store.flush()
    found = checks(library, places)
    assert all(check.ok for check in found.values())
    assert {"briefreader", "textual", "spacy", "tinydb", "model", "collection"} <= set(found)
    assert "sound, 1 article, 1 annotation, 1 tag, " in found["store"].finding
    assert str(seeds) in found["collection"].finding
    for name, file in (("settings", places.settings), ("cache", places.mentions)):
        assert str(file) in found[name].finding
    assert str(places.log) in found["log"].finding


def test_looking_makes_no_annotations_file(library: Library, places: Places) -> None:
    assert "not made yet" in checks(library, places)["store"].finding
    assert not library.store.file.exists()


def test_a_broken_store_is_told(seeds: Path, places: Places) -> None:
    file = seeds / ".briefreader" / "annotations.json"
    file.parent.mkdir()
    file.write_text("{broken")
    library = make_library(seeds, places)
    store = checks(library, places)["store"]
    assert not store.ok
    assert str(file) in store.finding
    library.close()


def test_records_made_one_of_two_versions_are_named(seeds: Path, places: Places) -> None:
    file = seeds / ".briefreader" / "annotations.json"
    library = make_library(seeds, places)
    library.tag([Target(next(library.paths()))], ["border"])
    library.close()
    common = file.read_bytes()
    sides = []
    for name in ("crime", "trade"):
        file.write_bytes(common)
        library = make_library(seeds, places, author=name, uids=counting_uids(name))
        library.tag([Target(next(library.paths()))], [name])
        library.close()
        sides.append(file.read_bytes().removeprefix(common.removesuffix(b"\n}}\n")))
    ours, theirs = (side.removeprefix(b",\n").removesuffix(b"}}\n") for side in sides)
    marked = b",\n<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> theirs\n}}\n"
    file.write_bytes(common.removesuffix(b"\n}}\n") + marked)
    library = make_library(seeds, places)
    store, *merged = (each for each in examine(library, places) if each.name in ("store", "merged"))
    assert not store.ok
    assert "git's marks of a conflict" in store.finding
    assert any("annotation “the whole article” in " in each.finding for each in merged)
    library.close()


def test_steps_that_another_program_has_put_out_of_order_are_told(
    library: Library, places: Places
) -> None:
    library.tag([Target(next(library.paths()))], ["border"])
    library.store.flush()
    assert "steps" not in checks(library, places)
    file = library.store.file
    file.write_text(json.dumps(json.loads(file.read_bytes()), indent=2))
    found = checks(library, places)["steps"]
    assert not found.ok
    assert "no step before that can be undone" in found.finding


def test_doctor_does_not_send_to_doctor(library: Library, places: Places) -> None:
    library.tag([Target(next(library.paths()))], ["border"])
    library.store.flush()
    file = library.store.file
    file.write_bytes(file.read_bytes().replace(b"border", b"barder", 1))
    found = checks(library, places)["store"]
    assert not found.ok
    assert "briefreader doctor" not in found.finding


def test_an_unfinished_note_on_an_article_that_is_gone_is_told_whole(
    library: Library, places: Places, seeds: Path
) -> None:
    path = next(library.paths())
    library.keep_draft(Target(path), "half a thought\nof mine")
    assert "draft" not in checks(library, places)
    (seeds / path).unlink()
    found = checks(library, places)["draft"].finding
    assert path in found
    assert found.endswith("half a thought of mine")


def test_a_missing_model_and_a_missing_package_are_told_with_the_way_to_get_them(
    seeds: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(package: str) -> str:
        if package == "rapidfuzz":
            raise PackageNotFoundError(package)
        return "1.0"

    monkeypatch.setattr(doctor, "version", version)
    library = make_library(seeds, places, model="no_such_model")
    found = checks(library, places)
    assert not found["model"].ok
    assert "no_such_model" in found["model"].finding
    assert not found["rapidfuzz"].ok
    assert "pip install rapidfuzz" in found["rapidfuzz"].finding
    library.close()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[keys]\ntag = "n"\n', "n would call both tag and note"),
        ('[keys]\nnonsense = "q"\n', "there is no command nonsense"),
        ('[langmap]\nab = "c"\n', "are not two letters"),
        ("author = 3\n", "author must be text"),
    ],
)
def test_settings_that_cannot_be_followed_are_told(
    settings: str, told: str, library: Library, places: Places
) -> None:
    places.settings.parent.mkdir(parents=True)
    places.settings.write_text(settings, "utf-8")
    check = checks(library, places)["settings"]
    assert not check.ok
    assert told in check.finding
    assert check.finding.count(str(places.settings)) == 1


def test_names_in_the_settings_that_mean_nothing_are_told(library: Library, places: Places) -> None:
    places.settings.parent.mkdir(parents=True)
    places.settings.write_text('[keys]\ntag = "y"\n[colours]\n', "utf-8")
    check = checks(library, places)["settings"]
    assert check.ok
    assert "unknown and ignored: colours" in check.finding


def test_a_cache_that_is_of_no_use_is_told(seeds: Path, places: Places) -> None:
    places.mentions.mkdir(parents=True)
    library = make_library(seeds, places)
    check = checks(library, places)["cache"]
    assert not check.ok
    assert str(places.mentions) in check.finding
    library.close()
