"""The entities of a collection: one line each, filtered and sorted at once however many."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.style import Style
from textual.strip import Strip

from annotations.subjects import Subject
from tui.widgets.cells import cell_width, crop
from tui.widgets.filtered_list import FilteredList
from tui.widgets.line import OneLine, Part, plain, strip_of
from tui.widgets.reader.highlights import KINDS, OWN_KINDS, kind_of
from tui.widgets.rows import GUTTER
from tui.widgets.subject_order import SubjectOrder, haystack, ordered, type_of

WATCHED = "★"

UNDATED = "–"
"""What stands for a day of publication that is not known."""

LEAST_NAME = 20
"""Cells that a name keeps; columns that would take of them are left out."""

COLUMNS = (("mentions", 9), ("type", 10), ("articles", 9), ("last", 12), ("first", 12))
"""The columns beside the name and their cells, the most important first."""

SHOWN_AS = ("type", "mentions", "articles", "first", "last")
"""The same from left to right."""


def columns(width: int) -> list[tuple[str, int]]:
    """Tell which columns there is room for beside the name, from left to right."""
    room = width - LEAST_NAME - 2
    shown: dict[str, int] = {}
    for name, cells in COLUMNS:
        if cells > room:
            break
        shown[name] = cells
        room -= cells
    return [(name, shown[name]) for name in SHOWN_AS if name in shown]


def _cell(words: str, cells: int, *, left: bool = False) -> str:
    """Set words in a column; numbers and days stand at its right."""
    fitting = crop(words, cells - 1)
    gap = " " * (cells - 1 - cell_width(fitting))
    return f" {fitting}{gap}" if left else f" {gap}{fitting}"


class SubjectHead(OneLine):
    """The names of the columns."""

    DEFAULT_CSS = "SubjectHead { padding: 0; }"

    def says(self) -> object:
        """It always says the same."""
        return ()

    def lay_out(self, width: int, line: int) -> Strip:
        """Set the names where the table has its columns."""
        width -= 1  # the table's scrollbar
        shown = columns(width - GUTTER)
        name = width - GUTTER - sum(cells for _, cells in shown)
        words = "".join(_cell(column, cells, left=column == "type") for column, cells in shown)
        title = f" {_cell('name', name - 1, left=True)} "
        return strip_of([(title + words, self.ink("dim"))], width)


class SubjectTable(FilteredList[Subject]):
    """Entities with their type, how often and in how many articles they are mentioned, and when."""

    DEFAULT_CSS = """
    SubjectTable {
        overflow-y: scroll;
        & > .row-list--person { color: $text-primary; }
        & > .row-list--organisation { color: $text-warning; }
        & > .row-list--place { color: $text-success; }
        & > .row-list--group { color: $text-secondary; }
        & > .row-list--event, & > .row-list--work { color: $text-error; }
        & > .row-list--time { color: $text-accent; }
        & > .row-list--number { color: $foreground 60%; }
        & > .row-list--own-0 { color: $text-accent; text-style: bold; }
        & > .row-list--own-1 { color: $text-warning; text-style: italic; }
        & > .row-list--own-2 { color: $text-success; text-style: bold italic; }
        & > .row-list--own-3 { color: $text-primary; text-style: underline; }
        & > .row-list--own-4 { color: $text-secondary; text-style: bold underline; }
        & > .row-list--own-5 { color: $text-error; text-style: italic underline; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"row-list--{kind}" for kind in (*KINDS.values(), *OWN_KINDS)
    }

    ITEM = "entity"

    def __init__(self, placeholder: str = "") -> None:
        """Make an empty table; `placeholder` is what it says until it is given something."""
        super().__init__(placeholder)
        self._words: dict[str, str] = {}
        self._watched: Collection[str] = ()
        self._order = SubjectOrder.MENTIONS
        self._figures = False

    def show(self, subjects: Sequence[Subject], watched: Collection[str], empty: str) -> None:
        """Show entities in place of those before.

        Args:
            subjects: All of them, those that are mentioned most first.
            watched: The identities of those that are watched.
            empty: What to say if there are none.
        """
        self._items, self._watched, self._empty = list(subjects), watched, empty
        self._words = {subject.uid: haystack(subject) for subject in subjects}
        self.rearrange()

    def set_watched(self, watched: Collection[str]) -> None:
        """Mark what is watched now; the order stays as it is."""
        self._watched = watched
        self.refresh()

    @property
    def order(self) -> SubjectOrder:
        """What the entities are ordered by."""
        return self._order

    @order.setter
    def order(self, order: SubjectOrder) -> None:
        self._order = order
        self.rearrange()

    @property
    def figures(self) -> bool:
        """Whether dates and numbers are shown too."""
        return self._figures

    @figures.setter
    def figures(self, shown: bool) -> None:
        self._figures = shown
        self.rearrange()

    @property
    def counts(self) -> tuple[int, int]:
        """How many entities are shown, and how many there are without the filter."""
        return len(self._rows), sum(map(self._is_wanted, self._items))

    def go_to(self, uid: str) -> None:
        """Put the cursor on an entity, if it is shown."""
        self.rows_changed(self.row_of(uid))

    def _is_wanted(self, subject: Subject) -> bool:
        return self._figures or not subject.is_figure

    def identity(self, item: Subject) -> object:
        """Tell entities apart by their identity in the collection."""
        return item.uid

    def words_of(self, item: Subject) -> str:
        """Find an entity by its names and its type."""
        return self._words[item.uid]

    def arranged(self, passing: list[Subject]) -> list[Subject]:
        """Order the entities; dates and numbers are left out unless asked for."""
        return ordered([*filter(self._is_wanted, passing)], self._order, self._watched)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw an entity."""
        subject = self._rows[index]
        assert subject is not None
        shown = columns(width)
        is_watched = subject.uid in self._watched
        name = width - 2 - sum(cells for _, cells in shown)
        words = crop(plain(subject.name), name)
        parts: list[Part] = [
            (f"{WATCHED} " if is_watched else "  ", self.ink("accent")),
            (words, self.ink("strong") if is_watched else Style.null()),
            (" " * (name - cell_width(words)), Style.null()),
        ]
        for column, cells in shown:
            if column == "type":
                kind = self.ink(kind_of(subject.label))
                parts.append((_cell(type_of(subject), cells, left=True), kind))
            else:
                value = getattr(subject, column)
                told = f"{value:,}" if isinstance(value, int) else value or UNDATED
                ink = self.ink("dim") if value is None else Style.null()
                parts.append((_cell(told, cells), ink))
        return strip_of(parts, width)
