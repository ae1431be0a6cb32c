"""An article under the hands of an editor, and what truly became of a passage of it.

Each code point remembers where it stood before the first edit, so what became of the passage is
known by construction, and not by looking for it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from annotations.models import CONTEXT

WORD = re.compile(r"\w+")
_NEW = -1
_BLOCK = re.compile(r"\S(?:(?!\n\s*\n)[\s\S])*\S|\S")
_LINE = re.compile(r"\S.*\S|\S")

Span = tuple[int, int]


class Fate(StrEnum):
    """What became of a passage.

    Attributes:
        UNTOUCHED: Its quote stands there as it was.
        ALTERED: All that was quoted stands there, but for typos, white space and few other words.
        DAMAGED: Something is left of it, but less than that.
        GONE: Nothing is left of it.
        UNDECIDABLE: Nobody can tell from the passage and the new text: another copy of the quote
            stands among the same words, or the passage was torn into two.
    """

    UNTOUCHED = "untouched"
    ALTERED = "altered"
    DAMAGED = "damaged"
    GONE = "gone"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True)
class Truth:
    """What became of a passage, and where it is.

    Attributes:
        fate: What became of it.
        starts: The first and the last place where a right span may start.
        ends: The first and the last place where it may end.
    """

    fate: Fate
    starts: Span = (0, 0)
    ends: Span = (0, 0)

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a span covers just what is left of the passage."""
        starts = self.starts[0] <= start <= self.starts[1]
        return starts and self.ends[0] <= end <= self.ends[1] and start < end


def paragraphs(text: str) -> list[Span]:
    """The spans of a text's paragraphs: between blank lines, or the lines where none is blank."""
    pattern = _BLOCK if "\n\n" in text else _LINE
    return [match.span() for match in pattern.finditer(text)]


class Edited:
    """A text that is edited, and a passage of it that is kept in sight.

    Args:
        text: The text before the first edit.
        start: First code point of the passage.
        end: One past its last code point.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.original, self.start, self.end = text, start, end
        self.quote = text[start:end]
        self.text = text
        self._origins = list(range(len(text)))

    def replace(self, start: int, end: int, new: str) -> None:
        """Put new text in the place of a stretch, which may be empty."""
        self._splice(start, end, new, [_NEW] * len(new))

    def retype(self, start: int, new: str) -> None:
        """Type over as many code points: each new one stands for the one it replaced."""
        self._splice(start, start + len(new), new, self._origins[start : start + len(new)])

    def swap(self, start: int) -> None:
        """Swap a code point and the one after it."""
        pair = slice(start, start + 2)
        self._splice(start, start + 2, self.text[pair][::-1], self._origins[pair][::-1])

    def move(self, start: int, end: int, to: int) -> None:
        """Move a stretch to a place outside it."""
        text, origins = self.text[start:end], self._origins[start:end]
        self._splice(start, end, "", [])
        to -= end - start if to >= end else 0
        self._splice(to, to, text, origins)

    def _splice(self, start: int, end: int, text: str, origins: list[int]) -> None:
        self.text = self.text[:start] + text + self.text[end:]
        self._origins[start:end] = origins

    def span(self) -> Span | None:
        """From the first to the last code point that is left of the passage, or stands for one."""
        left = [at for at, origin in enumerate(self._origins) if self.start <= origin < self.end]
        return (left[0], left[-1] + 1) if left else None

    def truth(self) -> Truth:
        """Tell what became of the passage, and where it is."""
        span = self.span()
        if self._has_twin(span):
            return Truth(Fate.UNDECIDABLE)
        kept = self._kept()
        if span is None or not kept:
            return Truth(Fate.GONE)
        inside = self._origins[span[0] : span[1]]
        if any(origin != _NEW and not self.start <= origin < self.end for origin in inside):
            return Truth(Fate.UNDECIDABLE)
        starts, ends = self._edges(*span)
        if self.text[span[0] : span[1]] == self.quote:
            fate = Fate.UNTOUCHED
        else:
            fate = Fate.ALTERED if self._stands(kept, inside.count(_NEW)) else Fate.DAMAGED
        return Truth(fate, starts, ends)

    def _kept(self) -> set[int]:
        """Where the letters and digits stood that are left of the quote as they were."""
        return {
            origin
            for origin, character in zip(self._origins, self.text, strict=True)
            if self.start <= origin < self.end
            and character.isalnum()
            and character == self.original[origin]
        }

    def _stands(self, kept: set[int], new: int) -> bool:
        """Whether four fifths of the words stand, and not too much was put between them.

        A word stands if it lost at most one letter in three.
        """
        words = [
            range(*match.span()) for match in WORD.finditer(self.original, self.start, self.end)
        ]
        standing = sum(3 * sum(at not in kept for at in word) <= len(word) for word in words)
        return 5 * standing >= 4 * len(words) and 3 * new <= len(self.quote)

    def _edges(self, start: int, end: int) -> tuple[Span, Span]:
        """Where a span may start and end that covers what is left from start to end.

        What was put in right at an edge, in its line, may belong to either side; so may what
        stands between words where the quote's own first or last code point is gone.
        """
        first = last = 0
        for before in range(1, start + 1):
            if not self._loose(start - before):
                break
            first = before if self._origins[start - before] == _NEW else first
        for after in range(len(self.text) - end):
            if not self._loose(end + after):
                break
            last = after + 1 if self._origins[end + after] == _NEW else last
        inner = self.text[start:end]
        left = right = 0
        if self._origins[start] != self.start:
            left = next(at for at, character in enumerate(inner) if character.isalnum())
        if self._origins[end - 1] != self.end - 1:
            right = next(at for at, character in enumerate(inner[::-1]) if character.isalnum())
        return (start - first, start + left), (end - right, end + last)

    def _loose(self, at: int) -> bool:
        return self.text[at] != "\n" and (self._origins[at] == _NEW or self.text[at].isspace())

    def _has_twin(self, own: Span | None) -> bool:
        """Whether another copy of the quote stands where it could as well be the passage's own.

        All of its paragraph that the context reaches is the same, as if it had been moved there,
        and the passage itself, if it is left, is not more surely where it was.
        """
        copies = [match.span() for match in re.finditer(re.escape(self.quote), self.text)]
        others = [copy for copy in copies if not own or copy[1] <= own[0] or copy[0] >= own[1]]
        best = max((self._likeness(*copy) for copy in others), default=0)
        return best > 0 and best >= (self._likeness(*own) if own else 0)

    def _likeness(self, start: int, end: int) -> int:
        """How the words around a span are the passage's: 2 all, 1 those of its paragraph, 0 not."""
        before = self.original[max(0, self.start - CONTEXT) : self.start]
        after = self.original[self.end : self.end + CONTEXT]
        near = self.text[:start][-2 * CONTEXT :], self.text[end : end + 2 * CONTEXT]
        gaps = _gap(self.original), _gap(self.text)
        return min(_alike(before, near[0], *gaps), _alike(after[::-1], near[1][::-1], *gaps))


def _gap(text: str) -> re.Pattern[str]:
    return re.compile(r"\n\s*\n" if "\n\n" in text else r"\n")


def _alike(old: str, new: str, old_gap: re.Pattern[str], new_gap: re.Pattern[str]) -> int:
    """Whether two texts end alike: 2 the old one's whole length, 1 its last paragraph, 0 not."""
    if _letters(new).endswith(_letters(old)):
        return 2
    paragraph = _letters(old_gap.split(old)[-1])
    return int(bool(old_gap.search(old)) and _letters(new_gap.split(new)[-1]) == paragraph)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
