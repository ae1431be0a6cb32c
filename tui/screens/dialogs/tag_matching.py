"""Tag names: found by what is typed, compared with those there are."""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from annotations.models import Tag
from annotations.tag_names import tidy


class _Match(IntEnum):
    """How well a query matches a name, best first."""

    WHOLE = 0
    START = 1
    LEVEL = 2
    SUBSEQUENCE = 3
    NONE = 4


def ranked(query: str, tags: Sequence[Tag]) -> list[Tag]:
    """Find the tags that match a query, the best first, ties in the order of `tags`.

    The whole name is better than its beginning, that is better than the beginning of a level
    further down, and that is better than letters that occur in the name in this order. Case does
    not count. An empty query matches all, one of nothing but slashes none.
    """
    if not query.strip():
        return list(tags)
    wanted = tidy(query).casefold() + ("/" if query.rstrip().endswith("/") else "")
    if not wanted.strip("/"):
        return []
    matches = [(_match(wanted, tag.name.casefold()), tag) for tag in tags]
    matches = [pair for pair in matches if pair[0] is not _Match.NONE]
    return [tag for _, tag in sorted(matches, key=lambda pair: pair[0])]


def near(name: str, tags: Iterable[Tag]) -> Tag | None:
    """Find a tag whose name is so like `name` that one may be a slip for the other.

    Alike are names that differ in case, spacing, a plural's ending, or a letter or two.
    """
    from rapidfuzz.distance import OSA  # loaded when the first name is compared

    bare = _bare(name)
    slips = 1 if len(bare) < 8 else 2
    nearest: tuple[int, Tag] | None = None
    for tag in tags:
        if tag.name == name:
            continue
        other = _bare(tag.name)
        distance = OSA.distance(bare, other, score_cutoff=slips)
        alike = distance <= slips and min(len(bare), len(other)) > 3
        if (other == bare or alike) and (nearest is None or distance < nearest[0]):
            nearest = (distance, tag)
    return nearest[1] if nearest else None


def _bare(name: str) -> str:
    """Reduce a name to what is left without case, spacing and plural endings."""
    levels = re.sub(r"[\s_-]+", "", name.casefold()).split("/")
    return "/".join(re.sub(r"ies$", "y", level).removesuffix("s") or level for level in levels)


def _match(wanted: str, name: str) -> _Match:
    if name == wanted:
        return _Match.WHOLE
    if name.startswith(wanted):
        return _Match.START
    if f"/{wanted}" in name:
        return _Match.LEVEL
    letters = iter(name)
    if all(letter in letters for letter in wanted.replace(" ", "")):
        return _Match.SUBSEQUENCE
    return _Match.NONE
