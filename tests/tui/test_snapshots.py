"""What the program looks like; `pytest --snapshot-update` renews the pictures."""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from annotations.entities import DEFAULT_MODEL, MentionCache, fingerprint
from annotations.library import Library
from annotations.models import Mention, Target
from annotations.places import Places
from tests.factories import counting_uids, make_library, target_in
from tui.app import BriefReader
from tui.screens.dialogs.entities import Entities
from tui.screens.main import MainScreen
from tui.settings import Settings
from tui.state import Memory

LARGE, SMALL = (120, 40), (80, 24)
DARK, LIGHT = "textual-dark", "textual-light"
SECOND = "001_5d7ca5491b6f3888.txt"
EDITS = {
    "\n\nU.S. Secretary": "\n\nThis report was corrected.\n\nU.S. Secretary",
    "taken control of dozens of districts in recent weeks": "seized dozens of districts in weeks",
    "Tajik officials are preparing for a possible influx of refugees, while ": "",
}
"""What becomes of some passages: moved, altered, orphaned."""

NAMES = {
    "PERSON": ("Antony Blinken", "Abdulaziz Kamilov", "Sirojiddin Muhriddin"),
    "GPE": ("Tajikistan", "Uzbekistan", "Afghanistan", "Washington", "Kabul", "U.S."),
    "NORP": ("Tajik", "Uzbek", "Taliban", "Central Asian"),
    "ORG": ("State Department",),
    "DATE": ("July 1", "last month"),
}


class SnapCompare(Protocol):
    """What pytest-textual-snapshot's fixture is."""

    def __call__(
        self,
        app: App[int],
        *,
        terminal_size: tuple[int, int],
        run_before: Callable[[Pilot[int]], Awaitable[None]],
    ) -> bool: ...


@dataclass(frozen=True, slots=True)
class View:
    """One picture.

    Attributes:
        keys: What is pressed, from the list with the first article under the cursor.
        first_start: Whether the program explains itself.
        annotated: Whether something was said of the second article.
        edited: Whether that article was edited since.
        everywhere: Whether both sizes and both themes are looked at, and not only one of each.
    """

    keys: tuple[str, ...] = ()
    first_start: bool = False
    annotated: bool = True
    edited: bool = False
    everywhere: bool = False


READING = ("j", "enter", *"}}}[]")
VIEWS = {
    "first-start": View(first_start=True, annotated=False, everywhere=True),
    "list": View(("j",)),
    "reading": View(READING, everywhere=True),
    "selection": View((*READING, "v", ")")),
    "finding": View((*READING, "slash", *"afghan", "enter", "n")),
    "inspector": View((*READING, "tab", "j")),
    "tag-picker": View((*READING, "t", *"se"), everywhere=True),
    "new-tag": View((*READING, "t", *"refugee")),
    "note-editor": View((*READING, "n", *"Which districts?"), everywhere=True),
    "delete": View((*READING, *"g}}]]d")),
    "card": View((*READING, "enter")),
    "relabel": View((*READING, "L")),
    "names": View((*READING, "=")),
    "everywhere": View((*READING, "r", "asterisk"), everywhere=True),
    "walk": View((*READING, "W", "2", "a", "r"), everywhere=True),
    "decisions": View((*READING, "r", "]", "a", "]", "L", *"loc", "enter", "C")),
    "edit": View((*READING, "e")),
    "sort": View(("s",)),
    "all-annotations": View((*READING, "A"), everywhere=True),
    "entities": View((*READING, "E", "j", "w"), everywhere=True),
    "help": View((*READING, "question_mark"), everywhere=True),
    "help-list": View(("question_mark",)),
    "review": View(("j", "enter", "R"), edited=True, everywhere=True),
    "what-changed": View(("j", "enter", "D"), edited=True, everywhere=True),
    "export": View((*READING, "x"), everywhere=True),
    "palette": View((*READING, "colon")),
}


def pictures() -> Iterator[tuple[str, tuple[int, int], str]]:
    """Each view with its sizes and themes."""
    for name, view in VIEWS.items():
        if view.everywhere:
            yield from ((name, size, theme) for size in (LARGE, SMALL) for theme in (DARK, LIGHT))
        else:
            yield name, SMALL, DARK


