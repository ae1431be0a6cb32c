"""What a format makes of a file, before it is an article."""

from dataclasses import dataclass

from annotations.articles.headline import headline
from annotations.articles.lines import lines_of
from annotations.articles.metadata import Metadata, metadata
from annotations.articles.zones import zones
from annotations.models import Zone


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format found in a file; the fields are those of `Article`.

    Attributes:
        text: What all offsets count in; made safe by `clean`.
        encoding: What the file was decoded with.
        notices: What the analyst should know of how it was read.
        metadata: What the file says of the article.
        zones: Boilerplate.
    """

    text: str
    encoding: str
    notices: tuple[str, ...]
    metadata: Metadata
    zones: tuple[Zone, ...]


def interpret(text: str, start: int = 0) -> tuple[Metadata, tuple[Zone, ...]]:
    """Tell metadata and boilerplate by the lines of a text.

    Args:
        text: The article's text.
        start: Where the article begins in it.

    Returns:
        What the text says of itself, and what in it is not article.
    """
    lines = lines_of(text, start)
    title = headline(lines)
    found = zones(text, lines, title)
    return metadata(text, lines, title, found), found
