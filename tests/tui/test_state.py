from pathlib import Path

import pytest

from tui.state import Memory


def test_what_is_remembered_is_there_in_the_next_run(tmp_path: Path) -> None:
    file = tmp_path / "state" / "state.json"
    memory = Memory(file)
    assert (memory.theme, memory.is_first_start) == ("", True)
    memory.keep_theme("nord")
    memory.keep_order("date")
    memory.keep_explained()
    memory.keep_place(Path("/a"), "x.txt", 7)
    memory.keep_place(Path("/b"), "y.txt", 0)
    again = Memory(file)
    assert (again.theme, again.is_first_start) == ("nord", False)
    assert again.order == "date"
    assert again.last_place(Path("/a")) == ("x.txt", 7)
    assert again.last_place(Path("/b")) == ("y.txt", 0)
    assert again.last_place(Path("/c")) == ("", 0)
    assert [each.name for each in file.parent.iterdir()] == ["state.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b"7",
        b"\xff",
        b'{"theme": 7, "order": 7, "places": []}',
        b'{"places": {"/a": "x"}}',
        b'{"places": {"/a": [1, 2]}}',
        b'{"places": {"/a": ["x"]}}',
    ],
)
def test_a_damaged_file_counts_as_none_and_is_written_anew(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "state.json"
    file.write_bytes(content)
    memory = Memory(file)
    assert (memory.theme, memory.last_place(Path("/a"))) == ("", ("", 0))
    memory.keep_place(Path("/a"), "x.txt", 7)
    memory.keep_theme("nord")
    assert Memory(file).last_place(Path("/a")) == ("x.txt", 7)
    assert Memory(file).theme == "nord"


def test_a_state_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    memory = Memory(tmp_path / "file" / "state.json")
    memory.keep_theme("nord")
    assert memory.theme == "nord"


def test_a_folder_whose_name_is_no_text_has_its_place_too(tmp_path: Path) -> None:
    odd = Path("/news\udcff")
    Memory(tmp_path / "state.json").keep_place(odd, "x.txt", 7)
    assert Memory(tmp_path / "state.json").last_place(odd) == ("x.txt", 7)
