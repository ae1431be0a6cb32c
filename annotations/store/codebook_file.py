"""The file of a codebook: one tag a line, or CSV as spreadsheets write it."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotations.errors import CodebookError
from annotations.models import Tag
from annotations.store.records import QUICK_KEYS
from annotations.tag_names import COMMENT, tag_name
from annotations.text import clean_line

COLOURS = {
    "amber": "#d9a406",
    "blue": "#3f87d9",
    "green": "#3fa34d",
    "red": "#d9534f",
    "violet": "#9b6dd6",
    "teal": "#1f9e9e",
    "orange": "#e07b39",
    "pink": "#d65d9c",
    "olive": "#8a9a2b",
    "grey": "#8a8f98",
}
"""Names a codebook may use for colours; new tags are given them in this order."""

FIELDS = ("name", "colour", "description", "key")
DELIMITERS = ",;\t"
FAULTS_SHOWN = 20
"""Bad lines that are named; a file with more is not a codebook."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What one line of a codebook file says of a tag, checked; `line` is its number."""

    name: str
    colour: str = ""
    description: str = ""
    key: int | None = None
    line: int = 0


class ColourError(CodebookError):
    """A colour that is none."""


def parse(text: str, name: str) -> list[Definition]:
    """Read a codebook: one path a line, or CSV with the columns name, colour, description, key.

    A first line that names the columns is recognised; empty lines and those that begin with `# `
    are passed over (`#elections` is a tag). Cells are parted by commas, semicolons or tabs,
    whichever the first line that names columns has, or else all lines have.

    Args:
        text: The file's content.
        name: The file's name, for errors.

    Raises:
        CodebookError: Lines that cannot be taken, with their numbers and what is wrong.
    """
    text = text.removeprefix("\ufeff")
    delimiter = _delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter, skipinitialspace=True)
    entries: list[Definition] = []
    faults: list[tuple[int, CodebookError]] = []
    columns: tuple[str, ...] = ()
    try:
        for row in rows:
            if not any(cell.strip() for cell in row) or COMMENT.match(row[0]):
                continue
            if not entries and not columns and _names_columns(row):
                columns = tuple(cell.strip().lower() for cell in row)
                continue
            try:
                entries.append(_entry(row, columns, rows.line_num))
            except CodebookError as error:
                faults.append((rows.line_num, error))
    except csv.Error as error:
        faults.append((rows.line_num, CodebookError(str(error))))
    if faults:
        raise CodebookError(f"{name}, {_told(faults)}")
    _check_keys(entries, name)
    return entries


def write(tags: Iterable[Tag]) -> str:
    """Write tags as a codebook that `parse` reads back."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(FIELDS)
    for tag in tags:
        rows.writerow((tag.name, tag.colour, tag.description, tag.key or ""))
    return out.getvalue()


def hex_colour(colour: str) -> str:
    """Return `colour`, a name of `COLOURS` or `#rrggbb`, as `#rrggbb`.

    Raises:
        ColourError: It is neither.
    """
    known = COLOURS.get(colour.lower(), colour.lower())
    if not re.fullmatch(r"#[0-9a-f]{6}", known):
        raise ColourError(f"“{colour}” is no colour")
    return known


def _delimiter(text: str) -> str:
    """Tell what parts the cells: by the line that names columns, else by what all lines have."""
    lines = [line for line in text.splitlines() if line.strip() and not COMMENT.match(line)]
    if not lines:
        return ","
    for delimiter in DELIMITERS:
        if delimiter in lines[0] and _names_columns(lines[0].split(delimiter)):
            return delimiter
    in_all = (one for one in ";\t" if all(one in line for line in lines))
    return next(in_all, ",")


def _names_columns(row: Sequence[str]) -> bool:
    words = {cell.strip(' "').lower() for cell in row}
    return "name" in words and (len(row) == 1 or len(words & {*FIELDS, "color"}) > 1)


def _entry(row: list[str], columns: tuple[str, ...], line: int) -> Definition:
    width = len(columns or FIELDS)
    if len(row) > width:
        raise CodebookError(f"there are {len(row)} cells for {width} columns.")
    cells = dict(zip(columns or FIELDS, (cell.strip() for cell in row), strict=False))
    name = cells.get("name", "")
    if odd := [sign for sign in DELIMITERS if sign in name and not columns]:
        raise CodebookError(
            f"“{name}” has a “{odd[0]}” in its name; if that is meant, begin the file with the "
            f"line {','.join(FIELDS)}."
        )
    colour, key = cells.get("colour") or cells.get("color") or "", cells.get("key", "")
    if key and (not key.isdecimal() or int(key) not in QUICK_KEYS):
        raise CodebookError(f"“{key}” is no quick key; they are 1 to 9.")
    return Definition(
        name=tag_name(name),
        colour=hex_colour(colour) if colour else "",
        description=clean_line(cells.get("description", "")),
        key=int(key) if key else None,
        line=line,
    )


def _told(faults: Sequence[tuple[int, CodebookError]]) -> str:
    """Put all bad lines into one sentence, and the names of colours after it where they help."""
    shown = [f"line {line}: {str(error).rstrip('.')}" for line, error in faults[:FAULTS_SHOWN]]
    more = len(faults) - len(shown)
    words = "; ".join([*shown, f"and {more} more lines"] if more else shown)
    if any(isinstance(error, ColourError) for _, error in faults):
        words += f". Colours are #rrggbb or one of {', '.join(COLOURS)}"
    return f"{words}."


def _check_keys(entries: list[Definition], name: str) -> None:
    owners: dict[int, str] = {}
    for entry in entries:
        if entry.key is None:
            continue
        owner = owners.setdefault(entry.key, entry.name)
        if owner != entry.name:
            raise CodebookError(f"{name}: key {entry.key} is given to {owner} and to {entry.name}.")
