"""Decisions on entities, each with what it says, of what, and who made it."""

from dataclasses import dataclass

from rich.style import Style
from textual.strip import Strip

from annotations.decisions import Alias, Decision, Scope
from tui.widgets.filtered_list import FilteredList
from tui.widgets.line import Part, plain, spread, strip_of


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision and what a list says of its article.

    Attributes:
        decision: The decision, on mentions or on names.
        title: The article's title; empty if it is of the collection, or its article is gone.
    """

    decision: Decision | Alias
    title: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether its article cannot be read any more."""
        decision = self.decision
        if isinstance(decision, Alias) or decision.scope is Scope.COLLECTION:
            return False
        return not self.title

    @property
    def trouble(self) -> str:
        """Why it has no effect, in a word or two; empty if it has."""
        decision = self.decision
        if isinstance(decision, Alias):
            return "overruled by another decision" if decision.overruled else ""
        if self.is_gone:
            return "its article is gone"
        return "orphaned" if decision.orphaned else ""

    @property
    def words(self) -> tuple[str, str]:
        """The words it is of, and what it makes of them."""
        decision = self.decision
        if isinstance(decision, Alias):
            rest = decision.sentence.removeprefix(f"“{decision.one.text}” ")
            return decision.one.text, f"{rest} · {decision.relation}"
        return decision.text, _change(decision)

    @property
    def where(self) -> str:
        """What it holds for, for people."""
        decision = self.decision
        if isinstance(decision, Alias):
            return str(Scope.COLLECTION)
        if self.is_gone:
            return decision.path
        if decision.scope is Scope.COLLECTION:
            return str(decision.scope)
        return self.title if decision.scope is Scope.MENTION else f"all of “{self.title}”"


class DecisionList(FilteredList[Listed]):
    """Two lines a decision: what was decided; of what, by whom, when."""

    ROW_HEIGHT = 2
    ITEM = "decision"

    @property
    def orphans(self) -> int:
        """How many decisions are of words that are not there any more."""
        return sum(
            isinstance(each.decision, Decision) and bool(each.trouble) for each in self._items
        )

    def take_out(self, listed: Listed) -> None:
        """Show a decision no more; the cursor stays at its place in the list."""
        self._items.remove(listed)
        self.rearrange(otherwise=None)

    def identity(self, item: Listed) -> object:
        """Tell decisions apart as the objects they are."""
        return id(item)

    def words_of(self, item: Listed) -> str:
        """Find a decision by all that is shown of it, and by its article's path."""
        parts = [*item.words, item.decision.author, item.where, item.trouble]
        if isinstance(item.decision, Decision):
            parts += [item.decision.path, item.decision.scope]
        return " ".join(parts).casefold()

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one line of a decision."""
        listed = self._rows[index]
        assert listed is not None
        decision = listed.decision
        if line == 0:
            trouble = listed.trouble
            right: list[Part] = [(trouble, self.ink("warning"))] if trouble else []
            words, change = listed.words
            left = [(f"“{plain(words)}” ", Style(bold=True)), (plain(change), Style())]
            return spread(left, right, width)
        by = f"{plain(decision.author)}, {decision.decided[:10]} · {plain(listed.where)}"
        return strip_of([(f"  {by}", self.ink("dim"))], width)


def _change(decision: Decision) -> str:
    """Say what a decision makes of what was found."""
    was = decision.label or "not found"
    now = decision.label_now if decision.becomes else ""
    words = f" “{decision.words}”" if decision.words not in ("", decision.text) else ""
    change = f" → {now}{words}" if now or words else ""
    return f"{was}{change} · {decision.verdict}"
