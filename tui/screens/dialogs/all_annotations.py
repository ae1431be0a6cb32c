"""Every annotation of the collection, by tag or by article; one of them is jumped to."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile

from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from annotations.models import Annotation
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.annotation_list import AnnotationList, GroupBy, Shown
from tui.widgets.rows import RowList

BATCH = 500
"""Annotations that are handed to the list together at first; each batch is twice the last."""

NARROW_SECONDS = 0.1
"""How long after the last letter the list is narrowed: a long one takes as long itself."""


class AllAnnotations(Dialog[Annotation]):
    """A list that is filtered as one types; the result is the annotation that was chosen."""

    DEFAULT_CSS = """
    AllAnnotations {
        & > #frame { width: 110; height: 90%; }
        & Input { margin-bottom: 1; }
        &.-low Input { margin: 0; }
    }
    """
    BINDINGS = [
        Binding("enter,ctrl+j", "take", "jump there", id="annotations-take", priority=True),
        Binding("tab", "regroup", "by tag or article", id="annotations-regroup"),
        Binding("down,ctrl+n", "move(1)", "next", id="annotations-next", show=False),
        Binding("up,ctrl+p", "move(-1)", "previous", id="annotations-previous", show=False),
        Binding("pagedown", "page(1)", "next page", id="annotations-page-down", show=False),
        Binding("pageup", "page(-1)", "previous page", id="annotations-page-up", show=False),
    ]
    HELP = "Type to filter by tag, words, note or article, then jump to an annotation."
    AUTO_FOCUS = "Input"

    list = query_one(AnnotationList)
    field = query_one(Input)

    def __init__(self, load: Callable[[], Iterator[Shown]], empty: str = "") -> None:
        """Make the dialog.

        Args:
            load: Goes through all annotations; called on a thread of its own.
            empty: What to say if there are none.
        """
        super().__init__()
        self._load = load
        self._empty = empty
        self._timer: Timer | None = None
        self._is_loading = True

    def fields(self) -> ComposeResult:
        """Yield the filter and the list."""
        yield Input(compact=True, placeholder="type to filter")
        yield AnnotationList("Loading…")

    def on_mount(self) -> None:
        """Begin to load."""
        self._say_counts()
        self.run_worker(self._fill, thread=True)

    def _fill(self) -> None:
        worker = get_current_worker()
        annotations = takewhile(lambda _: not worker.is_cancelled, self._load())
        size = BATCH
        while (batch := list(islice(annotations, size))) and not worker.is_cancelled:
            self.app.call_from_thread(self._add, batch)
            size *= 2
        if not worker.is_cancelled:
            self.app.call_from_thread(self._end_loading)

    def _end_loading(self) -> None:
        self._is_loading = False
        self.list.say_empty(self._empty)
        self._say_counts()

    def _add(self, batch: Sequence[Shown]) -> None:
        self.list.add(batch)
        self._say_counts()

    def _say_counts(self) -> None:
        shown, total = self.list.counts
        count = f"{total:,}" if shown == total else f"{shown:,} of {total:,}"
        if self._is_loading:
            count = f"{count}…" if total else "loading…"
        self.say_heading(f"Annotations by {self.list.group} · {count}")

    def on_input_changed(self) -> None:
        """Narrow the list to what has all the words, once they are typed."""
        self.complain("")
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(NARROW_SECONDS, self._narrow)

    def _narrow(self) -> None:
        if self.list.filter_text != self.field.value:
            self.list.filter_text = self.field.value
            self._say_counts()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Close with the annotation, or say why there is no going there."""
        shown = self.list.selected
        if shown is None:
            return
        if shown.lost:
            self.complain(shown.lost)
        else:
            self.dismiss(shown.annotation)

    def action_cancel(self) -> None:
        """Take the filter away; without one, close."""
        if self.field.value:
            self.field.value = ""
        else:
            super().action_cancel()

    def action_take(self) -> None:
        """Choose the annotation under the cursor."""
        self._narrow()
        self.list.choose()

    def action_regroup(self) -> None:
        """Put the annotations together by the other of tag and article."""
        other = GroupBy.ARTICLE if self.list.group is GroupBy.TAG else GroupBy.TAG
        self.list.group = other
        self._say_counts()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._narrow()
        self.list.move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self._narrow()
        self.list.page(step)
