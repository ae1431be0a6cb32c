"""kill -9 at a random moment of a stream of commits, compactions among them."""

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

from annotations.store import generations, table
from annotations.store.opening import open_file
from annotations.store.store import Store
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.stream import Stream, commit, held, in_json, operations_of, scribe_of

COMPACTED_FROM = 12 * 1024
"""Bytes from which a file is compacted here, so that it happens all the time."""

COMMITS = 400
"""After so many a new file is begun."""

GROUP = 4
"""At most so many commits are written together."""

LONGEST_SECONDS = 0.012

WARM = (table,)
"""Loaded with the first save otherwise, in every child anew."""


def killed(trials: int, seed: int, folder: Path) -> Outcome:
    """Kill a program that commits, again and again, and look at what it leaves."""
    outcome = Outcome()
    chosen = random.Random(seed)
    least, generations.LEAST = generations.LEAST, COMPACTED_FROM
    campaign = 0
    try:
        while outcome.trials < trials:
            campaign += 1
            home = folder / f"kills-{seed}-{campaign}"
            home.mkdir()
            _one_file(home / "annotations.json", seed * 1000 + campaign, trials, chosen, outcome)
    finally:
        generations.LEAST = least
    return outcome


def _one_file(file: Path, seed: int, trials: int, chosen: random.Random, outcome: Outcome) -> None:
    stream, known, acknowledged_operations = Stream(seed), 0, set[str]()
    while known < COMMITS and outcome.trials < trials:
        before = len(list(file.parent.glob("history/*.json")))
        outcome.trials += 1
        told = _run_and_kill(file, stream, known, chosen)
        saved = max((number for number, _ in told), default=known)
        acknowledged_operations |= {uid for number, uid in told}
        outcome.acknowledged += saved - known
        compacted = len(list(file.parent.glob("history/*.json"))) - before
        outcome.counts["compactions"] += compacted
        try:
            opened = open_file(file)
            state = opened.records
            damaged = bool(opened.damaged)
            opened.close()
        except Exception as error:  # noqa: BLE001 (whatever it is, it is counted)
            outcome.misread(f"{file}: {error!r}")
            return
        outcome.counts["torn tails"] += damaged
        # Two states may be alike: that which has all that was saved is looked for first.
        possible = (*range(saved, saved + GROUP + 1), *range(known, saved))
        found = next((number for number in possible if stream.state(number) == state), -1)
        if found < saved:
            outcome.lose(f"{file}: saved {known}..{saved}, found {found}")
            return
        known = found
        if outcome.trials % 10 == 0 and not _goes_on(file, stream, known, acknowledged_operations):
            outcome.lose(f"{file}: not whole when it was opened and saved at {known}")
            return


def _goes_on(file: Path, stream: Stream, known: int, operations: set[str]) -> bool:
    """Save something, look whether the file is whole again, and whether all steps are known."""
    if not file.exists():
        return known == 0
    store = Store(file, scribe_of("check"))
    store.note([])
    state = held(store) if store.close().word == "saved" else None
    again = Store(file, scribe_of("check"))
    steps = set(operations_of(again))
    again.close()
    return state == stream.state(known) == in_json(file) and operations <= steps


def _run_and_kill(
    file: Path, stream: Stream, known: int, chosen: random.Random
) -> list[tuple[int, str]]:
    """Return the number of each commit that the program said was saved, and its operation."""
    reading, writing = os.pipe()
    group = chosen.choice((1, 1, 1, 2, GROUP))
    delay = chosen.random() * LONGEST_SECONDS
    wait_for_first = chosen.random() < 0.7
    stream.step(known + 200)
    child = os.fork()
    if child == 0:
        os.close(reading)
        _commit_for_ever(file, stream, known, group, writing)
    os.close(writing)
    try:
        said = os.read(reading, 1 << 16) if wait_for_first else b""
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while part := os.read(reading, 1 << 16):
            said += part
    finally:
        os.close(reading)
    lines = [line.split() for line in said.decode().split("\n")[:-1]]
    if lines and lines[-1][0] == "failed":
        raise AssertionError(said)
    return [(int(number), uid) for number, uid in lines]


def _commit_for_ever(file: Path, stream: Stream, known: int, group: int, writing: int) -> None:
    with suppress(BaseException):
        store = Store(file, scribe_of(f"{os.getpid()}-{time.monotonic_ns()}"))
        while True:
            uids = []
            for _ in range(group):
                uids.append(commit(store, stream.step(known)))
                known += 1
            if store.flush().word != "saved":
                os.write(writing, f"failed {store.state.reason}\n".encode())
                break
            told = zip(range(known - group + 1, known + 1), uids, strict=True)
            os.write(writing, "".join(f"{number} {uid}\n" for number, uid in told).encode())
    os._exit(1)
