"""Annotations of a whole collection, in groups under headings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.style import Style
from textual.strip import Strip

from annotations.models import Annotation, Tag
from annotations.standing import standing
from tui.widgets.line import Part, plain, spread, strip_of, tag_ink
from tui.widgets.provenance import HOW_PLACED
from tui.widgets.rows import RowList


class GroupBy(StrEnum):
    """What annotations are put together by."""

    TAG = "tag"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Shown:
    """An annotation and what a list says of its article.

    Attributes:
        annotation: What was said.
        title: The article's title.
        lost: Why the article cannot be opened, in a sentence; empty if it can.
    """

    annotation: Annotation
    title: str
    lost: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A heading, or one annotation under it."""

    heading: str = ""
    tag: Tag | None = None
    count: int = 0
    shown: Shown | None = None


class AnnotationList(RowList):
    """Two lines an annotation: its words, then where they are from and what was noted."""

    ROW_HEIGHT = 2

    def __init__(self, placeholder: str = "") -> None:
        """Make an empty list.

        Args:
            placeholder: What to say while it is empty.
        """
        super().__init__(placeholder=placeholder)
        self._empty = placeholder
        self._all: list[Shown] = []
        self._rows: list[_Row] = []
        self._group = GroupBy.TAG
        self._filter = ""

    @property
    def group(self) -> GroupBy:
        """What the annotations are put together by."""
        return self._group

    @group.setter
    def group(self, group: GroupBy) -> None:
        self._group = group
        self._arrange()

    @property
    def filter_text(self) -> str:
        """The words that every annotation shown has somewhere."""
        return self._filter

    @filter_text.setter
    def filter_text(self, text: str) -> None:
        self._filter = text
        self._arrange()

    @property
    def selected(self) -> Shown | None:
        """The annotation under the cursor."""
        return self._rows[self.cursor].shown if self._rows else None

    @property
    def counts(self) -> tuple[int, int]:
        """How many annotations are shown, and how many there are."""
        found = {row.shown.annotation.uid for row in self._rows if row.shown}
        return len(found), len(self._all)

    def add(self, annotations: Sequence[Shown]) -> None:
        """Show more annotations."""
        self._all += annotations
        self._arrange()

    def say_empty(self, placeholder: str) -> None:
        """Say something else while the list is empty."""
        self._empty = placeholder
        if not self._all:
            self.placeholder = placeholder
            self.refresh()

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    def can_choose(self, index: int) -> bool:
        """Headings cannot be chosen."""
        return self._rows[index].shown is not None

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a heading under an empty line, or an annotation."""
        row = self._rows[index]
        if row.shown is None:
            return self._heading(row, width) if line else Strip([])
        return self._quote(row.shown, width) if line == 0 else self._facts(row.shown, width)

    def _heading(self, row: _Row, width: int) -> Strip:
        style = tag_ink(self, row.tag, bold=True) if row.tag else self.ink("strong")
        return strip_of([(plain(row.heading), style), (f"  {row.count:,}", self.ink("dim"))], width)

    def _quote(self, shown: Shown, width: int) -> Strip:
        mark = shown.annotation
        lost: list[Part] = []
        if shown.lost:
            lost = [("its article is gone", self.ink("warning"))]
        elif words := HOW_PLACED[standing(mark)]:
            lost = [(words, self.ink("warning"))]
        words = f"“{plain(mark.quote)}”" if mark.passage else "the whole article"
        return spread([("  ", Style.null()), (words, Style.null())], lost, width)

    def _facts(self, shown: Shown, width: int) -> Strip:
        mark = shown.annotation
        facts: list[Part] = [("  ", Style.null())]
        if self._group is GroupBy.TAG:
            facts.append((plain(shown.title), self.ink("dim")))
        else:
            names = " · ".join(tag.name for tag in mark.tags) or "note"
            facts.append((plain(names), tag_ink(self, mark.tags[0]) if mark.tags else Style.null()))
        if mark.note:
            facts.append((f" — {plain(mark.note)}", self.ink("dim")))
        return strip_of(facts, width)

    def _arrange(self) -> None:
        """Put the annotations that match under their headings, and keep the cursor's."""
        kept = self.selected
        words = self._filter.casefold().split()
        matching = [shown for shown in self._all if _matches(shown, words)]
        groups: dict[str, tuple[Tag | None, list[Shown]]] = {}
        for shown in matching:
            for heading, tag in self._headings(shown):
                groups.setdefault(heading, (tag, []))[1].append(shown)
        order = sorted(groups) if self._group is GroupBy.TAG else list(groups)
        self._rows = []
        missing = f"No annotation has “{plain(self._filter)}”."
        self.placeholder = missing if self._all else self._empty
        for heading in order:
            tag, members = groups[heading]
            self._rows.append(_Row(heading, tag, len(members)))
            self._rows += [_Row(shown=member) for member in members]
        places = [
            number
            for number, row in enumerate(self._rows)
            if kept and row.shown and row.shown.annotation.uid == kept.annotation.uid
        ]
        self.rows_changed(places[0] if places else 0)

    def _headings(self, shown: Shown) -> list[tuple[str, Tag | None]]:
        if self._group is GroupBy.ARTICLE:
            return [(shown.title, None)]
        return [(tag.name, tag) for tag in shown.annotation.tags] or [(UNTAGGED, None)]


UNTAGGED = "notes without a tag"


def _matches(shown: Shown, words: Sequence[str]) -> bool:
    mark = shown.annotation
    names = (tag.name for tag in mark.tags)
    haystack = " ".join((*names, mark.quote, mark.note, shown.title, mark.path)).casefold()
    return all(word in haystack for word in words)
