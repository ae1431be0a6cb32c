"""What an expression of time says by itself, before it is known when it was written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotations.entities.dates.words import Word, words_of

PAST, THIS, NEXT = -1, 0, 1


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, season or year of the calendar, as far as it is said.

    Attributes:
        year: Four characters, of which the last may be an `X`.
        month: 1 to 12.
        day: 1 to 31.
        weekday: 0 for Monday to 6.
        season: `SP`, `SU`, `FA`, `WI`, `Q1` to `Q4`, `H1`, `H2`.
        shift: -1 for `last`, 0 for `this`, 1 for `next`.
    """

    year: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    shift: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another, both included."""

    first: Point
    last: Point


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, such as `P28Y`, or how often something is."""

    value: str


@dataclass(frozen=True, slots=True)
class Shifted:
    """So many days, weeks … from another day.

    Attributes:
        amount: How many; negative for before.
        unit: `D`, `W`, `WE`, `FN`, `M`, `Q`, `Y`, `DE` or `CE`.
        told: Counted from the day that was told of before, not from the publication.
    """

    amount: int
    unit: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Vague:
    """`PAST_REF`, `PRESENT_REF` or `FUTURE_REF`: what cannot be put into numbers."""

    value: str


Meaning = Point | Stretch | Duration | Shifted | Vague

_ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?\b")
_TO = frozenset({"to", "through", "until", "till", "thru", "and"})
_CALENDAR = frozenset({"month", "weekday", "season", "decade"})
_LATEST_CENTURY = 22
_LENGTHS = {"FN": (2, "W"), "Q": (3, "M"), "DE": (10, "Y"), "CE": (100, "Y"), "WE": (2, "D")}


def read(expression: str) -> Meaning | None:
    """Tell what an expression says by itself.

    Args:
        expression: Such as `last month` or `Monday-Wednesday (May 3-5)`.

    Returns:
        None if it says nothing that can be told in figures.
    """
    parts = [part for part in re.split(r"[()\[\]]", expression) if part.strip()]
    found = [meaning for part in parts if (meaning := _read(part))]
    # `Monday-Wednesday (May 3-5)`: that which names a month says more.
    return max(found, key=_says_much, default=None)


def _says_much(meaning: Meaning) -> int:
    point = meaning.first if isinstance(meaning, Stretch) else meaning
    if not isinstance(point, Point):
        return 0
    return 2 * (point.month is not None) + (point.day is not None)


def _read(text: str) -> Meaning | None:
    if iso := _ISO.search(text):
        day = int(iso[3]) if iso[3] else None
        return Point(iso[1], int(iso[2]), day)
    words = words_of(text)
    if words and words[0].kind == "every" and any(word.kind == "weekday" for word in words):
        return _length("1", "W")
    units = [n for n, word in enumerate(words) if word.kind == "unit"]
    if units and (_counted(words, units[0]) or not _names_a_point(words)):
        return _read_units(words, units[0])
    if _names_a_point(words) or any(word.kind == "ordinal" for word in words):
        return _read_calendar(words)
    for word in words:
        if word.kind == "day":
            return Shifted(int(word.value), "D")
        if word.kind == "often":
            return _length("1", word.value)
        if word.kind == "vague":
            return Vague(word.value)
    return None


def _names_a_point(words: Sequence[Word]) -> bool:
    return any(word.kind in _CALENDAR or _is_year(word) for word in words)


def _is_year(word: Word) -> bool:
    return word.kind == "number" and re.fullmatch(r"1\d{3}|20\d\d|21\d\d", word.value) is not None


def _counted(words: Sequence[Word], unit: int) -> bool:
    """Whether a number stands before the unit: `three days`, `five-year`, `a few months`."""
    before = [word for word in words[:unit] if word.kind != "dash" and word.value != "of"]
    if not before or words[unit].value == "Q":
        return False
    last = before[-1]
    return (last.kind == "number" and not _is_year(last)) or last.kind in ("some", "half")


def _read_units(words: Sequence[Word], unit: int) -> Meaning | None:
    """Read `last month`, `more than 28 years`, `two days later`, `recent weeks`."""
    kinds = {word.kind: word for word in words}
    name, plural = words[unit].value, words[unit].text.endswith("s")
    amount = _amount(words[:unit])
    if "every" in kinds:
        return _length(amount or "1", name)
    if "shift" in kinds:
        return _shifted(words, name, amount, plural=plural)
    if "away" in kinds:
        way, told = int(kinds["away"].value), kinds["away"].text not in ("ago", "hence")
        return _away(amount or "1", name, way, told=told)
    if amount and any(word.text == "in" for word in words[:unit]):
        return _away(amount, name, 1)
    if "vague" in kinds:
        return Vague(kinds["vague"].value)
    if "ordinal" in kinds:
        return _ordinal(int(kinds["ordinal"].value), words[unit])
    if amount or plural:
        return _length(amount or "X", name)
    return Shifted(0, name) if name != "D" else None  # `the end of the year`


