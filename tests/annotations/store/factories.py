"""Records as they stand in a file."""

from annotations.store.records import Record

STAMP: Record = {
    "uid": "u",
    "created": "2026-01-01T00:00:00.000000Z",
    "modified": "2026-01-01T00:00:00.000000Z",
    "author": "ana",
    "modified_by": "ana",
}
PASSAGE: Record = {
    "start": 3,
    "end": 9,
    "quote": "Russia",
    "before": "",
    "after": "",
    "text_sha256": "",
}


def tag(**fields: object) -> Record:
    known = {"name": "border", "colour": "#d9a406", "description": "", "key": None}
    return STAMP | {"kind": "tag"} | known | fields


def article(**fields: object) -> Record:
    known: Record = {"path": "a.txt", "text_sha256": "", "reading": {}}
    return STAMP | {"kind": "article"} | known | fields


def mark(note: str = "", *tags: str, **fields: object) -> Record:
    set_here: Record = {uid: {} for uid in tags}
    known: Record = {"article": "x", "target": None, "tags": set_here, "note": note}
    return STAMP | {"kind": "annotation"} | known | fields


def day(number: int) -> str:
    """The moment of a change, on the day of this number."""
    return f"2026-01-{number:02}T00:00:00.000000Z"
