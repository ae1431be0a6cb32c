"""A dialog with a list that is loaded behind the screen, and narrowed as one types."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, Generic

from textual.app import ComposeResult
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import Worker, get_current_worker

from tui.screens.dialogs.dialog import Dialog, ResultT
from tui.widgets.filtered_list import FilteredList

BATCH = 500
"""Items that are handed to the list together at first; each batch is twice the last."""

NARROW_SECONDS = 0.1
"""How long after the last letter the list is narrowed: a long one takes as long itself."""


class FilteredDialog(Dialog[ResultT], Generic[ResultT]):
    """Subclasses make the list (`rows`), and say what stands above it (`counted`)."""

    DEFAULT_CSS = """
    FilteredDialog {
        & > #frame { width: 110; height: 90%; }
        & Input { margin-bottom: 1; }
        &.-low Input { margin: 0; }
    }
    """

    field = query_one(Input)
    _list = query_one(FilteredList)

    def __init__(self, load: Callable[[], Iterator[Any]], empty: str = "") -> None:
        """Make the dialog.

        Args:
            load: Goes through all items; called on a thread of its own.
            empty: What to say if there are none.
        """
        super().__init__()
        self._load = load
        self._empty = empty
        self._timer: Timer | None = None
        self._loader: Worker[None] | None = None
        self._is_loading = True

    def rows(self) -> FilteredList[Any]:
        """Make the list, empty."""
        raise NotImplementedError

    def counted(self, count: str) -> str:
        """Say what the list is of; `count` tells how many are shown, of how many."""
        raise NotImplementedError

    def fields(self) -> ComposeResult:
        """Yield the filter and the list."""
        yield Input(compact=True, placeholder="type to filter")
        yield self.rows()

    def on_mount(self) -> None:
        """Begin to load."""
        self.load_anew()

    def load_anew(self) -> None:
        """Show what there is now, in place of what was shown."""
        self._list.clear()
        self._is_loading = True
        self._list.say_empty("Loading…")
        self._loader = self.run_worker(self._fill, thread=True, group="list", exclusive=True)
        self.say_counts()

    def _fill(self) -> None:
        worker = get_current_worker()
        items = self._load()
        size = BATCH
        while not worker.is_cancelled and (batch := self._next(items, size, worker)):
            self.app.call_from_thread(self._add, worker, batch)
            size *= 2
        if not worker.is_cancelled:
            self.app.call_from_thread(self._end_loading, worker)

    def _next(self, items: Iterator[Any], size: int, worker: Worker[Any]) -> Sequence[Any]:
        """Load some items; fewer if they are not wanted any more."""
        batch: list[Any] = []
        for item in islice(items, size):
            if worker.is_cancelled:
                break
            batch.append(item)
        return batch

    def _add(self, loader: Worker[None], batch: Sequence[Any]) -> None:
        if loader is self._loader:
            self._list.add(batch)
            self.say_counts()

    def _end_loading(self, loader: Worker[None]) -> None:
        if loader is self._loader:
            self._is_loading = False
            self._list.say_empty(self._empty)
            self.say_counts()

    def say_counts(self) -> None:
        """Say how many items pass the filter."""
        shown, total = self._list.counts
        count = f"{total:,}" if shown == total else f"{shown:,} of {total:,}"
        if self._is_loading:
            count = f"{count}…" if total else "loading…"
        self.say_heading(self.counted(count))

    def on_input_changed(self) -> None:
        """Narrow the list to what has all the words, once they are typed."""
        self.complain("")
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(NARROW_SECONDS, self.narrow)

    def narrow(self) -> None:
        """Have the list show what the filter says now, before it is acted on."""
        if self._list.filter_text != self.field.value:
            self._list.filter_text = self.field.value
            self.say_counts()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.narrow()
        self._list.move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self.narrow()
        self._list.page(step)
