"""Groups of commands in which options may stand before the command's name as well as after it."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Group(click.Group):
    """A group that finds the command's name among the options.

    Args:
        elsewhere: Commands that are imported when first asked for: name → `module:attribute`.
        settings: What a group of click takes.

    Attributes:
        otherwise: The command that is meant where the first word names none; empty: that is an
            error.
    """

    otherwise = ""

    def __init__(self, *, elsewhere: Mapping[str, str] | None = None, **settings: Any) -> None:
        """Make the group; nothing is imported yet."""
        super().__init__(**settings)
        self._elsewhere = dict(elsewhere or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name all commands."""
        return sorted({*self.commands, *self._elsewhere})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name."""
        if place := self._elsewhere.pop(cmd_name, ""):
            module, _, attribute = place.partition(":")
            self.add_command(getattr(import_module(module), attribute), cmd_name)
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command's name first: what follows is parsed by the command."""
        # Which options take a word is known by all commands; mostly nothing hangs on it.
        valued = self._valued(ctx) if args and args[0].startswith("-") else set()
        index = _first_word(args, valued)
        if index is not None and args[index] in self.list_commands(ctx):
            args = [args[index], *args[:index], *args[index + 1 :]]
        elif self.otherwise and args[:1] not in ([name] for name in self._own_options(ctx)):
            args = [self.otherwise, *args]
        return super().parse_args(ctx, args)

    def _own_options(self, ctx: click.Context) -> set[str]:
        own = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        return {name for each in own for name in each.opts}

    def _valued(self, ctx: click.Context) -> set[str]:
        """Name the options, of all commands, that take the word after them."""
        commands = (self.get_command(ctx, name) for name in self.list_commands(ctx))
        options = [
            each
            for command in commands
            for each in (command.params if command else ())
            if isinstance(each, click.Option)
        ]
        return {name for each in options if not each.is_flag for name in each.opts}


def _first_word(args: list[str], valued: set[str]) -> int | None:
    """Tell where the first word stands that is neither an option nor an option's value."""
    index = 0
    while index < len(args) and args[index] != "--":
        if not args[index].startswith("-"):
            return index
        index += 2 if args[index] in valued else 1
    return None
