"""Records out of a file that is not in the form of lines: older, foreign, or edited by hand."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import orjson

from annotations.store.lines import CHECK, Document, is_marker

_DOCUMENT = re.compile(r'"(\d+)"\s*:\s*(?=\{)')
_HEAD = re.compile(r'\{\s*"_meta"\s*:\s*\{"1":\s*(\{[^{}]*\})')


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read.

    Attributes:
        documents: All documents of the default table, in the order they stand in the file.
        version: The version of the file's form; None if it names none.
        whole: Whether the file is JSON and nothing of it was passed over.
        json: Whether it is JSON of any sort.
        lost: What stands between the documents and is neither JSON nor a mark of git's.
        marked: Whether git's marks of a conflict are in it.
        after: The generation before the file's own, if it names one.
    """

    documents: list[Document]
    version: int | None
    whole: bool
    json: bool
    lost: bytes = b""
    marked: bool = False
    after: str = ""


def salvage(data: bytes) -> Salvaged:
    """Read what there is to read: the whole as JSON, else every document that stands by itself."""
    data = data.removeprefix(b"\xef\xbb\xbf").rstrip(b"\0 \r\n\t")
    try:
        tables = orjson.loads(data)
    except orjson.JSONDecodeError:
        return _piecewise(data)
    table = tables.get("_default") if isinstance(tables, dict) else None
    found = list(table.values()) if isinstance(table, dict) else []
    documents = [_without_check(each) for each in found if isinstance(each, dict)]
    whole = isinstance(table, dict) and len(documents) == len(found)
    return Salvaged(documents, version(tables), whole, json=True)


def version(tables: Any) -> int | None:
    """Tell the version of a file's form; None if it is no file of ours."""
    try:
        name, _, number = tables["_meta"]["1"]["format"].partition("/")
        return int(number) if name == "briefreader" else None
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _piecewise(data: bytes) -> Salvaged:
    lines = data.splitlines()
    kept = [line for line in lines if not is_marker(line)]
    text = b"\n".join(kept).decode("utf-8", "replace")
    head = _HEAD.match(text.lstrip())
    known, after = None, ""
    if head is not None:
        with suppress(json.JSONDecodeError):
            meta = json.loads(head[1])
            known, after = version({"_meta": {"1": meta}}), str(meta.get("after", ""))
    body = _HEAD.sub("", text) if head is not None else text  # each side of a conflict may have one
    documents: list[Document] = []
    lost = "".join(_taken(body, documents)).replace('},"_default":{', "").encode()
    remains = b"\n".join(line for line in lost.splitlines() if line.strip(b' \t,{}:"'))
    marked = len(kept) < len(lines)
    return Salvaged(documents, known, False, False, remains, marked=marked, after=after)


def _taken(text: str, documents: list[Document]) -> Iterator[str]:
    """Take all documents out of a text; give back what stands between them."""
    decoder = json.JSONDecoder()
    place = 0
    while (found := _DOCUMENT.search(text, place)) is not None:
        yield text[place : found.start()]
        try:
            document, place = decoder.raw_decode(text, found.end())
        except json.JSONDecodeError:
            place = found.end()
            yield found[0]
            continue
        documents.append(_without_check(document))
    yield text[place:]


def _without_check(document: Document) -> Document:
    return {name: value for name, value in document.items() if name != CHECK}
