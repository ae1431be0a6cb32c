"""Entities that nothing was decided of, one after the other: each needs one key."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static
from textual.worker import get_current_worker

from annotations.decisions import Verdict, name_in
from annotations.errors import BriefReaderError
from annotations.occurrences import Occurrence
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.label_picker import LabelPicker
from tui.widgets.line import plain

BATCH = 100
"""Mentions that are handed to the queue together."""

CONTEXT = 240
"""Code points of a sentence that are shown before and after a mention."""

NEXT = 60
"""The same of the mention that comes next."""

Spot = tuple[str, int, int]
"""An article's path, and where in it."""


class Deeds(Protocol):
    """Carries out what the analyst decides.

    Each may raise a `BriefReaderError`: then nothing was done.
    """

    @property
    def labels(self) -> Sequence[str]:
        """The labels to choose from."""

    def how(self, one: Occurrence) -> str:
        """Say how a mention was found."""

    def decide(self, one: Occurrence, verdict: Verdict, becomes: str = "") -> bool:
        """Decide on one mention; False if there was nothing to do."""

    async def everywhere(self, one: Occurrence) -> Sequence[Occurrence] | None:
        """Decide on every mention of the same words.

        Returns:
            Those that were decided on; None if nothing was done.
        """

    def undo(self) -> None:
        """Take the last decision back."""

    def missing(self) -> str:
        """Say what cannot be decided on yet; empty for nothing. Called on any thread."""


@dataclass(slots=True)
class _Step:
    """One step in the queue.

    Attributes:
        at: Where in the queue one was.
        decided: What was decided on; nothing for a mention that was skipped.
        is_deed: Whether something was done that going back takes back.
    """

    at: int
    decided: set[Spot]
    is_deed: bool


