"""A passage is followed to where its words went when its text was edited."""

from collections.abc import Sequence

from annotations.models import Passage, Placed, Placement
from annotations.versions.tracing import Span, Step, Trace
from annotations.versions.words import TOKEN

_REACH = 48  # code points on each side of a passage that are looked at
_LEAST_BESIDE = 0.5  # of the words beside it, in its paragraphs, that must be beside it now
_LEAST_STANDING = 0.6  # of its own words
_MOST_COME = 0.5  # code points that came between its words, for each of the quote's, and
_SOME_COME = 16  # these


def follow(passage: Passage, trace: Trace) -> Placement | None:
    """Find a passage where its words went.

    Args:
        passage: The passage as it was cut from the old text.
        trace: The old text and the new one.

    Returns:
        Where it stands, or that its words are gone; None if its words do not tell.
    """
    if trace.old[passage.start : passage.end] != passage.quote:
        return None
    steps = trace.steps(passage.start, passage.end)
    if not steps:
        return None
    words = [step for step in steps if step.is_word] or steps
    if sum(step.new is not None for step in words) < _LEAST_STANDING * len(words):
        return (Placed.ORPHANED, None, None) if _left_a_gap(passage, trace) else None
    span = _span(passage, trace, steps)
    if span is None or not _is_beside_its_own(passage, trace, *span):
        return None
    exact = trace.new[slice(*span)] == passage.quote
    return (Placed.EXACT if exact else Placed.ALTERED), *span


def stood_elsewhere(passage: Passage, trace: Trace, start: int, end: int) -> bool:
    """Tell whether most words of a span of the new text are from other places than a passage."""
    words = [step for step in trace.sources(start, end) if step.is_word and step.is_same]
    others = sum(step.old[1] <= passage.start or step.old[0] >= passage.end for step in words)
    return 2 * others > len(TOKEN.findall(trace.new, start, end))


def _span(passage: Passage, trace: Trace, steps: Sequence[Step]) -> Span | None:
    """From the first word that stands to the last, if they stand together in their order."""
    went = [step.new for step in steps if step.new]
    if went != sorted(went):
        return None
    start, end = went[0][0], went[-1][1]
    before, after = passage.start - steps[0].old[0], passage.end - steps[-1].old[1]
    if trace.new[max(0, start + before) : end + after] == passage.quote:
        return max(0, start + before), end + after  # with the white space at its ends
    # It may begin or end within a word.
    start += max(0, before) if steps[0].is_same else 0
    end += min(0, after) if steps[-1].is_same else 0
    most = len(passage.quote) + _MOST_COME * len(passage.quote) + _SOME_COME
    return (start, end) if start < end <= start + most else None


def _left_a_gap(passage: Passage, trace: Trace) -> bool:
    """Whether the words beside a passage, in its paragraphs, still stand somewhere."""
    before, after = _sides(trace.old, passage.start, passage.end)
    words = [*_words(trace, before), *_words(trace, after)]
    kept = sum(step.new is not None for step in words)
    return bool(words) and kept >= _LEAST_BESIDE * len(words)


def _is_beside_its_own(passage: Passage, trace: Trace, start: int, end: int) -> bool:
    """Whether the words beside a passage, in its paragraphs, are beside a span, and no others."""
    before, after = (_words(trace, side) for side in _sides(trace.old, passage.start, passage.end))
    low, high = _sides(trace.new, start, end)
    kept = sum(step.new is not None and low[0] - _REACH <= step.new[0] < start for step in before)
    kept += sum(step.new is not None and end < step.new[1] <= high[1] + _REACH for step in after)
    now = sum(
        match[0][0].isalnum() for side in (low, high) for match in TOKEN.finditer(trace.new, *side)
    )
    return kept >= _LEAST_BESIDE * max(len(before) + len(after), now)


def _words(trace: Trace, side: Span) -> list[Step]:
    return [step for step in trace.steps(*side) or () if step.is_word]


def _sides(text: str, start: int, end: int) -> tuple[Span, Span]:
    """What is before and after a span, in its lines and not far."""
    low = max(0, start - _REACH)
    high = text.find("\n", end, end + _REACH)
    return (
        (max(low, text.rfind("\n", low, start) + 1), start),
        (end, high if high >= 0 else min(len(text), end + _REACH)),
    )
