"""Passages: cut out of a text, and found again when the text has changed.

A passage is never placed on other words in silence: where its context leaves a doubt it is
orphaned, and keeps its quote.
"""

from annotations.models import CONTEXT, Passage, Placed

Placement = tuple[Placed, int | None, int | None]

_ORPHAN: Placement = (Placed.ORPHANED, None, None)
_MOST_OCCURRENCES = 2_000
_LEAD = 0.1  # by which the best place must be better than the next
_ALIGNED = 80.0  # per cent of quote and context that must be alike to align them


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
    here = text[passage.start : passage.end] == passage.quote
    if here and passage.text_sha256 == text_sha256:
        return Placed.EXACT, passage.start, passage.end
    if not passage.quote.strip():
        return _ORPHAN
    return _by_quote(passage, text) or _by_alignment(passage, text) or _ORPHAN


def _by_quote(passage: Passage, text: str) -> Placement | None:
    """The very quote, where its context is like the passage's and like no other's."""
    ranked: list[tuple[float, bool, int]] = []
    start = text.find(passage.quote)
    while start >= 0 and len(ranked) < _MOST_OCCURRENCES:
        end = start + len(passage.quote)
        ranked.append((_likeness(passage, text, start, end), start == passage.start, start))
        start = text.find(passage.quote, start + 1)
    if not ranked or len(ranked) == _MOST_OCCURRENCES:
        return None
    ranked.sort(reverse=True)
    likeness, unmoved, start = ranked[0]
    if len(ranked) > 1 and likeness - ranked[1][0] < _LEAD and not (unmoved and likeness == 1.0):
        return None
    if likeness < _needed(len(passage.quote)):
        return None
    return Placed.EXACT, start, start + len(passage.quote)


def _by_alignment(passage: Passage, text: str) -> Placement | None:
    """The words that stand where quote and context together fit best, and fit nowhere else."""
    from rapidfuzz import fuzz

    wanted = passage.before + passage.quote + passage.after
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_ALIGNED)
    if found is None or len(wanted) > len(text):
        return None
    low = max(0, found.dest_start - CONTEXT)
    high = min(len(text), found.dest_end + CONTEXT)
    for rest in (text[:low], text[high:]):
        if fuzz.partial_ratio(wanted, rest, score_cutoff=found.score - 100 * _LEAD) > 0:
            return None
    start, end = _aligned_quote(passage, text[low:high])
    start, end = _trim(text, low + start, low + end)
    if start >= end:
        return None
    if _likeness(passage, text, start, end) < _needed(len(passage.quote)):
        return None
    if text[start:end] == passage.quote:
        return Placed.EXACT, start, end
    if fuzz.ratio(passage.quote, text[start:end]) / 100 < _alike(len(passage.quote)):
        return None
    return Placed.ALTERED, start, end


def _aligned_quote(passage: Passage, window: str) -> tuple[int, int]:
    """Where the quote's two ends come to lie when quote and context are aligned with a window."""
    from rapidfuzz.distance import Levenshtein

    first, last = len(passage.before), len(passage.before) + len(passage.quote)
    wanted = passage.before + passage.quote + passage.after
    start = end = 0
    for step in Levenshtein.opcodes(wanted, window):
        kept = step.tag == "equal"
        if step.src_start <= first <= step.src_end and (kept or first == step.src_start):
            start = step.dest_start + (first - step.src_start if kept else 0)
        if step.src_start < last <= step.src_end:
            end = step.dest_start + last - step.src_start if kept else step.dest_end
    return _whole_words(window, start, end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span so that it cuts no word in two."""
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a span so that no white space is at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _likeness(passage: Passage, text: str, start: int, end: int) -> float:
    """How like the passage's the context of a span is, from 0 to 1.

    Each side counts by its length; the start and the end of a text say nothing.
    """
    from rapidfuzz import fuzz

    before = text[max(0, start - len(passage.before)) : start]
    after = text[end : end + len(passage.after)]
    context = len(passage.before) + len(passage.after)
    if not context:
        return 1.0
    alike = fuzz.ratio(passage.before, before) * len(passage.before)
    alike += fuzz.ratio(passage.after, after) * len(passage.after)
    return alike / (100 * context)


def _needed(length: int) -> float:
    """How like the context must be for a quote of a length: any two texts are alike by a third."""
    return max(0.0, 0.85 - length / 160)


def _alike(length: int) -> float:
    """How like the quote the words in its place must be: one letter makes another short word."""
    return 0.8 if length < 20 else 0.6
