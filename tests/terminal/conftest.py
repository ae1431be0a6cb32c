from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.terminal.terminal import Terminal, environment

Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `briefreader` with some arguments; every start of a test has the same user."""
    started: list[Terminal] = []

    def start(*arguments: object, environ: dict[str, str] | None = None, **how: Any) -> Terminal:
        words = [str(argument) for argument in arguments]
        user = environment(tmp_path / "home", **(environ or {}))
        terminal = Terminal(words, user, folder=tmp_path, **how)
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        terminal.close()
