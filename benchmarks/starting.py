"""What a start costs, up to the first usable frame, beside that of a bare Textual app.

    python -m benchmarks.starting [--rounds 11] [--articles 100000]

Each program is started in a pseudo-terminal of its own, in turn, and killed once the first title
(the bare app: its text) is on the screen. Counted is the processor time of the process, its
children left out, as the system tells it when the process has ended. Caches are warm, and byte code
is compiled, as it is where the program was installed.
"""

import argparse
import compileall
import os
import pty
import select
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotations.library import Library
from annotations.models import Target
from annotations.places import Places
from benchmarks.collection import headline_of, write_articles

SAMPLE_TITLE = b"Blinken Meets Top Tajik"
COMMAND = str(Path(sys.executable).parent / "briefreader")
FOLDERS = ("CONFIG", "DATA", "CACHE", "STATE")
PATIENCE = 60.0
"""Seconds after which a start has failed."""

BARE = """
from textual.app import App
from textual.widgets import Static


class Bare(App):
    def compose(self):
        yield Static("the first title")


if __name__ == "__main__":
    Bare().run()
"""


@dataclass(slots=True)
class Subject:
    """A program that is started again and again.

    Attributes:
        name: What it is called in the table.
        command: How it is started.
        title: What is on the screen once it can be used.
        home: The user's folder.
        cpu: Milliseconds of processor time, a number a start.
        wall: Milliseconds, likewise.
    """

    name: str
    command: Sequence[str]
    title: bytes
    home: Path
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start it once, and end it at its first frame."""
        begin = time.perf_counter()
        process, terminal = pty.fork()
        if process == 0:
            _be(self.command, self.home)
        seen = b""
        while self.title not in seen:
            ready, _, _ = select.select([terminal], [], [], PATIENCE)
            try:
                more = os.read(terminal, 1 << 16) if ready else b""
            except OSError:
                more = b""
            if not more:
                raise SystemExit(f"{self.name} did not come up: {seen[-2000:]!r}")
            seen += more
        self.wall.append((time.perf_counter() - begin) * 1e3)
        os.kill(process, signal.SIGKILL)
        used = os.wait4(process, 0)[2]
        os.close(terminal)
        self.cpu.append((used.ru_utime + used.ru_stime) * 1e3)


def _be(command: Sequence[str], home: Path) -> None:
    """Become a program with a terminal of 120 by 40 and a user of its own."""
    folders = {f"XDG_{name}_HOME": str(home / name) for name in FOLDERS}
    sized = {"COLUMNS": "120", "LINES": "40", "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    os.execve(command[0], list(command), {**os.environ, **folders, **sized, "HOME": str(home)})


def collection(folder: Path, home: Path, count: int) -> Path:
    """Write a collection with as many articles as annotations, all of it known from a run before.

    Args:
        folder: Where to make it.
        home: The user's folder, in which the cache is filled.
        count: How many.
    """
    news = folder / "news"
    write_articles(news, count)
    places = Places(*(home / name / "briefreader" for name in FOLDERS))
    library = Library.open([news], places)
    paths = [path for path, _ in library.look()]
    library.tag([Target(path) for path in paths], ["talks"])
    library.close()
    return news


def measure(subjects: Sequence[Subject], rounds: int) -> None:
    """Start all in turn; the first start of each makes caches and does not count."""
    for number in range(rounds + 1):
        for subject in subjects:
            subject.start()
            if number == 0:
                time.sleep(1.0)
                subject.cpu.clear()
                subject.wall.clear()


def report(subjects: Sequence[Subject]) -> None:
    """Print the table; the first of the subjects is what the others are compared with."""
    bare = subjects[0]
    print(f"{'start of':<34} {'CPU ms':>8} {'× bare':>8} {'wall ms':>9}")
    for subject in subjects:
        ratio = statistics.median(
            mine / theirs for mine, theirs in zip(subject.cpu, bare.cpu, strict=True)
        )
        cpu, wall = statistics.median(subject.cpu), statistics.median(subject.wall)
        print(f"{subject.name:<34} {cpu:>8.0f} {ratio:>8.2f} {wall:>9.0f}")
    print("goal: the sample ≤ 1.15 × the bare app; a large collection ≤ 1.3 × the sample")


def main() -> None:
    """Measure in a folder that is removed in the end."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--articles", type=int, default=100_000)
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="briefreader-"))
    try:
        bare = folder / "bare.py"
        bare.write_text(BARE)
        subjects = [
            Subject("a bare Textual app", [sys.executable, str(bare)], b"the first title", folder),
            Subject("briefreader on the sample", [COMMAND], SAMPLE_TITLE, folder / "home"),
        ]
        if chosen.articles:
            home = folder / "home of many"
            news = collection(folder, home, chosen.articles)
            title = headline_of(0)[:20].encode()
            name = f"… {chosen.articles:,} articles, annotations"
            subjects.append(Subject(name, [COMMAND, str(news)], title, home))
        for package in ("annotations", "tui"):
            compileall.compile_dir(package, quiet=1)
        measure(subjects, chosen.rounds)
        report(subjects)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
