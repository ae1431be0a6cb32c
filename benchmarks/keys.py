r"""What a key costs in the whole program, beside the least it can cost (see `benchmarks.floor`).

    python -m benchmarks.keys [--keys 150] [--articles 400]

Counted are the Python calls from a key's arrival until the program is idle again, without a
terminal; noise cannot move them where PYTHONHASHSEED is 0. Timed is a key, from when it is sent
until the end of the frame that answers it (`\x1b[?2026l`), in two pseudo-terminals side by side
that are given their keys in turn.
"""

import argparse
import asyncio
import os
import pty
import random
import select
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding

from annotations.entities import DEFAULT_MODEL, MentionCache, fingerprint
from annotations.library import Library
from annotations.models import Target
from annotations.places import Places
from benchmarks.floor import Floor
from benchmarks.reading import LONG, annotation, make_article, make_mentions
from benchmarks.starting import COMMAND, FOLDERS
from benchmarks.wire import article as made_up
from tui.app import BriefReader
from tui.settings import Settings
from tui.widgets.reader import Motion, Reader

COLUMNS, ROWS = 120, 40
QUIET = 0.12
"""Seconds in which all that a key leads to is done."""

FRAME_ENDS = b"\x1b[?2026l"
SYNCHRONISES = b"\x1b[?2026;2$y"
"""What a terminal answers that knows synchronised frames."""

PATIENCE = 60.0
FLOOR = "the floor"
KEYS = {"to the next word": "l", "to the next entity": "i", "a tag set": "1"}


