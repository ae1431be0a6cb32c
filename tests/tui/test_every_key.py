"""Every key of the main screen, pressed in the running program: what is stored, what is seen."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest
from textual.binding import Binding
from textual.command import CommandPalette

from annotations.decisions import Verdict
from annotations.entities import DEFAULT_MODEL, MentionCache, fingerprint
from annotations.library import Library
from annotations.models import Mention, State
from annotations.places import Places
from tests.factories import make_collection, make_library, target_in
from tui.app import BriefReader
from tui.commands import COMMANDS, Command, Where
from tui.screens.dialogs.all_annotations import AllAnnotations
from tui.screens.dialogs.all_decisions import AllDecisions
from tui.screens.dialogs.card import Card
from tui.screens.dialogs.choose import Choose
from tui.screens.dialogs.entities import Entities
from tui.screens.dialogs.entity_queue import EntityQueue
from tui.screens.dialogs.help_screen import HelpScreen
from tui.screens.dialogs.messages import MessagesDialog
from tui.screens.dialogs.review import Review
from tui.screens.dialogs.same_everywhere import SameEverywhere
from tui.screens.dialogs.what_changed import WhatChanged
from tui.screens.main import MainScreen
from tui.settings import Settings
from tui.state import Memory
from tui.widgets.article_order import SortBy

BODY = "Russia closed the border on Monday. Grain waits for trucks. Nobody knows for how long."
TEXT = "Border talks fail\n\n" + f"{BODY}\n\n" * 8 + "Related Articles\n\nMarkets calm\n"
FIRST, SECOND = TEXT.index("Russia"), TEXT.index("Russia", 30)
GRAIN = TEXT.index("Grain")
NAMES = [f"{number:02}.txt" for number in range(1, 13)]
EDITED = f"The agency has corrected this.\n\n{TEXT}"
CODEBOOK = "\n".join(f"topic {number}" for number in range(1, 10))
PATIENCE_SECONDS = 4.0
SIZE = (120, 20)

Seen: TypeAlias = Callable[[MainScreen], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """A key between others, and what must come of it and not of the others alone.

    Attributes:
        seen: Tells from the main screen whether it has come about.
        before: Keys that lead there, from the list with the first article under the cursor.
        after: Keys that finish what the key began.
    """

    seen: Seen
    before: Sequence[str] = ()
    after: Sequence[str] = ()


# What is seen


def cursor(low: int, high: int | None = None) -> Seen:
    """The reader's cursor is at `low`, or from there to `high`."""
    return lambda desk: low <= desk.reader.cursor <= (low if high is None else high)


def row(number: int, last: int | None = None) -> Seen:
    """The list's cursor is on a row, counted from 1, or from there to `last`."""
    return lambda desk: desk.articles.path in NAMES[number - 1 : last or number]


def tags(*expected: str, path: str = "01.txt") -> Seen:
    """The annotations of an article have these tags, one after the other."""

    def seen(desk: MainScreen) -> bool:
        marks = desk.library.annotations(path)
        return [tag.name for mark in marks for tag in mark.tags] == list(expected)

    return seen


def note(path: str = "01.txt") -> Seen:
    """There is the note that `TYPED` writes."""
    return lambda desk: [mark.note for mark in desk.library.annotations(path)][-1:] == ["so"]


def source(desk: MainScreen) -> bool:
    """The first article has the source that `FILLED` gives it."""
    return desk.library.article("01.txt").source == "UPI"


def reading(path: str) -> Seen:
    """The reader has the focus and this article."""
    return lambda desk: bool(
        desk.reader.has_focus and desk.article is not None and desk.article.path == path
    )


def hit(number: int) -> Seen:
    """Finding is at this hit."""
    return lambda desk: desk.reader.find_place[0] == number


def selected(start: int, end: int) -> Seen:
    """The selection is from `start` to `end`."""
    return lambda desk: desk.reader.selection == (start, end)


def mark(number: int) -> Seen:
    """The inspector is on the annotation with this number, counted from 1."""

    def seen(desk: MainScreen) -> bool:
        return desk.inspector.has_focus and desk.inspector.selected == desk.marks[number - 1]

    return seen


def verdict(expected: Verdict) -> Seen:
    """This was decided of an entity of the first article, and nothing else."""

    def seen(desk: MainScreen) -> bool:
        decisions = desk.library.decided.on(desk.library.article("01.txt"))
        return [each.verdict for each in decisions] == [expected]

    return seen


def shows(screen: type[object]) -> Seen:
    """A screen of this kind lies over the main one."""
    return lambda desk: isinstance(desk.app.screen, screen)


# Ways to places, and from dialogs

