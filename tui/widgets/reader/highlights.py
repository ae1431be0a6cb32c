"""What is said of a text, as runs of equal looks for one stretch of it.

Mentions, the analyst's passages, boilerplate and the hits of a search may overlap in any way; a
run is a stretch over which none of them begins or ends.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import NamedTuple
from zlib import crc32

from annotations.models import Annotation, Mention, Zone
from tui.widgets.spans import FixedSpans, Spans

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
    "LAW": "work",
    "WORK_OF_ART": "work",
    "PRODUCT": "work",
    "LANGUAGE": "group",
    "DATE": "time",
    "TIME": "time",
    "PERCENT": "number",
    "MONEY": "number",
    "QUANTITY": "number",
    "ORDINAL": "number",
    "CARDINAL": "number",
}
"""Which labels look alike."""

OWN_KINDS = ("own-0", "own-1", "own-2", "own-3", "own-4", "own-5")
"""How labels look that the program does not know: those of a model, or the analyst's own."""


def kind_of(label: str) -> str:
    """Tell how a label looks; the same for the same label in every run."""
    return KINDS.get(label) or OWN_KINDS[crc32(label.encode("utf-8", "replace")) % len(OWN_KINDS)]


_DEEPEST = 4
"""Of more passages over one word than this, the innermost are shown."""

_MOST = 256
"""Of more passages over one line than this, the innermost count."""


class Look(NamedTuple):
    """All that decides how a stretch of text is drawn.

    Attributes:
        entity: One of the values of `KINDS`, one of `OWN_KINDS`, or empty.
        passages: For each passage over it, the outermost first, the colours of its tags.
        boilerplate: Whether it is in a boilerplate zone.
        found: Whether it is a hit of the search.
        current: Whether it is the hit the cursor was sent to.
        selected: Whether it is in the selection.
        cursor: Which of `cursor` and `cursor-away` is on it, or empty.
    """

    entity: str = ""
    passages: tuple[tuple[str, ...], ...] = ()
    boilerplate: bool = False
    found: bool = False
    current: bool = False
    selected: bool = False
    cursor: str = ""


PLAIN = Look()


class Run(NamedTuple):
    """A stretch of equal look.

    Attributes:
        start: First code point.
        end: One past the last code point.
        look: How it is drawn.
    """

    start: int
    end: int
    look: Look


class Highlights:
    """Everything that is marked in one text."""

    def __init__(self, zones: Sequence[Zone] = ()) -> None:
        """Start with the zones of an article, which do not change."""
        self._zones = zones
        self._mentions: FixedSpans[Mention] = FixedSpans()
        self._annotations: Spans[Annotation] = Spans()
        self._known: dict[str, Annotation] = {}
        self.hits: Sequence[tuple[int, int]] = ()

    def set_mentions(self, mentions: Iterable[Mention]) -> None:
        """Replace all mentions."""
        self._mentions = FixedSpans(mentions)

    def set_annotations(self, annotations: Iterable[Annotation]) -> list[tuple[int, int]]:
        """Replace all annotations; return the spans whose looks may have changed."""
        now = {annotation.uid: annotation for annotation in annotations}
        changed = []
        for uid, old in self._known.items():
            new = now.get(uid)
            if new is not old and new != old and (span := _standing(old)):
                self._annotations.discard(*span, old)
                changed.append(span)
        for uid, new in now.items():
            old_one = self._known.get(uid)
            if new is not old_one and new != old_one and (span := _standing(new)):
                self._annotations.add(*span, new)
                changed.append(span)
        self._known = now
        return changed

    def mentions_over(self, start: int, end: int) -> list[Mention]:
        """The mentions that overlap a stretch, the innermost last."""
        return self._mentions.overlapping(start, end)

    def annotations_over(self, start: int, end: int) -> list[Annotation]:
        """The annotations whose passages overlap a stretch, the innermost last."""
        return [annotation for _, _, annotation in self._annotations.overlapping(start, end)]

    def runs(self, start: int, end: int) -> list[Run]:
        """The runs of a stretch, in order, without gaps."""
        entities = {
            (mention.start, mention.end, kind_of(mention.label)): None
            for mention in self._mentions.overlapping(start, end)
        }
        passages = [
            (low, high, tuple(tag.colour for tag in annotation.tags))
            for low, high, annotation in self._annotations.overlapping(start, end)
        ][-_MOST:]
        zones = [(zone.start, zone.end) for zone in self._zones_over(start, end)]
        hits = self.hits_over(start, end)
        ends = [span[:2] for span in chain(entities, passages)] + [*zones, *hits]
        if not ends:
            return [Run(start, end, PLAIN)]
        cuts = {min(max(start, cut), end) for span in ends for cut in span} | {start, end}
        return [
            Run(
                low,
                high,
                Look(
                    entity=next((kind for a, b, kind in reversed(entities) if a <= low < b), ""),
                    passages=tuple(tags for a, b, tags in passages if a <= low < b)[-_DEEPEST:],
                    boilerplate=any(a <= low < b for a, b in zones),
                    found=any(a <= low < b for a, b in hits),
                ),
            )
            for low, high in pairwise(sorted(cuts))
        ]

    def hits_over(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """The hits of the search that overlap a stretch."""
        first = bisect_right(self.hits, start, key=lambda hit: hit[1])
        return self.hits[first : bisect_left(self.hits, end, key=lambda hit: hit[0])]

    def _zones_over(self, start: int, end: int) -> Sequence[Zone]:
        first = bisect_right(self._zones, start, key=lambda zone: zone.end)
        return self._zones[first : bisect_left(self._zones, end, key=lambda zone: zone.start)]


def _standing(annotation: Annotation) -> tuple[int, int] | None:
    """Where an annotation stands in the text; None for an orphan or one of the whole article."""
    start, end = annotation.start, annotation.end
    return (start, end) if start is not None and end is not None and start < end else None
