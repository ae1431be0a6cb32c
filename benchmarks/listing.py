"""What the list costs at a thousand rows and at a million, and a folder of many files.

python -m benchmarks.listing [--rows 1000 1000000] [--files 100000]
"""

import argparse
import asyncio
import gc
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from textual.app import App, ComposeResult

from annotations.library import Library
from annotations.places import Places
from benchmarks.collection import rows, write_articles
from tui.widgets.article_list import ArticleList

ROUNDS = 60


class Host(App[None]):
    """Shows nothing but the list."""

    def __init__(self, articles: ArticleList) -> None:
        """Take the list, with or without rows."""
        super().__init__()
        self.articles = articles

    def compose(self) -> ComposeResult:
        """Show the list alone."""
        yield self.articles


async def listed(count: int) -> dict[str, float]:
    """Measure a list of so many rows; milliseconds."""
    articles = ArticleList()
    articles._roster.add(list(rows(count)))
    app = Host(articles)
    gc.collect()
    gc.freeze()  # as the program does once all is listed
    taken: dict[str, float] = {}
    begin = time.perf_counter()
    async with app.run_test(size=(100, 40)) as pilot:
        taken["mount"] = (time.perf_counter() - begin) * 1e3

        async def timed(act: Callable[[], object]) -> float:
            times = []
            for _ in range(ROUNDS):
                begin = time.perf_counter()
                act()
                await pilot.pause()
                times.append((time.perf_counter() - begin) * 1e3)
            return statistics.median(times)

        taken["move"] = await timed(lambda: articles.move(1))
        taken["page"] = await timed(lambda: articles.page(1))
        for name, words in (("first hits", "border"), ("no hit", "nothing such")):
            begin = time.perf_counter()
            articles.filter_text = words
            taken[name] = (time.perf_counter() - begin) * 1e3
            while articles._roster.is_busy:
                await asyncio.sleep(0.001)
            taken[f"{name}, all"] = (time.perf_counter() - begin) * 1e3
    return taken


def started(folder: Path, home: Path) -> tuple[float, float]:
    """List a folder as the program does; seconds until the first row, and until the last."""
    places = Places(home / "config", home / "data", home / "cache", home / "state")
    begin = time.perf_counter()
    library = Library.open([folder], places)
    first = 0.0
    for found in library.recalled():
        first = first or (time.perf_counter() - begin) * bool(found)
    for path, seen in library.look():
        if seen != "same":
            library.listing(path)
            first = first or time.perf_counter() - begin
    last = time.perf_counter() - begin
    library.close()
    return first, last


def main() -> None:
    """Measure all and print the tables."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[1000, 1_000_000])
    parser.add_argument("--files", type=int, default=100_000)
    chosen = parser.parse_args()
    columns = [asyncio.run(listed(count)) for count in chosen.rows]
    print(f"{'ms, rows':<18}" + "".join(f"{count:>12,}" for count in chosen.rows) + "   ratio")
    for name in columns[0]:
        taken = [column[name] for column in columns]
        print(f"{name:<18}" + "".join(f"{each:>12.2f}" for each in taken), end="")
        print(f"{taken[-1] / taken[0]:>8.2f}")
    print("goals: mount and move 1.1; first hits at most a page\n")
    folder = Path(tempfile.mkdtemp(prefix="briefreader-"))
    try:
        write_articles(folder / "news", chosen.files)
        print(f"{chosen.files:,} files{'first row s':>14}{'all s':>10}")
        for name in ("first start", "second start"):
            first, last = started(folder / "news", folder)
            print(f"{name:<13}{first:>14.2f}{last:>10.2f}")
        print("goals: first row 1 s; second start 0.3 s")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
