"""What reading costs: a long article beside a short one, and a key beside an empty app's.

    python -m benchmarks.reading [--rounds 15]

Everything is measured in one process without a terminal: what a call takes, and then all lines
that are on the screen. Python calls are counted from a key's press until the app is idle again;
noise cannot move them where PYTHONHASHSEED is 0.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from textual.app import App, ComposeResult

from annotations.models import Annotation, Article, Mention, Tag
from annotations.origins import TitleFrom
from tui.widgets.reader import Motion, Reader

LONG, SHORT, SPANS = 1_000_000, 5_000, 10_000
SCRIPTS = {
    "ASCII": "The envoys of Russia and China met in Geneva on Monday, and said little of it. ",
    "typographic": "“The envoys’ talks” – of Russia’s and China’s – were “calm”, she said… ",
    "CJK": "俄罗斯和中国的使节星期一在日内瓦会面，关于会谈的内容他们没有多说。",
}


def make_article(script: str, length: int) -> Article:
    """Make up an article of so many code points, in paragraphs of some hundred."""
    paragraph = SCRIPTS[script] * (400 // len(SCRIPTS[script])) + "\n\n"
    text = (paragraph * (length // len(paragraph) + 1))[:length]
    return Article("a.txt", text, sha256(text.encode()).hexdigest(), "A", TitleFrom.NAME)


def make_mentions(article: Article) -> list[Mention]:
    """As many mentions a code point in any article as 10,000 make in a long one."""
    step = LONG // SPANS
    return [
        Mention(start, start + 6, article.text[start : start + 6], label, "model")
        for number, start in enumerate(range(step // 2, len(article.text) - 6, step))
        for label in [("PERSON", "GPE", "ORG")[number % 3]]
    ]


class Stage(App[None]):
    """An app that shows one reader, or nothing."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, reader: Reader | None = None) -> None:
        """Show the reader, if there is one."""
        super().__init__()
        self.reader = reader

    def compose(self) -> ComposeResult:
        """Yield the reader."""
        if self.reader:
            yield self.reader


@dataclass
class Subject:
    """An article in a reader.

    Attributes:
        name: What it is called in the table.
        article: The article.
        mentions: What was detected in it.
        reader: What shows it.
        taken: Milliseconds of each act.
    """

    name: str
    article: Article
    mentions: list[Mention]
    reader: Reader
    taken: dict[str, list[float]] = field(default_factory=dict)

    def time(self, act: str, work: Callable[[], object]) -> None:
        """Time some work and the painting of the whole screen after it."""
        begin = time.perf_counter()
        work()
        for line in range(self.reader.rows):
            self.reader.render_line(line)
        self.taken.setdefault(act, []).append((time.perf_counter() - begin) * 1e3)

    def go(self, number: int) -> None:
        """Do each act once."""
        reader, article = self.reader, self.article
        self.time("open", lambda: reader.show(article, mentions=self.mentions))
        for _ in range(3):
            self.time("page", lambda: reader.move(Motion.PAGE))
        for motion in (Motion.WORD, Motion.LINE, Motion.ENTITY):
            self.time("cursor", lambda motion=motion: reader.move(motion))
        marks = [annotation(number, *reader.aim() or (0, 1))]
        self.time("tag", lambda: reader.set_annotations(marks))
        self.time("find", lambda: reader.find("China" if article.text.isascii() else "“"))
        reader.find_clear()

    def median(self, act: str) -> float:
        """The median of an act, in milliseconds."""
        return statistics.median(self.taken[act])


def annotation(number: int, start: int, end: int) -> Annotation:
    """A passage with one tag."""
    return Annotation(
        uid=str(number), path="a.txt", start=start, end=end, tags=(Tag("t", "x", "#e06c75"),)
    )


async def time_all(rounds: int) -> list[Subject]:
    """Show each article in turn, so many times."""
    reader = Reader()
    subjects = []
    for script in SCRIPTS:
        for name, length in (("5 KB", SHORT), ("1 MB", LONG)):
            article = make_article(script, length)
            subjects.append(Subject(f"{script}, {name}", article, make_mentions(article), reader))
    async with Stage(reader).run_test(size=(100, 40)) as pilot:
        for number in range(rounds):
            for subject in subjects:
                subject.go(number)
                await pilot.pause()
    return subjects


async def calls(keys: Sequence[Callable[[], object]], app: Stage) -> float:
    """Count the Python calls of a key, the first few left out."""
    counts = []
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause(0.1)
        for key in keys:
            count = 0

            def notice(_frame: object, event: str, _argument: object) -> None:
                nonlocal count
                count += event == "call"

            sys.setprofile(notice)
            try:
                key()
                await pilot.press("f9")
            finally:
                sys.setprofile(None)
            counts.append(count)
    return statistics.median(counts[3:])


async def count_calls() -> dict[str, float]:
    """Count the calls of each act in a long article, in multiples of those of an empty app."""
    article = make_article("ASCII", LONG)
    mentions = make_mentions(article)
    floor = await calls([lambda: None] * 9, Stage())
    found = {"an empty app's key": floor}
    for name, motion in (("line", Motion.LINE), ("word", Motion.WORD), ("entity", Motion.ENTITY)):
        reader = Reader()
        move = [lambda reader=reader, motion=motion: reader.move(motion)] * 9
        show = [lambda reader=reader: reader.show(article, mentions=mentions)]
        found[f"to the next {name}"] = await calls(show + move, Stage(reader))
    reader = Reader()
    sets = [
        lambda number=number: reader.set_annotations([annotation(number, 100, 180)])
        for number in range(9)
    ]
    found["a tag set"] = await calls(
        [lambda: reader.show(article, mentions=mentions), *sets], Stage(reader)
    )
    return found


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    subjects = asyncio.run(time_all(chosen.rounds))
    acts = ("open", "page", "cursor", "tag", "find")
    print(f"{'milliseconds, screen included':<30}" + "".join(f"{act:>9}" for act in acts))
    for subject in subjects:
        print(f"{subject.name:<30}" + "".join(f"{subject.median(act):>9.2f}" for act in acts))
    for short, long in zip(subjects[::2], subjects[1::2], strict=True):
        print(f"{long.name}: open {long.median('open') / long.median('page'):.2f} × a page", end="")
        print(" (goal 2); 1 MB : 5 KB", end="")
        for act in ("cursor", "tag"):
            print(f" {act} {long.median(act) / short.median(act):.2f}", end="")
        print(" (goal 1.2)")
    counted = asyncio.run(count_calls())
    floor = next(iter(counted.values()))
    for name, count in counted.items():
        print(f"Python calls, {name:<24} {count:>7,.0f}  {count / floor:.2f} × (goal 1.3)")


if __name__ == "__main__":
    main()
