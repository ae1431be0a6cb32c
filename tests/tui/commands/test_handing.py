import csv
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from annotations.library import Library
from annotations.mentions import Mentions
from annotations.models import Article, Mention, Target
from annotations.places import Places
from tests.factories import counting_uids, make_library
from tests.tui.commands.conftest import NO_MODEL, Lay, Table, passage
from tui.screens.dialogs.all_annotations import AllAnnotations
from tui.screens.dialogs.import_dialog import ImportDialog


async def test_what_was_said_of_an_article_that_is_gone_is_listed_and_cannot_be_jumped_to(
    library: Library, folder: Path, places: Places, lay: Lay
) -> None:
    library.tag([Target("2.txt", passage(library, "2.txt", "Border"))], ["alpha"])
    library.close()
    (folder / "2.txt").unlink()
    again = make_library(folder, places, model=NO_MODEL)
    async with lay(again, rows=2) as table:
        await table.press("A")
        await table.shows("“Border”")
        await table.shows("its article is gone")
        await table.press("enter")
        await table.shows("2.txt is gone or cannot be read.")
        assert isinstance(table.app.screen, AllAnnotations)


async def test_a_passage_that_is_lost_opens_its_article_and_is_said_to_be_lost(
    library: Library, folder: Path, places: Places, lay: Lay
) -> None:
    library.tag([Target("2.txt", passage(library, "2.txt", "Grain waits for trucks."))], ["alpha"])
    library.close()
    (folder / "2.txt").write_text("Nothing of this was there before\n\nSo it is.\n", "utf-8")
    again = make_library(folder, places, model=NO_MODEL)
    async with lay(again) as table:
        await table.press("A")
        await table.shows("orphaned")
        await table.press("enter")
        await table.shows("The passage is orphaned: no longer in the text.")
        await table.until(lambda: table.desk.article is not None and table.desk.reader.has_focus)
        assert table.desk.article is not None
        assert table.desk.article.path == "2.txt"


async def test_an_export_asks_once_for_all_articles_that_were_not_detected_yet(
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lay: Lay,
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in ("1.txt", "3.txt"):
        library.tag([Target(path, passage(library, path, "Border talks"))], ["alpha"])
    library.tag([Target("2.txt")], ["the whole article needs no entities"])
    asked: list[list[str]] = []
    known: dict[str, tuple[Mention, ...]] = {}

    def detect(
        self: Mentions, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
        wanted = list(articles)
        asked.append([article.path for article in wanted])
        for article in wanted:
            known[article.path] = (Mention(0, 6, "Border", "ORG", entity="Border"),)
            yield article, known[article.path]

    monkeypatch.setattr(Mentions, "detect", detect)
    monkeypatch.setattr(Mentions, "of", lambda self, article: known.get(article.path))
    async with lay(library) as table:
        await table.press("x", "enter")
        await table.shows("3 rows for 3 annotations in 3 articles")
    assert asked == [["1.txt", "3.txt"]]
    with (tmp_path / "news-annotations.csv").open(encoding="utf-8", newline="") as file:
        assert [row["entities"] for row in csv.DictReader(file)] == ["Border", "", "Border"]


async def test_an_export_is_given_up_when_the_program_ends(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lay: Lay
) -> None:
    monkeypatch.chdir(tmp_path)
    library.tag([Target("1.txt", passage(library, "1.txt", "Border talks"))], ["alpha"])
    begun, cancelled = threading.Event(), threading.Event()

    def detect(
        self: Mentions, articles: Iterable[Article]
    ) -> Iterator[tuple[Article, tuple[Mention, ...]]]:
        worker = get_current_worker()
        begun.set()
        while not worker.is_cancelled:
            time.sleep(0.01)
        cancelled.set()
        for article in articles:
            yield article, ()

    monkeypatch.setattr(Mentions, "detect", detect)
    async with lay(library) as table:
        await table.press("x", "enter")
        await table.until(begun.is_set)
        await table.press("ctrl+q")
        await table.until(lambda: table.app.return_code == 0)
    assert cancelled.wait(2)
    assert not (tmp_path / "news-annotations.csv").exists()


@pytest.fixture
def evil_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A working folder whose name clears a screen; its path is short enough to be shown whole."""
    with tempfile.TemporaryDirectory() as folder, monkeypatch.context() as here:
        (Path(folder) / "evil\x1b[2J").mkdir()
        here.chdir(Path(folder) / "evil\x1b[2J")
        yield


@pytest.mark.usefixtures("evil_folder")
async def test_a_folder_whose_name_drives_terminals_is_shown_harmlessly(
    library: Library, lay: Lay
) -> None:
    async with lay(library) as table:
        await table.press("x")
        await table.shows("Export annotations")
        assert "evil\ufffd[2J" in str(table.app.screen.query_one("#about", Static).content)
        assert "\x1b" not in table.seen()
        await table.press("enter")
        await table.until(lambda: "evil\ufffd[2J" in table.desk.status.words)
        assert "\x1b" not in table.seen()


@pytest.fixture
def theirs(library: Library, tmp_path: Path, places: Places) -> Path:
    """Bob's file on the same articles."""
    file = tmp_path / "bob.json"
    root = library.collection.root
    his = make_library(root, places, file=file, author="bob", uids=counting_uids("bob"))
    his.tag([Target("1.txt", passage(his, "1.txt", "Grain waits for trucks."))], ["grain"])
    his.note([Target("2.txt")], "his")
    his.close()
    return file


async def choose_import(table: Table, file: Path) -> None:
    """Find the command in the palette, and name a file in its dialog."""
    await table.press("colon")
    await table.until(lambda: isinstance(table.app.screen, CommandPalette))
    await table.press(*"import annot")
    await table.shows("take in the annotations")
    await table.press("enter")
    await table.until(lambda: isinstance(table.app.screen, ImportDialog))
    table.app.screen.query_one(Input).value = str(file)
    await table.press("enter")


async def test_a_colleagues_file_is_taken_in_from_the_palette_and_undone(
    library: Library, theirs: Path, lay: Lay
) -> None:
    async with lay(library) as table:
        await table.press("enter")
        await choose_import(table, theirs)
        await table.shows("Annotations: 2 new, 0 changed, 0 the same.")
        assert not table.marks()
        await table.press("enter")
        await table.shows("import bob.json: 2 new, 0 changed")
        assert (table.tags("1.txt"), table.marks("2.txt")[0].note) == (["grain"], "his")
        await table.shows("“Grain waits for trucks")  # in the inspector
        await table.until(lambda: table.seen().count("1 annotation") == 2)
        await table.press("u")
        await table.until(lambda: not table.marks() and not table.marks("2.txt"))
        await choose_import(table, theirs)
        await table.shows("2 new")


async def test_a_file_that_has_nothing_new_is_said(
    library: Library, theirs: Path, lay: Lay
) -> None:
    library.import_annotations(theirs)
    async with lay(library) as table:
        await choose_import(table, theirs)
        await table.shows("Annotations: 0 new, 0 changed, 2 the same.")
        await table.press("enter")
        await table.shows("There was nothing to import.")


async def test_a_file_that_is_gone_by_the_time_it_is_imported_is_said(
    library: Library, theirs: Path, lay: Lay
) -> None:
    async with lay(library) as table:
        await choose_import(table, theirs)
        await table.shows("2 new")
        theirs.unlink()
        await table.press("enter")
        await table.shows("There is no file")
        await table.press("j", "enter")
        await table.until(lambda: table.desk.reader.has_focus)
