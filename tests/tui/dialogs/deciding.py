"""Passages of an edited article, and decisions on them that only this test knows of."""

from annotations.models import Annotation, Placed, Tag
from annotations.passages import cut
from annotations.standing import to_review

OLD = "Russia closed the border. Grain waits for trucks [an] [/red]. Nobody knows why."
NEW = "Today Russia closed the border. Grain waits for lorries [an] [/red]."
TAG = Tag("t1", "security/border", "#50a0ff")


def mark(uid: str, words: str, now: str) -> Annotation:
    """An annotation of words of the old text that are, or have become, others in the new one."""
    start = OLD.index(words)
    passage = cut(OLD, "old", start, start + len(words))
    at = NEW.find(now) if now else None
    placed = Placed.ORPHANED if at is None else Placed.EXACT if now == words else Placed.ALTERED
    end = None if at is None else at + len(now)
    return Annotation(uid, "1.txt", passage, (TAG,), "why?", placed=placed, start=at, end=end)


MARKS = (
    mark("moved", "Russia closed the border.", "Russia closed the border."),
    mark("altered", "Grain waits for trucks [an] [/red].", "Grain waits for lorries [an] [/red]."),
    mark("orphan", "Nobody knows why.", ""),
)


class Deciding:
    """Keeps what was decided, and what was looked at."""

    text = NEW

    def __init__(self, marks: tuple[Annotation, ...] = MARKS) -> None:
        self.states = [marks]
        self.looked_at: list[str] = []

    def undecided(self) -> list[Annotation]:
        return to_review(self.states[-1])

    def look_at(self, mark: Annotation) -> None:
        self.looked_at.append(mark.uid)

    def accept(self, *marks: Annotation) -> bool:
        return self._without(*marks)

    def drop(self, mark: Annotation) -> bool:
        return self._without(mark)

    def undo(self) -> None:
        self.states.pop()

    def _without(self, *marks: Annotation) -> bool:
        self.states.append(tuple(mark for mark in self.states[-1] if mark not in marks))
        return True
