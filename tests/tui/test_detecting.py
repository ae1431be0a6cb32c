"""The command that detects a whole collection ahead of reading."""

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotations.models import MetadataEdit
from annotations.places import Places
from tests.factories import make_collection, make_library
from tui.program import main

ONE = "Border talks fail.\n\nRussia closed the border on Monday.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_collection_is_detected_ahead_of_reading(
    home: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news = make_collection(tmp_path / "news", {"one.txt": ONE, "two.txt": "Markets calm.\n"})
    first = run("detect", news, "--workers", 2)
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr == "The entities of 2 articles are detected.\n"
    monkeypatch.setattr(sys, "executable", "/no/python")
    assert run("detect", news).stderr == first.stderr
    assert "Russia" in run("entities", news).stdout


def test_no_workers_are_a_wrong_call(home: Places) -> None:
    assert run("detect", "--workers", 0).exit_code == 2


def test_help_names_the_command() -> None:
    assert "Detect the entities of a whole collection" in run("--help").stdout


def test_a_damaged_cache_is_said_once_and_made_anew(home: Places, tmp_path: Path) -> None:
    news = make_collection(tmp_path / "news", {"one.txt": ONE})
    assert run("detect", news).exit_code == 0
    home.mentions.write_bytes(b"no database " * 1000)
    told = run("detect", news)
    assert told.exit_code == 0
    assert told.stderr.count("was damaged") == 1
    assert run("detect", news).stderr == "The entities of 1 articles are detected.\n"


RUSSIAN = "Президент сообщил, что переговоры пройдут в Душанбе и не будут отложены на год.\n"


def test_articles_in_another_language_have_no_entities_and_are_counted(
    home: Places, tmp_path: Path
) -> None:
    news = make_collection(tmp_path / "news", {"one.txt": ONE, "ru.txt": RUSSIAN})
    told = "briefreader: no entities in 1 article written in another language than English, "
    detected = run("detect", news)
    assert told in detected.stderr
    assert "The entities of 1 articles are detected." in detected.stderr
    listed = run("entities", news, "--format", "jsonl")
    assert listed.stderr.startswith(told)
    assert listed.stderr.count("\n") == 1
    assert "ru.txt" not in listed.stdout
    library = make_library(news, home)
    assert library.listing("ru.txt").mentions == 0
    assert list(library.undetected()) == []
    library.edit(["ru.txt"], MetadataEdit(language="en"))
    assert list(library.undetected()) == ["ru.txt"]
    assert library.listing("ru.txt").mentions is None
    library.close()
    assert told not in run("detect", news).stderr
