"""The mentions of a page while a step changes them: what overlaps, what gives way to what."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from annotations.entities.labelling import is_own
from annotations.entities.mentions import build_mention
from annotations.entities.page import Page
from annotations.models import Mention

_START, _END = attrgetter("start"), attrgetter("end")
_UNSURE = frozenset({"model", "trim", "tidy"})


def is_unsure(mention: Mention) -> bool:
    """Whether nothing but the model, and what tidies up after it, says what a mention is."""
    return mention.found_by in _UNSURE


class Overlay:
    """Mentions that do not overlap, ordered by start.

    Attributes:
        page: The article.
        step: What `found_by` says of the mentions that are put in.
    """

    def __init__(self, page: Page, mentions: Iterable[Mention], step: str) -> None:
        """Begin with the mentions as they are.

        Args:
            page: The article.
            mentions: Those so far; of two that overlap, the one that begins first stays.
            step: The name of the step.
        """
        self.page = page
        self.step = step
        self._mentions: list[Mention] = []
        for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
            if not self._mentions or self._mentions[-1].end <= mention.start:
                self._mentions.append(mention)

    def __iter__(self) -> Iterator[Mention]:
        return iter(list(self._mentions))

    def over(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that overlap a stretch."""
        first, last = self._range(start, end)
        return self._mentions[first:last]

    def at(self, start: int, end: int) -> Mention | None:
        """The mention of exactly this stretch."""
        over = self.over(start, end)
        return over[0] if len(over) == 1 and (over[0].start, over[0].end) == (start, end) else None

    def put(self, start: int, end: int, label: str) -> None:
        """Put a mention in; what it overlaps gives way, but for what only a model knows."""
        first, last = self._range(start, end)
        over = self._mentions[first:last]
        if any(is_own(mention.label) for mention in over):
            return
        if len(over) == 1 and (over[0].start, over[0].end, over[0].label) == (start, end, label):
            return
        if over and (over[0].start, over[0].end) == (start, end):
            made = replace(over[0], label=label, found_by=self.step)
        else:
            made = build_mention(self.page.text, start, end, label, self.step)
        made = replace(made, boilerplate=any(z.start <= start < z.end for z in self.page.zones))
        self._mentions[first:last] = [made]

    def drop(self, start: int, end: int) -> None:
        """Take out every mention that overlaps a stretch, but for what only a model knows."""
        first, last = self._range(start, end)
        kept = [mention for mention in self._mentions[first:last] if is_own(mention.label)]
        self._mentions[first:last] = kept

    def result(self) -> list[Mention]:
        """The mentions as they are now."""
        return list(self._mentions)

    def _range(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_left(self._mentions, start + 1, key=_END)
        last = bisect_left(self._mentions, end, lo=first, key=_START)
        return first, last
