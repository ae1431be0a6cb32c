"""How well dates are resolved, and names grouped into entities: scored against gold made by hand.

    python -m benchmarks.grouping [--errors] [--model NAME]

Gold is in `tests/gold/`. Dates are resolved on the gold's spans, given the article's date. Names
are grouped on gold mentions, and on those the program detects; B³ counts outside boilerplate, and
a mention that is missed or false costs what a wrongly grouped one does.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotations.articles import read
from annotations.entities.dates import resolve_dates
from annotations.models import Article, Mention, PublishedFrom

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "tests" / "gold"
SETS = ("sample", "more")


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
            published_from=PublishedFrom.ANALYST if published else None,
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


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true", help="Say what is wrong.")
    options = parser.parse_args()
    for name in SETS:
        print(f"dates, {name:<8} {date_score(name):5.1f} %")
        if options.errors:
            for file, text, right, value in date_results(name):
                if right != value:
                    print(f"    {file}: {text!r} is {right or 'unresolved'}, not {value!r}")


if __name__ == "__main__":
    main()
