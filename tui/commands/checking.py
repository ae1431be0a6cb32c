"""Commands that look through entities and the decisions on them."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from annotations.decisions import Alias, Decision, Verdict, name_in
from annotations.occurrences import Occurrence
from annotations.wording import counted
from tui.commands.base import Command
from tui.commands.deciding import decide_everywhere, labels, ruling_of, stopped_here
from tui.screens.main import MainScreen

Load = Callable[[], Iterator[Occurrence]]


class CheckEntities(Command):
    """Decide on entities one after the other."""

    name, keys = "check-entities", "W"
    help = "walk through undecided entities: of the article, the collection, or one name"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be a model, or what it found before."""
        return desk.library.mentions.problem or None

    def run(self, desk: MainScreen) -> None:
        """Ask which, on an entity at first its name, and show them."""
        desk.converse(self._check(desk))

    async def _check(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.choose import Choose
        from tui.screens.dialogs.entity_queue import EntityQueue

        ways = list(_ways(desk))
        titles = [title for title, _ in ways]
        # What is under the reader's cursor is the last; the numbers of the others never change.
        on_name = desk.reader.has_focus and desk.reader.mention_at_cursor() is not None
        first = len(ways) - 1 if on_name else 0
        chosen = await desk.app.push_screen_wait(Choose("Decide on which entities?", titles, first))
        if chosen is None:
            return
        queue = EntityQueue(ways[chosen][1], OnDesk(desk))
        place = await desk.app.push_screen_wait(queue)
        if place is not None:
            await desk.show_article(place.sheet.path, place.mention.start)
            desk.reader.focus()
        elif queue.done:
            desk.status.say(f"{counted(queue.done, 'mention')} decided.")


def _ways(desk: MainScreen) -> Iterator[tuple[str, Load]]:
    """List what can be looked through: a title, and what goes through it."""
    library, article = desk.library, desk.article
    mention = desk.reader.mention_at_cursor() if article is not None else None

    def load(path: str = "", names: Collection[str] = ()) -> Iterator[Occurrence]:
        return library.decided.undecided(path, names, stopped_here())

    if article is not None:
        yield f"this article: {article.title}", partial(load, article.path)
    yield "the whole collection", load
    if mention is not None:
        same = (each for each in desk.mentions if each.entity_id == mention.entity_id)
        names = frozenset(name_in(each.text) for each in same)
        title = f"under the cursor: “{mention.entity}”, in the whole collection"
        yield title, partial(load, names=names)


class OnDesk:
    """Carries out what is decided in the queue, and shows it on the desk behind it.

    Args:
        desk: The main screen.
    """

    def __init__(self, desk: MainScreen) -> None:
        """Be ready."""
        self._desk = desk

    @property
    def labels(self) -> Sequence[str]:
        """The labels to choose from."""
        return labels(self._desk)

    def how(self, one: Occurrence) -> str:
        """Say how a mention was found."""
        return self._desk.library.mentions.how_found(one.mention)

    def decide(self, one: Occurrence, verdict: Verdict, becomes: str = "") -> bool:
        """Decide on one mention; False if there was nothing to do."""
        act = self._desk.library.deciding.decide_on(one, verdict, becomes)
        self._desk.report(act)
        return act is not None

    async def everywhere(self, one: Occurrence) -> Sequence[Occurrence] | None:
        """Decide on every mention of the same words; None if nothing was done."""
        return await decide_everywhere(self._desk, ruling_of(one.mention), one.sheet.path)

    def undo(self) -> None:
        """Take the last decision back."""
        act = self._desk.library.undo()
        self._desk.report(act, f"undone: {act.name}" if act else "")

    def missing(self) -> str:
        """Say of how many articles the entities are not known yet."""
        count = sum(1 for _ in self._desk.library.undetected())
        noun = counted(count, "article")
        return f"The entities of {noun} are not detected yet, and not among these." if count else ""


class SeeDecisions(Command):
    """See what was decided of entities."""

    name, keys = "all-decisions", "C"
    help = "list every decision on entities; revoke one, or jump to it"

    def run(self, desk: MainScreen) -> None:
        """Open the list; what is chosen there is jumped to."""
        desk.converse(self._browse(desk))

    async def _browse(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.all_decisions import AllDecisions
        from tui.widgets.decision_list import Listed

        def load() -> Iterator[Listed]:
            yield from map(Listed, desk.library.aliasing.all())
            yield from (Listed(*pair) for pair in desk.library.decided.all(stopped_here()))

        def revoke(decision: Decision | Alias) -> bool:
            library = desk.library
            if isinstance(decision, Alias):
                act = library.aliasing.revoke(decision)
            else:
                act = library.deciding.revoke([decision])
            desk.report(act)
            return act is not None

        def undo() -> bool:
            act = desk.library.undo()
            desk.report(act, f"undone: {act.name}" if act else "")
            return act is not None

        chosen = await desk.app.push_screen_wait(AllDecisions(load, revoke, undo))
        if chosen is None:
            return
        await desk.show_article(chosen.path, chosen.start)
        desk.reader.focus()
        if chosen.orphaned:
            desk.status.say("The decision is orphaned: its words are no longer there.", "warning")


CHECKING = (CheckEntities(), SeeDecisions())
