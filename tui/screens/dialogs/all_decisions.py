"""Every decision on entities; one of them is revoked, or jumped to."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import Input
from textual.worker import Worker, get_current_worker

from annotations.decisions import Alias, Decision, Scope
from annotations.errors import BriefReaderError
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.decision_list import DecisionList, Listed

BATCH = 500
"""Decisions that are handed to the list together."""


class AllDecisions(Dialog[Decision]):
    """A list that is filtered as one types; the result is a decision to jump to."""

    DEFAULT_CSS = """
    AllDecisions {
        & > #frame { width: 110; height: 90%; }
        & Input { margin-bottom: 1; }
        &.-low Input { margin: 0; }
    }
    """
    BINDINGS = [
        Binding("enter,ctrl+j", "take", "jump there", id="decisions-take", priority=True),
        Binding("d", "revoke", "revoke", id="decisions-revoke"),
        Binding("u", "undo", "undo", id="decisions-undo"),
        Binding("slash", "filter", "filter", id="decisions-filter"),
        Binding("tab", "turn", "filter or list", id="decisions-turn", show=False),
        Binding("down,ctrl+n", "move(1)", "next", id="decisions-next", show=False),
        Binding("up,ctrl+p", "move(-1)", "previous", id="decisions-previous", show=False),
        Binding("j", "move(1)", "next", id="decisions-down", show=False),
        Binding("k", "move(-1)", "previous", id="decisions-up", show=False),
        Binding("pagedown", "page(1)", "next page", id="decisions-page-down", show=False),
        Binding("pageup", "page(-1)", "previous page", id="decisions-page-up", show=False),
        Binding("q", "cancel", "leave", id="decisions-leave", show=False),
    ]
    HELP = "What you decided of entities; what you revoke is again as it was found."
    AUTO_FOCUS = "DecisionList"

    list = query_one(DecisionList)
    field = query_one(Input)

    def __init__(
        self,
        load: Callable[[], Iterator[Listed]],
        revoke: Callable[[Decision | Alias], bool],
        undo: Callable[[], bool],
    ) -> None:
        """Make the dialog.

        Args:
            load: Goes through all decisions; called on a thread of its own.
            revoke: Takes a decision back; False if it is gone.
            undo: Takes the last step back; False if there is none.
        """
        super().__init__()
        self._load = load
        self._revoke = revoke
        self._undo = undo
        self._revoked = 0
        self._worker: Worker[None] | None = None

    def fields(self) -> ComposeResult:
        """Yield the filter and the list."""
        yield Input(compact=True, placeholder="type to filter")
        yield DecisionList("Nothing is decided yet.")

    def on_mount(self) -> None:
        """Begin to load."""
        self._begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to undo only what was revoked here."""
        return bool(self._revoked) if action == "undo" else True

    def _begin(self) -> None:
        self.list.clear()
        self._worker = self.run_worker(self._fill, thread=True, group="decisions", exclusive=True)
        self._say_counts()

    def _fill(self) -> None:
        worker = get_current_worker()
        decisions = self._load()
        while (batch := [*islice(decisions, BATCH)]) and not worker.is_cancelled:
            self.app.call_from_thread(self._add, worker, batch)

    def _add(self, worker: Worker[None], batch: Sequence[Listed]) -> None:
        if worker is self._worker:
            self.list.add(batch)
            self._say_counts()

    def _say_counts(self) -> None:
        shown, total = self.list.counts
        count = f"{total:,}" if shown == total else f"{shown:,} of {total:,}"
        orphans = f" · {self.list.orphans} orphaned" if self.list.orphans else ""
        self.say_heading(f"Decisions on entities · {count}{orphans}")
        self.show_keys()

    # What the analyst does

    def on_input_changed(self) -> None:
        """Narrow the list to what has all the words."""
        self.complain("")
        self._narrow()

    def _narrow(self) -> None:
        if self.list.filter_text != self.field.value:
            self.list.filter_text = self.field.value
            self._say_counts()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.field.focus()

    def action_turn(self) -> None:
        """Go to the other of filter and list."""
        (self.list if self.field.has_focus else self.field).focus()

    def on_row_list_chosen(self) -> None:
        """Close with the decision, or say why there is no going there."""
        listed = self.list.selected
        if listed is None:
            return
        decision = listed.decision
        if isinstance(decision, Alias) or decision.scope is Scope.COLLECTION:
            self.complain("It holds for the whole collection, and has no place of its own.")
        elif listed.is_gone:
            path = decision.path
            self.complain(f"{path} is gone or cannot be read; what you decided of it is kept.")
        else:
            self.dismiss(decision)

    def action_take(self) -> None:
        """Go from the filter to the list; there, choose the decision under the cursor."""
        self._narrow()
        if self.field.has_focus:
            self.list.focus()
        else:
            self.list.choose()

    def action_revoke(self) -> None:
        """Take the decision under the cursor back."""
        listed = self.list.selected
        if listed is None:
            return
        self.complain("")
        try:
            self._revoked += self._revoke(listed.decision)
        except BriefReaderError as error:
            self.complain(str(error))
        else:
            self.list.take_out(listed)
            self._say_counts()

    def action_undo(self) -> None:
        """Put back what was revoked last."""
        try:
            self._revoked -= self._undo()
        except BriefReaderError as error:
            self.complain(str(error))
        else:
            self._begin()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._narrow()
        self.list.move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self._narrow()
        self.list.page(step)
