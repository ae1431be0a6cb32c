"""Commands that see the annotations as a whole, and hand them over."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from annotations.errors import DetectionError
from annotations.exports import EXPORTERS, export_to_file
from annotations.handover import entries
from annotations.models import Article, ExportReport, Mention
from tui.commands.base import Command
from tui.screens.dialogs.all_annotations import AllAnnotations
from tui.screens.dialogs.export_dialog import ExportChoice, ExportDialog, ExportFormat
from tui.screens.main import MainScreen
from tui.widgets.annotation_list import Shown


class Export(Command):
    """Hand the annotations over."""

    name, keys, hint = "export", "x", "export"
    help = "export the annotations to a file"

    def run(self, desk: MainScreen) -> None:
        """Ask for format and file, and write."""
        desk.converse(self._export(desk))

    async def _export(self, desk: MainScreen) -> None:
        formats = [
            ExportFormat(one.name, one.description, one.suffix, one.spreadsheet)
            for one in EXPORTERS.values()
        ]
        stem = f"{desk.library.collection.name}-annotations"
        choice = await desk.app.push_screen_wait(ExportDialog(formats, Path.cwd(), stem))
        if choice is None:
            return
        desk.status.say(f"exporting to {choice.file} …")
        worker = desk.run_worker(lambda: _write(desk, choice), thread=True, exit_on_error=False)
        report: ExportReport = await worker.wait()
        desk.status.say(
            f"{_counted(report.rows, 'row')} for {_counted(report.annotations, 'annotation')} "
            f"in {_counted(report.articles, 'article')} → {report.file}"
        )


class SeeAnnotations(Command):
    """See the whole collection's annotations."""

    name, keys, hint = "all-annotations", "A", "all annotations"
    help = "list every annotation of the collection by tag or article; enter jumps there"

    def run(self, desk: MainScreen) -> None:
        """Open the list; what is chosen there is jumped to."""
        desk.converse(self._browse(desk))

    async def _browse(self, desk: MainScreen) -> None:
        chosen = await desk.app.push_screen_wait(AllAnnotations(partial(_load, desk)))
        if chosen is None:
            return
        desk.open(chosen.path, chosen.start)
        desk.reader.focus()


def _load(desk: MainScreen) -> Iterator[Shown]:
    """Go through all annotations; runs on a thread of its own."""
    for path, marks in desk.library.all_annotations():
        title = desk.library.listing(path).title
        yield from (Shown(mark, title) for mark in marks)


def _write(desk: MainScreen, choice: ExportChoice) -> ExportReport:
    """Write the file; runs on a thread of its own, since entities may have to be detected."""

    def find(article: Article) -> tuple[Mention, ...]:
        try:
            return next(desk.library.mentions.detect([article], lambda progress: None))[1]
        except DetectionError:
            # The status line has said so at the start; a column stays empty, nothing is lost.
            return ()

    found = entries(desk.library, find)
    return export_to_file(
        choice.format, found, choice.file, excel=choice.excel, replace=choice.replace
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


HANDING = (Export(), SeeAnnotations())
