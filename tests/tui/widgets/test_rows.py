import sys
from collections.abc import Callable

import pytest
from rich.style import Style
from textual.strip import Strip

from tests.tui.widgets.conftest import Host
from tui.widgets.line import strip_of
from tui.widgets.rows import RowList

HostFor = Callable[[RowList], Host]


class Numbers(RowList):
    """A list of so many rows, of which some are headings."""

    def __init__(self, count: int, headings: tuple[int, ...] = ()) -> None:
        super().__init__(placeholder="There are no numbers.")
        self.count = count
        self.headings = headings
        self.drawn: list[int] = []

    @property
    def row_count(self) -> int:
        return self.count

    def can_choose(self, index: int) -> bool:
        return index not in self.headings

    def render_row(self, index: int, line: int, width: int) -> Strip:
        self.drawn.append(index)
        return strip_of([(f"row {index}", Style())], width)


class Pairs(Numbers):
    ROW_HEIGHT = 2


def highlighted(host: Host) -> list[int]:
    return [one.index for one in host.heard if isinstance(one, RowList.Highlighted)]


def chosen(host: Host) -> list[int]:
    return [one.index for one in host.heard if isinstance(one, RowList.Chosen)]


async def test_an_empty_list_says_so(host: HostFor) -> None:
    app = host(Numbers(0))
    async with app.run_test(size=(40, 5)):
        assert "There are no numbers." in "\n".join(app.seen())


async def test_no_move_leaves_an_empty_list(host: HostFor) -> None:
    rows = Numbers(0)
    app = host(rows)
    async with app.run_test() as pilot:
        for move in (rows.move_home, rows.move_end, rows.choose):
            move()
        rows.move(1)
        rows.page(1)
        await pilot.pause()
        assert (rows.cursor, app.heard) == (0, [])


async def test_moves_stop_at_both_ends(host: HostFor) -> None:
    rows = Numbers(3)
    app = host(rows)
    async with app.run_test() as pilot:
        rows.move(-1)
        assert rows.cursor == 0
        rows.move(10)
        assert rows.cursor == 2
        rows.move(1)
        await pilot.pause()
        assert highlighted(app) == [2]


async def test_the_row_under_the_cursor_is_always_in_sight(host: HostFor) -> None:
    rows = Pairs(500)
    app = host(rows)
    async with app.run_test(size=(40, 11)) as pilot:
        for index in (499, 250, 0, 7, 3):
            rows.move_to(index)
            await pilot.pause()
            assert any(f"row {index}" in line for line in app.seen())


async def test_a_page_and_half_a_page_move_by_what_is_seen(host: HostFor) -> None:
    rows = Numbers(100)
    async with host(rows).run_test(size=(40, 10)):
        rows.page(1)
        assert rows.cursor == 9
        rows.half_page(1)
        assert rows.cursor == 14
        rows.page(-1)
        rows.half_page(-1)
        assert rows.cursor == 0


async def test_a_page_moves_even_in_a_list_of_one_line(host: HostFor) -> None:
    rows = Pairs(100)
    async with host(rows).run_test(size=(40, 1)):
        rows.page(1)
        assert rows.cursor == 1


async def test_the_cursor_never_stands_on_a_heading(host: HostFor) -> None:
    rows = Numbers(6, headings=(0, 3, 5))
    async with host(rows).run_test():
        rows.move_home()
        assert rows.cursor == 1
        rows.move_to(3)
        assert rows.cursor == 4
        rows.move(-1)
        assert rows.cursor == 2
        rows.move_end()
        assert rows.cursor == 4


async def test_a_click_moves_and_a_click_on_the_cursor_chooses(host: HostFor) -> None:
    rows = Pairs(10)
    app = host(rows)
    async with app.run_test() as pilot:
        await pilot.click(rows, offset=(3, 5))
        assert (rows.cursor, chosen(app)) == (2, [])
        await pilot.click(rows, offset=(3, 4))
        assert chosen(app) == [2]


async def test_a_click_below_the_last_row_does_nothing(host: HostFor) -> None:
    rows = Numbers(2)
    app = host(rows)
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.click(rows, offset=(3, 8))
        assert app.heard == []


async def test_the_cursor_is_marked_without_colour_while_focused(host: HostFor) -> None:
    rows = Numbers(3)
    app = host(rows)
    async with app.run_test() as pilot:
        rows.focus()
        rows.move(1)
        await pilot.pause()
        assert [line[0] for line in app.seen()[:3]] == [" ", "▌", " "]


async def test_a_move_draws_no_row_but_the_two_it_touches(host: HostFor) -> None:
    rows = Numbers(1000)
    async with host(rows).run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        rows.drawn.clear()
        rows.move(1)
        await pilot.pause()
        assert set(rows.drawn) == {0, 1}


async def test_no_line_is_wider_than_the_list(host: HostFor) -> None:
    rows = Numbers(1000)
    app = host(rows)
    async with app.run_test(size=(12, 6)) as pilot:
        await pilot.pause()
        widths = {
            rows.render_line(y).cell_length == rows.scrollable_content_region.width
            for y in range(6)
        }
        assert widths == {True}


@pytest.mark.parametrize("size", [(1, 1), (2, 6), (20, 1)])
async def test_any_size_can_be_drawn(host: HostFor, size: tuple[int, int]) -> None:
    rows = Pairs(10)
    app = host(rows)
    async with app.run_test(size=size) as pilot:
        rows.move(3)
        await pilot.pause()
        assert rows.cursor == 3


async def calls_of_a_move(host: HostFor, count: int) -> int:
    rows = Numbers(count)
    calls = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    async with host(rows).run_test(size=(40, 20)) as pilot:
        rows.move_to(count // 2)
        await pilot.pause()
        sys.setprofile(counted)
        rows.move(1)
        rows.page(1)
        sys.setprofile(None)
    return calls


async def test_a_move_costs_the_same_among_a_million_rows(host: HostFor) -> None:
    few, many = await calls_of_a_move(host, 1_000), await calls_of_a_move(host, 1_000_000)
    assert many <= few * 1.2


async def test_a_change_of_theme_changes_the_colours(host: HostFor) -> None:
    rows = Numbers(3)
    app = host(rows)
    async with app.run_test() as pilot:
        app.theme = "textual-dark"
        await pilot.pause()
        dark = {segment.style for segment in rows.render_line(2)}
        app.theme = "textual-light"
        await pilot.pause()
        assert dark.isdisjoint({segment.style for segment in rows.render_line(2)})
