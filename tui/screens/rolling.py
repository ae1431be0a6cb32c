"""The roll of the collection as the main screen holds it: made when asked for, and made anew."""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotations.library import Library
from annotations.models import Act
from tui.widgets.subject_order import SubjectOrder

if TYPE_CHECKING:
    from annotations.roll import Roll
    from annotations.subjects import Subject


@contextmanager
def _left_alone() -> Iterator[None]:
    """Keep the collector of garbage from what is made: it has no cycles, and is very much."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@dataclass(slots=True)
class View:
    """How the entities were looked at last.

    Attributes:
        order: What they were ordered by.
        filter_text: What they were narrowed to.
        figures: Whether dates and numbers were shown.
        uid: Which of them the cursor was on.
    """

    order: SubjectOrder = SubjectOrder.MENTIONS
    filter_text: str = ""
    figures: bool = False
    uid: str = ""


@dataclass(slots=True)
class Rolling:
    """Makes the roll of a library, and knows what is watched on it.

    Attributes:
        library: The library.
        report: Shows what an act has changed.
        roll: The latest roll; None before the first.
        view: How it was looked at last.
    """

    library: Library
    report: Callable[[Act | None], None]
    roll: "Roll | None" = None
    view: View = field(default_factory=View)
    _made_of: tuple[object, ...] = ()

    def load(self, is_over: Callable[[], bool]) -> "Roll | None":
        """Make the roll of what is known now; slow with many articles, so on a thread.

        Args:
            is_over: Tells whether nobody waits for it any more.

        Returns:
            The roll; None if it is over.
        """
        from annotations.roll import Roll, known

        last = self.roll
        detected = []
        for each in known(self.library, last.articles if last else {}):
            if is_over():
                return None
            detected.append(each)
        made_of = (detected, self.library.aliasing.names)
        if last is None or made_of != self._made_of:
            with _left_alone():
                self.roll, self._made_of = Roll(*made_of), made_of
        return self.roll

    def coverage(self) -> tuple[int, int]:
        """Tell of how many articles the entities are on the roll, and how many there are."""
        known = len(self.roll.articles) if self.roll else 0
        return known, max(known, len(self.library.listed()))

    # The watch-list

    def subjects(self) -> "Sequence[Subject]":
        """Return the entities on the roll, and what is watched though it is mentioned no more."""
        listed = self.roll.subjects if self.roll else ()
        gone = [subject for _, subject in self._watched_by() if not subject.mentions]
        return [*listed, *gone]

    def watched(self) -> Collection[str]:
        """Return the identities of the entities that are watched."""
        return {subject.uid for _, subject in self._watched_by()}

    def toggle(self, subject: "Subject") -> str:
        """Put an entity on the watch-list, or take it off; return what was done."""
        names = [name for name, each in self._watched_by() if each.uid == subject.uid]
        if names:
            act = self.library.watching.unwatch(subject.name, names)
        else:
            act = self.library.watching.watch(subject.label, subject.name)
        self.report(act)
        return act.name if act else ""

    def undo(self) -> str:
        """Take the last step back; return what it was."""
        act = self.library.undo()
        self.report(act)
        return f"undone: {act.name}" if act else "There is nothing to undo."

    def _watched_by(self) -> "Iterable[tuple[tuple[str, str], Subject]]":
        """Go through the watch-list, each name with the entity that bears it."""
        from annotations.subjects import Subject

        for label, name in self.library.watching.names():
            bearing = self.roll.bearing(label, name) if self.roll else None
            nobody = Subject(f"{label} {name}", name, label, (), 0, 0, None, None)
            yield (label, name), bearing or nobody

    # What articles are sorted by

    def ranks(self) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """Count, by article, the mentions of what is watched, and the names that are new."""
        if self.roll is None:
            return {}, {}
        return self.roll.mentions_of(self.watched()), self.roll.new_names
