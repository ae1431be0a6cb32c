"""The records of one annotations file: in memory at once, on disk soon after, and back again."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from annotations.errors import StoreError
from annotations.models import SaveState
from annotations.store import history, waiting
from annotations.store.beside import Beside
from annotations.store.disk import Disk
from annotations.store.filing import Filing
from annotations.store.lookup import Lookup
from annotations.store.operations import Changes, Operation
from annotations.store.records import Record, Scribe
from annotations.store.steps import REDO, UNDO, Steps, differs, led, on_top
from annotations.store.writer import SAVED, Writer

FOLLOW_SECONDS = 0.4
"""How often the file is looked at for what other programs write."""


class Store(Lookup):
    """All records of one annotations file, looked up by uid, kind and field.

    A commit shows in memory at once and is written in the background; `state` and `on_state` tell
    when it is on disk. Methods may be called from any thread.

    Attributes:
        file: The annotations file.
        beside: What belongs to it.
        on_change: Told, on the writer's thread, when another program changed records: the uids;
            None if anything may have changed.
        on_notice: Told, on the writer's thread, what the analyst should know of the file.

    Args:
        file: The annotations file; it and its folder are made with the first commit.
        scribe: Signs operations.
        on_state: Told whenever saving begins, ends or fails.
        disk: Writes.
        compacts: Whether the file is compacted when half of it is dead.
        spare: A folder for what cannot be left beside the file when the program has to end.

    Raises:
        StoreError: The file was written by a newer version, or may not be read.
    """

    def __init__(
        self,
        file: Path,
        scribe: Scribe,
        on_state: Callable[[SaveState], None] = lambda state: None,
        disk: Disk | None = None,
        *,
        compacts: bool = True,
        spare: Path | None = None,
    ) -> None:
        """Open the file, or begin an empty store where there is none."""
        self.file = file
        self.beside = Beside.of(file)
        self.on_change: Callable[[frozenset[str] | None], None] = lambda uids: None
        self.on_notice: Callable[[str], None] = lambda notice: None
        self._scribe = scribe
        lock = threading.RLock()
        self._pending: deque[Operation] = deque()
        self._left: list[Path] = []
        self._spare = spare
        self._disk = disk or Disk()
        filing = Filing(file, self._disk, lock, self._pending, compacts=compacts)
        super().__init__(filing, lock)
        self.notice = self._told = self._filing.notice
        self.foreign = self._filing.foreign
        self._steps = Steps(scribe.author, lambda: self._on_file(scribe.author))
        self._writer = Writer(self._write, on_state, self._look)
        with lock:
            if not self.read_only:
                self._take_up()

    # Changing

    def commit(
        self,
        name: str,
        records: Iterable[Record],
        removed: Iterable[str] = (),
        taken_in: Mapping[str, Record] | None = None,
    ) -> Operation:
        """Put `records` and remove those with the uids in `removed`, as one step to undo.

        Args:
            name: What the analyst did, for people.
            records: New and changed records.
            removed: Uids of records that go.
            taken_in: If another file is merged: its records that something else was made of.

        Returns:
            The step.

        Raises:
            StoreError: The store is closed, or the file may not be written.
        """
        after: Changes = {record["uid"]: record for record in records}
        after.update(dict.fromkeys(removed))
        with self._lock:
            self._check_writable()
            step = self._apply(name, after, merged=taken_in)
            self._steps.did(step)
        return step

    def note(self, records: Iterable[Record], name: str = "note what was seen") -> None:
        """Put `records` without making a step to undo: for what the program did by itself.

        Where nothing may be written, nothing is noted.
        """
        with self._lock:
            if not self.read_only:
                self._apply(name, {record["uid"]: record for record in records}, step=False)

    def rewrite(self, name: str) -> None:
        """Read the file anew without its index, and write it from the beginning if it needs that.

        Args:
            name: What it is done for, for people.

        Raises:
            StoreError: The file cannot be read or written.
        """
        with self._lock:
            self._check_writable()
            self._filing.reopen(indexed=False)
            if self._filing.needs_writing:
                self._apply(name, {}, step=False)
        saved = self.flush()
        if saved.reason:
            raise StoreError(saved.reason)

    @property
    def undo_name(self) -> str | None:
        """The name of the step that `undo` would take back, or None."""
        with self._lock:
            return step.name if (step := self._steps.last_done) else None

    @property
    def redo_name(self) -> str | None:
        """The name of the step that `redo` would do again, or None."""
        with self._lock:
            return step.name if (step := self._steps.last_undone) else None

    def undo(self) -> Operation | None:
        """Take the last step back, one of an earlier run too; None if there is none.

        Raises:
            StoreError: Nothing may be written, or nothing of the step is left to undo; then it is
                passed over.
        """
        with self._lock:
            step = self._steps.last_done
            if step is not None:
                done = self._turn(UNDO, step, step.after, step.before, undoes=step.uid)
                self._steps.undid(step, done.uid)
            return step

    def redo(self) -> Operation | None:
        """Do the step that was last undone again; return it, or None if there is none.

        Raises:
            StoreError: As with `undo`.
        """
        with self._lock:
            step = self._steps.last_undone
            if step is not None:
                done = self._turn(REDO, step, step.before, step.after, redoes=step.uid)
                self._steps.redid(step, done.uid)
            return step

    def _turn(
        self, word: str, step: Operation, origin: Changes, goal: Changes, **links: str
    ) -> Operation:
        self._check_writable()
        after = led(origin, goal, self.get, self._scribe)
        if not differs(after, self.get) and differs(goal, origin.get):
            self._steps.drop(step)
            raise StoreError(f"Nothing is left of this step, all was changed since: {step.name}")
        return self._apply(f"{word}{step.name}", after, **links)

    # History

    def history(self) -> Iterator[Operation]:
        """Go through all that was done, newest first; what waits to be saved is among it."""
        with self._lock:
            waiting = list(reversed(self._pending))
        yield from waiting
        told = {each.uid for each in waiting}  # some of it may have come onto the file since
        yield from (each for each in self._on_file() if each.uid not in told)

    def restore(self, uid: str) -> Operation | None:
        """Bring back the state before an operation, as one step to undo; None if all is so.

        Args:
            uid: The operation, or how its uid ends.

        Raises:
            StoreError: There is no such operation, or nothing can be written.
        """
        operation, goal = history.state_before(uid, self.history())
        with self._lock:
            after = history.changes_to(goal, self.get, self._scribe)
            if not after:
                return None
            self._check_writable()
            name = f"go back to before “{operation.name}”"
            step = self._apply(name, after, restores=operation.uid)
            self._steps.did(step)
            return step

    # Saving

    @property
    def state(self) -> SaveState:
        """Where the last change is."""
        return self._writer.state

    def follow(self, seconds: float = FOLLOW_SECONDS) -> None:
        """Begin to look for what other programs write; `on_change` is told of it."""
        self._writer.follow(seconds)

    def flush(self) -> SaveState:
        """Wait until all is on disk, or an attempt to write has failed."""
        return self._writer.flush()

    def close(self) -> SaveState:
        """Flush and end; nothing can be committed afterwards."""
        if not self._writer.closed:
            if self._writer.close() == SAVED:  # else its thread may still be at the file
                self._writer.state = self._filing.make_good()
            self._filing.close()
        return self.state

    def leave_waiting(self) -> bool:
        """Keep what is not saved for the next start: the program had to end.

        Returns:
            Whether there was anything.

        Raises:
            OSError: It cannot be written.
        """
        with self._lock:
            operations = list(self._pending)
        if operations:
            self._left.append(waiting.leave(self.beside, self._spare, operations, self._disk))
        return bool(operations)

    # Within

    def _check_writable(self) -> None:
        if self._writer.closed:
            raise StoreError("The store is closed; nothing more can be saved.")
        if self.read_only:
            raise StoreError(self.read_only)

    def _apply(self, name: str, after: Changes, **fields: Any) -> Operation:
        """Do what is not on the disk yet; `fields` are further ones of an operation."""
        said = self._scribe.new("operation")
        before = {uid: self.get(uid) for uid in after}
        operation = Operation(
            said["uid"], name, self._scribe.author, said["created"], before, after, **fields
        )
        self._put(operation)
        return operation

    def _put(self, operation: Operation) -> None:
        self._writer.wake()
        self._pending.append(operation)
        for uid, record in operation.after.items():
            self._filing.records.put(uid, record)

    def _take_up(self) -> None:
        """Do again what an earlier run could not save before it had to end."""
        every = list(waiting.not_saved(waiting.found(self.beside, self._spare), self._on_file()))
        for left in every:
            if left.whole and not left.operations:
                left.file.unlink(missing_ok=True)
                continue
            if left.whole:
                self._left.append(left.file)
            for operation in left.operations:
                now = operation
                for uid in operation.after:
                    now = on_top(now, uid, self.get(uid))
                self._put(now)
                if now.step and now.author == self._scribe.author:
                    self._steps.did(now)
        self.notice = " ".join(filter(None, (self.notice, *waiting.notices(every))))

    def _on_file(self, author: str | None = None) -> Iterator[Operation]:
        return history.backwards(self._filing.journal, self.beside, author)

    def _write(self) -> None:
        self._filing.write()
        while self._left and not self._pending:
            self._left.pop().unlink(missing_ok=True)
        self._tell()

    def _look(self) -> bool:
        self._filing.look()
        self._tell()
        return self._filing.owes

    def _tell(self) -> None:
        """Pass on what was found while the file was looked at."""
        changed = self._filing.taken_in()
        if changed is None:
            with self._lock:
                self._steps.restart()
        for uid in self._filing.passed_over():
            self._steps.pass_over(uid)
        if changed is None or changed:
            self.on_change(changed)
        known, self._told = self._told, self._filing.notice
        if self._told not in ("", known):
            self.notice = self._told
            self.on_notice(self.notice)
