"""Making mentions, and writing them as short rows for the pipe and the cache."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from annotations.models import Mention

Stages = tuple[tuple[str, int, int, str], ...]
"""What a mention was before, the oldest first: found by, start, end, label."""

Row = tuple[Any, ...]
"""Start, end, label, found by, boilerplate as 0 or 1, and if it was something else before, what.

The text and the names follow from these.
"""


def build_mention(
    text: str, start: int, end: int, label: str, found_by: str, *, boilerplate: bool = False
) -> Mention:
    """Make a complete mention of the stretch of an article's text from `start` to `end`.

    Args:
        text: The article's whole text.
        start: First code point.
        end: One past the last code point.
        label: One of `LABELS`.
        found_by: The step that found it.
        boilerplate: Whether it lies in a boilerplate zone.
    """
    surface = text[start:end]
    entity = " ".join(surface.split())
    return Mention(
        start=start,
        end=end,
        text=surface,
        label=label,
        found_by=found_by,
        boilerplate=boilerplate,
        entity=entity,
        entity_id=hashlib.sha256(entity.encode()).hexdigest()[:16],
    )


def move_mention(mention: Mention, text: str, start: int, end: int, step: str) -> Mention:
    """Give a mention other borders, and remember which step did so.

    Args:
        mention: The mention as it was.
        text: The article's whole text.
        start: The new first code point.
        end: One past the new last code point.
        step: The name of the step.
    """
    moved = build_mention(text, start, end, mention.label, step)
    return replace(moved, boilerplate=mention.boilerplate)


def stages_of(mention: Mention) -> Stages:
    """Return what a mention was before, and what it is now."""
    return (*mention.earlier, (mention.found_by, mention.start, mention.end, mention.label))


def pack(mentions: Iterable[Mention]) -> list[Row]:
    """Write mentions as rows."""
    return [
        (m.start, m.end, m.label, m.found_by, int(m.boilerplate), *filter(None, [m.earlier]))
        for m in mentions
    ]


def unpack(text: str, rows: Any) -> tuple[Mention, ...]:
    """Read rows as mentions of a text.

    Args:
        text: The article's whole text.
        rows: What came out of JSON.

    Raises:
        ValueError: These are no rows, or not of this text.
    """
    try:
        mentions = tuple(_unpacked(text, *row) for row in rows)
    except (TypeError, ValueError) as error:
        raise ValueError(f"no rows of mentions: {error}") from None
    if not all(0 <= m.start < m.end <= len(text) for m in mentions):
        raise ValueError("mentions outside the text")
    return mentions


def _unpacked(
    text: str, start: int, end: int, label: str, step: str, boilerplate: int, earlier: Any = ()
) -> Mention:
    mention = build_mention(text, start, end, str(label), str(step), boilerplate=bool(boilerplate))
    if not earlier:
        return mention
    stages = tuple((str(by), int(low), int(high), str(was)) for by, low, high, was in earlier)
    return replace(mention, earlier=stages)
