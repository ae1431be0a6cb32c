"""Where an entity is mentioned: each mention in its sentence, with its article below."""

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from annotations.subjects import Site
from tui.widgets.cells import ELLIPSIS, cell_width, crop
from tui.widgets.line import Part, plain, strip_of
from tui.widgets.rows import RowList

SLACK = 12
"""Cells that may stay empty at the end of a line because a word is not broken."""

LONGEST = 2_000
"""Code points of a sentence that are looked at on either side of a mention."""


class SiteList(RowList):
    """Two lines of each sentence, around its mention, and one of what is known of the article."""

    ROW_HEIGHT = 3

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self._sites: Sequence[Site] = ()

    def show(self, sites: Sequence[Site]) -> None:
        """Show mentions, with the cursor on the first."""
        if sites is not self._sites:
            self._sites = sites
            self.scroll_to(y=0, animate=False, force=True)
            self.rows_changed(0)

    @property
    def selected(self) -> Site | None:
        """The mention under the cursor."""
        return self._sites[self.cursor] if self._sites else None

    @property
    def row_count(self) -> int:
        """How many mentions there are."""
        return len(self._sites)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a line of the sentence, or what is known of the article."""
        site = self._sites[index]
        if line == 2:
            article = site.article
            facts = (article.published or "", article.source or "", article.title)
            told = " · ".join(plain(fact) for fact in facts if fact)
            return strip_of([(f"   {told}", self.ink("dim"))], width)
        return strip_of([(" ", Style.null()), *self._line(site, line, max(1, width - 1))], width)

    def _line(self, site: Site, line: int, width: int) -> list[Part]:
        """Set one of two lines of the sentence, the mention in one of them."""
        before, words, after = map(_plain_part, site.sentence)
        before, after = before[-LONGEST:], after[:LONGEST]
        if cell_width(before + words + after) > 2 * width - SLACK:
            # The mention then ends the first line, with as much before it as after it.
            before = _end_of(before, max(0, width - cell_width(words) - 1))
        text, low = before + words + after, len(before)
        high = low + len(words)
        first = _break(text, width)
        start, end = (0, first) if line == 0 else (first, len(text))
        parts = ((start, low, ""), (low, high, "accent"), (high, end, ""))
        shown: list[Part] = []
        for left, right, ink in parts:
            piece = text[max(start, left) : min(end, right)]
            style = self.ink(ink) + Style(bold=True) if ink else Style.null()
            shown.append((piece if shown or line == 0 else piece.lstrip(), style))
        return shown


def _plain_part(text: str) -> str:
    """Make a part of a sentence fit for one line; white space at its ends stays one space."""
    return plain(f"|{text}|")[1:-1]


def _end_of(text: str, cells: int) -> str:
    """Keep so many cells from the end of a text, from the beginning of a word on."""
    backwards = text[::-1]
    kept = crop(backwards, cells)
    if kept == backwards:
        return text
    end = text[len(text) - max(0, len(kept) - 1) :]
    return ELLIPSIS + (end.partition(" ")[2] or end)


def _break(text: str, width: int) -> int:
    """Tell where the first line of so many cells ends: after a word if there is room for one."""
    fitting = crop(text, width)
    if fitting == text:
        return len(text)
    return text.rfind(" ", 0, len(fitting)) + 1 or max(1, len(fitting) - 1)
