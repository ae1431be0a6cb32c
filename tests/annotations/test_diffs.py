"""What was changed between two versions of a text."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.diffs import Change, Kind, Piece, compare, compare_words, is_unchanged

HEAD, BORDER, GRAIN = "Border talks fail", "Russia closed the border on Monday.", "Grain waits."
OLD = f"{HEAD}\n\n{BORDER} Nobody knows why.\n\n{GRAIN}\n"

WORDS = st.lists(st.sampled_from(["a", "b", "the", "border", ",", ".", "灯"]), max_size=12)
TEXTS = st.lists(WORDS.map(" ".join), max_size=8).map("\n\n".join)


def of(kind: Kind, change: Change) -> str:
    """The text that a change leads from or to: all pieces but those of the other kind."""
    other = Kind.ADDED if kind is Kind.REMOVED else Kind.REMOVED
    return "".join(piece.text for piece in change if piece.kind is not other)


def flat(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    changes = compare(old, new)
    assert flat("".join(of(Kind.REMOVED, each) for each in changes)) == flat(old)
    assert flat("".join(of(Kind.ADDED, each) for each in changes)) == flat(new)
    assert all(is_unchanged(change) for change in compare(new, new))


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_sides_can_be_read_from_the_words(old: str, new: str) -> None:
    pieces = compare_words(old, new)
    assert of(Kind.REMOVED, pieces).rstrip() == " ".join(old.split())
    assert of(Kind.ADDED, pieces).split() == new.split()


def test_a_word_that_was_changed_is_told_within_its_paragraph() -> None:
    new = OLD.replace("border on", "eastern frontier on")
    head, changed, grain = compare(OLD, new)
    assert head == (Piece(Kind.KEPT, HEAD),)
    assert grain == (Piece(Kind.KEPT, GRAIN),)
    assert changed == (
        Piece(Kind.KEPT, "Russia closed the "),
        Piece(Kind.REMOVED, "border "),
        Piece(Kind.ADDED, "eastern frontier "),
        Piece(Kind.KEPT, "on Monday. Nobody knows why."),
    )


def test_paragraphs_that_were_taken_out_or_put_in_are_told_whole() -> None:
    new = f"{HEAD}\n\nA correction.\n\n{GRAIN}\n"
    assert compare(f"{HEAD}\n\n{BORDER}\n\n{GRAIN}\n", new) == [
        (Piece(Kind.KEPT, HEAD),),
        (Piece(Kind.REMOVED, BORDER),),
        (Piece(Kind.ADDED, "A correction."),),
        (Piece(Kind.KEPT, GRAIN),),
    ]


def test_one_word_between_two_changes_is_not_told_as_kept() -> None:
    kinds = [piece.kind for piece in compare_words("one two three", "uno two tres")]
    assert kinds == [Kind.REMOVED, Kind.ADDED]


def test_lines_that_were_only_wrapped_anew_are_unchanged() -> None:
    lines = [f"the line with the number {number} of a letter that was typed" for number in range(9)]
    wrapped = "\n".join(lines)
    flowing = " ".join(lines)
    assert all(is_unchanged(change) for change in compare(wrapped, flowing))


def test_many_paragraphs_that_were_all_changed_a_little_are_told_word_by_word() -> None:
    old = "\n\n".join(
        f"“Paragraph {n}” tells of {n * n} lorries at the border." for n in range(300)
    )
    new = old.replace("“", '"')
    assert all(len(change) > 2 for change in compare(old, new))


@pytest.mark.parametrize("kind", ["other order", "all the same", "two by chance", "one long line"])
def test_monstrous_texts_take_seconds_at_most(kind: str) -> None:
    chance = random.Random(1)
    lines = [f"paragraph {chance.random()}" for _ in range(30_000)]
    old, new = {
        "other order": ("\n\n".join(lines), "\n\n".join(sorted(lines))),
        "all the same": ("same\n\n" * 100_000, "other\n\n" * 100_000),
        "two by chance": (
            "\n\n".join(chance.choices("ab", k=50_000)),
            "\n\n".join(chance.choices("ab", k=50_000)),
        ),
        "one long line": ("word " * 500_000, "ward " * 500_000),
    }[kind]
    begun = time.process_time()
    assert compare(old, new)
    assert time.process_time() - begun < 10
