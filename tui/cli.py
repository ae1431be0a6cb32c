"""The `briefreader` command: the reader, and what works without a terminal."""

import gc
import logging
import os
import sys
from typing import Any

import click

from annotations import __version__
from annotations.errors import BriefReaderError
from tui.groups import Group
from tui.session import collection_options, open_session, tell

log = logging.getLogger(__name__)

FAILED = 1

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


class Program(Group):
    """The program: a first word that is no command is a path for the reader."""

    otherwise = "read"

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever goes wrong is one line on stderr and exit code 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
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
        raise click.exceptions.Exit(FAILED)


def _forget_output() -> None:
    """Keep Python from complaining once more, when it empties its buffer at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=Program,
    elsewhere=ELSEWHERE,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="briefreader")
def main() -> None:
    """Read, mark up and hand over a stack of news articles.

    `briefreader [PATH]…` opens the reader on a folder or on some files; without a PATH, on the
    sample collection. `briefreader read --help` lists its options. A folder that is named like a
    command is given as `./articles`.
    """


@main.command()
@click.pass_context
@collection_options
def read(ctx: click.Context, /, **options: Any) -> None:
    """Open the reader (also without the word `read`)."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BriefReaderError(
            "the reader needs a terminal. In a pipe, use one of the commands: "
            + ", ".join(name for name in main.list_commands(ctx) if name != "read")
            + "."
        )
    # Of what a start makes nothing is garbage; the main screen has it collected again.
    gc.disable()
    from tui.app import BriefReader

    session = open_session(**options)
    sys.exit(BriefReader(session.library, session.places, session.settings).run_safely())
