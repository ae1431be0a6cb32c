"""Mentions in their sentences, with what is known of their articles: what decisions are made on."""

from dataclasses import dataclass

from annotations.models import Article, Mention, Passage


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
