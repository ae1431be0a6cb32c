"""From the command line to an open library: settings, log, and what is said if it goes wrong."""

import getpass
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from annotations.errors import ArticleError, BriefReaderError, CollectionError
from annotations.text import clean_line

if TYPE_CHECKING:
    from annotations.library import Library
    from annotations.models import Article
    from annotations.places import Places
    from tui.settings import Settings

log = logging.getLogger(__name__)

FAILED = 1


class Session(NamedTuple):
    """What the options that every command takes amount to.

    Attributes:
        places: The user's folders.
        settings: The user's settings.
        library: The collection and its annotations.
    """

    places: "Places"
    settings: "Settings"
    library: "Library"


def open_session(
    paths: tuple[Path, ...], db: Path | None, author: str | None, model: str | None, debug: bool
) -> Session:
    """Read the settings, start the log and open the library.

    Raises:
        BriefReaderError: One of them cannot be.
    """
    from annotations.library import Library
    from annotations.places import Places
    from tui.settings import read_settings

    places = Places.of_user()
    start_log(places.log, debug=debug)
    settings = read_settings(places.settings)
    if settings.unknown:
        names = ", ".join(settings.unknown)
        tell(f"briefreader: {places.settings}: unknown and ignored: {names}")
    library = Library.open(
        paths,
        places,
        db=db,
        author=author or settings.author or login_name(),
        model=model or settings.model,
    )
    return Session(places, settings, library)


def start_log(file: Path, *, debug: bool) -> None:
    """Send what is logged to `file`; without one that can be written, nowhere."""
    from logging.handlers import RotatingFileHandler

    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=1)
    except OSError as error:
        tell(f"briefreader: no log: {file} cannot be written ({error.strerror}).")
        handler = logging.NullHandler()
    form = "%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"
    level = logging.DEBUG if debug else logging.INFO
    logging.basicConfig(handlers=[handler], format=form, level=level, force=True)


def tell(message: str) -> None:
    """Say something that is not data, on one line of stderr; it may name files of any name."""
    print(clean_line(message), file=sys.stderr)


@contextmanager
def told(besides: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Say whatever goes wrong on one line of stderr, and exit with code 1.

    Args:
        besides: What somebody else tells of.
    """
    try:
        yield
        return
    except besides:
        raise
    except BriefReaderError as error:
        tell(f"briefreader: {error}")
    except BrokenPipeError:
        _forget_output()  # whoever read it has seen enough
    except OSError as error:
        log.exception("the system refused something")
        tell(f"briefreader: stopped, because of: {error.strerror or error}.")
        _forget_output()
    except Exception:
        from annotations.places import Places

        log.exception("a command failed")
        file = Places.of_user().log
        tell(f"briefreader: stopped on an error of its own; see {file}")
    sys.exit(FAILED)


def _forget_output() -> None:
    """Keep Python from complaining once more, when it empties its buffer at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def readable(library: "Library") -> "Iterator[Article]":
    """Read every article; say which ones cannot be read, and fail if none can."""
    read, refused = 0, 0
    for path in library.paths():
        try:
            article = library.article(path)
        except ArticleError as error:
            refused += 1
            warn([str(error)])
            continue
        read += 1
        warn(f"{path}: {notice}" for notice in article.notices)
        yield article
    warn(library.collection.problems)
    if not read:
        raise CollectionError(
            f"nothing in {library.collection.root} could be read."
            if refused
            else f"{library.collection.root} holds no articles (.txt, .md)."
        )


def warn(notices: Iterable[str]) -> None:
    """Say what is not as it should be, each thing on one line of stderr."""
    for notice in notices:
        tell(f"briefreader: {notice}")


def login_name() -> str:
    """Return who is logged in, or `unknown`."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
