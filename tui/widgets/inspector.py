"""What is known of the article in the reader, and what the analyst has said of it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from annotations.labels import LABELS
from annotations.languages import language_name
from annotations.models import Annotation, Article, Mention
from annotations.origins import TitleFrom
from annotations.standing import Standing, standing
from tui.widgets.cells import cell_width, crop
from tui.widgets.line import Part, plain, strip_of, tag_ink
from tui.widgets.provenance import HOW_PLACED, HOW_TITLED, dated, told
from tui.widgets.rows import RowList
from tui.widgets.spans import FixedSpans, Spans

QUOTE = 200
"""Code points of a quote or a note that are looked at for a row: more than any pane shows."""

TITLE_LINES = 4
"""Lines of the article's title that are shown."""

ALIKE = 12
"""Code points of another's note that are shown though they are those of the note itself."""


LEAST_NAME = 6
"""Cells of a name that are kept beside a long label."""


class _Row(NamedTuple):
    """One row: words in one style each, or an annotation, which is drawn when it is seen."""

    lines: tuple[tuple[str, str], ...] = ()
    annotation: Annotation | None = None

    @property
    def height(self) -> int:
        if self.annotation is None:
            return len(self.lines)
        return 2 + bool(self.annotation.note) + len(self.annotation.alternatives)


_GAP = _Row((("", ""),))


