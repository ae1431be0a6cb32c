"""Commands that say which names are one."""

from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from annotations.decisions import Named, name_in
from annotations.models import Mention
from tui.commands.deciding import OnEntity, stopped_here
from tui.screens.main import MainScreen

if TYPE_CHECKING:
    from tui.screens.dialogs.name_picker import Offered

Way = tuple[str, Callable[[], Awaitable[None]]]
"""What can be done with a name, in words, and what does it."""


class NameEntity(OnEntity):
    """Say what else a name means, or does not mean."""

    name, keys, hint = "name-entity", "=", "names"
    help = "merge the entity’s name with another, split it off, rename it, keep it apart"

    def run(self, desk: MainScreen) -> None:
        """Ask what is to be done."""
        desk.converse(self._ask(desk))

    async def _ask(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.choose import Choose

        mention = desk.reader.mention_at_cursor()
        if mention is None:
            return
        ways = list(_ways(desk, mention))
        one = name_in(mention.text)
        title = f"“{one}”" if one == mention.entity else f"“{one}” is “{mention.entity}”"
        chosen = await desk.app.push_screen_wait(Choose(title, [words for words, _ in ways]))
        if chosen is not None:
            await ways[chosen][1]()


def _ways(desk: MainScreen, mention: Mention) -> Iterator[Way]:
    """List what can be done with the name of a mention."""
    one = Named(name_in(mention.text), mention.label)
    library = desk.library

    async def ask(title: str, typed: str | None = None) -> Named | None:
        """Ask for a name: one of the collection's, or if there is one to begin with, any."""
        from tui.screens.dialogs.name_picker import NamePicker

        load = partial(_offered, desk) if typed is None else None
        picker = NamePicker(title, one, load, typed or "")
        return await desk.app.push_screen_wait(picker)

    async def merge() -> None:
        if other := await ask("Merge with another name"):
            desk.report(library.aliasing.merge(one, other))

    async def rename() -> None:
        if other := await ask("Call the entity", mention.entity):
            same = other.text == mention.entity
            act = None if same else library.aliasing.rename(one, other.text)
            desk.report(act, "" if act else f"It is called “{other.text}” already.")

    async def apart() -> None:
        if other := await ask("Never merge with"):
            desk.report(library.aliasing.keep_apart(one, other))

    yield "merge it with another name", merge
    yield f"call “{mention.entity}” something else", rename
    yield "never merge it with another name", apart
    for other in _other_names(desk, mention):
        yield f"split it from “{other}”", _split(desk, one, Named(other, mention.label))


def _split(desk: MainScreen, one: Named, other: Named) -> Callable[[], Awaitable[None]]:
    async def split() -> None:
        desk.report(desk.library.aliasing.keep_apart(one, other))

    return split


def _other_names(desk: MainScreen, mention: Mention) -> list[str]:
    """List the other names in the article that mean the same, else what the entity is called."""
    mine = name_in(mention.text)
    same = (each for each in desk.mentions if each.entity_id == mention.entity_id)
    names = dict.fromkeys(name_in(each.text) for each in same if each.label == mention.label)
    others = [name for name in names if name.casefold() != mine.casefold()]
    return others or ([mention.entity] if mention.entity != mine else [])


def _offered(desk: MainScreen) -> "list[Offered]":
    """Find the names of the collection; runs on a thread."""
    from tui.screens.dialogs.name_picker import Offered

    return [
        Offered(Named(each.name, each.label), (each.name, *each.names), each.mentions)
        for each in desk.library.aliasing.entities(stopped_here())
    ]


ALIASES = (NameEntity(),)
