"""Quitting, asked for or not: no word that was typed is lost, and the program does end."""

import signal
import threading
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, TextArea

from annotations.errors import StoreError
from annotations.library import Library
from annotations.models import SaveState, Target
from annotations.places import Places
from annotations.store.filing import Filing
from tests.tui.screens.stage import BORDER_PATH, Stage, staged
from tui.app import BriefReader
from tui.screens.dialogs.choose import Confirm
from tui.screens.dialogs.metadata_editor import MetadataEditor
from tui.screens.dialogs.note_editor import NoteEditor
from tui.settings import Settings

QUESTION = "Quit without saving the note?"


def drafts(library: Library) -> list[str]:
    """The unfinished notes on the first article."""
    return [text for _, text in library.drafts(library.article(BORDER_PATH))]


async def note_begun(stage: Stage, words: str) -> None:
    """Begin a note on the first article."""
    await stage.press("n")
    await stage.until(lambda: isinstance(stage.app.screen, NoteEditor))
    await stage.type(words)
    await stage.until(lambda: stage.app.screen.query_one(TextArea).text == words)


async def ends(stage: Stage, code: int = 0) -> None:
    """Wait until the program is over."""
    await stage.until(lambda: stage.app.return_code == code, f"the end with {code}")


async def is_asked(stage: Stage, question: str = QUESTION) -> None:
    """Wait for a question."""
    await stage.until(lambda: isinstance(stage.app.screen, Confirm), "a question")
    await stage.shows(question)


@pytest.fixture
def no_drafts(places: Places) -> Path:
    """Where drafts would go, there is a file in the way."""
    in_the_way = places.draft_file(Path("any")).parent
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    in_the_way.write_text("in the way")
    return in_the_way


