"""What the store costs: commits, look-ups and opening, at several sizes, beside their floor.

    python -m benchmarks.store [--sizes 1000 10000 100000 1000000] [--rounds 400]

Each commit is timed in turn with its floor, an append of as many bytes and `fdatasync` to a file
beside it, so that both meet the same disk. User time is that of a whole process that does nothing
else but many commits, or as many of its floor's appends, in turn: the store's own thread counts,
and Linux, which tells user time from system time by samples, cannot do so for a single one.
Opening happens in a process of its own, with the file's pages dropped
from the page cache first (`posix_fadvise`). Stock TinyDB is measured at one size only.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from tinydb import TinyDB
from uuid_utils import uuid7

from annotations.store.lines import encode, header
from annotations.store.records import Record, Scribe
from annotations.store.store import Store

PER_ARTICLE = 20
"""Annotations an article has."""

BLOCK = 25
"""Acts of one size that are done before it is another one's turn."""

LINE = 1100
"""Bytes that a commit of one annotation appends, in the mean of inserts and updates."""

MANY, PROCESSES = 2000, 5
"""Acts whose user time is measured together, and how many times."""

OPENING = r"""
import re, sys, time
from datetime import UTC, datetime
from pathlib import Path
from annotations.store.records import Scribe
from annotations.store.store import Store
begin = time.perf_counter()
store = Store(Path(sys.argv[1]), Scribe("ana", lambda: datetime.now(UTC), lambda: "u"))
[article] = store.with_value("path", "a/0.txt")
shown = len(store.of_article(article["uid"]))
seconds = time.perf_counter() - begin
memory = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024
print(shown, seconds * 1000, memory)
"""


def scribe() -> Scribe:
    """Sign as the program does."""
    return Scribe("ana", lambda: datetime.now(UTC), lambda: str(uuid7()))


def an_annotation(by: Scribe, article: str, tag: str, number: int) -> Record:
    """Make an annotation on a sentence."""
    words = f"The minister said on day {number} that the border would stay closed until May."
    target = {
        "start": 100 * number,
        "end": 100 * number + len(words),
        "quote": words,
        "before": "in the capital on Monday, and ",
        "after": " Nobody knew what would follow. ",
        "text_sha256": f"{number:064x}",
    }
    return by.new("annotation", article=article, target=target, tags={tag: {}}, note="")


def records(by: Scribe, size: int) -> Iterator[Record]:
    """Make articles with their annotations, `size` annotations in all, and one tag."""
    tag = by.new("tag", name="border", colour="#d9a406", description="", key=1)
    yield tag
    for number in range(size):
        place, inside = divmod(number, PER_ARTICLE)
        if inside == 0:
            article = by.new(
                "article", path=f"a/{place}.txt", text_sha256=f"{place:064x}", reading={}
            )
            yield article
        yield an_annotation(by, article["uid"], tag["uid"], inside)


def filled(folder: Path, size: int) -> Path:
    """Write a file with `size` annotations as compaction leaves it, and have it indexed."""
    file = folder / "annotations.json"
    with file.open("wb") as out:
        out.write(header("benchmark", ""))
        for number, record in enumerate(records(scribe(), size), 1):
            out.write(b",\n" if number > 1 else b"\n")
            out.write(encode([(number, record)])[0])
        out.write(b"\n}}\n")
    Store(file, scribe()).close()
    return file


class Floor:
    """Appends as many bytes as a commit does, and syncs them."""

    def __init__(self, file: Path) -> None:
        """Make the file."""
        self._descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)

    def append(self, length: int) -> None:
        """Do what no commit can do without."""
        os.write(self._descriptor, b"x" * length)
        os.fdatasync(self._descriptor)

    def close(self) -> None:
        """Close the file."""
        os.close(self._descriptor)


