"""Find a phrase in a text, as people type it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

_ALIKE = {"'": "['’‘]", '"': '["“”„«»]', "-": "[-‐‑–—]"}
"""What has one key on a keyboard and several forms in print."""


def find_all(text: str, query: str) -> Sequence[tuple[int, int]]:
    """All places where a phrase stands in a text, in order, not overlapping.

    Case counts only if the query has a capital letter. White space in the query stands for any
    white space, a line's end included; straight quotes and hyphens for their printed forms.

    Args:
        text: The text.
        query: What to find; nothing is found for a blank one.

    Returns:
        Start and end of each hit.
    """
    words = query.split()
    if not words:
        return ()
    pattern = r"\s+".join("".join(_ALIKE.get(c, re.escape(c)) for c in word) for word in words)
    flags = re.NOFLAG if query != query.lower() else re.IGNORECASE
    return [match.span() for match in re.finditer(pattern, text, flags)]


def next_hit(hits: Sequence[tuple[int, int]], offset: int, forward: bool = True) -> tuple[int, int]:
    """The nearest of some hits after an offset, or before it; round at the ends of the text."""
    if forward:
        return hits[bisect_right(hits, offset, key=itemgetter(0)) % len(hits)]
    return hits[bisect_left(hits, offset, key=itemgetter(0)) - 1]
