"""Undo and redo, against the simplest model there is: a list of states."""

import copy
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.errors import StoreError
from annotations.models import SaveState
from annotations.store.disk import Disk
from annotations.store.generations import compact
from annotations.store.merging import said
from annotations.store.records import Record, Scribe
from annotations.store.store import Store
from tests.annotations.store.conftest import a_tag, an_annotation, in_file
from tests.factories import counting_uids, ticking_clock

State = dict[str, Record]
KINDS = ("tag", "annotation", "article")

moves = st.lists(
    st.tuples(
        st.sampled_from(
            ("add tag", "add note", "edit", "edit", "delete", "undo", "undo", "redo", "read")
        ),
        st.integers(0, 7),
        st.text("abé ", max_size=3),
    ),
    max_size=30,
)


class Model:
    """All states so far, and the place in them; what the program notes is in every state."""

    def __init__(self) -> None:
        self.states: list[State] = [{}]
        self.place = 0

    @property
    def now(self) -> State:
        return self.states[self.place]

    def step(self, changes: dict[str, Record | None]) -> None:
        after = {**self.now, **changes}
        kept = {uid: record for uid, record in after.items() if record is not None}
        self.states[self.place + 1 :] = [kept]
        self.place += 1

    def note(self, uid: str, reading: dict[str, str]) -> None:
        for state in self.states:
            if uid in state:
                state[uid] = state[uid] | {"reading": reading}


def play(store: Store, model: Model, scribe: Scribe, moves: list[tuple[str, int, str]]) -> None:
    article = scribe.new("article", path="a.txt", text_sha256="", reading={})
    store.note([article])
    model.states = [{article["uid"]: article}]
    for move, number, text in moves:
        uids = sorted(model.now)
        uid = uids[number % len(uids)]
        if move == "undo":
            assert (store.undo() is not None) == (model.place > 0)
            model.place = max(0, model.place - 1)
        elif move == "redo":
            assert (store.redo() is not None) == (model.place < len(model.states) - 1)
            model.place = min(len(model.states) - 1, model.place + 1)
        elif move == "read":
            reading = {"ana": ("read", "unread")[number % 2]}
            now = store.get(article["uid"])
            assert now is not None
            store.note([now | {"reading": reading}])
            model.note(article["uid"], reading)
        else:
            changes = _changes(move, uid, text, model.now, scribe)
            gone = [each for each, record in changes.items() if record is None]
            store.commit(move, [record for record in changes.values() if record], gone)
            model.step(changes)
        assert _state(store) == _said(model.now)


def _changes(
    move: str, uid: str, text: str, now: State, scribe: Scribe
) -> dict[str, Record | None]:
    if move == "add tag":
        tag, note = a_tag(scribe, text), an_annotation(scribe, text)
        note["tags"] = {tag["uid"]: {}}
        return {tag["uid"]: tag, note["uid"]: note}
    if move == "add note":
        note = an_annotation(scribe, text)
        return {note["uid"]: note}
    if move == "delete" and now[uid]["kind"] != "article":
        return {uid: None}
    return {uid: scribe.revised(now[uid], title=f"{text}!")}


def _state(store: Store) -> State:
    return _said({record["uid"]: record for kind in KINDS for record in store.of_kind(kind)})


