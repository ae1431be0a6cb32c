"""What reading costs: a long article beside a short one, opening beside turning a page.

    python -m benchmarks.reading [--rounds 15]

Everything is measured in one process without a terminal, in processor time from the call until the
end of the frame that answers it: layout, every line, the compositor, and the bytes that a terminal
would be sent.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import Any

from textual._compositor import CompositorUpdate
from textual.app import App, ComposeResult
from textual.screen import Screen

from annotations.models import Annotation, Article, Mention, Tag
from annotations.origins import TitleFrom
from tui.widgets.reader import Motion, Reader

LONG, SHORT, SPANS = 1_000_000, 5_000, 10_000
PATIENCE = 10.0
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
    """An app that shows one reader, and tells when a frame is made."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, reader: Reader) -> None:
        """Show the reader."""
        super().__init__()
        self.reader = reader
        self._framed = asyncio.Event()
        self._frame_end = 0.0

    def compose(self) -> ComposeResult:
        """Yield the reader."""
        yield self.reader

    def _display(self, screen: Screen[object], renderable: Any) -> None:
        """Make of a frame what is sent to a terminal, as is not done without one."""
        super()._display(screen, renderable)
        if isinstance(renderable, CompositorUpdate):
            renderable.render_segments(self.console)
            self._frame_end = time.process_time()
            self._framed.set()

    async def time(self, work: Callable[[], object]) -> float:
        """Milliseconds of processor time that some work takes, up to the end of its frame."""
        self._framed.clear()
        begin = time.process_time()
        work()
        await asyncio.wait_for(self._framed.wait(), PATIENCE)
        return (self._frame_end - begin) * 1e3

    async def settle(self) -> None:
        """Wait until the whole text is wrapped and nothing is left to paint."""
        while not self.reader.is_wrapped:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.04)


@dataclass
class Subject:
    """An article in a reader.

    Attributes:
        name: What it is called in the table.
        article: The article.
        mentions: What was detected in it.
        stage: What shows it.
        taken: Milliseconds of each act.
    """

    name: str
    article: Article
    mentions: list[Mention]
    stage: Stage
    taken: dict[str, list[float]] = field(default_factory=dict)

    async def time(self, act: str, work: Callable[[], object]) -> None:
        """Time some work and the whole frame after it."""
        self.taken.setdefault(act, []).append(await self.stage.time(work))
        await self.stage.settle()

    async def go(self, number: int) -> None:
        """Do each act once or more; from the same place and over as many lines in each article."""
        reader, article = self.stage.reader, self.article
        await self.time("open", lambda: reader.show(article, mentions=self.mentions))
        await self.time("page", lambda: reader.move(Motion.PAGE))
        for motion in (Motion.WORD, Motion.LINE, Motion.ENTITY) * 2:
            await self.time("cursor", partial(reader.move, motion))
        aim = reader.aim() or (0, 1)
        for tag in range(4):
            marks = [annotation(4 * number + tag, *aim)] if tag % 2 == 0 else []
            await self.time("tag", partial(reader.set_annotations, marks))

    def median(self, act: str) -> float:
        """The median of an act, in milliseconds."""
        return statistics.median(self.taken[act])


def annotation(number: int, start: int, end: int) -> Annotation:
    """A passage with one tag."""
    return Annotation(
        uid=str(number), path="a.txt", start=start, end=end, tags=(Tag("t", "x", "#e06c75"),)
    )


async def time_all(rounds: int) -> list[Subject]:
    """Show each article in turn, so many times; the first time does not count."""
    stage = Stage(Reader())
    subjects = []
    for script in SCRIPTS:
        for name, length in (("5 KB", SHORT), ("1 MB", LONG)):
            article = make_article(script, length)
            subjects.append(Subject(f"{script}, {name}", article, make_mentions(article), stage))
    async with stage.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        for number in range(rounds + 1):
            for subject in subjects:
                await subject.go(number)
                if number == 0:
                    subject.taken.clear()
    return subjects


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    subjects = asyncio.run(time_all(chosen.rounds))
    acts = ("open", "page", "cursor", "tag")
    print(f"{'CPU ms, whole frames':<30}" + "".join(f"{act:>9}" for act in acts))
    for subject in subjects:
        print(f"{subject.name:<30}" + "".join(f"{subject.median(act):>9.2f}" for act in acts))
    for short, long in zip(subjects[::2], subjects[1::2], strict=True):
        print(f"{long.name}: open {long.median('open') / long.median('page'):.2f} × a page", end="")
        print(" (goal 2); 1 MB : 5 KB", end="")
        for act in ("cursor", "tag"):
            print(f" {act} {long.median(act) / short.median(act):.2f}", end="")
        print(" (goal 1.2)")


if __name__ == "__main__":
    main()