READER = ["enter"]
BODY_1, BODY_2 = [*READER, "}"], [*READER, "}", "}"]
FOUND = [*READER, "slash", *"grain", "enter"]
TYPED = [*"so", "ctrl+s"]
FILLED = ["tab", *"UPI", "enter"]
NEW_TAG = [*"new", "enter"]
THREE_MARKS = [*READER, "}", "1", "}", "2", "}", "3"]
LAST = ["G", *READER]
INSPECTOR = [*THREE_MARKS, "g", "tab"]


CASES: dict[str, Sequence[Case]] = {
    # The list
    "list-down": [Case(row(2))],
    "list-up": [Case(row(2), ["j", "j"])],
    "list-top": [Case(row(1), ["j", "j"])],
    "list-bottom": [Case(row(12))],
    "list-half-page-down": [Case(row(2, 9))],
    "list-half-page-up": [Case(row(1), ["ctrl+d"])],
    "list-page-down": [Case(row(3, 11))],
    "list-page-up": [Case(row(1), ["pagedown"])],
    "open": [Case(reading("02.txt"), ["j"])],
    "filter": [Case(lambda desk: desk.articles.row_count == 1, after=[*"markets", "enter"])],
    "sort": [Case(lambda desk: desk.articles.sort_by is SortBy.TITLE, after=["j", "j", "enter"])],
    "mark": [Case(lambda desk: desk.articles.marked == ("01.txt",))],
    "clear-list": [
        Case(lambda desk: not desk.articles.marked, ["v"]),
        Case(lambda desk: desk.articles.row_count == len(NAMES), ["slash", *"markets", "enter"]),
    ],
    "toggle-read": [
        Case(lambda desk: desk.library.listing("01.txt").state is State.READ),
        Case(lambda desk: desk.library.listing("01.txt").state is State.UNREAD, ["m"]),
        Case(lambda desk: desk.library.listing("02.txt").state is State.READ, ["v", "v"]),
    ],
    # The reader
    "line-down": [Case(cursor(18), READER)],
    "line-up": [Case(cursor(18), [*READER, "j", "j"])],
    "word-right": [Case(cursor(7), READER)],
    "word-left": [Case(cursor(7), [*READER, "l", "l"])],
    "character-right": [Case(cursor(1), READER)],
    "character-left": [Case(cursor(1), [*READER, "right", "right"])],
    "sentence-next": [Case(cursor(GRAIN), BODY_1)],
    "sentence-previous": [Case(cursor(GRAIN), [*BODY_1, ")", ")"])],
    "paragraph-next": [Case(cursor(FIRST), READER)],
    "paragraph-previous": [Case(cursor(FIRST), BODY_2)],
    "page-down": [Case(cursor(SECOND, len(TEXT)), READER)],
    "page-up": [Case(cursor(0), [*READER, "pagedown"])],
    "half-page-down": [Case(cursor(FIRST, len(TEXT)), READER)],
    "half-page-up": [Case(cursor(0), [*READER, "ctrl+d"])],
    "entity-next": [Case(cursor(FIRST), READER)],
    "entity-previous": [Case(cursor(FIRST), BODY_2)],
    "text-top": [Case(cursor(0), BODY_2)],
    "text-bottom": [Case(lambda desk: desk.reader.at_end, READER)],
    "page-on": [
        Case(cursor(SECOND, len(TEXT)), READER),
        Case(reading("02.txt"), [*READER, "G"]),
        Case(reading("03.txt"), ["j", "m", "k", *READER, "G"]),
    ],
    "article-next": [Case(reading("02.txt"), READER)],
    "article-previous": [Case(reading("01.txt"), ["j", *READER])],
    "find": [Case(hit(1), READER, [*"grain", "enter"])],
    "find-next": [Case(hit(2), FOUND)],
    "find-previous": [Case(hit(1), [*FOUND, "n"])],
    "find-end": [Case(lambda desk: not desk.reader.finding, FOUND)],
    "fold": [Case(lambda desk: desk.reader.folded, [*READER, "F"])],
    "unfold": [Case(lambda desk: not desk.reader.folded, [*READER, "f"])],
    "select": [
        Case(selected(FIRST, FIRST + 6), BODY_1, ["l"]),
        Case(lambda desk: not desk.reader.selecting, [*BODY_1, "v", "l"]),
    ],
    "select-sentence": [
        Case(selected(FIRST, FIRST + BODY.index(" Grain")), BODY_1),
        Case(selected(FIRST, FIRST + len(BODY)), [*BODY_1, "V"]),
    ],
    "drop-selection": [
        Case(lambda desk: desk.reader.selection is None, [*BODY_1, "V"]),
        Case(lambda desk: desk.articles.has_focus, READER),
        Case(lambda desk: desk.articles.has_focus, INSPECTOR),
    ],
    "card": [Case(shows(Card), [*READER, "]"])],
    # Tags and notes
    "tag": [
        Case(tags("new"), BODY_1, NEW_TAG),
        Case(tags("new", path="02.txt"), ["j"], NEW_TAG),
        Case(tags("new", path="02.txt"), ["v", "v"], NEW_TAG),
        Case(tags("topic 1", "new", "topic 2", "topic 3"), INSPECTOR, NEW_TAG),
    ],
    **{f"quick-tag-{digit}": [Case(tags(f"topic {digit}"), BODY_1)] for digit in range(1, 10)},
    "quick-tag-1": [Case(tags("topic 1"), BODY_1), Case(tags(), [*BODY_1, "1"])],
    "tag-again": [
        Case(tags("topic 1", "topic 1"), [*BODY_1, "1", "}"]),
        Case(tags("topic 1", path="02.txt"), ["1", "j"]),
    ],
    "note": [
        Case(note(), BODY_1, TYPED),
        Case(note("02.txt"), ["j"], TYPED),
        Case(note(), [*INSPECTOR, "G"], TYPED),
    ],
    "delete": [
        Case(tags(), [*BODY_1, "1"]),
        Case(tags("topic 2", "topic 3"), INSPECTOR),
        Case(tags("topic 2"), [*BODY_1, "1", "2"], ["enter"]),
    ],
    # Entities
    "accept-entity": [Case(verdict(Verdict.ACCEPTED), [*READER, "]"])],
    "reject-entity": [Case(verdict(Verdict.REJECTED), [*READER, "]"])],
    "relabel-entity": [Case(verdict(Verdict.RELABELLED), [*READER, "]"], [*"org", "enter"])],
    "add-entity": [
        Case(verdict(Verdict.ADDED), [*BODY_1, ")", "v", "l"], [*"org", "enter"]),
        Case(verdict(Verdict.MOVED), [*READER, "]", "v", "l", "l"], ["enter"]),
    ],
    "decide-everywhere": [Case(shows(SameEverywhere), [*READER, "]"])],
    "name-entity": [Case(shows(Choose), [*READER, "]"])],
    "check-entities": [Case(shows(EntityQueue), (), ["enter"])],
    "all-decisions": [Case(shows(AllDecisions))],
    "edit": [Case(source, (), FILLED), Case(source, READER, FILLED)],
    # The inspector
    "inspector-down": [Case(mark(2), INSPECTOR)],
    "inspector-up": [Case(mark(2), [*INSPECTOR, "G"])],
    "inspector-top": [Case(mark(1), [*INSPECTOR, "G"])],
    "inspector-bottom": [Case(mark(3), INSPECTOR)],
    "inspector-page-down": [Case(mark(3), INSPECTOR)],
    "inspector-page-up": [Case(mark(1), [*INSPECTOR, "G"])],
    "jump": [
        Case(lambda desk: desk.reader.has_focus and cursor(SECOND)(desk), [*INSPECTOR, "j"]),
    ],
    # Articles that were edited
    "review-passages": [
        Case(shows(Review), LAST),
        Case(shows(Review), [*LAST, "tab"]),
        Case(lambda desk: not desk.edited, LAST, ["a"]),
        Case(shows(Review), ["G"]),
    ],
    "what-changed": [
        Case(shows(WhatChanged), LAST),
        Case(shows(WhatChanged), [*LAST, "tab"]),
        Case(shows(WhatChanged), ["G"]),
    ],
    # Anywhere
    "export": [Case(lambda desk: Path("news-annotations.csv").exists(), ["1"], ["enter"])],
    "all-annotations": [
        Case(shows(AllAnnotations)),
        Case(reading("02.txt"), ["j", "1", "k"], ["enter"]),
    ],
    "messages": [Case(shows(MessagesDialog)), Case(shows(MessagesDialog), READER)],
    "entities": [
        Case(shows(Entities)),
        Case(shows(Entities), READER),
        Case(shows(Entities), [*LAST, "tab"]),
    ],
    "help": [Case(shows(HelpScreen)), Case(shows(HelpScreen), READER)],
    "palette": [Case(shows(CommandPalette)), Case(shows(CommandPalette), READER)],
    "next-pane": [
        Case(lambda desk: desk.reader.has_focus),
        Case(lambda desk: desk.inspector.has_focus, READER),
    ],
    "previous-pane": [
        Case(lambda desk: desk.inspector.has_focus),
        Case(lambda desk: desk.articles.has_focus, READER),
    ],
    "back": [
        Case(lambda desk: desk.articles.has_focus, READER),
        Case(lambda desk: desk.app.return_code == 0),
    ],
    "quit": [
        Case(lambda desk: desk.app.return_code == 0, READER),
        Case(lambda desk: desk.app.return_code == 0, ["slash", *"mar"]),
    ],
    "undo": [Case(tags(), ["1"]), Case(tags(), [*BODY_1, "1"])],
    "redo": [Case(tags("topic 1"), ["1", "u"])],
}
"""The name of each command, and its cases, in which its first key is pressed."""

