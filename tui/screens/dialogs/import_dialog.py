"""The dialog that asks for a colleague's file, and says what taking it in would do."""

from collections.abc import Callable
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from annotations.errors import BriefReaderError
from annotations.merges import MergeCounts
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.line import plain


class ImportDialog(Dialog[Path]):
    """A file; what would come of it is shown first, and done when that was agreed to."""

    DEFAULT_CSS = """
    ImportDialog {
        & .field { height: 1; }
        & .label { width: 7; color: $foreground-muted; }
        & Input { width: 1fr; }
        & #preview { height: auto; margin-top: 1; }
        &.-low #preview { margin: 0; }
    }
    """
    BINDINGS = [Binding("enter,ctrl+s,ctrl+j", "go", "preview, then import", id="import-go")]
    HELP = "Name a colleague's annotations file; what is in it is merged with yours."
    AUTO_FOCUS = "Input"

    field = query_one(Input)
    preview = query_one("#preview", Static)

    def __init__(self, look: Callable[[Path], MergeCounts], folder: Path) -> None:
        """Make the dialog.

        Args:
            look: Tells what taking in a file would do; called on a thread of its own.
            folder: Where a name without a folder is looked for.
        """
        super().__init__()
        self._look = look
        self._folder = folder
        self._seen: Path | None = None

    def fields(self) -> ComposeResult:
        """Yield the file and the preview."""
        with Horizontal(classes="field"):
            yield Static("file", classes="label", markup=False)
            yield Input(compact=True, placeholder="annotations.json", select_on_focus=False)
        yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Say what is asked for."""
        about = "The file is only read. Nothing you wrote is lost, and it can be undone."
        self.say_heading("Import a colleague’s annotations", about)
        self._show("")

    @property
    def file(self) -> Path:
        """The file that is named.

        Raises:
            RuntimeError: It is in a home folder of which nothing is known.
        """
        return self._folder / Path(self.field.value.strip()).expanduser()

    def on_input_changed(self) -> None:
        """Forget what was said of another file."""
        self._seen = None
        self.complain("")
        self._show("")

    def on_input_submitted(self) -> None:
        """Go on: the field keeps `enter` to itself."""
        self.action_go()

    def action_go(self) -> None:
        """Show what would come of it; if that is shown already, close with the file."""
        if not self.field.value.strip():
            self.complain("Name a file.")
            return
        try:
            file = self.file
        except RuntimeError as error:
            self.complain(f"There is no such file: {error}")
            return
        if file == self._seen:
            self.dismiss(file)
            return
        self._show("reading …")
        self.run_worker(lambda: self._find_out(file), thread=True, exclusive=True)

    def _find_out(self, file: Path) -> None:
        worker = get_current_worker()
        counts: MergeCounts | None = None
        problem = ""
        try:
            counts = self._look(file)
        except BriefReaderError as error:
            problem = str(error)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._tell, file, counts, problem)

    def _tell(self, file: Path, counts: MergeCounts | None, problem: str) -> None:
        if not self.is_attached or file != self.file:
            return
        self._seen = file if counts else None
        again = f"{self.key('import-go')} imports them."
        self._show("\n".join([*counts.sentences, again]) if counts else "")
        self.complain(problem)

    def _show(self, words: str) -> None:
        self.preview.update(Content("\n".join(map(plain, words.splitlines()))))
        self.preview.display = bool(words)
