"""Names that are one: a union-find that keeps why, and refuses what must stay apart."""

from collections import deque
from collections.abc import Iterable

Name = tuple[str, str]
"""A label and a folded name: `("GPE", "georgia")` is not `("PERSON", "georgia")`."""


class Forest:
    """Sets of names, each held together by links with their reasons.

    Args:
        apart: Pairs of names that never become one.
    """

    def __init__(self, apart: Iterable[tuple[Name, Name]] = ()) -> None:
        self._parent: dict[Name, Name] = {}
        self._links: dict[Name, list[tuple[Name, str]]] = {}
        self._apart = list(apart)

    def root(self, name: Name) -> Name:
        """Return the name that stands for all that are one with `name`."""
        parent = self._parent
        while (up := parent.get(name, name)) != name:
            parent[name] = parent.get(up, up)
            name = up
        return name

    def link(self, one: Name, other: Name, reason: str) -> bool:
        """Make two names one.

        Args:
            one: A name.
            other: Another.
            reason: Why, for people.

        Returns:
            Whether they are one now; they may have been before.
        """
        roots = self.root(one), self.root(other)
        if roots[0] == roots[1]:
            return True
        if not self.may_be_one(one, other):
            return False
        self._parent[roots[1]] = roots[0]
        self._links.setdefault(one, []).append((other, reason))
        self._links.setdefault(other, []).append((one, reason))
        return True

    def may_be_one(self, one: Name, other: Name) -> bool:
        """Tell whether nothing keeps two names apart."""
        if not self._apart:
            return True
        roots = {self.root(one), self.root(other)}
        return not any({self.root(a), self.root(b)} == roots for a, b in self._apart)

    def reasons(self, one: Name, other: Name) -> list[str]:
        """Tell why two names are one: the reasons of the links between them."""
        came: dict[Name, tuple[Name, str] | None] = {one: None}
        waiting = deque([one])
        while waiting and other not in came:
            name = waiting.popleft()
            for neighbour, reason in self._links.get(name, ()):
                if neighbour not in came:
                    came[neighbour] = (name, reason)
                    waiting.append(neighbour)
        found: list[str] = []
        step = came.get(other)
        while step:
            found.append(step[1])
            step = came[step[0]]
        return list(dict.fromkeys(reversed(found)))