@dataclass(slots=True)
class Cost:
    """What one act took: milliseconds, a number a round; microseconds of user time in the mean."""

    milliseconds: list[float] = field(default_factory=list)
    user: list[float] = field(default_factory=list)

    def time(self, act: Callable[[], object]) -> None:
        """Do it, and note the milliseconds that it took."""
        begin = time.perf_counter()
        act()
        self.milliseconds.append((time.perf_counter() - begin) * 1e3)

    @property
    def p50(self) -> float:
        """The median of the milliseconds."""
        return statistics.median(self.milliseconds)

    @property
    def p50_user(self) -> float:
        """The median of several processes' mean user time, in microseconds."""
        return statistics.median(self.user)


class Subject:
    """An open store of one size, and what its commits and look-ups cost."""

    ACTS = ("insert", "update", "floor", "article")

    def __init__(self, file: Path, size: int, *, compacts: bool = True) -> None:
        """Open the store."""
        self.size = size
        self.costs = {name: Cost() for name in self.ACTS}
        self.file = file
        self._store = Store(file, scribe(), compacts=compacts)
        self._by = scribe()
        self.tag = self._store.of_kind("tag")[0]["uid"]
        self._random = random.Random(size)
        self.floor = Floor(file.with_name("floor"))

    def go(self, number: int) -> None:
        """Do a block of acts: look articles up, then insert and change annotations of theirs.

        Each commit has its floor beside it, so that both meet the same disk and the same caches.
        """
        for inner, known in enumerate([self.an_article() for _ in range(BLOCK)]):
            new = an_annotation(self._by, known[0]["article"], self.tag, number + inner)
            changed = self._by.revised(self._random.choice(known), note=f"why {number}?")
            self.costs["insert"].time(partial(self.commit, "insert", new))
            self.costs["floor"].time(partial(self.floor.append, LINE))
            self.costs["update"].time(partial(self.commit, "update", changed))

    def an_article(self) -> list[Record]:
        """Look up the annotations of some article."""
        path = f"a/{self._random.randrange(self.size // PER_ARTICLE)}.txt"
        found: list[Record] = []

        def look() -> None:
            [article] = self._store.with_value("path", path)
            found.extend(self._store.of_article(article["uid"]))

        self.costs["article"].time(look)
        return found

    def commit(self, name: str, record: Record) -> None:
        """Put a record, and wait until it is on the disk."""
        self._store.commit(name, [record])
        self._store.flush()

    def close(self) -> None:
        """Close the store."""
        self._store.close()
        self.floor.close()


def user_time(subject: Subject, act: str) -> float:
    """Do one act many times; tell the microseconds of user time that it took in the mean."""
    known = subject.an_article()
    by = scribe()
    new = [an_annotation(by, known[0]["article"], subject.tag, n) for n in range(MANY)]
    changed = [by.revised(known[n % PER_ARTICLE], note=f"why {n}?") for n in range(MANY)]
    acts = {
        "floor": lambda number: subject.floor.append(LINE),
        "insert": lambda number: subject.commit("insert", new[number]),
        "update": lambda number: subject.commit("update", changed[number]),
    }
    used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    for number in range(MANY):
        acts[act](number)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_utime - used) * 1e6 / MANY


def user_times(file: Path, costs: dict[str, Cost]) -> None:
    """Measure the user time of commits and of their floor, in turn, in processes of their own."""
    for _ in range(PROCESSES):
        for act in ("floor", "insert", "update"):
            command = [sys.executable, "-m", "benchmarks.store", "--act", act, "--file", str(file)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            costs[act].user.append(float(done.stdout))


def opening(file: Path, rounds: int) -> tuple[float, float]:
    """Open a file that is not in the page cache in a process of its own, and look an article up.

    Returns:
        The median of the milliseconds, and the process's greatest memory in MB.
    """
    taken, memory = [], 0.0
    for _ in range(rounds):
        for each in (file, *file.parent.glob("*.index")):
            drop_pages(each)
        done = subprocess.run(
            [sys.executable, "-c", OPENING, str(file)], capture_output=True, text=True, check=True
        )
        shown, milliseconds, size = done.stdout.split()
        assert int(shown) >= PER_ARTICLE
        taken.append(float(milliseconds))
        memory = max(memory, float(size))
    return statistics.median(taken), memory


def drop_pages(file: Path) -> None:
    """Take a file out of the page cache."""
    descriptor = os.open(file, os.O_RDONLY)
    os.fsync(descriptor)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)