async def calls(app: App[Any], keys: Sequence[str]) -> float:
    """Count the Python calls of each of some keys, and return the median.

    Args:
        app: An app that runs and is idle.
        keys: The keys, one at a time; the first two do not count.
    """
    counts = []
    for key in keys:
        count = 0

        def notice(_frame: object, event: str, _argument: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(notice)
        try:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
            await asyncio.sleep(QUIET)
        finally:
            sys.setprofile(None)
        counts.append(count)
    return statistics.median(counts[2:])


def places_in(home: Path) -> Places:
    """The user's folders, as the command finds them in a home."""
    return Places(*(home / name / "briefreader" for name in FOLDERS))


def prepare(folder: Path, home: Path) -> None:
    """Write a collection of one long article whose 10,000 mentions are known, and a quick tag."""
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(make_article("ASCII", LONG).text, encoding="utf-8")
    library = Library.open([folder], places_in(home))
    article = library.article("a.txt")
    cache = MentionCache(places_in(home).mentions)
    cache.put(article, fingerprint(DEFAULT_MODEL), tuple(make_mentions(article)))
    cache.close()
    library.tag([Target("a.txt")], ["talks"])
    library.close()


class Alone(App[None]):
    """Nothing but a reader, which has the focus, and three keys."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("l", "move('WORD')"), Binding("i", "move('ENTITY')"), Binding("1", "tag")]
    tags = 0

    def compose(self) -> ComposeResult:
        """Yield the reader."""
        yield Reader()

    def on_mount(self) -> None:
        """Show the long article."""
        article = make_article("ASCII", LONG)
        self.query_one(Reader).focus().show(article, mentions=make_mentions(article))

    def action_move(self, motion: str) -> None:
        """Move the cursor."""
        self.query_one(Reader).move(Motion[motion])

    def action_tag(self) -> None:
        """Set another tag."""
        self.tags += 1
        self.query_one(Reader).set_annotations([annotation(self.tags, 100, 180)])


async def count_reader() -> dict[str, float]:
    """Count a key of the floor, and the keys of a reader that is alone."""
    floor, alone = Floor(), Alone()
    async with floor.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause(QUIET)
        counted = {FLOOR: await calls(floor, ["l"] * 9)}
    async with alone.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause(2.0)
        for name, key in KEYS.items():
            counted[name] = await calls(alone, [key] * 9)
    return counted


async def count_program(folder: Path, home: Path) -> dict[str, float]:
    """Count the keys of the whole program, every pane and line that follows them included."""
    library = Library.open([folder], places_in(home))
    app = BriefReader(library, places_in(home), Settings())
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.pause(1.0)
        await pilot.press("enter")
        await pilot.pause(2.0)
        counted = {name: await calls(app, [key] * 9) for name, key in KEYS.items()}
    library.close()
    return counted


class Program:
    """A program in a pseudo-terminal."""

    def __init__(self, command: Sequence[str], home: Path, first: Sequence[bytes] = ()) -> None:
        """Start it, and press some first keys, each once the program has been quiet.

        Args:
            command: How it is started.
            home: The user's folder.
            first: The keys.
        """
        self.process, self._terminal = pty.fork()
        if self.process == 0:
            folders = {f"XDG_{name}_HOME": str(home / name) for name in FOLDERS}
            sized = {"COLUMNS": str(COLUMNS), "LINES": str(ROWS), "TERM": "xterm-256color"}
            os.execve(command[0], list(command), {**os.environ, **folders, **sized})
        self._await(b"\x1b[?2026$p")
        os.write(self._terminal, SYNCHRONISES)
        self._await(FRAME_ENDS)
        for key in first:
            self.rest(0.8)
            os.write(self._terminal, key)
        self.rest(0.8)

    def key(self, key: bytes) -> float:
        """Press a key; milliseconds until the end of the frame that answers it."""
        begin = time.perf_counter()
        os.write(self._terminal, key)
        self._await(FRAME_ENDS)
        return (time.perf_counter() - begin) * 1e3

    def rest(self, seconds: float) -> None:
        """Take in what comes until nothing has come for so long, but not for ever."""
        until = time.monotonic() + 10 * seconds
        while time.monotonic() < until and select.select([self._terminal], [], [], seconds)[0]:
            os.read(self._terminal, 1 << 16)

    def close(self) -> None:
        """End it."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._terminal)

    def _await(self, wanted: bytes) -> None:
        seen = b""
        while wanted not in seen:
            if not select.select([self._terminal], [], [], PATIENCE)[0]:
                raise SystemExit(f"no answer: {seen[-300:]!r}")
            seen += os.read(self._terminal, 1 << 16)


def time_keys(programs: Sequence[Program], keys: Sequence[bytes]) -> list[list[float]]:
    """Give each program the same keys in turn; milliseconds of each."""
    taken: list[list[float]] = [[] for _ in programs]
    for key in keys:
        for program, times in zip(programs, taken, strict=True):
            program.rest(0.04)
            times.append(program.key(key))
    return taken


def p95(times: Sequence[float]) -> float:
    """The time that one key in twenty takes longer than."""
    return statistics.quantiles(times, n=20)[-1]


def time_all(folder: Path, home: Path, keys: int, articles: int) -> None:
    """Time keys beside the floor, then while a collection is searched for entities; print it."""
    floor = Program([sys.executable, "-m", "benchmarks.floor"], home)
    ours = Program([COMMAND, str(folder)], home, [b"\r"])
    print(f"{'key to frame, p50 ms':<30}{'floor':>8}{'ours':>8}{'ratio':>8}")
    steps = (("without scrolling", [b"l", b"h"], 1.25), ("page", [b"\x1b[6~"], 1.2))
    idle: list[float] = []
    for name, pressed, goal in steps:
        bare, mine = time_keys([floor, ours], (pressed * keys)[:keys])
        idle = idle or mine
        least, own = statistics.median(bare), statistics.median(mine)
        print(f"{name:<30}{least:>8.2f}{own:>8.2f}{own / least:>8.2f}  (goal {goal})")
    floor.close()
    ours.close()
    many = folder.parent / "many"
    many.mkdir()
    for number in range(articles):
        text = made_up(random.Random(number))
        (many / f"{number}.txt").write_text(text, encoding="utf-8")
    busy = Program([COMMAND, str(many)], home, [b"\r"])
    (during,) = time_keys([busy], ([b"l", b"h"] * keys)[:keys])
    busy.close()
    ratio = p95(during) / p95(idle)
    print(f"p95 during detection {p95(during):.2f} ms, idle {p95(idle):.2f}: {ratio:.2f}", end="")
    print(" × (goal 2, advisory)")


def main() -> None:
    """Measure in a folder that is removed in the end."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--keys", type=int, default=150)
    parser.add_argument("--articles", type=int, default=400)
    chosen = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="briefreader-"))
    try:
        folder, home = root / "news", root / "home"
        prepare(folder, home)
        reader = asyncio.run(count_reader())
        program = asyncio.run(count_program(folder, home))
        print(f"{'Python calls':<22}{'reader':>8}{'ratio':>8}{'program':>9}{'ratio':>8}")
        for name, count in reader.items():
            print(f"{name:<22}{count:>8,.0f}{count / reader[FLOOR]:>8.2f}", end="")
            whole = program.get(name, count)
            print(f"{whole:>9,.0f}{whole / reader[FLOOR]:>8.2f}  (goal 1.3 for the reader)")
        time_all(folder, home, chosen.keys, chosen.articles)
    finally:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
