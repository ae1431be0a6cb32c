"""Where a date begins and ends: what the model often sees but a part of, or too much of."""

import re

from annotations.entities.page import Page

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = rf"(?:\d{{1,2}}[ ]{_MONTH}|{_MONTH}[ ]\d{{1,2}})"
_TO = r"(?:[ ]?[-–—][ ]?|[ ](?:to|and|until|through)[ ])"
_UNTIL = r"(?:[ ]?[-–—][ ]?|[ ]to[ ])"
_CLOSED = r"(?=[.,;:)]|\s*$|[ ](?:in|at|on|when)\b)"

FULL_DATE = re.compile(
    rf"""\b(?=[\dJFMASONDTWCaesw])(?:
    (?:{_WEEKDAY},?[ ])?{_DAY},?[ ]\d{{4}}\b
    |{_DAY}{_TO}{_DAY}(?:,?[ ]\d{{4}})?\b
    |\d{{1,2}}{_TO}\d{{1,2}}[ ]{_MONTH}(?:[ ]\d{{4}})?\b
    |{_MONTH}[ ]\d{{1,2}}{_TO}\d{{1,2}}(?:,?[ ]\d{{4}}\b|{_CLOSED})
    |{_MONTH}{_UNTIL}{_MONTH}(?:[ ]\d{{4}})?\b
    |(?:spring|summer|autumn|winter)[ ]of[ ]\d{{4}}\b
    |(?:New[ ]Year's|Christmas)[ ](?:Day|Eve)(?:[ ]\d{{4}})?
    |{_DAY}\b(?![ ]?[%$€])
    |(?<![-–/$€£])(?:19|20)\d\d{_UNTIL}(?:19|20)?\d\d\b(?!-)
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Days with their year, and stretches of days, months or years."""

_EARLY = re.compile(r"\b(?:[Ll]ate|[Ee]arly|[Mm]id)[ -]$")
_WHICH = re.compile(r"\b(?:[Ee]very|[Ee]ach|[Ll]ast|[Nn]ext|[Tt]his) $")
_COARSE = re.compile(
    rf"{_MONTH}(?:,? \d{{4}})?|(?:19|20)\d0s|(?:19|20)\d\d|spring|summer|autumn|winter"
)
_APPOSED = re.compile(rf"(.*(?:{_MONTH}|\d{{4}}).*?), (?:the )?(?:days?|weeks?|months?|years?)$")


def fit_date(page: Page, start: int, end: int) -> tuple[int, int]:
    """Fit `late October`, and `November 1990` of `November 1990, days before …`.

    Args:
        page: The article.
        start: Where what the model saw begins.
        end: Where it ends.
    """
    if apposed := _APPOSED.match(page.readable, start, end):
        end = apposed.end(1)
    before = _EARLY.search(page.readable, max(0, start - 6), start)
    if before and _COARSE.fullmatch(page.readable, start, end):
        start = before.start()
    which = _WHICH.search(page.readable, max(0, start - 6), start)
    if which and re.compile(_WEEKDAY).fullmatch(page.readable, start, end):
        start = which.start()
    return start, end
