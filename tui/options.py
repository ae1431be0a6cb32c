"""The options that every command on a collection takes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def collection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command PATH… and the options that every command on a collection takes."""
    paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
    return paths(common_options(command))


def common_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that every command on a collection takes."""
    for decorate in (
        click.option("--debug", is_flag=True, help="Write more to the log file."),
        click.option("--model", metavar="NAME", help="An installed spaCy pipeline, or its folder."),
        click.option("--author", metavar="NAME", help="Who annotates (else settings, else login)."),
        click.option(
            "--db",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="The annotations file, in place of the collection's own.",
        ),
    ):
        command = decorate(command)
    return command
