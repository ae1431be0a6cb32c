"""Looking at an annotations file before anything is done with it."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

import orjson

from annotations.errors import StoreError
from annotations.store.records import FORMAT, Record, is_record, mended
from annotations.text import clean_line


@dataclass(frozen=True, slots=True)
class Opened:
    """What was found at a path.

    Attributes:
        records: All records, by uid.
        aside: Set if what stands there is not ours or not readable: where it will be kept.
        notice: What the analyst should be told of it; empty if all is well.
        foreign: Whether nothing in it suggests that it ever was an annotations file.
    """

    records: dict[str, Record]
    aside: Path | None = None
    notice: str = ""
    foreign: bool = False


def open_file(file: Path) -> Opened:
    """Read the annotations at `file`; a file that is not there yet is an empty one.

    A file that is damaged or belongs to another program is not touched: it counts as empty, and
    is put aside, whole, when the first annotation is saved.

    Raises:
        StoreError: The file was written by a newer version, or may not be read.
    """
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Opened({})
    except OSError as error:
        raise StoreError(
            f"{file} cannot be read ({error.strerror}). Mend that, or name another file with --db."
        ) from error
    if not data.strip():
        return Opened({})
    try:
        tables = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        torn = data.lstrip().startswith(b"{")
        return _set_aside(file, f"is damaged ({error})", foreign=not torn)
    version = _version(tables)
    if version is None:
        return _set_aside(file, "was not written by briefreader", foreign=True)
    if version > _number(FORMAT):
        raise StoreError(
            f"{file} was written by a newer briefreader (form {version}, this one knows "
            f"{_number(FORMAT)}). Upgrade briefreader, or name another file with --db."
        )
    documents = tables.get("_default", {})
    if not isinstance(documents, dict) or not all(map(is_record, documents.values())):
        return _set_aside(file, "has records that briefreader cannot read")
    records = map(mended, documents.values())
    return Opened({record["uid"]: record for record in records})


def _set_aside(file: Path, why: str, *, foreign: bool = False) -> Opened:
    aside = _free_name(Path(os.path.realpath(file)))
    notice = clean_line(
        f"{file} {why}. It is left as it is; with your first annotation it is kept aside as "
        f"{aside.name}, and a new file begun."
    )
    return Opened({}, aside, notice, foreign)


def _free_name(real: Path) -> Path:
    """Name the file by when it was last changed: the same name whenever it is asked for."""
    moment = datetime.fromtimestamp(real.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%SZ")
    ends = chain([""], map("-{}".format, count(2)))
    names = (real.with_name(f"{real.stem}.aside-{moment}{end}{real.suffix}") for end in ends)
    return next(name for name in names if not name.exists())


def _version(tables: Any) -> int | None:
    """Tell the schema version, or None if this is no file of ours."""
    try:
        return _number(tables["_meta"]["1"]["format"])
    except (KeyError, TypeError, ValueError):
        return None


def _number(form: str) -> int:
    name, _, number = form.partition("/")
    if name != "briefreader":
        raise ValueError(form)
    return int(number)
