"""How well and how fast passages are found again in edited articles.

    python -m benchmarks.anchoring [--edits 10000] [--seed 1]

Each case takes an article (one of the sample, or a made-up one in the style of wire copy, which
repeats itself a lot), cuts a passage out of it, edits the article once or up to five times, and
places the passage: first as the program does where the annotated text was kept, then without that
text. What is right is known from the edits (`benchmarks.edited`):

- The quote stands there as it was: exactly that span, as exact.
- The quote stands there with typing errors (at most one letter in three of a word), other white
  space or other words (at most a fifth of them): just that stretch, as altered. What was put in
  right at an edge may belong to either side.
- Nothing is left of the quote: orphaned, also where the same words stand elsewhere.
- Something is left of it, but less than four fifths of its words: orphaned, or altered at just
  what is left. Nobody could say which is better.

All else is wrong. "Silently wrong" are spans shown as exact that are not the passage's: the worst
that can happen. "Altered but wrong" are shown to the reader as altered, on other words or on too
few or many of them. Left out, and counted below the table, is what nobody could decide: another
copy of the quote, among words that are all like the passage's own for 32 code points before and
after, and passages torn into two.
"""

import argparse
import hashlib
import math
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from annotations.models import Placed, Placement
from annotations.passages import cut, place
from annotations.segments import sentence_at
from annotations.versions.tracing import Trace
from benchmarks import wire
from benchmarks.edited import WORD, Edited, Fate, Span, Truth, paragraphs
from benchmarks.edits import EDITS

SEEDS = Path(__file__).parents[1] / "seeds"
SEVERAL = "2 to 5 of these"
_SHARE_SEVERAL = 0.25
_NAME = re.compile(r"\b[A-Z]\w+(?:(?: [A-Z]\.)* [A-Z]\w+)*")
_TINY = re.compile(r"\b(?:[A-Z]\.){2,}|\b\w{1,4}\b")


class Verdict(StrEnum):
    """How good a placement is."""

    RIGHT = "right"
    LOST = "orphaned wrongly"
    SILENT = "silently wrong"
    SHOWN = "altered but wrong"


@dataclass(frozen=True, slots=True)
class Case:
    """One passage, one edited text, and what became of the passage.

    Attributes:
        kind: What was done to the article.
        edited: The text, and what is known of it.
        truth: What became of the passage.
    """

    kind: str
    edited: Edited
    truth: Truth


@dataclass
class Row:
    """What is counted for one kind of edit."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)


def cases(seed: int) -> Iterator[Case]:
    """Make up cases without end; the same seed makes the same ones."""
    chance = random.Random(seed)
    samples = [file.read_text("utf-8") for file in sorted(SEEDS.glob("*.txt"))]
    other = ""
    while True:
        text = chance.choice(samples) if chance.random() < 0.4 else wire.article(chance)
        other, before = text, other
        if not before:
            continue
        kind = SEVERAL if chance.random() < _SHARE_SEVERAL else chance.choice(list(EDITS))
        edited = Edited(text, *passage(text, chance))
        stock = [before[low:high] for low, high in paragraphs(before)]
        names = chance.choices(list(EDITS), k=chance.randint(2, 5)) if kind == SEVERAL else [kind]
        done = [EDITS[name](edited, chance, stock) for name in names]
        if all(done) and edited.text.strip():
            yield Case(kind, edited, edited.truth())


def passage(text: str, chance: random.Random) -> Span:
    """Choose what an analyst might mark: a sentence, a phrase, a name, a word, a paragraph."""
    words = [match.span() for match in WORD.finditer(text)]
    at = chance.choice(words)[0]
    kind = chance.choices(range(6), [25, 30, 15, 12, 10, 8])[0]
    if kind == 0:
        return sentence_at(text, at)
    if kind == 1:
        length = round(math.exp(chance.uniform(math.log(3), math.log(80))))
        first = chance.randrange(len(words))
        return words[first][0], words[min(len(words), first + length) - 1][1]
    if kind == 2:
        return chance.choice([match.span() for match in _NAME.finditer(text)])
    if kind == 3:
        return chance.choice(words)
    if kind == 4:
        return chance.choice(paragraphs(text))
    return chance.choice([match.span() for match in _TINY.finditer(text)])


def judge(truth: Truth, quote: str, text: str, placement: Placement) -> Verdict:
    """Compare where a passage was placed in a text with what became of it."""
    placed, start, end = placement
    if start is None or end is None:
        lost = truth.fate in (Fate.UNTOUCHED, Fate.ALTERED)
        return Verdict.LOST if lost else Verdict.RIGHT
    as_it_was = text[start:end] == quote
    right = truth.covers(start, end) and (placed is Placed.EXACT) == as_it_was
    if right:
        return Verdict.RIGHT
    return Verdict.SILENT if placed is Placed.EXACT else Verdict.SHOWN


def measure(edits: int, seed: int, *, is_kept: bool) -> tuple[dict[str, Row], int]:
    """Place passages in edited articles.

    Args:
        edits: How many cases to count.
        seed: Which cases.
        is_kept: Whether the text that was annotated was kept, as the program does.

    Returns:
        What was counted for each kind of edit, and how many cases were left out.
    """
    rows: dict[str, Row] = defaultdict(Row)
    left_out = counted = 0
    for case in cases(seed):
        if case.truth.fate is Fate.UNDECIDABLE:
            left_out += 1
            continue
        edited = case.edited
        taken = cut(edited.original, _sha256(edited.original), edited.start, edited.end)
        sha256 = _sha256(edited.text)
        began = time.perf_counter()
        trace = Trace(edited.original, edited.text) if is_kept else None
        placement = place(taken, edited.text, sha256, trace)
        took = time.perf_counter() - began
        rows[case.kind].verdicts[judge(case.truth, edited.quote, edited.text, placement)] += 1
        rows[case.kind].milliseconds.append(1000 * took)
        counted += 1
        if counted == edits:
            break
    return rows, left_out


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _line(name: str, row: Row) -> str:
    number = row.verdicts.total()
    shares = "".join(f"{100 * row.verdicts[verdict] / number:>10.2f}" for verdict in Verdict)
    times = sorted(row.milliseconds)
    p50, p95 = times[number // 2], times[number * 95 // 100]
    return f"{name:<22}{number:>7}{shares}{p50:>8.2f}{p95:>8.2f}"


def report(rows: dict[str, Row], left_out: int) -> str:
    """Write the table: a row for each kind of edit, the total, and the goals."""
    total = Row()
    for row in rows.values():
        total.verdicts += row.verdicts
        total.milliseconds += row.milliseconds
    heads = "".join(f"{head:>10}" for head in ("right %", "lost %", "silent %", "shown %"))
    lines = [f"{'edit':<22}{'number':>7}{heads}{'p50 ms':>8}{'p95 ms':>8}"]
    lines += [_line(name, rows[name]) for name in (*EDITS, SEVERAL) if name in rows]
    lines += [_line("all", total)]
    lines += [f"{'goal':<22}{'':>7}{'>= 99.5':>10}{'':>10}{'<= 0.1':>10}{'':>10}{'<= 2':>8}"]
    lines += [f"left out, as nobody could decide them: {left_out}"]
    return "\n".join(lines)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description="How well passages are found again.")
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for is_kept in (True, False):
        print("The annotated text was kept:" if is_kept else "\nIt was not kept:")
        print(report(*measure(options.edits, options.seed, is_kept=is_kept)))


if __name__ == "__main__":
    main()
