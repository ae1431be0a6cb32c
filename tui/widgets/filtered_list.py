"""A list of which those items are shown that have certain words."""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from tui.widgets.line import plain
from tui.widgets.rows import RowList

Item = TypeVar("Item")


class FilteredList(RowList, Generic[Item]):
    """Shows the items that pass; the cursor stays on its item as long as that is one of them.

    Subclasses say which words an item has (`words_of`) and what it is known by (`identity`), and,
    where it matters, in which rows the items that pass are shown (`arranged`).
    """

    ITEM = "item"
    """What the list is of, for people."""

    def __init__(self, placeholder: str = "") -> None:
        """Make an empty list.

        Args:
            placeholder: What to say while there are no items.
        """
        super().__init__(placeholder=placeholder)
        self._empty = placeholder
        self._items: list[Item] = []
        self._rows: Sequence[Item | None] = ()
        self._filter = ""

    # What subclasses say

    def words_of(self, item: Item) -> str:
        """Get all that a filter may find of an item, case folded."""
        raise NotImplementedError

    def identity(self, item: Item) -> object:
        """Get what tells an item from all others."""
        raise NotImplementedError

    def arranged(self, passing: list[Item]) -> Sequence[Item | None]:
        """Make rows of the items that pass; None is a row that is no item, such as a heading."""
        return passing

    # What it is given

    @property
    def filter_text(self) -> str:
        """The words that every item shown has somewhere."""
        return self._filter

    @filter_text.setter
    def filter_text(self, text: str) -> None:
        self._filter = text
        self.rearrange()

    def add(self, items: Iterable[Item]) -> None:
        """Show more items."""
        self._items += items
        self.rearrange()

    def clear(self) -> None:
        """Show none."""
        self._items = []
        self.rearrange()

    def say_empty(self, placeholder: str) -> None:
        """Say something else while there are no items."""
        self._empty = placeholder
        if not self._items:
            self.placeholder = placeholder
            self.refresh()

    def rearrange(self, otherwise: int | None = 0) -> None:
        """Filter the items and make rows of them anew.

        Args:
            otherwise: Where the cursor goes if its item is not shown any more; None leaves it.
        """
        kept = self.selected
        self._rows = self.arranged(self._passing())
        missed = self._items and self._filter.strip()
        nothing = f"No {self.ITEM} has “{plain(self._filter)}”."
        self.placeholder = nothing if missed else self._empty
        row = None if kept is None else self.row_of(self.identity(kept))
        self.rows_changed(otherwise if row is None else row)

    def _passing(self) -> list[Item]:
        words = self._filter.casefold().split()
        if not words:
            return [*self._items]
        return [item for item in self._items if _has_all(words, self.words_of(item))]

    # What it tells

    @property
    def selected(self) -> Item | None:
        """The item under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def shown(self) -> list[Item]:
        """The items that are shown, in order; one that stands in several rows as often."""
        return [item for item in self._rows if item is not None]

    @property
    def counts(self) -> tuple[int, int]:
        """How many items are shown, and how many there are."""
        return len(set(map(self.identity, self.shown))), len(self._items)

    def row_of(self, identity: object) -> int | None:
        """Find the first row of an item."""
        rows = enumerate(self._rows)
        same = (row for row, each in rows if each is not None and self.identity(each) == identity)
        return next(same, None)

    @property
    def row_count(self) -> int:
        """How many rows there are, headings included."""
        return len(self._rows)

    def can_choose(self, index: int) -> bool:
        """Headings cannot be chosen."""
        return self._rows[index] is not None


def _has_all(words: Sequence[str], haystack: str) -> bool:
    return all(word in haystack for word in words)