WAYS: dict[Where, Sequence[str]] = {
    Where.LIST: (),
    Where.READER: READER,
    Where.FINDING: FOUND,
    Where.INSPECTOR: INSPECTOR,
}
"""The keys that lead to each place."""


def keys_of(command: Command) -> list[str]:
    """All keys of a command, as Textual names them."""
    named = ",".join(filter(None, (command.keys, command.priority_keys)))
    bindings = Binding.make_bindings([Binding(named, "")]) if named else ()
    return [binding.key for binding in bindings]


def numbered_cases() -> Iterator[tuple[str, str, Case]]:
    """Every case with a name of its own and the command's first key."""
    for command in filter(keys_of, COMMANDS):
        for number, case in enumerate(CASES[command.name], start=1):
            yield f"{command.name}-{number}", keys_of(command)[0], case


def expected_calls(places: Sequence[Where]) -> dict[str, str]:
    """Which key calls which command where all these places are, the most particular first."""
    return {
        key: command.name
        for place in reversed(places)
        for command in COMMANDS
        if place in command.where
        for key in keys_of(command)
    }


@pytest.fixture
def desk_library(tmp_path: Path, places: Places) -> Iterator[Library]:
    """Twelve articles with known mentions, the last one edited, and a codebook of nine tags."""
    texts = dict.fromkeys(NAMES, TEXT)
    texts["02.txt"] = TEXT.replace("Border talks fail", "Markets calm")
    library = make_library(make_collection(tmp_path / "news", texts), places)
    library.import_codebook(CODEBOOK, "codebook.txt")
    library.tag([target_in(TEXT, NAMES[-1], 0, FIRST - 2)], ["topic 9"])
    (library.collection.root / NAMES[-1]).write_text(EDITED, "utf-8")
    library.reread(NAMES[-1])
    cache = MentionCache(places.mentions)
    for path in library.paths():
        article = library.article(path)
        starts = [at for at in range(len(article.text)) if article.text.startswith("Russia", at)]
        mentions = (
            Mention(at, at + 6, "Russia", "GPE", entity="Russia", entity_id="r") for at in starts
        )
        cache.put(article, fingerprint(DEFAULT_MODEL), tuple(mentions))
    cache.close()
    yield library
    library.close()


