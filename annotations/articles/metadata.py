"""What a text says of itself: title, source, byline, dateline, date, language."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from annotations.articles.language import language_of
from annotations.articles.lines import Line, head
from annotations.articles.stamps import (
    Dateline,
    author_in,
    byline,
    date_beside_byline,
    dateline,
    is_byline,
    is_stamp,
    stamp,
)
from annotations.models import Zone
from annotations.origins import KnownFrom, TitleFrom
from annotations.segments import sentence_at

_TITLE_LENGTH = 80  # code points of a title made from a sentence
_NEAR_TOP = 15  # lines in which a dateline can stand

_Found = TypeVar("_Found")

_STATES_SOURCE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"an official (?:web)?site of (?:the )?(?P<name>[^,.;]{3,80})",
        r"(?:originally published (?:in|by|on|at)|source) ?:? (?P<name>[^,.;|]{2,60})$",
        r"(?:disclaimer: )?via:? (?P<name>[^,.;|–—]{2,60})",
        r"(?:©|copyright|\(c\))[ ©\d–-]*(?P<name>[^\W\d_][^,.;|©]{2,60})",
    )
)
_NEWSROOM = re.compile(r"\b(news|agency|press|times|post|radio|tv|media|journal)\b", re.IGNORECASE)
_NOBODY = frozenset({"staff", "admin", "editor", "editors", "guest", "anonymous", "reporter"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article besides its text; the first fields are those of `Article`."""

    title: str | None = None
    title_from: TitleFrom | None = None
    source: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    language: str | None = None
    said: Mapping[str, KnownFrom] = field(default_factory=dict)
    """By the field's name, how it is known if not by the text."""

    def origin(self, name: str) -> KnownFrom | None:
        """Tell how a field but the title is known; None if it is not."""
        return self.said.get(name, KnownFrom.TEXT) if getattr(self, name) else None


def metadata(
    text: str, lines: Sequence[Line], title: Line | None, zones: Sequence[Zone]
) -> Metadata:
    """Find what a text says of itself.

    Args:
        text: The article's text.
        lines: Its lines.
        title: The one that is its headline.
        zones: Its boilerplate.

    Returns:
        What was found; the title is None only where there are no words.
    """
    outside = {zone.start for zone in zones}
    body = [line for line in lines[: 2 * _NEAR_TOP] if line.start not in outside]
    top = _above_text(lines, title)
    sent = _first(dateline, body[:_NEAR_TOP]) or Dateline("")
    author = _first(byline, top) or sent.reporter or _first(author_in, body[:3])
    published = _first(stamp, top) or _first(date_beside_byline, top) or sent.published
    headline, title_from = _title(text, title, body)
    return Metadata(
        title=headline,
        title_from=title_from,
        source=sent.agency or _newsroom(author) or _stated_source(lines, zones),
        byline=author,
        dateline=sent.text or _place_under_stamp(top),
        published=published,
        language=language_of(text),
    )


def _first(find: Callable[[str], _Found | None], lines: Sequence[Line]) -> _Found | None:
    """The first thing that is found in a line."""
    return next((found for line in lines if (found := find(line.text)) is not None), None)


def _above_text(lines: Sequence[Line], title: Line | None) -> list[Line]:
    """The lines above the text, with those that a standfirst separates from the headline."""
    top = head(lines)
    reach = len(top) + 4
    stamped = [
        line for line in lines[len(top) : reach] if is_byline(line.text) or is_stamp(line.text)
    ]
    return top + stamped if title else top


def _title(
    text: str, title: Line | None, body: Sequence[Line]
) -> tuple[str | None, TitleFrom | None]:
    if title is not None:
        return title.text.strip("#*_ ") or title.text, TitleFrom.HEADLINE
    if not body:
        return None, None
    start, end = sentence_at(text, body[0].start)
    return shorten(text[start : min(end, start + 4 * _TITLE_LENGTH)]), TitleFrom.SENTENCE


def shorten(sentence: str) -> str:
    """Shorten a sentence to a title, at a word."""
    words = " ".join(sentence.split())
    if len(words) <= _TITLE_LENGTH:
        return words
    kept = words[:_TITLE_LENGTH]
    at_word = kept.rsplit(" ", 1)[0] if " " in kept else kept
    return at_word.rstrip(" ,;:–—-") + "…"


def _newsroom(author: str | None) -> str | None:
    """A byline that names no person but who publishes."""
    if not author or author.casefold() in _NOBODY:
        return None
    if " " not in author or _NEWSROOM.search(author):
        return author
    return None


def _stated_source(lines: Sequence[Line], zones: Sequence[Zone]) -> str | None:
    """The source that a line of boilerplate states: `© 2021 Example News`."""
    outside = {zone.start for zone in zones}
    furniture = [line for line in lines if line.start in outside] if outside else []
    for pattern in _STATES_SOURCE:
        for line in furniture[:50] + furniture[-50:]:
            if match := pattern.match(line.text):
                return match["name"].strip()
    return None


def _place_under_stamp(top: Sequence[Line]) -> str | None:
    """The place on the line under the date, as press releases have it."""
    for above, line in pairwise(top):
        if is_stamp(above.text) and "," in line.text and len(line.words) <= 5 and not line.stops:
            return line.text
    return None
