"""From one run to the next: the theme, the first explanation, the log."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotations.library import Library
from annotations.places import Places
from tests.factories import make_collection, make_library
from tui.app import BriefReader
from tui.screens.desk import WELCOME
from tui.session import start_log
from tui.settings import Settings


@pytest.fixture
def small_library(tmp_path: Path, places: Places) -> Iterator[Library]:
    """One article, and no model, so that nothing goes on in the background."""
    folder = make_collection(tmp_path / "news", {"one.txt": "Talks fail\n\nThey met on Monday.\n"})
    library = make_library(folder, places, model="none_is_installed")
    yield library
    library.close()


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, put back as it was."""
    logger = logging.getLogger()
    level, handlers = logger.level, list(logger.handlers)
    yield logger
    logger.setLevel(level)
    logger.handlers[:] = handlers


def seen(app: BriefReader) -> str:
    """All that is on the screen."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def until(pilot: Pilot[int], told: Callable[[], bool]) -> None:
    """Wait until something is so, but not for ever."""
    for _ in range(200):
        if told():
            return
        await pilot.pause(0.02)
    assert told()


async def test_a_theme_chosen_from_the_palette_is_there_in_the_next_run(
    small_library: Library, places: Places
) -> None:
    app = BriefReader(small_library, places, Settings())
    async with app.run_test(size=(100, 30)) as pilot:
        assert app.theme != "textual-light"
        await pilot.press("ctrl+p", *"theme")
        await until(pilot, lambda: "choose light or dark" in seen(app))
        await pilot.press("enter")
        await until(pilot, lambda: "textual-dark" in seen(app))
        await pilot.press(*"textual-light")
        await until(pilot, lambda: "textual-dark" not in seen(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.theme == "textual-light")
    again = BriefReader(small_library, places, Settings())
    async with again.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: again.theme == "textual-light")


async def test_a_first_start_explains_itself_in_three_lines_and_takes_no_key_away(
    small_library: Library, places: Places
) -> None:
    assert len(WELCOME) == 3
    app = BriefReader(small_library, places, Settings())
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: all(line in seen(app) for line in WELCOME))
        await until(pilot, lambda: app.desk is not None and app.desk.articles.row_count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: app.desk is not None and app.desk.reader.has_focus)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.return_code == 0)
    again = BriefReader(small_library, places, Settings())
    async with again.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "Talks fail" in seen(again))
        assert not any(line in seen(again) for line in WELCOME)


@pytest.mark.parametrize(("debug", "written"), [(False, ["told"]), (True, ["whispered", "told"])])
def test_debug_writes_more_to_the_log(
    debug: bool, written: list[str], tmp_path: Path, root_logger: logging.Logger
) -> None:
    file = tmp_path / "state" / "briefreader.log"
    start_log(file, debug=debug)
    root_logger.debug("whispered")
    root_logger.info("told")
    assert [line.split()[-1] for line in file.read_text("utf-8").splitlines()] == written
