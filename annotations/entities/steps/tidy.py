"""The step that cuts the model's spans to what can be one name, and drops what is none."""

import re
from collections.abc import Iterator, Sequence

from annotations.entities.mentions import move_mention
from annotations.entities.overlay import Overlay
from annotations.entities.page import Page
from annotations.entities.steps.date_spans import FULL_DATE, fit_date
from annotations.models import Mention

NAME = "tidy"

_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT"})
_LINES = re.compile(r"\s*\n\s*")
_DETERMINER = re.compile(
    r"(?:an?|his|her|its|their|our|this|that|these|those|some|both|each|any)\s+", re.IGNORECASE
)
_CALENDAR = re.compile(
    r"""\d{4}|\d0'?s\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|day\b|days\b|week|month|year|decade|centur
    |season|spring|summer|autumn|fall\b|winter|morrow|tonight|quarter|\bage[sd]?\b|eve\b|christmas|easter|ramadan|hours?\b|\d-\d|\d/\d
    |mon\b|tue|wed|thu|fri\b|sat\b|sun\b|previous|future|recent|now\b|then\b|ago\b|mid""",
    re.IGNORECASE | re.VERBOSE,
)
_FALSE_DATE = re.compile(
    r"(?i)^(?:his|her|their|my|our)\b| of$|anniversar|birthday|\d{5}|^\d{1,3}$"
    r"|^\+|^(?:[03-9]|2[1-9])\d{3}$"
    r"|^(?:daily|annual|yearly|monthly|weekly|season)$"
)
_PAPER = re.compile(r"(?:Agreements?|Accords?|Treaty|Protocol|Convention|Prize|Act)$")
_NUMBERED = re.compile(r" (?:Resolution|Regulation|Directive|Law|Decree)s? .*\d.*$")


def tidy(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Cut at line ends, take off articles and trailing words, drop what names nothing."""
    kept = []
    for mention in mentions:
        for start, end in _lines(page, mention):
            if mention.label in _NAMES:
                start, end = _narrow(page, start, end)
            elif mention.label == "DATE":
                start, end = fit_date(page, start, end)
            if start < end and _is_name(page, start, end, mention.label):
                same = (start, end) == (mention.start, mention.end)
                kept.append(mention if same else move_mention(mention, page.text, start, end, NAME))
    overlay = Overlay(page, kept, NAME)
    for match in FULL_DATE.finditer(page.readable):  # the model often sees but a part
        over = overlay.over(*match.span())
        if not (len(over) == 1 and over[0].start <= match.start() and match.end() <= over[0].end):
            overlay.put(match.start(), match.end(), "DATE")
    return overlay.result()


def _lines(page: Page, mention: Mention) -> Iterator[tuple[int, int]]:
    """The parts of a mention between line ends; a name may go on in the next of a paragraph."""
    start = mention.start
    for match in _LINES.finditer(page.text, mention.start, mention.end):
        if match[0].count("\n") > 1 or not page.goes_on(match.start()):
            yield start, match.start()
            start = match.end()
    yield start, mention.end


def _narrow(page: Page, start: int, end: int) -> tuple[int, int]:
    if match := _DETERMINER.match(page.readable, start, end):
        start = match.end()
    name = _NUMBERED.sub("", page.readable[start:end])
    while (rest := name.rpartition(" "))[0] and rest[2].isalpha() and rest[2].islower():
        name = rest[0].rstrip()
    return start, start + len(name)


def _is_name(page: Page, start: int, end: int, label: str) -> bool:
    name = page.readable[start:end]
    if label == "DATE":
        return bool(_CALENDAR.search(name)) and not _FALSE_DATE.search(name)
    if label not in _NAMES:
        return True
    if not any(letter.isupper() for letter in name):
        return False
    if label == "EVENT" and _PAPER.search(name):
        return False
    return label != "PERSON" or not any(letter.isdigit() for letter in name)
