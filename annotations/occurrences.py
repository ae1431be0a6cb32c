"""Mentions in their sentences, with what is known of their articles: what decisions are made on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotations.models import Article, Mention, Passage
from annotations.passages import cut
from annotations.segments import sentence_at


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One mention where it stands.

    Attributes:
        sheet: Its article, without the text.
        mention: The mention.
        passage: Its words, as they can be found again.
        before: What stands before it in its sentence, on one line.
        after: What stands after it in its sentence, on one line.
    """

    sheet: Article
    mention: Mention
    passage: Passage
    before: str
    after: str

    @property
    def origin(self) -> str:
        """The article's source, date and title, as far as they are known."""
        known = (self.sheet.source, self.sheet.published, self.sheet.title)
        return " · ".join(part for part in known if part)


def occurrences_in(article: Article, mentions: Sequence[Mention]) -> list[Occurrence]:
    """Set mentions of an article in their sentences."""
    sheet = replace(article, text="", zones=())
    return [_occurrence(article, sheet, mention) for mention in mentions]


def _occurrence(article: Article, sheet: Article, mention: Mention) -> Occurrence:
    text = article.text
    start, end = sentence_at(text, mention.start)
    return Occurrence(
        sheet,
        mention,
        cut(text, article.text_sha256, mention.start, mention.end),
        " ".join(text[start : mention.start].split()) + _gap(text[: mention.start][-1:]),
        _gap(text[mention.end : mention.end + 1]) + " ".join(text[mention.end : end].split()),
    )


def _gap(sign: str) -> str:
    return " " if sign.isspace() else ""
