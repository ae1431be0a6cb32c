"""What the analyst decided of the entities that were found, and of their names: the nouns."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What was decided of a mention."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RELABELLED = "relabelled"
    MOVED = "ends changed"
    ADDED = "added"
    LEFT = "left as found"


class Scope(StrEnum):
    """Of which mentions it was decided; a narrower scope beats a wider one."""

    MENTION = "this mention"
    ARTICLE = "this article"
    COLLECTION = "the whole collection"


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing the analyst decided of an entity, which holds whatever is detected.

    Attributes:
        uid: Its identity.
        verdict: What was decided.
        scope: Of which mentions.
        path: The article; empty if it holds for the whole collection.
        text: The words as they were found, white space as one space.
        label: The label they were found with; empty if they were not found.
        becomes: The label they get; empty if that stays.
        words: The words that are the entity now: other ones than `text` if ends were changed.
        any_label: Whether it holds for these words with whatever label they are found; of one
            mention it always does.
        author: Who decided it.
        decided: When, UTC; of two of the same scope the later one counts.
        start, end: Where its mention stands in the text as it is now; None if it is of several.
        orphaned: Whether its words are not where they were any more.
    """

    uid: str
    verdict: Verdict
    scope: Scope
    path: str
    text: str
    label: str = ""
    becomes: str = ""
    words: str = ""
    any_label: bool = False
    author: str = ""
    decided: str = ""
    start: int | None = None
    end: int | None = None
    orphaned: bool = False

    @property
    def label_now(self) -> str:
        """The label that its mentions have, unless they are rejected."""
        return self.becomes or self.label

    @property
    def sentence(self) -> str:
        """What was decided, by whom, when and of what, for people."""
        changes = {
            Verdict.RELABELLED: f"{self.label and f' from {self.label}'} to {self.becomes}",
            Verdict.MOVED: f" from “{self.text}” to “{self.words}”",
            Verdict.ADDED: f" as {self.becomes}",
        }
        where = "" if self.scope is Scope.MENTION else f", in {self.scope}"
        day = self.decided[:10]
        return f"{self.verdict}{changes.get(self.verdict, '')}, by {self.author} on {day}{where}"


def name_in(words: str) -> str:
    """Return words of a text as decisions compare them: white space as one space."""
    return " ".join(words.split())


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is to be decided of every mention of some words.

    Attributes:
        verdict: What is decided.
        text: The words as they were found, white space as one space.
        label: The label they were found with; empty if they were not found.
        becomes: The label they get; empty if that stays.
        words: The words that are to be the entity: other ones than `text` if ends are changed.
    """

    verdict: Verdict
    text: str
    label: str = ""
    becomes: str = ""
    words: str = ""

    @property
    def deed(self) -> str:
        """What it does, as a verb in the imperative with its objects, but for the words."""
        return {
            Verdict.RELABELLED: f"relabel {self.becomes}",
            Verdict.ADDED: f"add as {self.becomes}",
            Verdict.MOVED: "change the ends of",
        }.get(self.verdict, _DEEDS.get(self.verdict, ""))


_DEEDS = {
    Verdict.ACCEPTED: "accept",
    Verdict.REJECTED: "reject",
    Verdict.LEFT: "leave as found",
}

LONGEST_LABEL = 40
"""Code points of a label that the analyst makes."""


def label_in(words: str) -> str:
    """Return a label as labels are written: in capitals, white space as `_`; empty for none."""
    return "_".join(words.upper().split())[:LONGEST_LABEL]


class Relation(StrEnum):
    """What was decided of names."""

    MERGED = "merged"
    APART = "kept apart"
    CALLED = "renamed"


@dataclass(frozen=True, slots=True)
class Named:
    """A name, as something of one label.

    Attributes:
        text: The words, white space as one space.
        label: The label.
    """

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Alias:
    """One thing the analyst decided of names.

    Attributes:
        uid: Its identity.
        relation: What was decided.
        one: The name.
        other: The name it is merged with, or kept apart from; what it is called.
        author: Who decided it.
        decided: When, UTC.
        overruled: Whether another decision keeps it from having effect.
    """

    uid: str
    relation: Relation
    one: Named
    other: Named
    author: str = ""
    decided: str = ""
    overruled: bool = False

    @property
    def sentence(self) -> str:
        """What was decided, for people."""
        between = {
            Relation.MERGED: "is",
            Relation.APART: "is never",
            Relation.CALLED: "is called",
        }[self.relation]
        return f"“{self.one.text}” {between} “{self.other.text}”"
