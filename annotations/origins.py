"""How what is known of an article is known: the nouns for it."""

from enum import StrEnum


class TitleFrom(StrEnum):
    """How an article's title is known."""

    HEADLINE = "headline"
    SENTENCE = "sentence"
    NAME = "name"
    ANALYST = "analyst"


class KnownFrom(StrEnum):
    """How anything else is known: the source, who wrote it, from where, when, in which language."""

    TEXT = "text"
    METADATA = "metadata"
    ANALYST = "analyst"
