"""The words of which English expressions of time are made, and what each stands for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
    "august aug", "september sept sep", "october oct", "november nov", "december dec",
)  # fmt: skip
_WEEKDAYS = (
    "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri",
    "saturday sat", "sunday sun",
)  # fmt: skip
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_UNITS = {
    "day": "D", "week": "W", "weekend": "WE", "fortnight": "FN", "month": "M", "quarter": "Q",
    "year": "Y", "yr": "Y", "decade": "DE", "century": "CE", "anniversary": "Y", "day's": "D",
    "week's": "W", "month's": "M", "year's": "Y", "century's": "CE", "centuries": "CE",
    "birthday": "Y",
}  # fmt: skip
_OFTEN = {"daily": "D", "weekly": "W", "monthly": "M", "quarterly": "Q", "annual": "Y",
          "annually": "Y", "yearly": "Y"}  # fmt: skip
_SHIFTS = {
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "this": 0,
    "that": 0, "current": 0, "same": 0, "next": 1, "coming": 1, "upcoming": 1, "following": 1,
}  # fmt: skip
_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_VAGUE = {
    "recently": "PAST_REF", "recent": "PAST_REF", "formerly": "PAST_REF", "once": "PAST_REF",
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "these": "PRESENT_REF", "soon": "FUTURE_REF", "shortly": "FUTURE_REF",
}  # fmt: skip
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_SOME = ("several", "few", "many", "some")
_AWAY = {"ago": -1, "earlier": -1, "before": -1, "later": 1, "after": 1, "hence": 1}

_PHRASES = {
    "day before yesterday": "2 days ago",
    "day after tomorrow": "in 2 days",
    "new year's eve": "december 31",
    "new year's day": "january 1",
    "christmas eve": "december 24",
    "christmas day": "december 25",
    "christmas": "december 25",
    "may day": "may 1",
    "boxing day": "december 26",
}
_PHRASE = re.compile(r"\b(?:" + "|".join(_PHRASES) + r")\b")
_TOKEN = re.compile(
    r"""(?P<decade>(?:\d\d)?\d0'?s\b)
    |(?P<digits>\d{1,3}(?:,\d{3})+\b|\d+(?:\.\d+)?)(?P<ordinal>(?:st|nd|rd|th)\b)?
    |(?P<quarter>\b[qh][1-4]\b)
    |(?P<word>[^\W\d_]+(?:'s\b)?)
    |(?P<dash>[-‐‑–—/])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an expression.

    Attributes:
        kind: What it is: `month`, `weekday`, `season`, `unit`, `often`, `shift`, `day`, `vague`,
            `number`, `ordinal`, `some`, `half`, `every`, `away`, `decade`, `dash`, or `other`.
        value: What it stands for; the word itself where that says it.
        text: The word as it stands, in lower case.
    """

    kind: str
    value: str
    text: str = ""


def words_of(expression: str) -> list[Word]:
    """Take an expression apart.

    Args:
        expression: Such as `May 3-5`.
    """
    text = " ".join(expression.casefold().replace("’", "'").split())
    text = _PHRASE.sub(lambda match: _PHRASES[match[0]], text)
    return list(_add_up(_word(match) for match in _TOKEN.finditer(text)))


def _word(match: re.Match[str]) -> Word:
    if match["decade"]:
        decade = match["decade"].replace("'", "").rstrip("s")[:-1]
        return Word("decade", (decade if len(decade) == 3 else f"19{decade}") + "X")
    if match["digits"]:
        return Word("ordinal" if match["ordinal"] else "number", match["digits"].replace(",", ""))
    if match["dash"]:
        return Word("dash", "-")
    if match["quarter"]:
        return Word("season", match["quarter"].upper())
    return _WORDS.get(match["word"]) or Word("other", match["word"], match["word"])


def _add_up(words: Iterator[Word]) -> Iterator[Word]:
    """Join `twenty`, `-`, `eight` into 28."""
    tens: Word | None = None
    dashes: list[Word] = []
    for word in words:
        if tens and word.kind == "dash" and not dashes:
            dashes.append(word)
            continue
        if tens and word.kind in ("number", "ordinal") and len(word.value) == 1:
            yield Word(word.kind, str(int(tens.value) + int(word.value)))
            tens, dashes = None, []
            continue
        if tens:
            yield from (tens, *dashes)
            tens, dashes = None, []
        if word.kind == "tens":
            tens = Word("number", word.value)
        else:
            yield word
    if tens:
        yield from (tens, *dashes)


def _vocabulary() -> dict[str, Word]:
    found: dict[str, Word] = {}
    for kind, names in (("month", _MONTHS), ("weekday", _WEEKDAYS)):
        for number, spellings in enumerate(names):
            for name in spellings.split():
                found[name] = Word(kind, str(number + (kind == "month")))
    tables: dict[str, dict[str, str] | dict[str, int]] = {
        "season": _SEASONS,
        "unit": _UNITS | {f"{name}s": unit for name, unit in _UNITS.items() if "'" not in name},
        "often": _OFTEN,
        "shift": _SHIFTS,
        "day": _DAYS,
        "vague": _VAGUE,
        "away": _AWAY,
    }
    for kind, table in tables.items():
        found |= {name: Word(kind, str(value), name) for name, value in table.items()}
    found |= {name: Word("number", str(n)) for n, name in enumerate(_ONES.split(), 1)}
    found |= {name: Word("tens", str(10 * n)) for n, name in enumerate(_TENS.split(), 2)}
    found |= {name: Word("ordinal", str(n)) for n, name in enumerate(_ORDINALS.split(), 1)}
    found |= {name: Word("some", "X") for name in _SOME}
    found |= {"a": Word("number", "1"), "an": Word("number", "1"), "couple": Word("number", "2")}
    found |= {"half": Word("half", "half"), "dozen": Word("number", "12")}
    return found | {name: Word("every", name) for name in ("every", "each")}


_WORDS = _vocabulary()
