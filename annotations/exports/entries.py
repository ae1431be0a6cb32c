"""What an exporter is given: one annotation with all that a row about it may want to say."""

from dataclasses import dataclass

from annotations.models import Annotation, Tag
from annotations.origins import KnownFrom


@dataclass(frozen=True, slots=True)
class Entry:
    """One annotation, ready to be written down.

    Attributes:
        annotation: The annotation, placed in the text as it is now.
        title: The article's title.
        source: Its source; None if unknown.
        published: Its ISO date; None if unknown.
        published_from: How the date is known.
        entities: Canonical names of the entities inside the passage, in text order, each once.
        sentence: Number of the sentence the passage begins in, from 1; None for an article.
        paragraph: Number of the paragraph it begins in, from 1; None for an article.
    """

    annotation: Annotation
    title: str
    source: str | None = None
    published: str | None = None
    published_from: KnownFrom | None = None
    entities: tuple[str, ...] = ()
    sentence: int | None = None
    paragraph: int | None = None

    @property
    def tags(self) -> tuple[Tag | None, ...]:
        """The tags; a single None stands for a note without one."""
        return self.annotation.tags or (None,)

    @property
    def order(self) -> tuple[str, bool, int, int, str, str]:
        """Sort key: article, start, end, created, annotation; orphans after what has a place."""
        return self.annotation.path, *self.annotation.order
