import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from annotations.models import Listing, State
from tests.tui.widgets.conftest import Host
from tui.widgets.article_list import ArticleList
from tui.widgets.article_order import SortBy

HostFor = Callable[[ArticleList], Host]

ROWS = (
    Listing(
        "a/1.txt",
        "Border talks",
        source="Reuters",
        published="2021-09-09",
        annotations=2,
        tags=("security/border", "visit"),
        mentions=7,
    ),
    Listing("a/2.txt", "Gas prices [/red]", source="TASS", state=State.READ, mentions=0),
    Listing("a/10.txt", "an election", published="2022-01-31", annotations=1),
    Listing("b/bad.bin", "bad.bin", problem="It is not text."),
)


def shown(rows: ArticleList) -> list[str]:
    return [rows._roster.at(index) for index in range(rows.row_count)]


async def test_a_row_shows_title_source_date_annotations_tags_and_entities(host: HostFor) -> None:
    rows = ArticleList()
    app = host(rows)
    async with app.run_test(size=(100, 20)) as pilot:
        rows.add_rows(ROWS)
        await pilot.pause()
        seen = "\n".join(app.seen())
    for words in (
        "● Border talks",
        "Reuters · 2021-09-09 · 2 annotations · security/border, visit · 7 mentions",
        "Gas prices [/red]",
        "TASS · no date · 0 mentions",
        "! bad.bin",
        "It is not text.",
    ):
        assert words in seen
    assert "● Gas" not in seen


async def test_the_title_counts_articles_and_unread_ones(host: HostFor) -> None:
    rows = ArticleList()
    app = host(rows)
    async with app.run_test(size=(100, 20)) as pilot:
        rows.add_rows(ROWS)
        rows.filter_text = "[b] talks"
        rows.sort_by = SortBy.DATE
        await pilot.pause()
        title = str(rows._border_title)
    assert title == "Articles 0 of 4 · 2 unread · /[b] talks · by date"


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (SortBy.NAME, ["a/1.txt", "a/2.txt", "a/10.txt", "b/bad.bin"]),
        (SortBy.DATE, ["a/10.txt", "a/1.txt", "a/2.txt", "b/bad.bin"]),
        (SortBy.TITLE, ["a/10.txt", "b/bad.bin", "a/1.txt", "a/2.txt"]),
        (SortBy.SOURCE, ["a/1.txt", "a/2.txt", "a/10.txt", "b/bad.bin"]),
        (SortBy.UNREAD, ["a/1.txt", "a/10.txt", "b/bad.bin", "a/2.txt"]),
        (SortBy.ANNOTATIONS, ["a/1.txt", "a/10.txt", "a/2.txt", "b/bad.bin"]),
        (SortBy.ENTITIES, ["a/1.txt", "a/2.txt", "a/10.txt", "b/bad.bin"]),
    ],
)
async def test_each_order_is_stable(host: HostFor, order: SortBy, first: list[str]) -> None:
    rows = ArticleList()
    async with host(rows).run_test():
        rows.add_rows(ROWS)
        rows.sort_by = order
        assert shown(rows) == first


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("BORDER", ["a/1.txt"]),
        ("visit talks", ["a/1.txt"]),
        ("tass", ["a/2.txt"]),
        ("[/red]", ["a/2.txt"]),
        ("talks tass", []),
        ("  ", ["a/1.txt", "a/2.txt", "a/10.txt", "b/bad.bin"]),
    ],
)
async def test_the_filter_wants_every_word_somewhere(
    host: HostFor, words: str, found: list[str]
) -> None:
    rows = ArticleList()
    async with host(rows).run_test():
        rows.add_rows(ROWS)
        rows.filter_text = words
        assert shown(rows) == found


async def test_the_cursor_keeps_its_article_through_sort_and_filter(host: HostFor) -> None:
    rows = ArticleList()
    app = host(rows)
    async with app.run_test() as pilot:
        rows.add_rows(ROWS)
        rows.go_to("a/10.txt")
        await pilot.pause()
        app.heard.clear()
        rows.sort_by = SortBy.DATE
        rows.filter_text = "election"
        rows.filter_text = ""
        rows.add_rows([Listing("a/0.txt", "Later")])
        await pilot.pause()
        assert (rows.path, app.heard) == ("a/10.txt", [])


async def test_a_filter_that_hides_the_article_says_where_the_cursor_went(host: HostFor) -> None:
    rows = ArticleList()
    app = host(rows)
    async with app.run_test() as pilot:
        rows.add_rows(ROWS)
        await pilot.pause()
        app.heard.clear()
        rows.filter_text = "gas"
        await pilot.pause()
        assert (rows.path, len(app.heard)) == ("a/2.txt", 1)


