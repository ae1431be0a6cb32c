"""Export to CSV (RFC 4180): one row for each tag of each annotation."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from annotations.exports.entries import Entry
from annotations.models import Tag

BOM = "\ufeff"
RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
"""How a cell begins that a spreadsheet might run; `'` is among them so that the mark put before
such cells can be taken off again without doubt."""

COLUMNS: dict[str, Callable[[Entry, Tag | None], object]] = {
    "annotation_id": lambda entry, tag: entry.annotation.uid,
    "article": lambda entry, tag: entry.annotation.path,
    "title": lambda entry, tag: entry.title,
    "source": lambda entry, tag: entry.source,
    "published": lambda entry, tag: entry.published,
    "kind": lambda entry, tag: "passage" if entry.annotation.passage else "article",
    "tag": lambda entry, tag: tag.name if tag else None,
    "note": lambda entry, tag: entry.annotation.note,
    "quote": lambda entry, tag: entry.annotation.quote,
    "start": lambda entry, tag: entry.annotation.start,
    "end": lambda entry, tag: entry.annotation.end,
    "before": lambda entry, tag: entry.annotation.passage and entry.annotation.passage.before,
    "after": lambda entry, tag: entry.annotation.passage and entry.annotation.passage.after,
    "entities": lambda entry, tag: "; ".join(entry.entities),
    "author": lambda entry, tag: entry.annotation.author,
    "created": lambda entry, tag: entry.annotation.created,
    "modified": lambda entry, tag: entry.annotation.modified,
    "published_from": lambda entry, tag: entry.published_from,
    "tag_top": lambda entry, tag: tag.name.partition("/")[0] if tag else None,
    "month": lambda entry, tag: entry.published and entry.published[:7],
    "sentence": lambda entry, tag: entry.sentence,
    "paragraph": lambda entry, tag: entry.paragraph,
    "placed": lambda entry, tag: entry.annotation.placed,
    "modified_by": lambda entry, tag: entry.annotation.modified_by,
    "alternatives": lambda entry, tag: " ¦ ".join(
        f"{other.author}: {other.note}" for other in entry.annotation.alternatives
    ),
}
"""The columns, in order. Later ones are appended; none is ever renamed or moved."""


def write_csv(entries: Iterable[Entry], out: TextIO, *, excel: bool) -> int:
    """Write `entries` as CSV.

    Args:
        entries: In the order they are to stand.
        out: A text stream that does not translate line ends.
        excel: For a spreadsheet: a byte order mark, every cell quoted, and `'` before cells that
            it might take for a formula.

    Returns:
        The number of rows below the heading.
    """
    if excel:
        out.write(BOM)
    rows = csv.writer(out, quoting=csv.QUOTE_ALL if excel else csv.QUOTE_MINIMAL)
    rows.writerow(COLUMNS)
    count = 0
    for cells in _rows(entries):
        rows.writerow(map(_guarded, cells) if excel else cells)
        count += 1
    return count


def _rows(entries: Iterable[Entry]) -> Iterator[list[str]]:
    for entry in entries:
        for tag in sorted(entry.tags, key=lambda tag: tag.name if tag else ""):
            values = (column(entry, tag) for column in COLUMNS.values())
            yield ["" if value is None else str(value) for value in values]


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(RISKY) else cell
