"""What a command is: one name, its keys, its help, when it can act, and what it does."""

from collections.abc import Mapping
from typing import ClassVar

from annotations.models import Act
from tui.screens.main import MainScreen
from tui.screens.panes import PANES, Where

__all__ = ["PANES", "Command", "Navigation", "OnTarget", "RowMove", "Where"]


class Command:
    """One thing the analyst can do with a key, from the palette, or both.

    One declaration feeds the bindings, the line of keys, the help screen, the palette and the
    documentation, so that they cannot drift apart.

    Attributes:
        name: Identity, for the settings file: lower case, with hyphens.
        keys: Textual's names of the keys, comma-separated; empty: only the palette has it.
        help: What it does, one line, in the imperative.
        helps: What it does in a particular place, where it is something else in each.
        where: Where the keys work.
        hint: Its label in the line of keys; empty keeps it out of there.
        hint_at_times: Whether that label is shown only while the command can act, and first then.
        palette: Whether the palette offers it.
        priority_keys: Keys that work in text fields too.
    """

    name: str
    keys: str
    help: str
    where: tuple[Where, ...] = (Where.ANYWHERE,)
    hint: str = ""
    helps: ClassVar[Mapping[Where, str]] = {}
    hint_at_times: ClassVar[bool] = False
    palette: ClassVar[bool] = True
    priority_keys: ClassVar[str] = ""

    def help_in(self, place: Where) -> str:
        """Return what it does in a place."""
        return self.helps.get(place, self.help)

    def hinted(self, desk: "MainScreen") -> bool:
        """Tell whether the label is shown now among the keys that work here."""
        return not self.hint_at_times or self.unavailable(desk) is None

    def unavailable(self, desk: MainScreen) -> str | None:
        """Tell why the command cannot act now, as a sentence for the analyst; None if it can."""
        return None

    def run(self, desk: MainScreen) -> None:
        """Do it."""
        raise NotImplementedError


class OnTarget(Command):
    """A command that needs something to aim at."""

    where = PANES

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be a target."""
        return desk.no_target()

    def report(self, desk: MainScreen, act: Act | None, words: str = "") -> None:
        """Show what was done; drop the selection if that was aimed at."""
        desk.report(act, words)
        if desk.reader.has_focus:
            desk.reader.drop_selection()


class Navigation(Command):
    """A command that only moves: too many for the palette."""

    palette = False


class RowMove(Navigation):
    """A move of the cursor in a pane that is a list of rows."""

    def __init__(self, place: Where, name: str, keys: str, help: str, move: str, *by: int) -> None:
        """Declare the move.

        Args:
            place: The list, `LIST` or `INSPECTOR`.
            name: The command's name.
            keys: Its keys.
            help: What it does.
            move: The method of `RowList` that moves.
            by: That method's arguments.
        """
        self.name, self.keys, self.help, self.where = name, keys, help, (place,)
        self._move, self._by = move, by

    def run(self, desk: MainScreen) -> None:
        """Move."""
        rows = desk.articles if Where.LIST in self.where else desk.inspector
        getattr(rows, self._move)(*self._by)
