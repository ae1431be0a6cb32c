"""Groups of commands in which options may stand before the command's name as well as after it."""

import click


class Group(click.Group):
    """A group that finds the command's name among the options.

    Attributes:
        otherwise: The command that is meant where the first word names none; empty: that is an
            error.
    """

    otherwise = ""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command's name first: what follows is parsed by the command."""
        index = _first_word(args, _valued(self))
        if index is not None and args[index] in self.commands:
            args = [args[index], *args[:index], *args[index + 1 :]]
        elif self.otherwise and args[:1] not in ([name] for name in self._own_options(ctx)):
            args = [self.otherwise, *args]
        return super().parse_args(ctx, args)

    def _own_options(self, ctx: click.Context) -> set[str]:
        own = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        return {name for each in own for name in each.opts}


def _valued(group: click.Group) -> set[str]:
    """Name the options, of all commands in a group, that take the word after them."""
    options = [
        each
        for command in group.commands.values()
        for each in command.params
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
