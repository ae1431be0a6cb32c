"""Plain text: the article is the file."""

from annotations.articles.cleaning import decode
from annotations.articles.reading import Reading, interpret


def parse(data: bytes) -> Reading:
    """Read a file of plain text."""
    text, encoding, notices = decode(data)
    metadata, zones = interpret(text)
    return Reading(text, encoding, notices, metadata, zones)
