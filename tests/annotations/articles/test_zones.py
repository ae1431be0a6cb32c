from itertools import pairwise
from pathlib import Path

import pytest

from annotations.articles import read
from tests.annotations.articles.conftest import ReadBytes

SEEDS = Path(__file__).parents[3] / "seeds"
LEAD = "The ministers met on Monday to speak of water, trade and the border, officials said."
MORE = "They agreed to meet again in the spring, and nothing else was said about the talks."
HEAD = "Ministers Meet In Astana"

BOILERPLATE = {
    "000_65c3e7c56a808322.txt": [],
    "001_5d7ca5491b6f3888.txt": [37, 39, 41],
    "002_2481833e26b8955a.txt": [6, 12, 14, 16, 18, 21, 23, 25, 27],
    "003_c1b30fe65953923c.txt": [1, 5, 7, 9, 13],
    "004_90a0c22bd4527638.txt": [36, 38, 40],
}


def marked(read_bytes: ReadBytes, *lines: str, name: str = "a.txt") -> list[str]:
    article = read_bytes("\n\n".join(lines), name)
    return [article.text[zone.start : zone.end] for zone in article.zones]


@pytest.mark.parametrize("name", BOILERPLATE)
def test_the_lines_of_the_seeds_that_are_not_article(name: str) -> None:
    article = read(SEEDS / name, name)
    lines = [article.text.count("\n", 0, zone.start) + 1 for zone in article.zones]
    assert lines == BOILERPLATE[name]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Floods cut off three towns",
        "SEE ALSO: Metro to get four new stations",
        "Share on Facebook",
        "Facebook | Twitter | WhatsApp",
        "Follow us on Telegram",
        "Sign up for our newsletter",
        "12 Comments",
        "Leave a Reply",
        "© 2021 Steppe News",
        "Photo: Reuters",
        "This site uses cookies. Accept all",
        "Advertisement",
        "Subscribe to our channel and be the first to know!",
        "— A message from our sponsor: fly with us —",
        "(Reporting by Ana Ruiz in Quito; Editing by Tom Hale)",
        "Updated 14:20, Tuesday",
        "Read: City water crisis, street by street",
        "[Additional reporting by Aung Naing, Yangon]",
        "Follow The Padma Times on Google News",
        "Copyright: Any unauthorized use of this content is prohibited",
        "Enjoyed this story? Buy us a coffee",
        "Sections: Politics / Courts / Sport",
        "Thursday 5 December 2024 · 4 min read",
        "Was this forwarded to you? Subscribe",
        "(This story has not been edited by our staff and is from a syndicated feed.)",
        "Our Standards: The Andina Wire Principles.",
        "For information media. Not an official record.",
        "Catch all the news of the day on the Lantern app. Download now.",
    ],
)
def test_furniture_is_marked_between_paragraphs(read_bytes: ReadBytes, line: str) -> None:
    assert marked(read_bytes, HEAD, LEAD, line, MORE) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "A Subhead In Title Case About Something New Entirely",
        "Affirmation of support for the border talks of ministers",
        "Between a rock and a hard place",
        "“We will not comment on that,” he said.",
        "Like us, they came for work and stayed for the mountains.",
        "Comments from Baku are expected on Tuesday.",
        "Copyright law is changing",
        "Support for the government fell to a third of voters.",
        "Share prices fell by a tenth on Tuesday.",
        "More in sorrow than in anger",
        "Related deaths rose to twelve in the spring.",
        "1. Dili waits its turn",
        "Source of the Nile",
        "Read the letter aloud, she told them, and they did so at once",
        "Updated maps show what the flood of 2020 took from them.",
        "Reporting from the border was hard that winter for us all",
        "Video by the opposition shows soldiers at the border.",
    ],
)
def test_the_body_is_never_marked(read_bytes: ReadBytes, line: str) -> None:
    assert marked(read_bytes, HEAD, LEAD, line, MORE) == []


def test_a_headline_of_another_article_in_the_running_text_is_marked(
    read_bytes: ReadBytes,
) -> None:
    stray = "Karimov thanked Lukashenko for sending twelve tractors to Namangan"
    assert marked(read_bytes, HEAD, LEAD, stray, MORE) == [stray]


def test_a_list_of_other_articles_at_the_end_is_marked_to_the_end(read_bytes: ReadBytes) -> None:
    rest = ["Related Articles", "Floods Cut Off Towns", "Rain fell for a week in the south and …"]
    assert marked(read_bytes, HEAD, LEAD, MORE, *rest) == rest


def test_a_list_of_other_articles_in_the_middle_ends_where_the_text_goes_on(
    read_bytes: ReadBytes,
) -> None:
    rest = ["Related Articles", "Floods Cut Off Towns"]
    long = MORE + " " + MORE + " " + MORE + " " + MORE
    assert marked(read_bytes, HEAD, LEAD, *rest, long, MORE) == rest


def test_sections_and_copies_of_the_headline_are_marked_and_the_headline_is_not(
    read_bytes: ReadBytes,
) -> None:
    lines = ["Steppe Watch", HEAD, "Steppe Watch | Water | Asia", HEAD, LEAD]
    article = read_bytes("\n\n".join(lines))
    assert [zone.kind for zone in article.zones] == ["section", "breadcrumb", "repeated"]
    assert article.zones[1].start == article.text.index("Steppe Watch | ")


def test_a_table_is_no_breadcrumb(read_bytes: ReadBytes) -> None:
    table = "Port | Ships | Change\nOsaka | 12 | 3\nBusan | 4 | 5"
    assert marked(read_bytes, HEAD, LEAD, table, MORE) == []


def test_a_refrain_is_not_taken_for_a_repeated_headline(read_bytes: ReadBytes) -> None:
    assert marked(read_bytes, *["The same short line of a song"] * 20) == []


def test_zones_are_whole_lines_in_order_and_apart() -> None:
    for file in SEEDS.glob("*.txt"):
        article = read(file, file.name)
        spans = [(zone.start, zone.end) for zone in article.zones]
        assert spans == sorted(spans)
        assert all(end <= after for (_, end), (after, _) in pairwise(spans))
        for start, end in spans:
            assert article.text[:start].rstrip(" ").endswith("\n") or start == 0
            assert article.text[end:].lstrip(" ").startswith("\n") or end == len(article.text)
