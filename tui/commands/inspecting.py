"""Commands of the inspector."""

from tui.commands.base import Command, RowMove, Where
from tui.screens.main import MainScreen


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
    RowMove(Where.INSPECTOR, "inspector-down", "j,down", "go to the next annotation", "move", 1),
    RowMove(Where.INSPECTOR, "inspector-up", "k,up", "go to the annotation before", "move", -1),
    RowMove(Where.INSPECTOR, "inspector-top", "g,home", "go to the first annotation", "move_home"),
    RowMove(Where.INSPECTOR, "inspector-bottom", "G,end", "go to the last annotation", "move_end"),
    RowMove(Where.INSPECTOR, "inspector-page-down", "ctrl+d,pagedown", "go down", "half_page", 1),
    RowMove(Where.INSPECTOR, "inspector-page-up", "ctrl+u,pageup", "go up", "half_page", -1),
    Jump(),
)
