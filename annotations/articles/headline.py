"""Which line of an article is its headline."""

from collections import Counter
from collections.abc import Sequence

from annotations.articles.furniture import furniture
from annotations.articles.lines import Line, head
from annotations.articles.stamps import is_byline, is_stamp

_REPEATS_WITHIN = 30  # lines in which a page repeats its headline
MOST_COPIES = 6
"""Copies of its headline that a page has; what comes more often is a refrain."""


def headline(lines: Sequence[Line]) -> Line | None:
    """The line that is an article's headline.

    Section labels come before it, and a page often repeats it; so a repeated line is more
    likely to be it than the first one.

    Args:
        lines: The article's lines.

    Returns:
        The line, or None if the article begins with its text.
    """
    candidates = [line for line in head(lines) if _may_be_headline(line)]
    often = Counter(line.key for line in lines[:_REPEATS_WITHIN])
    for line in candidates:
        if 1 < often[line.key] <= MOST_COPIES and len(line.words) > 1:
            return line
    for line in candidates:
        if len(line.words) > 3:
            return line
    return max(candidates, key=lambda line: len(line.words), default=None)


def _may_be_headline(line: Line) -> bool:
    return bool(line.key) and not (
        furniture(line) or line.is_crumbs or is_byline(line.text) or is_stamp(line.text)
    )
