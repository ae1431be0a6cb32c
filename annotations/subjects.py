"""Those that the articles of a collection speak of, and where they do: the nouns for it."""

from dataclasses import dataclass

from annotations.models import Article, Mention

FIGURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
"""The labels of dates and numbers, which name nobody."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One of those that the articles of a collection speak of: an entity as a whole.

    Attributes:
        uid: Its identity.
        name: The canonical name.
        label: Its label.
        others: The other ways it is written, the most frequent first.
        mentions: How many mentions it has outside boilerplate.
        articles: In how many articles these are.
        first, last: When the first and the last of them that have a date were published; None
            where none has one.
    """

    uid: str
    name: str
    label: str
    others: tuple[str, ...]
    mentions: int
    articles: int
    first: str | None
    last: str | None

    @property
    def is_figure(self) -> bool:
        """Whether it is a date or a number."""
        return self.label in FIGURES


@dataclass(frozen=True, slots=True)
class Site:
    """Where an entity is mentioned.

    Attributes:
        article: The article.
        mention: The mention.
        start, end: The sentence it stands in.
        number: Which sentence of the collection that is.
    """

    article: Article
    mention: Mention
    start: int
    end: int
    number: int

    @property
    def sentence(self) -> tuple[str, str, str]:
        """The sentence on one line: what is before the mention, the mention, and the rest."""
        text, mention = self.article.text, self.mention
        until = min(mention.end, self.end)
        parts = (
            text[self.start : mention.start],
            text[mention.start : until],
            text[until : self.end],
        )
        before, words, after = (" ".join(f"|{part}|".split())[1:-1] for part in parts)
        return before.lstrip(), words, after.rstrip()
