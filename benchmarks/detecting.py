"""What detecting a whole collection costs, beside a bare `nlp.pipe` of the same components.

    python -m benchmarks.detecting [--articles 300] [--rounds 3]

All run in turn, each in processes of their own. Loading the model does not count, nor do the first
articles, since a batch comes out at once: the clock starts when `FIRST` of them are done.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from annotations.entities import DEFAULT_MODEL, MentionCache, detect_all
from annotations.models import Article
from annotations.origins import TitleFrom
from benchmarks.wire import article

FIRST = 16
"""Articles that do not count: a bare pipe's first batch."""

BARE = """
import os, sys, time
for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
import spacy
from benchmarks.detecting import FIRST, texts
from annotations.entities.recogniser import _UNNEEDED
os.nice(19)
nlp = spacy.load(sys.argv[1], exclude=list(_UNNEEDED))
words, begin = 0, 0.0
for number, doc in enumerate(nlp.pipe(texts(int(sys.argv[2])), batch_size=16), 1):
    if number == FIRST:
        begin = time.perf_counter()
    elif number > FIRST:
        words += len(doc.text.split())
print(words / (time.perf_counter() - begin))
"""


def texts(count: int) -> list[str]:
    return [article(random.Random(number)) for number in range(count)]


def articles(count: int) -> list[Article]:
    made = []
    for number, text in enumerate(texts(count)):
        digest = sha256(text.encode()).hexdigest()
        made.append(Article(f"{number}.txt", text, digest, "", TitleFrom.NAME))
    return made


def bare(count: int) -> float:
    """Words a second of spaCy alone."""
    command = [sys.executable, "-c", BARE, DEFAULT_MODEL, str(count)]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def ours(count: int, workers: int) -> tuple[float, float]:
    """Words a second of so many processes, and the greatest memory of one in MB."""
    with tempfile.TemporaryDirectory() as folder:
        cache = MentionCache(Path(folder) / "mentions.sqlite")
        words, begin, memory = 0, 0.0, 0.0
        outcomes = detect_all(articles(count), DEFAULT_MODEL, cache, workers=workers)
        for number, (done, _) in enumerate(outcomes, 1):
            if number == FIRST:
                begin = time.perf_counter()
            elif number > FIRST:
                words += len(done.text.split())
            memory = max(memory, greatest_memory())
        taken = time.perf_counter() - begin
        cache.close()
    return words / taken, memory


def greatest_memory() -> float:
    """The most memory that any child of this process has had, in MB."""
    peaks = [0.0]
    for task in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        for child in task.read_text().split():
            status = Path(f"/proc/{child}/status")
            try:
                lines = status.read_text().splitlines()
            except OSError:
                continue
            peaks += [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]
    return max(peaks)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    speeds: dict[str, list[float]] = {"a bare nlp.pipe": [], "one process": [], "two": []}
    memory = 0.0
    for _ in range(chosen.rounds):
        speeds["a bare nlp.pipe"].append(bare(chosen.articles))
        for name, workers in (("one process", 1), ("two", 2)):
            speed, most = ours(chosen.articles, workers)
            speeds[name].append(speed)
            memory = max(memory, most)
    floor, one, two = speeds.values()
    for name, taken in speeds.items():
        print(f"detecting: {name:<16} {statistics.median(taken):>8,.0f} words a second")
    goals = (("one process : bare", one, floor, 0.95), ("two : one", two, one, 1.4))
    for name, mine, theirs, goal in goals:
        ratio = statistics.median(a / b for a, b in zip(mine, theirs, strict=True))
        print(f"{name:<20} {ratio:.2f}  (goal {goal})")
    print(f"memory of a process  {memory:.0f} MB  (goal 400)")


if __name__ == "__main__":
    main()
