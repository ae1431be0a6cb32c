"""What was done to a store, newest first: in the file, and in what compaction took out of it."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from annotations.errors import StoreError
from annotations.store.beside import Beside
from annotations.store.disk import Disk
from annotations.store.journal import Journal
from annotations.store.merging import says_same
from annotations.store.operations import Changes, Operation, read_operation, signs
from annotations.store.records import Record, Scribe


class HistorySize(NamedTuple):
    """How much compaction has taken out.

    Attributes:
        files: How many generations.
        bytes: How large they are together.
    """

    files: int
    bytes: int


def backwards(
    journal: Journal | None, beside: Beside, author: str | None = None
) -> Iterator[Operation]:
    """Go through operations from the last to the first that is still known.

    Args:
        journal: The open file; None for one that is not there yet.
        beside: Knows where the history is.
        author: Whose operations are wanted; None for everybody's. What cannot hold one of hers is
            passed over unread.
    """
    if journal is None:
        return
    holding = signs(author)
    yield from _operations(journal, holding)
    for archived in earlier(journal, beside):
        archived.trust_end()
        yield from _operations(archived, holding)


def earlier(journal: Journal, beside: Beside) -> Iterator[Journal]:
    """Go through what compaction kept of the generations before a file, the last one first.

    Each is closed when the next one is asked for.

    Args:
        journal: The file.
        beside: Knows where the history is.
    """
    seen, after = {journal.generation}, journal.after
    while after and after not in seen:
        seen.add(after)
        try:
            archived = Journal(beside.archived(after), Disk())
        except (OSError, ValueError):
            return  # pruned, or never kept: the history ends here
        try:
            yield archived
            after = archived.after
        finally:
            archived.close()


def state_before(uid: str, operations: Iterator[Operation]) -> tuple[Operation, Changes]:
    """Tell how things were before an operation.

    Args:
        uid: The operation, or how its uid ends.
        operations: All operations, newest first.

    Returns:
        The operation, and all records that were touched since, as they were before it.

    Raises:
        StoreError: There is no such operation, there are several, or none is named.
    """
    if not uid:
        raise StoreError("Name a step; `briefreader history` lists all.")
    goal: Changes = {}
    found: list[tuple[Operation, Changes]] = []
    for operation in operations:
        goal |= operation.before
        if operation.uid == uid:
            return operation, goal
        if operation.uid.endswith(uid):
            found.append((operation, dict(goal)))
    if len(found) == 1:
        return found[0]
    how_many = "several steps" if found else "no step"
    raise StoreError(
        f"There is {how_many} {uid} in the history; `briefreader history` lists all."
        if not found
        else f"There are {how_many} that end in {uid}; name more of it."
    )


def changes_to(goal: Changes, get: Callable[[str], Record | None], scribe: Scribe) -> Changes:
    """Tell what has to be changed to bring records back to what they said.

    What is changed is stamped anew: it is to count as newer than what it takes the place of.

    Args:
        goal: The records as they were, None for one that was not there.
        get: Gives a record as it is now.
        scribe: Signs what is changed.
    """
    return {
        uid: scribe.revised(record) if record else None
        for uid, record in goal.items()
        if not says_same(record, get(uid))
    }


def size(beside: Beside) -> HistorySize:
    """Tell how much compaction has taken out of the file so far."""
    sizes = [file.stat().st_size for file in beside.archives()]
    return HistorySize(len(sizes), sum(sizes))


def prune(beside: Beside) -> HistorySize:
    """Delete what compaction took out; steps that are in the file itself stay.

    Returns:
        What was deleted.

    Raises:
        StoreError: It cannot be deleted.
    """
    found = size(beside)
    try:
        for file in beside.archives():
            file.unlink()
    except OSError as error:
        raise StoreError(f"{error.filename} cannot be deleted: {error.strerror}.") from error
    return found


def _operations(journal: Journal, holding: Sequence[bytes]) -> Iterator[Operation]:
    for entries in journal.backwards(holding):
        operation = read_operation(entries)
        if operation is not None:
            yield operation
