import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.entities.mentions import build_mention, move_mention, pack, unpack
from annotations.labels import LABELS
from annotations.models import Mention

TEXT = "The Supreme\n  Court met. The Supreme Court adjourned."


def test_a_mention_is_complete() -> None:
    mention = build_mention(TEXT, 4, 19, "ORG", "model")
    assert mention.text == "Supreme\n  Court"
    assert mention.entity == "Supreme Court"
    assert len(mention.entity_id) == 16


def test_the_same_name_is_the_same_entity_whatever_its_label_and_white_space() -> None:
    one = build_mention(TEXT, 4, 19, "ORG", "model")
    other = build_mention(TEXT, 29, 42, "FAC", "trim")
    assert other.text == "Supreme Court"
    assert one.entity_id == other.entity_id
    assert one.entity_id != build_mention(TEXT, 4, 11, "ORG", "model").entity_id


def test_a_moved_mention_names_the_step_and_stays_in_boilerplate() -> None:
    mention = build_mention(TEXT, 0, 19, "ORG", "model", boilerplate=True)
    moved = move_mention(mention, TEXT, 4, 19, "trim")
    assert (moved.text, moved.found_by, moved.boilerplate) == ("Supreme\n  Court", "trim", True)


@st.composite
def mentions_of_the_text(draw: st.DrawFn) -> Mention:
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, len(TEXT)))
    label = draw(st.sampled_from(LABELS))
    step = draw(st.sampled_from(["model", "trim"]))
    return build_mention(TEXT, start, end, label, step, boilerplate=draw(st.booleans()))


@given(st.lists(mentions_of_the_text()))
def test_rows_read_back_are_the_mentions_written(mentions: list[Mention]) -> None:
    assert list(unpack(TEXT, pack(mentions))) == mentions


@pytest.mark.parametrize(
    "rows",
    [
        None,
        7,
        [[0, 3]],
        [["a", 3, "ORG", "model", 0]],
        [[3, 3, "ORG", "model", 0]],
        [[-1, 3, "ORG", "model", 0]],
        [[0, len(TEXT) + 1, "ORG", "model", 0]],
        [[0, 3, "ORG", "trim", 0, [["model", 0]]]],
    ],
)
def test_what_are_no_rows_of_the_text_is_refused(rows: object) -> None:
    with pytest.raises(ValueError, match="mentions"):
        unpack(TEXT, rows)
