from pathlib import Path

import pytest

from annotations.articles import Collection, read
from annotations.articles.stamps import byline, dateline, iso_date, stamp
from annotations.origins import KnownFrom, TitleFrom
from tests.annotations.articles.conftest import ReadBytes

LEAD = "The ministers met on Monday to speak of water, trade and the border, officials said.\n"
MORE = "\nThey agreed to meet again in the spring, and nothing else was said about the talks.\n"


def test_the_first_line_above_the_text_is_the_headline(read_bytes: ReadBytes) -> None:
    article = read_bytes("Ministers Meet In Astana\n\n" + LEAD + MORE)
    assert (article.title, article.title_from) == ("Ministers Meet In Astana", TitleFrom.HEADLINE)


def test_a_repeated_line_is_the_headline_and_the_labels_above_are_not(
    read_bytes: ReadBytes,
) -> None:
    text = "Steppe Watch\n\nWho Owns The River\n\nLatest News\n\nWho Owns The River\n\n" + LEAD
    assert read_bytes(text).title == "Who Owns The River"


def test_a_label_of_two_words_is_no_headline_if_a_longer_line_follows(
    read_bytes: ReadBytes,
) -> None:
    assert read_bytes("World News\n\nFloods Cut Off Three Towns\n\n" + LEAD).title == (
        "Floods Cut Off Three Towns"
    )


def test_without_a_headline_the_first_sentence_is_shortened_at_a_word(
    read_bytes: ReadBytes,
) -> None:
    article = read_bytes(LEAD + MORE)
    assert article.title_from is TitleFrom.SENTENCE
    assert (
        article.title
        == "The ministers met on Monday to speak of water, trade and the border, officials…"
    )


def test_a_question_is_a_headline(read_bytes: ReadBytes) -> None:
    assert read_bytes("Who will pay for the pipe that nobody wants?\n\n" + LEAD).title.endswith("?")


def test_a_text_of_only_white_space_is_named_after_its_file(read_bytes: ReadBytes) -> None:
    assert read_bytes(" \n\n\t", "blank.txt").title == "blank.txt"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Anna Ray", "Anna Ray"),
        ("BY ANNA RAY", "ANNA RAY"),
        ("By Anna Ray and Li Wei", "Anna Ray and Li Wei"),
        ("By Anna Ray, June 3, 2021", "Anna Ray"),
        ("By Anna Ray | Reuters", "Anna Ray"),
        ("Von Jürgen Öztürk", "Jürgen Öztürk"),
        ("By land and by sea", None),
        ("Von der Leyen visits Kyiv", None),
        ("Bypass opened", None),
    ],
)
def test_bylines(line: str, name: str | None) -> None:
    assert byline(line) == name


@pytest.mark.parametrize(
    ("line", "text", "agency", "reporter", "published"),
    [
        ("DUSHANBE -- Regional support was", "DUSHANBE", None, None, None),
        (
            "WASHINGTON, June 1 (Reuters) - The",
            "WASHINGTON, June 1 (Reuters)",
            "Reuters",
            None,
            None,
        ),
        ("KABUL, Afghanistan (AP) — They", "KABUL, Afghanistan (AP)", "AP", None, None),
        (
            "KYIV, 3 March 2022 (AFP) – They",
            "KYIV, 3 March 2022 (AFP)",
            "AFP",
            None,
            "2022-03-03",
        ),
        (
            "MINSK, May 9 – BelTA News, Ivan Ivanov. The president",
            "MINSK, May 9 – BelTA News, Ivan Ivanov.",
            "BelTA News",
            "Ivan Ivanov",
            None,
        ),
        (
            "OSH. May 9. AKI-PRESS /Aida Asanova/ - The",
            "OSH. May 9. AKI-PRESS /Aida Asanova/",
            "AKI-PRESS",
            "Aida Asanova",
            None,
        ),
    ],
)
def test_datelines(
    line: str, text: str, agency: str | None, reporter: str | None, published: str | None
) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.text, found.agency, found.reporter, found.published) == (
        text,
        agency,
        reporter,
        published,
    )


