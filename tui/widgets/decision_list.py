"""Decisions on entities, each with what it says, of what, and who made it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual.strip import Strip

from annotations.decisions import Decision, Scope
from tui.widgets.line import Part, plain, spread, strip_of
from tui.widgets.rows import RowList


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision and what a list says of its article.

    Attributes:
        decision: The decision.
        title: The article's title; empty if it is of the collection, or its article is gone.
    """

    decision: Decision
    title: str

    @property
    def is_gone(self) -> bool:
        """Whether its article cannot be read any more."""
        return not self.title and self.decision.scope is not Scope.COLLECTION

    @property
    def where(self) -> str:
        """What it holds for, for people."""
        decision = self.decision
        if self.is_gone:
            return decision.path
        if decision.scope is Scope.COLLECTION:
            return str(decision.scope)
        return self.title if decision.scope is Scope.MENTION else f"all of “{self.title}”"


class DecisionList(RowList):
    """Two lines a decision: what was decided; of what, by whom, when."""

    ROW_HEIGHT = 2

    def __init__(self, placeholder: str = "") -> None:
        """Make an empty list.

        Args:
            placeholder: What to say while there is no decision.
        """
        super().__init__(placeholder=placeholder)
        self._empty = placeholder
        self._all: list[Listed] = []
        self._shown: list[Listed] = []
        self._filter = ""

    @property
    def filter_text(self) -> str:
        """The words that every decision shown has somewhere."""
        return self._filter

    @filter_text.setter
    def filter_text(self, text: str) -> None:
        self._filter = text
        self._arrange()

    @property
    def selected(self) -> Listed | None:
        """The decision under the cursor."""
        return self._shown[self.cursor] if self._shown else None

    @property
    def counts(self) -> tuple[int, int]:
        """How many decisions are shown, and how many there are."""
        return len(self._shown), len(self._all)

    @property
    def orphans(self) -> int:
        """How many decisions are of words that are not there any more."""
        return sum(each.decision.orphaned or each.is_gone for each in self._all)

    def add(self, decisions: Sequence[Listed]) -> None:
        """Show more decisions."""
        self._all += decisions
        self._arrange()

    def take_out(self, listed: Listed) -> None:
        """Show a decision no more."""
        self._all.remove(listed)
        self._arrange()

    def clear(self) -> None:
        """Show none."""
        self._all = []
        self._arrange()

    @property
    def row_count(self) -> int:
        """How many decisions are shown."""
        return len(self._shown)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one line of a decision."""
        listed = self._shown[index]
        decision = listed.decision
        if line == 0:
            lost = "its article is gone" if listed.is_gone else "orphaned"
            is_lost = decision.orphaned or listed.is_gone
            right: list[Part] = [(lost, self.ink("warning"))] if is_lost else []
            words = [
                (f"“{plain(decision.text)}” ", Style(bold=True)),
                (plain(_change(decision)), Style()),
            ]
            return spread(words, right, width)
        by = f"{plain(decision.author)}, {decision.decided[:10]} · {plain(listed.where)}"
        return strip_of([(f"  {by}", self.ink("dim"))], width)

    def _arrange(self) -> None:
        kept = self.selected
        words = self._filter.casefold().split()
        self._shown = [each for each in self._all if _matches(each, words)]
        self.placeholder = f"No decision has “{plain(self._filter)}”." if self._all else self._empty
        places = [number for number, each in enumerate(self._shown) if each is kept]
        self.rows_changed(places[0] if places else None)


def _change(decision: Decision) -> str:
    """Say what a decision makes of what was found."""
    was = decision.label or "not found"
    now = decision.label_now if decision.becomes else ""
    words = f" “{decision.words}”" if decision.words not in ("", decision.text) else ""
    change = f" → {now}{words}" if now or words else ""
    return f"{was}{change} · {decision.verdict}"


def _matches(listed: Listed, words: Sequence[str]) -> bool:
    decision = listed.decision
    parts = (decision.text, decision.words, _change(decision), decision.author, listed.where)
    lost = "orphaned" if decision.orphaned else ""
    haystack = " ".join((*parts, decision.path, decision.scope, lost)).casefold()
    return all(word in haystack for word in words)
