"""Which names are one, which stay apart, and what is said of why."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.entities.aliases import Decisions, Document, Grouping, group, name_of
from annotations.labels import LABELS
from annotations.models import Mention
from benchmarks.grouping import alias_score

ODD = "the US U.S. of Bank Ali al- van J. Jr. UN ’s ( Haq 3 Ş . -"
MARK = re.compile(r"\[([^\]]+)\]([A-Z]+)")


def document(marked: str, path: str = "one.txt") -> Document:
    """Make a document of a text with its mentions marked: `[Russia]GPE fell silent`."""
    text, mentions, at = "", [], 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        mentions.append(Mention(len(text), len(text) + len(match[1]), match[1], match[2]))
        text += match[1]
        at = match.end()
    return Document(path, text + marked[at:], mentions)


def collection(*texts: str, decisions: Decisions | None = None) -> Grouping:
    documents = [document(text, f"{n}.txt") for n, text in enumerate(texts)]
    return group(documents, decisions or Decisions())


def names(grouping: Grouping, path: str = "0.txt") -> list[str]:
    return [mention.entity for mention in grouping.named(path)]


def are_one(*texts: str) -> bool:
    grouping = collection(*texts)
    return len(grouping.entities) == 1


@pytest.mark.parametrize(("name", "least"), [("sample", 98), ("more", 94)])
def test_gold_mentions_are_grouped(name: str, least: float) -> None:
    assert alias_score(name) >= least


@pytest.mark.parametrize(
    "text",
    [
        "[BURHAN ŞAHİN]PERSON [Burhan Şahin]PERSON [Burhan Sahin’s]PERSON",
        "[C5 + 1]ORG [C5+1]ORG",
        "[The New York Times]ORG [New York Times]ORG",
        "[U.S.]GPE [US]GPE [the United States]GPE [America]GPE [USA]GPE",
        "[Republic of Türkiye]GPE [Turkey]GPE",
        "[Burma]GPE [Republic of the Union of Myanmar]GPE",
        "[Kiev]GPE [Kyiv]GPE",
        "[Antony J. Blinken]PERSON [Anthony Blinken]PERSON [Antony Blinken]PERSON [Blinken]PERSON",
        "[Baurzhan Tulegenov]PERSON [Baurjan Tulegenov]PERSON [B. Tulegenov]PERSON",
        "[J.D. Vance]PERSON [James David Vance]PERSON [Vance]PERSON",
        "[Bashar al-Assad]PERSON [Mr. Assad]PERSON",
        "[Ursula von der Leyen]PERSON [von der Leyen]PERSON",
        "[Xi Jinping]PERSON [Xi]PERSON",
        "[State Committee for National Security]ORG ([GKNB]ORG) … the [GKNB]ORG",
        "[UNM]ORG, the [United National Movement]ORG",
        "[Republic of Kazakhstan]GPE [RK]GPE",
        "[European Union]ORG [EU]ORG",
        "[U.S. State Department]ORG [US State Department]ORG [State Department]ORG",
        "[Security Council of Tajikistan]ORG [Tajik Security Council]ORG [Security Council]ORG",
        "[Ministry of Transport of the Republic of Kazakhstan]ORG [Ministry of Transport]ORG",
        "[Ministry of Defence of Kenya]ORG [Kenyan Ministry of Defense]ORG",
        "[European Commission]ORG [Commission]ORG",
    ],
)
def test_names_of_one_are_one(text: str) -> None:
    assert are_one(text)


@pytest.mark.parametrize(
    "text",
    [
        "[Washington]GPE [Washington]PERSON",
        "[Georgia]GPE [Georgia Lindqvist]PERSON",
        "[Sirajuddin Haqqani]PERSON [Khalil Haqqani]PERSON",
        "[George W. Bush]PERSON [George H. W. Bush]PERSON",
        "[Donald Trump]PERSON [Donald Trump Jr.]PERSON",
        "[Daniel Ortega]PERSON [Daniela Ortega]PERSON",
        "[Pavel Ivanov]PERSON [Pavla Ivanova]PERSON",
        "[Russian Security Council]ORG [Security Council of Tajikistan]ORG",
        "[Bank of China]ORG [Bank of Georgia]ORG",
        "[North Korea]GPE [South Korea]GPE",
        "[Democratic Republic of the Congo]GPE [Republic of the Congo]GPE",
        "[Republic of China]GPE [People's Republic of China]GPE",
        "[Niger]GPE [Nigeria]GPE",
        "[European Union]ORG [Eurasian Union]ORG",
    ],
)
def test_two_stay_two(text: str) -> None:
    assert len(collection(text).entities) == 2


def test_a_surname_means_the_one_who_was_named_last() -> None:
    text = (
        "[TULEGENOV]PERSON [Baurzhan Tulegenov]PERSON [Tulegenov]PERSON "
        "[Yerlan Tulegenov]PERSON [Tulegenov]PERSON"
    )
    baurzhan, yerlan = "Baurzhan Tulegenov", "Yerlan Tulegenov"
    assert names(collection(text)) == [baurzhan, baurzhan, baurzhan, yerlan, yerlan]


def test_a_surname_crosses_articles_only_to_the_one_full_name_there_is() -> None:
    one = collection("[Joe Biden]PERSON", "[Biden]PERSON")
    assert names(one, "1.txt") == ["Joe Biden"]
    none = collection("[Patrushev]PERSON", "[Patrushev]PERSON")
    assert len(none.entities) == 1, "the same name"
    two = collection("[Nino Beridze]PERSON", "[Irakli Beridze]PERSON", "[Beridze]PERSON")
    assert names(two, "2.txt") == ["Beridze"], "nobody knows which"


def test_initials_mean_elsewhere_what_they_mean_wherever_that_is_said() -> None:
    said = "[Eurasian Development Bank]ORG ([EDB]ORG)"
    assert names(collection(said, "[EDB]ORG"), "1.txt") == ["Eurasian Development Bank"]
    other = "[Economic Data Bureau]ORG ([EDB]ORG)"
    grouping = collection(said, other, "[EDB]ORG")
    assert [names(grouping, f"{n}.txt")[-1] for n in range(3)] == [
        "Eurasian Development Bank",
        "Economic Data Bureau",
        "EDB",
    ]


def test_a_body_crosses_articles_where_its_nation_is_the_one_spoken_of() -> None:
    said, here = "[U.S. State Department]ORG", "[State Department]ORG"
    grouping = collection(said, f"[US]GPE {here}", f"[Kenya]GPE {here}")
    assert names(grouping, "1.txt")[1] == "U.S. State Department"
    assert names(grouping, "2.txt")[1] == "State Department"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[Antony Blinken]PERSON [Blinken]PERSON", "surname of Antony Blinken"),
        ("[United States]GPE [U.S.]GPE", "names of one state: United States"),
        (
            "[Antony Blinken]PERSON [Antony Blinken]PERSON [Anthony Blinken]PERSON",
            "spellings of one name: Antony Blinken, Anthony Blinken",
        ),
        (
            "[State Committee for National Security]ORG ([GKNB]ORG)",
            "stands in brackets after State Committee for National Security",
        ),
        ("[United National Movement]ORG [UNM]ORG", "initials of United National Movement"),
        (
            "[US State Department]ORG [State Department]ORG",
            "US State Department without the nation’s name",
        ),
        ("[Russia]GPE [RUSSIA]GPE", ""),
    ],
)
def test_every_merge_keeps_its_reason(text: str, reason: str) -> None:
    grouping = collection(text)
    assert grouping.reason("0.txt", len(grouping.named("0.txt")) - 1) == reason


def test_the_fullest_and_most_frequent_name_is_the_entity_s() -> None:
    text = "[Antony J. Blinken]PERSON " + "[Antony Blinken]PERSON [Blinken]PERSON " * 3
    [entity] = collection(text).entities.values()
    assert (entity.name, entity.label, entity.mentions) == ("Antony Blinken", "PERSON", 7)
    assert set(entity.names) == {"Antony Blinken", "Blinken", "Antony J. Blinken"}


# The analyst's word


ANTONY = name_of("PERSON", "Antony Blinken")
ANTHONY = name_of("PERSON", "Anthony Blinken")
BOTH = "[Antony Blinken]PERSON [Anthony Blinken]PERSON"


def test_what_is_never_merged_stays_apart() -> None:
    grouping = collection(BOTH, decisions=Decisions(apart=[(ANTONY, ANTHONY)]))
    assert names(grouping) == ["Antony Blinken", "Anthony Blinken"]
    surname = name_of("PERSON", "Blinken")
    text = "[Antony Blinken]PERSON [Blinken]PERSON"
    assert names(collection(text, decisions=Decisions(apart=[(surname, ANTONY)]))) == [
        "Antony Blinken",
        "Blinken",
    ]


def test_what_the_analyst_merges_is_one_and_a_circle_does_no_harm() -> None:
    text = "[OSJD]ORG [Organization for Cooperation of Railways]ORG [Rail Union]ORG"
    one, two, three = (
        name_of("ORG", name)
        for name in ("OSJD", "Organization for Cooperation of Railways", "Rail Union")
    )
    circle = Decisions(merged=[(one, two), (two, three), (three, one)])
    grouping = collection(text, decisions=circle)
    assert len(grouping.entities) == 1
    assert grouping.reason("0.txt", 0) == "merged by the analyst"


def test_a_merge_crosses_labels() -> None:
    pair = name_of("GPE", "Tajikistan"), name_of("NORP", "Tajikistan")
    grouping = collection("[Tajikistan]GPE [Tajikistan]NORP", decisions=Decisions(merged=[pair]))
    assert len(grouping.entities) == 1


def test_an_entity_keeps_its_identity_when_it_is_renamed() -> None:
    plain, renamed = (
        collection(BOTH, decisions=Decisions(called=called))
        for called in ({}, {ANTHONY: "Secretary Blinken"})
    )
    assert names(renamed) == ["Secretary Blinken"] * 2
    assert plain.entities.keys() == renamed.entities.keys()
    assert renamed.search("secretary blinken") == list(renamed.entities.values())


def test_an_entity_is_found_by_every_name_it_bears() -> None:
    grouping = collection(BOTH + " [Blinken]PERSON [Russia]GPE")
    [blinken] = grouping.search("BLINKEN")
    assert grouping.search("antony blinken") == grouping.search("Anthony Blinken") == [blinken]
    assert grouping.search("Blin") == []


# Limits


def test_no_name_is_too_odd_and_every_mention_has_an_entity() -> None:
    odd = ["’s", "the", ".", "-", "Mr.", "Jr.", "al-", "of", " of ", "ß İ", "U.S. of", "(", "\n a "]
    mentions = [Mention(0, len(text), text, label) for text in odd for label in LABELS]
    grouping = group([Document("one.txt", "", mentions)])
    assert all(mention.entity and mention.entity_id for mention in grouping.named("one.txt"))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["PERSON", "ORG", "GPE", "DATE", "NEW"]),
            st.lists(
                st.sampled_from(ODD.split()),
                min_size=1,
                max_size=4,
            ),
        ),
        max_size=12,
    )
)
def test_grouping_is_a_partition(parts: list[tuple[str, list[str]]]) -> None:
    mentions, text = [], ""
    for label, words in parts:
        surface = " ".join(words)
        mentions.append(Mention(len(text), len(text) + len(surface), surface, label))
        text += surface + " "
    grouping = group([Document("a", text, mentions), Document("b", text, mentions[::2])])
    counted = sum(entity.mentions for entity in grouping.entities.values())
    assert counted == len(mentions) + len(mentions[::2])
    for number in range(len(mentions)):
        assert isinstance(grouping.reason("a", number), str)


def test_a_hundred_thousand_mentions_are_grouped_in_about_a_second() -> None:
    people = [f"{given}{n % 7} Name{n}" for given in ("Ann", "Bob", "Carl") for n in range(300)]
    documents = []
    for number in range(500):
        cast = people[number % 890 : number % 890 + 10]
        forms = [*cast, *(name.split()[1] for name in cast)] * 10
        documents.append(
            Document(
                f"{number}", "", [Mention(n, n + 1, form, "PERSON") for n, form in enumerate(forms)]
            )
        )
    begun = time.process_time()
    grouping = group(documents)
    assert time.process_time() - begun < 3, "a floor for slow machines; it takes half a second"
    assert sum(entity.mentions for entity in grouping.entities.values()) == 100_000
