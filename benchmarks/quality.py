"""How good the entities are, and the boilerplate: scored against gold made by hand.

    python -m benchmarks.quality [--model NAME] [--errors] [--gold FOLDER ...]

Gold is a folder with `entities.jsonl` and `boilerplate.json`, and the articles beside them unless
they are those of the sample. A mention is right if its span and its label are; what is scored is
`LABELS` outside boilerplate, and a mention inside a zone that the program did not mark counts as
false. The first rows of the table add one step after the other to the bare model. For test sets
that others have published, see `benchmarks.published`.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotations.articles import read
from annotations.entities import DEFAULT_MODEL
from annotations.entities.finding import Finding, advance, next_batch
from annotations.entities.page import Page
from annotations.entities.pipelines import find_pipeline
from annotations.entities.recogniser import Recognise, load_recogniser
from annotations.entities.steps import STEPS
from annotations.models import Article, Mention

ROOT = Path(__file__).parents[1]
GOLD = tuple(ROOT / "tests" / "gold" / name for name in ("sample", "more", "unseen"))
LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "DATE"})

MANY = 8
"""Spans of a label from which on its figure says something."""

Span = tuple[int, int, str]


@dataclass
class Score:
    """Right, false and missed spans, by label."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    def add(self, gold: set[Span], found: set[Span]) -> None:
        """Count one article."""
        self.right.update(label for *_, label in gold & found)
        self.false.update(label for *_, label in found - gold)
        self.missed.update(label for *_, label in gold - found)

    def f1(self, label: str | None = None) -> float:
        """F1 in percent, of one label or of all."""
        right, false, missed = (
            counts[label] if label else counts.total()
            for counts in (self.right, self.false, self.missed)
        )
        return 200 * right / (2 * right + false + missed) if right else 0.0

    def spans(self, label: str) -> int:
        """How many spans of a label the gold has."""
        return self.right[label] + self.missed[label]


@dataclass(frozen=True)
class Gold:
    """One article, and what is known of it."""

    article: Article
    spans: set[Span]
    lines: set[tuple[int, int]]


def load_gold(folder: Path) -> list[Gold]:
    """Read the articles of a folder of gold, and the gold.

    Args:
        folder: See the module.
    """
    boilerplate = {
        document["file"]: {(span["start"], span["end"]) for span in document["spans"]}
        for document in json.loads((folder / "boilerplate.json").read_text("utf-8"))
    }
    gold = []
    for line in (folder / "entities.jsonl").read_text("utf-8").splitlines():
        document = json.loads(line)
        name = document["file"]
        file = folder / name if (folder / name).exists() else ROOT / "seeds" / name
        spans = {
            (span["start"], span["end"], span["label"])
            for span in document["spans"]
            if span.get("zone", "body") == "body" and span["label"] in LABELS
        }
        gold.append(Gold(read(file, name), spans, boilerplate[name]))
    return gold


def find(article: Article, recognise: Recognise, *, zones: bool = True) -> Finding:
    """Run the model over an article, as the program does.

    Args:
        article: The article.
        recognise: The model.
        zones: Whether boilerplate is left out.
    """
    finding = Finding(article.text, article.zones if zones else ())
    while finding.pieces:
        advance(next_batch([finding]), recognise)
    return finding


def scored(mentions: Iterable[Mention]) -> set[Span]:
    """The spans of mentions that count."""
    return {(m.start, m.end, m.label) for m in mentions if not m.boilerplate and m.label in LABELS}


def score_entities(golds: Sequence[Gold], findings: Sequence[Finding], steps: int) -> Score:
    """Score the mentions after the first so many steps."""
    score = Score()
    for gold, finding in zip(golds, findings, strict=True):
        mentions: list[Mention] = finding.mentions
        for step in STEPS[:steps]:
            mentions = step.run(finding.page, mentions)
        score.add(gold.spans, scored(mentions))
    return score


def score_boilerplate(golds: Sequence[Gold]) -> Score:
    """Score the lines that are marked as boilerplate."""
    score = Score()
    for gold in golds:
        score.add(
            {(start, end, "line") for start, end in gold.lines},
            {(zone.start, zone.end, "line") for zone in gold.article.zones},
        )
    return score


