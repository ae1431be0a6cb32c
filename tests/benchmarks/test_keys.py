"""What a key costs, in multiples of the least one can cost; counted, so that no noise moves it."""

import asyncio
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding

from benchmarks.collection import rows
from benchmarks.floor import Floor
from benchmarks.keys import FLOOR, calls, count_program, count_reader, prepare
from tui.widgets.article_list import ArticleList

MOST = {"to the next word": 1.25, "to the next entity": 2.1, "a tag set": 13.3}
"""What each key takes now in the whole program, every pane and line of it included, and a tenth."""

MOST_ALONE = 1.35
"""The same of a reader alone."""

MOST_OF_A_ROW = 1.95


class Rows(App[None]):
    """Nothing but the list of articles."""

    BINDINGS = [Binding("j", "down")]

    def __init__(self, count: int) -> None:
        super().__init__()
        self.articles = ArticleList()
        self.articles.add_rows(list(rows(count)))

    def compose(self) -> ComposeResult:
        yield self.articles

    def action_down(self) -> None:
        self.articles.move(1)


def test_a_key_in_a_long_article_takes_no_more_calls_than_it_did(tmp_path: Path) -> None:
    prepare(tmp_path / "news", tmp_path / "home")
    reader = asyncio.run(count_reader())
    floor = reader.pop(FLOOR)
    assert {
        name: count / floor for name, count in reader.items() if count > MOST_ALONE * floor
    } == {}
    program = asyncio.run(count_program(tmp_path / "news", tmp_path / "home"))
    ratios = {name: count / floor for name, count in program.items()}
    assert {name: ratio for name, ratio in ratios.items() if ratio > MOST[name]} == {}


@pytest.mark.parametrize("count", [1_000, 100_000])
async def test_a_move_in_the_list_costs_little_more_than_the_least(count: int) -> None:
    floor, listed = Floor(), Rows(count)
    async with floor.run_test(size=(100, 40)) as pilot:
        await pilot.pause(0.1)
        least = await calls(floor, ["l"] * 7)
    async with listed.run_test(size=(100, 40)) as pilot:
        await pilot.pause(0.1)
        mine = await calls(listed, ["j"] * 7)
        assert mine <= MOST_OF_A_ROW * least
