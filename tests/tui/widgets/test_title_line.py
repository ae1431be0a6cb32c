from collections.abc import Callable
from dataclasses import replace

from textual.widget import Widget

from annotations.models import Article
from annotations.origins import KnownFrom, TitleFrom
from tests.tui.widgets.conftest import Host
from tui.widgets.title_line import TitleLine

HostFor = Callable[[Widget], Host]

ARTICLE = Article(
    "1.txt",
    "",
    "00",
    "Border [/red] talks",
    TitleFrom.HEADLINE,
    source="TASS",
    published="2021-07-01",
    published_from=KnownFrom.TEXT,
)


async def test_title_source_date_place_and_what_is_left(host: HostFor) -> None:
    line = TitleLine()
    app = host(line)
    async with app.run_test(size=(70, 4)):
        line.show(ARTICLE)
        line.set_percent(37)
        line.set_unread_left(3)
        first, second = (text.strip() for text in app.seen())
    assert first == "Border [/red] talks"
    assert second.startswith("TASS · 2021-07-01 in the text")
    assert second.endswith("37 % · 3 unread")


async def test_a_date_says_how_it_is_known(host: HostFor) -> None:
    line = TitleLine()
    app = host(line)
    async with app.run_test(size=(70, 4)):
        line.show(replace(ARTICLE, published_from=KnownFrom.ANALYST))
        assert "2021-07-01 by you" in app.seen()[1]
        line.show(replace(ARTICLE, published=None, published_from=None, source=None))
        assert "no source · no date" in app.seen()[1]


async def test_one_line_shows_all_of_it_where_there_is_only_one(host: HostFor) -> None:
    line = TitleLine()
    app = host(line)
    async with app.run_test(size=(90, 4)) as pilot:
        line.styles.height = 1
        line.show(ARTICLE)
        line.set_percent(0)
        await pilot.pause()
        (seen,) = app.seen()
    assert "Border [/red] talks · TASS · 2021-07-01 in the text" in seen
    assert seen.rstrip().endswith("0 %")


async def test_nothing_is_said_of_no_article(host: HostFor) -> None:
    line = TitleLine()
    app = host(line)
    async with app.run_test(size=(40, 4)):
        line.show(ARTICLE)
        line.show(None)
        assert "".join(app.seen()).strip() == ""