def _said(state: State) -> State:
    """What records say, whoever stamped them: undo and redo stamp anew what they write."""
    return {uid: said(record) for uid, record in state.items()}


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves)
def test_any_sequence_of_acts_undos_and_redos_ends_where_it_should_in_memory_and_on_disk(
    moves: list[tuple[str, int, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "annotations.json"
        scribe = Scribe("ana", ticking_clock(), counting_uids())
        store, model = Store(file, scribe), Model()
        play(store, model, scribe, moves)
        assert store.close() == SaveState("saved")
        assert _said(in_file(file)) == _said(model.now)
        again = Store(file, scribe)
        assert _state(again) == _said(model.now)
        for kind in KINDS:
            assert again.of_kind(kind) == store.of_kind(kind)
        again.close()


def test_what_the_program_noted_survives_an_undo_of_an_edit_to_the_same_record(
    tmp_path: Path,
) -> None:
    scribe = Scribe("ana", ticking_clock(), counting_uids())
    store = Store(tmp_path / "annotations.json", scribe)
    article = scribe.new("article", path="a.txt", text_sha256="", reading={})
    store.note([article])
    edited = scribe.revised(article, title="Hers")
    store.commit("edit", [edited])
    read = scribe.revised(edited, reading={"ana": "read"})
    store.note([read])
    for step, before in ((store.undo, article), (store.redo, edited)):
        step()
        now = store.get(article["uid"])
        assert now is not None
        assert said(now) == said(before) | {"reading": {"ana": "read"}}
    store.close()


def test_several_records_are_one_step_and_a_new_act_ends_what_could_be_redone(
    tmp_path: Path,
) -> None:
    scribe = Scribe("ana", ticking_clock(), counting_uids())
    store = Store(tmp_path / "annotations.json", scribe)
    pair = [a_tag(scribe, "border"), an_annotation(scribe, "why?")]
    store.commit("tag 1 passage border", pair)
    assert (store.undo_name, store.redo_name) == ("tag 1 passage border", None)
    before = copy.deepcopy(pair)
    store.undo()
    assert _state(store) == {}
    assert (store.undo_name, store.redo_name) == (None, "tag 1 passage border")
    store.commit("note", [an_annotation(scribe, "other")])
    assert store.redo() is None
    assert pair == before, "records handed in are never changed"
    store.close()


def test_undo_and_redo_go_on_where_an_earlier_run_ended(file: Path, scribe: Scribe) -> None:
    names = ("first", "second", "third")
    store = Store(file, scribe)
    for name in names:
        store.commit(name, [an_annotation(scribe, name)])
    states = [_state(store)]
    store.undo()
    states.append(_state(store))
    store.close()
    for name, then in (("second", "first"), ("first", None)):
        store = Store(file, scribe)
        assert store.undo_name == name
        store.undo()
        states.append(_state(store))
        assert (store.undo_name, store.redo_name) == (then, name)
        store.close()
    assert states.pop() == {}
    for name in names:
        store = Store(file, scribe)
        assert store.redo_name == name
        store.redo()
        assert _state(store) == states.pop()
        store.close()
    assert states == []
    store = Store(file, scribe)
    assert store.redo_name is None
    assert store.undo_name == "third"
    store.close()


def test_a_new_act_ends_what_an_earlier_run_could_have_done_again(
    file: Path, scribe: Scribe
) -> None:
    store = Store(file, scribe)
    store.commit("first", [an_annotation(scribe, "first")])
    store.undo()
    store.close()
    store = Store(file, scribe)
    store.commit("other", [an_annotation(scribe, "other")])
    store.close()
    store = Store(file, scribe)
    assert (store.undo_name, store.redo_name) == ("other", None)
    store.close()


def test_steps_of_another_author_are_not_ones_own(file: Path, scribe: Scribe) -> None:
    store = Store(file, scribe)
    store.commit("hers", [an_annotation(scribe, "hers")])
    store.close()
    his = Store(file, replace(scribe, author="bob"))
    assert his.undo_name is None
    his.commit("his", [an_annotation(scribe, "his")])
    his.close()
    store = Store(file, scribe)
    assert store.undo_name == "hers"
    store.undo()
    assert [record["note"] for record in store.of_kind("annotation")] == ["his"]
    store.close()


def test_undo_goes_on_behind_a_compaction(file: Path, scribe: Scribe) -> None:
    store = Store(file, scribe)
    marks = [an_annotation(scribe, str(number)) for number in range(3)]
    for mark in marks:
        store.commit(f"note {mark['note']}", [mark])
    store.flush()
    assert compact(file, Disk())
    store.commit("note 3", [an_annotation(scribe, "3")])
    assert store.flush() == SaveState("saved")
    assert compact(file, Disk())
    for number in (3, 2, 1, 0):
        assert store.undo_name == f"note {number}"
        store.undo()
    assert _state(store) == {}
    assert store.redo_name == "note 0"
    store.close()
    again = Store(file, scribe)
    assert (again.undo_name, again.redo_name) == (None, "note 0")
    again.close()


def test_the_state_before_any_operation_can_be_had_back(file: Path, scribe: Scribe) -> None:
    store = Store(file, scribe)
    states = []
    mark = an_annotation(scribe, "0")
    for number in range(1, 6):
        states.append(_state(store))
        mark = scribe.revised(mark, note=str(number))
        store.commit(f"note {number}", [mark, an_annotation(scribe, "new")])
        if number == 3:
            store.flush()
            assert compact(file, Disk())
    uids = [operation.uid for operation in store.history()][::-1]
    for uid, state in zip(uids, states, strict=True):
        store.restore(uid)
        assert _state(store) == state
    store.close()


def test_what_undo_redo_and_restore_write_is_newer_than_what_it_takes_the_place_of(
    file: Path, scribe: Scribe
) -> None:
    store = Store(file, scribe)
    old = an_annotation(scribe, "old")
    store.commit("note old", [old])
    step = store.commit("note new", [scribe.revised(old, note="new")])
    stamps = [_stamp(store, old["uid"])]
    for move in (store.undo, store.redo, lambda: store.restore(step.uid)):
        move()
        stamps.append(_stamp(store, old["uid"]))
    assert [note for _, _, note in stamps] == ["new", "old", "new", "old"]
    assert stamps == sorted(set(stamps))
    assert {author for _, author, _ in stamps} == {"ana"}
    store.close()


def _stamp(store: Store, uid: str) -> tuple[str, str, str]:
    now = store.get(uid)
    assert now is not None
    return now["modified"], now["modified_by"], now["note"]


def test_a_step_of_which_nothing_is_left_is_not_said_to_be_undone(
    file: Path, scribe: Scribe, tmp_path: Path
) -> None:
    store = Store(file, scribe)
    first = an_annotation(scribe, "first")
    store.commit("note first", [first])
    store.flush()
    before = file.read_bytes()
    second = an_annotation(scribe, "second")
    store.commit("note second", [second])
    store.flush()
    other = tmp_path / "other"
    other.write_bytes(before)
    other.replace(file)
    store.commit("note third", [third := an_annotation(scribe, "third")])
    store.flush()
    assert store.get(second["uid"]) is None
    assert store.undo_name == "note third"
    store.undo()
    assert store.get(third["uid"]) is None
    with pytest.raises(StoreError, match=r"Nothing is left of this step.*: note second"):
        store.undo()
    assert store.undo_name == "note first"
    store.undo()
    assert store.of_kind("annotation") == []
    assert next(each.name for each in store.history()) == "undo: note first"
    store.close()


def test_going_back_to_what_is_there_already_is_no_step(file: Path, scribe: Scribe) -> None:
    store = Store(file, scribe)
    store.commit("note", [an_annotation(scribe, "old")])
    step = store.commit("another", [an_annotation(scribe, "new")])
    store.undo()
    assert store.restore(step.uid) is None
    assert store.undo_name == "note"
    store.close()


def test_a_step_has_to_be_named_to_go_back_to_it(file: Path, scribe: Scribe) -> None:
    store = Store(file, scribe)
    store.commit("note", [an_annotation(scribe, "old")])
    with pytest.raises(StoreError, match="Name a step"):
        store.restore("")
    store.close()


def test_what_comes_onto_the_file_while_the_history_is_read_is_told_once(tmp_path: Path) -> None:
    """An import counted as removed what it had brought itself, when its undo was told twice."""
    file = tmp_path / "annotations.json"
    scribe = Scribe("ana", ticking_clock(), counting_uids())
    store = Store(file, scribe)
    with FileLock(f"{file}.lock"):  # so that nothing is saved yet
        store.commit("note", [an_annotation(scribe, "one")])
        store.commit("note", [an_annotation(scribe, "two")])
        told = store.history()
        first = next(told)
    assert store.flush().word == "saved"
    uids = [each.uid for each in (first, *told)]
    assert len(uids) == len(set(uids)) == 2
    store.close()
