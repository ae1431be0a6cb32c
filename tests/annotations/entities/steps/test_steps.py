"""What the steps do together, with the model's part played by the test."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.entities.mentions import build_mention, pack, unpack
from annotations.entities.page import Page
from annotations.entities.preparing import prepare
from annotations.entities.steps import run_steps, told

WORDS = "Mr. Washington President of the Bank (ABC) U.S. -- Tajik, Anna Ray's\n\n\n Lake 1 May"


def refined(text: str, *seen: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Text, label and step of each mention, where the model saw names with labels."""
    found = [
        build_mention(text, match.start(), match.end(), label, "model")
        for name, label in seen
        for match in re.finditer(re.escape(name), text)
    ]
    mentions = run_steps(Page(text, (), prepare(text)), found)
    return [(mention.text, mention.label, mention.found_by) for mention in mentions]


def test_a_mention_remembers_what_it_was_and_why_it_is_another_now() -> None:
    text = "He met the Tajik people. Paris waits."
    seen = [
        build_mention(text, 7, 16, "PERSON", "model"),
        build_mention(text, 25, 30, "GPE", "model"),
    ]
    tajik, paris = run_steps(Page(text, (), prepare(text)), seen)
    assert told(tajik, text).split("; ") == [
        "model: “the Tajik” PERSON",
        "trim: “Tajik” PERSON (no “the”, ’s or stray sign is part of a name)",
        "gazetteer: “Tajik” NORP (a known state, people, town or body is called so)",
    ]
    assert told(paris, text) == "model: “Paris” GPE"
    [read] = unpack(text, pack([tajik]))
    assert told(read, text) == told(tajik, text)


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        ("He left Tajikistan.", [("Tajikistan", "NORP")], ("Tajikistan", "GPE", "gazetteer")),
        ("They met Tajik officials.", [("Tajik", "PERSON")], ("Tajik", "NORP", "gazetteer")),
        ("It is Mr. Washington again.", [("Washington", "GPE")], ("Washington", "PERSON", "title")),
        ("We met Foreign Minister Ilya Vornin.", [], ("Ilya Vornin", "PERSON", "given name")),
        ("We met spokesman Drelm Vornin.", [], ("Drelm Vornin", "PERSON", "title")),
        ("So said the Ministry of Transport.", [], ("Ministry of Transport", "ORG", "kinds")),
        ("They crossed the Vorn River.", [], ("Vorn River", "LOC", "kinds")),
        ("LAGOS, May 3 (Reuters) - It rained.", [("LAGOS", "ORG")], ("LAGOS", "GPE", "gazetteer")),
    ],
)
def test_each_step_knows_what_it_is_for(
    text: str, seen: Sequence[tuple[str, str]], expected: tuple[str, str, str]
) -> None:
    assert expected in refined(text, *seen)


def test_the_secretary_of_state_is_no_state() -> None:
    text = "They saw Secretary of State Antony Blinken."
    assert refined(text, ("State", "ORG")) == [("Antony Blinken", "PERSON", "given name")]


def test_initials_have_the_label_of_what_they_stand_for() -> None:
    found = refined("The Vorn Water Party (VWP) won. The VWP was glad.")
    assert found == [
        ("Vorn Water Party", "ORG", "kinds"),
        ("VWP", "ORG", "acronym"),
        ("VWP", "ORG", "acronym"),
    ]


def test_a_surname_is_a_person_once_the_full_name_was_given() -> None:
    found = refined("Drelm Vornin came. Later, Vornin left.", ("Drelm Vornin", "PERSON"))
    assert found[1] == ("Vornin", "PERSON", "consistency")


def test_a_person_with_the_name_of_a_state_stays_a_person() -> None:
    found = refined("Georgia Lindqvist saw Georgia.", ("Georgia Lindqvist", "PERSON"))
    assert [(text, label) for text, label, _ in found] == [
        ("Georgia Lindqvist", "PERSON"),
        ("Georgia", "GPE"),
    ]


def test_labels_that_no_step_knows_pass_through() -> None:
    assert refined("It shines: xylo.", ("xylo", "GEM")) == [("xylo", "GEM", "model")]


