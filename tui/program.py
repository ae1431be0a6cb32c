"""The commands of `briefreader` with their options: the reader, and what needs no terminal."""

from typing import Any

import click

from annotations import __version__
from tui import reading
from tui.groups import Group
from tui.options import collection_options
from tui.session import told


class Program(Group):
    """The program: a first word that is no command is a path for the reader."""

    otherwise = "read"

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; whatever goes wrong is one line on stderr and exit code 1."""
        with told(besides=(click.ClickException, click.Abort, click.exceptions.Exit)):
            return super().invoke(ctx)


@click.group(
    cls=Program,
    elsewhere=reading.ELSEWHERE,
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
@collection_options
def read(**options: Any) -> None:
    """Open the reader (also without the word `read`)."""
    reading.read(**options)
