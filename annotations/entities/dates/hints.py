"""What the words around an expression tell of whether it lies ahead or behind."""

import re
from enum import Enum

from annotations.segments import sentence_at


class Direction(Enum):
    """Where a month, a day or a weekday without its year or week lies."""

    BEHIND = "behind"
    AHEAD = "ahead"
    EITHER = "either"
    UNSAID = "unsaid"


_NEAR = 8
"""Words before and after an expression that are looked at."""

_AHEAD = re.compile(
    r"""will|shall|would|may|plan(?:s|ned|ning)?|schedul(?:ed|es)|expect(?:ed|s)|due|upcoming
    |forthcoming|ll|intends?|slated""",
    re.VERBOSE,
)
_BEHIND = re.compile(
    r"""\w{2,}ed|was|were|had|did|said|told|met|held|took|came|went|began|spoke|sent|won|lost|made
    |fell|rose|saw|gave|left|signed|since|wrote|has|have""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W\d_]+")
_UNTIL = ("by", "until", "till", "before")


def direction(text: str, start: int, end: int) -> Direction:
    """Tell whether the sentence puts an expression before or after its writing.

    Args:
        text: The article's whole text.
        start: Where the expression starts.
        end: One past its end.
    """
    opens, closes = sentence_at(text, start)
    before = [word.casefold() for word in _WORD.findall(text[min(opens, start) : start])]
    after = [word.casefold() for word in _WORD.findall(text[end : max(closes, end)])]
    if before and before[-1] == "since":
        return Direction.BEHIND
    # The verb that stands nearest before it; where it opens the sentence, the first one after.
    verbs = [*reversed(before[-_NEAR:]), *(after[:_NEAR] if len(before) <= 1 else ())]
    for word in verbs:
        if _AHEAD.fullmatch(word):
            return Direction.AHEAD
        if _BEHIND.fullmatch(word):
            return Direction.BEHIND
    if (before and before[-1] in _UNTIL) or _to_be(text[min(opens, start) : start]):
        return Direction.EITHER
    return Direction.UNSAID


def _to_be(before: str) -> bool:
    return re.search(r"\b(?:is|are|be) to\b", before, re.IGNORECASE) is not None
