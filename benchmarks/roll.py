"""How long the entities of a large collection take: to gather, and then at each key.

    python -m benchmarks.roll [--mentions 100000]

Articles and names are made up; a few names are in nearly every article, most in one or two. The
table is the one of the program, without a screen. Times are in milliseconds, the longest of five.
"""

import argparse
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from hashlib import sha256

from annotations.entities.mentions import build_mention
from annotations.models import Article, Mention
from annotations.origins import TitleFrom
from annotations.roll import Roll
from tui.widgets.subject_order import SubjectOrder, haystack, ordered

SYLLABLES = ("ba", "ko", "ri", "ta", "mo", "ne", "shu", "la", "ver", "din", "gor", "zan")
NAMES, PARAGRAPHS, SENTENCES = 15_000, 8, 2
ROUNDS = 5


def names(chance: random.Random) -> list[tuple[str, str]]:
    """Make names with their labels."""

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()

    labels = chance.choices(["PERSON", "ORG", "GPE", "DATE"], [4, 3, 3, 2], k=NAMES)
    whole = ("PERSON", "ORG")
    return [(f"{word()} {word()}" if label in whole else word(), label) for label in labels]


def articles(mentions: int) -> Iterator[tuple[Article, list[Mention]]]:
    """Make articles that have so many mentions between them."""
    chance = random.Random(1)
    known = names(chance)
    weights = [1 / (rank + 1) ** 0.9 for rank in range(NAMES)]
    each = 3 * SENTENCES * PARAGRAPHS
    for number in range(-(-mentions // each)):
        text, spans = "", []
        for index, (name, label) in enumerate(chance.choices(known, weights, k=each)):
            text += "The talks with "
            spans.append((len(text), len(text) + len(name), label))
            text += name + (" went on. " if index % 3 == 2 else " went on, ")
            text += "\n\n" if index % (3 * SENTENCES) == 3 * SENTENCES - 1 else ""
        day = date(2019, 1, 1) + timedelta(days=chance.randrange(1000))
        digest = sha256(text.encode()).hexdigest()
        title = f"Article {number}"
        yield (
            Article(
                f"{number:06}.txt",
                text,
                digest,
                title,
                TitleFrom.HEADLINE,
                published=day.isoformat(),
            ),
            [build_mention(text, *span, "model") for span in spans],
        )


def longest(act: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Measure an act several times, in milliseconds."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        act()
        taken.append((time.perf_counter() - start) * 1000)
    return max(taken)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=100_000)
    detected = list(articles(parser.parse_args().mentions))
    print(f"gathering        {longest(lambda: Roll(detected), 1):8,.0f}")
    roll = Roll(detected)
    first = roll.subjects[0]
    words = {subject.uid: haystack(subject) for subject in roll.subjects}
    print(f"{len(detected):,} articles, {len(roll.subjects):,} entities")
    for order in SubjectOrder:
        taken = longest(partial(ordered, roll.subjects, order, ()))
        print(f"sort by {order.name.lower():<9}{taken:8.1f}")
    print(f"filter           {longest(lambda: [w for w in words.values() if 'ba' in w]):8.1f}")
    print(f"beside the first {longest(lambda: roll.beside(first.uid)):8.1f}")


if __name__ == "__main__":
    main()
