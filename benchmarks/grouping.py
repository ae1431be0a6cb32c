"""How well dates are resolved, and names grouped into entities: scored against gold made by hand.

    python -m benchmarks.grouping [--errors] [--model NAME]

Gold is in `tests/gold/`. Dates are resolved on the gold's spans, given the article's date. Names
are grouped on gold mentions, and on those the program detects; B³ counts outside boilerplate, and
a mention that is missed or false costs what a wrongly grouped one does.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from annotations.articles import read
from annotations.entities.aliases import Document, group
from annotations.entities.dates import resolve_dates
from annotations.models import Article, Mention
from annotations.origins import KnownFrom

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
SETS = ("sample", "more")
GROUPED = frozenset({"PERSON", "ORG", "GPE"})


def articles(name: str) -> dict[str, Article]:
    """Read the articles of one set of gold, by file name."""
    folder = ROOT / "seeds" if name == "sample" else GOLD / name
    return {file.name: read(file, file.name) for file in sorted(folder.glob("*.txt"))}


def gold(name: str, kind: str) -> Any:
    """Read one file of gold."""
    return json.loads((GOLD / name / f"{kind}.json").read_text("utf-8"))


def date_results(name: str) -> Iterator[tuple[str, str, str, str]]:
    """Resolve the dates of one set: file, expression, gold value, the program's value."""
    expected = gold(name, "dates")
    for file, article in articles(name).items():
        published = expected["article_dates"][file]["date"]
        dated = replace(
            article,
            published=published,
            published_from=KnownFrom.ANALYST if published else None,
        )
        spans = [each for each in expected["dates"] if each["file"] == file]
        mentions = [
            Mention(each["start"], each["end"], each["text"], "DATE")
            for each in sorted(spans, key=lambda each: each["start"])
        ]
        values = resolve_dates(dated, mentions)
        right = {each["start"]: each["iso"] or "" for each in spans}
        for mention, value in zip(mentions, values, strict=True):
            yield file, mention.text, right[mention.start], value


def date_score(name: str) -> float:
    """Percentage of a set's dates that are resolved rightly."""
    results = [right == value for *_, right, value in date_results(name)]
    return 100 * sum(results) / len(results)


Mark = tuple[str, int, int]
"""A mention: file, start, end."""


def gold_clusters(name: str) -> dict[Mark, str]:
    """Say of each gold mention outside boilerplate what it means."""
    return {
        (each["file"], each["start"], each["end"]): cluster["id"]
        for cluster in gold(name, "clusters")["clusters"]
        for each in cluster["mentions"]
        if each["zone"] == "body"
    }


def gold_mentions(name: str) -> dict[str, list[Mention]]:
    """Return the gold's mentions with their labels, by file."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for cluster in gold(name, "clusters")["clusters"]:
        for each in cluster["mentions"]:
            boilerplate = each["zone"] != "body"
            span = each["start"], each["end"], each["text"], cluster["label"]
            found[each["file"]].append(Mention(*span, boilerplate=boilerplate))
    return {file: sorted(each, key=lambda one: one.start) for file, each in found.items()}


def detected_mentions(name: str, model: str) -> dict[str, list[Mention]]:
    """Return what the program detects, by file."""
    from annotations.entities import DEFAULT_MODEL, MentionCache, detect

    with TemporaryDirectory() as folder:
        cache = MentionCache(Path(folder) / "mentions.sqlite")
        found = detect(articles(name).values(), model or DEFAULT_MODEL, cache)
        mentions = {article.path: list(each or ()) for article, each in found}
        cache.close()
    return mentions


def clusters(name: str, mentions: Mapping[str, list[Mention]]) -> dict[Mark, str]:
    """Group mentions, and say of each person, body and state what it means."""
    texts = articles(name)
    grouping = group(
        Document(file, texts[file].text, each) for file, each in sorted(mentions.items())
    )
    return {
        (file, each.start, each.end): f"{each.entity} [{each.entity_id}]"
        for file in mentions
        for each in grouping.named(file)
        if each.label in GROUPED and not each.boilerplate
    }


def b_cubed(right: Mapping[Mark, str], found: Mapping[Mark, str]) -> tuple[float, float, float]:
    """Score groups: precision, recall and F1 in percent.

    For each mention, how many of those it is grouped with are rightly so, and how many of those it
    should be grouped with are; a mention that only one side has counts as nothing right.
    """
    sides = []
    for own, other in ((found, right), (right, found)):
        groups: dict[str, set[Mark]] = defaultdict(set)
        for mark, entity in other.items():
            groups[entity].add(mark)
        mine: dict[str, set[Mark]] = defaultdict(set)
        for mark, entity in own.items():
            mine[entity].add(mark)
        shares = [
            len(mine[entity] & groups[other[mark]]) / len(mine[entity]) if mark in other else 0.0
            for mark, entity in own.items()
        ]
        sides.append(100 * sum(shares) / len(shares) if shares else 0.0)
    precision, recall = sides
    return precision, recall, 2 * precision * recall / (precision + recall or 1)


def alias_score(name: str) -> float:
    """B³ F1 of grouping a set's gold mentions, in percent."""
    return b_cubed(gold_clusters(name), clusters(name, gold_mentions(name)))[2]


def _tell_errors(name: str, found: Mapping[Mark, str]) -> None:
    """Say which entities of the gold are split, and which are mixed."""
    right = gold_clusters(name)
    for one, other, verb in ((right, found, "is split"), (found, right, "is mixed")):
        parts: dict[str, set[str]] = defaultdict(set)
        for mark, entity in one.items():
            if mark in other:
                parts[entity].add(other[mark])
        for entity, names in parts.items():
            if len(names) > 1:
                print(f"    {entity} {verb}: {', '.join(sorted(names))}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="Say what is wrong.")
    parser.add_argument("--model", default="", help="As for briefreader.")
    options = parser.parse_args()
    for name in SETS:
        print(f"dates    {name:<8} {date_score(name):5.1f} %")
        if options.errors:
            for file, text, right, value in date_results(name):
                if right != value:
                    print(f"    {file}: {text!r} is {right or 'unresolved'}, not {value!r}")
        for kind, mentions in (
            ("gold", gold_mentions(name)),
            ("detected", detected_mentions(name, options.model)),
        ):
            found = clusters(name, mentions)
            figures = "  ".join(f"{each:5.1f}" for each in b_cubed(gold_clusters(name), found))
            print(f"aliases  {name:<8} {kind:<10} B³ precision, recall, F1  {figures}")
            if options.errors:
                _tell_errors(name, found)


if __name__ == "__main__":
    main()
