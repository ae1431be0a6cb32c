"""The decisions on names: which are one, which never are, what an entity is called."""

from contextlib import suppress
from operator import attrgetter

from annotations.decisions import Alias, Named, Relation
from annotations.store.records import Record, Scribe, timestamp
from annotations.store.store import Store


class Aliases:
    """Reads and makes the alias records of one store.

    Args:
        store: Where the records are.
        scribe: Signs new ones.
    """

    def __init__(self, store: Store, scribe: Scribe) -> None:
        """Work on the decisions on names in `store`."""
        self._store = store
        self._scribe = scribe

    def all(self) -> list[Alias]:
        """Return all of them, the latest last."""
        found = map(_alias, self._store.of_kind("alias"))
        return sorted((each for each in found if each), key=attrgetter("decided", "uid"))

    def new(self, relation: Relation, one: Named, other: Named) -> Record:
        """Make a record that says something of two names."""
        return self._scribe.new(
            "alias",
            relation=str(relation),
            text=one.text,
            label=one.label,
            other_text=other.text,
            other_label=other.label,
            decided=timestamp(self._scribe.clock()),
        )


def _alias(record: Record) -> Alias | None:
    """Build the model of a decision on names; None if it is one of a later version."""
    with suppress(ValueError):
        return Alias(
            uid=record["uid"],
            relation=Relation(record["relation"]),
            one=Named(record["text"], record["label"]),
            other=Named(record["other_text"], record["other_label"]),
            author=record["modified_by"],
            decided=record["decided"],
        )
    return None