@pytest.fixture
def annotated(seeds: Path, places: Places) -> Iterator[Library]:
    """The sample with known mentions; a few tags and notes on the second article."""
    library = make_library(seeds, places)
    know_mentions(library, places)
    yield library
    library.close()


def know_mentions(library: Library, places: Places) -> None:
    """Put the names of every article into the cache, so that nothing need be detected."""
    cache = MentionCache(places.mentions)
    for path in library.paths():
        article = library.article(path)
        found = {
            at.start(): Mention(at.start(), at.end(), name, label, entity=name, entity_id=name)
            for label, names in NAMES.items()
            for name in names
            for at in re.finditer(rf"\b{re.escape(name)}(?!\w)", article.text)
        }
        cache.put(article, fingerprint(DEFAULT_MODEL), tuple(found[at] for at in sorted(found)))
    cache.close()


def annotate(library: Library) -> None:
    text = library.article(SECOND).text

    def passage(quote: str) -> Target:
        start = text.index(quote)
        return target_in(text, SECOND, start, start + len(quote))

    library.tag([passage("U.S. Secretary of State Antony Blinken met")], ["meeting"])
    library.tag([passage("the Taliban has taken control of dozens of districts")], ["security"])
    library.note([passage("the Taliban has taken control of dozens of districts")], "Which ones?")
    library.tag([passage("several districts bordering Uzbekistan")], ["security/border"])
    library.tag([passage("districts bordering")], ["place"])
    library.tag([passage("a possible influx of refugees")], ["migration", "security/border"])
    library.note([Target(SECOND)], "Compare with what the Tajik side says.")


def edit(library: Library, places: Places) -> Library:
    """Edit the annotated article, and open the collection anew."""
    library.close()
    root = library.collection.root
    text = (root / SECOND).read_text("utf-8")
    for old, new in EDITS.items():
        assert old in text
        text = text.replace(old, new)
    (root / SECOND).write_text(text, "utf-8")
    again = make_library(root, places, uids=counting_uids("later"))
    know_mentions(again, places)
    return again


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing moves any more, and take passing words away."""
    app = pilot.app
    assert isinstance(app, BriefReader)
    (main,) = (screen for screen in app.screen_stack if isinstance(screen, MainScreen))
    await pilot.pause(0.05)
    await pilot.pause()
    for field in app.screen.query(Input):
        field.cursor_blink = False
    for area in app.screen.query(TextArea):
        area.cursor_blink = False
    app.library.store.flush()
    await pilot.pause()
    main.status.set_save(app.library.saving)
    main.status.say("")
    await pilot.pause()


async def gathered(pilot: Pilot[int]) -> None:
    """Wait until the table of entities has its rows."""
    for _ in range(250):
        screen = pilot.app.screen
        if isinstance(screen, Entities) and screen.table.row_count:
            return
        await pilot.pause(0.02)


@pytest.mark.parametrize(
    ("view", "size", "theme"),
    [
        pytest.param(view, size, theme, id=f"{view}-{size[0]}x{size[1]}-{theme}")
        for view, size, theme in pictures()
    ],
)
def test_looks(
    view: str,
    size: tuple[int, int],
    theme: str,
    annotated: Library,
    places: Places,
    snap_compare: SnapCompare,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir("/")  # the export dialog shows where one is
    shown = VIEWS[view]
    memory = Memory(places.state / "state.json")
    memory.keep_theme(theme)
    if not shown.first_start:
        memory.keep_explained()
    if shown.annotated:
        annotate(annotated)
    library = edit(annotated, places) if shown.edited else annotated

    async def press(pilot: Pilot[int]) -> None:
        await settle(pilot)
        for key in shown.keys:
            await pilot.press(key)
            await pilot.pause()
            if key == "E":
                await gathered(pilot)
        await settle(pilot)

    app = BriefReader(library, places, Settings())
    with closing(library):
        assert snap_compare(app, terminal_size=size, run_before=press)
