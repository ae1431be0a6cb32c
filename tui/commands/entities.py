"""Commands on the entities of the collection as a whole."""

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import WorkerCancelled, WorkerFailed

from annotations.errors import BriefReaderError
from tui.commands.base import Command
from tui.screens.main import MainScreen

if TYPE_CHECKING:
    from annotations.roll import Roll
    from annotations.subjects import Subject
    from tui.screens.dialogs.export_dialog import ExportChoice


class SeeEntities(Command):
    """See who and what the articles speak of."""

    name, keys, hint = "entities", "E", "entities"
    help = "list every entity of the collection with its mentions, watch some, jump to one"

    def run(self, desk: MainScreen) -> None:
        """Open the table; what is chosen there is jumped to."""
        desk.converse(self._browse(desk))

    async def _browse(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.entities import Entities

        dialog = Entities(desk.rolling, partial(_export, desk))
        site = await desk.app.push_screen_wait(dialog)
        if site is not None:
            await desk.show_article(site.article.path, site.mention.start)
            desk.reader.focus()


async def _export(desk: MainScreen, subjects: "Sequence[Subject]") -> str:
    """Ask where to, and write the mentions of some entities; return what was done.

    Raises:
        ExportError: The file cannot be written.
    """
    from tui.screens.dialogs.export_dialog import ExportDialog, ExportFormat

    roll = desk.rolling.roll
    if roll is None or not subjects:
        return "There are no mentions to export."
    formats = [
        ExportFormat("csv", "a mention a row, as `briefreader entities` writes it", ".csv"),
        ExportFormat("jsonl", "a mention a line, one JSON object each", ".jsonl"),
    ]
    stem = f"{desk.library.collection.name}-entities"
    dialog = ExportDialog(formats, Path.cwd(), stem, what="mentions")
    choice = await desk.app.push_screen_wait(dialog)
    if choice is None:
        return ""
    write = partial(_write, roll, {subject.uid for subject in subjects}, choice)
    worker = desk.run_worker(write, thread=True, exit_on_error=False)
    try:
        count: int = await worker.wait()
    except WorkerCancelled:
        return ""  # the program ends
    except WorkerFailed as failure:
        if isinstance(failure.error, BriefReaderError):
            raise failure.error from None
        raise
    return f"{count:,} {'mention' if count == 1 else 'mentions'} → {choice.file}"


def _write(roll: "Roll", uids: set[str], choice: "ExportChoice") -> int:
    """Write the mentions of some entities; return how many there are."""
    from annotations.exports import write_whole
    from tui.mention_rows import COLUMNS, CONTEXT_COLUMNS, row
    from tui.tables import write_rows

    rows = [row(line) for line in roll.lines(uids)]
    columns = (*COLUMNS, *CONTEXT_COLUMNS)
    out = io.StringIO(newline="")
    write_rows(rows, choice.format, out, columns=columns, shown=columns)
    write_whole(out.getvalue(), choice.file, replace=choice.replace)
    return len(rows)


ENTITIES = (SeeEntities(),)
