"""The application: theme, keymap, first screen, and a clean end whatever happens."""

import asyncio
import logging
import sys
from collections.abc import Awaitable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.binding import BindingsMap
from textual.screen import Screen

from annotations.errors import BriefReaderError
from annotations.library import Library
from annotations.places import Places
from tui.commands import BY_NAME, COMMANDS
from tui.commands.keymap import Keymap
from tui.ending import Ending
from tui.screens.leaving import Leaving
from tui.screens.main import STARTING, MainScreen
from tui.settings import Settings
from tui.state import Memory
from tui.type_ahead import InOrder

if TYPE_CHECKING:
    from tui.screens.dialogs.note_editor import NoteEditor

log = logging.getLogger(__name__)


class BriefReader(InOrder[int], inherit_bindings=False):
    """Runs the main screen on a library.

    Args:
        library: The collection and its annotations.
        places: The user's folders.
        settings: The user's settings.

    Raises:
        SettingsError: The keys in the settings cannot be followed.
    """

    TITLE = "briefreader"
    CSS_PATH = "app.tcss"
    COMMAND_PALETTE_BINDING = ""
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, library: Library, places: Places, settings: Settings) -> None:
        """Make the app; nothing is read before the first frame."""
        super().__init__()
        self.library = library
        self._places = places
        self._leaving = Leaving(self, library)
        last = (self._leaving.save_at_once, self._leaving.leave_terminal)
        self._ending = Ending(self._end_by_signal, last)
        self._failed, self._refusal = False, ""
        self._memory = Memory(places.state / "state.json")
        self._guide = Keymap.of_user(settings, places.settings)
        if ignored := settings.notice(places.settings):
            library.notices.append(ignored)
        # Textual binds class by class; keys that the user may change belong to the instance.
        self._bindings = BindingsMap(self._guide.bindings())
        self.set_keymap(self._guide.dialog_keys)

    # Starting and ending

    def get_default_screen(self) -> Screen[Any]:
        """Begin with the main screen, in the remembered theme."""
        if self._memory.theme in self.available_themes:
            self.theme = self._memory.theme
        self.hold_keys(STARTING)
        return MainScreen(self.library, self._memory, self._guide, self._places.log)

    def on_mount(self) -> None:
        """Mind the signals, and remember the theme."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._memory.keep_theme(theme.name))
        self._ending.listen()

    def run_safely(self) -> int:
        """Run to the end, save everything, and return the exit code."""
        self._ending.is_certain = True
        try:
            return self._run_and_save()
        finally:
            self._ending.finish()

    def _run_and_save(self) -> int:
        code = None
        try:
            code = self.run()
        except Exception:
            log.exception("the interface did not end well")  # the terminal may be gone
            self._failed = True
        self._leaving.close()
        reason = self.library.close().reason
        safe = f"not everything is saved. {reason}" if reason else "your work is saved."
        if reason and code != 0 and self._leaving.keep_unsaved():  # 0: it was agreed to lose it
            safe += " The next start saves it."
        if self._failed:
            said = f"stopped on an error of its own; {safe} The log has the details: "
            print(f"briefreader {said}{self._places.log}", file=sys.stderr)
        elif reason:
            print(f"briefreader: {safe}", file=sys.stderr)
        if reason:
            return 1
        return code if code is not None else self.return_code or int(self._failed)

    @property
    def desk(self) -> MainScreen | None:
        """The main screen, if nothing lies over it."""
        return self.screen if isinstance(self.screen, MainScreen) else None

    async def leave(self) -> None:
        """End the program once everything is on disk; ask where that cannot be had."""
        if await self._leaving.may_leave():
            self._end(0)

    def _end_by_signal(self, number: int) -> None:
        log.info("ended by signal %s", number)
        try:
            self._leaving.rescue()
        finally:
            self._end(128 + number)

    def _end(self, code: int) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.keep_place()
        self._memory.keep_explained()
        self.exit(code, return_code=code)

    # Commands

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let a key call the command that belongs to where the analyst is, and no other."""
        if action != "run_command":
            return True
        command = BY_NAME[str(parameters[0])]
        if command.name == "quit":
            return True
        desk = self.desk
        if desk is None or desk.is_too_small:
            return False
        return not set(command.where).isdisjoint(desk.context())

    def action_run_command(self, name: str) -> None:
        """Run a command, or say why it cannot act now."""
        command, desk = BY_NAME[name], self.desk
        if command.name == "quit" or desk is None:
            self.on_quit_asked()
            return
        desk.status.take_back(self._refusal)
        self._refusal = command.unavailable(desk) or ""
        if self._refusal:
            desk.status.say(self._refusal, "warning")
            return
        try:
            command.run(desk)
        except BriefReaderError as error:
            desk.status.say(str(error), "error")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what the palette offers: the commands of the screen below, and the themes."""
        if not isinstance(screen, MainScreen):
            return
        for command in COMMANDS:
            if command.palette and not set(command.where).isdisjoint(screen.context()):
                keys = self._guide.shown(command)
                title = command.name.replace("-", " ").capitalize()
                yield SystemCommand(
                    f"{title}  ({keys})" if keys else title,
                    command.help,
                    partial(self.action_run_command, command.name),
                )
        yield SystemCommand("Theme", "choose light or dark, and the colours", self.search_themes)

    def on_quit_asked(self) -> None:
        """Leave from the main screen."""
        self.converse(self.leave())

    def on_note_editor_drafted(self, message: "NoteEditor.Drafted") -> None:
        """Put an unfinished note on disk, without waiting for it."""
        kept = asyncio.wrap_future(self._leaving.keep_draft(message.target, message.text))
        self.run_worker(self._tell_of_draft(kept), group="drafts")

    async def _tell_of_draft(self, kept: Awaitable[None]) -> None:
        try:
            await kept
        except BriefReaderError as error:
            self.notify(str(error), severity="error", markup=False)

    # Failing

    def _fatal_error(self) -> None:
        """Write what happened to the log; once all is saved, `run_safely` tells the user."""
        log.exception("the interface failed")
        self._failed = True
        self._close_messages_no_wait()
