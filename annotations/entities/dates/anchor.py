"""The day from which expressions of time are seen, and the arithmetic of the calendar."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from annotations.entities.dates.reading import Point, read

_UNKNOWN_YEAR = 2001
"""Stands for a year that nobody knows; no leap year, as most are none."""

_SEASON_MONTHS = {
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3), "Q1": (1, 3), "Q2": (4, 3),
    "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day from which others are counted.

    Attributes:
        day: The day.
        year_known: Whether its year is known too.
    """

    day: date
    year_known: bool = True

    def iso(self, day: date) -> str:
        """Write another day, counted from this one."""
        return day.isoformat() if self.year_known else f"XXXX{day.isoformat()[4:]}"

    def shifted(self, amount: int, unit: str) -> str:
        """Write the day, week, weekend, month, quarter or year that is `amount` of them away.

        Args:
            amount: Negative for before.
            unit: `D`, `W`, `WE`, `FN`, `M`, `Q`, `Y`, `DE` or `CE`.

        Raises:
            OverflowError: The calendar does not go so far.
        """
        if unit == "D":
            return self.iso(self.day + timedelta(days=amount))
        months = self.day.year * 12 + self.day.month - 1 + amount
        if unit == "M":
            return self.iso(_checked(months // 12, months % 12 + 1))[:7]
        if not self.year_known:
            return ""
        if unit in ("W", "WE", "FN"):
            weeks = amount * (2 if unit == "FN" else 1)
            year, week, _ = (self.day + timedelta(weeks=weeks)).isocalendar()
            return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
        if unit == "Q":
            quarter = self.day.year * 4 + (self.day.month - 1) // 3 + amount
            return f"{_checked(quarter // 4, 1).year:04}-Q{quarter % 4 + 1}"
        year = _checked(self.day.year + amount * {"DE": 10, "CE": 100}.get(unit, 1), 1).year
        return f"{year:04}"[: {"DE": 3, "CE": 2}.get(unit, 4)].ljust(4, "X")


def anchor_of(published: str | None, dateline: str | None) -> Anchor | None:
    """Find the day from which an article's words are to be seen.

    Args:
        published: ISO date, if it is known.
        dateline: Such as `ASTANA. October 8. STEPPE-INFORM`; asked where the date is not known.

    Returns:
        None if neither tells of a day.
    """
    if published:
        try:
            return Anchor(date.fromisoformat(published))
        except ValueError:
            return None
    for part in re.split(r"[,./–—]|--| - ", dateline or ""):
        point = read(part)
        if isinstance(point, Point) and point.month and point.day:
            try:
                year = int(point.year) if point.year else _UNKNOWN_YEAR
                return Anchor(date(year, point.month, point.day), year_known=bool(point.year))
            except ValueError:
                continue
    return None


def months_of(point: Point, year: int) -> tuple[date, date]:
    """First and last day of a day, month or season without its year, in one year.

    Args:
        point: Has a month or a season.
        year: The year; of a winter, that of its December.

    Raises:
        ValueError: There is no such day in that year.
    """
    if point.month and point.day:
        return (day := date(year, point.month, point.day)), day
    month, length = _SEASON_MONTHS[point.season] if point.season else (point.month or 1, 1)
    end = year * 12 + month - 1 + length - 1
    last = date(end // 12, end % 12 + 1, calendar.monthrange(end // 12, end % 12 + 1)[1])
    return date(year, month, 1), last


def _checked(year: int, month: int) -> date:
    if not 1 <= year <= 9999:
        raise OverflowError(f"no year {year}")
    return date(year, month, 1)
