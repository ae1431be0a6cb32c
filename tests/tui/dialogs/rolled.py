"""A roll of made-up names, on a screen that no library stands behind."""

from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from typing import Any, cast

from annotations.models import Article, Mention
from annotations.origins import TitleFrom
from annotations.roll import Roll
from annotations.subjects import Site, Subject
from tui.screens.rolling import Rolling

NAMES = ["Nobel", *(f"Name {number:02}" for number in range(1, 41)), "Monday"]
"""Forty-one names in the order of their mentions, and a day."""


def article(number: int, names: Sequence[str], **fields: Any) -> tuple[Article, list[Mention]]:
    """An article of one sentence about these names."""
    text = " [an] ".join(["They met", *names, "and left."])
    mentions = []
    for name in names:
        label = "DATE" if name == "Monday" else "PERSON"
        start = text.index(name)
        mentions.append(Mention(start, start + len(name), name, label))
    digest = sha256(text.encode()).hexdigest()
    fields = {"published": f"2021-07-{number + 1:02}", "source": "UPI [/b]"} | fields
    title = f"Title {number} [/red]"
    found = Article(f"{number}.txt", text, digest, title, TitleFrom.HEADLINE, **fields)
    return found, mentions


def make_roll() -> Roll:
    """All names in one article, Nobel in a second one."""
    return Roll([article(0, NAMES), article(1, ["Nobel"])])


ROLL = make_roll()


def sites_of(row: int) -> Sequence[Site]:
    """The mentions of the entity in a row of the table, from 0."""
    shown = [subject for subject in ROLL.subjects if not subject.is_figure]
    return ROLL.sites(shown[row].uid)


class Rolled(Rolling):
    """Keeps a watch-list of its own."""

    def __init__(self, roll: Roll = ROLL) -> None:
        super().__init__(cast("Any", None), lambda act: None)
        self.coming = roll
        self.uids: list[str] = []

    def load(self, is_over: Callable[[], bool]) -> Roll:
        self.roll = self.coming
        return self.roll

    def coverage(self) -> tuple[int, int]:
        return 2, 2

    def subjects(self) -> Sequence[Subject]:
        return self.coming.subjects

    def watched(self) -> Collection[str]:
        return self.uids

    def toggle(self, subject: Subject) -> str:
        self.uids.append(subject.uid)
        return f"watch {subject.name}"

    def undo(self) -> str:
        self.uids.pop()
        return "undone: watch"


async def exported(subjects: Sequence[Subject]) -> str:
    """Say how many entities were to be exported."""
    return f"exported {len(subjects)}"
