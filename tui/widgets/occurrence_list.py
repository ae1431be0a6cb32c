"""Mentions in their sentences, under the articles they are in, each to be chosen or left."""

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from annotations.occurrences import Occurrence
from tui.widgets.cells import cell_width, crop
from tui.widgets.line import Part, plain, spread, strip_of
from tui.widgets.rows import RowList

LEAST_BEFORE = 12
"""Cells of the sentence before a mention that are shown at least, if there are so many."""

Row = str | int
"""An article's heading, or the number of an occurrence."""


class OccurrenceList(RowList):
    """One line a mention; `✓` before those that are chosen.

    Attributes:
        occurrences: All of them.
        chosen: Whether each is.
    """

    def __init__(self, placeholder: str = "") -> None:
        """Make an empty list."""
        super().__init__(placeholder=placeholder)
        self.occurrences: list[Occurrence] = []
        self.chosen: list[bool] = []
        self._rows: list[Row] = []

    def clear(self) -> None:
        """Show none."""
        self.occurrences, self.chosen, self._rows = [], [], []
        self.rows_changed(0)

    def add(self, occurrences: Sequence[Occurrence], chosen: Sequence[bool]) -> None:
        """Show more, in the order of articles."""
        was_empty = not self._rows
        last = self.occurrences[-1].sheet.path if self.occurrences else None
        for each in occurrences:
            if each.sheet.path != last:
                last = each.sheet.path
                self._rows.append(each.origin)
            self._rows.append(len(self.occurrences))
            self.occurrences.append(each)
        self.chosen += chosen
        if was_empty:
            self.rows_changed(0)
        else:
            self.rows_added()

    def toggle(self) -> None:
        """Choose the mention under the cursor, or leave it."""
        row = self._rows[self.cursor] if self._rows else ""
        if isinstance(row, int):
            self.chosen[row] = not self.chosen[row]
            self.refresh_row(self.cursor)

    def toggle_all(self) -> None:
        """Leave all if all are chosen, else choose all."""
        self.chosen = [not all(self.chosen)] * len(self.chosen)
        self.refresh()

    @property
    def counts(self) -> tuple[int, int]:
        """How many mentions are chosen, and in how many articles they are."""
        paths = {one.sheet.path for one, is_chosen in self._pairs() if is_chosen}
        return sum(self.chosen), len(paths)

    def picked(self, *, chosen: bool) -> list[Occurrence]:
        """Return the mentions that are chosen, or those that are not."""
        return [one for one, is_chosen in self._pairs() if is_chosen == chosen]

    def _pairs(self) -> list[tuple[Occurrence, bool]]:
        return list(zip(self.occurrences, self.chosen, strict=True))

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    def can_choose(self, index: int) -> bool:
        """Headings cannot be chosen."""
        return isinstance(self._rows[index], int)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw an article's heading, or a mention in its sentence."""
        row = self._rows[index]
        if isinstance(row, str):
            return strip_of([(plain(row), self.ink("strong"))], width)
        one = self.occurrences[row]
        decision = one.mention.decision
        verdict = f"{decision.verdict} " if decision else ""
        zone = "boilerplate " if one.mention.boilerplate else ""
        right: list[Part] = [(f"{verdict}{zone}{plain(one.mention.label)}", self.ink("dim"))]
        sign: Part = ("✓ ", self.ink("good")) if self.chosen[row] else ("  ", Style())
        room = max(8, width - cell_width(right[0][0]) - 4)
        return spread([sign, *in_sentence(one, room, self.ink("dim"))], right, width)


def in_sentence(one: Occurrence, width: int, dim: Style) -> list[Part]:
    """Set a mention in its sentence so that it is seen in so many cells."""
    words, after = plain(one.mention.text), _even(one.after[: 2 * width])
    before = _even(one.before[-width:])
    least = min(cell_width(before), LEAST_BEFORE, width // 3)
    room = max(least, width - cell_width(words) - min(cell_width(after), width // 2))
    while cell_width(before) > room and before:
        before = f"…{before[2:].lstrip('…')}"
    return [(before, dim), (crop(words, width), Style(bold=True)), (after, dim)]


def _even(text: str) -> str:
    """Make part of a sentence fit for one line, and keep white space at its ends."""
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return f"{start}{plain(text)}{end}"
