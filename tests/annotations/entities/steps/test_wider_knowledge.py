"""What the steps know of capitals, parties, works called after people, and other names."""

from collections.abc import Sequence

import pytest

from annotations.entities.mentions import build_mention
from annotations.entities.page import Page
from annotations.entities.preparing import prepare
from annotations.entities.steps import run_steps

Seen = Sequence[tuple[str, str]]


def refined(text: str, seen: Seen) -> list[tuple[str, str]]:
    """Text and label of each mention, where the model saw each name once."""
    found = [
        build_mention(text, start, start + len(name), label, "model")
        for name, label in seen
        if (start := text.index(name)) >= 0
    ]
    mentions = run_steps(Page(text, (), prepare(text)), found)
    return [(mention.text, mention.label) for mention in mentions]


@pytest.mark.parametrize(
    ("text", "seen", "expected"),
    [
        ("It is what Tallinn has said.", [("Tallinn", "PERSON")], ("Tallinn", "GPE")),
        ("He toured the Balkans.", [("Balkans", "NORP")], ("Balkans", "LOC")),
        ("Many Philippine sailors left.", [("Philippine", "PERSON")], ("Philippine", "NORP")),
        ("A truce between Jordan and Hamas.", [("Hamas", "ORG")], ("Hamas", "ORG")),
        ("So said Vornica Drel, the ruling party.", [], ("Vornica Drel", "ORG")),
        ("They left the Drelma bloc.", [("Drelma", "NORP")], ("Drelma", "ORG")),
        (
            "General Adam Vornin, better known as Drel, fled.",
            [("Drel", "NORP")],
            ("Drel", "PERSON"),
        ),
        (
            "They landed at Daniel Vornin International Airport.",
            [("Daniel Vornin International Airport", "FAC")],
            ("Daniel Vornin International Airport", "FAC"),
        ),
        (
            "It was for Daniel Paul Vornin.",
            [("Paul Vornin", "PERSON")],
            ("Daniel Paul Vornin", "PERSON"),
        ),
        ("They asked the Vornari people.", [("Vornari", "ORG")], ("Vornari", "NORP")),
        (
            "It is Drelma Vornin, editor of a daily.",
            [("Drelma Vornin", "ORG")],
            ("Drelma Vornin", "PERSON"),
        ),
        ("Outside the Parliament on Vorn Avenue.", [], ("Vorn Avenue", "FAC")),
        ("They met at the 12th Lagos Summit.", [], ("12th Lagos Summit", "EVENT")),
        (
            "So says the Commission on Peoples' Rights.",
            [],
            ("Commission on Peoples' Rights", "ORG"),
        ),
    ],
)
def test_a_name_is_known_for_what_it_is(text: str, seen: Seen, expected: tuple[str, str]) -> None:
    assert expected in refined(text, seen)


def test_a_person_with_a_state_for_a_name_is_known_again() -> None:
    text = "By Oman Vornin\n\nIs Oman calm? Oman Vornin asked us."
    found = refined(text, [])
    assert found.count(("Oman Vornin", "PERSON")) == 2
    assert ("Oman", "GPE") in found


@pytest.mark.parametrize("number", ["3104", "+221-77-555-0143"])
def test_a_number_that_can_be_no_year_is_no_date(number: str) -> None:
    assert refined(f"It bore {number} on its bow.", [(number, "DATE")]) == []
