from collections import Counter
from itertools import islice

import pytest

from annotations.models import Placed
from annotations.passages import cut, place
from benchmarks.anchoring import Case, Verdict, cases, judge, measure
from benchmarks.edited import Edited, Fate

TEXT = (
    "The first paragraph is short.\n\nHere the quoted words stand alone.\n\nA third one ends it.\n"
)
QUOTE = "the quoted words"
START = TEXT.index(QUOTE)


@pytest.fixture
def edited() -> Edited:
    return Edited(TEXT, START, START + len(QUOTE))


def standing(edited: Edited) -> str:
    start, end = edited.span() or (0, 0)
    return edited.text[start:end]


def test_a_passage_is_kept_in_sight_when_its_paragraph_moves(edited: Edited) -> None:
    edited.move(TEXT.index("Here"), TEXT.index("A third"), 0)
    assert edited.text.startswith("Here the quoted words")
    assert standing(edited) == QUOTE
    truth = edited.truth()
    assert truth.fate is Fate.UNTOUCHED
    assert truth.covers(5, 5 + len(QUOTE))
    assert not truth.covers(5, 4 + len(QUOTE))


def test_a_typing_error_alters_a_passage_and_leaves_it_its_place(edited: Edited) -> None:
    edited.retype(START + 5, "x")
    edited.swap(START + 12)
    assert standing(edited) == "the qxoted wrods"
    assert edited.truth().fate is Fate.ALTERED


def test_other_words_in_the_place_of_the_quote_are_not_the_passage(edited: Edited) -> None:
    edited.replace(START, START + len(QUOTE), "another thing")
    assert edited.span() is None
    assert edited.truth().fate is Fate.GONE


def test_less_than_four_fifths_of_the_words_are_a_damaged_passage(edited: Edited) -> None:
    edited.replace(START, START + len("the quoted "), "")
    assert standing(edited) == "words"
    assert edited.truth().fate is Fate.DAMAGED


def test_what_is_put_in_at_an_edge_may_belong_to_either_side(edited: Edited) -> None:
    edited.replace(START, START, "only ")
    truth = edited.truth()
    assert truth.covers(START, START + 5 + len(QUOTE))
    assert truth.covers(START + 5, START + 5 + len(QUOTE))
    assert not truth.covers(START - 1, START + 5 + len(QUOTE))


def test_a_passage_torn_into_two_or_with_a_twin_is_undecidable(edited: Edited) -> None:
    paragraph = TEXT[TEXT.index("Here") : TEXT.index("A third")]
    edited.replace(len(TEXT), len(TEXT), "\n" + paragraph)
    edited.replace(TEXT.index("Here"), TEXT.index("A third"), "")
    assert edited.truth().fate is Fate.UNDECIDABLE
    torn = Edited(TEXT, START, START + len(QUOTE))
    torn.move(START, START + 4, 0)
    assert torn.truth().fate is Fate.UNDECIDABLE


def test_exact_on_other_words_is_the_worst_verdict(edited: Edited) -> None:
    truth, end = edited.truth(), START + len(QUOTE)
    assert judge(truth, QUOTE, TEXT, (Placed.EXACT, START, end)) is Verdict.RIGHT
    assert judge(truth, QUOTE, TEXT, (Placed.EXACT, 0, 16)) is Verdict.SILENT
    assert judge(truth, QUOTE, TEXT, (Placed.ALTERED, 0, 16)) is Verdict.SHOWN
    assert judge(truth, QUOTE, TEXT, (Placed.ORPHANED, None, None)) is Verdict.LOST


def test_passages_that_are_untouched_read_the_same_in_the_edited_text() -> None:
    some: list[Case] = [
        case for case in islice(cases(20), 150) if case.truth.fate is Fate.UNTOUCHED
    ]
    assert len(some) > 50
    for case in some:
        assert standing(case.edited) == case.edited.quote
        assert case.truth.covers(*(case.edited.span() or (0, 0)))


def test_the_same_seed_makes_the_same_cases() -> None:
    one, other = ([case.edited.text for case in islice(cases(3), 10)] for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("is_kept", "right", "silent"), [(True, 398, 0), (False, 394, 2)], ids=["kept", "not kept"]
)
def test_passages_are_found_again_in_edited_articles(
    is_kept: bool, right: int, silent: int
) -> None:
    rows, _ = measure(400, seed=20, is_kept=is_kept)
    verdicts = sum((row.verdicts for row in rows.values()), Counter[Verdict]())
    assert verdicts.total() == 400
    assert verdicts[Verdict.RIGHT] >= right, verdicts
    assert verdicts[Verdict.SILENT] <= silent, verdicts


@pytest.mark.parametrize(
    ("taken", "now"),
    [
        ("a", "a" * 10_000),
        ("the words", "the words " * 100_000),
        ("the words", "abcdefghij" * 100_000),
        ("word " * 100_000, "word " * 100_001),
        ("the words", ""),
    ],
    ids=["one letter", "the quote over and over", "no words", "a quote of half a million", "empty"],
)
def test_monstrous_texts_place_nothing_in_silence(taken: str, now: str) -> None:
    original = f"Before it {taken} and after it."
    passage = cut(original, "old", 10, 10 + len(taken))
    assert place(passage, now, "new") == (Placed.ORPHANED, None, None)
