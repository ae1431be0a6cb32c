"""The lines of an annotations file: one transaction each, with checksums that prove it whole.

The file is the JSON of a TinyDB database that is written by appending only:

    {"_meta":{"1":{"format":"briefreader/2","generation":"…","after":"…","~":"…"}},"_default":{
    "1":{…,"~":"5f3a9c01"},"2":{…,"~":"8be1d2f4"},
    "1":{…,"~":"0c77aa31"}
    }}

JSON keys may repeat, and the last one wins. In `"~"` every document carries the CRC-32 of its own
bytes before that field; the last document of a line carries the CRC-32 of the whole line before
that field, so that a line counts whole or not at all.
"""

import re
from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any, NamedTuple
from zlib import crc32

import orjson

from annotations.errors import StoreError

Document = dict[str, Any]
"""One document of the file: a record with its bookkeeping, an operation, or a tombstone."""

FORM = "briefreader/2"
"""The file's form; the number is the schema version."""

SEPARATOR = b",\n"
END = b"\n}}\n"
"""What closes the file behind its last line."""

CHECK = "~"
_CHECKED = b',"~":"%08x"}'
_HEADER_BEGIN, _HEADER_END = b'{"_meta":{"1":', b'},"_default":{'
_CHECK_LENGTH = 16
_BOUNDARY = re.compile(rb',"~":"[0-9a-f]{8}"\}(,)"\d+":\{')
_NUMBER = re.compile(rb'"(\d+)":')

# What `annotations.text` replaces, as it may stand in JSON: escapes but those for quotes, tabs and
# new lines; DEL, C1, bidi marks and overrides in UTF-8.
_UNSAFE = re.compile(
    rb"\\[ubfr]|\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xaa-\xae]|\xe2\x81[\xa6-\xa9]"
)


class Entry(NamedTuple):
    """One document of a line.

    Attributes:
        number: TinyDB's number for it.
        document: The document, without its checksum.
        start, stop: The bytes that hold it, or its whole line, counted from where the line is.
        plain: Whether nothing in it could drive a terminal.
    """

    number: int
    document: Document
    start: int
    stop: int
    plain: bool


def header(generation: str, after: str) -> bytes:
    """Write the first line of a file.

    Args:
        generation: The identity of this file; compaction begins a new one.
        after: The generation it takes the place of; empty for none.
    """
    meta = orjson.dumps({"format": FORM, "generation": generation, "after": after})
    line = _HEADER_BEGIN + meta[:-1]
    return line + _CHECKED % crc32(line) + _HEADER_END


def read_header(line: bytes) -> Document | None:
    """Return what the first line of a file in this form says; None if it is no such line."""
    if not line.startswith(_HEADER_BEGIN) or not line.endswith(_HEADER_END):
        return None
    checked = line.removesuffix(_HEADER_END)
    if not is_whole(checked):
        return None
    meta: Document = orjson.loads(checked.removeprefix(_HEADER_BEGIN))
    return meta


def is_damaged_header(line: bytes) -> bool:
    """Tell whether a line was once the first line of a file in this form, and is so no more."""
    return line.startswith(b'{"_meta"') and b',"~":"' in line and read_header(line) is None


def encode(documents: Sequence[tuple[int, Document]]) -> tuple[bytes, list[Entry]]:
    """Write documents as one line.

    Args:
        documents: Each with its number; at least one.

    Returns:
        The line, and where in it each document is.

    Raises:
        StoreError: One of them holds what JSON cannot.
    """
    parts: list[bytes] = []
    entries = []
    place = check = 0
    last = len(documents) - 1
    for index, (number, document) in enumerate(documents):
        body = _dumped(document)[:-1]
        head = b'%s"%d":' % (b"," if index else b"", number)
        check = crc32(body, crc32(head, check))
        tail = _CHECKED % (check if index == last else crc32(body))
        check = crc32(tail, check)
        parts += (head, body, tail)
        stop = place + len(head) + len(body) + len(tail)
        entries.append(Entry(number, document, place + bool(index), stop, True))
        place = stop
    return b"".join(parts), entries


def decode(line: bytes) -> list[Entry] | None:
    """Read the documents of a line; None if it is not whole."""
    if not is_whole(line):
        return None
    try:
        documents = orjson.loads(b"{%s}" % line)
    except orjson.JSONDecodeError:
        return None
    if not all(number.isdecimal() and type(each) is dict for number, each in documents.items()):
        return None
    cuts = [found.start(1) for found in _BOUNDARY.finditer(line)]
    if len(cuts) + 1 == len(documents):
        spans: Iterable[tuple[int, int]] = zip(
            [0, *(cut + 1 for cut in cuts)], [*cuts, len(line)], strict=True
        )
    else:
        spans = [(0, len(line))] * len(documents)
    plain = not _UNSAFE.search(line)
    entries = []
    for (number, document), (start, stop) in zip(documents.items(), spans, strict=True):
        document.pop(CHECK, None)
        entries.append(Entry(int(number), document, start, stop, plain))
    return entries


def decode_slice(slice_: bytes, number: int) -> Entry | None:
    """Read one document from the bytes that hold it, or from its whole line; None if damaged."""
    head = _NUMBER.match(slice_)
    if head is None:
        return None
    inner = slice_[head.end() :]
    if is_whole(inner) and int(head[1]) == number:
        document: Document = orjson.loads(inner)
        document.pop(CHECK, None)
        return Entry(number, document, 0, len(slice_), not _UNSAFE.search(inner))
    return next((entry for entry in decode(slice_) or () if entry.number == number), None)


def is_whole(line: bytes) -> bool:
    """Tell whether a line, or one document by itself, is as its checksum says."""
    if line[-_CHECK_LENGTH:-10] != b',"~":"' or line[-2:] != b'"}':
        return False
    return line[-_CHECK_LENGTH:] == _CHECKED % crc32(memoryview(line)[:-_CHECK_LENGTH])


def _dumped(document: Document) -> bytes:
    try:
        data = orjson.dumps(document, option=orjson.OPT_PASSTHROUGH_DATETIME)
    except (TypeError, ValueError) as error:
        raise StoreError(f"A record cannot be saved: {error}.") from error
    if b"null" in data:
        _refuse_endless(document)
    return data


def _refuse_endless(value: Any) -> None:
    """Refuse numbers that are none, in place of which orjson writes null."""
    if type(value) is dict:
        for inner in value.values():
            if type(inner) is not str:
                _refuse_endless(inner)
    elif type(value) is list:
        for inner in value:
            _refuse_endless(inner)
    elif type(value) is float and not isfinite(value):
        raise StoreError(f"A record cannot be saved: JSON has no number {value}.")


def is_marker(line: bytes) -> bool:
    """Tell whether a line is one that git puts between the two sides of a conflict."""
    return re.fullmatch(rb"(<{7}|={7}|>{7}|\|{7})( .*)?", line.strip()) is not None
