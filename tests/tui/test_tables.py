import csv
import io
import json
from typing import Any

import pytest

from tui.tables import FORMS, Row, write_rows

COLUMNS = ("article", "words", "boilerplate", "ok", "published")
ROWS: list[Row] = [
    {"article": "a.txt", "words": 3, "boilerplate": [{"start": 1}], "ok": True, "published": None},
    {"article": '中文, "и"\nso', "words": 10, "boilerplate": [], "ok": False, "published": "2025"},
]


def written(form: str, rows: list[Row] = ROWS) -> str:
    out = io.StringIO(newline="")
    write_rows(rows, form, out, columns=COLUMNS, shown=("article", "words"))
    return out.getvalue()


def test_json_lines_keep_types_and_order() -> None:
    lines = [json.loads(line) for line in written("jsonl").splitlines()]
    assert lines == ROWS
    assert tuple(lines[0]) == COLUMNS


def test_csv_holds_every_column_and_is_read_back() -> None:
    [head, one, other] = list(csv.reader(io.StringIO(written("csv"), newline="")))
    assert tuple(head) == COLUMNS
    assert one == ["a.txt", "3", '[{"start":1}]', "true", ""]
    assert other == ['中文, "и"\nso', "10", "[]", "false", "2025"]


def test_a_table_lines_up_by_cells_and_keeps_a_row_on_a_line() -> None:
    assert written("table").splitlines() == [
        "article       words",
        "a.txt         3",
        '中文, "и" so  10',
    ]


def test_a_table_cuts_what_is_too_wide() -> None:
    rows: list[Row] = [{"article": "x" * 500, "words": 1}]
    [_, line] = written("table", rows).splitlines()
    assert line == "x" * 59 + "…  1"


@pytest.mark.parametrize("form", FORMS)
def test_no_rows_are_no_error(form: str) -> None:
    assert len(written(form, []).splitlines()) == (0 if form == "jsonl" else 1)


def test_rows_are_written_as_they_come() -> None:
    out = io.StringIO()
    seen: list[str] = []

    def rows() -> Any:
        for row in ROWS:
            seen.append(out.getvalue())
            yield row

    write_rows(rows(), "jsonl", out, columns=COLUMNS, shown=COLUMNS)
    assert seen[1].count("\n") == 1
