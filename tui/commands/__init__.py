"""Every command of the program, in the order in which the help lists them."""

from tui.commands.aliasing import ALIASES
from tui.commands.anywhere import ANYWHERE
from tui.commands.base import Command, Where
from tui.commands.checking import CHECKING
from tui.commands.deciding import DECISIONS
from tui.commands.editing import EDITING
from tui.commands.entities import ENTITIES
from tui.commands.handing import HANDING
from tui.commands.history import HISTORY
from tui.commands.inspecting import INSPECTING
from tui.commands.listing import LISTING
from tui.commands.moving import MOVING
from tui.commands.noting import NOTING
from tui.commands.reviewing import REVIEWING
from tui.commands.selecting import SELECTING
from tui.commands.tagging import TAGGING

COMMANDS: tuple[Command, ...] = (
    *LISTING,
    *MOVING,
    *SELECTING,
    *TAGGING,
    *NOTING,
    *DECISIONS,
    *ALIASES,
    *CHECKING,
    *EDITING,
    *INSPECTING,
    *REVIEWING,
    *HANDING,
    *ENTITIES,
    *HISTORY,
    *ANYWHERE,
)
"""A new command is one class and one line in its module's tuple."""

BY_NAME = {command.name: command for command in COMMANDS}

__all__ = ["BY_NAME", "COMMANDS", "Command", "Where"]
