"""Passages: cut out of a text, and found again when the text has changed.

A passage is never placed on other words in silence: where its context leaves a doubt it is
orphaned, and keeps its quote. What counts as a doubt was measured by `benchmarks.anchoring`.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from annotations.alignment import stretches
from annotations.models import CONTEXT, Passage, Placed, Placement

if TYPE_CHECKING:
    from annotations.versions.tracing import Trace

_ORPHAN: Placement = (Placed.ORPHANED, None, None)
_LEAST_ALIKE = 0.6  # quote and words in its place; a typing error in a word of three leaves 0.67
_LEAST_ALIKE_ALONE = 0.85  # where little of the context is there
_LITTLE = 24
_LEAST_FOUND_ALONE = 36  # code points of a quote that one side of its context is enough for
_LEAST_WEIGHT = 5.0  # so that a quote of a letter or two is never found by itself
_MOST_WEIGHT = 128  # of the quote, so that a long one does not outweigh all context
_CHANGED_WEIGHT = 2  # of a code point of context that is not the same
_LEAD = 1.0  # by which the weight of the best place must exceed that of any other
# Code points of context that may have changed. Near where the passage stood: a few words, and more
# if the quote is long. Farther away: less with each doubling of the distance, down to next to none
# for a short quote, but to a tenth of its length for a long one, which hardly stands twice.
_NEAR, _CHANGED_NEAR, _CHANGED_FARTHER = 16, 18.0, 5.0
_LONG, _CHANGED_MORE = 60, 8.0
_CHANGED_FAR, _CHANGED_FAR_SHARE, _CHANGED_FAR_MOST = 1.0, 0.1, 12.0
_CHANGED_BESIDE_ALTERED = 14.0  # on one side, or nobody knows where the altered words end
_BLANK_LINE, _LINE_END = re.compile(r"\s*\n\s*\n\s*"), re.compile(r"\s*\n\s*")
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


def place(passage: Passage, text: str, text_sha256: str, trace: "Trace | None" = None) -> Placement:
    """Find a passage in a text that may have changed since it was cut.

    Args:
        passage: The passage as it was cut.
        text: The article's text as it is now.
        text_sha256: The hash of that text.
        trace: From the text that it was cut from to that one, if the former is still known.

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
    if trace is None:
        return _found(passage, text)
    from annotations.versions.following import follow, stood_elsewhere

    followed = follow(passage, trace)
    if followed is not None:
        return followed
    placed, start, end = _found(passage, text)
    if start is None or end is None or stood_elsewhere(passage, trace, start, end):
        return _ORPHAN
    return placed, start, end


def _found(passage: Passage, text: str) -> Placement:
    """Find a passage by its quote and its context alone."""
    gap = _BLANK_LINE if "\n\n" in text else _LINE_END
    best = _best([_look(passage, text, gap, *span) for span in stretches(passage, text)])
    if best is None or (_doubtful(passage, best) and not _beyond_doubt(passage, text, best)):
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

    @property
    def weight(self) -> float:
        """How much it speaks for the span."""
        return self.kept - _CHANGED_WEIGHT * self.changed


class _Place(NamedTuple):
    """A span where a passage could stand.

    Attributes:
        start, end: The span.
        alike: How like the quote its text is, from 0 to 1.
        before, after: How like the passage's its context is.
        weight: How much speaks for it: code points that are the same, less those that are not.
    """

    start: int
    end: int
    alike: float
    before: _Side
    after: _Side
    weight: float

    @property
    def kept(self) -> float:
        """Code points of context that are the same."""
        return self.before.kept + self.after.kept

    @property
    def changed(self) -> float:
        """Code points of context that are not."""
        return self.before.changed + self.after.changed


def _look(passage: Passage, text: str, gap: re.Pattern[str], start: int, end: int) -> _Place:
    """Compare a span, and what is around it, with a passage."""
    from rapidfuzz.distance import OSA

    alike = OSA.normalized_similarity(passage.quote, text[start:end])
    before = _compare(passage.before, text[max(0, start - 2 * CONTEXT) : start], gap, -1)
    after = _compare(passage.after, text[end : end + 2 * CONTEXT], gap, 0)
    weight = min(len(passage.quote), _MOST_WEIGHT) * (2 * alike - 1) + before.weight + after.weight
    return _Place(start, end, alike, before, after, weight)


def _compare(old: str, new: str, gap: re.Pattern[str], beside: int) -> _Side:
    """Compare the context on one side: `beside` is the index of what is next to the quote.

    A paragraph that was moved took along only what is in it: a context that reaches beyond its
    paragraph is also compared within it, and the better counts.
    """
    if not old:
        return _Side(0, 0)
    was, now = _SPACE.sub(" ", old), _SPACE.sub(" ", new)
    whole = _side(was, now[-len(was) :] if beside else now[: len(was)])
    paragraphs = gap.split(old)
    if len(paragraphs) == 1:
        return whole
    own = _SPACE.sub(" ", paragraphs[beside])
    # A paragraph may have been put in beside it without a blank line.
    splits = [gap.split(new), *([] if own else [_LINE_END.split(new)])]
    within = [
        _side(own, _SPACE.sub(" ", parts[beside]))
        for parts in splits
        if len(parts) > 1 or len(new) < 2 * CONTEXT
    ]
    return max((whole, *within), key=lambda side: side.weight)


def _side(was: str, now: str) -> _Side:
    from rapidfuzz.distance import LCSseq

    kept = LCSseq.similarity(was, now)
    return _Side(kept, max(len(was), len(now)) - kept)


def _best(places: list[_Place]) -> _Place | None:
    """The place for which most speaks, if nothing speaks for another."""
    likely = [place for place in places if place.alike >= _LEAST_ALIKE]
    if not likely:
        return None
    best = max(likely, key=lambda place: place.weight)
    for place in places:
        apart = place.end <= best.start or place.start >= best.end
        if place.alike >= _LEAST_ALIKE:
            rival = apart and best.weight - place.weight < _LEAD
        else:  # other words, where all that stood around the passage stands still
            rival = not place.changed and best.changed > 0 and place.kept > best.kept
        if rival:
            return None
    return best


def _doubtful(passage: Passage, place: _Place) -> bool:
    """Whether other words may stand there than those that were marked."""
    if place.weight < _LEAST_WEIGHT or place.changed > place.kept:
        return True
    beside = max(place.before.changed, place.after.changed)
    if place.alike < 1.0 and beside > _CHANGED_BESIDE_ALTERED:
        return True
    if place.alike < _LEAST_ALIKE_ALONE and place.kept < _LITTLE:
        return True
    length = len(passage.quote)
    doublings = (abs(place.start - passage.start) // _NEAR).bit_length()
    near = _CHANGED_NEAR + _CHANGED_MORE * min(1.0, length / _LONG)
    far = min(max(_CHANGED_FAR, _CHANGED_FAR_SHARE * length), _CHANGED_FAR_MOST)
    return place.changed > max(far, near - _CHANGED_FARTHER * doublings)


def _beyond_doubt(passage: Passage, text: str, place: _Place) -> bool:
    """Whether the very quote stands beside its very context, and that context nowhere else.

    It does when a paragraph was put in, or taken out, right beside a passage. Where the quote was
    deleted and stands somewhere else too, the context still stands where the quote was.
    """
    if place.alike < 1.0 or len(passage.quote) < _LEAST_FOUND_ALONE or place.changed > place.kept:
        return False
    beside = (passage.before, place.start - len(passage.before)), (passage.after, place.end)
    return any(
        len(context) >= _LITTLE
        and text.startswith(context, at)
        and text.count(context.strip()) == 1
        for context, at in beside
    )
