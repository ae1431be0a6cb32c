"""A file that is cut off at any byte, and one in which a byte was flipped."""

import random
from pathlib import Path

from annotations.store import generations
from annotations.store.opening import open_file
from annotations.store.store import Store
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.stream import State, Stream, held, in_json, play, scribe_of

TAIL = 64 * 1024
COMMITS_CUT = 110
COMMITS_FLIPPED = 30


def cut_off(trials: int, seed: int, folder: Path) -> Outcome:
    """Cut a file at bytes of its last 64 KiB, evenly spread; at all of them if there are enough."""
    outcome, file = Outcome(), folder / "annotations.json"
    stream = Stream(7)
    least, generations.LEAST = generations.LEAST, 1 << 30  # each line is to be one step
    try:
        play(file, stream, COMMITS_CUT)
    finally:
        generations.LEAST = least
    whole = file.read_bytes()
    ends = _line_ends(whole)
    assert len(whole) > TAIL
    assert len(ends) == COMMITS_CUT
    for number in range(trials):
        outcome.trials += 1
        # Shares that run side by side take turns at the bytes.
        place = len(whole) - 1 - (number * 2 + seed % 2) % TAIL if trials > TAIL // 4 else 0
        place = place or len(whole) - 1 - number * TAIL // trials
        file.write_bytes(whole[:place])
        saved = sum(end <= place for end in ends)
        outcome.acknowledged += saved
        wrong = _look(file, stream.state(saved), closely=number % 50 == 0)
        if wrong:
            outcome.lose(f"cut at {place}: {wrong}")
    return outcome


def flipped(trials: int, seed: int, folder: Path) -> Outcome:
    """Flip a byte anywhere in a file."""
    outcome, file = Outcome(), folder / "annotations.json"
    chosen = random.Random(seed)
    stream = Stream(seed)
    play(file, stream, COMMITS_FLIPPED)
    whole = file.read_bytes()
    ends = _line_ends(whole)
    quarantine = file.with_name("annotations.quarantine")
    for number in range(trials):
        outcome.trials += 1
        outcome.acknowledged += len(ends)
        place = chosen.randrange(len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= chosen.randrange(1, 256)
        for leftover in file.parent.iterdir():
            if leftover.is_file():
                leftover.unlink()
        file.write_bytes(damaged)
        hit = _line_at(whole, ends, place)
        wanted = _without(stream, hit)
        wrong = _look(file, wanted, closely=number % 20 == 0)
        if wrong:
            outcome.lose(f"byte {place} flipped, in line {hit}: {wrong}")
        elif hit >= 0:
            _check_told(file, quarantine, place, number, outcome)
    return outcome


def _check_told(file: Path, quarantine: Path, place: int, number: int, outcome: Outcome) -> None:
    """The analyst must be told, and the line kept once something is saved."""
    outcome.counts["lines hit"] += 1
    if number % 20:
        opened = open_file(file)
        if not opened.notice or not opened.damaged:
            outcome.keep_silent(f"byte {place} flipped")
        opened.close()
    elif not quarantine.exists():
        outcome.lose(f"byte {place} flipped: the line was not set aside")


def _line_ends(whole: bytes) -> list[int]:
    """Tell where each line ends, without the comma behind it; the header is none."""
    ends = []
    place = whole.index(b"\n") + 1
    for line in whole[place:].removesuffix(b"\n}}\n").split(b"\n"):
        ends.append(place + len(line.removesuffix(b",")))
        place += len(line) + 1
    return ends


def _line_at(whole: bytes, ends: list[int], place: int) -> int:
    """Tell which line a byte is in; -1 for the header, what parts lines, and the closing."""
    begins = [whole.index(b"\n") + 1, *(end + 2 for end in ends)]
    spans = zip(begins, ends, strict=False)
    return next((line for line, (low, high) in enumerate(spans) if low <= place < high), -1)


def _without(stream: Stream, hit: int) -> State:
    """Return what all steps but one leave."""
    state: State = {}
    for number in range(COMMITS_FLIPPED):
        if number != hit:
            step = stream.step(number)
            state |= {record["uid"]: record for record in step.records}
            for uid in step.removed:
                state.pop(uid, None)
    return state


def _look(file: Path, wanted: State, *, closely: bool) -> str:
    """Say what is wrong with a file; empty if it holds what is wanted."""
    opened = open_file(file)
    state = opened.records
    opened.close()
    if state != wanted:
        return f"{len(state)} records in place of {len(wanted)}"
    if not closely:
        return ""
    store = Store(file, scribe_of("check"))
    store.note([])
    if store.close().word != "saved":
        return f"not saved: {store.state.reason}"
    again = Store(file, scribe_of("check"))
    now = held(again)
    again.close()
    return "" if now == wanted == in_json(file) else "not whole once it was saved anew"
