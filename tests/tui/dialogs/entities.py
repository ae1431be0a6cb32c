"""Dialogs on entities, on words that only these tests know of."""

from collections.abc import Iterator, Sequence

from annotations.decisions import Alias, Decision, Named, Ruling, Scope, Verdict
from annotations.models import Article, Mention, Passage
from annotations.occurrences import Occurrence
from annotations.origins import TitleFrom
from tui.screens.dialogs.all_decisions import AllDecisions
from tui.screens.dialogs.entity_queue import EntityQueue
from tui.screens.dialogs.label_picker import LabelPicker
from tui.screens.dialogs.name_picker import NamePicker, Offered
from tui.screens.dialogs.same_everywhere import SameEverywhere
from tui.widgets.decision_list import Listed

LABELS = ["PERSON", "ORG", "GPE"]


def occurrence(number: int, label: str = "PERSON") -> Occurrence:
    """A mention, the third of each article, in a sentence of its own."""
    path = f"{number // 3}.txt"
    sheet = Article(path, "", "", f"Title {number // 3} [/red]", TitleFrom.HEADLINE)
    words = "AdBlock"
    return Occurrence(
        sheet,
        Mention(number, number + 7, words, label),
        Passage(number, number + 7, words, "", "", ""),
        f"Sentence {number:02} tells that [b]",
        " wins.",
    )


OCCURRENCES = [occurrence(number) for number in range(40)]
DECISIONS = [
    Decision(
        f"d{number:02}",
        Verdict.REJECTED,
        Scope.MENTION,
        f"{number}.txt",
        f"name {number:02}",
        "ORG",
        words=f"name {number:02}",
        author="ana",
        decided="2026-01-02T03:04:05Z",
        start=number,
        end=number + 7,
    )
    for number in range(40)
]


class Deeds:
    """Keeps what was decided."""

    labels: Sequence[str] = LABELS

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []

    def how(self, one: Occurrence) -> str:
        return "found by model"

    def decide(self, one: Occurrence, verdict: Verdict, becomes: str = "") -> bool:
        self.done.append((str(verdict), becomes))
        return True

    async def everywhere(self, one: Occurrence) -> Sequence[Occurrence]:
        self.done.append(("everywhere", ""))
        return OCCURRENCES[:10]

    def undo(self) -> None:
        self.done.pop()

    def missing(self) -> str:
        return ""


def found(ruling: Ruling, path: str) -> Iterator[Occurrence]:
    """All occurrences; in one article there are three."""
    return iter(OCCURRENCES[:3] if path else OCCURRENCES)


def everywhere() -> SameEverywhere:
    return SameEverywhere(Ruling(Verdict.REJECTED, "AdBlock", "PERSON"), "0.txt", LABELS, found)


def queue() -> EntityQueue:
    return EntityQueue(lambda: iter(OCCURRENCES), Deeds())


def label() -> LabelPicker:
    return LabelPicker("Relabel", "“AdBlock”", LABELS, "ORG")


def names() -> NamePicker:
    known = [
        Offered(Named(name, "PERSON"), (name, f"{name} Smith"), 3) for name in ("Ann", "Bob", "Cy")
    ]
    return NamePicker("Merge with", Named("A. Smith", "PERSON"), lambda: known)


def decisions() -> AllDecisions:
    left = list(DECISIONS)
    gone: list[Decision] = []

    def revoke(decision: Decision | Alias) -> bool:
        assert isinstance(decision, Decision)
        left.remove(decision)
        gone.append(decision)
        return True

    def undo() -> bool:
        left.insert(0, gone.pop())
        return True

    return AllDecisions(lambda: (Listed(each, "A title") for each in left), revoke, undo)
