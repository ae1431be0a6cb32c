"""A file in which two versions of it were put together: what becomes of it, and what is told."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from annotations.store.catalogue import Catalogue
from annotations.store.forks import made_one
from annotations.store.lines import Entry
from annotations.store.merging import is_same
from annotations.store.opened import Opened, free_name
from annotations.store.records import Record
from annotations.text import clean_line

NAMED = 40
"""Characters of an annotation that name it."""

SHOWN = 3
"""Records that the notice names one by one."""


def settle(file: Path, opened: Opened, lines: Iterable[Sequence[Entry]], *, marked: bool) -> None:
    """Make one of the versions of each record that was forked, and tell of that.

    Args:
        file: The annotations file.
        opened: What was found there.
        lines: All that the file says, a transaction each.
        marked: Whether git has marked conflicts.
    """
    now, found = made_one(lines, marked=marked)
    records = opened.catalogue
    other = {uid: each for uid, each in now.items() if not is_same(each, records.get(uid))}
    if not (marked or found or other):
        return
    named = [now[uid] or records.get(uid) for uid in found]
    opened.merged = [_named(records, record) for record in named if record is not None]
    for uid, record in other.items():
        records.hold(uid, record)
    opened.begun_anew = True
    real = Path(os.path.realpath(file))
    opened.aside = opened.aside or free_name(real, real.parent, "aside")
    told = _conflict_notice(file, opened, marked=marked)
    opened.notice = clean_line(f"{told} {opened.notice}".strip())


def _named(records: Catalogue, record: Record) -> str:
    """Name a record for people."""
    if record["kind"] in ("decision", "alias"):
        return f"{record['kind']} on “{record['text']}”"
    if record["kind"] != "annotation":
        return f"{record['kind']} {record.get('name') or record.get('path') or record['uid']}"
    target, article = record["target"], records.get(record["article"])
    words = str(target["quote"] if target else record["note"] or "the whole article")
    short = words if len(words) <= NAMED else f"{words[: NAMED - 1]}…"
    return f"annotation “{short}”" + (f" in {article['path']}" if article else "")


def _conflict_notice(file: Path, opened: Opened, *, marked: bool) -> str:
    what = "has git's marks of a conflict" if marked else "holds two versions of records"
    number = len(opened.merged)
    shown = ", ".join(opened.merged[:SHOWN])
    rest = f" and {number - SHOWN:,} more" if number > SHOWN else ""
    made = f"; made one of two versions: {shown}{rest}" if number else ""
    assert opened.aside is not None
    return (
        f"{file} {what}. What both sides say is taken in{made}. It is left as it is, and with your "
        f"next annotation it is kept aside as {opened.aside.name}."
    )
