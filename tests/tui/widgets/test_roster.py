"""Whatever comes and goes, in whatever slices: the rows are those that a simple list would have."""

import random
from dataclasses import replace

import pytest

from annotations.models import Listing, State
from tui.widgets import roster
from tui.widgets.article_order import SortBy, haystack, order_key
from tui.widgets.roster import Roster

WORDS = ("border", "grain", "vote", "Straße", "ÉCOLE")


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "BLOCK", 4)


def a_row(number: int, chance: random.Random) -> Listing:
    return Listing(
        f"{number % 3}/{number}.txt",
        f"{chance.choice(WORDS)} {chance.choice(WORDS)} {number}",
        source=chance.choice([None, "TASS", "Reuters"]),
        published=chance.choice([None, "2021-09-09", "2022-01-31"]),
        annotations=chance.randrange(3),
        tags=("visit",) * chance.randrange(2),
        state=chance.choice(list(State)),
    )


def shown(rows: Roster) -> list[str]:
    return [rows.at(index) for index in range(rows.count)]


def wanted(rows: Roster) -> list[str]:
    ordered = sorted(rows.rows.values(), key=order_key(rows.order))
    return [row.path for row in ordered if all(word in haystack(row) for word in rows.words)]


@pytest.mark.parametrize("seed", range(30))
def test_rows_are_those_that_pass_in_order(seed: int) -> None:
    chance = random.Random(seed)
    rows = Roster()
    numbers = iter(range(1000))
    for _ in range(40):
        for _ in range(chance.randrange(4)):
            rows.work(0)
        match chance.randrange(5):
            case 0 | 1:
                new = [a_row(next(numbers), chance) for _ in range(chance.randrange(9))]
                rows.add(sorted(new, key=order_key(SortBy.NAME)))
            case 2:
                rows.find(chance.choice(["", "border", "vote tass", "nothing", "strasse", "1"]))
            case 3:
                rows.sort(chance.choice(list(SortBy)))
            case _:
                some = chance.sample(sorted(rows.rows), min(3, len(rows.rows)))
                rows.remove(some)
    while rows.work(1):
        pass
    assert shown(rows) == wanted(rows)
    assert [rows.place(path) for path in shown(rows)] == list(range(rows.count))
    hidden = set(rows.rows) - set(shown(rows))
    assert all(rows.place(path) is None and not rows.shows(path) for path in hidden)


def test_what_a_row_says_now_is_found() -> None:
    rows = Roster()
    rows.add([a_row(number, random.Random(1)) for number in (0, 3, 6)])
    rows.find("zebra")
    rows.work(1)
    assert rows.count == 0
    rows.update([replace(rows.rows["0/3.txt"], tags=("Zebra",))])
    rows.find("zebra")
    rows.work(1)
    assert shown(rows) == ["0/3.txt"]


def test_enough_is_enough_until_the_rest_is_wanted() -> None:
    rows = Roster()
    rows.add([Listing(f"{number}.txt", "border") for number in range(100)])
    rows.find("border")
    assert rows.work(1, enough=10)
    assert 10 <= rows.count < 20
    assert not rows.work(1)
    assert rows.count == 100