async def test_nothing_found_is_said(host: HostFor) -> None:
    rows = ArticleList()
    app = host(rows)
    async with app.run_test(size=(60, 10)) as pilot:
        rows.add_rows(ROWS)
        rows.filter_text = "no such words"
        await pilot.pause()
        assert rows.path is None
        assert "Nothing matches the filter." in "\n".join(app.seen())


async def test_a_changed_row_stays_in_its_place(host: HostFor) -> None:
    rows = ArticleList()
    async with host(rows).run_test(size=(60, 12)):
        rows.add_rows(ROWS)
        rows.sort_by = SortBy.ANNOTATIONS
        before = shown(rows)
        rows.update_rows([replace(ROWS[1], annotations=9, state=State.UNREAD)])
        rows.update_rows([Listing("not/there.txt", "Not there")])
        assert shown(rows) == before
        assert rows.unread_left == 3


async def test_marks_are_toggled_kept_under_a_filter_and_cleared(host: HostFor) -> None:
    rows = ArticleList()
    app = host(rows)
    async with app.run_test(size=(60, 12)) as pilot:
        rows.add_rows(ROWS)
        rows.toggle_mark()
        rows.toggle_mark()
        rows.filter_text = "election"
        rows.toggle_mark()
        assert list(rows.marked) == ["a/1.txt", "a/2.txt", "a/10.txt"]
        await pilot.pause()
        assert any("✓● an election" in line for line in app.seen())
        rows.toggle_mark()
        assert list(rows.marked) == ["a/1.txt", "a/2.txt"]
        assert rows.clear_marks()
        assert not rows.clear_marks()


async def test_the_next_unread_article_is_found_around_the_end(host: HostFor) -> None:
    rows = ArticleList()
    async with host(rows).run_test():
        rows.add_rows(ROWS)
        assert rows.next_unread("a/1.txt") == "a/10.txt"
        assert rows.next_unread("a/10.txt") == "a/1.txt"
        assert rows.next_unread(None) == "a/1.txt"
        for row in ROWS:
            rows.update_rows([replace(row, state=State.READ)])
        assert rows.next_unread(None) is None


async def test_neighbours_skip_what_cannot_be_read(host: HostFor) -> None:
    rows = ArticleList()
    async with host(rows).run_test():
        rows.add_rows((ROWS[0], ROWS[3], ROWS[2]))
        assert rows.neighbour("a/1.txt", 1) == "a/10.txt"
        assert rows.neighbour("a/10.txt", -1) == "a/1.txt"
        assert rows.neighbour("a/10.txt", 1) is None
        assert rows.neighbour("nowhere", 1) is None


async def test_an_empty_collection_says_so(host: HostFor) -> None:
    rows = ArticleList()
    app = host(rows)
    async with app.run_test(size=(60, 8)) as pilot:
        rows.add_rows(())
        await pilot.pause()
        assert "There is nothing to read here." in "\n".join(app.seen())
        assert rows.next_unread(None) is None


@pytest.mark.parametrize("order", [SortBy.NAME, SortBy.TITLE])
async def test_rows_that_come_later_are_filtered_sorted_and_counted(
    host: HostFor, order: SortBy
) -> None:
    together, apart = ArticleList(), ArticleList()
    for rows in (together, apart):
        async with host(rows).run_test(size=(60, 12)):
            rows.sort_by = order
            rows.filter_text = "a"
            for batch in [ROWS] if rows is together else [[row] for row in ROWS]:
                rows.add_rows(batch)
    assert shown(apart) == shown(together)
    assert apart.unread_left == together.unread_left


async def test_rows_that_come_later_leave_what_is_seen_where_it_is(host: HostFor) -> None:
    rows = ArticleList()
    async with host(rows).run_test(size=(60, 5)) as pilot:
        rows.add_rows([Listing(f"{number:03}.txt", "One") for number in range(100)])
        await pilot.pause()
        rows.scroll_to(y=40, animate=False)
        await pilot.pause()
        rows.add_rows([Listing("200.txt", "Two")])
        await pilot.pause()
        assert (rows.scroll_offset.y, rows.cursor) == (40, 0)


async def test_a_key_costs_the_same_however_many_rows_there_are(host: HostFor) -> None:
    calls = [await calls_of_a_move(host, count) for count in (1_000, 100_000)]
    assert calls[1] <= calls[0] * 1.1


async def calls_of_a_move(host: HostFor, count: int) -> int:
    """Count the Python calls that a few moves and a page take, in a list of so many rows."""
    rows = ArticleList()
    calls = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    async with host(rows).run_test(size=(80, 20)) as pilot:
        rows.add_rows([Listing(f"{number:07}.txt", "A title") for number in range(count)])
        await pilot.pause()
        rows.move(1)
        await pilot.pause()
        sys.setprofile(note)
        try:
            for _ in range(5):
                rows.move(1)
                await pilot.pause()
            rows.page(1)
            await pilot.pause()
        finally:
            sys.setprofile(None)
    return calls
