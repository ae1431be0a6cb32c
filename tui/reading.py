"""Opening the reader, and the names of the commands there are besides."""

import sys
from pathlib import Path
from typing import NoReturn

from annotations.errors import BriefReaderError
from tui import haste
from tui.session import open_session

ELSEWHERE = {
    "articles": "tui.batch:articles",
    "entities": "tui.batch:entities",
    "detect": "tui.detecting:detect",
    "export": "tui.batch:export",
    "import": "tui.importing:import_annotations",
    "merge": "tui.importing:merge",
    "tags": "tui.batch:tags",
    "history": "tui.history:history",
    "doctor": "tui.batch:doctor",
}
"""The commands that need no terminal, each by where it is: the reader starts without them."""


def read(
    paths: tuple[Path, ...],
    db: Path | None = None,
    author: str | None = None,
    model: str | None = None,
    debug: bool = False,
) -> NoReturn:
    """Open the reader, and exit when it has ended.

    Raises:
        BriefReaderError: There is no terminal, or the library cannot be opened.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        names = ", ".join(sorted(ELSEWHERE))
        raise BriefReaderError(
            f"the reader needs a terminal. In a pipe, use one of the commands: {names}."
        )
    haste.begin()  # the main screen ends it
    from tui.app import BriefReader

    session = open_session(paths, db, author, model, debug)
    sys.exit(BriefReader(session.library, session.places, session.settings).run_safely())
