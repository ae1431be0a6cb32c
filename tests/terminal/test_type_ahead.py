"""Keys may come before the program is ready, or many at once: none is lost, all are in order."""

from pathlib import Path

import pytest

from tests.terminal.conftest import Start
from tests.terminal.test_walk import annotations, stored


@pytest.mark.parametrize("enter", ["\r", "\n"])
def test_keys_typed_before_the_first_frame_are_for_the_list(
    start: Start, seeds: Path, enter: str
) -> None:
    terminal = start(seeds, typed_ahead=f"jj{enter}")
    terminal.wait_for("t → the sentence “The United States expressed its desire")


def test_a_whole_walk_in_one_burst_goes_where_it_was_meant(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    terminal.send("j\r}tdeadly/mines\r}nseen, unsure\x13")
    terminal.wait_until_saved("note on “")
    tagged, noted = sorted(annotations(seeds), key=lambda record: record["target"]["start"])
    assert tagged["target"]["quote"].startswith("U.S. Secretary of State Antony Blinken met")
    assert noted["target"]["quote"].startswith("The meetings in Washington")
    assert noted["note"] == "seen, unsure"


def test_enter_right_after_letters_takes_what_the_letters_find(start: Start, seeds: Path) -> None:
    terminal = start(seeds)
    terminal.wait_for("Articles 5")
    for name in ("alpha", "beta", "gamma"):
        terminal.send(f"t{name}\r")
        terminal.wait_until_saved(f"tag 1 article {name}")
    terminal.send("jtgam\rjtbet\rjtalp\rjtga\tbe\tal\r")
    terminal.wait_until_saved("tag 1 article gamma, beta, alpha")
    names = {record["uid"]: record["name"] for record in stored(seeds) if record["kind"] == "tag"}
    marks = sorted(annotations(seeds), key=lambda record: record["created"])
    assert [[names[uid] for uid in mark["tags"]] for mark in marks] == [
        ["alpha", "beta", "gamma"],
        ["gamma"],
        ["beta"],
        ["alpha"],
        ["gamma", "beta", "alpha"],
    ]
