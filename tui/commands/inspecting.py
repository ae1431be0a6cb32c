"""Commands of the inspector."""

from tui.commands.base import Command, Motion, Where
from tui.screens.main import MainScreen


class InspectorMotion(Motion):
    """A move of the inspector's cursor."""

    where = (Where.INSPECTOR,)

    def __init__(self, name: str, keys: str, help: str, move: str, *by: int) -> None:
        """Declare the move: which method of the inspector, and its arguments."""
        self.name, self.keys, self.help = name, keys, help
        self._move, self._by = move, by

    def run(self, desk: MainScreen) -> None:
        """Move."""
        getattr(desk.inspector, self._move)(*self._by)


class Jump(Command):
    """Go to an annotation in the text."""

    name, keys, hint, where = "jump", "enter,ctrl+j", "jump there", (Where.INSPECTOR,)
    help = "go to the annotation in the text"

    def unavailable(self, desk: MainScreen) -> str | None:
        """It must have a place in the text."""
        mark = desk.inspector.selected
        if mark is None:
            return "There is no annotation here."
        return None if mark.start is not None else "This annotation has no place in the text."

    def run(self, desk: MainScreen) -> None:
        """Go there."""
        desk.jump_to_selected()


INSPECTING = (
    InspectorMotion("inspector-down", "j,down", "go to the next annotation", "move", 1),
    InspectorMotion("inspector-up", "k,up", "go to the annotation before", "move", -1),
    InspectorMotion("inspector-top", "g,home", "go to the first annotation", "move_home"),
    InspectorMotion("inspector-bottom", "G,end", "go to the last annotation", "move_end"),
    InspectorMotion("inspector-page-down", "ctrl+d,pagedown", "go down", "half_page", 1),
    InspectorMotion("inspector-page-up", "ctrl+u,pageup", "go up", "half_page", -1),
    Jump(),
)
