"""The preview of one decision on every mention of some words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.worker import Worker, get_current_worker

from annotations.decisions import Ruling, Scope, Verdict
from annotations.occurrences import Occurrence
from annotations.wording import counted
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.label_picker import LabelPicker
from tui.widgets.occurrence_list import OccurrenceList

BATCH = 200
"""Mentions that are handed to the list together."""

OPEN = (Verdict.ACCEPTED, Verdict.REJECTED, Verdict.RELABELLED)
"""Verdicts that may be put in each other's place."""

Load = Callable[[Ruling, str], Iterator[Occurrence]]
"""Given a ruling and an article, or an empty path, goes through the mentions that are meant."""


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What is to be decided of many mentions.

    Attributes:
        ruling: What.
        path: The article it is for; empty for the whole collection.
        chosen: The mentions that are known and meant.
        left: Those that are known and not meant.
    """

    ruling: Ruling
    path: str
    chosen: list[Occurrence]
    left: list[Occurrence]


class SameEverywhere(Dialog[Everywhere]):
    """Shows every mention in its sentence before anything is decided of them."""

    DEFAULT_CSS = """
    SameEverywhere {
        & > #frame { width: 110; height: 90%; }
        & OccurrenceList { height: 1fr; min-height: 1; }
    }
    """
    BINDINGS = [
        Binding("enter,ctrl+j", "apply", "do it", id="everywhere-apply"),
        Binding("space", "toggle_one", "leave out", id="everywhere-toggle"),
        Binding("v", "toggle_all", "all", id="everywhere-toggle-all"),
        Binding("tab", "rescope", "scope", id="everywhere-rescope"),
        Binding("a", "accept", "accept", id="everywhere-accept"),
        Binding("r", "reject", "reject", id="everywhere-reject"),
        Binding("L", "relabel", "relabel", id="everywhere-relabel"),
        Binding("j,down", "move(1)", "next", id="everywhere-next", show=False),
        Binding("k,up", "move(-1)", "previous", id="everywhere-previous", show=False),
        Binding("pagedown,ctrl+d", "page(1)", "next page", id="everywhere-down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "previous page", id="everywhere-up", show=False),
        Binding("q", "cancel", "leave", id="everywhere-leave", show=False),
    ]
    HELP = "See every mention that would be decided on, leave out what is not meant, then do it."
    AUTO_FOCUS = "OccurrenceList"

    mentions = query_one(OccurrenceList)

    def __init__(self, ruling: Ruling, path: str, labels: list[str], load: Load) -> None:
        """Make the dialog.

        Args:
            ruling: What is decided, unless the analyst chooses something else here.
            path: The open article.
            labels: The labels to choose from.
            load: Finds the mentions; called on a thread of its own.
        """
        super().__init__()
        self._ruling = ruling
        self._path = path
        self._labels = labels
        self._load = load
        self._scope = Scope.COLLECTION
        self._worker: Worker[None] | None = None

    def fields(self) -> ComposeResult:
        """Yield the mentions."""
        yield OccurrenceList("No other mention is known; what comes later is decided on.")

    def on_mount(self) -> None:
        """Begin to look for them."""
        self._begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another verdict only where it would be of the same words."""
        return self._ruling.verdict in OPEN if action in ("accept", "reject", "relabel") else True

    def _begin(self) -> None:
        self.mentions.clear()
        self.complain("")
        path = self._path if self._scope is Scope.ARTICLE else ""
        fill = partial(self._fill, self._ruling, path)
        self._worker = self.run_worker(fill, thread=True, group="occurrences", exclusive=True)
        self._say_counts()

    def _fill(self, ruling: Ruling, path: str) -> None:
        worker = get_current_worker()
        found = self._load(ruling, path)
        while (batch := list(islice(found, BATCH))) and not worker.is_cancelled:
            self.app.call_from_thread(self._add, worker, batch)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._end, worker)

    def _add(self, worker: Worker[None], batch: list[Occurrence]) -> None:
        if worker is self._worker:
            self.mentions.add(batch, [_is_meant(each, self._ruling) for each in batch])
            self._say_counts()

    def _end(self, worker: Worker[None]) -> None:
        if worker is self._worker:
            self._worker = None
            self._say_counts()

    def _say_counts(self) -> None:
        chosen, articles = self.mentions.counts
        total = len(self.mentions.occurrences)
        more = "…" if self._worker else ""
        number = f"{chosen} of {total}" if chosen != total else str(chosen)
        noun = "mention" if total == 1 else "mentions"
        where = f"{number}{more} {noun} in {counted(articles, 'article')}"
        what = f"{self._ruling.deed} “{self._ruling.text}”"
        words = f" to “{self._ruling.words}”" if self._ruling.verdict is Verdict.MOVED else ""
        about = f"Holds for {self._scope}, and for what comes later."
        self.say_heading(f"{what}{words} · {where}", about)
        self.show_keys()

    # What the analyst does

    def action_apply(self) -> None:
        """Close with what is chosen, once all mentions were found."""
        if self._worker is not None:
            self.complain("The mentions are still being looked for; wait until all are shown.")
            return
        path = self._path if self._scope is Scope.ARTICLE else ""
        chosen, left = self.mentions.picked(chosen=True), self.mentions.picked(chosen=False)
        self.dismiss(Everywhere(self._ruling, path, chosen, left))

    def action_toggle_one(self) -> None:
        """Leave out the mention under the cursor, or take it in again."""
        self.mentions.toggle()
        self.mentions.move(1)
        self._say_counts()

    def action_toggle_all(self) -> None:
        """Leave out all, or take all in again."""
        self.mentions.toggle_all()
        self._say_counts()

    def on_row_list_chosen(self) -> None:
        """Leave out the mention that was clicked twice, or take it in again."""
        self.mentions.toggle()
        self._say_counts()

    def action_rescope(self) -> None:
        """Decide for the other of article and collection."""
        one = self._scope is Scope.COLLECTION
        self._scope = Scope.ARTICLE if one else Scope.COLLECTION
        self._begin()

    def action_accept(self) -> None:
        """Accept in place of what was meant."""
        self._decide(Verdict.ACCEPTED)

    def action_reject(self) -> None:
        """Reject in place of what was meant."""
        self._decide(Verdict.REJECTED)

    def action_relabel(self) -> None:
        """Relabel in place of what was meant."""
        label = self._ruling.becomes or self._ruling.label
        picker = LabelPicker("Every mention is …", f"“{self._ruling.text}”", self._labels, label)
        self.app.push_screen(picker, self._relabel)

    def _relabel(self, label: str | None) -> None:
        if label:
            self._decide(Verdict.RELABELLED, label)

    def _decide(self, verdict: Verdict, becomes: str = "") -> None:
        self._ruling = replace(self._ruling, verdict=verdict, becomes=becomes)
        self._begin()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.mentions.move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self.mentions.page(step)


def _is_meant(one: Occurrence, ruling: Ruling) -> bool:
    """Tell whether a mention is chosen at first: of another type, or decided on, it is not."""
    mention = one.mention
    known = mention.decision
    if known is not None and known.scope is Scope.MENTION:
        return known.verdict is ruling.verdict and known.becomes == ruling.becomes
    found_as = mention.found_as if known else mention.label
    return found_as == ruling.label or ruling.verdict is Verdict.ADDED
