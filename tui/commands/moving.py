"""Commands that move in the reader, find words there, and fold boilerplate."""

from tui.commands.base import Command, Navigation, Where
from tui.screens.main import MainScreen
from tui.widgets.reader import Motion


class OnText(Navigation):
    """A command that needs an open article."""

    where = (Where.READER,)

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be a text."""
        return None if desk.article else desk.nothing_open()


class Move(OnText):
    """A motion of the reader's cursor; it extends a selection that was started."""

    def __init__(
        self, name: str, keys: str, help: str, motion: Motion, forward: bool = True
    ) -> None:
        """Declare the motion."""
        self.name, self.keys, self.help = name, keys, help
        self._motion, self._forward = motion, forward

    def run(self, desk: MainScreen) -> None:
        """Move."""
        desk.reader.move(self._motion, self._forward)


class Entity(Move):
    """A motion to an entity, which there may not be."""

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be mentions."""
        if desk.article and not desk.mentions:
            return desk.library.mentions.problem or "No entities are detected here yet."
        return super().unavailable(desk)


class PageOn(OnText):
    """Page through the text, and on to the next unread article."""

    name, keys = "page-on", "space"
    help = "go down a page; at the end, to the next unread article"

    def run(self, desk: MainScreen) -> None:
        """Page, or open the next."""
        if desk.reader.at_end:
            desk.open_next_unread()
        else:
            desk.reader.move(Motion.PAGE)


class Neighbour(OnText):
    """Go to the article beside this one in the list."""

    def __init__(self, name: str, keys: str, help: str, by: int) -> None:
        """Declare the direction."""
        self.name, self.keys, self.help = name, keys, help
        self._by = by

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be one."""
        if desk.article is None or desk.articles.neighbour(desk.article.path, self._by):
            return super().unavailable(desk)
        which = "last" if self._by > 0 else "first"
        if desk.articles.filter_text.strip():
            return f"This is the {which} article that passes the list's filter."
        return f"This is the {which} article."

    def run(self, desk: MainScreen) -> None:
        """Open it."""
        path = desk.article and desk.articles.neighbour(desk.article.path, self._by)
        if path:
            desk.open(path)


class Find(OnText):
    """Find words in the article."""

    name, keys, hint, palette = "find", "/", "find", True
    help = "find words in the article, then step from hit to hit"

    def run(self, desk: MainScreen) -> None:
        """Open the find line."""
        desk.open_find()


class FindStep(OnText):
    """Step through the hits."""

    where = (Where.FINDING,)

    def __init__(self, name: str, keys: str, help: str, hint: str, forward: bool) -> None:
        """Declare the direction."""
        self.name, self.keys, self.help, self.hint = name, keys, help, hint
        self._forward = forward

    def run(self, desk: MainScreen) -> None:
        """Go to the next hit."""
        desk.reader.find_step(self._forward)
        desk.show_finds()


class FindEnd(OnText):
    """Stop finding."""

    name, keys, where, hint = "find-end", "escape", (Where.FINDING,), "end finding"
    help = "stop finding"

    def run(self, desk: MainScreen) -> None:
        """Clear the hits."""
        desk.reader.find_clear()
        desk.show_finds()


class Fold(Command):
    """Fold or unfold what is not article."""

    where = (Where.READER,)

    def __init__(self, name: str, keys: str, help: str, on: bool) -> None:
        """Declare the direction."""
        self.name, self.keys, self.help = name, keys, help
        self._on = on

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be boilerplate."""
        if desk.article is None:
            return desk.nothing_open()
        return None if desk.article.zones else "There is no boilerplate in this article."

    def run(self, desk: MainScreen) -> None:
        """Fold."""
        desk.reader.fold(self._on)


MOVING = (
    FindStep("find-next", "n", "go to the next hit", "next hit", True),
    FindStep("find-previous", "N", "go to the hit before", "hit before", False),
    FindEnd(),
    Move("line-down", "j,down", "go down a line", Motion.LINE),
    Move("line-up", "k,up", "go up a line", Motion.LINE, False),
    Move("word-right", "l,w", "go to the next word", Motion.WORD),
    Move("word-left", "h,b", "go to the word before", Motion.WORD, False),
    Move("character-right", "right", "go right by a character", Motion.CHARACTER),
    Move("character-left", "left", "go left by a character", Motion.CHARACTER, False),
    Move("sentence-next", ")", "go to the next sentence", Motion.SENTENCE),
    Move("sentence-previous", "(", "go to the sentence before", Motion.SENTENCE, False),
    Move("paragraph-next", "}", "go to the next paragraph", Motion.PARAGRAPH),
    Move(
        "paragraph-previous",
        "{",
        "go to the paragraph before",
        Motion.PARAGRAPH,
        False,
    ),
    Move("page-down", "pagedown", "go down a page", Motion.PAGE),
    Move("page-up", "pageup", "go up a page", Motion.PAGE, False),
    Entity("entity-next", "],i", "go to the next entity", Motion.ENTITY),
    Entity(
        "entity-previous",
        "[,I",
        "go to the entity before",
        Motion.ENTITY,
        False,
    ),
    Move("text-top", "g,home", "go to the beginning", Motion.END, False),
    Move("text-bottom", "G,end", "go to the end", Motion.END),
    Move("half-page-down", "ctrl+d", "go down half a page", Motion.HALF_PAGE),
    Move("half-page-up", "ctrl+u", "go up half a page", Motion.HALF_PAGE, False),
    PageOn(),
    Neighbour("article-next", "J", "go to the next article", 1),
    Neighbour("article-previous", "K", "go to the article before", -1),
    Find(),
    Fold("fold", "f", "fold boilerplate away", True),
    Fold("unfold", "F", "unfold boilerplate", False),
)