@given(st.text(alphabet=WORDS, max_size=120), st.lists(st.integers(0, 120), max_size=8))
def test_mentions_lie_in_the_text_in_order_and_apart(text: str, cuts: list[int]) -> None:
    cuts = sorted(cut for cut in cuts if cut < len(text))
    seen = [
        build_mention(text, start, end, "ORG", "model")
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        if start < end
    ]
    mentions = run_steps(Page(text, (), prepare(text)), seen)
    end = 0
    for mention in mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@given(st.text(max_size=200))
def test_the_copy_for_the_model_is_as_long_as_the_text(text: str) -> None:
    assert len(prepare(text)) == len(text)


def test_headlines_datelines_and_texts_without_capitals_are_recased() -> None:
    assert prepare("PERU, CHILE SIGN RAIL PROTOCOL") == "Peru, Chile sign rail protocol"
    assert prepare("LAGOS, May 3 - It rained.").startswith("Lagos, ")
    small = prepare("the president of france met anna in paris. " * 8)
    assert "France" in small
    assert "The president" not in small


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("He is from Manabí.", "Manabí", "GPE"),
        ("They left Akwa Ibom.", "Akwa Ibom", "GPE"),
        ("So said Kurt Vornin.", "Kurt Vornin", "PERSON"),
        ("It sank in the Kattegat.", "Kattegat", "LOC"),
        ("The Masalit refugees came.", "Masalit", "NORP"),
    ],
)
def test_names_from_all_over_the_world_are_known(text: str, name: str, label: str) -> None:
    [(found, found_label, _)] = refined(text, (name, "ORG"))
    assert (found, found_label) == (name, label)


@pytest.mark.parametrize(
    ("text", "seen", "name", "label"),
    [
        ("It struck the province of Vornia.", [("Vornia", "ORG")], "Vornia", "GPE"),
        ("It struck Vornia province.", [("Vornia", "PERSON")], "Vornia", "GPE"),
        ("They crossed the Vorn strait.", [("Vorn", "ORG")], "Vorn", "LOC"),
        ("They began the Vornilat drills.", [("Vornilat", "GPE")], "Vornilat", "EVENT"),
        ("So said the broadcaster Vornis.", [("Vornis", "PERSON")], "Vornis", "ORG"),
        ("His wife, Georgia, laughed.", [("Georgia", "GPE")], "Georgia", "PERSON"),
        ("It rained in Vornia.", [("Vornia", "PERSON")], "Vornia", "GPE"),
    ],
)
def test_the_noun_beside_a_name_says_what_it_is(
    text: str, seen: Sequence[tuple[str, str]], name: str, label: str
) -> None:
    assert refined(text, *seen) == [(name, label, "noun")]


def test_a_ship_is_nothing_that_is_looked_for() -> None:
    assert refined("They boarded the frigate Yi Vorn.", ("Yi Vorn", "PERSON")) == []


def test_places_in_a_row_are_places_and_who_comes_after_them_is_not() -> None:
    text = "He was in Vornia, Drelm and Sket. In Drelm, Brant slept."
    found = refined(text, *[(name, "PERSON") for name in ("Vornia", "Drelm", "Sket", "Brant")])
    labels = {name: label for name, label, _ in found}
    assert labels == {"Vornia": "GPE", "Drelm": "GPE", "Sket": "GPE", "Brant": "PERSON"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They met Ms. van den Vorn.", "van den Vorn"),
        ("We met Senator Ilya Vornin Jr. again.", "Ilya Vornin Jr."),
        ("So said President Ilya “Bong” Vornin.", "Ilya “Bong” Vornin"),
    ],
)
def test_a_person_s_name_is_whole(text: str, name: str) -> None:
    assert [(found, label) for found, label, _ in refined(text)] == [(name, "PERSON")]


@pytest.mark.parametrize(
    ("text", "seen", "date"),
    [
        ("It ran from 1 March to 15 April.", ["1 March", "15 April"], "1 March to 15 April"),
        ("It fired on March 5 and 23.", ["March 5"], "March 5 and 23"),
        ("It grew in 2022-23 again.", ["2022"], "2022-23"),
        ("It rained in late October.", ["October"], "late October"),
        ("In November 1990, days on, it rained.", ["November 1990, days"], "November 1990"),
    ],
)
def test_a_date_is_whole(text: str, seen: Sequence[str], date: str) -> None:
    found = refined(text, *[(some, "DATE") for some in seen])
    assert [(name, label) for name, label, _ in found] == [(date, "DATE")]


