"""An article's lines, as its metadata and its boilerplate are told by them.

Only the beginning of each line is looked at, so that a line of megabytes costs nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from annotations.segments import paragraphs

_SEEN = 300  # code points of a line that are looked at
_AT_EITHER_END = 1_000  # lines; what a page adds to its article stands near its ends
_HEAD = 12  # lines among which a headline can be
_STOP = re.compile(r"""[.!?…。！？]["'”’»)\]]*$""")
_DECORATION = " \t*#>_`~=-–—•|·:»›"


@dataclass(frozen=True)
class Line:
    """A paragraph of an article.

    Attributes:
        start: First code point.
        end: One past the last code point.
        text: Its beginning, white space collapsed.
    """

    start: int
    end: int
    text: str

    @cached_property
    def key(self) -> str:
        """The words alone, without decoration and case, to compare lines by."""
        return self.text.strip(_DECORATION).casefold()

    @cached_property
    def words(self) -> list[str]:
        """What is between white space."""
        return self.text.split()

    @cached_property
    def stops(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.end - self.start <= _SEEN and bool(_STOP.search(self.text))

    @cached_property
    def is_prose(self) -> bool:
        """Whether it is running text: long, or a sentence of some words."""
        return self.end - self.start > 200 or (self.stops and len(self.words) >= 7)

    @cached_property
    def is_crumbs(self) -> bool:
        """Whether it is a path of sections or a row of tags: `Asia | Diplomacy | Security`."""
        parts = re.split(r"\s[|»›>·•]\s", self.text)
        return len(parts) >= 3 and all(0 < len(part.split()) <= 4 for part in parts)


def lines_of(text: str, start: int = 0) -> list[Line]:
    """The paragraphs of a text from an offset on; in an endless text, its first and its last."""
    spans = list(paragraphs(text, start))
    if len(spans) > 2 * _AT_EITHER_END:
        spans[_AT_EITHER_END:-_AT_EITHER_END] = []
    return [
        Line(low, high, " ".join(text[low : min(high, low + _SEEN)].split())) for low, high in spans
    ]


def head(lines: Sequence[Line]) -> list[Line]:
    """The lines before the running text begins."""
    found = []
    for line in lines[:_HEAD]:
        if line.is_prose and not line.key.endswith("?"):
            break
        found.append(line)
    return found