async def comes_about(told: Callable[[], bool]) -> bool:
    """Whether something is so, or comes to be so while one waits."""
    for _ in range(int(PATIENCE_SECONDS / 0.02)):
        if told():
            return True
        await asyncio.sleep(0.02)
    return told()


@pytest.fixture
def app(
    desk_library: Library, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> BriefReader:
    """The program, with a folder of the test's own to export to."""
    monkeypatch.chdir(tmp_path)
    Memory(places.state / "state.json").keep_explained()
    return BriefReader(desk_library, places, Settings())


async def started(app: BriefReader) -> MainScreen:
    """The main screen once it lists all articles."""
    assert await comes_about(lambda: app.desk is not None)
    desk = app.desk
    assert desk is not None
    assert await comes_about(lambda: desk.articles.row_count == len(NAMES))
    return desk


@pytest.mark.parametrize(
    ("key", "case"), [pytest.param(key, case, id=name) for name, key, case in numbered_cases()]
)
async def test_key_does_what_it_is_for(key: str, case: Case, app: BriefReader) -> None:
    async with app.run_test(size=SIZE) as pilot:
        desk = await started(app)
        await pilot.press(*case.before)
        await pilot.pause()
        assert not case.seen(desk), "the other keys alone must not do it"
        await pilot.press(key, *case.after)
        assert await comes_about(lambda: case.seen(desk))


@pytest.mark.parametrize("place", WAYS)
async def test_all_keys_of_a_command_call_it_wherever_it_works(
    place: Where, app: BriefReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []

    def record(name: str) -> None:
        called.append(name)

    async with app.run_test(size=SIZE) as pilot:
        desk = await started(app)
        await pilot.press(*WAYS[place])
        assert await comes_about(lambda: desk.context()[0] is place)
        monkeypatch.setattr(app, "action_run_command", record)
        expected = expected_calls(desk.context())
        await pilot.press(*expected)
        await comes_about(lambda: len(called) == len(expected))
    assert called == list(expected.values())


def test_every_command_has_a_key_with_its_cases_or_is_in_the_palette() -> None:
    assert set(CASES) == {command.name for command in COMMANDS if keys_of(command)}
    assert all(keys_of(command) or command.palette for command in COMMANDS)
    assert {*WAYS, Where.ANYWHERE} == set(Where)
