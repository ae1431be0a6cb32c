import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.entities.mentions import build_mention
from annotations.entities.page import Page
from annotations.entities.steps.trim import trim


def trimmed(name: str) -> list[str]:
    """What is left of a name that stands in a text."""
    text = f"so {name} and"
    mention = build_mention(text, 3, 3 + len(name), "ORG", "model")
    return [m.text for m in trim(Page(text), [mention])]


@pytest.mark.parametrize(
    ("found", "name"),
    [
        ("the United States", "United States"),
        ("The New York Times", "New York Times"),
        ("THE SENATE", "SENATE"),
        ("Tajikistan’s", "Tajikistan"),
        ("Tajikistan's", "Tajikistan"),
        ("the United States’s ", "United States"),
        ("“Blinken,”", "Blinken"),
        ("Check Also\n\n", "Check Also"),
        ("– RIA Novosti", "RIA Novosti"),
        ("(USAID)", "USAID"),
        ("USAID)", "USAID"),
        ("(USAID", "USAID"),
        ("Dushanbe.", "Dushanbe"),
        ("the the Taliban", "Taliban"),
        ("the ‘90s", "‘90s"),
    ],
)
def test_takes_off_what_does_not_belong_to_the_name(found: str, name: str) -> None:
    assert trimmed(found) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "U.S.",
        "Acme Inc.",
        "Martin Luther King Jr.",
        "International Development (USAID)",
        "The Hague",
        "C5+1",
        "$5",
        "5%",
        "-5",
        "’90s",
        "Theresa May",
        "Al-Qaeda",
        "O’Neill",
        "Sens",
    ],
)
def test_leaves_what_belongs_to_the_name(name: str) -> None:
    assert trimmed(name) == [name]


@pytest.mark.parametrize("found", ["’s", " , ", "...", "—"])
def test_drops_a_mention_of_which_nothing_is_left(found: str) -> None:
    assert trimmed(found) == []


def test_says_so_only_where_it_changed_something() -> None:
    text = "the Taliban and Russia"
    mentions = [
        build_mention(text, 0, 11, "ORG", "model"),
        build_mention(text, 16, 22, "GPE", "model"),
    ]
    assert [(m.text, m.start, m.end, m.found_by) for m in trim(Page(text), mentions)] == [
        ("Taliban", 4, 11, "trim"),
        ("Russia", 16, 22, "model"),
    ]


@given(st.text(alphabet="the THE's’.,()[]-–5U \n%\ufffd", min_size=1, max_size=30))
def test_trimming_stays_inside_ends_and_is_done_at_once(name: str) -> None:
    once = trimmed(name)
    assert all(left and left in name for left in once)
    assert [again for left in once for again in trimmed(left)] == once
