"""Export to Markdown: by tag, each passage as a quotation with where it is from, and its note."""

import re
from collections.abc import Iterable
from itertools import groupby, pairwise
from typing import TextIO

from annotations.exports.entries import Entry
from annotations.models import Placed

UNTAGGED = "Notes without a tag"
SPECIAL = re.compile(r"[\\`*_\[\]<>#|~!&]|^[-+=]|^\d{1,9}[.)]")
"""What Markdown would take for itself: its marks, and beginnings of list items and underlines."""


def write_markdown(entries: Iterable[Entry], out: TextIO, *, excel: bool) -> int:
    """Write `entries` by tag; an annotation with two tags stands under both.

    Args:
        entries: In the order they are to stand under each tag.
        out: A text stream.
        excel: Without meaning here.

    Returns:
        The number of passages and articles written.
    """
    filed = [(tag.name if tag else "", entry) for entry in entries for tag in entry.tags]
    filed.sort(key=lambda pair: (not pair[0], pair[0]))
    out.write("# Annotations\n")
    for name, group in groupby(filed, key=lambda pair: pair[0]):
        out.write(f"\n## {escape(name or UNTAGGED)}\n")
        for _, entry in group:
            out.write(_block(entry))
    return len(filed)


def escape(line: str) -> str:
    """Return `line` so that Markdown shows it as it is, but for white space at its ends."""
    return SPECIAL.sub(lambda mark: f"{mark[0][:-1]}\\{mark[0][-1]}", line.strip())


def _block(entry: Entry) -> str:
    mark = entry.annotation
    origin = ", ".join(
        escape(part) for part in (entry.source, entry.published, entry.title, mark.path) if part
    )
    lost = " (no longer in the text)" if mark.placed is Placed.ORPHANED else ""
    quote = "".join(f"> {escape(line)}".rstrip() + "\n" for line in mark.quote.splitlines())
    notes = [
        _paragraphs(mark.note),
        *(_paragraphs(f"≠ {other.author}: {other.note}") for other in mark.alternatives),
    ]
    block = f"\n{quote}>\n> — {origin}{lost}\n" if quote else f"\n**{origin}**\n"
    return block + "".join(f"\n{note}\n" for note in notes if note)


def _paragraphs(note: str) -> str:
    """Write a note so that its lines stay lines: with a backslash where one breaks."""
    lines = [escape(line) for line in note.strip().splitlines()]
    broken = (line + "\\" if line and after else line for line, after in pairwise([*lines, ""]))
    return "\n".join(broken)