@pytest.mark.parametrize(
    "line",
    ["NATO – the alliance – said", "The talks – long – ended", "USA - 3, Japan - 2", "No dash", ""],
)
def test_what_is_no_dateline(line: str) -> None:
    assert dateline(line) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("6 May 2021", "2021-05-06"),
        ("May 6, 2021", "2021-05-06"),
        ("2021-05-06T10:00:00Z", "2021-05-06"),
        ("06.05.2021", "2021-05-06"),
        ("25/05/2021", "2021-05-25"),
        ("5 марта 2024", "2024-03-05"),
        ("1. Dezember 2023", "2023-12-01"),
        ("5 de marzo de 2024", "2024-03-05"),
        ("05/06/2021", None),
        ("May 6", None),
        ("May 2021", None),
        ("2021", None),
        ("31 February 2021", None),
        ("tomorrow", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_only_a_date_without_a_doubt_is_one(text: str, iso: str | None) -> None:
    assert iso_date(text) == iso


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Friday 14 February 2025", "2025-02-14"),
        ("Published: May 6, 2021, 10:30 GMT", "2021-05-06"),
        ("Posted on 6 May 2021 | Updated 7 May 2021", "2021-05-06"),
        ("June 6, 1944: the day that changed Europe", None),
        ("The vote of 6 May 2021", None),
    ],
)
def test_a_line_that_is_only_a_date_is_a_stamp(line: str, iso: str | None) -> None:
    assert stamp(line) == iso


def test_a_date_in_the_running_text_is_not_that_of_publication(read_bytes: ReadBytes) -> None:
    article = read_bytes(
        "Ministers Meet In Astana\n\nThey met on 6 May 2021 in the capital again.\n"
    )
    assert (article.published, article.published_from) == (None, None)


def test_a_date_under_the_headline_is_that_of_publication(read_bytes: ReadBytes) -> None:
    article = read_bytes("Ministers Meet In Astana\n6 May 2021\nAstana, Kazakhstan\n\n" + LEAD)
    assert (article.published, article.published_from) == ("2021-05-06", KnownFrom.TEXT)
    assert article.dateline == "Astana, Kazakhstan"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Ministers Meet In Astana\n\nBy Centralasianews\n\n" + LEAD, "Centralasianews"),
        ("Ministers Meet In Astana\n\nBy Anna Ray\n\n" + LEAD, None),
        ("Ministers Meet In Astana\n\nBy Staff\n\n" + LEAD, None),
        ("Ministers Meet In Astana\n\n" + LEAD + "\n© 2021 Steppe News.", "Steppe News"),
        ("Ministers Meet In Astana\n\n" + LEAD, None),
    ],
)  # fmt: skip
def test_the_source_is_what_the_text_states(
    read_bytes: ReadBytes, text: str, source: str | None
) -> None:
    assert read_bytes(text).source == source


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LEAD, "en"),
        ("Le ministre a déclaré que les discussions sont dans une impasse pour le moment.", "fr"),
        ("Der Minister hat sich mit dem Präsidenten in der Hauptstadt auf ein Abkommen.", "de"),
        ("Президент сообщил, что переговоры пройдут в Душанбе и не будут отложены на год.", "ru"),
        ("日本の首相は東京で会見した。", "ja"),
        ("双方将继续合作，会谈已结束。", "zh"),
        ("Xyzzy", "en"),
        ("संयुक्त राष्ट्र ने कहा", "hi"),
        ("Қазақстан Республикасының президенті мәлімдеді", "ru"),
        ("RUSSIA CLOSED THE BORDER ON MONDAY, THE MINISTER SAID.", "en"),
        ("russia closed the border on monday, the minister said", "en"),
        ("Luis de la Cruz, María de los Ángeles, José de San Martín y Matorras", "en"),
        ("Emomali Rahmon, Vladimir Putin, Angela Merkel, Mohammed bin Salman Al Saud", "en"),
    ],
)
def test_the_language_is_told_by_its_common_words(
    read_bytes: ReadBytes, text: str, code: str
) -> None:
    assert read_bytes(text).language == code


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("The minister of the interior said that it was so.", KnownFrom.TEXT),
        ("Emomali Rahmon, Vladimir Putin, Luis de la Cruz", None),
        ("", None),
    ],
)
def test_a_language_that_nothing_tells_is_not_said_to_be_known(
    read_bytes: ReadBytes, text: str, how: KnownFrom | None
) -> None:
    article = read_bytes(text)
    assert (article.language, article.language_from) == ("en", how)


def test_the_seeds_say_what_they_say() -> None:
    seeds = Path(__file__).parents[3] / "seeds"
    found = [read(Path(file), path) for path, file in Collection.of([seeds]).files()]
    assert [(article.title[:24], article.title_from.value) for article in found] == [
        ("The Tajik Minister of Fo", "sentence"),
        ("Blinken Meets Top Tajik,", "headline"),
        ("The United States expres", "headline"),
        ("Top US Diplomat Holds Ca", "headline"),
        ("US special envoy to Afgh", "headline"),
    ]
    assert [article.source for article in found] == [
        None,
        None,
        "RIA Novosti",
        None,
        "Caravanserai",
    ]
    assert [article.byline for article in found] == [
        None,
        None,
        "Lidia Isamova",
        None,
        "Caravanserai",
    ]
    assert {article.published for article in found} == {None}
    assert {article.language for article in found} == {"en"}
