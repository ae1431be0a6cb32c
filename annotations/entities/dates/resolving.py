"""From what an expression says, and where and when it was written, to an ISO value."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from annotations.entities.dates.anchor import Anchor, months_of
from annotations.entities.dates.hints import Direction, direction
from annotations.entities.dates.reading import (
    NEXT,
    PAST,
    THIS,
    Duration,
    Meaning,
    Point,
    Shifted,
    Stretch,
    Vague,
    read,
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YEARS_AROUND = 4  # one of them is a leap year
_DAYS_OF_WEEK = 7
_AHEAD_IS_RARE = 2
"""News tells of what was: a date ahead must be this many times nearer than the one behind."""
_AGAINST = 12
"""The same where the sentence speaks of the other side."""

_WEIGHTS = {
    Direction.UNSAID: (1, _AHEAD_IS_RARE),
    Direction.EITHER: (1, 1),
    Direction.BEHIND: (1, _AGAINST),
    Direction.AHEAD: (_AGAINST, 1),
}


class Resolver:
    """Resolves the expressions of one article, in text order.

    Args:
        text: The article's whole text.
        anchor: The day of its publication, if that is known.
    """

    def __init__(self, text: str, anchor: Anchor | None) -> None:
        self._text = text
        self._anchor = anchor
        self._told: list[tuple[int, date]] = []

    def resolve(self, start: int, end: int) -> str:
        """Resolve the expression from `start` to `end`, which follows those before it.

        Returns:
            What `annotations.entities.dates` says of values; empty if it cannot be told.
        """
        meaning = read(self._text[start:end])
        if meaning is None:
            return ""
        try:
            value = self._value(meaning, start, end)
        except (ValueError, OverflowError):
            return ""  # there is no such day
        if days := _DAY.findall(value):
            self._told.append((start, date.fromisoformat(days[-1])))
        return value

    def _value(self, meaning: Meaning, start: int, end: int) -> str:
        match meaning:
            case Duration(value) | Vague(value):
                return value
            case Shifted():
                origin = self._origin(start) if meaning.told else self._anchor
                return origin.shifted(meaning.amount, meaning.unit) if origin else ""
            case Point():
                return self._point(meaning, start, end)
            case Stretch():
                return self._stretch(meaning, start, end)

    def _stretch(self, stretch: Stretch, start: int, end: int) -> str:
        """Resolve the end first: what is behind is so with its last day."""
        last = self._point(stretch.last, start, end)
        first = stretch.first
        if first.weekday is not None and first.month is None and _DAY.fullmatch(last):
            until = date.fromisoformat(last)
            back = (until.weekday() - first.weekday) % _DAYS_OF_WEEK
            return f"{(until - timedelta(days=back)).isoformat()}/{last}"
        if first.year is None and last[:4].isdigit() and (first.month or first.season):
            turn = bool(first.month and stretch.last.month and first.month > stretch.last.month)
            first = replace(first, year=f"{int(last[:4]) - turn:04}", shift=None)
        value = self._point(first, start, end)
        return f"{value}/{last}" if value and last else ""

    def _point(self, point: Point, start: int, end: int) -> str:
        if point.year and point.month and point.day:
            return date(int(point.year), point.month, point.day).isoformat()
        if point.year:
            return point.year + _rest(point)
        if point.month or point.season:
            return self._yearless(point, start, end)
        if point.weekday is not None:
            day = self._weekday(point.weekday, point.shift, start, end)
            return day.isoformat() if day else ""
        return ""

    def _yearless(self, point: Point, start: int, end: int) -> str:
        """Put a year to a day, month or season: the nearest that the sentence allows."""
        anchor = self._anchor
        if anchor is None or not anchor.year_known:
            months_of(point, 2000)  # refuses a 31st of June
            return f"XXXX{_rest(point)}" if point.month and point.shift is None else ""
        if point.shift == THIS:
            return f"{anchor.day.year:04}{_rest(point)}"
        weigh = self._cost(anchor.day, point.shift, start, end)
        costs: list[tuple[float, int]] = []
        for year in range(anchor.day.year - _YEARS_AROUND, anchor.day.year + _YEARS_AROUND + 1):
            try:
                first, last = months_of(point, year)
            except ValueError:
                continue
            if point.weekday is not None and point.day and first.weekday() != point.weekday:
                continue
            costs.append((weigh(first, last), year))
        if not costs and point.weekday is not None:  # the paper has the weekday wrong
            return self._yearless(replace(point, weekday=None), start, end)
        return f"{min(costs)[1]:04}{_rest(point)}"

    def _cost(
        self, now: date, shift: int | None, start: int, end: int
    ) -> Callable[[date, date], float]:
        """Tell how far from now a stretch of days is, and on the wrong side infinitely so."""
        behind, ahead = _WEIGHTS[direction(self._text, start, end)]

        def cost(first: date, last: date) -> float:
            if first <= now <= last:
                return 0.0 if shift is None else float("inf")
            if last < now:
                return float("inf") if shift == NEXT else (now - last).days * behind
            return float("inf") if shift == PAST else (first - now).days * ahead

        return cost

    def _weekday(self, weekday: int, shift: int | None, start: int, end: int) -> date | None:
        if (beside := self._day_beside(end)) and beside.weekday() == weekday:
            return beside
        if self._anchor is None or not self._anchor.year_known:
            return None
        now = self._anchor.day
        if shift == THIS:
            return now + timedelta(days=weekday - now.weekday())
        listed = self._last_told(self._paragraph_start(start), start)
        if shift is None and listed and listed > now:
            now, shift = listed, NEXT  # a list of what is to come
        if shift is None and direction(self._text, start, end) in (
            Direction.AHEAD,
            Direction.EITHER,
        ):
            shift = NEXT
        if shift == NEXT:
            return now + timedelta(days=(weekday - now.weekday() - 1) % _DAYS_OF_WEEK + 1)
        if shift == PAST:
            return now - timedelta(days=(now.weekday() - weekday - 1) % _DAYS_OF_WEEK + 1)
        return now - timedelta(days=(now.weekday() - weekday) % _DAYS_OF_WEEK)

    def _day_beside(self, end: int) -> date | None:
        """The day of `Tuesday (May 4)`, where that is an expression of its own."""
        match = _BESIDE.match(self._text, end)
        point = read(match[1]) if match else None
        if not match or not isinstance(point, Point) or not (point.month and point.day):
            return None
        value = self._point(point, match.start(1), match.end(1))
        return date.fromisoformat(value) if _DAY.fullmatch(value) else None

    def _origin(self, start: int) -> Anchor | None:
        """The day that `the same day` means: told of just before, else the one told of most."""
        near = self._last_told(self._paragraph_start(start), start)
        days = [day for _, day in self._told]
        if near is None and days:
            near = max(days, key=days.count)
        return Anchor(near) if near else self._anchor

    def _last_told(self, low: int, high: int) -> date | None:
        return next((day for at, day in reversed(self._told) if low <= at < high), None)

    def _paragraph_start(self, start: int) -> int:
        return self._text.rfind("\n", 0, start) + 1


_BESIDE = re.compile(r"\s?[,(]\s?([^\W\d_]{3,9}\.?\s\d{1,2}|\d{1,2}\s[^\W\d_]{3,9})\b")


def _rest(point: Point) -> str:
    """The part of a value after the year."""
    if point.month:
        return f"-{point.month:02}" + (f"-{point.day:02}" if point.day else "")
    return f"-{point.season}" if point.season else ""


def resolve_all(text: str, spans: Sequence[tuple[int, int]], anchor: Anchor | None) -> list[str]:
    """Resolve the expressions of an article.

    Args:
        text: The article's whole text.
        spans: Start and end of each, in text order.
        anchor: The day of its publication, if that is known.
    """
    resolver = Resolver(text, anchor)
    return [resolver.resolve(start, end) for start, end in spans]
