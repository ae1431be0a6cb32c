"""Decisions on entities, each with what it says, of what, and who made it."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual.strip import Strip

from annotations.decisions import Alias, Decision, Scope
from tui.widgets.line import Part, plain, spread, strip_of
from tui.widgets.rows import RowList


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
        return sum(isinstance(each.decision, Decision) and bool(each.trouble) for each in self._all)

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
            trouble = listed.trouble
            right: list[Part] = [(trouble, self.ink("warning"))] if trouble else []
            words, change = listed.words
            left = [(f"“{plain(words)}” ", Style(bold=True)), (plain(change), Style())]
            return spread(left, right, width)
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
    parts = [*listed.words, listed.decision.author, listed.where, listed.trouble]
    if isinstance(listed.decision, Decision):
        parts += [listed.decision.path, listed.decision.scope]
    haystack = " ".join(parts).casefold()
    return all(word in haystack for word in words)