def bare(article: Article, recognise: Recognise) -> Finding:
    """Run the model over the text as it stands."""
    finding = Finding(article.text, ())
    finding.page = Page(article.text)
    while finding.pieces:
        advance(next_batch([finding]), recognise)
    return finding


def rows(folders: Sequence[Path], recognise: Recognise) -> Iterator[tuple[str, list[Score]]]:
    """The table: what was done so far, and the score for each folder."""
    golds = [load_gold(folder) for folder in folders]

    def score(run: Callable[[Article], Finding], steps: int) -> list[Score]:
        return [score_entities(some, [run(gold.article) for gold in some], steps) for some in golds]

    yield "bare model", score(lambda article: bare(article, recognise), 0)
    prepared = {id(gold): find(gold.article, recognise) for some in golds for gold in some}
    for steps in range(len(STEPS) + 1):
        name = STEPS[steps - 1].name if steps else "prepared copy"
        yield (
            name,
            [score_entities(some, [prepared[id(gold)] for gold in some], steps) for some in golds],
        )


def cost_of_steps(folders: Sequence[Path], recognise: Recognise) -> float:
    """The time that preparing and all steps take, as a share of the model's."""
    articles = [gold.article for folder in folders for gold in load_gold(folder)]
    model = steps = 0.0
    for _ in range(3):
        for article in articles:
            begun = time.perf_counter()
            finding = Finding(article.text, article.zones)
            prepared = time.perf_counter()
            while finding.pieces:
                advance(next_batch([finding]), recognise)
            recognised = time.perf_counter()
            finding.result()
            steps += prepared - begun + time.perf_counter() - recognised
            model += recognised - prepared
    return steps / model


def figures(folder: Path, recognise: Recognise) -> dict[str, float | dict[str, float]]:
    """The figures of the whole program on one folder, by label for those with many spans."""
    golds = load_gold(folder)
    findings = [find(gold.article, recognise) for gold in golds]
    score = score_entities(golds, findings, len(STEPS))
    return {
        "entities": score.f1(),
        "lines": score_boilerplate(golds).f1(),
        "labels": {
            label: score.f1(label) for label in sorted(LABELS) if score.spans(label) >= MANY
        },
    }


def errors(folders: Sequence[Path], recognise: Recognise) -> Iterator[str]:
    """What is false and what was missed, with the words around it."""
    for folder in folders:
        for gold in load_gold(folder):
            mentions = find(gold.article, recognise).result()
            found = {(m.start, m.end, m.label): m.found_by for m in mentions}
            spans = scored(mentions)
            text = gold.article.text
            for span in sorted(gold.spans ^ spans):
                start, end, label = span
                sign = f"false ({found[span]})" if span in spans else "missed"
                before = text[max(0, start - 30) : start].replace("\n", "⏎")
                after = text[end : end + 30].replace("\n", "⏎")
                name = gold.article.path[:8]
                yield f"{name} {sign:20} {label:7} {before}[{text[start:end]}]{after}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--json", action="store_true", help="the last figures, as JSON")
    parser.add_argument("--errors", action="store_true", help="list what is false or missed")
    parser.add_argument("--gold", type=Path, nargs="+", default=GOLD, metavar="FOLDER")
    options = parser.parse_args()
    recognise = load_recogniser(find_pipeline(options.model).source)
    folders = options.gold
    if options.errors:
        print(*errors(folders, recognise), sep="\n")
        return
    if options.json:
        print(json.dumps({folder.name: figures(folder, recognise) for folder in folders}))
        return
    print(f"{'F1, entities':24}", *(f"{folder.name:>8}" for folder in folders))
    last: list[Score] = []
    for name, scores in rows(folders, recognise):
        print(f"{name:24}", *(f"{score.f1():8.1f}" for score in scores))
        last = scores
    for label in sorted(LABELS):
        print(f"  {label:22}", *(f"{s.f1(label):8.1f}" for s in last), end="   spans: ")
        print(*(s.spans(label) for s in last))
    lines = [score_boilerplate(load_gold(folder)) for folder in folders]
    print(f"{'F1, lines of boilerplate':24}", *(f"{score.f1():8.1f}" for score in lines))
    print(f"steps take {100 * cost_of_steps(folders, recognise):.1f} % of the model's time")


if __name__ == "__main__":
    main()
