from pathlib import Path

import pytest

from annotations.errors import CodebookError
from annotations.library import Library
from annotations.places import Places
from tests.annotations.conftest import RUSSIA
from tests.factories import make_library

BOOK = "\ufeffname,colour,description,key\n" + "".join(
    f'theme/{number},{colour},"Use it, {number}.",{key}\n'
    for number in range(1, 26)
    for colour, key in [("red" if number == 1 else "", 9 if number == 20 else "")]
)


def imported(desk: Library, text: str, name: str = "book.csv") -> tuple[int, int]:
    counts = desk.import_codebook(text, name)
    return counts.new, counts.changed


def test_25_tags_are_one_step_with_names_colours_descriptions_and_keys(desk: Library) -> None:
    assert imported(desk, BOOK, "book.csv") == (25, 0)
    tags = desk.tags()
    assert [tag.name for tag in tags] == [f"theme/{number}" for number in range(1, 26)]
    assert tags[0].colour == "#d9534f"
    assert tags[1].description == "Use it, 2."
    assert {tag.name: tag.key for tag in tags if tag.key} == {
        **{f"theme/{number}": number for number in range(1, 9)},
        "theme/20": 9,
    }
    act = desk.undo()
    assert act is not None
    assert act.name == "import the codebook book.csv"
    assert desk.tags() == []


def test_importing_the_same_again_changes_nothing_and_a_change_is_taken_over(desk: Library) -> None:
    desk.import_codebook(BOOK, "book.csv")
    assert imported(desk, BOOK, "book.csv") == (0, 0)
    before = {tag.name: tag for tag in desk.tags()}
    assert imported(desk, "Theme/2,#123456,,\nnew\n", "more.csv") == (1, 1)
    after = {tag.name: tag for tag in desk.tags()}
    assert after["theme/2"].colour == "#123456"
    assert after["theme/2"].uid == before["theme/2"].uid
    assert after["theme/2"].description == "Use it, 2."


def test_one_path_a_line_is_a_codebook_too(desk: Library) -> None:
    book = "# mine\r\n\r\nsecurity/border\r  economy \n#\n"
    assert imported(desk, book, "book.txt") == (2, 0)
    assert [tag.name for tag in desk.tags()] == ["security/border", "economy"]


def test_what_is_exported_is_read_back_the_same(
    desk: Library, tmp_path: Path, places: Places
) -> None:
    desk.import_codebook(BOOK, "book.csv")
    desk.tag([RUSSIA], ['say "hi"', "a,b", "#elections"])
    other = make_library(tmp_path, places)
    other.import_codebook(desk.codebook(), "again.csv")
    kept = [(tag.name, tag.colour, tag.description, tag.key) for tag in desk.tags()]
    assert [(t.name, t.colour, t.description, t.key) for t in other.tags()] == kept
    other.close()


@pytest.mark.parametrize(
    ("book", "problem"),
    [
        ("good\nbad,mauve\n", "book.csv, line 2: “mauve” is no colour"),
        ("name,key\n\ngood,1\nbad,10\n", "book.csv, line 4: “10” is no quick key"),
        ("good\n , red\n", "book.csv, line 2: .* cannot be the name"),
        ("a,,,3\nb,,,3\n", "book.csv: key 3 is given to a and to b"),
        ("a\nb\x00c\n", "book.csv, line 2: "),
        ("a\n" + "b" * 200_000 + "\n", "book.csv, line 2: "),
        ("a,red,what it is,1,more\n", "book.csv, line 1: there are 5 cells for 4 columns"),
        ("a\nb;c\n", "book.csv, line 2: “b;c” has a “;” in its name"),
    ],
    ids=["colour", "key", "empty", "one key twice", "NUL", "long", "cells", "delimiter"],
)
def test_a_bad_line_is_named_with_its_number_and_nothing_is_imported(
    book: str, problem: str, desk: Library
) -> None:
    with pytest.raises(CodebookError, match=problem):
        desk.import_codebook(book, "book.csv")
    assert desk.tags() == []