@pytest.mark.parametrize(
    ("text", "seen", "name", "label"),
    [
        ("So said Operation Baltic Lantern.", [], "Operation Baltic Lantern", "EVENT"),
        ("The Summit of the Americas began.", [], "Summit of the Americas", "EVENT"),
        ("They joined Exercise Vorn 2024.", [("2024", "DATE")], "Exercise Vorn 2024", "EVENT"),
        ("They crossed the Southern Alps.", [], "Southern Alps", "LOC"),
        ("He is from South Auckland.", [], "South Auckland", "GPE"),
        ("It fell to Anna Vornin's National Party.", [], "National Party", "ORG"),
        ("The Vorn Mission in Mali (VMM) left.", [], "Vorn Mission in Mali", "ORG"),
    ],
)
def test_a_body_s_or_a_place_s_name_is_whole(
    text: str, seen: Sequence[tuple[str, str]], name: str, label: str
) -> None:
    found = [(mention, of) for mention, of, _ in refined(text, *seen)]
    assert (name, label) in found
    assert not any(other in name for other, _ in found if other != name)


def test_a_surname_that_is_a_town_s_name_is_a_person_where_someone_acts() -> None:
    text = "We met Musa Kano. Kano was taken away. He comes from Kano."
    found = refined(text, ("Kano", "GPE"))
    assert [label for name, label, _ in found if name == "Kano"] == ["PERSON", "GPE"]


def test_names_in_capitals_are_names() -> None:
    assert prepare("VASSILY NEBENZIA (Russian Federation) replied to him.").startswith("Vassily N")
    assert prepare("NEW ZEALAND TO PATROL THE SEA").startswith("New Zealand to patrol")


def test_an_editor_s_remark_is_no_body() -> None:
    assert refined("He laughed [SIC] again.", ("[SIC]", "ORG")) == []


@pytest.mark.parametrize(
    ("text", "seen", "name", "label"),
    [
        ("The Vorn Oblast burned.", [("Vorn", "GPE")], "Vorn Oblast", "GPE"),
        ("Then Rakhine State fell.", [], "Rakhine State", "GPE"),
        ("They met at Mar-a-Lago.", [("Mar-a-Lago", "GPE")], "Mar-a-Lago", "FAC"),
        ("The Vorn Power Plant is shut.", [("Vorn Power Plant", "ORG")], "Vorn Power Plant", "FAC"),
        ("It was near Plaza de Mayo.", [], "Plaza de Mayo", "FAC"),
        ("The Siege of Vornia ended.", [("Vornia", "GPE")], "Siege of Vornia", "EVENT"),
        (
            "So said the Bureau of European and Eurasian Affairs.",
            [],
            "Bureau of European and Eurasian Affairs",
            "ORG",
        ),
        ("It was told to Interfax-Ukraine.", [], "Interfax-Ukraine", "ORG"),
        ("The Vorni elders came.", [("Vorni", "PERSON")], "Vorni", "NORP"),
        ("He came from Vornaw, alone.", [("Vornaw", "PERSON")], "Vornaw", "GPE"),
        ("They met King Charles III. It rained.", [], "Charles III", "PERSON"),
        ("It began in the summer of 2022.", [("summer of", "DATE")], "summer of 2022", "DATE"),
        ("They meet every Thursday.", [("Thursday", "DATE")], "every Thursday", "DATE"),
    ],
)
def test_names_are_taken_whole_and_by_what_stands_beside_them(
    text: str, seen: Sequence[tuple[str, str]], name: str, label: str
) -> None:
    assert [(found, of) for found, of, _ in refined(text, *seen)] == [(name, label)]


def test_a_surname_that_is_a_word_too_is_a_person_s_in_a_sentence() -> None:
    text = "Mayor Cilliers Brink won. The seat of Brink is on the brink."
    assert [name for name, label, _ in refined(text) if label == "PERSON"] == [
        "Cilliers Brink",
        "Brink",
    ]


def test_an_agreement_is_no_event() -> None:
    assert refined("The Vorn Agreement held.", ("Vorn Agreement", "EVENT")) == []


def test_a_body_s_name_goes_on_up_to_its_initials() -> None:
    text = "The Vorn Tribunal for the former Drelm (VTD) sat."
    found = refined(text, ("Vorn Tribunal", "ORG"))
    assert [name for name, *_ in found] == ["Vorn Tribunal for the former Drelm", "VTD"]
