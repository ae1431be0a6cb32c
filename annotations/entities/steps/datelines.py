"""The step that reads datelines and bylines: place, agency, reporter."""

import re
from collections.abc import Sequence

from annotations.entities.lexicon import gazetteer, given_names
from annotations.entities.overlay import Overlay
from annotations.entities.page import Page
from annotations.models import Mention

NAME = "dateline"

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
# Bounded, or a long line of names would take minutes.
# A full stop stands in it only behind initials and abbreviations: else it ends a sentence.
_WORD = r"(?:(?:[^\W\d_a-z]\.){1,4}|[^\W\d_a-z][a-z]{1,4}\.(?=,|\s[-–—(])|[^\W\d_a-z][\w'-]{0,30})"
_NAME = rf"{_WORD}(?:[ ](?:{_WORD}|de|da|do|del|la|al|el)){{0,4}}"
_DATELINE = re.compile(
    rf"""^(?P<place>{_NAME})(?:,\s(?P<wider>{_NAME}))??
    (?:[,.]?\s(?P<date>{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH})(?:,?\s\d{{4}})?)?
    (?:[,.]?\s\((?P<agency>[^()\n]{{2,40}})\)|[,.]?\s(?:[-–—]\s)?(?P<sender>{_NAME}))?
    (?:\s?/(?P<reporter>{_NAME})/|,\s(?P<writer>{_NAME}))?
    \s?(?P<dash>--|[–—]|-\s|[.:]\s)""",
    re.MULTILINE | re.VERBOSE,
)
_BYLINE = re.compile(
    rf"^(?:By|by|BY)\s(?P<name>{_NAME})(?:\s(?:and|&)\s(?P<second>{_NAME}))?(?=\s*(?:$|[,|/]))",
    re.MULTILINE,
)


def read_datelines(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Label what datelines and bylines name."""
    overlay = Overlay(page, mentions, NAME)
    for match in _DATELINE.finditer(page.readable):
        if _is_dateline(page, match):
            _put(overlay, match, "place", "GPE")
            _put(overlay, match, "wider", "GPE")
            _put(overlay, match, "agency", "ORG")
            _put(overlay, match, "sender", _sender_label(match))
            _put(overlay, match, "reporter", "PERSON")
            _put(overlay, match, "writer", "PERSON")
    for match in _BYLINE.finditer(page.readable):
        for group in ("name", "second"):
            if match[group] and (" " in match[group] or match[group] in given_names()):
                _put(overlay, match, group, "PERSON")
    return overlay.result()


def _is_dateline(page: Page, match: re.Match[str]) -> bool:
    """Whether a line's beginning is a dateline, and no sentence with a dash in it."""
    place = page.text[match.start("place") : match.end("place")]
    known = gazetteer().get(match["place"])
    is_place = known is not None and known.label == "GPE"
    if len(place) < 3 or (match["dash"].strip() in {".", ":"} and not match["date"]):
        return False
    if place.isupper() and not (known and known.label == "ORG"):
        return bool(
            match["date"]
            or match["agency"]
            or match["sender"]
            or is_place
            or match["dash"] in {"--", "—", "–"}
        )
    return is_place and bool(
        (match["date"] and (match["agency"] or match["sender"] or match["dash"].strip() != "."))
        or match["agency"]
    )


def _sender_label(match: re.Match[str]) -> str:
    """What stands before the dash: an agency, or the wider place."""
    known = gazetteer().get(match["sender"] or "")
    return "GPE" if known is not None and known.label == "GPE" else "ORG"


def _put(overlay: Overlay, match: re.Match[str], group: str, label: str) -> None:
    if match[group]:
        start, end = match.span(group)
        while end > start and match.string[end - 1] in " .'-":
            end -= 1
        overlay.put(start, end, label)
