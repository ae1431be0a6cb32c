"""A file that is replaced, damaged or deleted while it is open."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from annotations.store.disk import Disk
from annotations.store.generations import compact
from annotations.store.opening import open_file
from annotations.store.store import Store
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.stream import State, Stream, commit, held, in_json, play, scribe_of

Change = Callable[[Path], State]
"""Does something to a file; returns what it says then that must not be lost."""


def _older(file: Path) -> State:
    older = file.with_name("older")
    file.with_name("older").replace(file)
    assert not older.exists()
    return _read(file)


def _longer(file: Path) -> State:
    copy = _elsewhere(file)
    shutil.copyfile(file, copy)
    store = Store(copy, scribe_of("theirs"))
    new = scribe_of("longer").new("tag", name="x", colour="#d9a406", description="", key=None)
    store.commit("theirs", [new])
    store.close()
    copy.replace(file)
    return _read(file)


def _compacted(file: Path) -> State:
    assert compact(file, Disk())
    return _read(file)


def _compacted_and_longer(file: Path) -> State:
    _compacted(file)
    return _longer(file)


def _unrelated(file: Path) -> State:
    copy = _elsewhere(file)
    play(copy, Stream(99), 5)
    copy.replace(file)
    return _read(file)


def _first_form(file: Path) -> State:
    said = {str(number): record for number, record in enumerate(Stream(98).state(4).values(), 1)}
    tables = {"_meta": {"1": {"format": "briefreader/1"}}, "_default": said}
    file.with_name("old").write_text(json.dumps(tables, indent=2))
    file.with_name("old").replace(file)
    return _read(file)


def _garbage(file: Path) -> State:
    file.with_name("new").write_bytes(os.urandom(3000))
    file.with_name("new").replace(file)
    return {}


def _garbage_in_place(file: Path) -> State:
    file.write_bytes(os.urandom(3000))
    return {}


def _empty(file: Path) -> State:
    file.write_bytes(b"")
    return {}


def _deleted(file: Path) -> State:
    file.unlink()
    return {}


def _cut_in_place(file: Path) -> State:
    os.truncate(file, file.stat().st_size * 2 // 3)
    return {}


def _overwritten_in_place(file: Path) -> State:
    copy = _elsewhere(file)
    play(copy, Stream(97), 9)
    file.write_bytes(copy.read_bytes())
    return _read(file)


CHANGES: dict[str, Change] = {
    "an older copy": _older,
    "a longer one": _longer,
    "compacted": _compacted,
    "compacted, then longer": _compacted_and_longer,
    "another file": _unrelated,
    "another one in its place": _overwritten_in_place,
    "a file of form 1": _first_form,
    "garbage": _garbage,
    "garbage in place": _garbage_in_place,
    "empty": _empty,
    "deleted": _deleted,
    "cut in place": _cut_in_place,
}


def replaced(trials: int, seed: int, folder: Path) -> Outcome:
    """Do each of `CHANGES` in turn between two commits."""
    outcome = Outcome()
    for number in range(trials):
        name = list(CHANGES)[number % len(CHANGES)]
        home = folder / f"replaced-{number}"
        home.mkdir()
        outcome.trials += 1
        wrong = _one(home / "annotations.json", CHANGES[name], seed + number)
        if wrong:
            outcome.lose(f"{name}: {wrong}")
        outcome.acknowledged += 7
    return outcome


def _one(file: Path, change: Change, seed: int) -> str:
    stream = Stream(seed)
    store = Store(file, scribe_of("op"))
    for number in range(6):
        commit(store, stream.step(number))
        assert store.flush().word == "saved"
        if number == 3:
            shutil.copyfile(file, file.with_name("older"))
    ours = held(store)
    theirs = change(file)
    later = scribe_of("later").new("annotation", article="z", target=None, tags={}, note="later")
    store.commit("later", [later])
    if store.flush().word != "saved":
        return f"not saved: {store.state.reason}"
    shown = held(store)
    store.close()
    again = Store(file, scribe_of("check"))
    now = held(again)
    again.close()
    kept = _kept(file)
    if not now == shown == in_json(file):
        return "what is shown is not what is in the file"
    if later["uid"] not in now:
        return "the later write is missing"
    if any(now.get(uid) != record for uid, record in theirs.items()):
        return "something of theirs is missing"
    lost = [uid for uid, record in ours.items() if record not in (now.get(uid), kept.get(uid))]
    return f"{len(lost)} of our records are neither in the file nor kept" if lost else ""


def _kept(file: Path) -> State:
    found: State = {}
    for each in file.parent.glob("history/annotations.replaced-*"):
        found |= _read(each)
    return found


def _read(file: Path) -> State:
    opened = open_file(file)
    records = opened.records
    opened.close()
    return records


def _elsewhere(file: Path) -> Path:
    folder = file.parent / "elsewhere"
    folder.mkdir(exist_ok=True)
    return folder / "annotations.json"
