"""What the steps work on: an article's text, its boilerplate, and its words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from annotations.models import Zone

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


def split(name: str) -> list[str]:
    """Split a name into words as the words of a page are."""
    return _WORD.findall(name)


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits, or a single other sign.

    Attributes:
        start, end: Where it stands.
        text: The word as the model was given it.
    """

    start: int
    end: int
    text: str

    @property
    def is_name(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True)
class Page:
    """One article, as it is given to the steps.

    Attributes:
        text: The article's text; all offsets are in it.
        zones: Its boilerplate, ordered by start.
        readable: A copy of the same length, in which case and quotation marks are as the model
            expects them; the text itself if nothing else is given.
    """

    text: str
    zones: Sequence[Zone] = ()
    readable: str = field(default="")

    def __post_init__(self) -> None:
        if not self.readable:
            object.__setattr__(self, "readable", self.text)

    @cached_property
    def words(self) -> list[Word]:
        """The words of the readable copy, in order."""
        return [Word(m.start(), m.end(), m[0]) for m in _WORD.finditer(self.readable)]

    def joined(self, number: int) -> bool:
        """Whether nothing stands between a word and the one before it."""
        return number > 0 and self.words[number - 1].end == self.words[number].start

    def goes_on(self, end: int) -> bool:
        """Whether the line that ends at an offset is one of a paragraph set to a width."""
        return 60 <= end - (self.text.rfind("\n", 0, end) + 1) <= 100
