"""Several programs that write to one file at once, compactions going on."""

import json
import os
from collections import Counter
from pathlib import Path

from annotations.store import generations
from annotations.store.records import Scribe
from annotations.store.store import Store
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.stream import held, in_json, scribe_of

WRITERS = 4
COMPACTED_FROM = 64 * 1024


def many_writers(trials: int, seed: int, folder: Path) -> Outcome:
    """Let four programs save `trials` steps each, some of them on a record of all."""
    outcome, file = Outcome(trials=trials * WRITERS), folder / "annotations.json"
    least, generations.LEAST = generations.LEAST, COMPACTED_FROM
    try:
        store = Store(file, scribe_of("first"))
        shared = scribe_of("shared").new("annotation", article="a", target=None, tags={}, note="")
        store.commit("begin", [shared])
        store.close()
        children = []
        for writer in range(WRITERS):
            child = os.fork()
            if child == 0:
                os._exit(_write(file, f"w{seed}-{writer}", shared["uid"], trials))
            children.append(child)
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    finally:
        generations.LEAST = least
    outcome.acknowledged = WRITERS * trials
    if any(codes):
        outcome.misread(f"writers ended with {codes}")
    _look(file, seed, trials, outcome)
    outcome.counts["compactions"] = len(list(file.parent.glob("history/*.json")))
    return outcome


def _write(file: Path, name: str, shared: str, trials: int) -> int:
    scribe = scribe_of(name)
    author = Scribe(name, scribe.clock, scribe.new_uid)
    store = Store(file, author)
    for number in range(trials):
        if number % 10 == 9:
            now = store.get(shared)
            assert now is not None
            tags = {**now["tags"], f"{name}-{number}": {}}
            store.commit("tag", [author.revised(now, tags=tags)])
        else:
            note = f"{name}-{number}"
            made = author.new("annotation", article="a", target=None, tags={}, note=note)
            store.commit("note", [made])
        if store.flush().word != "saved":
            return 1
    return 0 if store.close().word == "saved" else 2


def _look(file: Path, seed: int, trials: int, outcome: Outcome) -> None:
    store = Store(file, scribe_of("check"))
    state = held(store)
    store.close()
    names = [f"w{seed}-{writer}" for writer in range(WRITERS)]
    wanted = {f"{name}-{number}" for name in names for number in range(trials)}
    notes = {record["note"] for record in state.values()}
    tags = {tag for record in state.values() for tag in record["tags"]}
    missing = wanted - notes - tags
    if missing:
        outcome.lose(f"{len(missing)} steps are missing, such as {sorted(missing)[:3]}")
    if in_json(file) != state:
        outcome.misread("stock JSON says something else")
    numbers = Counter(
        document["uid"]
        for document in json.loads(file.read_bytes())["_default"].values()
        if not document.get("deleted")
    )
    twice = [uid for uid, count in numbers.items() if count > 1]
    if twice:
        outcome.lose(f"{len(twice)} records have two numbers, such as {twice[:3]}")