def against_stock(folder: Path, size: int, rounds: int) -> tuple[float, float]:
    """Time inserts into a stock TinyDB and into a store of one size, in turn; medians in ms."""
    folder.mkdir()
    subject = Subject(filled(folder, size), size)
    stock = TinyDB(folder / "stock.json")
    by = scribe()
    stock.insert_multiple(an_annotation(by, "a", "t", number) for number in range(size))
    taken = Cost()
    for number in range(rounds):
        taken.time(partial(stock.insert, an_annotation(by, "a", "t", number)))
        subject.go(number * BLOCK)
    stock.close()
    subject.close()
    return taken.p50, subject.costs["insert"].p50


def report(folder: Path, sizes: list[int], rounds: int) -> None:
    """Measure all and print the table."""
    subjects = []
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        subjects.append(Subject(filled(place, size), size))
    for number in range(0, rounds, BLOCK):
        for subject in subjects:
            subject.go(number)
    for subject in subjects:
        subject.close()
        copy = Path(shutil.copytree(subject.file.parent, folder / "copy"))
        user_times(copy / subject.file.name, subject.costs)
        shutil.rmtree(copy)
    least = subjects[0]
    print(f"commits of one annotation, p50 of {rounds} in turn; above the floor in brackets")
    print(f"{'annotations':>12} {'floor ms':>9} {'insert ms':>17} {'update ms':>17}", end="")
    print(f" {'insert user µs':>17} {'update user µs':>17} {'article ms':>11}")
    for subject in subjects:
        floor = subject.costs["floor"]
        insert, update = subject.costs["insert"], subject.costs["update"]
        print(f"{subject.size:>12,} {floor.p50:>9.3f}", end="")
        for cost in (insert, update):
            print(f" {cost.p50:>8.3f} ({cost.p50 - floor.p50:+.3f})", end="")
        for cost in (insert, update):
            print(f" {cost.p50_user:>8.0f} ({cost.p50_user - floor.p50_user:+5.0f})", end="")
        print(f" {subject.costs['article'].p50:>11.3f}")
    last, first = subjects[-1], least
    for name in ("insert", "update"):
        above = [one.costs[name].p50_user - one.costs["floor"].p50_user for one in (last, first)]
        sizes_told = f"{last.size:,} : {first.size:,}"
        print(f"user time of an {name} above the floor, {sizes_told} = ", end="")
        print(f"{above[0] / above[1]:.2f}  (goal 1.3)")
    print("goals: +0.15 ms, +60 µs, article 1 ms\n")
    print("opening with cold pages, until the first article's annotations are there")
    for size in sizes:
        taken, memory = opening(folder / str(size) / "annotations.json", 7)
        print(
            f"{size:>12,} {taken:>8.1f} ms   {memory:>6.0f} MB  (goals: 50 ms at 100,000;", end=""
        )
        print(" 300 ms and 300 MB at 1,000,000)")
    size = min(100_000, max(sizes))
    stock, ours = against_stock(folder / "stock", size, 3)
    print(f"\ninsert at {size:,}: stock TinyDB {stock:,.0f} ms, ours {ours:.3f} ms: ", end="")
    print(f"{stock / ours:,.0f} × (goal 300 at 100,000)")


def main() -> None:
    """Measure in a folder on the disk, which is removed in the end."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=400)
    parser.add_argument("--folder", type=Path, default=Path.cwd())
    parser.add_argument("--act", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.act:
        subject = Subject(chosen.file, PER_ARTICLE, compacts=False)
        print(user_time(subject, chosen.act))
        subject.close()
        return
    folder = Path(tempfile.mkdtemp(prefix=".benchmark-", dir=chosen.folder))
    try:
        report(folder, sorted(chosen.sizes), chosen.rounds)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
