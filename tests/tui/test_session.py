"""The log that a run writes."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from tui.session import start_log


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, put back as it was."""
    logger = logging.getLogger()
    level, handlers = logger.level, list(logger.handlers)
    yield logger
    logger.setLevel(level)
    logger.handlers[:] = handlers


@pytest.mark.parametrize(("debug", "written"), [(False, ["told"]), (True, ["whispered", "told"])])
def test_debug_writes_more_to_the_log(
    debug: bool, written: list[str], tmp_path: Path, root_logger: logging.Logger
) -> None:
    file = tmp_path / "state" / "briefreader.log"
    start_log(file, debug=debug)
    root_logger.debug("whispered")
    root_logger.info("told")
    assert [line.split()[-1] for line in file.read_text("utf-8").splitlines()] == written
