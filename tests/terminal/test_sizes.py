"""Small terminals, changing terminals, plain terminals."""

from pathlib import Path

import pytest

from tests.terminal.conftest import Start


def test_a_terminal_of_ten_by_three_is_told_and_waited_for(start: Start, seeds: Path) -> None:
    terminal = start(seeds, columns=10, rows=3)
    terminal.wait(lambda text: " ".join(text.split()) == "Too small: 20 by 6 is the least.", "why")
    terminal.resize(80, 24)
    terminal.wait_for("Articles 5", "t → the article")
    terminal.send("\r")
    terminal.wait_for("t → the sentence")
    terminal.send("tgrown\r")
    terminal.wait_until_saved("” grown")


@pytest.mark.parametrize("size", [(20, 6), (40, 10), (59, 20), (60, 20), (99, 30), (100, 30)])
def test_it_works_in_every_size_that_is_promised(
    start: Start, seeds: Path, size: tuple[int, int]
) -> None:
    columns, rows = size
    terminal = start(seeds, columns=columns, rows=rows)
    terminal.wait_for("Tajik M", "saved")
    terminal.send("\r")
    terminal.wait_for("sentence")
    terminal.send("tsmall\r")
    terminal.wait_until_saved()
    terminal.wait(
        lambda _: '"small"' in read(seeds / ".briefreader" / "annotations.json"), "a tag on disk"
    )
    terminal.send("\x11")
    assert terminal.wait_end() == 0


def read(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def test_a_dialog_survives_every_change_of_size(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    terminal.send("trefu")
    terminal.wait_for("new tag “refu”")
    terminal.resize(50, 12)
    terminal.wait_for("Tag the article", "refu", "new tag")
    terminal.resize(10, 3)
    terminal.resize(20, 6)
    terminal.wait_for("refu")
    terminal.resize(140, 50)
    terminal.wait_for("Articles 5", "Tag the article", "new tag “refu”")
    terminal.send("gees\r")
    terminal.wait_until_saved("tag 1 article refugees")


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "linux", "COLORTERM": ""}])
def test_entities_and_tags_are_told_apart_without_many_colours(
    start: Start, seeds: Path, environ: dict[str, str]
) -> None:
    terminal = start(seeds, environ=environ)
    terminal.wait(lambda text: text.count(" mentions") >= 3, "mentions in the list")
    terminal.send("\r")
    terminal.wait_for("t → the sentence")
    terminal.send("tvisit\r")
    terminal.wait_until_saved("” visit")
    assert b"38;2;" not in terminal.raw or environ.get("NO_COLOR")
    columns = range(terminal.screen.columns)
    marked = {
        mark
        for line in terminal.screen.buffer.values()
        for mark in ((line[x].underscore, line[x].bold, line[x].italics) for x in columns)
    }
    assert any(underlined for underlined, _, _ in marked)
    assert "▎" in terminal.text
