"""Files of every form that there ever was open, and are written in today's form when saved."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.library import Library
from annotations.models import State
from annotations.places import Places
from annotations.store.lines import FORM
from annotations.store.records import Scribe
from annotations.store.store import Store
from tests.annotations.store.conftest import a_tag, in_file
from tests.factories import make_collection, make_library

OpenStore = Callable[..., Store]

FORMS = Path(__file__).parent / "forms"
PRESENT = int(FORM.partition("/")[2])
ONE = "Border talks fail.\n\nRussia closed the border. Grain waits. Nobody knows for how long.\n"


def the_library(tmp_path: Path, places: Places, form: int) -> Library:
    """A library with the file of a form, which says the same in each of them."""
    root = make_collection(tmp_path / "news", {"one.txt": ONE, "two.txt": "Markets calm.\n"})
    file = root / ".briefreader" / "annotations.json"
    file.parent.mkdir()
    file.write_bytes((FORMS / f"form-{form}.json").read_bytes())
    return make_library(root, places)


def test_there_is_a_file_of_every_form() -> None:
    forms = {f"form-{number}.json" for number in range(1, PRESENT + 1)}
    assert {file.name for file in FORMS.iterdir()} == forms


@pytest.mark.parametrize("form", range(1, PRESENT + 1))
def test_a_file_of_this_form_says_what_was_written(
    form: int, tmp_path: Path, places: Places
) -> None:
    library = the_library(tmp_path, places, form)
    assert library.notices == []
    [mark] = library.annotations("one.txt")
    assert mark.quote == "Russia closed the border."
    assert [tag.name for tag in mark.tags] == ["border", "a/зерно"]
    assert mark.note == "why?\n\nNobody says."
    assert [each.note for each in library.annotations("two.txt")] == ["calm"]
    two = library.listing("two.txt")
    assert (two.title, two.published) == ("Hers", "2025-09-09")
    assert library.listing("one.txt").state is State.READ
    library.close()


@pytest.mark.parametrize("form", range(1, PRESENT))
def test_an_older_form_is_left_alone_until_something_is_saved_and_then_kept(
    form: int, file: Path, scribe: Scribe, open_store: OpenStore
) -> None:
    old = (FORMS / f"form-{form}.json").read_bytes()
    file.write_bytes(old)
    kept = open_store(file)
    records = {record["uid"]: record for record in json.loads(old)["_default"].values()}
    kept.close()
    assert file.read_bytes() == old
    kept = open_store(file)
    tag = a_tag(scribe, "later")
    kept.commit("tag", [tag])
    kept.flush()
    assert json.loads(file.read_bytes())["_meta"]["1"]["format"] == FORM
    assert in_file(file) == records | {tag["uid"]: tag}
    [aside] = file.parent.glob(f"history/annotations.form-{form}*.json")
    assert aside.read_bytes() == old