def _shifted(words: Sequence[Word], unit: str, amount: str, *, plural: bool) -> Meaning:
    said = {word.text: int(word.value) for word in words if word.kind == "shift"}
    if amount:
        return _length(amount, unit)
    way = next(iter(said.values()))
    if plural:
        return Vague({PAST: "PAST_REF", THIS: "PRESENT_REF", NEXT: "FUTURE_REF"}[way])
    if "past" in said:
        return _length("1", unit)  # `over the past year`
    # Seen from the publication, `the next day` would be `tomorrow`.
    told = bool(said.keys() & {"same", "that", "following", "previous", "preceding", "prior"})
    return Shifted(way, unit, told or (unit == "D" and way != THIS))


def _away(amount: str, unit: str, way: int, *, told: bool = False) -> Meaning:
    if not amount.isdigit():
        return Vague("PAST_REF" if way < 0 else "FUTURE_REF")
    number = int(amount)
    if unit in ("FN", "Q", "DE", "CE"):
        times, unit = _LENGTHS[unit]
        number *= times
    return Shifted(way * number, unit, told)


def _ordinal(number: int, unit: Word) -> Meaning | None:
    if unit.text in ("anniversary", "birthday"):
        return _length(str(number), "Y")
    if unit.value == "CE" and number <= _LATEST_CENTURY:
        return Point(f"{number - 1:02}XX")
    if unit.value == "Q" and number <= 4:
        return Point(season=f"Q{number}")
    return None  # `the third day`: of what?


def _length(amount: str, unit: str) -> Duration:
    if (amount, unit) == ("0.5", "Y"):
        return Duration("P6M")
    times, letter = _LENGTHS.get(unit, (1, unit))
    if times != 1 and amount.isdigit():
        amount = str(times * int(amount))
    return Duration(f"P{amount}{letter}")


def _amount(words: Sequence[Word]) -> str:
    """The number said; `X` for a few, empty if none is said."""
    if any(word.kind == "some" for word in words):
        return "X"
    numbers = [word.value for word in words if word.kind == "number" and not _is_year(word)]
    if any(word.kind == "half" for word in words):  # `half a year`, `two and a half years`
        return f"{numbers[0] if words[0].kind == 'number' else 0}.5"
    return numbers[-1] if numbers else ""


def _read_calendar(words: Sequence[Word]) -> Meaning | None:
    """Read `May 3-5, 2021`, `Monday`, `late 2020`, `last spring`."""
    joints = [
        n
        for n, word in enumerate(words)
        if (word.kind == "dash" or word.text in _TO) and 0 < n < len(words) - 1
    ]
    if not joints:
        return _point(words)
    before, after = _point(words[: joints[0]]), _point(words[joints[-1] + 1 :])
    if not before or not after:
        return before or after  # `mid-2020`
    first, last = _share(before, after)
    joined = words[joints[-1]].text == "and" and words[0].text != "between"
    if joined and not _neighbours(first, last):
        return None  # `Monday and Thursday` are two days, not four
    return Stretch(first, last)


def _share(first: Point, last: Point) -> tuple[Point, Point]:
    """Give each side what only the other one says: the month of `May 3-5`, the year after it."""
    if last.day and not last.month and not first.month and first.year:
        return first, Point(year=first.year[:2] + f"{last.day:02}")  # `2020-21`
    if not first.month and not first.weekday and not first.season:
        first = replace(first, month=last.month)
    if not last.month and last.day:
        last = replace(last, month=first.month)
    if not first.year and (first.month or first.season):
        first = replace(first, year=last.year)
    if first.shift is None or last.shift is None:
        shift = first.shift if last.shift is None else last.shift
        first, last = replace(first, shift=shift), replace(last, shift=shift)
    if not first.day and not first.month and first.year:
        first = Point(year=first.year)
    return first, last


def _neighbours(first: Point, last: Point) -> bool:
    for one, other in ((first.day, last.day), (first.weekday, last.weekday)):
        if one is not None and other is not None:
            return other - one == 1
    return bool(first.month and last.month) and (last.month or 0) - (first.month or 0) == 1


def _point(words: Sequence[Word]) -> Point | None:
    """Read one point; words that say nothing of when are passed over."""
    found = Point()
    ordinal = next((int(word.value) for word in words if word.kind == "ordinal"), None)
    for word in words:
        if word.kind == "month" and not found.month:
            found = replace(found, month=int(word.value))
        elif word.kind == "weekday" and found.weekday is None:
            found = replace(found, weekday=int(word.value))
        elif word.kind == "season":
            found = replace(found, season=word.value)
        elif word.kind == "shift":
            found = replace(found, shift=int(word.value))
        elif word.kind == "decade" or _is_year(word):
            found = replace(found, year=found.year or word.value)
        elif word.kind in ("number", "ordinal") and not found.day and word.text != "a":
            day = int(word.value) if word.value.isdigit() else 0
            found = replace(found, day=day if 1 <= day <= 31 else None)
    part = next((word.value for word in words if word.kind == "unit" and word.value == "Q"), "")
    if ordinal and any(word.kind == "half" for word in words):
        part = "H"
    if ordinal and part:
        found = replace(found, season=f"{part}{ordinal}", day=None)
    return found if found != Point(shift=found.shift) else None
