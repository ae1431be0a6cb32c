"""Commands when articles are gone, files are in the way, and names are hostile."""

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotations.places import Places
from annotations.text import UNSAFE
from tests.factories import make_collection, make_library, target_in
from tui.program import main

Run = Callable[..., Result]
ONE = "Border talks fail.\n\nRussia closed the border on Monday. Grain waits.\n"


@pytest.fixture
def run(home: Places) -> Run:
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def left_behind(tmp_path: Path, home: Places) -> Path:
    """A collection whose only article is gone, and what was said of it."""
    root = make_collection(tmp_path / "news", {"one.txt": ONE})
    library = make_library(root, home)
    library.tag([target_in(ONE, "one.txt", 20, 54)], ["border"])
    library.close()
    (root / "one.txt").unlink()
    return root


def test_annotations_are_exported_though_no_article_can_be_read(
    run: Run, left_behind: Path
) -> None:
    result = run("export", left_behind, "--format", "csv")
    assert result.exit_code == 0
    [row] = csv.DictReader(io.StringIO(result.stdout, newline=""))
    assert (row["tag"], row["quote"], row["placed"]) == ("border", ONE[20:54], "orphaned")
    assert "holds no articles" in result.stderr


def test_an_export_of_nothing_at_all_fails(run: Run, left_behind: Path) -> None:
    shutil.rmtree(left_behind / ".briefreader")
    result = run("export", left_behind, "--format", "csv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "holds no articles" in result.stderr


@pytest.mark.parametrize("command", ["list", "export"])
def test_tags_are_told_though_no_article_can_be_read(
    command: str, run: Run, left_behind: Path
) -> None:
    result = run("tags", command, left_behind)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "border" in result.stdout


def test_a_file_in_the_way_is_refused_before_anything_is_detected(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*arguments: Any) -> Any:
        raise AssertionError("it takes minutes")

    monkeypatch.setattr("annotations.mentions.detect", never)
    root = make_collection(tmp_path / "news", {"one.txt": ONE})
    (tmp_path / "out.csv").write_text("hers")
    result = run("export", root, "--format", "csv", "--output", tmp_path / "out.csv")
    assert result.exit_code == 1
    assert "is there already and was left as it is" in result.stderr


def test_names_of_folders_reach_the_terminal_only_when_they_are_safe(
    run: Run, tmp_path: Path
) -> None:
    root = make_collection(tmp_path / "esc\x1b[2J\u202edir", {"one.txt": ONE})
    (root / ".briefreader").mkdir()
    (root / ".briefreader" / "annotations.json").write_text("{broken")
    book = tmp_path / "book\x1b[2J.csv"
    book.write_text("border,red,ev\x1b[2Jil \u202e x\n")
    file = root / "out\x1b.csv"
    commands = [
        ("articles", root),
        ("tags", "import", book, root),
        ("tags", "list", root),
        ("export", root, "--format=csv", "--model=none", "--output", file),
        ("export", root, "--format=csv", "--model=none", "--output", file),
        ("tags", "import", root / "nothing\x1b", root),
        ("doctor", root),
    ]
    for command in commands:
        result = run(*command)
        assert UNSAFE.search(result.stdout + result.stderr) is None, command
    told = run("tags", "list", root).stdout
    assert "ev\ufffd[2Jil \ufffd x" in told
