"""The watch-list: names that the analyst wants to see coming."""

from collections.abc import Iterable

from annotations.store.records import Record, Scribe
from annotations.store.store import Store

Name = tuple[str, str]
"""What entities are watched by: a label, and a name within it."""


class Watches:
    """Reads and makes the watch records of one store.

    Args:
        store: Where the records are.
        scribe: Signs new ones.
    """

    def __init__(self, store: Store, scribe: Scribe) -> None:
        """Work on the watch-list in `store`."""
        self._store = store
        self._scribe = scribe

    def names(self) -> list[Name]:
        """Return what is watched, in the order in which it was put there."""
        return list(dict.fromkeys(map(_name, self._store.of_kind("watch"))))

    def new(self, name: Name) -> list[Record]:
        """Make the record that puts a name on the list; nothing if it is there."""
        label, words = name
        return [] if name in self.names() else [self._scribe.new("watch", label=label, name=words)]

    def of(self, names: Iterable[Name]) -> list[str]:
        """Return the uids of the records that put names on the list."""
        wanted = set(names)
        return [each["uid"] for each in self._store.of_kind("watch") if _name(each) in wanted]


def _name(record: Record) -> Name:
    return record["label"], record["name"]
