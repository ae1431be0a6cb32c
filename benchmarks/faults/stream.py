"""A stream of commits that is the same for the same seed, and what it leaves after each of them."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from annotations.store.records import Record, Scribe
from annotations.store.store import Store

State = dict[str, Record]
EPOCH = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LIVE = 24
"""About how many records there are at any time."""

WORDS = ["Гранiца", "border", "grain", "quota", "“why”", "a\\b", "\n\t{}[]:,", "}", "12"]


def scribe_of(prefix: str) -> Scribe:
    """Sign with a clock that ticks and identities that count."""
    seconds, numbers = count(), count(1)
    return Scribe(
        author="ana",
        clock=lambda: EPOCH + timedelta(seconds=next(seconds)),
        new_uid=lambda: f"{prefix}-{next(numbers):06}",
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One commit: what it puts and what it removes."""

    records: list[Record]
    removed: list[str]


class Stream:
    """Commits that insert, change and remove records, some of them many in one batch.

    Attributes:
        states: What the store holds after so many commits; `states[0]` is empty.
    """

    def __init__(self, seed: int) -> None:
        """Begin with nothing."""
        self._random = random.Random(seed)
        self._scribe = scribe_of(f"r{seed}")
        self._steps: list[Step] = []
        self.states: list[State] = [{}]

    def step(self, number: int) -> Step:
        """Return the commit with a number, counted from 0."""
        while len(self._steps) <= number:
            self._go_on()
        return self._steps[number]

    def state(self, number: int) -> State:
        """Return what there is after so many commits."""
        while len(self.states) <= number:
            self._go_on()
        return self.states[number]

    def _go_on(self) -> None:
        now = self.states[-1]
        chosen = self._random
        after = dict(now)
        records: list[Record] = []
        removed: list[str] = []
        sort = chosen.random()
        if not now or (sort < 0.45 and len(now) < LIVE * 2):
            records = [self._new() for _ in range(chosen.choice((1, 1, 1, 2, 5, 12)))]
        elif sort < 0.8:
            some = chosen.sample(sorted(now), min(len(now), chosen.choice((1, 1, 3, 8))))
            records = [self._scribe.revised(now[uid], **self._words()) for uid in some]
        else:
            surplus = len(now) - LIVE
            number = max(1, surplus) if surplus > 0 else 1
            removed = chosen.sample(sorted(now), min(len(now), number))
            records = [self._new()] if chosen.random() < 0.5 else []
        after |= {record["uid"]: record for record in records}
        for uid in removed:
            del after[uid]
        self._steps.append(Step(records, removed))
        self.states.append(after)

    def _words(self) -> dict[str, str]:
        return {"note": " ".join(self._random.choices(WORDS, k=self._random.choice((1, 4, 40))))}

    def _new(self) -> Record:
        chosen = self._random
        if chosen.random() < 0.25:
            return (
                self._scribe.new(
                    "tag", name=f"t/{chosen.random()}", colour="#d9a406", description="", key=None
                )
                | self._words()
            )
        return self._scribe.new(
            "annotation",
            article=f"article-{chosen.randrange(5)}",
            target=None,
            tags={},
            **self._words(),
        )


def commit(store: Store, step: Step) -> str:
    """Commit a step; return the operation's uid."""
    return store.commit("step", step.records, step.removed).uid


def play(file: Path, stream: Stream, number: int, **options: object) -> list[str]:
    """Make a file with the first commits of a stream; return the operations' uids."""
    store = Store(file, scribe_of("op"), **options)  # type: ignore[arg-type]
    uids = []
    for place in range(number):
        uids.append(commit(store, stream.step(place)))
        assert store.flush().word == "saved"
    store.close()
    return uids


def held(store: Store) -> State:
    """Return all that a store says, in both ways in which it can be asked."""
    found = [record for kind in ("tag", "annotation") for record in store.of_kind(kind)]
    state = {record["uid"]: record for record in found}
    assert len(state) == len(found), "a record twice"
    assert all(store.get(uid) == record for uid, record in state.items())
    return state


def in_json(file: Path) -> State:
    """Return what stock JSON says of a file.

    Raises:
        ValueError: It is no JSON.
    """
    table = json.loads(file.read_bytes())["_default"]
    return {
        document["uid"]: {key: value for key, value in document.items() if key not in ("op", "~")}
        for document in table.values()
        if document.get("kind") != "operation" and not document.get("deleted")
    }


def operations_of(store: Store) -> list[str]:
    """Return the uids of all operations that the history knows."""
    return [operation.uid for operation in store.history()]
