from pathlib import Path

import pytest

from annotations.errors import SettingsError
from annotations.library import Library
from annotations.places import Places
from tui.app import BriefReader
from tui.settings import Settings, read_settings


def test_without_a_file_nothing_is_set(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == Settings()


def test_what_the_file_says_is_taken_and_unknown_names_are_told(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(
        '\ufeffauthor = "ана"\nmodel = "m"\ncolour = 1\n'
        '[keys]\ntag = "z"\n[langmap]\n"о" = "j"\n[zebra]\n',
        "utf-8",
    )
    before = file.read_bytes()
    assert read_settings(file) == Settings(
        author="ана", model="m", keys={"tag": "z"}, langmap={"о": "j"}, unknown=("colour", "zebra")
    )
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"author = ", "is not TOML"),
        (b"author = '\xff'", "is not TOML"),
        (b"[keys]\ntag = 't'\ntag = 'n'", "is not TOML"),
        (b"author = 7", "author must be text in quotes"),
        (b"keys = 'j'", r"\[keys\] must be a table"),
        (b"[keys]\ntag = ['t']", r"\[keys\] must be a table"),
        (b"[langmap]\nj = 1", r"\[langmap\] must be a table"),
    ],
)
def test_a_file_that_cannot_be_followed_is_named_with_the_reason(
    content: bytes, problem: str, tmp_path: Path
) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    with pytest.raises(SettingsError, match=rf"settings\.toml.*{problem}"):
        read_settings(file)


async def test_the_status_line_names_what_the_file_says_in_vain(
    library: Library, places: Places
) -> None:
    app = BriefReader(library, places, Settings(unknown=("colour", "zebra")))
    async with app.run_test() as pilot:
        await pilot.pause()
        words = f"{places.settings}: unknown and ignored: colour, zebra"
        assert words in library.notices
        assert app.desk is not None
        assert "settings.toml" in app.desk.status.words


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path)
