"""The watch-list, and what the analyst does with it."""

from collections.abc import Sequence

from annotations.acts import Acts, at_once
from annotations.models import Act
from annotations.store.watches import Name, Watches


class Watching(Acts):
    """The acts on the names that the analyst wants to see coming.

    An entity is watched by the name it had when it was put on the list, within its label; so it
    stays on the list whatever other names come to be known for it.
    """

    def watched(self) -> list[Name]:
        """Return label and name of all that is watched; may be called from any thread."""
        return Watches(self.store, self._scribe).names()

    @at_once
    def watch_name(self, label: str, name: str) -> Act | None:
        """Put a name on the watch-list."""
        return self._commit(f"watch {name}", Watches(self.store, self._scribe).new((label, name)))

    @at_once
    def unwatch_name(self, name: str, watched: Sequence[Name]) -> Act | None:
        """Take an entity off the watch-list.

        Args:
            name: What it is called now.
            watched: The names it is watched by.
        """
        gone = Watches(self.store, self._scribe).of(watched)
        return self._commit(f"watch {name} no more", [], gone)
