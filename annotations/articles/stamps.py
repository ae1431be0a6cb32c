"""Who, where and when: bylines, datelines and lines that give a date."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache

_MONTHS = (
    ("jan", "january", "januar", "janvier", "enero", "gennaio", "janeiro", "января"),
    ("feb", "february", "februar", "février", "febrero", "febbraio", "fevereiro", "февраля"),
    ("mar", "march", "märz", "mars", "marzo", "março", "марта"),
    ("apr", "april", "avril", "abril", "aprile", "апреля"),
    ("may", "mai", "mayo", "maggio", "maio", "мая"),
    ("jun", "june", "juni", "juin", "junio", "giugno", "junho", "июня"),
    ("jul", "july", "juli", "juillet", "julio", "luglio", "julho", "июля"),
    ("aug", "august", "août", "agosto", "августа"),
    ("sep", "sept", "september", "septembre", "septiembre", "settembre", "setembro", "сентября"),
    ("oct", "october", "oktober", "octobre", "octubre", "ottobre", "outubro", "октября"),
    ("nov", "november", "novembre", "noviembre", "novembro", "ноября"),
    ("dec", "december", "dezember", "décembre", "diciembre", "dicembre", "dezembro", "декабря"),
)
_BYLINE = re.compile(r"(?:(?i:written by|story by|by|von|par|por)\s+)(?P<name>[^\W\d_].{1,78})$")
_BYLINE_END = re.compile(r"\s*(?:[|•·–—/]|-{1,2}\s|,?\s(?=\w+ \d|\d)).*$|[,.]$")
_IN_TEXT = re.compile(
    r"\b(?:[Cc]ompiled|[Ww]ritten|[Rr]eported) by (?P<name>[^\W\d_a-z][^.,;:()]{2,60})"
)
_BESIDE_DATE = re.compile(
    r"""[\W\d_]|(?:published|posted|updated|last|modified|created|date|on|at|of|the|am|pm|a\.m|p\.m
    |gmt|utc|est|edt|cet|st|nd|rd|th|de|um|uhr|le|veröffentlicht|publié|опубликовано|года?
    |mon|tue|tues|wed|thu|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday
    )(?![^\W\d_])""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report comes from, as its first line says.

    Attributes:
        text: The whole, without the dash after it.
        agency: Who sent it.
        reporter: Who wrote it.
        published: ISO date, if it states day, month and year.
    """

    text: str
    agency: str | None = None
    reporter: str | None = None
    published: str | None = None


def byline(text: str) -> str | None:
    """The author named by a line such as `By Anna Ray`; None if it is no byline."""
    match = _BYLINE.match(text)
    if not match:
        return None
    name = _BYLINE_END.sub("", match["name"]).strip()
    parts = [part for part in name.split() if part not in {"and", "und", "et", "y", "&", "for"}]
    capitals = [part for part in parts if part[0].isupper()]
    if not parts or len(parts) > 8 or not parts[0][0].isupper():
        return None
    return name if len(capitals) * 3 >= len(parts) * 2 else None


def is_byline(text: str) -> bool:
    """Whether a line is a byline."""
    return byline(text) is not None


def author_in(text: str) -> str | None:
    """The author that a sentence names, as in `compiled by Anna Ray`."""
    match = _IN_TEXT.search(text)
    return match["name"].strip() if match else None


def stamp(text: str) -> str | None:
    """The date that a line states and that is all it states.

    Args:
        text: A line, such as `Published: Friday 14 February 2025, 10:30 GMT`.

    Returns:
        ISO date; None if there is more in it, or no day, month and year.
    """
    match = _date_pattern().search(text) if len(text) <= 100 else None
    if not match:
        return None
    around = text[: match.start()] + " " + text[match.end() :]
    around = _date_pattern().sub(" ", around)  # `Published …, updated …`: the first counts
    return iso_date(match[0]) if not _BESIDE_DATE.sub("", around) else None


def is_stamp(text: str) -> bool:
    """Whether a line gives a date and no more."""
    return stamp(text) is not None


def date_beside_byline(text: str) -> str | None:
    """The date in a byline such as `By Anna Ray, June 3, 2021`."""
    match = _date_pattern().search(text)
    return iso_date(match[0]) if match and is_byline(text) else None


@lru_cache(maxsize=4096)
def iso_date(text: str) -> str | None:
    """Read a date, if it states day, month and year without a doubt.

    Args:
        text: The date alone.

    Returns:
        ISO date, or None.
    """
    from dateutil.parser import isoparse, parse, parserinfo

    class Months(parserinfo):
        MONTHS = [tuple(names) for names in _MONTHS]  # type: ignore[misc]
        JUMP = [*parserinfo.JUMP, "de", "года", "г", "le"]

    text = text.strip()
    try:
        if re.match(r"\d{4}-\d\d-\d\d", text):
            return isoparse(text[:10]).date().isoformat()
        numbers = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
        if numbers and "/" in text and max(int(numbers[1]), int(numbers[2])) <= 12:
            return None  # day first or month first: nothing says
        # What the text leaves out is taken from the default; so two of them tell it.
        info = Months(dayfirst="." in text)
        first, second = (
            parse(text, parserinfo=info, default=datetime(year, month, day))
            for year, month, day in ((2000, 1, 1), (2004, 2, 2))
        )
    except (ValueError, OverflowError):
        return None
    return first.date().isoformat() if first.date() == second.date() else None


def dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with.

    Args:
        text: The paragraph, or its beginning.

    Returns:
        What it says; None if there is none.
    """
    match = _dateline_pattern().match(text)
    if not match:
        return None
    told = bool(match["day"] or match["agency"] or match["paren"])
    if not _is_place(match["place"], text[match.end() : match.end() + 1], told):
        return None
    agency, reporter, whole = match["agency"] or match["paren"], match["reporter"], match[0]
    if agency is None and (sent := _SENT_BY.match(text, match.end())):
        agency, reporter, whole = sent["agency"], sent["reporter"], text[: sent.end()]
    return Dateline(
        text=whole.rstrip(" -–—").strip(),
        agency=agency,
        reporter=reporter,
        published=iso_date(match["day"]) if match["day"] else None,
    )


