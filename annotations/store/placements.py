"""Where passages stand in the texts of articles: worked out once for each text."""

from functools import lru_cache
from typing import TYPE_CHECKING

from annotations.models import Article, Passage, Placed, Placement, Target
from annotations.passages import cut, place
from annotations.store.texts import Texts

if TYPE_CHECKING:
    from annotations.versions.tracing import Trace

_MOST_TRACES = 8  # articles whose two versions are remembered

WHOLE: Placement = (Placed.EXACT, None, None)
NOWHERE: Placement = (Placed.ORPHANED, None, None)


class Placements:
    """Places passages, and remembers where: in a changed text each takes milliseconds.

    May be called from any thread.

    Args:
        texts: Has the texts that passages were cut from, if they were kept.
    """

    def __init__(self, texts: Texts) -> None:
        """Begin with nothing placed."""
        self._texts = texts
        self._known: dict[tuple[Passage, str], Placement] = {}
        # The passages of an article share what was found out about its two versions.
        self._trace = lru_cache(_MOST_TRACES)(self._traced)

    def of(self, passage: Passage | None, article: Article) -> Placement:
        """Tell where a passage, None for the whole, stands in an article's text."""
        if passage is None:
            return WHOLE
        if not article.text or not passage.quote:
            return NOWHERE
        key = (passage, article.text_sha256)
        if key not in self._known:
            is_edited = passage.text_sha256 != article.text_sha256
            trace = self._trace(passage.text_sha256, article.text) if is_edited else None
            self._known[key] = place(passage, article.text, article.text_sha256, trace)
        return self._known[key]

    def same(self, one: Passage | None, other: Passage | None, article: Article) -> bool:
        """Tell whether two passages are one and the same, or stand on the same words."""
        if one == other:
            return True
        span = self.of(one, article)[1:]
        return span != (None, None) and span == self.of(other, article)[1:]

    def renewed(self, target: Target, article: Article) -> Target | None:
        """Return a target as it would be cut from an article's text; None if it is lost."""
        if target.passage is None:
            return target
        _, start, end = self.of(target.passage, article)
        if start is None or end is None:
            return None
        return Target(target.path, cut(article.text, article.text_sha256, start, end))

    def _traced(self, text_sha256: str, text: str) -> "Trace | None":
        from annotations.versions.tracing import Trace

        old = self._texts.get(text_sha256)
        return Trace(old, text) if old is not None else None
