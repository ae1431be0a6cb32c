"""Commands on articles that were edited since they were annotated."""

from functools import partial
from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.models import Act, Annotation, Article
from annotations.standing import to_review
from tui.commands.base import Command, Where
from tui.screens.main import MainScreen

if TYPE_CHECKING:
    from annotations.revisions import Revision

PANES = (Where.LIST, Where.READER, Where.INSPECTOR)


def _is_to_be_opened(desk: MainScreen) -> bool:
    """Tell whether a command in the list is about another article than the open one."""
    shown = desk.article.path if desk.article else None
    return desk.articles.has_focus and desk.articles.path not in (None, shown)


async def _opened(desk: MainScreen, command: Command) -> None:
    """Open the article that the list's cursor is on, then run a command on it, or say why not."""
    assert desk.articles.path is not None
    await desk.show_article(desk.articles.path)
    if reason := command.unavailable(desk):
        desk.status.say(reason)
    else:
        command.run(desk)


class ReviewPassages(Command):
    """Look through the passages whose words are not where they were."""

    name, keys, hint, where = "review-passages", "R", "review", PANES
    hint_at_times = True
    help = "look through the passages of an edited article: accept, place by hand, drop"

    def hinted(self, desk: MainScreen) -> bool:
        """Only where the open article is meant: of others it is not known if there is anything."""
        return not desk.articles.has_focus and super().hinted(desk)

    def unavailable(self, desk: MainScreen) -> str | None:
        """The article must have been edited since it was annotated, or be a probable revision."""
        return None if _is_to_be_opened(desk) else desk.nothing_to_review()

    def run(self, desk: MainScreen) -> None:
        """See what is to be done; in the list, with the article that the cursor is on."""
        if _is_to_be_opened(desk):
            desk.converse(_opened(desk, self))
        else:
            self._begin(desk)

    def _begin(self, desk: MainScreen) -> None:
        """Do what is to be done next: place by hand, take over, look through, accept as it is."""
        article = desk.article
        settled = desk.placing is None and desk.revision is None and not to_review(desk.marks)
        if article is not None and settled:
            act = desk.library.reviewing.accept(article, [])
            desk.report(act, "Every passage stands where it stood: the edited text is accepted.")
        else:
            desk.converse(self._next(desk))

    async def _next(self, desk: MainScreen) -> None:
        if desk.placing is not None:
            self._place(desk, desk.placing)
        elif desk.revision is not None:
            await _take_over(desk, desk.revision)
        await _look_through(desk)

    def _place(self, desk: MainScreen, mark: Annotation) -> None:
        span, article = desk.reader.selection, desk.article
        if span is not None and article is not None:
            act = desk.library.reviewing.place_by_hand(article, mark.uid, *span)
            desk.reader.drop_selection()
            desk.stop_placing()
            desk.report(act)


class SeeChanges(Command):
    """See what was changed in the open article."""

    name, keys, where = "what-changed", "D", PANES
    help = "show what was changed in the article since it was annotated"

    def unavailable(self, desk: MainScreen) -> str | None:
        """It must have been edited since."""
        if _is_to_be_opened(desk):
            return None
        if desk.article is None:
            return desk.nothing_open()
        return None if desk.edited else "This article was not edited since it was annotated."

    def run(self, desk: MainScreen) -> None:
        """Open the comparison; first the article the list's cursor is on, if it is another."""
        from tui.screens.dialogs.what_changed import WhatChanged

        if _is_to_be_opened(desk):
            desk.converse(_opened(desk, self))
        elif desk.article is not None:
            load = partial(desk.library.reviewing.changes, desk.article)
            desk.app.push_screen(WhatChanged(desk.article.title, load))


class OnDesk:
    """Carries out what is decided in the dialog, and shows it on the desk behind it.

    What is decided is of the text that was shown when the passages were asked for, whatever
    becomes of the file meanwhile.

    Args:
        desk: The main screen.
        article: The open article.
    """

    def __init__(self, desk: MainScreen, article: Article) -> None:
        """Be ready."""
        self._desk = desk
        self._article = article

    @property
    def text(self) -> str:
        """The text in which the passages stand."""
        return self._article.text

    def undecided(self) -> list[Annotation]:
        """Return the passages that are to be looked at, in the order of the text."""
        self._article = self._desk.article or self._article
        return to_review(self._desk.marks)

    def look_at(self, mark: Annotation) -> None:
        """Show where a passage is; of an orphan, where it was."""
        start = mark.start if mark.start is not None else mark.passage and mark.passage.start
        self._desk.reader.lift(start or 0)

    def accept(self, *marks: Annotation) -> bool:
        """Take passages to where they stand now; False if there was nothing to do."""
        return self._shown(
            self._desk.library.reviewing.accept(self._article, [mark.uid for mark in marks])
        )

    def drop(self, mark: Annotation) -> bool:
        """Delete a passage with all that was said of it; False if it is gone."""
        return self._shown(self._desk.library.reviewing.drop(self._article, mark.uid))

    def undo(self) -> None:
        """Take the last decision back."""
        try:
            act = self._desk.library.undo()
        except StoreError as error:
            self._desk.status.say(str(error), "error")
        else:
            self._desk.report(act, f"undone: {act.name}" if act else "")

    def _shown(self, act: Act | None) -> bool:
        self._desk.report(act)
        return act is not None


async def _look_through(desk: MainScreen) -> None:
    """Have the analyst decide on all passages whose words are not where they were."""
    from tui.screens.dialogs.review import Review

    article = desk.article
    if article is None or not to_review(desk.marks):
        return
    by_hand = await desk.app.push_screen_wait(Review(OnDesk(desk, article)))
    if by_hand is not None:
        desk.reader.focus()
        desk.start_placing(by_hand)
    elif not to_review(desk.marks):
        desk.status.say("Nothing is left to review.")


async def _take_over(desk: MainScreen, revision: "Revision") -> None:
    """Offer the annotations of a file that is gone to the open article, its later version."""
    from tui.screens.dialogs.choose import Confirm

    about = (
        f"{revision.old_path} is gone, and {revision.likeness:.0%} of it and {revision.path} are "
        "alike. You can look through the passages then, and undo this."
    )
    question = f"Take over {revision.load} of {revision.old_path}?"
    yes = f"Take {'it' if revision.annotations + revision.decisions == 1 else 'them'} over"
    agreed = await desk.app.push_screen_wait(Confirm(question, yes, "Not now", about=about))
    if agreed and desk.article is not None:
        desk.report(desk.library.reviewing.adopt(revision.uid, desk.article))


REVIEWING = (ReviewPassages(), SeeChanges())
