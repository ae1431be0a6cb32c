"""How annotations stand in an article that was edited: what the analyst is shown of each."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from annotations.models import Annotation, Article, Placed


class Standing(StrEnum):
    """What has become of an annotation's words since they were annotated."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    ALTERED = "altered"
    ORPHANED = "orphaned"


def standing(mark: Annotation) -> Standing:
    """Tell what has become of an annotation's words; those of a whole article are unchanged."""
    if mark.placed is Placed.ALTERED:
        return Standing.ALTERED
    if mark.placed is Placed.ORPHANED:
        return Standing.ORPHANED
    moved = mark.passage is not None and mark.start not in (None, mark.passage.start)
    return Standing.MOVED if moved else Standing.UNCHANGED


def is_stale(mark: Annotation, article: Article) -> bool:
    """Tell whether an annotation's passage was taken from another text than the article has."""
    return mark.passage is not None and mark.passage.text_sha256 != article.text_sha256


def to_review(marks: Iterable[Annotation]) -> list[Annotation]:
    """Pick the annotations whose words are not where they were, in the order of the text.

    An orphan stands where its words once were: that is near what was written in their place.
    """
    picked = [mark for mark in marks if standing(mark) is not Standing.UNCHANGED]
    return sorted(picked, key=_place)


def tally(marks: Iterable[Annotation]) -> Counter[Standing]:
    """Count the annotated passages by how they stand; annotations of the whole are none."""
    return Counter(standing(mark) for mark in marks if mark.passage is not None)


def _place(mark: Annotation) -> tuple[int, str, str]:
    known = mark.start if mark.start is not None else mark.passage.start if mark.passage else 0
    return known, mark.created, mark.uid
