from pathlib import Path

import pytest

from annotations.errors import ExportError
from annotations.exports import EXPORTERS, export_to_file, exporter
from tests.annotations.exports.conftest import an_entry


def test_a_file_that_is_there_is_never_overwritten_unasked(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    file.write_text("hers")
    with pytest.raises(ExportError, match=r"out\.csv is there already.*--force"):
        export_to_file("csv", [an_entry()], file)
    assert file.read_text() == "hers"
    assert export_to_file("csv", [an_entry()], file, replace=True).rows == 1
    assert file.read_text().startswith("annotation_id")
    assert list(tmp_path.iterdir()) == [file]


def test_replacing_follows_a_symbolic_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    export_to_file("csv", [], link, replace=True)
    assert link.is_symlink()
    assert real.read_text().startswith("annotation_id")


def test_a_full_device_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="/dev/full cannot be written: No space left"):
        export_to_file("csv", [an_entry()], Path("/dev/full"), replace=True)
    with pytest.raises(ExportError, match="there already"):
        export_to_file("csv", [an_entry()], Path("/dev/full"))


@pytest.mark.parametrize("replace", [False, True])
def test_a_write_that_fails_leaves_no_half_of_a_file(
    replace: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open = Path.open

    def on_full_disk(self: Path, mode: str = "r", *args: object, **options: object) -> object:
        real_open(self, mode).close()
        return real_open(Path("/dev/full"), "wb")

    monkeypatch.setattr(Path, "open", on_full_disk)
    with pytest.raises(ExportError, match=r"out\.csv cannot be written: No space left"):
        export_to_file("csv", [an_entry()], tmp_path / "out.csv", replace=replace)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_or_is_in_the_way_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="No such file"):
        export_to_file("csv", [], tmp_path / "nowhere" / "out.csv")
    with pytest.raises(ExportError):
        export_to_file("csv", [], tmp_path)
    with pytest.raises(ExportError):
        export_to_file("csv", [], tmp_path, replace=True)


def test_an_unknown_format_lists_the_valid_ones() -> None:
    with pytest.raises(ExportError, match="“docx” is no export format; there are csv, md"):
        exporter("docx")


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_writes_nothing_and_something(name: str, tmp_path: Path) -> None:
    suffix = EXPORTERS[name].suffix
    empty = export_to_file(name, [], tmp_path / f"empty{suffix}")
    assert (empty.format, empty.rows, empty.annotations, empty.articles) == (name, 0, 0, 0)
    full = export_to_file(name, [an_entry()], tmp_path / f"full{suffix}")
    assert (full.rows, full.file) == (1, str(tmp_path / f"full{suffix}"))
    assert "Russia closed it." in (tmp_path / f"full{suffix}").read_text("utf-8")
