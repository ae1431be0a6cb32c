"""Undo and redo: the steps of this run in memory, those of earlier ones from the file."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from annotations.store.merging import merged, moved, says_same
from annotations.store.operations import Changes, Operation
from annotations.store.records import Record, Scribe

UNDO, REDO = "undo: ", "redo: "
"""What the names of operations begin with that take a step back or do it again."""


def led(
    origin: Changes, goal: Changes, get: Callable[[str], Record | None], scribe: Scribe
) -> Changes:
    """Tell what leads each record from `origin` to `goal`.

    What became of the record since (the program noted that the article was read, another program
    added a tag) stays. What is changed is stamped anew, though it says what it said before: where
    files are merged the newer version counts, and that is this one.

    Args:
        origin: The records as the step left them, or found them.
        goal: The same records as it found them, or left them.
        get: Gives a record as it is now.
        scribe: Signs what is changed.
    """
    after: Changes = {}
    for uid, record in goal.items():
        now = get(uid)
        to_be = moved(origin.get(uid), record, now)
        if to_be is not None:
            to_be = now if says_same(to_be, now) else scribe.revised(to_be)
        after[uid] = to_be
    return after


def differs(changes: Changes, get: Callable[[str], Record | None]) -> bool:
    """Tell whether any record is to say something else than the one that `get` gives."""
    return any(not says_same(record, get(uid)) for uid, record in changes.items())


def on_top(operation: Operation, uid: str, record: Record | None) -> Operation:
    """Do on a record, as another program has left it, what waits to be saved.

    Args:
        operation: What waits.
        uid: The record, one that it touched.
        record: The record as it is now; None for one that is not there.
    """
    merge = moved if operation.undoes or operation.redoes else merged
    after = merge(operation.before[uid], operation.after[uid], record)
    return replace(
        operation, before=operation.before | {uid: record}, after=operation.after | {uid: after}
    )


class Steps:
    """The steps that one author can take back, and those that she can do again.

    What another author or another running program did is none of them.

    Args:
        author: Whose steps count.
        past: Goes through all operations of the file, newest first.
    """

    def __init__(self, author: str, past: Callable[[], Iterator[Operation]]) -> None:
        """Begin a run; nothing is read before it is asked for."""
        self._author = author
        self._past = past
        self._older: Iterator[Operation] | None = None
        self._done: list[Operation] = []
        self._undone: list[Operation] = []
        self._foreign: set[str] = set()
        self._taken_back: dict[str, bool] = {}
        self._fresh = False

    @property
    def last_done(self) -> Operation | None:
        """The step that undo would take back."""
        if not self._done:
            self._look_back()
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Operation | None:
        """The step that redo would do again."""
        if not self._fresh and self._older is None:
            self._look_back()
        return self._undone[-1] if self._undone else None

    def did(self, operation: Operation) -> None:
        """Take in a step of the analyst's: nothing can be done again after it."""
        if not self._fresh and self._older is None:
            self._fresh = True
        self._foreign.add(operation.uid)
        self._done.append(operation)
        self._undone.clear()

    def pass_over(self, uid: str) -> None:
        """Take no account of an operation that another program, or the program itself, did."""
        self._foreign.add(uid)

    def undid(self, operation: Operation, by: str) -> None:
        """Note that the last step was taken back, by the operation `by`."""
        self._done.pop()
        self._undone.append(operation)
        self._foreign.add(by)

    def redid(self, operation: Operation, by: str) -> None:
        """Note that the step undone last was done again, by the operation `by`."""
        self._undone.pop()
        self._done.append(operation)
        self._foreign.add(by)

    def drop(self, operation: Operation) -> None:
        """Take no more account of the last step, or the one undone last: nothing of it is left."""
        for steps in (self._done, self._undone):
            if steps and steps[-1] is operation:
                steps.pop()
                return

    def restart(self) -> None:
        """Look at the file anew when older steps are asked for: it is another generation."""
        if self._older is not None:
            self._foreign |= {operation.uid for operation in (*self._done, *self._undone)}
            self._older = self._walked()

    def _look_back(self) -> None:
        """Bring the next older step in below those that are known."""
        if self._older is None:
            self._older = self._walked()
        older = next(self._older, None)
        if older is not None:
            self._done.insert(0, older)
            self._foreign.add(older.uid)

    def _walked(self) -> Iterator[Operation]:
        """Go through the author's steps that were not taken back, newest first."""
        may_redo = not self._fresh
        redone: list[Operation] = []
        for operation in self._past():
            if operation.author != self._author or operation.uid in self._foreign:
                continue
            if operation.undoes or operation.redoes:
                step = operation.undoes or operation.redoes
                first_told = step not in self._taken_back
                self._taken_back.setdefault(step, bool(operation.undoes))
                if may_redo and first_told and operation.undoes:
                    redone.append(_to_do_again(operation))
                continue
            if not operation.step or self._taken_back.get(operation.uid):
                continue
            if may_redo:
                may_redo, self._fresh = False, True
                self._undone[:0] = reversed(redone)
            yield operation
        if may_redo:
            self._fresh = True
            self._undone[:0] = reversed(redone)


def _to_do_again(undo: Operation) -> Operation:
    """Make of the operation that took a step back the step that does it again."""
    name = undo.name.removeprefix(UNDO)
    return replace(
        undo, uid=undo.undoes, name=name, undoes="", before=undo.after, after=undo.before
    )
