"""A power cut at every moment of a stream of commits, compactions among them."""

import random
from collections.abc import Iterator
from itertools import compress, product
from pathlib import Path

from annotations.store import generations, journal
from annotations.store.opening import open_file
from annotations.store.store import Store
from benchmarks.faults.modelled_disk import ModelledDisk, Moment, image
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.stream import State, Stream, commit, held, in_json, operations_of, scribe_of

COMMITS = 25
IMAGES_OF_A_SESSION = 500
COMPACTED_FROM = 6 * 1024
PADDING = 4 * 1024
SECTORS = (512, 4096)


def power_cut(trials: int, seed: int, folder: Path) -> Outcome:
    """Cut the power at all moments of some sessions, so often that there are `trials` images."""
    outcome = Outcome()
    before = generations.LEAST, journal.PADDING
    generations.LEAST, journal.PADDING = COMPACTED_FROM, PADDING
    session = 0
    try:
        while outcome.trials < trials:
            session += 1
            number = min(IMAGES_OF_A_SESSION, trials - outcome.trials)
            _session(number, seed * 1000 + session, folder / f"power-{session}", outcome)
    finally:
        generations.LEAST, journal.PADDING = before
    return outcome


def _session(images: int, seed: int, home: Path, outcome: Outcome) -> None:
    chosen = random.Random(seed)
    home.mkdir()
    disk, stream = ModelledDisk(), Stream(seed)
    operations = _record(home / "annotations.json", disk, stream, chosen)
    disk.close()
    outcome.acknowledged += COMMITS
    outcome.counts["compactions"] += len(list(home.glob("history/*.json")))
    outcome.counts["moments"] += len(disk.moments)
    for number in range(images):
        outcome.trials += 1
        # Every moment has its turn; most have several versions of what is not synced.
        place = number * len(disk.moments) // images
        moment = disk.moments[place]
        files = image(moment, SECTORS[number % 2], chosen, home)
        where = home / f"image-{number}"
        for path, data in files.items():
            (where / path).parent.mkdir(parents=True, exist_ok=True)
            (where / path).write_bytes(data)
        where.mkdir(exist_ok=True)
        wrong = _look(where / "annotations.json", moment, stream, operations, number % 8 == 0)
        if wrong.startswith("unreadable"):
            outcome.misread(f"seed {seed}, moment {place}, image {number}: {wrong}")
        elif wrong:
            outcome.lose(f"seed {seed}, moment {place}, image {number}: {wrong}")


def _record(file: Path, disk: ModelledDisk, stream: Stream, chosen: random.Random) -> list[str]:
    """Commit, close and open again; return the operations' uids."""
    scribe = scribe_of("op")
    operations = []
    store = Store(file, scribe, disk=disk)
    for number in range(COMMITS):
        disk.note(begun=number + 1)
        operations.append(commit(store, stream.step(number)))
        if chosen.random() < 0.8:
            assert store.flush().word == "saved", store.state
            disk.note(saved=number + 1)
        if chosen.random() < 0.1:
            assert store.close().word == "saved"
            disk.note(saved=number + 1)
            store = Store(file, scribe, disk=disk)
    store.close()
    disk.note(saved=COMMITS)
    return operations


def _look(file: Path, moment: Moment, stream: Stream, operations: list[str], closely: bool) -> str:
    """Say what is wrong with an image; empty if it is all right."""
    try:
        opened = open_file(file)
        state = opened.records
        opened.close()
    except Exception as error:  # noqa: BLE001 (whatever it is, it is counted)
        return f"unreadable: {error!r}"
    unsaved = range(moment.saved, moment.begun)
    if not any(state == possible for possible in _possible(stream, moment.saved, unsaved)):
        return f"not what was saved at {moment.saved} with any of the steps up to {moment.begun}"
    return _save_anew(file, state, operations[: moment.saved]) if closely else ""


def _possible(stream: Stream, saved: int, unsaved: range) -> Iterator[State]:
    """Go through what there may be: all that was saved, and each other step whole or not at all."""
    for kept in product((True, False), repeat=len(unsaved)):
        state = dict(stream.state(saved))
        for number in compress(unsaved, kept):
            step = stream.step(number)
            state |= {record["uid"]: record for record in step.records}
            for uid in step.removed:
                state.pop(uid, None)
        yield state


def _save_anew(file: Path, state: State, operations: list[str]) -> str:
    """Save something into an image, and look whether it is whole then."""
    store = Store(file, scribe_of("check"))
    store.note([])
    saved = store.close()
    if saved.word != "saved":
        return f"unreadable: not saved: {saved.reason}"
    again = Store(file, scribe_of("check"))
    now, steps = held(again), operations_of(again)
    again.close()
    if not state == now == in_json(file):
        return "not the same once it was saved anew"
    missing = [uid for uid in operations if uid not in steps]
    return f"steps are missing: {missing}" if missing else ""
