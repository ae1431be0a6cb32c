"""Operations: what the analyst or the program did in one step, as the file has it.

An operation stands at the end of the line that holds what it wrote. Its document has the fields of
every record and

- `name`: what was done, for people;
- `before`: by uid, the records it touched, as they were; null for one that was not there;
- `merged`: if it took in another file: by uid, the records of that one, where they differ from
  what was made of them;
- `undoes` or `redoes`: the uid of the operation that it takes back or does again;
- `restores`: the uid of the operation before which everything was brought back to;
- `step`: false for what the program did by itself, which is nothing to undo.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson

from annotations.store.lines import Document, Entry
from annotations.store.records import OPERATION, Record, from_file

Changes = dict[str, Record | None]
"""Records by uid; None: one that is not there, or is to be removed."""

KIND = "operation"


@dataclass(frozen=True, slots=True)
class Operation:
    """One step, with all that is needed to take it back.

    Attributes:
        uid: Its identity.
        name: What was done, for people: `tag 12 passages security`.
        author: Who did it.
        created: When, UTC.
        before: The records it touched, as they were; None for one that was not there.
        after: The same records as it left them; None for one that it removed.
        undoes: The uid of the operation that it takes back; empty for none.
        redoes: The uid of the operation that it does again; empty for none.
        restores: The uid of the operation before which it goes back; empty for none.
        step: Whether it is the analyst's own act, and so a step to undo.
        merged: If it took in another file: the records of that one that something else was made of.
    """

    uid: str
    name: str
    author: str
    created: str
    before: Changes
    after: Changes
    undoes: str = ""
    redoes: str = ""
    restores: str = ""
    step: bool = True
    merged: Mapping[str, Record] | None = None


def documents(operation: Operation, number: Iterable[int]) -> list[tuple[int, Document]]:
    """Write an operation and what it left as the documents of one line.

    Args:
        operation: The operation.
        number: TinyDB's numbers for what it left, in order, and one for itself.
    """
    numbers = iter(number)
    written: list[tuple[int, Document]] = []
    for uid, record in operation.after.items():
        told = record if record is not None else {"uid": uid, "deleted": True}
        written.append((next(numbers), {**told, OPERATION: operation.uid}))
    written.append((next(numbers), _document(operation)))
    return written


def signs(author: str | None = None) -> list[bytes]:
    """Return what a line has in it, as the file writes it, that ends with an operation.

    Args:
        author: Who did it; None for anybody.
    """
    kind = b'"kind":' + orjson.dumps(KIND)
    return [kind] if author is None else [kind, b'"author":' + orjson.dumps(author)]


def is_operation(document: Document) -> bool:
    """Tell whether a document of the file is an operation."""
    return document.get("kind") == KIND


def is_tombstone(document: Document) -> bool:
    """Tell whether a document of the file says that a record was removed."""
    return document.get("deleted") is True and isinstance(document.get("uid"), str)


def read_operation(entries: Sequence[Entry]) -> Operation | None:
    """Return the operation of a line; None for one without."""
    said = entries[-1].document
    if not is_operation(said) or not isinstance(said.get("before"), dict):
        return None
    after: Changes = {}
    for entry in entries[:-1]:
        record = from_file(entry.document, plain=entry.plain)
        if record is not None or is_tombstone(entry.document):
            after[entry.document["uid"]] = record
    images = said["before"].items()
    return Operation(
        uid=str(said.get("uid", "")),
        name=str(said.get("name", "")),
        author=str(said.get("author", "")),
        created=str(said.get("created", "")),
        before={uid: from_file(image) if image else None for uid, image in images},
        after=after,
        undoes=str(said.get("undoes", "")),
        redoes=str(said.get("redoes", "")),
        restores=str(said.get("restores", "")),
        step=said.get("step") is not False,
        merged=_records(said.get("merged")),
    )


def transactions(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Part what was read out of a file, document by document, into what was written together."""
    together: list[Entry] = []
    for entry in entries:
        document = entry.document
        if is_operation(document):
            mine = [one for one in together if one.document.get(OPERATION) == document.get("uid")]
            others = [one for one in together if one.document.get(OPERATION) != document.get("uid")]
            yield from ([one] for one in others)
            yield [*mine, entry]
            together = []
        else:
            together.append(entry)
    yield from ([one] for one in together)


def _records(images: object) -> dict[str, Record] | None:
    if not isinstance(images, dict):
        return None
    read = ((uid, from_file(image)) for uid, image in images.items() if isinstance(image, dict))
    return {uid: record for uid, record in read if record is not None}


def _document(operation: Operation) -> Document:
    document: Document = {
        "uid": operation.uid,
        "kind": KIND,
        "created": operation.created,
        "modified": operation.created,
        "author": operation.author,
        "modified_by": operation.author,
        "name": operation.name,
        "before": operation.before,
    }
    if operation.merged is not None:
        document["merged"] = dict(operation.merged)
    if operation.undoes:
        document["undoes"] = operation.undoes
    if operation.redoes:
        document["redoes"] = operation.redoes
    if operation.restores:
        document["restores"] = operation.restores
    if not operation.step:
        document["step"] = False
    return document
