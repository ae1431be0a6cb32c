"""Commands that work in every pane: help, palette, panes, undo, leaving."""

from tui.commands.base import Command, Navigation, Where
from tui.screens.main import MainScreen
from tui.screens.panes import QuitAsked
from tui.widgets.signs import SIGNS


class Help(Command):
    """Open the help screen."""

    name, keys, hint = "help", "?,f1", ""
    help = "list the keys that work here"

    def run(self, desk: MainScreen) -> None:
        """Show what works where the cursor is."""
        from tui.screens.dialogs.help_screen import HelpScreen

        signs = [(sign, meaning, "") for sign, meaning in SIGNS]
        desk.app.push_screen(HelpScreen([*desk.guide.sections(desk), ("signs", signs)]))


class Palette(Command):
    """Open the command palette."""

    name, keys, palette, priority_keys = "palette", ":", False, "ctrl+p"
    help = "find a command by its name; change the theme"

    def run(self, desk: MainScreen) -> None:
        """Open it."""
        desk.app.action_command_palette()


class NextPane(Navigation):
    """Move the focus onwards."""

    name, keys = "next-pane", "tab"
    help = "go to the next pane"

    def run(self, desk: MainScreen) -> None:
        """Focus it."""
        desk.step_pane(1)


class PreviousPane(Navigation):
    """Move the focus backwards."""

    name, keys = "previous-pane", "shift+tab"
    help = "go to the previous pane"

    def run(self, desk: MainScreen) -> None:
        """Focus it."""
        desk.step_pane(-1)


class Back(Command):
    """Leave what one is in; at the list, the program."""

    name, keys, hint = "back", "q", "back"
    help = "go back to the list; from there, quit"

    def run(self, desk: MainScreen) -> None:
        """Go back one step."""
        if Where.LIST in desk.context():
            desk.post_message(QuitAsked())
        else:
            desk.articles.focus()


class Quit(Command):
    """Quit from anywhere."""

    name, keys, priority_keys = "quit", "", "ctrl+q"
    help = "quit, after everything is saved"

    def run(self, desk: MainScreen) -> None:
        """Leave."""
        desk.post_message(QuitAsked())


class Undo(Command):
    """Take back a step."""

    name, keys, hint = "undo", "u", "undo"
    help = "undo the last thing you did"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be a step."""
        return None if desk.library.store.undo_name else "There is nothing to undo."

    def run(self, desk: MainScreen) -> None:
        """Undo."""
        act = desk.library.undo()
        desk.report(act, f"undone: {act.name}" if act else "")


class Redo(Command):
    """Do a step again."""

    name, keys = "redo", "ctrl+r,U"
    help = "do again what was undone last"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be an undone step."""
        return None if desk.library.store.redo_name else "There is nothing to do again."

    def run(self, desk: MainScreen) -> None:
        """Redo."""
        act = desk.library.redo()
        desk.report(act, f"done again: {act.name}" if act else "")


ANYWHERE = (
    Help(),
    Palette(),
    NextPane(),
    PreviousPane(),
    Back(),
    Quit(),
    Undo(),
    Redo(),
)
