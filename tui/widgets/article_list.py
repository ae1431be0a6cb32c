"""The list of articles: filtered, sorted and marked without reading one of them."""

from collections.abc import Sequence

from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from annotations.models import Listing, State
from tui.widgets.article_order import SORT_KEYS, SortBy, passing
from tui.widgets.line import Part, plain, strip_of
from tui.widgets.rows import RowList


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


class ArticleList(RowList):
    """The articles of the collection, two lines each, with the cursor on one of them.

    The order and the filter are applied when they are set and when the rows are; a row that
    changes stays where it is, so that nothing jumps while the analyst works.
    """

    DEFAULT_CSS = """
    ArticleList {
        border-top: solid $foreground 20%;
        border-title-color: $foreground-muted;
        border-title-style: none;
        &:focus {
            border-top: solid $accent;
            border-title-color: $text-accent;
            border-title-style: bold;
        }
    }
    """
    ROW_HEIGHT = 2

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: dict[str, Listing] = {}
        self._order: dict[str, int] = {}
        self._shown: list[str] = []
        self._place: dict[str, int] = {}
        self._marked: set[str] = set()
        self._unread = 0
        self._filter = ""
        self._sort = SortBy.NAME
        self._said = ""

    def on_mount(self) -> None:
        """Say what the list holds, even before it holds anything."""
        self._say()

    # The rows

    @property
    def row_count(self) -> int:
        """How many articles pass the filter."""
        return len(self._shown)

    def add_rows(self, rows: Sequence[Listing]) -> None:
        """Show more rows, whose paths come after those shown, at the cost of these rows alone.

        Only an order other than that of the paths makes the whole list be sorted again.
        """
        are_first, none_shown = not self._rows, not self._shown
        for row in rows:
            self._order[row.path] = len(self._order)
            self._rows[row.path] = row
        self._unread += sum(map(_is_unread, rows))
        if are_first or self._sort is not SortBy.NAME:
            self._arrange()
            return
        for row in passing(rows, self._filter):
            self._place[row.path] = len(self._shown)
            self._shown.append(row.path)
        self.rows_added()
        self._say()
        if none_shown and self._shown:
            self.post_message(self.Highlighted(self, self.cursor))

    def lists(self, path: str) -> bool:
        """Tell whether an article is in the list, shown or filtered away."""
        return path in self._rows

    def update_row(self, row: Listing) -> None:
        """Show what changed of one article, if it is in the list."""
        old = self._rows.get(row.path)
        if old is None or old == row:
            return
        self._rows[row.path] = row
        self._unread += _is_unread(row) - _is_unread(old)
        place = self._place.get(row.path)
        if place is not None:
            self.refresh_row(place)
        self._say()

    @property
    def has_rows(self) -> bool:
        """Whether there are any articles, whatever the filter shows."""
        return bool(self._rows)

    def readable(self) -> list[str]:
        """List the paths of the articles that can be read, in natural order."""
        return [path for path, row in self._rows.items() if row.problem is None]

    @property
    def path(self) -> str | None:
        """The path of the article under the cursor; None in an empty list."""
        return self._shown[self.cursor] if self._shown else None

    @property
    def row(self) -> Listing | None:
        """The article under the cursor; None in an empty list."""
        return self._rows[self._shown[self.cursor]] if self._shown else None

    def go_to(self, path: str) -> bool:
        """Put the cursor on an article; False if the filter hides it or it is not there."""
        place = self._place.get(path)
        if place is None:
            return False
        self.move_to(place)
        return True

    # Filter and order

    @property
    def filter_text(self) -> str:
        """The words that title, source and tags must all contain between them."""
        return self._filter

    @filter_text.setter
    def filter_text(self, text: str) -> None:
        if text != self._filter:
            self._filter = text
            self._arrange()

    @property
    def sort_by(self) -> SortBy:
        """What the articles are ordered by."""
        return self._sort

    @sort_by.setter
    def sort_by(self, order: SortBy | str) -> None:
        self._sort = SortBy(order)
        self._arrange()

    def _arrange(self) -> None:
        """Filter and sort; keep the cursor on its article, else near where it was."""
        before = self.path if self.cursor < len(self._shown) else None
        rows = passing(self._rows.values(), self._filter)
        if self._sort is not SortBy.NAME:
            rows = sorted(rows, key=SORT_KEYS[self._sort])  # type: ignore[arg-type]
        self._shown = [row.path for row in rows]
        self._place = {path: index for index, path in enumerate(self._shown)}
        self.placeholder = (
            "Nothing matches the filter." if self._rows else "There is nothing to read here."
        )
        self.rows_changed(self._place.get(before) if before is not None else None)
        self._say()
        if self.path is not None and self.path != before:
            self.post_message(self.Highlighted(self, self.cursor))

    # Marks

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked articles in the order of their paths, those the filter hides too."""
        return tuple(sorted(self._marked, key=self._order.__getitem__))

    @property
    def marked_shown(self) -> tuple[str, ...]:
        """The marked articles that pass the filter: those that can be seen, and acted on."""
        return tuple(path for path in self.marked if path in self._place)

    def toggle_mark(self) -> None:
        """Mark the article under the cursor, or take its mark off; then go one down."""
        path = self.path
        if path is None:
            return
        self._marked ^= {path}
        self.refresh_row(self.cursor)
        self._say()
        self.move(1)

    def clear_marks(self) -> bool:
        """Take all marks off; False if there were none."""
        if not self._marked:
            return False
        self._marked.clear()
        self.refresh()
        self._say()
        return True

    # Reading on

    @property
    def unread_left(self) -> int:
        """How many articles of the collection are unread, whatever the filter shows."""
        return self._unread

    def next_unread(self, after: str | None) -> str | None:
        """Find the next unread article in the list's order, from the top again at its end."""
        start = self._place.get(after, -1) + 1 if after is not None else 0
        count = len(self._shown)
        for step in range(count):
            path = self._shown[(start + step) % count]
            if path != after and _is_unread(self._rows[path]):
                return path
        return None

    def neighbour(self, path: str, step: int) -> str | None:
        """Get the readable article `step` (1 or -1) from `path`; None at the end of the list.

        From an article that the filter hides, it is the one under the cursor, or the next.
        """
        if path not in self._rows:
            return None
        place = self._place[path] + step if path in self._place else self.cursor
        while 0 <= place < len(self._shown):
            if self._rows[self._shown[place]].problem is None:
                return self._shown[place]
            place += step
        return None

    # What is seen

    def _say(self) -> None:
        parts = [f"Articles {len(self._rows):,}"]
        if len(self._shown) != len(self._rows):
            parts = [f"Articles {len(self._shown):,} of {len(self._rows):,}"]
        if self._marked:
            hidden = len(self._marked) - len(self.marked_shown)
            marked = f"{len(self._marked):,} marked"
            parts.insert(0, f"{marked}, {hidden:,} hidden" if hidden else marked)
        parts.append(f"{self._unread:,} unread")
        if self._filter.strip():
            parts.append(f"/{plain(self._filter)}")
        if self._sort is not SortBy.NAME:
            parts.append(f"by {self._sort.value}")
        title = " · ".join(parts)
        if title != self._said:
            self._said = title
            self.border_title = Content(title)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw the title, or what is known of the article below it."""
        row = self._rows[self._shown[index]]
        return strip_of(self._title(row) if line == 0 else self._facts(row), width)

    def _title(self, row: Listing) -> list[Part]:
        plainly = Style.null()
        mark: Part = ("✓", self.ink("good")) if row.path in self._marked else (" ", plainly)
        if row.problem is not None:
            return [mark, ("! ", self.ink("error")), (plain(row.title), self.ink("dim"))]
        unread = row.state is State.UNREAD
        dot: Part = ("● ", self.ink("accent")) if unread else ("  ", plainly)
        return [mark, dot, (plain(row.title), self.ink("strong") if unread else plainly)]

    def _facts(self, row: Listing) -> list[Part]:
        if row.problem is not None:
            return [(f"   {plain(row.problem)}", self.ink("error"))]
        facts = [
            plain(row.source or ""),
            row.published or "no date",
            _counted(row.annotations, "annotation") if row.annotations else "",
            plain(", ".join(row.tags)),
            _counted(row.mentions, "mention") if row.mentions is not None else "",
        ]
        return [("   " + " · ".join(filter(None, facts)), self.ink("dim"))]


def _is_unread(row: Listing) -> bool:
    return row.state is State.UNREAD and row.problem is None
