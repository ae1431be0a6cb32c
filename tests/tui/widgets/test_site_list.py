from collections.abc import Callable
from hashlib import sha256

import pytest
from textual.widget import Widget

from annotations.models import Article, Mention
from annotations.origins import TitleFrom
from annotations.subjects import Site
from tests.tui.widgets.conftest import Host
from tui.widgets.site_list import SiteList

HostFor = Callable[[Widget], Host]


def site(before: str, words: str, after: str) -> Site:
    """A mention in the one sentence of an article."""
    text = f"{before}{words}{after}"
    digest = sha256(text.encode()).hexdigest()
    article = Article("1.txt", text, digest, "Talks [red]fail", TitleFrom.HEADLINE, source="UPI")
    mention = Mention(len(before), len(before) + len(words), words, "GPE")
    return Site(article, mention, 0, len(text), 0)


async def seen(host: HostFor, width: int, *sites: Site) -> list[str]:
    app = host(SiteList())
    async with app.run_test(size=(width, 9)) as pilot:
        assert isinstance(app.widget, SiteList)
        app.widget.show(sites)
        await pilot.pause()
        return [line.replace("▌", " ").rstrip() for line in app.seen()]


async def test_a_sentence_that_fits_is_shown_whole_on_two_lines(host: HostFor) -> None:
    shown = site("The [bold]traders[/bold] wait in ", "Kyiv", " for grain\n that is cheap.")
    lines = await seen(host, 40, shown)
    assert lines[0] == "  The [bold]traders[/bold] wait in Kyiv"
    assert lines[1] == "  for grain that is cheap."
    assert lines[2] == "    UPI · Talks [red]fail"


@pytest.mark.parametrize("width", [20, 40, 76])
async def test_of_a_long_sentence_what_is_around_the_mention_is_shown(
    host: HostFor, width: int
) -> None:
    words = "they said again and again " * 40
    lines = await seen(host, width, site(words, "Kyiv", f" is where {words}."))
    assert lines[0].lstrip().startswith("…")
    assert "Kyiv" in lines[0]
    assert "is where" in " ".join(" ".join(lines[:2]).split())
    assert lines[1].endswith("…")


async def test_no_text_is_too_odd_to_be_shown(host: HostFor) -> None:
    odd = [
        site("", "Kyiv", ""),
        site("中" * 200, "基辅" * 40, "国" * 200),
        site("x" * 500, "y" * 500, "z" * 500),
    ]
    for width in (4, 21, 50):
        lines = await seen(host, width, *odd)
        assert len(lines) == 9
        assert "K" in lines[0]
