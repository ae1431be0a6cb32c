"""The reader: one article on the screen, and everything that is said of its words."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from annotations.models import Annotation, Article, Mention
from annotations.segments import sentence_at
from tui.widgets.cells import cell_width, crop
from tui.widgets.reader.cursor_view import CursorView
from tui.widgets.reader.find import find_all, next_hit
from tui.widgets.reader.folding import fold_over, folds_of, last_shown
from tui.widgets.reader.highlights import Highlights
from tui.widgets.reader.motions import Motion, neighbour
from tui.widgets.reader.palette import Palette

_GLANCE = 2.0
"""Seconds after which an end that is on the screen counts as shown, without any key."""


class Place(NamedTuple):
    """Where the cursor is.

    Attributes:
        line: The visual line, counted from 1.
        lines: How many there are; an estimate until a long text is wrapped.
        percent: How much of the text is before the cursor; 100 at its end.
    """

    line: int
    lines: int
    percent: int


class Reader(CursorView):
    """Shows one article with its highlights; finds in it, folds it, knows what is aimed at."""

    class EndShown(Message):
        """The end of the article was on the screen; told once each time it is shown."""

        def __init__(self, path: str) -> None:
            """Carry the article's path."""
            super().__init__()
            self.path = path

    def __init__(
        self,
        *,
        id: str | None = None,
        placeholder: str = "",
        on_move: Callable[[int], None] | None = None,
    ) -> None:
        """Begin without an article.

        Args:
            id: The widget's id.
            placeholder: What to say while there is no text to show.
            on_move: Called with the cursor's place when it or the selection has changed.
        """
        super().__init__(id=id, on_move=on_move)
        self._placeholder = placeholder
        self._article: Article | None = None
        self._folded = False
        self._finding = ""
        self._find_from = 0
        self._mention_starts: list[int] = []
        self._last = 0
        self._dwelt = False
        self._end_told = True
        self._glance: Timer | None = None

    @property
    def article(self) -> Article | None:
        """The article shown."""
        return self._article

    @property
    def placeholder(self) -> str:
        """What is said while there is no text to show."""
        return self._placeholder

    @placeholder.setter
    def placeholder(self, words: str) -> None:
        self._placeholder = words
        self.refresh()

    def show(
        self,
        article: Article | None,
        *,
        mentions: Sequence[Mention] = (),
        annotations: Sequence[Annotation] = (),
        place: int = 0,
    ) -> None:
        """Show an article.

        Args:
            article: The article; None for none.
            mentions: The entities in it.
            annotations: What the analyst said of it.
            place: Where the cursor is to be, in code points.
        """
        self._article = article
        self._selection.drop()
        self._finding, self._current, self._wanted = "", None, None
        highlights = Highlights(article.zones if article else ())
        highlights.set_annotations(annotations)
        self._highlights = highlights
        self.set_mentions(mentions)
        self._end_told, self._dwelt = article is None, False
        self._lay_out(place)
        if self._glance:
            self._glance.stop()
        self._glance = self.set_timer(_GLANCE, self._dwell) if self.is_attached else None
        self._tell_move()

    def set_mentions(self, mentions: Sequence[Mention]) -> None:
        """Replace the mentions; the place stays."""
        self._highlights.set_mentions(mentions)
        self._mention_starts = sorted({it.start for it in mentions if not it.boilerplate})
        self.repaint_all()

    def set_annotations(self, annotations: Sequence[Annotation]) -> None:
        """Replace the annotations; only lines that change are painted, and the place stays."""
        self.repaint(*self._highlights.set_annotations(annotations), changed=True)

    def move(self, motion: Motion, forward: bool = True) -> None:
        """Move the cursor; a selection that was begun follows.

        Args:
            motion: How.
            forward: Towards the text's end, or back.
        """
        self._dwelt = True
        super().move(motion, forward)
        self._see_end()

    @property
    def at_end(self) -> bool:
        """Whether the last line of the text is on the screen and the cursor on it."""
        if not self.text:
            return True
        return self._end_in_sight and self._wrapping.line_of(self._cursor) >= self._last_line

    def place(self) -> Place:
        """Where the cursor is."""
        line = self._wrapping.line_of(self._cursor) + 1
        percent = 100 if self.at_end else 100 * self._cursor // len(self.text)
        return Place(line, max(line, self._wrapping.height), percent)

    def aim(self) -> tuple[int, int] | None:
        """What a tag or a note would be about: the selection, else the sentence; None without.

        Nothing that is folded is aimed at: nobody can see it.
        """
        start, end = self.selection or sentence_at(self.text, self._cursor)
        return (start, end) if start < end and not self._hides(start, end) else None

    @property
    def on_fold(self) -> bool:
        """Whether what the cursor is on, or the sentence there, is folded away."""
        span = self.selection or sentence_at(self.text, self._cursor)
        return self._hides(*span)

    def _hides(self, start: int, end: int) -> bool:
        return any(fold.start < end and start < fold.end for fold in self._wrapping.folds)

    def mention_at_cursor(self) -> Mention | None:
        """The innermost mention under the cursor."""
        found = self._highlights.mentions_over(self._cursor, self._cursor + 1)
        return found[-1] if found else None

    def annotations_at_cursor(self) -> list[Annotation]:
        """The annotations under the cursor, the innermost first."""
        return self._highlights.annotations_over(self._cursor, self._cursor + 1)[::-1]

    @property
    def folded(self) -> bool:
        """Whether boilerplate is folded."""
        return self._folded

    def fold(self, on: bool) -> None:
        """Fold boilerplate away, or unfold it; the cursor stays, or comes out of a fold."""
        if on != self._folded:
            self._folded = on
            self._lay_out(self._cursor)
            self._tell_move()

    @property
    def finding(self) -> str:
        """What is being searched for; empty without a search."""
        return self._finding

    @property
    def find_place(self) -> tuple[int, int]:
        """Which hit the cursor was sent to, counted from 1, and of how many; 0 for none."""
        hits = self._highlights.hits
        return (bisect_right(hits, self._current) if self._current else 0), len(hits)

    def find(self, query: str) -> int:
        """Mark every hit of a phrase and go to the first at or after the cursor.

        A phrase that is typed on is searched from where its first letter was typed.

        Returns:
            How many hits there are.
        """
        if not self._finding:
            self._find_from = self._cursor
        self._finding = query
        hits = self._highlights.hits = find_all(self.text, query)
        self._current = None
        self.repaint_all()
        if hits:
            self._go_to_hit(next_hit(hits, self._find_from - 1))
        return len(hits)

    def find_step(self, forward: bool = True) -> None:
        """Go to the next hit, or the one before; round at the ends."""
        hits = self._highlights.hits
        if hits:
            self._go_to_hit(next_hit(hits, self._cursor, forward))

    def find_clear(self) -> None:
        """End the search; the cursor stays."""
        self._finding, self._current = "", None
        self._highlights.hits = ()
        self.repaint_all()

    def move_to(self, offset: int) -> None:
        """Put the cursor at an offset, unfolding what hides it.

        Args:
            offset: Code points; beyond the text's end it is its last character.
        """
        if fold_over(self._wrapping.folds, offset):
            self.fold(False)
        super().move_to(offset)

    def lift(self, offset: int) -> None:
        """Put the cursor at an offset, and its line near the top, above what lies over the rest."""
        self.move_to(offset)
        self.scroll_to_line(self._wrapping.line_of(self._cursor) - 2)

    def settled(self) -> None:
        """See whether the end is in sight now."""
        self._see_end()

    def render_line(self, y: int) -> Strip:
        """Paint one line of the screen; the placeholder's, if there is no text."""
        if self.text or y != min(1, self.rows - 1):
            return super().render_line(y)
        palette = self._palette or Palette(self)
        words = "This article has no text." if self._article else self._placeholder
        words = crop("  " + words.replace("\n", " "), self._column.total)
        line = Strip([Segment(words, palette.part("placeholder"))], cell_width(words))
        return line.extend_cell_length(self._column.total, palette.plain)

    def _target(self, motion: Motion, forward: bool) -> int | None:
        if motion is Motion.ENTITY:
            return neighbour(self._mention_starts, self._cursor, forward)
        return super()._target(motion, forward)

    def _lay_out(self, place: int) -> None:
        """Wrap the article anew, with the cursor at a place or as near as folds allow."""
        article = self._article
        text = article.text if article else ""
        self.set_text(text, self._highlights, folds_of(article) if article and self._folded else ())
        self._last = last_shown(self._wrapping.folds, text)
        self._cursor = max(0, min(place, len(text) - 1))
        self._pull_out()
        self.scroll_to_line(self._wrapping.line_of(self._cursor) - self.rows // 3)

    def _go_to_hit(self, hit: tuple[int, int]) -> None:
        before, self._current = self._current, hit
        self.repaint(*(span for span in (before, hit) if span))
        self.move_to(hit[0])

    @property
    def _last_line(self) -> int:
        return self._wrapping.line_of(self._last)

    @property
    def _end_in_sight(self) -> bool:
        below = self.top + self.rows
        if self._wrapping.has_line(below):
            return self._wrapping.bounds(below)[0] > self._last
        return True

    def _dwell(self) -> None:
        self._dwelt = True
        self._see_end()

    def _see_end(self) -> None:
        """Tell once that the end is on the screen, but not of what was only passed by."""
        article = self._article
        awaited = self._dwelt and not self._end_told
        if article and awaited and self.is_on_screen and self._end_in_sight:
            self._end_told = True
            self.post_message(self.EndShown(article.path))
