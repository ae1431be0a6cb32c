"""Where a motion leads in a text. Nothing here knows of a screen."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from enum import Enum, auto

from annotations.segments import (
    next_paragraph,
    next_sentence,
    next_word,
    paragraph_at,
    previous_paragraph,
    previous_sentence,
    previous_word,
    sentence_at,
    word_at,
)
from tui.widgets.cells import grapheme_at


class Motion(Enum):
    """The ways in which the cursor moves; each goes forward or back."""

    LINE = auto()
    CHARACTER = auto()
    WORD = auto()
    SENTENCE = auto()
    PARAGRAPH = auto()
    PAGE = auto()
    HALF_PAGE = auto()
    ENTITY = auto()
    END = auto()


_Step = Callable[[str, int], int]

_STEPS: dict[Motion, tuple[_Step, _Step]] = {
    Motion.CHARACTER: (
        lambda text, offset: grapheme_at(text, offset)[1],
        lambda _text, offset: max(0, offset - 1),
    ),
    Motion.WORD: (next_word, previous_word),
    Motion.SENTENCE: (next_sentence, previous_sentence),
    Motion.PARAGRAPH: (next_paragraph, previous_paragraph),
    Motion.END: (lambda text, _: len(text), lambda _text, _offset: 0),
}


def step(motion: Motion, text: str, offset: int, forward: bool) -> int | None:
    """Where a motion that follows the text alone leads; None for any other motion.

    Forward from the last word, sentence or paragraph it leads to the last character.
    """
    if motion not in _STEPS:
        return None
    onward, back = _STEPS[motion]
    if not forward:
        return grapheme_at(text, back(text, offset))[0]
    last, ahead = last_offset(text), onward(text, offset)
    while ahead < last and grapheme_at(text, ahead)[0] <= offset:
        ahead = onward(text, ahead)  # what begins with a combining mark begins inside a grapheme
    return max(offset, grapheme_at(text, min(ahead, last))[0])


_UNITS: dict[Motion, Callable[[str, int], tuple[int, int]]] = {
    Motion.WORD: word_at,
    Motion.SENTENCE: sentence_at,
    Motion.PARAGRAPH: paragraph_at,
}


def extend(motion: Motion, text: str, offset: int, forward: bool, anchor: int) -> int | None:
    """Where a motion leads that a selection from `anchor` follows; None where `step` has none.

    A selection to the right of its anchor ends with a whole word, sentence or paragraph: with its
    last character, where the motion alone would lead to the first of the next.
    """
    if motion not in _UNITS or (not forward and offset <= anchor):
        return step(motion, text, offset, forward)
    onward, back = _STEPS[motion]
    unit = _UNITS[motion]

    def end_of(inside: int) -> int:
        return grapheme_at(text, max(0, unit(text, inside)[1] - 1))[0]

    if forward:
        end = end_of(offset)
        return end if end > offset else max(offset, end_of(onward(text, offset)))
    start = grapheme_at(text, unit(text, offset)[0])[0]
    before = end_of(back(text, start))
    return max(anchor, before if before < offset else min(start, offset))


def last_offset(text: str) -> int:
    """The start of the last grapheme that is not white space; 0 in a blank text."""
    return grapheme_at(text, max(0, len(text.rstrip()) - 1))[0]


def neighbour(starts: Sequence[int], offset: int, forward: bool) -> int | None:
    """The nearest of some sorted offsets after, or before, an offset."""
    if forward:
        index = bisect_right(starts, offset)
        return starts[index] if index < len(starts) else None
    index = bisect_left(starts, offset)
    return starts[index - 1] if index else None
