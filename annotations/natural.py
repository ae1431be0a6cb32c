"""Natural order: `2.txt` before `10.txt`, and what is in a folder together."""

import re
import unicodedata

_NUMBER = re.compile(r"\d+")
_SEPARATOR, _DIGITS = "\x01", "\x02"
"""Stand for `/` and before a number; no path that is safe to show has them, and nothing is less."""


def natural_key(path: str) -> str:
    """Make a text of a path that is less than another's where the path comes first.

    Args:
        path: `/`-separated, safe to show.
    """
    if not path.isascii():
        path = unicodedata.normalize("NFD", path)
    return _NUMBER.sub(_number, path.replace("/", _SEPARATOR))


def _number(match: re.Match[str]) -> str:
    digits = str(int(match[0]))
    return f"{_DIGITS}{chr(len(digits) + 32)}{digits}"
