"""Makes folders of many small articles, and rows of even more.

python -m benchmarks.collection FOLDER NUMBER
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from annotations.models import Listing, State

PER_FOLDER = 1000
"""Files that a folder has."""

PLACES = ("Almaty", "Brest", "Chisinau", "Dushanbe", "Erzurum", "Fergana", "Gyumri", "Herat")
WORDS = ("border", "grain", "minister", "pipeline", "strike", "treaty", "vote", "water", "wheat")
MONTHS = ("January", "March", "April", "June", "August", "October")


def headline_of(number: int) -> str:
    """Make the headline of an article."""
    by_chance = random.Random(number)
    first, second = by_chance.sample(WORDS, 2)
    return f"{by_chance.choice(PLACES)} talks of {first} and {second} go into day {number}"


def text_of(number: int) -> str:
    """Make an article of a few hundred bytes."""
    by_chance = random.Random(-number)
    month, place = by_chance.choice(MONTHS), by_chance.choice(PLACES)
    said = " ".join(by_chance.choices(WORDS, k=30))
    return (
        f"{headline_of(number)}\n\nPublished: {number % 28 + 1} {month} {1990 + number % 30}\n\n"
        f"{place.upper()} – The delegations met again, and spoke of {said}.\n\n"
        f"Nothing was signed on day {number}, a spokesman said.\n"
    )


def write_articles(folder: Path, count: int) -> None:
    """Write articles into folders inside `folder`."""
    for number in range(count):
        place, inside = divmod(number, PER_FOLDER)
        below = folder / f"{place:04}"
        if inside == 0:
            below.mkdir(parents=True, exist_ok=True)
        (below / f"{number:07}.txt").write_text(text_of(number), encoding="utf-8")


def rows(count: int) -> Iterator[Listing]:
    """Make rows as the list shows them, without any files."""
    for number in range(count):
        yield Listing(
            path=f"{number // PER_FOLDER:04}/{number:07}.txt",
            title=f"{PLACES[number % 8]} talks of {WORDS[number % 9]} go into day {number}",
            source=f"Agency {number % 40}",
            published=f"{1990 + number % 30}-{number % 12 + 1:02}-{number % 28 + 1:02}",
            words=number % 900,
            state=State.READ if number % 3 else State.UNREAD,
            annotations=number % 5,
            tags=("security/border",) if number % 7 == 0 else (),
            mentions=number % 60 if number % 4 else None,
        )


def main() -> None:
    """Write a collection."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("number", type=int)
    chosen = parser.parse_args()
    write_articles(chosen.folder, chosen.number)


if __name__ == "__main__":
    main()
