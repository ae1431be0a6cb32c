"""Commands that correct the entities that were found."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled, WorkerFailed, get_current_worker

from annotations.decisions import Decision, Ruling, Scope, Verdict, name_in
from annotations.errors import BriefReaderError
from annotations.labels import LABELS
from annotations.models import Act, Article, Mention
from annotations.occurrences import Occurrence
from tui.commands.base import Command, Where
from tui.screens.main import MainScreen

if TYPE_CHECKING:
    from tui.screens.dialogs.same_everywhere import Everywhere

DECIDING = "decisions are being made"
"""Why keys are held; those with priority are not."""


class OnEntity(Command):
    """A command on the entity under the reader's cursor."""

    where = (Where.READER,)
    hint_at_times = True

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be an entity."""
        if desk.article is None:
            return desk.nothing_open()
        if desk.reader.on_fold:
            return desk.keyed("What is here is folded; {unfold} shows it.")
        if desk.reader.mention_at_cursor() is None:
            return desk.keyed("There is no entity under the cursor; {add-entity} makes one.")
        return None

    def decide(self, desk: MainScreen, verdict: Verdict) -> None:
        """Decide on the entity under the cursor, and show it."""
        article, mention = desk.article, desk.reader.mention_at_cursor()
        if article is not None and mention is not None:
            _decide_on(desk, article, mention, verdict)


class Accept(OnEntity):
    """Say that an entity is right."""

    name, keys, hint = "accept-entity", "a", "accept"
    help = "accept the entity under the cursor"

    def run(self, desk: MainScreen) -> None:
        """Accept."""
        self.decide(desk, Verdict.ACCEPTED)


class Reject(OnEntity):
    """Say that an entity is none."""

    name, keys, hint = "reject-entity", "r", "reject"
    help = "reject the entity under the cursor: it is none"

    def run(self, desk: MainScreen) -> None:
        """Reject."""
        self.decide(desk, Verdict.REJECTED)


class Relabel(OnEntity):
    """Say that an entity is of another kind."""

    name, keys, hint = "relabel-entity", "L", "relabel"
    help = "give the entity under the cursor another label"

    def run(self, desk: MainScreen) -> None:
        """Ask for the label."""
        desk.converse(self._ask(desk))

    async def _ask(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.label_picker import LabelPicker

        article, mention = desk.article, desk.reader.mention_at_cursor()
        if article is None or mention is None:
            return
        words = f"“{name_in(mention.text)}”"
        picker = LabelPicker("Relabel", words, labels(desk), mention.label)
        label = await desk.app.push_screen_wait(picker)
        if label is not None:
            # The cursor may be on another one by now, as after the file was read again.
            _decide_on(desk, article, mention, Verdict.RELABELLED, label)


class AddEntity(Command):
    """Say that some words are an entity."""

    name, keys, hint, where = "add-entity", "+", "entity", (Where.READER,)
    hint_at_times = True
    help = "make the selection an entity; over an entity, change its ends"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be a selection."""
        if desk.article is None:
            return desk.nothing_open()
        if desk.reader.selection is None or _trimmed(desk) is None:
            return desk.keyed("Select the words of the entity first; {select} selects.")
        return None

    def run(self, desk: MainScreen) -> None:
        """Ask for the label."""
        desk.converse(self._ask(desk))

    async def _ask(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.label_picker import LabelPicker

        article, span = desk.article, _trimmed(desk)
        if article is None or span is None:
            return
        start, end = span
        overlapped = [each for each in desk.mentions if each.start < end and start < each.end]
        over = _most_of(overlapped, start, end)
        same = over is not None and (over.start, over.end) == span
        words = name_in(article.text[start:end])
        title = "Change the ends of an entity" if over and not same else "Make an entity"
        about = f"“{name_in(over.text)}” → “{words}”" if over and not same else f"“{words}”"
        warning = "" if same else _in_place_of(overlapped)
        label = await desk.app.push_screen_wait(
            LabelPicker(title, about, labels(desk), over.label if over else "", warning)
        )
        if label is None:
            return
        if over is not None and same:
            verdict = Verdict.ACCEPTED if label == over.label else Verdict.RELABELLED
            act = desk.library.deciding.decide(article, over, verdict, label)
        else:
            act = desk.library.deciding.add(article, start, end, label, over)
        desk.reader.drop_selection()
        desk.reader.move_to(start)
        desk.report(act, "" if act else "That was decided already.")


class DecideEverywhere(OnEntity):
    """Decide the same of every mention of some words."""

    name, keys, hint = "decide-everywhere", "*", "all"
    help = "decide the same of every mention of these words, after a preview"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be an entity, or one that was rejected."""
        reason = super().unavailable(desk)
        return None if reason is None or _rejected(desk) else reason

    def run(self, desk: MainScreen) -> None:
        """Show what would be decided on."""
        desk.converse(self._decide(desk))

    async def _decide(self, desk: MainScreen) -> None:
        article, mention = desk.article, desk.reader.mention_at_cursor()
        if article is None:
            return
        if mention is not None:
            await decide_everywhere(desk, ruling_of(mention), article.path)
        elif (rejected := _rejected(desk)) is not None:
            ruling = Ruling(Verdict.REJECTED, rejected.text, rejected.label)
            await decide_everywhere(desk, ruling, article.path)


async def decide_everywhere(
    desk: MainScreen, ruling: Ruling, path: str
) -> Sequence[Occurrence] | None:
    """Have the analyst look at every mention, and decide on those that she means.

    Args:
        desk: The main screen.
        ruling: What is decided, unless she chooses something else.
        path: The article that she may narrow it to.

    Returns:
        What was decided on, nothing if it is for what comes later only; None if it was not done.

    Raises:
        BriefReaderError: It cannot be decided; nothing is changed.
    """
    from tui.screens.dialogs.same_everywhere import SameEverywhere

    def load(ruling: Ruling, path: str) -> Iterator[Occurrence]:
        return desk.library.decided.occurrences(ruling, path, stopped_here())

    dialog = SameEverywhere(ruling, path, labels(desk), load)
    wanted = await desk.app.push_screen_wait(dialog)
    if wanted is None:
        return None
    desk.app.hold_keys(DECIDING)
    try:
        worker = desk.run_worker(lambda: _decide(desk, wanted), thread=True, exit_on_error=False)
        act: Act | None = await worker.wait()
    except WorkerCancelled:
        return None  # the program ends
    except WorkerFailed as failure:
        if isinstance(failure.error, BriefReaderError):
            raise failure.error from failure
        raise
    finally:
        desk.app.release_keys(DECIDING)
    desk.report(act, "" if act else "That was decided already.")
    return wanted.chosen if act else None


def _decide_on(
    desk: MainScreen, article: Article, mention: Mention, verdict: Verdict, becomes: str = ""
) -> None:
    act = desk.library.deciding.decide(article, mention, verdict, becomes)
    desk.report(act, "" if act else "That was decided already.")


def _decide(desk: MainScreen, wanted: "Everywhere") -> Act | None:
    return desk.library.deciding.decide_all(wanted.ruling, wanted.path, wanted.chosen, wanted.left)


def stopped_here() -> Callable[[], bool]:
    """Return what tells, on a worker's thread, whether that was cancelled."""
    worker = get_current_worker()
    return lambda: worker.is_cancelled


def ruling_of(mention: Mention) -> Ruling:
    """Return what was decided of a mention as a decision on all; to accept it, if nothing was."""
    known, words = mention.decision, name_in(mention.text)
    if known is None or known.verdict in (Verdict.ACCEPTED, Verdict.LEFT):
        found_as = mention.found_as if known else mention.label
        becomes = mention.label if mention.label != found_as else ""
        return Ruling(Verdict.ACCEPTED, words, found_as, becomes)
    ruling = Ruling(known.verdict, known.text, known.label, known.becomes, known.words)
    if known.verdict is Verdict.MOVED and known.words == known.text:
        return replace(ruling, verdict=Verdict.RELABELLED, becomes=mention.label)
    return ruling


def labels(desk: MainScreen) -> list[str]:
    """List the labels that an entity can get without typing a new one."""
    others = {*desk.library.mentions.labels, *(each.label for each in desk.mentions)}
    return list(dict.fromkeys([*LABELS, *sorted(others)]))


def _rejected(desk: MainScreen) -> Decision | None:
    """Return the decision that what is under the cursor is no entity."""
    if desk.article is None or not desk.reader.has_focus:
        return None
    at = desk.reader.cursor
    for each in desk.library.decided.on(desk.article):
        rejected = each.verdict is Verdict.REJECTED and each.scope is Scope.MENTION
        start, end = each.start, each.end
        if rejected and start is not None and end is not None and start <= at < end:
            return each
    return None


def _trimmed(desk: MainScreen) -> tuple[int, int] | None:
    """Return the selection without white space at its ends; None if nothing is left."""
    if desk.article is None or desk.reader.selection is None:
        return None
    start, end = desk.reader.selection
    words = desk.article.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None


def _most_of(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """Find the mention that shares most with a stretch, of some that share something."""

    def shared(one: Mention) -> int:
        return min(one.end, end) - max(one.start, start)

    return max(mentions, key=shared, default=None)


def _in_place_of(mentions: Sequence[Mention]) -> str:
    """Say which entities give way; empty for none."""
    named = ", ".join(f"“{name_in(each.text)}” {each.label}" for each in mentions)
    count = f"{len(mentions):,} entities: " if len(mentions) > 1 else ""
    return f"Takes the place of {count}{named}." if mentions else ""


DECISIONS = (Accept(), Reject(), Relabel(), AddEntity(), DecideEverywhere())
