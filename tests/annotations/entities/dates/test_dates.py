"""Expressions of time, and what they mean on the day they were published."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.entities.dates import resolve_dates
from annotations.models import Article, Mention
from annotations.origins import KnownFrom, TitleFrom
from benchmarks.grouping import date_score

ODD = (
    "last next May 31 30-31 - to and 2020 29 February Monday week years ago a few two hundred 9999 "
    "spring quarter first 1990s half in ( ) later century ² ٣ every 0 that day"
)
PUBLISHED = "2021-05-06"  # a Thursday


def written(text: str, published: str | None = PUBLISHED, dateline: str | None = None) -> Article:
    article = Article("one.txt", text, "0", "One", TitleFrom.NAME, dateline=dateline)
    if not published:
        return article
    return replace(article, published=published, published_from=KnownFrom.TEXT)


def value(text: str, published: str | None = PUBLISHED, dateline: str | None = None) -> str:
    """Resolve the last expression in brackets; those before it are resolved first."""
    plain, mentions = "", []
    for part in text.split("]"):
        before, bracket, expression = part.partition("[")
        plain += before + expression
        if bracket:
            start = len(plain) - len(expression)
            mentions.append(Mention(start, len(plain), expression, "DATE"))
    return resolve_dates(written(plain, published, dateline), mentions)[-1]


@pytest.mark.parametrize(("name", "least"), [("sample", 96), ("more", 90)])
def test_gold_dates_are_resolved(name: str, least: float) -> None:
    assert date_score(name) >= least


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[July 1, 2020]", "2020-07-01"),
        ("[the 3rd of May, 2021]", "2021-05-03"),
        ("[2021-05-03]", "2021-05-03"),
        ("[Sept. 11]", "2020-09-11"),
        ("[Christmas Eve]", "2020-12-24"),
        ("[Monday-Wednesday (May 3-5)]", "2021-05-03/2021-05-05"),
        ("[April 30 - May 2]", "2021-04-30/2021-05-02"),
        ("[Dec. 30 - Jan. 2]", "2020-12-30/2021-01-02"),
        ("[between 2010 and 2015]", "2010/2015"),
        ("[2019/20]", "2019/2020"),
        ("[Monday and Tuesday]", "2021-05-03/2021-05-04"),
        ("[Monday and Thursday]", ""),
        ("[Thursday]", "2021-05-06"),
        ("[last Thursday]", "2021-04-29"),
        ("[yesterday]", "2021-05-05"),
        ("[the day before yesterday]", "2021-05-04"),
        ("[this week]", "2021-W18"),
        ("[last weekend]", "2021-W17-WE"),
        ("[two weeks ago]", "2021-W16"),
        ("[six months ago]", "2020-11"),
        ("[earlier this year]", "2021"),
        ("[the first quarter of 2021]", "2021-Q1"),
        ("[last summer]", "2020-SU"),
        ("[the 1990s]", "199X"),
        ("[the 19th century]", "18XX"),
        ("[more than 28 years]", "P28Y"),
        ("[twenty-eight years]", "P28Y"),
        ("[nearly two decades]", "P20Y"),
        ("[a few months]", "PXM"),
        ("[31st anniversary]", "P31Y"),
        ("[every Monday]", "P1W"),
        ("[recent weeks]", "PAST_REF"),
        ("[coming days]", "FUTURE_REF"),
        ("[February 30]", ""),
        ("[the third day]", ""),
        ("[Ramadan]", ""),
    ],
)
def test_an_expression_is_seen_from_the_day_of_publication(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on [Monday].", "2021-05-03"),
        ("They will meet on [Monday].", "2021-05-10"),
        ("It must be ready by [Monday].", "2021-05-10"),
        ("Troops will leave by [March].", "2022-03"),
        ("He has ruled since [November].", "2020-11"),
        ("On [June 20] ministers will vote.", "2021-06-20"),
        ("On [April 23] he said ministers will vote.", "2021-04-23"),
        ("[May 12]: a hearing. [Friday]: a vote.", "2021-05-14"),
        ("They spoke on [May 3]. The [same day] it rained.", "2021-05-03"),
        ("They spoke on [May 3]. Two envoys came [two days later].", "2021-05-05"),
    ],
)
def test_the_words_around_tell_whether_it_lies_ahead(text: str, expected: str) -> None:
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "dateline", "expected"),
    [
        ("[July 1]", None, "XXXX-07-01"),
        ("[November 20-21]", None, "XXXX-11-20/XXXX-11-21"),
        ("[February 29]", None, "XXXX-02-29"),
        ("[August]", None, "XXXX-08"),
        ("[last month]", None, ""),
        ("[next winter]", None, ""),
        ("[Tuesday]", None, ""),
        ("[today]", "ASTANA. October 8. STEPPE-INFORM", "XXXX-10-08"),
        ("[last month]", "ASTANA. October 8. STEPPE-INFORM", "XXXX-09"),
        ("[last year]", "ASTANA. October 8. STEPPE-INFORM", ""),
    ],
)
def test_what_is_unknown_stays_unknown(text: str, dateline: str | None, expected: str) -> None:
    assert value(text, None, dateline) == expected


def test_a_corrected_date_of_publication_moves_what_is_seen_from_it() -> None:
    assert (value("[last month]"), value("[last month]", "2022-01-15")) == ("2021-04", "2021-12")


def test_only_dates_have_a_value() -> None:
    article = written("In May Russia fell silent.")
    mentions = [Mention(3, 6, "May", "DATE"), Mention(7, 13, "Russia", "GPE")]
    assert resolve_dates(article, mentions) == ["2021-05", ""]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", None, "2020-02-29"])
@given(
    words=st.lists(
        st.sampled_from(ODD.split()),
        max_size=6,
    )
)
def test_no_words_and_no_day_are_too_odd(words: list[str], published: str | None) -> None:
    assert isinstance(value(f"[{' '.join(words)}]", published), str)
