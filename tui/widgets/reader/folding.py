"""Boilerplate zones as folds, and the way round them."""

from collections.abc import Sequence

from annotations.models import Article, Zone
from tui.widgets.reader.motions import last_offset
from tui.widgets.reader.wrapping import Fold


def folds_of(article: Article) -> list[Fold]:
    """One fold for each stretch of boilerplate; zones with only white space between are one."""
    groups: list[list[Zone]] = []
    for zone in article.zones:
        if groups and not article.text[groups[-1][-1].end : zone.start].strip():
            groups[-1].append(zone)
        elif zone.start < zone.end:
            groups.append([zone])
    return [_fold(article.text, group) for group in groups]


def fold_over(folds: Sequence[Fold], offset: int) -> Fold | None:
    """The fold that hides an offset."""
    return next((fold for fold in folds if fold.start <= offset < fold.end), None)


def outside(folds: Sequence[Fold], text: str, offset: int, forward: bool) -> int | None:
    """The offset itself, or the nearest beyond the folds that hide it; None if there is none.

    Args:
        folds: The folds, in order.
        text: The whole text.
        offset: Where a motion leads.
        forward: On which side of a fold to come out.
    """
    while fold := fold_over(folds, offset):
        offset = fold.end if forward else fold.start - 1
        if not 0 <= offset < len(text):
            return None
    return offset


def last_shown(folds: Sequence[Fold], text: str) -> int:
    """The start of the last grapheme that is neither folded nor white space; 0 without one."""
    last = last_offset(text)
    while fold := fold_over(folds, last):
        if not text[: fold.start].strip():
            return 0
        last = last_offset(text[: fold.start])
    return last


def _fold(text: str, zones: Sequence[Zone]) -> Fold:
    start, end = zones[0].start, zones[-1].end
    kinds = ", ".join(dict.fromkeys(zone.kind for zone in zones))
    lines = text[start:end].rstrip("\n").count("\n") + 1
    label = f"boilerplate: {kinds} ({lines} {'line' if lines == 1 else 'lines'})"
    return Fold(start, end + (text[end : end + 1] == "\n"), label)
