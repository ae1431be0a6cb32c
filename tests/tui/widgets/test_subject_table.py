from collections.abc import Callable

import pytest
from textual.widget import Widget

from annotations.subjects import Subject
from tests.tui.widgets.conftest import Host
from tui.widgets.subject_order import SubjectOrder
from tui.widgets.subject_table import SubjectTable, columns

HostFor = Callable[[Widget], Host]

RUSSIA = Subject("r", "Russia", "GPE", ("Russian Federation",), 9, 2, "2021-01-01", "2021-03-01")
RAHMON = Subject("p", "Emomali Rahmon", "PERSON", (), 5, 4, "2021-02-01", "2021-02-01")
MONDAY = Subject("m", "Monday", "DATE", (), 4, 4, None, None)
TASS = Subject("t", "TASS [/red]", "ORG", (), 1, 1, None, None)
ALL = (RUSSIA, RAHMON, MONDAY, TASS)


async def names(host: HostFor, change: Callable[[SubjectTable], object]) -> list[str]:
    """The names that are shown once the table was changed."""
    table = SubjectTable()
    async with host(table).run_test(size=(80, 8)) as pilot:
        table.show(ALL, ["t"], "nothing")
        change(table)
        await pilot.pause()
        return [subject.name for subject in table.shown]


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (SubjectOrder.MENTIONS, ["Russia", "Emomali Rahmon", "TASS [/red]"]),
        (SubjectOrder.ARTICLES, ["Emomali Rahmon", "Russia", "TASS [/red]"]),
        (SubjectOrder.NAME, ["Emomali Rahmon", "Russia", "TASS [/red]"]),
        (SubjectOrder.TYPE, ["Russia", "TASS [/red]", "Emomali Rahmon"]),
        (SubjectOrder.FIRST, ["Emomali Rahmon", "Russia", "TASS [/red]"]),
        (SubjectOrder.LAST, ["Russia", "Emomali Rahmon", "TASS [/red]"]),
        (SubjectOrder.WATCHED, ["TASS [/red]", "Russia", "Emomali Rahmon"]),
    ],
)
async def test_entities_are_ordered(host: HostFor, order: SubjectOrder, first: list[str]) -> None:
    assert await names(host, lambda table: setattr(table, "order", order)) == first


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("federation", ["Russia"]),
        ("RAHMON person", ["Emomali Rahmon"]),
        ("gpe person", []),
        ("monday", []),
    ],
)
async def test_a_filter_looks_at_all_names_and_the_type(
    host: HostFor, words: str, found: list[str]
) -> None:
    assert await names(host, lambda table: setattr(table, "filter_text", words)) == found


async def test_dates_and_numbers_are_shown_when_asked_for(host: HostFor) -> None:
    assert "Monday" in await names(host, lambda table: setattr(table, "figures", True))


async def test_the_cursor_stays_on_its_entity(host: HostFor) -> None:
    table = SubjectTable()
    async with host(table).run_test(size=(80, 8)) as pilot:
        table.show(ALL, (), "nothing")
        table.go_to("t")
        table.order = SubjectOrder.TYPE
        await pilot.pause()
        assert table.selected == TASS
        table.filter_text = "russia"
        assert table.selected == RUSSIA


async def test_a_row_says_what_is_known(host: HostFor) -> None:
    table = SubjectTable()
    app = host(table)
    async with app.run_test(size=(80, 8)) as pilot:
        table.show(ALL, ["t"], "nothing")
        await pilot.pause()
        lines = [line.replace("▌", " ").split() for line in app.seen()]
        assert lines[0] == ["Russia", "gpe", "9", "2", "2021-01-01", "2021-03-01"]
        assert lines[2] == ["★", "TASS", "[/red]", "org", "1", "1", "–", "–"]


def test_narrow_tables_leave_out_what_matters_least() -> None:
    shown = {width: [name for name, _ in columns(width)] for width in (76, 62, 50, 31, 20)}
    assert shown == {
        76: ["type", "mentions", "articles", "first", "last"],
        62: ["type", "mentions", "articles", "last"],
        50: ["type", "mentions", "articles"],
        31: ["mentions"],
        20: [],
    }