_SENT_BY = re.compile(
    r"(?P<agency>[^\W\d_a-z][\w-]*(?: [^\W\d_a-z][\w-]*){0,3}), "
    r"(?P<reporter>[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w’'-]+){1,3})[.:](?=\s)"
)


def _is_place(text: str, following: str, told: bool) -> bool:
    """Whether the first name is in capitals, as the place of a dateline is.

    Where nothing but a dash follows it, it might be a name of which something is said, in passing.
    """
    first = text.split(",", maxsplit=1)[0].strip()
    if not told and (len(first) < 4 or following.islower()):
        return False
    return len(first) > 2 and first.isupper()


def _month() -> str:
    names = sorted({name for names in _MONTHS for name in names}, key=len, reverse=True)
    return "(?:" + "|".join(names) + ")"


@cache
def _date_pattern() -> re.Pattern[str]:
    month = _month()
    return re.compile(
        rf"""\b\d{{4}}-\d\d-\d\d\b
        |\b\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}\b
        |\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?{month}\.?,?\s(?:de\s)?\d{{4}}\b
        |\b{month}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}\b""",
        re.IGNORECASE | re.VERBOSE,
    )


@cache
def _dateline_pattern() -> re.Pattern[str]:
    month = _month()
    day = rf"(?:{month}\.?\s\d{{1,2}}|\d{{1,2}}\s{month}\.?)(?:,?\s\d{{4}})?"
    return re.compile(
        rf"""(?P<place>[^\W\d_][^\d\n()/–—:;“"]{{1,40}}?)
        (?:[,.]?\s(?P<day>(?i:{day})))?
        (?:[,.]?\s(?:\((?P<paren>[^()\n]{{2,40}})\)
            |(?P<agency>[^\W\d_a-z][\w-]+(?:\s[^\W\d_a-z][\w-]+){{0,2}})\s?(?=[/–—-])))?
        (?:\s?/(?P<reporter>[^/\n]{{3,40}})/)?
        \s?(?:--|—|–|-\s|-$)\s*""",
        re.VERBOSE,
    )
