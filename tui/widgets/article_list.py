"""The list of articles: filtered, sorted and marked without reading one of them."""

import asyncio
from collections.abc import Collection, Sequence
from time import monotonic

from textual.content import Content
from textual.strip import Strip

from annotations.models import Listing, State
from annotations.natural import natural_key
from tui.widgets.article_order import SortBy
from tui.widgets.article_row import facts, title
from tui.widgets.line import plain, strip_of
from tui.widgets.roster import Roster
from tui.widgets.rows import RowList

FIRST_SECONDS = 0.008
"""How long a filter or an order may take at once; what takes longer is done in slices."""

SLICE_SECONDS, PAUSE_SECONDS = 0.003, 0.002
"""How long a slice is, and how long keys have until the next one."""

SHOW_SECONDS = 0.1
"""How often what a filter has found is shown while it is still at work."""


class ArticleList(RowList):
    """The articles of the collection, two lines each, with the cursor on one of them.

    The order and the filter are applied when they are set and when rows come; a row that changes
    stays where it is, so that nothing jumps while the analyst works. What takes long is done in
    slices, between keys: a filter shows what it has found so far, an order is shown when it is
    there.
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
        self._roster = Roster()
        self._marked: set[str] = set()
        self._unread = 0
        self._filter = ""
        self._sort = SortBy.NAME
        self._kept: str | None = None
        self._said = ""

    def on_mount(self) -> None:
        """Say what the list holds, even before it holds anything."""
        self._say()

    # The rows

    @property
    def row_count(self) -> int:
        """How many articles pass the filter."""
        return self._roster.count

    def add_rows(self, rows: Sequence[Listing]) -> None:
        """Show more rows, given in the order of their paths, at the cost of these rows alone."""
        here, had = self.path, self.row_count
        self._unread -= sum(_is_unread(self._roster.rows[row.path]) for row in self._known(rows))
        self._unread += sum(map(_is_unread, rows))
        self._roster.add(rows)
        self._settle(here, had)

    def remove_rows(self, paths: Collection[str]) -> None:
        """Take rows out, also those that are marked."""
        here, had = self.path, self.row_count
        gone = [self._roster.rows[path] for path in paths if self.lists(path)]
        self._unread -= sum(map(_is_unread, gone))
        self._marked.difference_update(paths)
        self._roster.remove(paths)
        self._settle(here, had)

    def update_rows(self, rows: Sequence[Listing]) -> None:
        """Show what changed of those articles that are in the list."""
        known = self._known(rows)
        self._unread += sum(map(_is_unread, known))
        self._unread -= sum(_is_unread(self._roster.rows[row.path]) for row in known)
        changed = {row.path for row in known if self._roster.rows[row.path] != row}
        self._roster.update(known)
        for index in self._in_sight() if changed else ():
            if self._roster.at(index) in changed:
                self.refresh_row(index)
        self._say()

    def lists(self, path: str) -> bool:
        """Tell whether an article is in the list, shown or filtered away."""
        return path in self._roster.rows

    @property
    def has_rows(self) -> bool:
        """Whether there are any articles, whatever the filter shows."""
        return bool(self._roster.rows)

    @property
    def path(self) -> str | None:
        """The path of the article under the cursor; None in an empty list."""
        return self._roster.at(self.cursor) if self.cursor < self.row_count else None

    @property
    def row(self) -> Listing | None:
        """The article under the cursor; None in an empty list."""
        path = self.path
        return None if path is None else self._roster.rows[path]

    def go_to(self, path: str) -> bool:
        """Put the cursor on an article; False if the filter hides it or it is not there."""
        place = self._roster.place(path)
        if place is None:
            return False
        self.move_to(place)
        return True

    def move_to(self, index: int) -> None:
        """Put the cursor on a row; it stays there whatever a filter still finds."""
        self._kept = None
        super().move_to(index)

    def _known(self, rows: Sequence[Listing]) -> list[Listing]:
        return [row for row in rows if self.lists(row.path)]

    def _in_sight(self) -> range:
        top = self.scroll_offset.y
        first, last = self.row_at(top), self.row_at(top + self.size.height) + 1
        return range(min(first, self.row_count), min(last, self.row_count))

    def _settle(self, here: str | None, had: int) -> None:
        """Show that rows came or went; the cursor and what is in sight stay with their articles."""
        place = self._roster.place(here) if here is not None else None
        moved = 0 if place is None else place - self.cursor
        top = self.scroll_offset.y
        if moved or self.row_count < had:
            self.rows_changed(place)
            if moved and top:
                self.scroll_to(y=top + moved * self.ROW_HEIGHT, animate=False, force=True)
        else:
            self.rows_added()
        self._show_state()
        if self.path is not None and self.path != here:
            self.post_message(self.Highlighted(self, self.cursor))

    # Filter and order

    @property
    def filter_text(self) -> str:
        """The words that title, source and tags must all contain between them."""
        return self._filter

    @filter_text.setter
    def filter_text(self, text: str) -> None:
        if text != self._filter:
            self._filter = text
            here = self.path
            self._kept = self._kept or here
            self._roster.find(text)
            self._begin(here)

    @property
    def sort_by(self) -> SortBy:
        """What the articles are ordered by."""
        return self._sort

    @sort_by.setter
    def sort_by(self, order: SortBy | str) -> None:
        self._sort = SortBy(order)
        here = self.path
        self._kept = self._kept or here
        self._roster.sort(self._sort)
        self._begin(here)

    def _begin(self, here: str | None) -> None:
        """Do what can be done at once of a filter or an order, and the rest in slices."""
        is_going_on = self._roster.work(FIRST_SECONDS, enough=self.size.height)
        self._show_found(here)
        if is_going_on:
            self.run_worker(self._go_on(), group="arranging", exclusive=True)

    async def _go_on(self) -> None:
        shown, here = monotonic(), self.path
        while self._roster.is_busy:
            here = self.path
            self._roster.work(SLICE_SECONDS)
            await asyncio.sleep(PAUSE_SECONDS)
            if monotonic() - shown >= SHOW_SECONDS and not self._roster.is_sorting:
                shown = monotonic()
                self.rows_added()
                self._show_state()
        self._show_found(here)

    def _show_found(self, before: str | None) -> None:
        """Show what a filter or an order has come to; the cursor keeps its article if it can."""
        kept = self._kept or before
        place = self._roster.place(kept) if kept is not None else self.cursor
        self.rows_changed(place or 0)
        if place is not None or not self._roster.is_busy:
            self._kept = None
        self._show_state()
        if self.path is not None and self.path != before:
            self.post_message(self.Highlighted(self, self.cursor))

    def _show_state(self) -> None:
        if self._roster.is_searching:
            self.placeholder = "Looking…"
        elif self._roster.rows:
            self.placeholder = "Nothing matches the filter."
        else:
            self.placeholder = "There is nothing to read here."
        self._say()

    # Marks

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked articles in the order of their paths, those the filter hides too."""
        return tuple(sorted(self._marked, key=natural_key))

    @property
    def marked_shown(self) -> tuple[str, ...]:
        """The marked articles that pass the filter: those that can be seen, and acted on."""
        return tuple(filter(self._roster.shows, self.marked))

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
        place = self._roster.place(after) if after is not None else None
        start = 0 if place is None else place + 1
        count = self.row_count if self._unread else 0
        for step in range(count):
            path = self._roster.at((start + step) % count)
            if path != after and _is_unread(self._roster.rows[path]):
                return path
        return None

    def neighbour(self, path: str, step: int) -> str | None:
        """Get the readable article `step` (1 or -1) from `path`; None at the end of the list.

        From an article that the filter hides, it is the one under the cursor, or the next.
        """
        if not self.lists(path):
            return None
        place = self._roster.place(path)
        index = self.cursor if place is None else place + step
        while 0 <= index < self.row_count:
            found = self._roster.at(index)
            if self._roster.rows[found].problem is None:
                return found
            index += step
        return None

    # What is seen

    def _say(self) -> None:
        total, shown = len(self._roster.rows), self.row_count
        parts = [f"Articles {total:,}"]
        if shown != total:
            parts = [f"Articles {shown:,}{'…' * self._roster.is_searching} of {total:,}"]
        if self._marked:
            hidden = len(self._marked) - len(self.marked_shown)
            marked = f"{len(self._marked):,} marked"
            parts.insert(0, f"{marked}, {hidden:,} hidden" if hidden else marked)
        parts.append(f"{self._unread:,} unread")
        if self._filter.strip():
            parts.append(f"/{plain(self._filter)}")
        if self._sort is not SortBy.NAME:
            parts.append(f"by {self._sort.value}")
        if self._roster.is_sorting:
            parts.append("sorting…")
        said = " · ".join(parts)
        if said != self._said:
            self._said = said
            self.border_title = Content(said)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw the title, or what is known of the article below it."""
        row = self._roster.rows[self._roster.at(index)]
        parts = facts(self, row) if line else title(self, row, marked=row.path in self._marked)
        return strip_of(parts, width)


def _is_unread(row: Listing) -> bool:
    return row.state is State.UNREAD and row.problem is None
