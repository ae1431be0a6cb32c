"""The watch-list, and what the analyst does with it."""

from collections.abc import Sequence

from annotations.ledger import Ledger, at_once
from annotations.models import Act
from annotations.store.watches import Name, Watches


class Watching:
    """The names that the analyst wants to see coming.

    An entity is watched by the name it had when it was put on the list, within its label; so it
    stays on the list whatever other names come to be known for it.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Watch what is on the list."""
        self._ledger = ledger
        self._watches = Watches(ledger.store, ledger.scribe)

    def names(self) -> list[Name]:
        """Return label and name of all that is watched; may be called from any thread."""
        return self._watches.names()

    @at_once
    def watch(self, label: str, name: str) -> Act | None:
        """Put a name on the watch-list."""
        return self._ledger.commit(f"watch {name}", self._watches.new((label, name)))

    @at_once
    def unwatch(self, name: str, watched: Sequence[Name]) -> Act | None:
        """Take an entity off the watch-list.

        Args:
            name: What it is called now.
            watched: The names it is watched by.
        """
        return self._ledger.commit(f"watch {name} no more", [], self._watches.of(watched))
