"""What a record looks like in the file, and who stamps it.

A record is a JSON object. Every one has `uid` (UUIDv7), `kind` (one of `KINDS`), `created` and
`modified` (UTC, ISO 8601), `author` and `modified_by`; the rest depends on the kind:

- `article`: `path`, `text_sha256`, `reading` (author → state), and the analyst's `title`,
  `source`, `published`, `byline`, `dateline`, `language` where she gave them;
- `annotation`: `article` (a uid), `target` (null for the whole article, else a passage), `tags`
  (tag uid → values, empty for now), `note`, and in `alternatives` what others wrote in its place,
  if anything;
- `tag`: `name`, `colour`, `description`, `key`;
- `watch`: `label`, `name`;
- `decision`: `article` (a uid; empty for the whole collection), `scope`, `target` (a passage if it
   is of one mention, else null), `verdict`, `text`, `label`, `any_label`, `becomes`, `words`,
   `decided`: see `annotations.decisions`;
- `alias`: `relation`, `text`, `label`, `other_text`, `other_label`, `decided`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import UnionType
from typing import Any, TypeAlias

from annotations.languages import is_language
from annotations.models import State
from annotations.text import clean, clean_line

Record: TypeAlias = dict[str, Any]
"""One record, as it stands in the file."""

KINDS = ("article", "annotation", "tag", "decision", "alias", "link", "watch")
"""All kinds of record this version of the form knows; not all are written yet."""

STAMPS = dict.fromkeys(("uid", "kind", "created", "modified", "author", "modified_by"), str)
FIELDS: dict[str, dict[str, type | UnionType]] = {
    "article": {"path": str, "text_sha256": str, "reading": dict},
    "annotation": {"article": str, "target": dict | None, "tags": dict, "note": str},
    "tag": {"name": str, "colour": str, "description": str, "key": int | None},
    "watch": {"label": str, "name": str},
    "decision": {
        "article": str,
        "scope": str,
        "target": dict | None,
        "verdict": str,
        "text": str,
        "label": str,
        "any_label": bool,
        "becomes": str,
        "words": str,
        "decided": str,
    },
    "alias": {
        "relation": str,
        "text": str,
        "label": str,
        "other_text": str,
        "other_label": str,
        "decided": str,
    },
}
EDITABLE = ("title", "source", "published", "byline", "dateline", "language")
"""The fields of an article that are there if the analyst gave them."""

SEVERAL_LINES = ("note", "quote", "before", "after", "text")
QUICK_KEYS = range(1, 10)
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
NO_COLOUR = "#8a8f98"
ALTERNATIVE = {"note": str, "author": str, "modified": str}
TARGET = {"start": int, "end": int, "quote": str, "before": str, "after": str, "text_sha256": str}


def is_record(document: object) -> bool:
    """Tell whether a document has all that the rest of the program relies on."""
    if not isinstance(document, dict) or not _has(document, STAMPS):
        return False
    if not _has(document, FIELDS.get(document["kind"], {})):
        return False
    target = document.get("target")
    return not isinstance(target, dict) or is_passage(target)


def is_passage(document: object) -> bool:
    """Tell whether a document can be the passage of a target: some words, and a span for them."""
    if not isinstance(document, dict) or document.keys() != TARGET.keys():
        return False
    return _has(document, TARGET) and 0 <= document["start"] < document["end"]


def mended(record: Record) -> Record:
    """Return a record, which anybody may have edited, as the rest of the program can bear it.

    What could drive a terminal is replaced, one for one; a colour, a quick key, a state of reading,
    a date, a language or an alternative to a note that is none is left out.
    """
    safe = made_safe(record)
    if safe["kind"] == "annotation" and "alternatives" in safe:
        others = safe.pop("alternatives")
        kept = (
            [each for each in others if _is_alternative(each)] if isinstance(others, list) else []
        )
        safe |= {"alternatives": kept} if kept else {}
    if safe["kind"] == "tag":
        safe["colour"] = safe["colour"] if COLOUR.fullmatch(safe["colour"]) else NO_COLOUR
        safe["key"] = safe["key"] if safe["key"] in QUICK_KEYS else None
    if safe["kind"] == "article":
        states = safe["reading"].items()
        safe["reading"] = {author: state for author, state in states if state in list(State)}
        for name in EDITABLE:
            fits = _FITS.get(name, bool)
            if name in safe and not (isinstance(safe[name], str) and fits(safe[name])):
                del safe[name]
    return safe


OPERATION = "op"
"""The field of the file, not of the record, that names the operation that wrote it last."""


def from_file(document: dict[str, Any], *, plain: bool = False) -> Record | None:
    """Return the record that a document of the file holds; None if it holds none.

    Args:
        document: The document, without its checksum.
        plain: Whether it is known that nothing in it could drive a terminal.
    """
    record = dict(document)
    record.pop(OPERATION, None)
    if not is_record(record):
        return None
    signed = record["author"].isprintable() and record["modified_by"].isprintable()
    simple = record["kind"] == "annotation" and "alternatives" not in record
    if plain and signed and simple:
        return record
    return mended(record)


def _is_alternative(document: object) -> bool:
    if not isinstance(document, dict) or document.keys() != ALTERNATIVE.keys():
        return False
    return _has(document, ALTERNATIVE) and bool(document["note"])


def made_safe(record: Record) -> Record:
    """Replace in all words of a record, one for one, what could drive a terminal."""
    return {clean_line(name): _safe(value, name) for name, value in record.items()}


def is_date(text: str) -> bool:
    """Tell whether a text is a day, written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_FITS: dict[str, Callable[[str], bool]] = {"published": is_date, "language": is_language}
"""What the values of fields are, where not all words will do."""


def _safe(value: Any, name: str) -> Any:
    if isinstance(value, str):
        return clean(value) if name in SEVERAL_LINES else clean_line(value)
    if isinstance(value, dict):
        return made_safe(value)
    return [_safe(inner, name) for inner in value] if isinstance(value, list) else value


def _has(document: Record, fields: Mapping[str, type | UnionType]) -> bool:
    return all(
        name in document and isinstance(document[name], kind) for name, kind in fields.items()
    )


def timestamp(moment: datetime) -> str:
    """Write a UTC moment as ISO 8601 with microseconds and a `Z`."""
    return f"{moment.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def new_uid() -> str:
    """Make an identity; later ones sort after earlier ones."""
    from uuid_utils import uuid7  # a start makes none

    return str(uuid7())


@dataclass(frozen=True, slots=True)
class Scribe:
    """Makes and revises records, and signs them.

    Attributes:
        author: Who is at the keyboard.
        clock: Tells the present moment, UTC.
        new_uid: Makes a new identity.
    """

    author: str
    clock: Callable[[], datetime]
    new_uid: Callable[[], str]

    @classmethod
    def of(cls, author: str) -> "Scribe":
        """Return the scribe of somebody who is at work now."""
        return cls(author, lambda: datetime.now(UTC), new_uid)

    def new(self, kind: str, **fields: object) -> Record:
        """Make a record of `kind`."""
        now = timestamp(self.clock())
        return {
            "uid": self.new_uid(),
            "kind": kind,
            "created": now,
            "modified": now,
            "author": self.author,
            "modified_by": self.author,
            **fields,
        }

    def revised(self, record: Record, **fields: object) -> Record:
        """Make a changed copy of `record`; the original stays as it is."""
        now = timestamp(self.clock())
        return {**record, **fields, "modified": now, "modified_by": self.author}
