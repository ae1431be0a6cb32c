"""What a record looks like in the file, and who stamps it.

A record is a JSON object. Every one has `uid` (UUIDv7), `kind` (one of `KINDS`), `created` and
`modified` (UTC, ISO 8601), `author` and `modified_by`; the rest depends on the kind:

- `article`: `path`, `text_sha256`, `reading` (author → state), and the analyst's `title`,
  `source`, `published` where she gave them;
- `annotation`: `article` (a uid), `target` (null for the whole article, else a passage), `tags`
  (tag uid → values, empty for now), `note`;
- `tag`: `name`, `colour`, `description`, `key`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import UnionType
from typing import Any, TypeAlias

Record: TypeAlias = dict[str, Any]
"""One record, as it stands in the file."""

FORMAT = "briefreader/1"
"""The file's form; the number is the schema version."""

KINDS = ("article", "annotation", "tag", "decision", "alias", "link")
"""All kinds of record this version of the form knows; not all are written yet."""

STAMPS = dict.fromkeys(("uid", "kind", "created", "modified", "author", "modified_by"), str)
FIELDS: dict[str, dict[str, type | UnionType]] = {
    "article": {"path": str, "text_sha256": str, "reading": dict},
    "annotation": {"article": str, "target": dict | None, "tags": dict, "note": str},
    "tag": {"name": str, "colour": str, "description": str, "key": int | None},
}
TARGET = {"start": int, "end": int, "quote": str, "before": str, "after": str, "text_sha256": str}


def is_record(document: object) -> bool:
    """Tell whether a document has all that the rest of the program relies on."""
    if not isinstance(document, dict) or not _has(document, STAMPS):
        return False
    if not _has(document, FIELDS.get(document["kind"], {})):
        return False
    target = document.get("target")
    return not isinstance(target, dict) or (target.keys() == TARGET.keys() and _has(target, TARGET))


def _has(document: Record, fields: Mapping[str, type | UnionType]) -> bool:
    return all(
        name in document and isinstance(document[name], kind) for name, kind in fields.items()
    )


def timestamp(moment: datetime) -> str:
    """Write a UTC moment as ISO 8601 with microseconds and a `Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


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
