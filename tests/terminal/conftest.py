import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.factories import SEEDS
from tests.terminal.terminal import COMMAND, Terminal, environment

Start = Callable[..., Terminal]


@pytest.fixture(scope="session")
def known_mentions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the mentions of the sample: no test but those of detection waits for them."""
    home = tmp_path_factory.mktemp("known")
    subprocess.run([COMMAND, "entities", SEEDS], env=environment(home), check=True, timeout=120)
    return home / "cache" / "briefreader" / "mentions.sqlite"


@pytest.fixture
def start(tmp_path: Path, known_mentions: Path) -> Iterator[Start]:
    """Starts `briefreader` with some arguments; every start of a test has the same user.

    The mentions of the sample are known to this user, unless it is told that all are `new`.
    """
    started: list[Terminal] = []

    def start(
        *arguments: object, environ: dict[str, str] | None = None, new: bool = False, **how: Any
    ) -> Terminal:
        words = [str(argument) for argument in arguments]
        user = environment(tmp_path / "home", **(environ or {}))
        cache = tmp_path / "home" / "cache" / "briefreader" / known_mentions.name
        if not new and not cache.exists():
            cache.parent.mkdir(parents=True)
            shutil.copyfile(known_mentions, cache)
        terminal = Terminal(words, user, folder=tmp_path, **how)
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        terminal.close()
