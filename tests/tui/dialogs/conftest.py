import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from textual.events import Key

from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.note_editor import NoteEditor
from tui.type_ahead import InOrder

CHARACTERS = {"space": " ", "slash": "/"}


class Host(InOrder[None]):
    """Opens one dialog and keeps what comes of it."""

    def __init__(self, dialog: Dialog[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.results: list[Any] = []
        self.drafts: list[NoteEditor.Drafted] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.results.append)

    async def burst(self, *keys: str) -> None:
        """Type faster than anything can answer, then wait for the first result."""
        for key in keys:
            self.post_message(Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
        for _ in range(100):
            if self.results:
                return
            await asyncio.sleep(0.02)

    def on_note_editor_drafted(self, message: NoteEditor.Drafted) -> None:
        self.drafts.append(message)

    def seen(self) -> str:
        """All that is on the screen, a line each; spaces that do not break count as spaces."""
        lines = (strip.text for strip in self.screen._compositor.render_strips())
        return "\n".join(lines).replace("\u00a0", " ")

    async def shows(self, words: str) -> bool:
        """Whether `words` are on the screen, or come to be within two seconds."""
        for _ in range(40):
            if words in self.seen():
                return True
            await asyncio.sleep(0.05)
        return False


@pytest.fixture
def host() -> Callable[[Dialog[Any]], Host]:
    return Host
