"""Annotations of a whole collection, in groups under headings."""

from dataclasses import dataclass
from enum import StrEnum

from rich.style import Style
from textual.strip import Strip

from annotations.models import Annotation, Tag
from annotations.standing import standing
from tui.widgets.filtered_list import FilteredList
from tui.widgets.line import Part, plain, spread, strip_of, tag_ink
from tui.widgets.provenance import HOW_PLACED

UNTAGGED = "notes without a tag"


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
class _Heading:
    """What stands above annotations that belong together."""

    words: str
    tag: Tag | None
    count: int


class AnnotationList(FilteredList[Shown]):
    """Two lines an annotation: its words, then where they are from and what was noted."""

    ROW_HEIGHT = 2
    ITEM = "annotation"

    def __init__(self, placeholder: str = "") -> None:
        """Make an empty list; `placeholder` is what it says while it is."""
        super().__init__(placeholder)
        self._headings: dict[int, _Heading] = {}
        self._group = GroupBy.TAG

    @property
    def group(self) -> GroupBy:
        """What the annotations are put together by."""
        return self._group

    @group.setter
    def group(self, group: GroupBy) -> None:
        self._group = group
        self.rearrange()

    def identity(self, item: Shown) -> object:
        """Tell annotations apart by their identity in the store."""
        return item.annotation.uid

    def words_of(self, item: Shown) -> str:
        """Find an annotation by its tags, words and note, and by its article."""
        mark = item.annotation
        names = (tag.name for tag in mark.tags)
        return " ".join((*names, mark.quote, mark.note, item.title, mark.path)).casefold()

    def arranged(self, passing: list[Shown]) -> list[Shown | None]:
        """Put the annotations under their headings."""
        groups: dict[str, tuple[Tag | None, list[Shown]]] = {}
        for shown in passing:
            for heading, tag in self._belongs_under(shown):
                groups.setdefault(heading, (tag, []))[1].append(shown)
        rows: list[Shown | None] = []
        self._headings = {}
        for heading in sorted(groups) if self._group is GroupBy.TAG else groups:
            tag, members = groups[heading]
            self._headings[len(rows)] = _Heading(heading, tag, len(members))
            rows += [None, *members]
        return rows

    def _belongs_under(self, shown: Shown) -> list[tuple[str, Tag | None]]:
        if self._group is GroupBy.ARTICLE:
            return [(shown.title, None)]
        return [(tag.name, tag) for tag in shown.annotation.tags] or [(UNTAGGED, None)]

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a heading under an empty line, or an annotation."""
        shown = self._rows[index]
        if shown is None:
            return self._heading(self._headings[index], width) if line else Strip([])
        return self._quote(shown, width) if line == 0 else self._facts(shown, width)

    def _heading(self, heading: _Heading, width: int) -> Strip:
        style = tag_ink(self, heading.tag, bold=True) if heading.tag else self.ink("strong")
        count = f"  {heading.count:,}"
        return strip_of([(plain(heading.words), style), (count, self.ink("dim"))], width)

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
