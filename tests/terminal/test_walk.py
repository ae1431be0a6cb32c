"""From the list to the exported file, and what a second start finds."""

import csv
import json
import signal
from pathlib import Path
from typing import Any

from tinydb import TinyDB, where

from tests.terminal.conftest import Start

SECOND = "001_5d7ca5491b6f3888.txt"
HEADLINE = "Blinken Meets Top Tajik, Uzbek Diplomats, With Afghanistan In Sharp Focus"


def stored(collection: Path) -> list[dict[str, Any]]:
    """What stock TinyDB reads from a collection's annotations."""
    with TinyDB(collection / ".briefreader" / "annotations.json") as database:
        return [dict(document) for document in database.all()]


def annotations(collection: Path) -> list[dict[str, Any]]:
    return [record for record in stored(collection) if record["kind"] == "annotation"]


def test_an_analyst_lists_reads_selects_tags_notes_and_exports(
    start: Start, seeds: Path, tmp_path: Path
) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5", "5 unread", "Blinken Meets", "ana")
    terminal.send("j\r")
    terminal.wait_for("t → the sentence", HEADLINE[:40])
    terminal.send("}vlll")
    terminal.wait_for("t → the selection “U.S. Secretary of”")
    terminal.send("t")
    terminal.wait_for("Tag the selection")
    terminal.send("actors/state")
    terminal.wait_for("new tag “actors/state”")
    terminal.send("\r")
    terminal.wait_until_saved("” actors/state")
    terminal.wait_for("Annotations 1", "1 actors/state")
    terminal.send("n")
    terminal.wait_for("Note on the sentence")
    terminal.send("who, and\rwhere")
    terminal.wait_for("who, and", "where")
    terminal.send("\x13")
    terminal.wait_until_saved("note on “")
    tagged, noted = sorted(annotations(seeds), key=lambda record: record["created"])
    with TinyDB(seeds / ".briefreader" / "annotations.json") as database:
        (tag,) = database.search(where("kind") == "tag")
    assert (tag["name"], tag["author"]) == ("actors/state", "ana")
    assert (tagged["target"]["quote"], list(tagged["tags"])) == ("U.S. Secretary of", [tag["uid"]])
    assert noted["note"] == "who, and\nwhere"

    terminal.send("x")
    terminal.wait_for("Export annotations", str(tmp_path)[:30])
    terminal.send("\r")
    terminal.wait_for("2 rows for 2 annotations")
    with (tmp_path / "seeds-annotations.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    text = (seeds / SECOND).read_text("utf-8")
    assert [row["article"] for row in rows] == [SECOND, SECOND]
    assert {row["tag"] for row in rows} == {"actors/state", ""}
    assert {row["note"] for row in rows} == {"", "who, and\nwhere"}
    for row in rows:
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]
    terminal.send("\x11")
    assert terminal.wait_end() == 0


def test_the_second_start_shows_everything_at_once_where_the_first_ended(
    start: Start, seeds: Path
) -> None:
    first = start(seeds, new=True)
    first.wait(lambda text: text.count(" mentions") >= 3, "mentions in the list")
    first.wait_without("detecting")
    first.send("j\r")
    first.wait_for("t → the sentence")
    first.send("}}")
    first.wait_for("t → the sentence “The meetings in Washington")
    first.send("tmeetings\r")
    first.wait_until_saved("” meetings")
    first.send("\x11")
    assert first.wait_end() == 0

    second = start(seeds)
    second.wait_for("Entities 9", "Annotations 1", "meetings", "1 annotation")
    assert "detecting" not in second.text
    assert "enter reads the article;" not in second.text
    second.send("\t")
    second.wait_for("t → the sentence “The meetings in Washington")


def test_what_is_said_to_be_saved_survives_a_kill(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    terminal.send("trefugees\r")
    terminal.wait_until_saved("tag 1 article refugees")
    terminal.signal(signal.SIGKILL)
    assert terminal.wait_end() == -signal.SIGKILL
    assert len(annotations(seeds)) == 1
    again = start(seeds)
    again.wait_for("1 annotation", "refugees")


def test_without_a_path_the_sample_opens_and_says_where_its_annotations_are(
    start: Start, tmp_path: Path
) -> None:
    terminal = start(columns=200)
    file = tmp_path / "home" / "data" / "briefreader" / "sample" / "annotations.json"
    terminal.wait_for("Articles 5", f"annotations are kept in {file}")
    terminal.send("tvisit\r")
    terminal.wait_until_saved("tag 1 article visit")
    kinds = {record["kind"] for record in json.loads(file.read_text())["_default"].values()}
    assert kinds == {"annotation", "article", "tag", "operation"}


def test_annotations_of_a_folder_that_cannot_be_written_go_to_the_users_data_folder(
    start: Start, seeds: Path, tmp_path: Path
) -> None:
    seeds.chmod(0o555)
    terminal = start(seeds, columns=200)
    terminal.wait_for("cannot be written; its annotations are kept in")
    terminal.send("tvisit\r")
    terminal.wait_until_saved("tag 1 article visit")
    (file,) = (tmp_path / "home" / "data" / "briefreader").glob("seeds-*/annotations.json")
    assert '"visit"' in file.read_text()
    seeds.chmod(0o755)
