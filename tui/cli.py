"""The `briefreader` command: the reader, and what works without a terminal."""

import os
import sys
from typing import Any

import click

from annotations import __version__
from annotations.errors import BriefReaderError
from tui.batch import BATCH_COMMANDS
from tui.session import collection_options, open_session

FAILED = 1


class FirstWord(click.Group):
    """A group in which a first word that is no command is a path for the reader."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command's name first: the word that names one, else `read`."""
        valued = {option for command in self.commands.values() for option in _valued(command)}
        index = _first_word(args, valued)
        if index is not None and args[index] in self.commands:
            args = [args[index], *args[:index], *args[index + 1 :]]
        elif not {"--help", "--version"} & set(args):
            args = ["read", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error for people is one line on stderr and exit code 1."""
        try:
            return super().invoke(ctx)
        except BriefReaderError as error:
            click.echo(f"briefreader: {error}", err=True)
            ctx.exit(FAILED)
        except BrokenPipeError:
            # Whoever read our output has seen enough. Python would complain again at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(FAILED)


def _valued(command: click.Command) -> list[str]:
    options = [each for each in command.params if isinstance(each, click.Option)]
    return [name for each in options if not each.is_flag for name in each.opts]


def _first_word(args: list[str], valued: set[str]) -> int | None:
    index = 0
    while index < len(args):
        if not args[index].startswith("-"):
            return index
        index += 2 if args[index] in valued else 1
    return None


@click.group(cls=FirstWord, context_settings={"help_option_names": ["-h", "--help"]})
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
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BriefReaderError(
            "the reader needs a terminal. In a pipe, use one of the commands: "
            + ", ".join(sorted(set(main.commands) - {"read"}))
            + "."
        )
    from tui.app import BriefReader

    session = open_session(**options)
    sys.exit(BriefReader(session.library, session.places, session.settings).run_safely())


for command in BATCH_COMMANDS:
    main.add_command(command)
