from collections.abc import Iterator

import pytest
from textual.app import App, ComposeResult

from annotations.models import Annotation, Article, Mention, Passage, Tag, Zone
from annotations.origins import TitleFrom
from tui.widgets.reader import Reader

TEXT = """\
Blinken Meets Tajik Minister

Secretary of State Antony Blinken met with the Tajik Foreign Minister in Washington. They spoke \
about the border [/red] and [an] agreement. Nothing was signed.

The Taliban – 漢字 and 🇹🇯 – has taken “dozens of districts” in recent weeks.

Check Also
Iran Sent Missiles, Report Says
Latest Developments

Kamilov said his discussions with Blinken would pay serious attention to the region.
"""

SECURITY = Tag("t1", "security", "#e06c75")
VISIT = Tag("t2", "visit", "#61afef")


def article(text: str = TEXT, zones: tuple[Zone, ...] = (), path: str = "a.txt") -> Article:
    return Article(path, text, "hash", "Title", TitleFrom.HEADLINE, zones=zones)


def zone(first: str = "Check Also", last: str = "Latest Developments") -> Zone:
    return Zone(TEXT.index(first), TEXT.index(last) + len(last), "related")


def mention(words: str, label: str, text: str = TEXT) -> Mention:
    start = text.index(words)
    return Mention(start, start + len(words), words, label)


def annotation(
    words: str, *tags: Tag, note: str = "", uid: str = "a1", text: str = TEXT
) -> Annotation:
    start = text.index(words)
    end = start + len(words)
    passage = Passage(start, end, words, "", "", "hash")
    return Annotation(uid, "a.txt", passage, tags, note, start=start, end=end)


class Host(App[None]):
    """Nothing but a reader, which has the focus, and what it tells."""

    def __init__(self) -> None:
        super().__init__()
        self.moved: list[int] = []
        self.ends: list[str] = []

    def compose(self) -> ComposeResult:
        yield Reader(id="reader", placeholder="Nothing to read", on_move=self.moved.append)

    def on_mount(self) -> None:
        self.reader.focus()

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    def on_reader_end_shown(self, event: Reader.EndShown) -> None:
        self.ends.append(event.path)

    def lines(self) -> list[str]:
        """The text on the screen, a string for each line."""
        reader = self.reader
        return [reader.render_line(y).text.rstrip() for y in range(reader.size.height)]

    def screen_text(self) -> str:
        return "\n".join(self.lines())


@pytest.fixture
def host() -> Iterator[Host]:
    yield Host()
