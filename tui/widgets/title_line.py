"""What the reader shows: article, source, date and how it is known, place, how many are left."""

from textual.strip import Strip

from annotations.models import Article
from tui.widgets.cells import crop
from tui.widgets.line import OneLine, Part, plain, spread, width_of
from tui.widgets.provenance import dated


class TitleLine(OneLine):
    """Two lines over the reader; where it is given one line only, both share it."""

    DEFAULT_CSS = """
    TitleLine { height: 2; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._title = ""
        self._facts = ""
        self._percent: int | None = None
        self._unread: int | None = None

    def show(self, article: Article | None) -> None:
        """Show which article is open; None for none."""
        if article is None:
            self._title = self._facts = ""
            self._percent = None
        else:
            self._title = plain(article.title)
            facts = (plain(article.source or "no source"), dated(article))
            self._facts = " · ".join(facts)
        self.changed()

    def set_percent(self, percent: int | None) -> None:
        """Show the place in the text; None for none."""
        self._percent = percent
        self.changed()

    def set_unread_left(self, count: int) -> None:
        """Show how many articles are left unread."""
        self._unread = count
        self.changed()

    def says(self) -> object:
        """Title, facts, place and what is left."""
        return (self._title, self._facts, self._percent, self._unread)

    def lay_out(self, width: int, line: int) -> Strip:
        """Give the place and what is left the right end; title and facts take what remains."""
        dim = self.ink("dim")
        title: Part = (self._title, self.ink("strong"))
        facts: Part = (self._facts, dim)
        place: list[Part] = [(self._place(), dim)]
        if self.size.height > 1:
            return spread([title], [], width) if line == 0 else spread([facts], place, width)
        room = width - width_of(place) - width_of([facts]) - 5
        if room < min(width_of([title]), 12):
            return spread([title], place, width)
        short: Part = (crop(title[0], room), title[1])
        return spread([short, (" · " if facts[0] else "", dim), facts], place, width)

    def _place(self) -> str:
        percent = "" if self._percent is None else f"{self._percent} %"
        left = "" if self._unread is None else f"{self._unread:,} unread"
        return " · ".join(filter(None, (percent, left)))
