"""Rows of data on stdout: as a table for people, as CSV, or as one JSON object a line."""

import csv
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TextIO

import orjson

Row = Mapping[str, object]
WIDEST_CELL = 60


def write_rows(
    rows: Iterable[Row], form: str, out: TextIO, *, columns: Sequence[str], shown: Sequence[str]
) -> None:
    """Write `rows` in one of `FORMS`.

    Args:
        rows: What to write; each has all `columns`.
        form: A key of `FORMS`.
        out: Where to.
        columns: All columns, for CSV and JSON lines.
        shown: The columns of the table for people.
    """
    FORMS[form](rows, out, shown if form == "table" else columns)
    out.flush()


def _table(rows: Iterable[Row], out: TextIO, columns: Sequence[str]) -> None:
    # Rich is there with Textual, and knows how wide a character is.
    from rich.cells import cell_len, set_cell_size

    lines = [columns, *([_cut(_text(row[name])) for name in columns] for row in rows)]
    widths = [max(map(cell_len, cells)) for cells in zip(*lines, strict=True)]
    for line in lines:
        padded = (set_cell_size(cell, width) for cell, width in zip(line, widths, strict=True))
        out.write("  ".join(padded).rstrip() + "\n")


def _csv(rows: Iterable[Row], out: TextIO, columns: Sequence[str]) -> None:
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_text(row[name]) for name in columns])


def _jsonl(rows: Iterable[Row], out: TextIO, columns: Sequence[str]) -> None:
    for row in rows:
        out.write(orjson.dumps({name: row[name] for name in columns}).decode() + "\n")


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return orjson.dumps(value).decode() if isinstance(value, list | dict) else str(value)


def _cut(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= WIDEST_CELL else flat[: WIDEST_CELL - 1] + "…"


FORMS: dict[str, Callable[[Iterable[Row], TextIO, Sequence[str]], None]] = {
    "table": _table,
    "csv": _csv,
    "jsonl": _jsonl,
}
"""The forms by name."""


def standard_output() -> TextIO:
    """Return stdout as UTF-8 that leaves line ends alone, as the formats want it."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
    return sys.stdout
