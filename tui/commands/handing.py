"""Commands that see the annotations as a whole, and hand them over."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.worker import WorkerCancelled, get_current_worker

from annotations.errors import ArticleError, DetectionError
from annotations.library import Library
from annotations.models import Act, Article, Mention, Placed
from annotations.wording import counted
from tui.commands.base import Command
from tui.screens.main import MainScreen

if TYPE_CHECKING:
    from annotations.exports import ExportReport
    from tui.screens.dialogs.export_dialog import ExportChoice
    from tui.widgets.annotation_list import Shown

Item = TypeVar("Item")

IMPORTING = "a colleague's annotations are being taken in"
"""Why keys are held; those with priority are not."""


class Export(Command):
    """Hand the annotations over."""

    name, keys, hint = "export", "x", "export"
    help = "export the annotations to a file"

    def run(self, desk: MainScreen) -> None:
        """Ask for format and file, and write."""
        desk.converse(self._export(desk))

    async def _export(self, desk: MainScreen) -> None:
        from annotations.exports import EXPORTERS
        from tui.screens.dialogs.export_dialog import ExportDialog, ExportFormat

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
        try:
            report: ExportReport = await worker.wait()
        except WorkerCancelled:
            return  # the program ends
        desk.status.say(
            f"{counted(report.rows, 'row')} for {counted(report.annotations, 'annotation')} "
            f"in {counted(report.articles, 'article')} → {report.file}"
        )


class ImportAnnotations(Command):
    """Take in what a colleague said of the same articles."""

    name, keys = "import-annotations", ""
    help = "take in the annotations of a colleague’s file, after a preview"

    def run(self, desk: MainScreen) -> None:
        """Ask for the file, and take it in."""
        desk.converse(self._import(desk))

    async def _import(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.import_dialog import ImportDialog

        library = desk.library
        file = await desk.app.push_screen_wait(ImportDialog(library.preview_import, Path.cwd()))
        if file is None:
            return
        desk.status.say(f"importing {file} …")
        desk.app.hold_keys(IMPORTING)
        try:
            worker = desk.run_worker(
                lambda: library.import_annotations(file), thread=True, exit_on_error=False
            )
            act: Act | None = await worker.wait()
        except WorkerCancelled:
            return  # the program ends
        finally:
            desk.app.release_keys(IMPORTING)
        desk.report(act, "" if act else "There was nothing to import.")


class SeeAnnotations(Command):
    """See the whole collection's annotations."""

    name, keys, hint = "all-annotations", "A", "all annotations"
    help = "list every annotation of the collection by tag or article, and jump to one"

    def run(self, desk: MainScreen) -> None:
        """Open the list; what is chosen there is jumped to."""
        desk.converse(self._browse(desk))

    async def _browse(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.all_annotations import AllAnnotations

        tag, note = desk.guide.key("tag"), desk.guide.key("note")
        empty = f"Nothing is annotated yet; {tag} tags and {note} notes in the reader."
        chosen = await desk.app.push_screen_wait(AllAnnotations(partial(_load, desk), empty))
        if chosen is None:
            return
        await desk.show_article(chosen.path, chosen.start)
        desk.reader.focus()
        if chosen.placed is Placed.ORPHANED:
            desk.status.say("The passage is orphaned: no longer in the text.", "warning")


def _load(desk: MainScreen) -> "Iterator[Shown]":
    """Go through all annotations, those of articles that are gone last; runs on a thread."""
    from tui.widgets.annotation_list import Shown

    for path, marks in desk.library.all_annotations():
        title = desk.library.listing(path).title
        yield from (Shown(mark, title) for mark in marks)
    for mark in desk.library.left_behind():
        lost = f"{mark.path} is gone or cannot be read. What you said of it is kept, and exported."
        yield Shown(mark, mark.path.rpartition("/")[2], lost)


def _write(desk: MainScreen, choice: "ExportChoice") -> "ExportReport":
    """Write the file; runs on a thread of its own, since entities may have to be detected."""
    from annotations.exports import export_to_file
    from annotations.handover import entries
    from annotations.register import Register

    library = desk.library
    missing = list(_without_mentions(library))
    try:
        for _ in _while_wanted(library.mentions.detect(missing)):
            pass  # all are in the cache then
    except DetectionError:
        # The status line has said so at the start; a column stays empty, nothing is lost.
        pass
    register = Register(_known(library), library.aliasing.names)
    found = _while_wanted(entries(library, register.mentions))
    return export_to_file(
        choice.format, found, choice.file, excel=choice.excel, replace=choice.replace
    )


def _without_mentions(library: Library) -> Iterator[Article]:
    """Go through the articles with annotated passages in which nothing was detected so far."""
    for path, marks in _while_wanted(library.all_annotations()):
        if any(mark.passage for mark in marks):
            article = library.article(path)
            if library.mentions.of(article) is None:
                yield article


def _known(library: Library) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
    """Go through the articles whose entities are known: their names tell of each other's."""
    for path in _while_wanted(library.paths()):
        try:
            article = library.article(path)
        except ArticleError:
            continue  # the list says so
        mentions = library.mentions.of(article)
        if mentions is not None:
            yield article, mentions


def _while_wanted(items: Iterable[Item]) -> Iterator[Item]:
    """Go through what a worker's thread works on, unless the program ends meanwhile.

    Raises:
        WorkerCancelled: It does; nothing that is incomplete may be written.
    """
    worker = get_current_worker()
    for item in items:
        if worker.is_cancelled:
            raise WorkerCancelled("The program ends.")
        yield item


HANDING = (Export(), ImportAnnotations(), SeeAnnotations())
