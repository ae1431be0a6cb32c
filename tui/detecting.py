"""The command that detects the entities of a whole collection ahead of time."""

import sys
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import click
from click.termui import progressbar

from annotations.errors import DetectionError
from annotations.languages import language_name
from annotations.wording import counted
from tui.options import collection_options
from tui.session import open_session, readable, tell, warn

if TYPE_CHECKING:
    from annotations.library import Library

MOST_WORKERS = 64


@click.command()
@click.option(
    "--workers",
    type=click.IntRange(1, MOST_WORKERS),
    default=1,
    show_default=True,
    metavar="N",
    help="How many processes to use; each takes up to 400 MB of memory.",
)
@collection_options
def detect(workers: int, **options: Any) -> None:
    """Detect the entities of a whole collection, so that reading need not wait for them.

    What was detected before is not detected again: stop it with ctrl+c whenever you like, and run
    it again to go on.
    """
    library = open_session(**options).library
    warn(library.notices)
    done = failed = foreign = 0
    total = sum(1 for _ in library.paths())
    try:
        with progress_bar(total) as bar:
            for article, mentions in library.mentions.detect_all(readable(library), workers):
                foreign += not library.mentions.reads(article)
                done += mentions is not None
                failed += mentions is None
                bar.update(1)
    except KeyboardInterrupt:
        tell(f"Stopped: {done:,} of {total:,} articles are done; run it again to go on.")
        raise click.exceptions.Exit(1) from None
    except DetectionError as error:
        raise DetectionError(f"{error} {done:,} of {total:,} articles are done.") from error
    finally:
        warn(library.mentions.notices)
        library.mentions.close()
    if failed:
        tell(f"briefreader: the model failed on {failed:,} articles; the log names them.")
    tell_foreign(library, foreign)
    tell(f"The entities of {done - foreign:,} articles are detected.")


def tell_foreign(library: "Library", count: int) -> None:
    """Say of how many articles nothing is detected since the model does not read them."""
    if count:
        language = language_name(library.mentions.language)
        tell(
            f"briefreader: no entities in {counted(count, 'article')} written in another language "
            f"than {language}, which the model reads."
        )


def progress_bar(length: int) -> AbstractContextManager[Any]:
    """A bar on stderr that tells how many articles are done; only a terminal shows it."""
    hidden = not sys.stderr.isatty()
    return progressbar(length=length, label="detecting", file=sys.stderr, hidden=hidden)
