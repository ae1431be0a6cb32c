from collections.abc import Sequence
from hashlib import sha256

from annotations.models import Article, Mention
from annotations.origins import TitleFrom
from annotations.roll import Roll
from annotations.subjects import Subject

LABELS = {
    "Antony J. Blinken": "PERSON",
    "Blinken": "PERSON",
    "Tajikistan": "GPE",
    "Dushanbe": "GPE",
    "State Department": "ORG",
    "Monday": "DATE",
}


def found(path: str, text: str, published: str | None = None) -> tuple[Article, Sequence[Mention]]:
    """An article, and every name of `LABELS` in it, longer ones first."""
    digest = sha256(text.encode()).hexdigest()
    article = Article(path, text, digest, path, TitleFrom.NAME, published=published)
    mentions: list[Mention] = []
    for name, label in LABELS.items():
        for at in range(len(text)):
            inside = any(each.start <= at < each.end for each in mentions)
            if text.startswith(name, at) and not inside:
                mentions.append(Mention(at, at + len(name), name, label))
    return article, sorted(mentions, key=lambda each: each.start)


LATER = found(
    "a.txt",
    "Blinken left Dushanbe on Monday. Tajikistan waits. Tajikistan is quiet.",
    "2021-09-02",
)
EARLIER = found(
    "b.txt", "Antony J. Blinken met Blinken of Tajikistan.\n\nBlinken is back.", "2021-09-01"
)
UNDATED = found("c.txt", "The State Department knows Dushanbe.")
ROLL = Roll([LATER, EARLIER, UNDATED])


def named(name: str) -> Subject:
    return next(subject for subject in ROLL.subjects if subject.name == name)


def test_an_entity_has_all_its_names_and_its_first_and_last_day() -> None:
    subject = named("Antony J. Blinken")
    assert (subject.label, subject.others) == ("PERSON", ("Blinken",))
    assert (subject.mentions, subject.articles) == (4, 2)
    assert (subject.first, subject.last) == ("2021-09-01", "2021-09-02")
    assert ROLL.subjects[0] == subject
    undated = named("State Department")
    assert (undated.first, undated.last) == (None, None)


def test_its_mentions_stand_in_the_order_of_time_each_in_its_sentence() -> None:
    sites = ROLL.sites(named("Tajikistan").uid)
    assert [site.article.path for site in sites] == ["b.txt", "a.txt", "a.txt"]
    assert sites[0].sentence == ("Antony J. Blinken met Blinken of ", "Tajikistan", ".")
    assert sites[1].sentence == ("", "Tajikistan", " waits.")


def test_who_stands_in_its_sentences_is_beside_it_and_no_day_is() -> None:
    beside = ROLL.beside(named("Antony J. Blinken").uid)
    assert {(subject.name, count) for subject, count in beside} == {
        ("Dushanbe", 1),
        ("Tajikistan", 1),
    }
    assert ROLL.beside(named("State Department").uid) == [(named("Dushanbe"), 1)]


def test_a_name_is_new_where_no_article_before_has_it_and_those_without_a_date_come_last() -> None:
    # Blinken and Tajikistan are in b; Dushanbe is new in a, where Monday does not count.
    assert ROLL.new_names == {"b.txt": 2, "a.txt": 1, "c.txt": 1}


def test_an_entity_is_found_by_any_of_its_names_within_its_label() -> None:
    subject = named("Antony J. Blinken")
    assert ROLL.bearing("PERSON", "blinken") == subject == ROLL.subject(subject.uid)
    assert ROLL.bearing("ORG", "blinken") is None
    assert ROLL.mentions_of([subject.uid]) == {"b.txt": 3, "a.txt": 1}


def test_the_lines_of_entities_are_those_that_the_command_lists() -> None:
    subject = named("Dushanbe")
    lines = list(ROLL.lines({subject.uid}))
    assert [(line.article.path, line.mention.entity) for line in lines] == [
        ("a.txt", "Dushanbe"),
        ("c.txt", "Dushanbe"),
    ]


def test_what_stands_in_boilerplate_is_not_on_the_roll() -> None:
    article = LATER[0]
    roll = Roll([(article, [Mention(0, 7, "Blinken", "PERSON", boilerplate=True)])])
    assert roll.subjects == ()
    assert roll.sites("nobody") == ()
    assert roll.subject("nobody") is None
