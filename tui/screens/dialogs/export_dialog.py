"""The dialog that asks in which format and where to annotations are exported."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.getters import query_one
from textual.widgets import Checkbox, Input, Static

from tui.screens.dialogs.choose import Confirm, Options
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.cells import crop
from tui.widgets.line import plain


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format to choose.

    Attributes:
        name: Its name: `csv`.
        description: What it is good for, in a few words.
        suffix: How its files end, with the dot.
        excel: Whether it can be made safe for spreadsheets.
    """

    name: str
    description: str
    suffix: str
    excel: bool = False


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """What is to be exported where.

    Attributes:
        format: The format's name.
        file: The file to write.
        excel: Whether no spreadsheet may run a cell.
        replace: Whether the file may be there already; the analyst was asked.
    """

    format: str
    file: Path
    excel: bool = False
    replace: bool = False


class _Switch(Checkbox, inherit_bindings=False):
    """A switch that leaves `enter` to the dialog, and shows a mark only while it is on."""

    BINDINGS = [Binding("space", "toggle_button", "switch", id="export-excel", show=False)]
    BUTTON_INNER = " "

    def watch_value(self) -> None:
        """Show the mark, or none."""
        self.BUTTON_INNER = "X" if self.value else " "
        super().watch_value()


class ExportDialog(Dialog[ExportChoice]):
    """Format, file, and whether it is for a spreadsheet; a file is replaced only after a yes."""

    DEFAULT_CSS = """
    ExportDialog {
        & .field { height: 1; margin-top: 1; }
        & .label { width: 7; color: $foreground-muted; }
        & Input { width: 1fr; }
        & Checkbox { margin-top: 1; border: none; padding: 0; height: 1; background: transparent; }
        &.-low {
            & .field, & Checkbox { margin: 0; }
            & #about { display: none; }
        }
    }
    """
    BINDINGS = [
        Binding("enter,ctrl+s,ctrl+j", "export", "export", id="export-go"),
        Binding("down", "move(1)", "format", key_display="↑↓", id="export-next"),
        Binding("up", "move(-1)", "format before", id="export-previous", show=False),
        Binding("tab", "app.focus_next", "next field", id="export-field"),
        Binding(
            "shift+tab", "app.focus_previous", "previous field", id="export-field-back", show=False
        ),
    ]
    HELP = "Choose a format and a file."
    AUTO_FOCUS = "Options"

    list = query_one(Options)
    field = query_one(Input)
    excel = query_one(Checkbox)

    def __init__(
        self,
        formats: Sequence[ExportFormat],
        folder: Path,
        stem: str,
        exists: Callable[[Path], bool] = Path.exists,
        what: str = "annotations",
    ) -> None:
        """Make the dialog.

        Args:
            formats: What to choose from; at least one.
            folder: Where a name without a folder goes.
            stem: The proposed file name, without its suffix.
            exists: Whether a file is there already.
            what: What is exported, for the heading.
        """
        super().__init__()
        self._formats = tuple(formats)
        self._folder = folder
        self._stem = stem
        self._exists = exists
        self._what = what
        self._shown = self._formats[0]

    def fields(self) -> ComposeResult:
        """Yield the formats, the file and the switch."""
        longest = max(len(one.name) for one in self._formats)
        yield Options([f"{one.name:<{longest}}  {one.description}" for one in self._formats])
        with Horizontal(classes="field"):
            yield Static("file", classes="label", markup=False)
            yield Input(f"{self._stem}{self._shown.suffix}", compact=True, select_on_focus=False)
        yield _Switch("for Excel: no cell is run as a formula", compact=True)

    def on_mount(self) -> None:
        """Say where files go."""
        self._say_where()
        self.excel.display = self._shown.excel

    def _say_where(self) -> None:
        """Show the whole path of the file that would be written."""
        try:
            where: Path | str = self._file()
        except RuntimeError:  # of whose home folder nothing is known
            where = self.field.value
        self.say_heading(f"Export {self._what}", f"to {where}")

    def _file(self) -> Path:
        return self._folder / Path(self.field.value.strip()).expanduser()

    @property
    def format(self) -> ExportFormat:
        """The format under the cursor."""
        return self._formats[self.list.cursor]

    def action_move(self, step: int) -> None:
        """Choose another format."""
        self.list.move(step)

    def on_row_list_highlighted(self) -> None:
        """Give the file name the suffix of the format, if it had that of the last one."""
        name = self.field.value
        if name.endswith(self._shown.suffix):
            self.field.value = name.removesuffix(self._shown.suffix) + self.format.suffix
        self._shown = self.format
        self.excel.display = self._shown.excel

    def on_input_changed(self) -> None:
        """Take the complaint away: it is being seen to."""
        self.complain("")
        self._say_where()

    def on_input_submitted(self) -> None:
        """Export: the field keeps `enter` to itself."""
        self.action_export()

    def on_row_list_chosen(self) -> None:
        """Export in the format that was clicked twice."""
        self.action_export()

    def action_export(self) -> None:
        """Close with the choice; ask first if there is such a file."""
        name = self.field.value.strip()
        try:
            file = self._file()
            taken, is_folder = self._exists(file), file.is_dir()
            has_folder = file.parent.is_dir()
        except (OSError, RuntimeError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            self.complain(f"“{crop(name, 40)}” cannot be a file: {reason}.")
            return
        if not name or is_folder:
            self.complain("Give the file a name." if not name else f"“{name}” is a folder.")
            self.field.focus()
        elif not has_folder:
            self.complain(f"There is no folder {file.parent}; make it, or name another.")
            self.field.focus()
        elif taken:
            self.app.push_screen(
                Confirm("Replace the file?", "Replace it", "Keep it", about=plain(str(file))),
                lambda yes: self._done(file, replace=True) if yes else None,
            )
        else:
            self._done(file)

    def _done(self, file: Path, *, replace: bool = False) -> None:
        excel = self.format.excel and self.excel.value
        self.dismiss(ExportChoice(self.format.name, file, excel, replace))