class Inspector(RowList):
    """The card of an article: facts, annotations in text order, entities by type.

    The cursor stands on annotations only. While the pane is not focused it follows the reader's
    cursor.
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(placeholder="Nothing is open.", id=id, classes=classes)
        self._article: Article | None = None
        self._annotations: tuple[Annotation, ...] = ()
        self._mentions: tuple[Mention, ...] = ()
        self._entity_count = 0
        self._labels: tuple[tuple[str, str], ...] = ()
        self._undetected = ""
        self._rows: list[_Row] = []
        self._tops: list[int] = [0]
        self._row_of: dict[str, int] = {}
        self._annotation_spans: Spans[Annotation] = Spans()
        self._mention_spans: FixedSpans[Mention] = FixedSpans()
        self._under_cursor: frozenset[str] = frozenset()
        self._mention: Mention | None = None
        self._mention_row = 0
        self._built_for = 0

    def show(
        self,
        article: Article | None,
        annotations: Sequence[Annotation] = (),
        mentions: Sequence[Mention] = (),
        cursor_offset: int = 0,
        undetected: str = "",
    ) -> None:
        """Show an article's card.

        Args:
            article: The article; None shows an empty pane.
            annotations: What was said of it.
            mentions: The entities found in it.
            cursor_offset: Where the reader's cursor is, in code points.
            undetected: Why none were looked for; empty if they were.
        """
        self._undetected = undetected
        selected = self.selected
        self._article = article
        self._annotations = tuple(sorted(annotations, key=attrgetter("order")))
        self._take_in(tuple(mentions))
        self._annotation_spans = Spans()
        for one in self._annotations:
            if one.start is not None and one.end is not None:
                self._annotation_spans.add(one.start, one.end, one)
        self._look_at(cursor_offset)
        self._build()
        kept = self._row_of.get(selected.uid) if selected else None
        self.rows_changed(kept if kept is not None else self._followed())

    def _take_in(self, mentions: tuple[Mention, ...]) -> None:
        """Count and place the mentions, unless they are those that are known: there may be many."""
        if mentions is self._mentions:
            return
        self._mentions = mentions
        self._mention_spans = FixedSpans(mentions)
        self._entity_count = sum(not each.boilerplate for each in mentions)
        self._labels = tuple(_label_counts(mentions))

    def follow(self, cursor_offset: int) -> None:
        """Mark what is under the reader's cursor; repaint only the rows that this changes."""
        marked, mention = self._under_cursor, self._mention
        self._look_at(cursor_offset)
        for uid in marked ^ self._under_cursor:
            self.refresh_row(self._row_of[uid])
        if mention != self._mention and self._rows:
            self._show_mention()
        if marked != self._under_cursor and self._under_cursor and not self.has_focus:
            self.move_to(self._followed())

    def go_to(self, uid: str) -> bool:
        """Put the cursor on an annotation; False if it is not here."""
        row = self._row_of.get(uid)
        if row is None:
            return False
        self.move_to(row)
        return True

    @property
    def selected(self) -> Annotation | None:
        """The annotation under the pane's own cursor."""
        return self._rows[self.cursor].annotation if self._rows else None

    def _look_at(self, offset: int) -> None:
        self._under_cursor = frozenset(one.uid for one in self._annotation_spans.at(offset))
        self._mention = next(iter(self._mention_spans.at(offset)), None)

    def _followed(self) -> int:
        """Find the row of the innermost annotation under the reader's cursor, else the cursor."""
        rows = [self._row_of[uid] for uid in self._under_cursor]
        return max(rows, default=min(self.cursor, max(0, len(self._rows) - 1)))

    # Building the rows, once for an article and a width

    def _build(self) -> None:
        self._built_for = self.size.width
        self._rows, self._row_of = [], {}
        if self._article is not None:
            width = max(8, self.size.width - 3)
            self._rows.append(_Row(tuple(_facts(self._article, width))))
            count = len(self._annotations)
            heading = f"Annotations {count}" if count else "No annotations yet"
            self._rows.append(_Row(((heading, "strong" if count else "dim"), ("", ""))))
            for annotation in self._annotations:
                self._row_of[annotation.uid] = len(self._rows)
                self._rows.append(_Row(annotation=annotation))
                self._rows.append(_GAP)
            self._mention_row = len(self._rows)
            self._rows.append(self._mention_words())
            reasons = _wrapped(self._undetected, width) if self._undetected else ()
            self._rows.append(_Row(tuple((line, "warning") for line in reasons)))
            self._rows.append(_Row(self._labels))
        self._tops = [0, *accumulate(row.height for row in self._rows)]

    def _show_mention(self) -> None:
        """Say what the reader's cursor is on; what is below moves only if that takes more lines."""
        before = self._rows[self._mention_row].height
        self._rows[self._mention_row] = self._mention_words()
        if self._rows[self._mention_row].height == before:
            self.refresh_row(self._mention_row)
        else:
            self._tops = [0, *accumulate(row.height for row in self._rows)]
            self.rows_added()

    def _mention_words(self) -> _Row:
        mention = self._mention
        said = _kind_of(mention, max(8, self.size.width - 3)) if mention else [""]
        if mention and mention.entity not in ("", " ".join(mention.text.split())):
            said.append(f"→ {plain(mention.entity)}")
        none = "No entities" if self._undetected else "No entities yet"
        heading = f"Entities {self._entity_count:,}" if self._mentions else none
        ink = "strong" if self._mentions else "dim"
        return _Row(((heading, ink), *((line, "accent") for line in said)))

    def on_resize(self) -> None:
        """Wrap the facts anew when the pane's width has changed."""
        if self.size.width != self._built_for:
            cursor = self.cursor
            self._build()
            self.rows_changed(cursor)

    # What the list asks

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    @property
    def line_count(self) -> int:
        """How many lines all rows have together."""
        return self._tops[-1]

    def row_span(self, index: int) -> tuple[int, int]:
        """Get the first line of a row, and how many lines it has."""
        return self._tops[index], self._tops[index + 1] - self._tops[index]

    def row_at(self, line: int) -> int:
        """Get the row that a line of the list belongs to."""
        return bisect_right(self._tops, line) - 1

    def can_choose(self, index: int) -> bool:
        """Whether the row is an annotation."""
        return self._rows[index].annotation is not None

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one line of a fact, a heading or an annotation."""
        row = self._rows[index]
        if row.annotation is not None:
            return strip_of(self._annotation_line(row.annotation, line), width)
        text, style = row.lines[line]
        return strip_of([(f" {text}", self.ink(style) if style else Style.null())], width)

    def _annotation_line(self, annotation: Annotation, line: int) -> list[Part]:
        marked = annotation.uid in self._under_cursor
        colour = tag_ink(self, annotation.tags[0]) if annotation.tags else self.ink("dim")
        bar: Part = ("▐ " if marked else "▏ ", colour)
        if line == 0:
            return [bar, *self._tag_names(annotation)]
        if line > 1:
            return [bar, (_written(annotation)[line - 2], Style.null())]
        if annotation.passage is None:
            return [bar, ("the article as a whole", self.ink("dim"))]
        return [bar, (f"“{plain(annotation.quote[:QUOTE])}”", self.ink("dim"))]

    def _tag_names(self, annotation: Annotation) -> list[Part]:
        parts: list[Part] = []
        stands = standing(annotation)
        if words := HOW_PLACED[stands]:
            lost = stands is Standing.ORPHANED
            parts.append((f"{words} ", self.ink("error" if lost else "warning")))
        for tag in annotation.tags:
            if parts:
                parts.append((" ", Style.null()))
            parts.append((plain(tag.name), tag_ink(self, tag, bold=True)))
        return parts or [("note", self.ink("dim"))]


def _kind_of(mention: Mention, width: int) -> list[str]:
    """Say what a mention is; a verdict without room goes below, a long name is cut instead."""
    name, kind = plain(mention.text), f" is {plain(mention.label)}"
    verdict = [str(mention.decision.verdict)] if mention.decision else []
    whole = ", ".join([f"{name}{kind}", *verdict])
    if cell_width(whole) <= width:
        return [whole]
    return [f"{crop(name, max(LEAST_NAME, width - cell_width(kind)))}{kind}", *verdict]


def _written(annotation: Annotation) -> list[str]:
    """The first line of the note, and what others wrote in its place, where that differs."""
    note = annotation.note.lstrip()[:QUOTE].partition("\n")[0]
    others = (
        f"≠ {plain(other.author)}: {_differing(annotation.note, other.note)}"
        for other in annotation.alternatives
    )
    return [*([plain(note)] if annotation.note else []), *others]


def _differing(note: str, other: str) -> str:
    """Get the other note from the word on where it says something else."""
    ours, theirs = " ".join(note.split()), " ".join(other.split())
    pairs = enumerate(zip(ours, theirs, strict=False))
    same = next((at for at, (one, two) in pairs if one != two), min(len(ours), len(theirs)))
    start = theirs.rfind(" ", 0, same) + 1
    if start <= ALIKE:
        return plain(other.lstrip()[:QUOTE].partition("\n")[0])
    return plain(f"…{theirs[start : start + QUOTE]}")


def _facts(article: Article, width: int) -> Iterable[tuple[str, str]]:
    """Say what is known of an article, wrapped to `width` cells; a word and its style a line."""
    title = _wrapped(article.title, width)
    if len(title) > TITLE_LINES:
        title[TITLE_LINES - 1] = crop(" ".join(title[TITLE_LINES - 1 :]), width)
    yield from ((line, "strong") for line in title[:TITLE_LINES])
    if article.title_from is not TitleFrom.HEADLINE:
        yield f"title: {HOW_TITLED[article.title_from]}", "dim"
    if not article.source:
        yield "no source", "dim"
    for line in _wrapped(told(article.source or "", article.source_from), width):
        yield line, ""
    yield dated(article), "" if article.published else "dim"
    for line in _wrapped(told(article.byline or "", article.byline_from), width):
        yield line, ""
    language = language_name(article.language) if article.language_from else ""
    others = ((article.dateline or "", article.dateline_from), (language, article.language_from))
    for value, origin in others:
        yield from ((line, "dim") for line in _wrapped(told(value, origin), width))
    yield f"{article.words:,} words", "dim"
    if article.encoding.lower().replace("_", "-") not in ("utf-8", "ascii"):
        yield f"read as {plain(article.encoding)}", "warning"
    for notice in article.notices:
        yield from ((line, "warning") for line in _wrapped(notice, width))
    yield "", ""


def _wrapped(text: str, width: int) -> list[str]:
    return [line.plain.rstrip() for line in Content(plain(text)).wrap(width)] if text else []


def _label_counts(mentions: Sequence[Mention]) -> Iterable[tuple[str, str]]:
    """Count the mentions by type, in the order of `LABELS`, others after."""
    counts = Counter(mention.label for mention in mentions if not mention.boilerplate)
    for label in [*LABELS, *sorted(counts.keys() - set(LABELS))]:
        if counts[label]:
            name = plain(label.replace("_", " ").lower())
            yield f"{name:<12}{counts[label]:>5,}", "dim"
