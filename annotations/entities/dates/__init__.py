"""Dates: what an expression such as `last month` means, seen from the day it was published.

A value is ISO 8601 where that has a form for it: a day `2021-07-01`, a month `2021-06`, a year
`2021`, a week `2021-W18`, a stretch `2021-05-03/2021-05-05`, a length of time `P28Y`. The rest is
as in TimeML: `XXXX-07-01` (nobody knows the year), `199X`, `2021-SP` `-SU` `-FA` `-WI`, `2021-Q1`,
`2021-W17-WE`, `PXM` (some months), `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
"""

from collections.abc import Sequence

from annotations.entities.dates.anchor import anchor_of
from annotations.entities.dates.resolving import resolve_all
from annotations.models import Article, Mention

__all__ = ["resolve_dates"]

_LABEL = "DATE"


def resolve_dates(article: Article, mentions: Sequence[Mention]) -> list[str]:
    """Resolve the dates among an article's mentions.

    Nothing of it is kept: it is asked for again when the analyst has corrected the date of
    publication.

    Args:
        article: The article, with the date of its publication as far as it is known.
        mentions: Its mentions, ordered by start.

    Returns:
        A value for each mention; empty for what is no date or cannot be told.
    """
    dates = [(mention.start, mention.end) for mention in mentions if mention.label == _LABEL]
    anchor = anchor_of(article.published, article.dateline)
    values = iter(resolve_all(article.text, dates, anchor))
    return [next(values) if mention.label == _LABEL else "" for mention in mentions]
