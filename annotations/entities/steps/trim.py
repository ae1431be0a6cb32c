"""The step that trims a mention to the name: no leading "the", no 's, no stray punctuation."""

import re
from collections.abc import Sequence

from annotations.entities.mentions import move_mention
from annotations.entities.page import Page
from annotations.models import Mention

NAME = "trim"

_PUNCTUATION = r"\s,;:!?\"“”„‘’'`«»‹›*•·|/\\_<>…\-‐‑–—�"
_LEADING = re.compile(rf"[{_PUNCTUATION}.]+")
_TRAILING = re.compile(rf"[{_PUNCTUATION}]")
_THE = re.compile(r"the\s+(?!hague\b)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s", re.IGNORECASE)
# Words that end a name or a date together with their stop.
_ABBREVIATION = re.compile(
    r"""(?:\w\.)+
    |(?:inc|ltd|co|corp|plc|llc|bros|jr|sr|st|mt|ave|blvd|rd|univ|assn|dept)\.
    |(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\.
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def trim(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Take off what does not belong to a name, and drop a mention of which nothing is left."""
    text = page.text
    trimmed = []
    for mention in mentions:
        start, end = _trim(text, mention.start, mention.end)
        if (start, end) == (mention.start, mention.end):
            trimmed.append(mention)
        elif start < end:
            trimmed.append(move_mention(mention, text, start, end, NAME))
    return trimmed


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a stretch until there is nothing more to take off at either end."""
    before = (-1, -1)
    while before != (start, end):
        before = (start, end)
        end -= _surplus_end(text[start:end])
        start += _surplus_start(text[start:end])
    return start, end


def _surplus_start(name: str) -> int:
    """Count the code points at the start of `name` that do not belong to it."""
    if match := _LEADING.match(name):
        # '90s and -5 begin with a sign that is theirs.
        is_number = name[match.end() :][:1].isdigit() and name[match.end() - 1] in "'‘’-."
        return match.end() - is_number
    if match := _THE.match(name):
        return match.end()
    return int(name[:1] in _BRACKETS and _is_unpaired(name, name[0], at_end=False))


def _surplus_end(name: str) -> int:
    """Count the code points at the end of `name` that do not belong to it."""
    if not name:
        return 0
    last = name[-1]
    if _POSSESSIVE.fullmatch(name[-2:]):
        return 2
    if last == ".":
        return int(not _ABBREVIATION.fullmatch(name.split()[-1]))
    if last in _BRACKETS.values():
        opening = next(left for left, right in _BRACKETS.items() if right == last)
        return int(_is_unpaired(name, opening, at_end=True))
    return int(_TRAILING.match(last) is not None or last in _BRACKETS)


def _is_unpaired(name: str, opening: str, *, at_end: bool) -> bool:
    """Tell whether the bracket at one end of `name` has no partner, or pairs round all of it."""
    closing = _BRACKETS[opening]
    wraps = name[0] == opening and name[-1] == closing
    partner = opening if at_end else closing
    return wraps or partner not in name
