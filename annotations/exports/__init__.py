"""Annotations leave the program: one module a format, registered in `EXPORTERS`."""

import io
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from annotations.errors import ExportError
from annotations.exports.entries import Entry
from annotations.exports.markdown import write_markdown
from annotations.exports.spreadsheet import write_csv


@dataclass(frozen=True, slots=True)
class Exporter:
    """One export format.

    Attributes:
        name: What `--format` takes.
        description: One line for people.
        suffix: The usual end of such a file's name.
        write: Writes entries to a text stream and returns how many rows it wrote.
        spreadsheet: Whether `--excel` means something to it.
    """

    name: str
    description: str
    suffix: str
    write: Callable[..., int]
    spreadsheet: bool = False


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote.

    Attributes:
        format: The format's name.
        file: Where it went; empty for a stream.
        rows: Rows (or passages) written.
        annotations, articles: How many of these they stand for.
    """

    format: str
    file: str
    rows: int
    annotations: int
    articles: int


def exporter(name: str) -> Exporter:
    """Return the exporter with this name.

    Raises:
        ExportError: There is none; the error names those there are.
    """
    try:
        return EXPORTERS[name]
    except KeyError:
        valid = ", ".join(EXPORTERS)
        raise ExportError(f"“{name}” is no export format; there are {valid}.") from None


def export_to_stream(
    name: str, entries: Iterable[Entry], out: TextIO, *, excel: bool = False
) -> ExportReport:
    """Write `entries` in the format `name` to a stream that does not translate line ends."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    rows = exporter(name).write(ordered, out, excel=excel)
    out.flush()
    articles = {entry.annotation.path for entry in ordered}
    return ExportReport(name, "", rows, len(ordered), len(articles))


def export_to_file(
    name: str, entries: Iterable[Entry], file: Path, *, excel: bool = False, replace: bool = False
) -> ExportReport:
    """Write `entries` in the format `name` to `file`, whole or not at all.

    Raises:
        ExportError: The file is there and `replace` is false, or it cannot be written.
    """
    out = io.StringIO(newline="")
    report = export_to_stream(name, entries, out, excel=excel)
    write_whole(out.getvalue(), file, replace=replace)
    return ExportReport(name, str(file), report.rows, report.annotations, report.articles)


def write_whole(text: str, file: Path, *, replace: bool = False) -> None:
    """Write a text to `file`, whole or not at all.

    Raises:
        ExportError: The file is there and `replace` is false, or it cannot be written.
    """
    try:
        _put(text.encode("utf-8", "surrogatepass"), file, replace=replace)
    except FileExistsError:
        raise _in_the_way(file) from None
    except OSError as error:
        raise ExportError(f"{file} cannot be written: {error.strerror}.") from error


def check_free(file: Path) -> None:
    """Refuse a file that is there already, before anything costly is done for it.

    Raises:
        ExportError: It is there.
    """
    if os.path.lexists(file):
        raise _in_the_way(file)


def _in_the_way(file: Path) -> ExportError:
    return ExportError(
        f"{file} is there already and was left as it is; "
        "name another file, or replace it (--force)."
    )


def _put(content: bytes, file: Path, *, replace: bool) -> None:
    """Put `content` at `file`, and leave no half of it behind."""
    if not replace:
        out = file.open("xb")
        try:
            with out:
                out.write(content)
        except OSError:
            file.unlink()
            raise
    elif file.exists() and not file.is_file():
        file.write_bytes(content)
    else:
        real = file.resolve()
        temporary = real.with_name(f".{real.name[:40]}.{os.getpid()}.part")
        try:
            temporary.write_bytes(content)
            temporary.replace(real)
        finally:
            temporary.unlink(missing_ok=True)


EXPORTERS = {
    known.name: known
    for known in (
        Exporter("csv", "one row for each tag of each annotation", ".csv", write_csv, True),
        Exporter("md", "passages and notes by tag, in Markdown", ".md", write_markdown),
    )
}
"""The formats by name. A new one is one module and one line here."""
