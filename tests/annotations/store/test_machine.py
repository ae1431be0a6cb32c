"""The store against a plain dict, whatever is done to it in whatever order."""

import copy
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from annotations.store import generations, opening
from annotations.store.disk import Disk
from annotations.store.merging import said
from annotations.store.records import Record, Scribe
from annotations.store.store import Store
from tests.annotations.store.conftest import a_tag, an_annotation, in_file
from tests.factories import counting_uids, ticking_clock

State = dict[str, Record]
SMALL = 2_000
"""Bytes from which a file gets an index and is compacted here."""

words = st.text("ab é“\n\\{", max_size=12)


class StoreMachine(RuleBasedStateMachine):
    """Does to a store and to a dict the same."""

    @initialize()
    def begin(self) -> None:
        """Open an empty store, with small limits."""
        self._limits = generations.LEAST, opening.IN_MEMORY
        generations.LEAST = opening.IN_MEMORY = SMALL
        self._folder = tempfile.TemporaryDirectory()
        self.file = Path(self._folder.name) / "annotations.json"
        self.scribe = Scribe("ana", ticking_clock(), counting_uids())
        self.other = Scribe("bob", ticking_clock(), counting_uids("bob"))
        self.store = Store(self.file, self.scribe)
        self.now: State = {}
        self.done: list[tuple[State, State]] = []
        self.undone: list[tuple[State, State]] = []
        self.before: dict[str, State] = {}

    def teardown(self) -> None:
        """Close all, and put the limits back."""
        if hasattr(self, "store"):
            self.store.close()
            generations.LEAST, opening.IN_MEMORY = self._limits
            self._folder.cleanup()

    def commit(self, records: list[Record], removed: list[str]) -> None:
        """Commit to both."""
        before = dict(self.now)
        operation = self.store.commit("step", copy.deepcopy(records), removed)
        self.now |= {record["uid"]: record for record in records}
        for uid in removed:
            self.now.pop(uid, None)
        self.before[operation.uid] = before
        self.done.append((before, dict(self.now)))
        self.undone.clear()

    @rule(notes=st.lists(words, min_size=1, max_size=4))
    def insert(self, notes: list[str]) -> None:
        """Make records of two kinds in one step."""
        records = [an_annotation(self.scribe, note) for note in notes]
        self.commit([*records, a_tag(self.scribe, f"tag {len(self.now)}")], [])

    @precondition(lambda self: self.now)
    @rule(number=st.integers(0), note=words, several=st.booleans())
    def change(self, number: int, note: str, several: bool) -> None:
        """Change one record, or two of them."""
        uids = sorted(self.now)
        some = {uids[number % len(uids)], uids[-1] if several else uids[number % len(uids)]}
        self.commit([self.scribe.revised(self.now[uid], note=note) for uid in some], [])

    @precondition(lambda self: self.now)
    @rule(number=st.integers(0))
    def remove(self, number: int) -> None:
        """Remove a record."""
        uids = sorted(self.now)
        self.commit([], [uids[number % len(uids)]])

    @rule()
    def undo(self) -> None:
        """Take a step back, if there is one."""
        step = self.store.undo()
        assert (step is None) == (not self.done)
        if self.done:
            before, after = self.done.pop()
            self.undone.append((before, after))
            self.now = dict(before)

    @rule()
    def redo(self) -> None:
        """Do a step again, if there is one."""
        step = self.store.redo()
        assert (step is None) == (not self.undone)
        if self.undone:
            before, after = self.undone.pop()
            self.done.append((before, after))
            self.now = dict(after)

    @rule()
    def save(self) -> None:
        """Wait for the disk; the file says the same then."""
        assert self.store.flush().word == "saved"
        if self.file.exists():
            assert _said(in_file(self.file)) == _said(self.now)

    @rule()
    def reopen(self) -> None:
        """End the program and start it again."""
        assert self.store.close().word == "saved"
        self.store = Store(self.file, self.scribe)
        assert self.store.notice == ""

    @rule()
    def compact(self) -> None:
        """Let another program compact the file."""
        self.store.flush()
        if self.file.exists():
            generations.compact(self.file, Disk())

    @rule(note=words)
    def another_program(self, note: str) -> None:
        """Let another program add a record, which no step of ours takes away."""
        self.store.flush()
        other = Store(self.file, self.other)
        record = an_annotation(self.other, note)
        other.commit("theirs", [copy.deepcopy(record)])
        assert other.close().word == "saved"
        self.store.note([])
        assert self.store.flush().word == "saved"
        for state in [self.now, *(each for pair in self.done + self.undone for each in pair)]:
            state[record["uid"]] = record
        self.before.clear()

    @precondition(lambda self: self.before)
    @rule(number=st.integers(0))
    def restore(self, number: int) -> None:
        """Go back to before any step of the whole history."""
        self.store.flush()
        uid = list(self.before)[number % len(self.before)]
        before = dict(self.now)
        operation = self.store.restore(uid)
        self.now = dict(self.before[uid])
        if operation is None:
            assert _said(before) == _said(self.now)
            return
        self.before[operation.uid] = before
        self.done.append((before, dict(self.now)))
        self.undone.clear()

    @invariant()
    def says_the_same(self) -> None:
        """Every way of asking gives what the dict says."""
        if not hasattr(self, "store"):
            return
        for kind in ("tag", "annotation"):
            wanted = {uid: each for uid, each in self.now.items() if each["kind"] == kind}
            found = self.store.of_kind(kind)
            assert _said({each["uid"]: each for each in found}) == _said(wanted)
            assert self.store.counts()[kind] == len(found) == len(wanted)
        of_article = {each["uid"]: each for each in self.store.of_article("an-article")}
        assert _said(of_article) == _said(wanted)
        for uid, record in self.now.items():
            now = self.store.get(uid)
            assert now is not None
            assert said(now) == said(record)


def _said(state: State) -> State:
    """What records say, whoever stamped them: undo and redo stamp anew what they write."""
    return {uid: said(record) for uid, record in state.items()}


StoreMachine.TestCase.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
TestStore = StoreMachine.TestCase
