"""Names without what makes no difference between them: case, accents, stops, articles."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "ı": "i", "‐": "-", "‑": "-"})
_POSSESSIVE = re.compile(r"'s?$")
_ARTICLE = re.compile(r"^the ")
_STOP = re.compile(r"\.(?!\d)")
_JOINT = re.compile(r" ?([+/–-]) ?")
_INITIALS = re.compile(r"\b([a-z]) (?=[a-z]\b(?!'))")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Fold a name, so that two spellings that differ in nothing that counts are the same.

    Args:
        text: As it stands: `The U.S. State Department’s`.

    Returns:
        `us state department`; never empty unless `text` has no characters but these.
    """
    folded = _plain(_plain(text.translate(_QUOTES)).casefold())
    folded = " ".join(folded.split())
    folded = _POSSESSIVE.sub("", _ARTICLE.sub("", folded))
    if "." in folded:
        folded = _INITIALS.sub(r"\1", _STOP.sub("", folded.replace(". ", " ")))
    return " ".join(_JOINT.sub(r"\1", folded).split()) or " ".join(text.split())


def _plain(text: str) -> str:
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parts if not unicodedata.combining(char))


def is_acronym(surface: str) -> bool:
    """Whether a name is made of initials: `IRPT`, `U.N.`, `C5+1`.

    Args:
        surface: As it stands.
    """
    letters = surface.replace(".", "")
    return 2 <= len(letters) <= 10 and letters.isupper() and " " not in letters


def could_stand_for(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym are the initials of a name.

    Args:
        acronym: As it stands: `IRPT`.
        name: As it stands: `Islamic Renaissance Party of Tajikistan`.
    """
    letters = fold(acronym).replace(" ", "")
    words = [word for word in re.split(r"[\s/-]+", name) if word[:1].isalnum()]
    if len(words) < 2:
        return False
    capital = [word for word in words if word[0].isupper()]
    return any(letters == _initials(chosen) for chosen in (words, capital))


def _initials(words: Iterable[str]) -> str:
    return "".join(fold(word)[:1] for word in words)