def test_the_first_nine_tags_get_the_quick_keys_and_later_ones_none(desk: Library) -> None:
    for number in range(1, 12):
        desk.tag([RUSSIA], [f"tag {number}"])
    assert [tag.key for tag in desk.tags()] == [*range(1, 10), None, None]


def test_a_key_the_analyst_gives_is_taken_from_the_tag_that_had_it(desk: Library) -> None:
    desk.tag([RUSSIA], ["first", "second"])
    desk.import_codebook("late,,,1\nfirst,,,5\n", "book.csv")
    assert {tag.name: tag.key for tag in desk.tags()} == {"first": 5, "second": 2, "late": 1}


def test_a_key_in_use_is_refused_unless_the_file_moves_the_tag_that_has_it(desk: Library) -> None:
    desk.tag([RUSSIA], ["actor", "place"])
    with pytest.raises(CodebookError, match=r"book\.csv, line 2: key 1 is already “actor”"):
        desk.import_codebook("new,,,7\nlate,,,1\nActor\n", "book.csv")
    assert [(tag.name, tag.key) for tag in desk.tags()] == [("actor", 1), ("place", 2)]
    desk.import_codebook("place,,,1\nactor,,,2\n", "book.csv")
    assert [(tag.name, tag.key) for tag in desk.tags()] == [("actor", 2), ("place", 1)]


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("header", [True, False])
def test_cells_are_parted_as_spreadsheets_of_all_countries_do(
    delimiter: str, header: bool, desk: Library
) -> None:
    rows = [["a", "red", "who, what", "3"], ["b/c", "#123456", "", ""]]
    if header:
        rows.insert(0, ["Name", "colour", "description", "key"])
    cells = [[f'"{cell}"' if "," in cell else cell for cell in row] for row in rows]
    book = "# mine, too\n" + "".join(delimiter.join(row) + "\n" for row in cells)
    assert imported(desk, book) == (2, 0)
    assert [(tag.name, tag.colour, tag.description, tag.key) for tag in desk.tags()] == [
        ("a", "#d9534f", "who, what", 3),
        ("b/c", "#123456", "", 1),
    ]


def test_columns_may_stand_in_any_order_under_their_names(desk: Library) -> None:
    assert imported(desk, "key;name\n4;a;\n".replace(";\n", "\n")) == (1, 0)
    assert [(tag.name, tag.key) for tag in desk.tags()] == [("a", 4)]


def test_all_bad_lines_are_told_at_once_with_the_names_of_colours_once(desk: Library) -> None:
    with pytest.raises(CodebookError) as told:
        desk.import_codebook("a,mauve\nb,red\nc,puce\nd,,,12\n", "book.csv")
    assert str(told.value).startswith(
        "book.csv, line 1: “mauve” is no colour; line 3: “puce” is no colour; "
        "line 4: “12” is no quick key; they are 1 to 9. Colours are #rrggbb or one of amber, blue"
    )
    assert str(told.value).count("amber") == 1


def test_of_very_many_bad_lines_the_rest_is_counted(desk: Library) -> None:
    with pytest.raises(CodebookError, match=r"line 20: .*; and 10 more lines\. Colours"):
        desk.import_codebook("a,mauve\n" * 30, "book.csv")


@pytest.mark.parametrize(
    ("new", "known", "near"),
    [
        ("actors", "actor", True),
        ("Border-talks", "border talks", True),
        ("theme/1", "theme/2", False),
        ("war", "wars", False),
        ("a/bc", "ab/c", False),
        ("economy", "security", False),
    ],
)
def test_new_tags_that_are_nearly_known_ones_are_told(
    new: str, known: str, near: bool, desk: Library
) -> None:
    desk.tag([RUSSIA], [known])
    alike = desk.import_codebook(f"{new}\n{known}\n", "book.csv").alike
    assert alike == (((new, known),) if near else ())
