"""Every decision on entities; one of them is revoked, or jumped to."""

from collections.abc import Callable, Iterator

from textual.binding import Binding
from textual.getters import query_one

from annotations.decisions import Alias, Decision, Scope
from annotations.errors import BriefReaderError
from tui.screens.dialogs.filtered_dialog import FilteredDialog
from tui.widgets.decision_list import DecisionList, Listed


class AllDecisions(FilteredDialog[Decision]):
    """A list that is filtered as one types; the result is a decision to jump to."""

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
        super().__init__(load, "Nothing is decided yet.")
        self._revoke = revoke
        self._undo = undo
        self._revoked = 0

    def rows(self) -> DecisionList:
        """Make the list of decisions."""
        return DecisionList()

    def counted(self, count: str) -> str:
        """Say how many decisions have lost their words."""
        orphans = f" · {self.list.orphans} orphaned" if self.list.orphans else ""
        return f"Decisions on entities · {count}{orphans}"

    def say_counts(self) -> None:
        """Say how many decisions pass the filter, and whether one can be put back."""
        super().say_counts()
        self.show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to undo only what was revoked here."""
        return bool(self._revoked) if action == "undo" else True

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
        self.narrow()
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
            self.say_counts()

    def action_undo(self) -> None:
        """Put back what was revoked last."""
        try:
            self._revoked -= self._undo()
        except BriefReaderError as error:
            self.complain(str(error))
        else:
            self.load_anew()