class EntityQueue(Dialog[Occurrence]):
    """Shows one mention in its sentence at a time; the result is one that is to be read in place.

    A decision shows the next mention at once. Mentions keep the number they had at first.
    """

    DEFAULT_CSS = """
    EntityQueue {
        & > #frame { width: 90; }
        & .words { height: auto; max-height: 9; }
        & #kind, & #next { height: 1; margin-top: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        & #next { color: $foreground-muted; }
        &.-low .words { height: 1fr; min-height: 2; max-height: 100%; }
        &.-low.-narrow #next { display: none; }
        &.-low #kind, &.-low #next { margin: 0; }
    }
    """
    BINDINGS = [
        Binding("a", "decide('accepted')", "accept", id="queue-accept"),
        Binding("r", "decide('rejected')", "reject", id="queue-reject"),
        Binding("L", "relabel", "relabel", id="queue-relabel"),
        Binding("asterisk", "everywhere", "everywhere", id="queue-everywhere"),
        Binding("s,j,down,space", "skip", "skip", id="queue-skip"),
        Binding("u,k,up", "back", "step back", id="queue-back"),
        Binding("enter,ctrl+j", "read", "read there", id="queue-read"),
        Binding("q", "cancel", "leave", id="queue-leave", show=False),
    ]
    HELP = "Decide on entities one after the other, each in its sentence."

    sentence = query_one("#sentence", Static)
    kind = query_one("#kind", Static)
    next = query_one("#next", Static)

    def __init__(self, load: Callable[[], Iterator[Occurrence]], deeds: Deeds) -> None:
        """Make the dialog.

        Args:
            load: Goes through the mentions; called on a thread of its own.
            deeds: Carries out what is decided.
        """
        super().__init__()
        self._load = load
        self._deeds = deeds
        self._queue: list[Occurrence] = []
        self._decided: set[Spot] = set()
        self._steps: list[_Step] = []
        self._at = 0
        self._is_loading = True

    @property
    def done(self) -> int:
        """How many mentions were decided on."""
        return len(self._decided)

    def fields(self) -> ComposeResult:
        """Yield the mention in its sentence, its label, and the next one."""
        yield Static(id="sentence", classes="words", markup=False)
        yield Static(id="kind", markup=False)
        yield Static(id="next", markup=False)

    def on_mount(self) -> None:
        """Begin to look for mentions."""
        self._show()
        self.run_worker(self._fill, thread=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now."""
        if action == "back":
            return bool(self._steps)
        if action in ("decide", "relabel", "everywhere", "skip", "read"):
            return self._one is not None
        return True

    def _fill(self) -> None:
        worker = get_current_worker()
        found = self._load()
        while (batch := list(islice(found, BATCH))) and not worker.is_cancelled:
            self.app.call_from_thread(self._add, batch)
        missing = self._deeds.missing()
        if not worker.is_cancelled:
            self.app.call_from_thread(self._end, missing)

    def _add(self, batch: Sequence[Occurrence]) -> None:
        self._queue += batch
        self._go_on()

    def _end(self, missing: str) -> None:
        self._is_loading = False
        self._go_on()
        self.complain(missing)

    @property
    def _one(self) -> Occurrence | None:
        return self._queue[self._at] if self._at < len(self._queue) else None

    def _after(self, at: int) -> int:
        """Find the place of the first mention from `at` on that is not decided."""
        while at < len(self._queue) and _spot(self._queue[at]) in self._decided:
            at += 1
        return at

    def _go_on(self) -> None:
        """Show the mention that is to be decided on; leave when all were shown."""
        self._at = self._after(self._at)
        if self._one is None and not self._is_loading and self._queue:
            self.dismiss(None)
        else:
            self._show()

    # What the analyst does

    def _decide(self, verdict: Verdict, becomes: str = "") -> None:
        one = self._one
        if one is None:
            return
        try:
            is_done = self._deeds.decide(one, verdict, becomes)
        except BriefReaderError as error:
            self.complain(str(error))
        else:
            self._stepped({_spot(one)} if is_done else set(), is_deed=is_done)

    def _stepped(self, decided: set[Spot], *, is_deed: bool) -> None:
        self.complain("")
        self._steps.append(_Step(self._at, decided, is_deed))
        self._decided |= decided
        self._at += not decided
        self._go_on()

    def action_decide(self, verdict: str) -> None:
        """Accept or reject the mention."""
        self._decide(Verdict(verdict))

    def action_relabel(self) -> None:
        """Ask for another label."""
        one = self._one
        if one is not None:
            words = f"“{name_in(one.mention.text)}”"
            picker = LabelPicker("Relabel", words, self._deeds.labels, one.mention.label)
            self.app.push_screen(picker, self._relabel)

    def _relabel(self, label: str | None) -> None:
        if label:
            self._decide(Verdict.RELABELLED, label)

    def action_everywhere(self) -> None:
        """Decide on every mention of the same words, after a preview."""
        self.run_worker(self._everywhere(), group="everywhere", exclusive=True)

    async def _everywhere(self) -> None:
        one = self._one
        if one is None:
            return
        try:
            decided = await self._deeds.everywhere(one)
        except BriefReaderError as error:
            self.complain(str(error))
        else:
            if decided is not None:
                self._stepped(set(map(_spot, decided)), is_deed=True)

    def action_skip(self) -> None:
        """Go to the next mention, and decide nothing on this one."""
        self._stepped(set(), is_deed=False)

    def action_back(self) -> None:
        """Go back to the mention before, and take back what was decided there."""
        if not self._steps:
            return
        step = self._steps[-1]
        if step.is_deed:
            try:
                self._deeds.undo()
            except BriefReaderError as error:
                self.complain(str(error))
                return
            self._decided -= step.decided
        self._steps.pop()
        self._at = step.at
        self._go_on()

    def action_read(self) -> None:
        """Leave, to read on where the mention stands."""
        if self._one is not None:
            self.dismiss(self._one)

    # What is shown

    def _show(self) -> None:
        one, total = self._one, len(self._queue)
        more = "…" if self._is_loading else ""
        done = f" · {self.done} decided" if self.done else ""
        if one is None:
            told = "Looking for entities…" if self._is_loading else "Nothing is left to decide."
            self.say_heading(f"{told}{done}")
            self._say(Content(""), Content(""), Content(""))
        else:
            self.say_heading(f"{self._at + 1} of {total:,}{more}{done}", one.origin)
            how = f", {plain(self._deeds.how(one))}"
            kind = Content.assemble((plain(one.mention.label), "bold"), (how, "$foreground-muted"))
            coming = self._after(self._at + 1)
            after = Content("")
            if coming < total:
                after = Content.assemble("next: ", in_its_sentence(self._queue[coming], NEXT))
            self._say(in_its_sentence(one, CONTEXT), kind, after)
        self.refresh_bindings()
        self.show_keys()

    def _say(self, sentence: Content, kind: Content, after: Content) -> None:
        self.sentence.update(sentence)
        self.kind.update(kind)
        self.next.update(after)


def in_its_sentence(one: Occurrence, most: int) -> Content:
    """Set a mention in its sentence, of which so many code points are shown on either side."""
    before, after = one.before, one.after
    if len(before) > most:
        before = f"…{before[-most:]}"
    if len(after) > most:
        after = f"{after[:most]}…"
    start = " " if before.endswith(" ") else ""
    end = " " if after.startswith(" ") else ""
    return Content.assemble(
        (f"{plain(before)}{start}", "$foreground-muted"),
        (plain(one.mention.text), "bold reverse"),
        (f"{end}{plain(after)}", "$foreground-muted"),
    )


def _spot(one: Occurrence) -> Spot:
    return one.sheet.path, one.mention.start, one.mention.end
