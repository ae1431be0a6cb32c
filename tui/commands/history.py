"""The command that goes back in history."""

import asyncio
from itertools import islice
from typing import TYPE_CHECKING

from tui.commands.base import Command
from tui.screens.main import MainScreen

if TYPE_CHECKING:
    from annotations.store.operations import Operation

GOING_BACK = "an earlier state is brought back"
"""Why keys are held; those with priority are not."""

SHOWN = 200
"""Steps that are listed; `briefreader history` lists all."""


class History(Command):
    """Go back to before a step, however long ago that was."""

    name, keys = "history", ""
    help = "list what was done, and go back to before a step"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be a step."""
        return None if desk.library.store.undo_name else "Nothing was done yet."

    def run(self, desk: MainScreen) -> None:
        """Ask which step, and whether all that was done since is to be taken back."""
        desk.converse(self._go_back(desk))

    async def _go_back(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.choose import Choose, Confirm

        steps = await asyncio.to_thread(_last_steps, desk)
        lines = [_told(each, desk.library.author) for each in steps]
        chosen = await desk.app.push_screen_wait(Choose("Go back to before …", lines))
        if chosen is None:
            return
        step = steps[chosen]
        about = f"{_SINCE.get(chosen, _MORE.format(chosen))}; {desk.guide.key('undo')} undoes that."
        if await desk.app.push_screen_wait(Confirm(f"Back to before “{step.name}”?", about=about)):
            desk.app.hold_keys(GOING_BACK)
            try:
                desk.report(await asyncio.to_thread(desk.library.restore, step.uid))
            finally:
                desk.app.release_keys(GOING_BACK)


def _last_steps(desk: MainScreen) -> "list[Operation]":
    """Read the last steps, newest first; runs on a thread."""
    return list(islice((each for each in desk.library.store.history() if each.step), SHOWN))


def _told(step: "Operation", me: str) -> str:
    """Tell when a step was done, what it was, and who did it if somebody else."""
    by = f"  · {step.author}" if step.author != me else ""
    return f"{step.created[:16].replace('T', ' ')}  {step.name}{by}"


_SINCE = {0: "This step is taken back", 1: "This step and the one after it are taken back"}
_MORE = "This step and the {} after it are taken back"


HISTORY = (History(),)
