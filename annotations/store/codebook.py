"""The codebook: the analyst's tags, their colours and quick keys, and the file they are kept in."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotations.errors import CodebookError
from annotations.models import Tag
from annotations.store.records import QUICK_KEYS, Record, Scribe
from annotations.store.store import Store
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a codebook file, checked."""

    name: str
    colour: str = ""
    description: str = ""
    key: int | None = None


def parse(text: str, name: str) -> list[Entry]:
    """Read a codebook: one path a line, or CSV with the columns name, colour, description, key.

    A first line that names the columns is recognised; empty lines and those that begin with `# `
    are passed over (`#elections` is a tag).

    Args:
        text: The file's content.
        name: The file's name, for errors.

    Raises:
        CodebookError: A line that cannot be taken, with its number and what is wrong.
    """
    entries: list[Entry] = []
    columns: tuple[str, ...] = FIELDS
    lines = io.StringIO(text.removeprefix("\ufeff"), newline=None)
    rows = csv.reader(lines, skipinitialspace=True)
    try:
        for row in rows:
            if not any(cell.strip() for cell in row) or COMMENT.match(row[0]):
                continue
            if not entries and row[0].strip().lower() == "name":
                columns = tuple(cell.strip().lower() for cell in row)
                continue
            entries.append(_entry(row, columns))
    except (CodebookError, csv.Error) as error:
        raise CodebookError(f"{name}, line {rows.line_num}: {error}") from error
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
        CodebookError: It is neither.
    """
    known = COLOURS.get(colour.lower(), colour.lower())
    if not re.fullmatch(r"#[0-9a-f]{6}", known):
        names = ", ".join(COLOURS)
        raise CodebookError(f"“{colour}” is no colour; give #rrggbb or one of {names}.")
    return known


class Codebook:
    """The tags of one store."""

    def __init__(self, store: Store, scribe: Scribe) -> None:
        """Work on the tags in `store`; `scribe` signs new ones."""
        self._store = store
        self._scribe = scribe

    def tags(self) -> list[Tag]:
        """Return all tags, in the order they were made."""
        return [as_tag(record) for record in self._store.of_kind("tag")]

    def with_names(self, names: Iterable[str]) -> tuple[list[str], list[Record]]:
        """Find tags by name, and make those that are missing.

        The first nine tags of a codebook get the quick keys 1 to 9; after that only the analyst
        gives them.

        Returns:
            The uids for `names`, in order, and the records of the new tags.

        Raises:
            CodebookError: A name that cannot be one.
        """
        return self.merged([Entry(tag_name(name)) for name in names])

    def merged(self, entries: Iterable[Entry]) -> tuple[list[str], list[Record]]:
        """Find or make a tag for each entry; what an entry says of a known tag counts.

        Returns:
            The uids, in order, and the records of new and changed tags.
        """
        existing = {record["uid"]: record for record in self._store.of_kind("tag")}
        known = {record["name"].casefold(): record for record in existing.values()}
        wanted = list(entries)
        claimed = {entry.key: entry.name.casefold() for entry in wanted if entry.key is not None}
        changed: dict[str, Record] = {}
        uids = []
        for entry in wanted:
            record = known.get(entry.name.casefold())
            if record is None:
                record = changed[entry.name.casefold()] = self._new(entry, known, claimed)
                known[entry.name.casefold()] = record
            elif updates := _updates(entry, record):
                record = self._scribe.revised(record, **updates)
                changed[entry.name.casefold()] = known[entry.name.casefold()] = record
            uids.append(record["uid"])
        for name, record in known.items():
            if record["key"] in claimed and claimed[record["key"]] != name:
                changed[name] = self._scribe.revised(record, key=None)
        return uids, list(changed.values())

    def _new(self, entry: Entry, known: dict[str, Record], claimed: dict[int, str]) -> Record:
        taken = {record["key"] for record in known.values()} | set(claimed)
        key = entry.key
        if key is None and len(known) < len(QUICK_KEYS):
            key = next((number for number in QUICK_KEYS if number not in taken), None)
        palette = list(COLOURS.values())
        return self._scribe.new(
            "tag",
            name=entry.name,
            colour=entry.colour or palette[len(known) % len(palette)],
            description=entry.description,
            key=key,
        )


def as_tag(record: Record) -> Tag:
    """Build the model of a tag from its record."""
    return Tag(
        uid=record["uid"],
        name=record["name"],
        colour=record["colour"],
        description=record.get("description", ""),
        key=record.get("key"),
        created=record["created"],
    )


def _entry(row: list[str], columns: tuple[str, ...]) -> Entry:
    if len(row) > len(columns):
        raise CodebookError(f"there are {len(row)} cells for {len(columns)} columns.")
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    colour, key = cells.get("colour") or cells.get("color") or "", cells.get("key", "")
    if key and (not key.isdecimal() or int(key) not in QUICK_KEYS):
        raise CodebookError(f"“{key}” is no quick key; they are 1 to 9.")
    return Entry(
        name=tag_name(cells.get("name", "")),
        colour=hex_colour(colour) if colour else "",
        description=clean_line(cells.get("description", "")),
        key=int(key) if key else None,
    )


def _check_keys(entries: list[Entry], name: str) -> None:
    owners: dict[int, str] = {}
    for entry in entries:
        if entry.key is None:
            continue
        owner = owners.setdefault(entry.key, entry.name)
        if owner != entry.name:
            raise CodebookError(f"{name}: key {entry.key} is given to {owner} and to {entry.name}.")


def _updates(entry: Entry, record: Record) -> dict[str, object]:
    said = {"colour": entry.colour, "description": entry.description, "key": entry.key}
    return {name: value for name, value in said.items() if value and record.get(name) != value}
