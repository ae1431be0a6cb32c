"""Passages: cut out of a text, and found again when the text has changed.

A passage is never placed on other words in silence: where its context leaves a doubt it is
orphaned, and keeps its quote. What counts as a doubt was measured by `benchmarks.anchoring`.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from annotations.alignment import stretches
from annotations.models import CONTEXT, Passage, Placed

Placement = tuple[Placed, int | None, int | None]

_ORPHAN: Placement = (Placed.ORPHANED, None, None)
_LEAST_ALIKE = 0.6  # quote and words in its place; a typing error in a word of three leaves 0.67
_LEAST_WEIGHT = 10.0  # of quote and context: the shorter the one, the more it takes of the other
_MOST_WEIGHT = 128  # of the quote, so that a long one does not outweigh all context
_LEAD = 1.0  # by which the weight and likeness of the best place must exceed any other's
_FARTHER = 0.5  # weight lost with each doubling of the distance from the old place
# Code points of context that may have changed: in the old place, or near it, a few words; fewer
# with each doubling of the distance; more if the quote is long.
_NEAR = 16
_CHANGED_NEAR, _CHANGED_FARTHER, _CHANGED_FAR = 13.0, 2.2, 1.0
_CHANGED_LONG, _LONG = 6.0, 120
_CHANGED_BESIDE_ALTERED = 16.0  # on one side, or nobody knows where the altered words end
# Between paragraphs, and not between hard-wrapped lines.
_BREAK = re.compile(r"\n\s*\n\s*|(?:^|(?<=[^\w\s,;-]))\s*\n\s*")
_LINE = re.compile(r"\s*\n\s*")
_SPACE = re.compile(r"\s+")


def cut(text: str, text_sha256: str, start: int, end: int) -> Passage:
    """Take a passage from a text, with the context that finds it again.

    Args:
        text: The article's text.
        text_sha256: Its hash.
        start: First code point.
        end: One past the last code point.

    Returns:
        The passage, with up to `CONTEXT` code points before and after.

    Raises:
        ValueError: If the span is empty or outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage from {start} to {end} in a text of {len(text)}")
    return Passage(
        start=start,
        end=end,
        quote=text[start:end],
        before=text[max(0, start - CONTEXT) : start],
        after=text[end : end + CONTEXT],
        text_sha256=text_sha256,
    )


def place(passage: Passage, text: str, text_sha256: str) -> Placement:
    """Find a passage in a text that may have changed since it was cut.

    Args:
        passage: The passage as it was cut.
        text: The article's text as it is now.
        text_sha256: The hash of that text.

    Returns:
        `exact` with the span of the very quote, where its context places it without doubt;
        `altered` with the span of the words that took its place; else `orphaned`, with no span.
    """
    if text[passage.start : passage.end] == passage.quote and (
        passage.text_sha256 == text_sha256 or _in_its_context(passage, text)
    ):
        return Placed.EXACT, passage.start, passage.end
    if not passage.quote.strip():
        return _ORPHAN
    best = _best([_look(passage, text, *span) for span in stretches(passage, text)])
    if best is None or _doubtful(passage, best):
        return _ORPHAN
    return (Placed.EXACT if best.alike == 1.0 else Placed.ALTERED), best.start, best.end


def _in_its_context(passage: Passage, text: str) -> bool:
    """Whether all that stood around a passage stands there still."""
    whole = passage.before + passage.quote + passage.after
    return text.startswith(whole, passage.start - len(passage.before))


class _Side(NamedTuple):
    """How much of the context on one side of a span is the passage's, in code points."""

    kept: float
    changed: float


@dataclass(frozen=True, slots=True)
class _Place:
    """A span where a passage could stand.

    Attributes:
        start, end: The span.
        alike: How like the quote its text is, from 0 to 1.
        before, after: How like the passage's its context is.
        doublings: How far it is from where the passage stood.
        likeness: How much of it is the passage's: code points that are the same, less those that
            are not.
    """

    start: int
    end: int
    alike: float
    before: _Side
    after: _Side
    doublings: int
    likeness: float

    @property
    def weight(self) -> float:
        """How much speaks for it: its likeness, and that it is near the old place."""
        return self.likeness - _FARTHER * self.doublings


def _look(passage: Passage, text: str, start: int, end: int) -> _Place:
    """Compare a span, and what is around it, with a passage."""
    from rapidfuzz.distance import OSA

    alike = OSA.normalized_similarity(passage.quote, text[start:end])
    before = _compare(passage.before, text[max(0, start - 2 * CONTEXT) : start], -1)
    after = _compare(passage.after, text[end : end + 2 * CONTEXT], 0)
    doublings = (abs(start - passage.start) // _NEAR).bit_length()
    likeness = min(len(passage.quote), _MOST_WEIGHT) * (2 * alike - 1)
    likeness += before.kept - before.changed + after.kept - after.changed
    return _Place(start, end, alike, before, after, doublings, likeness)


def _compare(old: str, new: str, beside: int) -> _Side:
    """Compare the context on one side: `beside` is the index of what is next to the quote.

    A paragraph that was moved took along only what is in it: a context that reaches beyond its
    paragraph is also compared within it, and the better counts.
    """
    if not old:
        return _Side(0, 0)
    was, now = _SPACE.sub(" ", old), _SPACE.sub(" ", new)
    whole = _side(was, now[-len(was) :] if beside else now[: len(was)])
    paragraphs = _BREAK.split(old)
    if len(paragraphs) == 1:
        return whole
    was = _SPACE.sub(" ", paragraphs[beside])
    within = [
        _side(was, _SPACE.sub(" ", parts[beside]))
        for parts in (_BREAK.split(new), _LINE.split(new))
        if len(parts) > 1 or len(new) < 2 * CONTEXT
    ]
    return max((whole, *within), key=lambda side: side.kept - 2 * side.changed)


def _side(was: str, now: str) -> _Side:
    from rapidfuzz.distance import LCSseq

    kept = LCSseq.similarity(was, now)
    return _Side(kept, max(len(was), len(now)) - kept)


def _best(places: list[_Place]) -> _Place | None:
    """The place for which most speaks, if it is clearly more than for any other.

    To be nearer is not enough: of two that are as like, nobody knows which was put in.
    """
    likely = [place for place in places if place.alike >= _LEAST_ALIKE]
    best = max(likely, key=lambda place: place.weight, default=None)
    for place in likely:
        if best is None or (place.start < best.end and best.start < place.end):
            continue
        lead = min(best.weight - place.weight, best.likeness - place.likeness)
        if lead < _LEAD:
            return None
    return best


def _doubtful(passage: Passage, place: _Place) -> bool:
    """Whether other words may stand there than those that were marked."""
    sides = place.before.changed, place.after.changed
    if place.alike < 1.0 and max(sides) > _CHANGED_BESIDE_ALTERED:
        return True
    may_change = max(_CHANGED_FAR, _CHANGED_NEAR - _CHANGED_FARTHER * place.doublings)
    may_change += _CHANGED_LONG * min(1.0, len(passage.quote) / _LONG)
    return sum(sides) > may_change or place.weight < _LEAST_WEIGHT
