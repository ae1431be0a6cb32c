"""Words that are not saved yet: kept as drafts while they are typed and when the program ends."""

import asyncio
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from textual.app import App

from annotations.errors import BriefReaderError
from annotations.library import Library
from annotations.models import Target

if TYPE_CHECKING:
    from tui.screens.dialogs.dialog import Dialog

log = logging.getLogger(__name__)

RESCUE_SECONDS = 0.5
"""How long a signal's end of the program waits for the last draft to reach the disk; it may get
there later, while the annotations are saved."""


class Leaving:
    """Sees to it that the program ends without losing a word.

    Drafts are written one after the other on a thread of their own, so that a slow disk neither
    holds up a key nor lets an older draft replace a newer one.

    Args:
        app: Whose screens may have unsaved words.
        library: Keeps drafts and annotations.
    """

    def __init__(self, app: App[Any], library: Library) -> None:
        """Be ready; no thread is started yet."""
        self._app = app
        self._library = library
        self._writer = ThreadPoolExecutor(1, "drafts")
        self._under_way = False

    def keep_draft(self, target: Target, text: str) -> "Future[None]":
        """Begin to put an unfinished note on disk; an empty one is dropped.

        Returns:
            What is done once the draft is on disk, and fails with `StoreError` if it cannot be.
        """
        return self._writer.submit(self._library.keep_draft, target, text)

    async def may_leave(self) -> bool:
        """Save everything; ask where that cannot be had. False if the analyst stays.

        Asked again while a question is open, it says no: the question stands.
        """
        if self._under_way:
            return False
        self._under_way = True
        try:
            return await self._words_are_safe() and await self._annotations_are_safe()
        finally:
            self._under_way = False

    def rescue(self) -> None:
        """Keep the unfinished note, asking nobody; if that cannot be, the log says so."""
        editor = self._editor()
        if editor is None:
            return
        from tui.screens.dialogs.note_editor import NoteEditor

        if isinstance(editor, NoteEditor):
            try:
                self.keep_draft(editor.target, editor.text).result(RESCUE_SECONDS)
            except (BriefReaderError, TimeoutError) as error:
                log.error("the unfinished note is lost: %s", error)

    def save_at_once(self) -> None:
        """Put on the disk what is not there yet, on any thread: the interface does not end."""
        log.warning("the interface does not end by itself")
        self.rescue()
        self.keep_unsaved()
        self._library.close()

    def keep_unsaved(self) -> bool:
        """Keep for the next start what is not saved; return whether anything is kept."""
        try:
            return self._library.store.leave_waiting()
        except OSError as error:
            log.error("what is not saved cannot be kept: %s", error)
            return False

    def leave_terminal(self) -> None:
        """Leave the terminal as it was found, on any thread."""
        driver = self._app._driver
        if self._app.is_running and driver is not None:
            driver.stop_application_mode()
            driver.close()

    def close(self) -> None:
        """Wait until the drafts given so far are on disk, or could not be written."""
        self._writer.shutdown()

    async def _words_are_safe(self) -> bool:
        editor = self._editor()
        if editor is None:
            return True
        from tui.screens.dialogs.note_editor import NoteEditor
        from tui.screens.dialogs.tag_picker import TagPicker

        if isinstance(editor, TagPicker):
            return await self._agreed("Quit without setting the tags?", "Quit and drop them")
        if not isinstance(editor, NoteEditor):
            return await self._agreed("Quit without saving what you typed?", "Quit and drop it")
        question = "Quit without saving the note?"
        if not await self._agreed(question, "Quit; keep it as a draft"):
            return False
        try:
            await asyncio.wrap_future(self.keep_draft(editor.target, editor.text))
        except BriefReaderError as error:
            return await self._agreed(
                "Your note cannot be kept as a draft.", "Quit and lose it", str(error)
            )
        return True

    async def _annotations_are_safe(self) -> bool:
        saved = await asyncio.to_thread(self._library.store.flush)
        if not saved.reason:
            return True
        question = "Your last changes are not saved."
        return await self._agreed(question, "Quit and lose them", saved.reason)

    async def _agreed(self, question: str, yes: str, about: str = "") -> bool:
        from tui.screens.dialogs.choose import Confirm

        answer = await self._app.push_screen_wait(Confirm(question, yes, "Stay", about=about))
        return bool(answer)

    def _editor(self) -> "Dialog[Any] | None":
        """Find the dialog with something that is not saved, whatever lies over it."""
        if not any(screen.is_modal for screen in self._app.screen_stack):
            return None
        from tui.screens.dialogs.dialog import Dialog

        editors = (
            screen
            for screen in self._app.screen_stack
            if isinstance(screen, Dialog) and screen.is_mounted
        )
        return next((editor for editor in editors if editor.unsaved), None)
