"""Passages are followed to where their words went, through the text that was kept."""

import random
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.models import Placed, Placement
from annotations.passages import cut, place
from annotations.versions.tracing import Trace

SEEDS = Path(__file__).parents[3] / "seeds"
SAMPLE = [file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt"))]
ORPHAN = (Placed.ORPHANED, None, None)

HEAD = "Border talks fail"
BORDER = "Russia closed the border on Monday. Nobody knows why, and nobody has asked."
GRAIN = "Grain waits in the port, traders said, while prices go up and up."
LAST = "The minister said on Friday that grain would wait no longer."
OLD = f"{HEAD}\n\n{BORDER}\n\n{GRAIN}\n\n{LAST}\n"

LINES = "\n".join(f"line {n}" for n in range(50_000))

PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(["a", "the", "border", "grain", "waits", ",", "灯"]), max_size=9).map(
        " ".join
    ),
    max_size=7,
)
TEXTS = PARAGRAPHS.map("\n\n".join).filter(str.strip)


def followed(quote: str, new: str, old: str = OLD) -> Placement:
    start = old.index(quote)
    return place(cut(old, "old", start, start + len(quote)), new, "new", Trace(old, new))


def at(quote: str, text: str, placed: Placed = Placed.EXACT) -> Placement:
    assert text.count(quote) == 1
    return placed, text.index(quote), text.index(quote) + len(quote)


@given(TEXTS | st.text(min_size=1, max_size=80), st.data())
def test_in_an_unchanged_text_every_passage_is_unchanged(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    passage = cut(text, "old", start, end)
    assert place(passage, text, "new", Trace(text, text)) == (Placed.EXACT, start, end)


@given(TEXTS, TEXTS, st.data())
def test_exact_means_the_very_quote_and_altered_says_that_it_is_not(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    placed, low, high = place(cut(old, "old", start, end), new, "new", Trace(old, new))
    if low is None or high is None:
        assert placed is Placed.ORPHANED
        return
    assert 0 <= low < high <= len(new)
    assert (placed is Placed.EXACT) == (new[low:high] == old[start:end])


@given(st.sampled_from(SAMPLE), st.data())
def test_a_paragraph_that_is_moved_takes_its_passages_along(text: str, data: st.DataObject) -> None:
    blocks = [block for block in re.split(r"\n\s*\n", text) if block.strip()]
    once = [block for block in blocks if len(block) > 80 and text.count(block) == 1]
    moved = data.draw(st.sampled_from(once))
    rest = [block for block in blocks if block is not moved]
    to = data.draw(st.integers(0, len(rest)))
    old = "\n\n".join(blocks)
    new = "\n\n".join([*rest[:to], moved, *rest[to:]])
    words = [match.span() for match in re.finditer(r"\w+", moved)]
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    low, high = words[first][0], words[last][1]
    start, now = old.index(moved), new.index(moved)
    passage = cut(old, "old", start + low, start + high)
    assert place(passage, new, "new", Trace(old, new)) == (Placed.EXACT, now + low, now + high)


@given(st.sampled_from(SAMPLE), st.randoms(use_true_random=False))
def test_a_passage_whose_words_are_taken_out_is_on_no_others(
    text: str, chance: random.Random
) -> None:
    words = [match.span() for match in re.finditer(r"\w+", text)]
    first = chance.randrange(len(words) - 8)
    start, end = words[first][0], words[first + chance.randrange(8)][1]
    # The same words come in somewhere else, where they never stood.
    to = chance.choice([low for low, _ in words if not start - 300 < low < end + 300])
    quote = text[start:end]
    low, high = sorted([(start, end, ""), (to, to, f"{quote} ")])
    new = text[: low[0]] + low[2] + text[low[1] : high[0]] + high[2] + text[high[1] :]
    placed, *_ = place(cut(text, "old", start, end), new, "new", Trace(text, new))
    assert placed is not Placed.EXACT


def test_a_short_word_is_followed_though_it_stands_everywhere() -> None:
    new = OLD.replace(GRAIN, "Grain still waits in the port, traders say, while prices go up.")
    start = OLD.index("the port")
    passage = cut(OLD, "old", start, start + 3)
    now = new.index("the port")
    assert place(passage, new, "new", Trace(OLD, new)) == (Placed.EXACT, now, now + 3)


def test_a_word_that_is_put_in_makes_a_passage_altered() -> None:
    new = OLD.replace("closed the border", "closed the northern border")
    assert followed("closed the border", new) == at(
        "closed the northern border", new, Placed.ALTERED
    )


def test_a_passage_that_lost_a_third_of_its_words_is_altered_and_one_that_lost_most_is_gone() -> (
    None
):
    kept = OLD.replace("Grain waits in the port", "Grain sits by the port")
    assert followed("Grain waits in the port, traders", kept) == at(
        "Grain sits by the port, traders", kept, Placed.ALTERED
    )
    gone = OLD.replace("Grain waits in the port, traders", "Wheat rots by the quay, farmers")
    assert followed("Grain waits in the port, traders", gone) == ORPHAN


def test_white_space_at_an_end_of_a_passage_becomes_no_sign_or_letter() -> None:
    new = OLD.replace("on Monday. Nobody", "on Monday.” Nobody")
    assert followed("on Monday. ", new) == at("on Monday.", new, Placed.ALTERED)
    short = OLD.rstrip()
    assert followed("no longer.\n", short) == at("no longer.", short, Placed.ALTERED)


def test_a_paragraph_that_is_broken_into_lines_keeps_its_passages() -> None:
    new = OLD.replace("Monday. Nobody", "Monday.\nNobody")
    assert followed("Nobody knows why", new) == at("Nobody knows why", new)
    assert followed(BORDER, new) == at(BORDER.replace(". N", ".\nN"), new, Placed.ALTERED)


def test_a_paragraph_that_is_moved_and_edited_is_followed() -> None:
    edited = GRAIN.replace("the port", "the old port")
    new = f"{edited}\n\n{HEAD}\n\n{BORDER}\n\n{LAST}\n"
    assert followed("while prices go up", new) == at("while prices go up", new)


def test_a_quote_that_is_gone_is_not_where_its_words_stood_before() -> None:
    old = f"{OLD}\n{BORDER.replace('Nobody knows why', 'A guard knows')}\n"
    new = old.replace("Russia closed the border on Monday. ", "", 1)
    start = old.index("Russia closed the border")
    passage = cut(old, "old", start, start + 24)
    assert place(passage, new, "new", Trace(old, new)) == ORPHAN


def test_a_kept_text_without_the_passage_leaves_it_to_its_context() -> None:
    start = OLD.index("Grain waits")
    passage = cut(OLD, "old", start, start + 11)
    new = f"An intro.\n\n{OLD}"
    assert place(passage, new, "new", Trace("Some other text.", new)) == at("Grain waits", new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("word " * 200_000, "word " * 200_001),
        ("a " * 200_000, "b " * 200_000),
        (LINES, "\n".join(reversed(LINES.split("\n")))),
        ("one two three\n\n" * 30_000, "one two four\n\n" * 30_000),
        ("x" * 1_000_000, "y" * 1_000_000),
    ],
    ids=["one word", "all changed", "upside down", "one paragraph", "no blank"],
)
def test_monstrous_texts_take_seconds_at_most(old: str, new: str) -> None:
    began = time.process_time()
    trace = Trace(old, new)
    for start in range(0, len(old) - 30, len(old) // 50):
        placed, low, high = place(cut(old, "old", start, start + 9), new, "new", trace)
        assert placed is not Placed.EXACT or new[low:high] == old[start : start + 9]
    assert time.process_time() - began < 20
