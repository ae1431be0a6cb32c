"""What two people have said of the same things, made one: the nouns for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternative:
    """What someone wrote in the place of an annotation's note.

    Attributes:
        note: The words.
        author: Who wrote them.
        modified: When, UTC.
    """

    note: str
    author: str
    modified: str


@dataclass(frozen=True, slots=True)
class MergeCounts:
    """What taking in a colleague's file does, or would do.

    Attributes:
        new: Annotations that are not here yet.
        changed: Annotations that come to say more, or something else.
        removed: Annotations that are removed there, and were not changed here since.
        same: Annotations that stay as they are here.
        elsewhere: How many of those in the file are on articles that are not here.
        conflicts: Notes that are kept as an alternative to another one.
        tags: Tags that are new.
        articles: Articles of which nothing was known here.
        other: Other records that change: tags, what is known of articles, who has read them, what
            is watched.
        decisions: Decisions on entities that are new or change.
    """

    new: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0
    elsewhere: int = 0
    conflicts: int = 0
    tags: int = 0
    articles: int = 0
    other: int = 0
    decisions: int = 0

    @property
    def brief(self) -> str:
        """What happens to annotations, in a few words."""
        removed = f", {self.removed:,} removed" if self.removed else ""
        return f"{self.new:,} new, {self.changed:,} changed{removed}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """All of it, for people."""
        more = (
            (
                self.elsewhere,
                "annotation is",
                "annotations are",
                "on articles not in this collection",
            ),
            (self.conflicts, "note is", "notes are", "kept beside a newer one"),
            (self.tags, "tag is", "tags are", "new in the codebook"),
            (self.articles, "article was", "articles were", "not annotated here before"),
            (self.other, "other record is", "other records are", "brought up to date"),
            (self.decisions, "decision", "decisions", "on entities taken in"),
        )
        return (
            f"Annotations: {self.brief}, {self.same:,} the same.",
            *(
                f"{number:,} {one if number == 1 else many} {what}."
                for number, one, many, what in more
                if number
            ),
        )
