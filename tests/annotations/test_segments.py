import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations import segments
from annotations.segments import (
    next_paragraph,
    next_sentence,
    next_word,
    paragraph_at,
    paragraphs,
    previous_paragraph,
    previous_sentence,
    previous_word,
    sentence_at,
    sentences,
    word_at,
    word_count,
)

TEXTS = st.text(
    st.sampled_from("aBé . .  \n\n\t.?!…“”’-1 U.S。中文й\u0301\ufffd") | st.characters(),
    max_size=300,
)
NEXT = (next_word, next_sentence, next_paragraph)
PREVIOUS = (previous_word, previous_sentence, previous_paragraph)
AT = (word_at, sentence_at, paragraph_at)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "U.S. Secretary of State Antony J. Blinken met Mr. Muhriddin on Jul. 1 at 9 a.m. sharp.",
        "The chargé d’affaires heading the U.S. mission spoke.",
        "Gen. Frank McKenzie and Sen. Jack Reed wrote to Dr. Selam Haile-Mariam.",
        "It rose 3.5 percent, or $1,000.50, under No. 17 of the list.",
        "They asked for ... [an] Afghanistan that is free.",
        "“Will they stay?” he asked.",
        "1. Dili waits its turn",
        "Resolution No. 2719 of the U.N. Security Council stands.",
        "We met e.g. Karen refugees vs. Thai rangers.",
    ],
)
def test_this_is_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["He said it.", "She did not."],
        ["It is in the U.S.", "The other is not."],
        ["“They left.”", "Nobody stayed."],
        ["He paused…", "Then he went on."],
        ["Who pays?", "Baku!", "Or Tbilisi?"],
        ["It opened in 2021.", "Nobody came."],
        ["They sat in the sun.", "Nobody came."],
        ["He said no.", "Nobody asked."],
        ["It rose to 3.5.", "Nobody cared."],
        ["(He left.)", "They stayed."],
        ["They met at 5 p.m.", "He left at once."],
    ],
)
def test_these_are_several_sentences(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_full_stops_of_chinese_need_no_space() -> None:
    assert split("双方将继续合作。会谈已结束。") == ["双方将继续合作。", "会谈已结束。"]


def test_a_sentence_ends_with_its_paragraph() -> None:
    assert split("A headline without a stop\n\nThe first sentence.") == [
        "A headline without a stop",
        "The first sentence.",
    ]


def test_between_sentences_the_following_one_is_meant_and_after_the_last_the_last() -> None:
    text = "One here.  Two there.   "
    assert sentence_at(text, 9) == (11, 21)
    assert sentence_at(text, 10) == (11, 21)
    assert sentence_at(text, len(text)) == (11, 21)


def test_each_line_is_a_paragraph_when_lines_are_not_wrapped() -> None:
    text = "First line of news.\nSecond line of news.\n\nThird."
    assert [text[s:e] for s, e in paragraphs(text)] == [
        "First line of news.",
        "Second line of news.",
        "Third.",
    ]


WRAPPED = """\
The meetings in Washington come as the Taliban has taken control of
dozens of districts in recent weeks, raising concerns that the
government in Kabul and the security forces may collapse. Officials
are preparing for a possible influx.

The next paragraph."""


def test_hard_wrapped_lines_are_one_paragraph_wherever_one_asks() -> None:
    end = WRAPPED.index("\n\n")
    assert {paragraph_at(WRAPPED, offset) for offset in range(end)} == {(0, end)}
    assert next(paragraphs(WRAPPED)) == (0, end)


def test_a_sentence_goes_on_over_hard_wrapped_lines() -> None:
    assert split(WRAPPED)[1] == "Officials\nare preparing for a possible influx."


def test_a_headline_with_a_date_below_is_not_taken_for_hard_wrapping() -> None:
    text = "Mekong To Makassar: Our Region In Five Items And One\nFriday 14 February 2025\n\nText."
    assert len(list(paragraphs(text))) == 3


@pytest.mark.parametrize(
    "word",
    ["don’t", "people-to-people", "3,000", "Rahmon", "U.S", "naïve", "cafe\u0301", "हिन्दी", "3.5"],
)
def test_this_is_one_word(word: str) -> None:
    text = f"so {word} it"
    assert [word_at(text, offset) for offset in range(3, 3 + len(word))] == [
        (3, 3 + len(word))
    ] * len(word)


def test_words_are_stepped_over_in_both_directions() -> None:
    text = "“We look—forward,” he said."
    starts = [1, 4, 9, 19, 22]
    assert _steps(text, 0, next_word) == [*starts, len(text)]
    assert _steps(text, len(text), previous_word) == [*reversed(starts), 0]


def test_sentences_and_paragraphs_are_stepped_over_in_both_directions() -> None:
    text = "One is here. Two is.\n\n\nThree is.\n"
    assert _steps(text, 0, next_sentence) == [13, 23, len(text)]
    assert _steps(text, len(text), previous_sentence) == [23, 13, 0]
    assert _steps(text, 0, next_paragraph) == [23, len(text)]
    assert _steps(text, len(text), previous_paragraph) == [23, 0]


def test_stepping_back_inside_a_segment_goes_to_its_start() -> None:
    text = "One is here. Two is."
    assert previous_sentence(text, 17) == 13
    assert previous_word(text, 15) == 13
    assert previous_paragraph(text, 5) == 0


def _steps(text: str, offset: int, step: Callable[[str, int], int]) -> list[int]:
    taken = []
    while (after := step(text, offset)) != offset:
        taken.append(after)
        offset = after
    return taken


def test_words_are_counted_and_an_ideograph_counts_as_one() -> None:
    assert word_count("The U.S. doesn’t – won’t – go.") == 5
    assert word_count("中文 text") == 3
    assert word_count(" \n—\n ") == 0


@given(TEXTS, st.integers(-5, 310))
def test_next_advances_and_previous_goes_back_within_the_text(text: str, offset: int) -> None:
    here = max(0, min(offset, len(text)))
    for step in NEXT:
        assert here < step(text, offset) <= len(text) or here == step(text, offset) == len(text)
    for step in PREVIOUS:
        assert 0 <= step(text, offset) < here or here == step(text, offset) == 0


@given(TEXTS, st.integers(-5, 310))
def test_every_segment_is_a_span_of_the_text_trimmed_of_white_space(text: str, offset: int) -> None:
    for at in AT:
        start, end = at(text, offset)
        assert 0 <= start <= end <= len(text)
        assert text[start:end] == text[start:end].strip()


@given(TEXTS)
def test_sentences_and_paragraphs_hold_all_that_is_not_blank_once_and_in_order(text: str) -> None:
    for spans in (list(sentences(text)), list(paragraphs(text))):
        assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
        assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(TEXTS)
def test_going_through_and_asking_at_an_offset_agree(text: str) -> None:
    for spans, at in ((sentences(text), sentence_at), (paragraphs(text), paragraph_at)):
        for start, end in spans:
            assert {at(text, start), at(text, end - 1)} == {(start, end)}


def test_only_the_sentences_that_touch_a_stretch_are_given() -> None:
    text = "One is here. Two is. Three is.\n\nFour is."
    assert [text[s:e] for s, e in sentences(text, 15, 22)] == ["Two is.", "Three is."]


def test_a_monstrous_line_is_cut_into_pieces_that_agree_with_one_another() -> None:
    text = "word " * 20_000
    pieces = list(paragraphs(text))
    assert all(end - start <= segments.REACH + 200 for start, end in pieces)
    assert all(paragraph_at(text, offset) == (s, e) for s, e in pieces for offset in (s, e - 1))
    assert all(text[start:end].endswith("word") for start, end in pieces)


@pytest.mark.parametrize(
    "text",
    ["word and. " * 500_000, "a" * 5_000_000, "\n" * 5_000_000, "short line\n" * 450_000],
    ids=["one line", "one word", "newlines", "lines"],
)
def test_a_key_press_in_five_megabytes_costs_little(text: str) -> None:
    for function in (*NEXT, *PREVIOUS, *AT):
        costs = []
        for _ in range(3):
            started = time.thread_time()
            function(text, len(text) // 2)
            costs.append(time.thread_time() - started)
        assert min(costs) < 0.1, function.__name__