async def test_ctrl_q_over_the_question_leaves_it_open(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await note_begun(stage, "words")
        await stage.press("ctrl+q")
        await is_asked(stage)
        await stage.press("ctrl+q", "ctrl+q")
        assert stage.app.return_code is None
        assert sum(isinstance(screen, Confirm) for screen in stage.app.screen_stack) == 1
        await stage.press("n")
        await stage.until(lambda: isinstance(stage.app.screen, NoteEditor))
        await stage.press("ctrl+q")
        await is_asked(stage)
        await stage.press("y")
        await ends(stage)
    assert drafts(news) == ["words"]


async def test_words_and_two_ctrl_q_in_one_burst_end_in_the_question(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await note_begun(stage, "w")
        for key in (*"ord", "ctrl+q", "ctrl+q"):
            stage.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await is_asked(stage)
        await stage.press("y")
        await ends(stage)
    assert drafts(news) == ["word"]


@pytest.mark.parametrize("asked", [False, True])
async def test_a_signal_keeps_the_words_even_over_the_question(
    news: Library, places: Places, asked: bool
) -> None:
    async with staged(news, places) as stage:
        await note_begun(stage, "words")
        if asked:
            await stage.press("ctrl+q")
            await is_asked(stage)
        signal.raise_signal(signal.SIGTERM)
        await ends(stage, 128 + signal.SIGTERM)
    assert drafts(news) == ["words"]


@pytest.mark.usefixtures("no_drafts")
async def test_a_draft_that_cannot_be_kept_is_asked_about(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await note_begun(stage, "words")
        await stage.press("ctrl+q")
        await is_asked(stage)
        await stage.press("y")
        await is_asked(stage, "Your note cannot be kept as a draft.")
        await stage.shows("The draft is not safe")
        await stage.press("n")
        await stage.until(lambda: isinstance(stage.app.screen, NoteEditor))
        await stage.press("ctrl+s")
        await stage.until(lambda: [mark.note for mark in stage.marks()] == ["words"])
        await stage.press("ctrl+q")
        await ends(stage)


@pytest.mark.usefixtures("no_drafts")
async def test_a_signal_ends_the_program_where_no_draft_can_be_kept(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await note_begun(stage, "words")
        signal.raise_signal(signal.SIGHUP)
        await ends(stage, 128 + signal.SIGHUP)


async def test_what_was_typed_into_the_form_is_asked_about(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("e")
        await stage.until(lambda: isinstance(stage.app.screen, MetadataEditor))
        await stage.type("More ")
        await stage.press("ctrl+q")
        await is_asked(stage, "Quit without saving what you typed?")
        await stage.press("n")
        await stage.until(lambda: isinstance(stage.app.screen, MetadataEditor))
        assert "More" in stage.app.screen.query_one("#title", Input).value
        await stage.press("ctrl+q")
        await is_asked(stage, "Quit without saving what you typed?")
        await stage.press("y")
        await ends(stage)


async def test_a_form_left_as_it_was_is_not_asked_about(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("e")
        await stage.until(lambda: isinstance(stage.app.screen, MetadataEditor))
        await stage.press("ctrl+q")
        await ends(stage)


async def test_a_slow_disk_holds_up_no_key_and_the_last_draft_is_kept(
    news: Library, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, disk = threading.Event(), threading.Event()
    keep = news.keep_draft

    def slowly(target: Target, text: str) -> None:
        begun.set()
        assert disk.wait(20)
        keep(target, text)

    monkeypatch.setattr(news, "keep_draft", slowly)
    async with staged(news, places) as stage:
        try:
            await note_begun(stage, "one")
            await stage.until(begun.is_set)
            await stage.type(" two")
            await stage.until(lambda: stage.app.screen.query_one(TextArea).text == "one two")
            await stage.press("ctrl+q")
            await is_asked(stage)
            await stage.press("y")
        finally:
            disk.set()
        await ends(stage)
    assert drafts(news) == ["one two"]


async def test_a_saved_note_leaves_no_draft(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await note_begun(stage, "words")
        await stage.until(lambda: drafts(news) == ["words"])
        await stage.press("ctrl+s")
        await stage.until(lambda: [mark.note for mark in stage.marks()] == ["words"])
        await stage.until(lambda: drafts(news) == [])


async def test_a_draft_that_cannot_be_dropped_hides_no_result(
    news: Library, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(target: Target, text: str) -> None:
        raise StoreError("The draft is not safe: the disk is full.")

    async with staged(news, places) as stage:
        await note_begun(stage, "words")
        monkeypatch.setattr(news, "keep_draft", fail)
        await stage.press("ctrl+s")
        await stage.says("note on 1 article")
        await stage.shows("the disk is full")


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("", "your work is saved."),
        ("The disk is full.", "not everything is saved. The disk is full."),
    ],
)
def test_a_defect_says_what_is_saved_once_that_is_known(
    reason: str,
    told: str,
    news: Library,
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = BriefReader(news, places, Settings())

    def fail() -> None:
        app._return_code = 1
        app._fatal_error()

    monkeypatch.setattr(app, "run", fail)
    state = SaveState("save failed" if reason else "saved", reason)
    monkeypatch.setattr(news, "close", lambda: state)
    assert app.run_safely() == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"briefreader stopped on an error of its own; {told}")
    assert str(places.log) in line


@pytest.mark.parametrize(("code", "is_kept"), [(143, True), (0, False)])
def test_what_cannot_be_saved_is_kept_for_the_next_start_unless_it_was_agreed_to_lose_it(
    code: int,
    is_kept: bool,
    news: Library,
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(filing: Filing) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(Filing, "write", fail)
        news.note([Target(BORDER_PATH)], "words")
        app = BriefReader(news, places, Settings())
        full.setattr(app, "run", lambda: code)
        assert app.run_safely() == 1
    said = capsys.readouterr().err
    assert "not everything is saved." in said
    assert ("The next start saves it." in said) is is_kept
    again = Library.open([news.collection.root], places, db=news.store.file, author="ana")
    assert bool(again.notices) is is_kept
    assert [mark.note for mark in again.annotations(BORDER_PATH)] == ["words"] * is_kept
    again.close()


async def test_a_save_that_failed_before_the_first_frame_is_seen(
    news: Library, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(filing: Filing) -> None:
        raise StoreError("The disk is full.")

    with monkeypatch.context() as full:
        full.setattr(Filing, "write", fail)
        news.note([Target(BORDER_PATH)], "words")
        assert news.store.flush().reason
        async with staged(news, places) as stage:
            await stage.says("save failed: The disk is full.")
            full.undo()
            await stage.is_saved()
