"""Text fields in which no key overtakes another, however fast they come.

A key that a field does not take itself goes back to the app, behind letters that are on their way
to the field by then: of `abc`, `tab`, `d` typed in one burst, as a slow line delivers them, the
`d` would be there before the `tab` acts. These fields act on their keys where the letters are.
"""

from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, TextArea


class Field(Input):
    """One line of text; `backspace` is left to others while it is empty."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `backspace` alone if there is nothing to delete."""
        return bool(self.value) if action == "delete_left" else True

    async def on_key(self, event: Key) -> None:
        """Act on the key now if it is bound."""
        await _act(self, event)


class Area(TextArea):
    """Several lines of text."""

    async def on_key(self, event: Key) -> None:
        """Act on the key now if it is bound."""
        await _act(self, event)


async def _act(widget: Widget, event: Key) -> None:
    if not event.is_printable and await widget.app._check_bindings(event.key):
        event.stop()
        event.prevent_default()
