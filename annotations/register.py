"""The register of a collection: every mention with the entity it means, and what is asked of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotations.entities.aliases import NO_DECISIONS, Decisions, Document, Entity, group
from annotations.entities.dates import resolve_dates
from annotations.entities.steps import told
from annotations.models import Article, Mention
from annotations.segments import sentence_at


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which mentions are asked for; what is None narrows nothing.

    Attributes:
        entity: A name of the entity, any of those it bears.
        label: Its label, in any case.
        since, until: ISO dates between which the article was published, both included.
        boilerplate: Whether those in boilerplate are asked for too.
    """

    entity: str | None = None
    label: str | None = None
    since: str | None = None
    until: str | None = None
    boilerplate: bool = False

    @property
    def narrows(self) -> bool:
        """Whether it asks for some of the entities or articles."""
        return any((self.entity, self.label, self.since, self.until))

    @property
    def dated(self) -> bool:
        """Whether it asks for a date of publication."""
        return bool(self.since or self.until)

    def covers(self, published: str) -> bool:
        """Whether an article of that day is asked for."""
        return (self.since or published) <= published <= (self.until or published)


@dataclass(frozen=True, slots=True)
class Line:
    """One mention in the register.

    Attributes:
        article: Where it stands.
        number: Which of the article's mentions it is.
        mention: The mention, with the name and identity of its entity.
        value: What it means if it is a date, as `annotations.entities.dates` writes it; else empty.
    """

    article: Article
    number: int
    mention: Mention
    value: str

    @property
    def steps(self) -> str:
        """Which steps made the mention what it is, and why."""
        return told(self.mention, self.article.text)

    @property
    def sentence(self) -> str:
        """The sentence it stands in, on one line."""
        start, end = sentence_at(self.article.text, self.mention.start)
        return " ".join(self.article.text[start:end].split())


class Register:
    """The mentions of a collection, grouped into entities.

    Args:
        detected: Every article with what was detected in it.
        decisions: What the analyst said of names.
    """

    def __init__(
        self,
        detected: Iterable[tuple[Article, Sequence[Mention]]],
        decisions: Decisions = NO_DECISIONS,
    ) -> None:
        self._articles = {article.path: (article, mentions) for article, mentions in detected}
        documents = [
            Document(path, article.text, mentions)
            for path, (article, mentions) in self._articles.items()
        ]
        self._grouping = group(documents, decisions)

    @property
    def entities(self) -> Mapping[str, Entity]:
        """All entities, by their identity."""
        return self._grouping.entities

    def mentions(self, article: Article) -> tuple[Mention, ...]:
        """Return the mentions in an article, each with its entity."""
        return self._grouping.named(article.path) if article.path in self._articles else ()

    def bearing(self, name: str) -> list[Entity]:
        """Return the entities that bear a name."""
        return self._grouping.search(name)

    def reason(self, line: Line) -> str:
        """Tell why a mention means an entity of another name; empty if it has no other."""
        return self._grouping.reason(line.article.path, line.number)

    def lines(self, wanted: Wanted) -> Iterator[Line]:
        """Go through the mentions that are asked for, in order."""
        for line in self._all(wanted):
            if _is_dated(line, wanted) and (wanted.boilerplate or not line.mention.boilerplate):
                yield line

    def left_out(self, wanted: Wanted) -> tuple[int, int]:
        """Count what would be listed but for something else.

        Returns:
            How many mentions are left out because their article has no date, and how many
            because they stand in boilerplate.
        """
        undated = boilerplate = 0
        for line in self._all(wanted):
            if line.mention.boilerplate and not wanted.boilerplate:
                boilerplate += _is_dated(line, wanted)
            elif wanted.dated and not line.article.published:
                undated += 1
        return undated, boilerplate

    def _all(self, wanted: Wanted) -> Iterator[Line]:
        """Go through the mentions of the entity and label that are asked for."""
        uids = {entity.uid for entity in self.bearing(wanted.entity)} if wanted.entity else None
        label = wanted.label.upper() if wanted.label else None
        for article, _ in self._articles.values():
            mentions = self._grouping.named(article.path)
            values = resolve_dates(article, mentions)
            for number, (mention, value) in enumerate(zip(mentions, values, strict=True)):
                if (uids is None or mention.entity_id in uids) and label in (
                    None,
                    mention.label.upper(),
                ):
                    yield Line(article, number, mention, value)


def _is_dated(line: Line, wanted: Wanted) -> bool:
    published = line.article.published
    return not wanted.dated or (published is not None and wanted.covers(published))
