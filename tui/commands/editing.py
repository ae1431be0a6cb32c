"""Commands on articles as a whole: what is known of them, whether they are read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.models import Article, State
from tui.commands.base import Command, Where
from tui.screens.main import MainScreen
from tui.widgets.provenance import HOW_KNOWN, HOW_TITLED

if TYPE_CHECKING:
    from tui.screens.dialogs.metadata_editor import Known


COMMON = ("source", "published", "byline", "dateline", "language")
"""What several articles may have in common, and be given together."""


class OnArticles(Command):
    """A command on the open article, the row under the cursor, or all marked rows."""

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be an article."""
        return None if desk.chosen_paths() else "There is no article here that can be read."


class EditMetadata(OnArticles):
    """Correct what is known of articles."""

    name, keys, hint, where = "edit", "e", "edit", (Where.LIST, Where.READER)
    help = "edit title, source, date, byline, dateline and language; of all marked rows"

    def run(self, desk: MainScreen) -> None:
        """Open the form."""
        desk.converse(self._edit(desk))

    async def _edit(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.metadata_editor import Known, MetadataEditor

        paths = desk.chosen_paths()
        articles = [desk.library.article(path) for path in paths]
        form = MetadataEditor(
            len(paths),
            title=Known(articles[0].title, HOW_TITLED[articles[0].title_from]),
            **{name: _common(articles, name) for name in COMMON},
        )
        edit = await desk.app.push_screen_wait(form)
        if edit is not None:
            desk.report(desk.library.edit(paths, edit))


class ToggleRead(OnArticles):
    """Say whether articles have been read."""

    name, keys, hint, where = "toggle-read", "m", "read/unread", (Where.LIST,)
    help = "mark the article, or all marked rows, as read or unread"

    def run(self, desk: MainScreen) -> None:
        """Mark all as read if one is unread, else all as unread."""
        paths = desk.chosen_paths()
        unread = any(desk.library.listing(path).state is State.UNREAD for path in paths)
        desk.report(desk.library.set_state(paths, State.READ if unread else State.UNREAD))


def _common(articles: Sequence[Article], field: str) -> "Known":
    """Tell what is known of a field if all articles agree."""
    from tui.screens.dialogs.metadata_editor import Known

    values = {getattr(article, field) for article in articles}
    if len(values) > 1:
        return Known(None)
    how = HOW_KNOWN[getattr(articles[0], f"{field}_from")]
    return Known(values.pop() or "", how)


EDITING = (EditMetadata(), ToggleRead())
