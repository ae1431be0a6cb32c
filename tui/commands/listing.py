"""Commands of the article list."""

from tui.commands.base import Command, RowMove, Where
from tui.screens.main import MainScreen
from tui.widgets.article_order import SortBy


class OnArticle(Command):
    """A command that needs an article under the list's cursor."""

    where = (Where.LIST,)

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be a row that can be read."""
        row = desk.articles.row
        if row is None:
            return "There is no article here."
        return row.problem


class Open(OnArticle):
    """Read an article."""

    name, keys, hint = "open", "enter,ctrl+j", "read"
    help = "read the article"

    def run(self, desk: MainScreen) -> None:
        """Open it and go to the reader."""
        if desk.articles.path is not None:
            desk.open(desk.articles.path, read=True)


class Filter(Command):
    """Narrow the list."""

    name, keys, hint, where = "filter", "/", "filter", (Where.LIST,)
    help = "filter the list by title, source or tag as you type"

    def run(self, desk: MainScreen) -> None:
        """Open the filter's line."""
        desk.open_filter()


class Sort(Command):
    """Order the list."""

    name, keys, hint, where = "sort", "s", "sort", (Where.LIST,)
    help = "sort the list"

    def run(self, desk: MainScreen) -> None:
        """Ask for the order."""
        desk.converse(self._ask(desk))

    async def _ask(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.choose import Choose

        orders = list(SortBy)
        now = orders.index(desk.articles.sort_by)
        chosen = await desk.app.push_screen_wait(Choose("Sort the articles by", orders, now))
        if chosen is not None:
            desk.articles.sort_by = orders[chosen]


class Mark(OnArticle):
    """Mark a row, so that one action takes several articles."""

    name, keys, hint = "mark", "v", "mark"
    help = "mark the row: tags, notes, edits and read/unread then go to all that are marked"

    def run(self, desk: MainScreen) -> None:
        """Mark the row and go on to the next."""
        desk.articles.toggle_mark()
        desk.show_aim()


class Clear(Command):
    """Take marks and filter off the list."""

    name, keys, where = "clear-list", "escape", (Where.LIST,)
    help = "drop the marks, then the filter"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be something to drop."""
        dropped = desk.articles.marked or desk.articles.filter_text
        return None if dropped else "No rows are marked and no filter is set."

    def run(self, desk: MainScreen) -> None:
        """Drop one of the two."""
        if not desk.articles.clear_marks():
            desk.articles.filter_text = ""
        desk.show_aim()


LISTING = (
    RowMove(Where.LIST, "list-down", "j,down", "go to the next article", "move", 1),
    RowMove(Where.LIST, "list-up", "k,up", "go to the previous article", "move", -1),
    RowMove(Where.LIST, "list-top", "g,home", "go to the first article", "move_home"),
    RowMove(Where.LIST, "list-bottom", "G,end", "go to the last article", "move_end"),
    RowMove(Where.LIST, "list-half-page-down", "ctrl+d", "go down half a page", "half_page", 1),
    RowMove(Where.LIST, "list-half-page-up", "ctrl+u", "go up half a page", "half_page", -1),
    RowMove(Where.LIST, "list-page-down", "pagedown,space", "go down a page", "page", 1),
    RowMove(Where.LIST, "list-page-up", "pageup", "go up a page", "page", -1),
    Open(),
    Filter(),
    Sort(),
    Mark(),
    Clear(),
)
