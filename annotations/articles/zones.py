"""Boilerplate: the lines of an article's text that are not article.

Better a line too few than one too many: what is marked is dimmed, and yields no entities. A rule
takes the page and yields lines by their number with a kind; `_RULES` is the order they go in, and
the first kind that a line gets stands.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from annotations.articles.furniture import furniture, heads_a_list
from annotations.articles.headline import MOST_COPIES
from annotations.articles.lines import Line
from annotations.articles.stamps import byline, is_stamp
from annotations.models import Zone

_TEASER = 300  # code points that the teaser of another article may have
_VOCABULARY = 200_000  # code points in which a stray headline's words are looked for
_TOP = 10  # lines among which the headline, the byline and the date are
_WORD = re.compile(r"[^\W\d_]{3,}")
_OF_AUTHOR = re.compile(r" (?:is|was|teaches|writes|reports|covers|works|serves|lives)\b")


@dataclass
class _Page:
    text: str
    lines: Sequence[Line]
    title: Line | None
    kinds: dict[int, str] = field(default_factory=dict)

    def is_body(self, index: int) -> bool:
        """Whether a line is running text of the article."""
        return index not in self.kinds and self.lines[index].is_prose

    def stands_alone(self, index: int) -> bool:
        """Whether there are blank lines around a line."""
        line = self.lines[index]
        above = self.text[self.lines[index - 1].end : line.start] if index else "\n\n"
        last = index + 1 == len(self.lines)
        below = "\n\n" if last else self.text[line.end : self.lines[index + 1].start]
        return above.count("\n") > 1 and below.count("\n") > 1


def zones(text: str, lines: Sequence[Line], title: Line | None) -> tuple[Zone, ...]:
    """Find the boilerplate of an article.

    Args:
        text: The article's text.
        lines: Its lines.
        title: The one that is its headline.

    Returns:
        Whole lines, in order, not overlapping.
    """
    page = _Page(text, lines, title)
    for rule in _RULES:
        for index, kind in rule(page):
            if lines[index] is not title:
                page.kinds.setdefault(index, kind)
    return tuple(Zone(lines[i].start, lines[i].end, page.kinds[i]) for i in sorted(page.kinds))


_Found = Iterator[tuple[int, str]]


def _by_words(page: _Page) -> _Found:
    """Lines whose words say what they are."""
    for index, line in enumerate(page.lines):
        if kind := furniture(line):
            yield index, kind


def _repeated_title(page: _Page) -> _Found:
    """Every copy of the headline but the headline."""
    if page.title is None or len(page.title.words) < 2:
        return
    copies = [index for index, line in enumerate(page.lines) if line.key == page.title.key]
    if len(copies) <= MOST_COPIES:
        for index in copies:
            yield index, "repeated"


def _crumbs(page: _Page) -> _Found:
    """Paths of sections and rows of tags; two in a row are a table."""
    previous = -2
    for index, line in enumerate(page.lines):
        if line.is_crumbs:
            below = index + 1 < len(page.lines) and page.lines[index + 1].is_crumbs
            if not below and previous != index - 1:
                yield index, "breadcrumb"
            previous = index


def _before_title(page: _Page) -> _Found:
    """What stands over the headline: the names of the site and its sections."""
    for index, line in enumerate(page.lines):
        if page.title is None or line is page.title:
            break
        yield index, "section"


def _lists(page: _Page) -> _Found:
    """Headlines and teasers under a heading such as `Related Articles`."""
    for index, heading in enumerate(page.lines):
        if not heads_a_list(heading) or page.kinds.get(index) != "related":
            continue
        rest = range(index + 1, len(page.lines))
        at_end = not any(_is_long_prose(page.lines[other]) for other in rest)
        for other in rest:
            if page.is_body(other) and not at_end:
                break
            yield other, "related"


def _is_long_prose(line: Line) -> bool:
    return line.end - line.start > _TEASER or (
        line.end - line.start > 200 and not line.text.endswith("…")
    )


def _tail(page: _Page) -> _Found:
    """What stands among furniture under the end of the article."""
    last_body = max((i for i in range(len(page.lines)) if page.is_body(i)), default=-1)
    below_furniture = False
    for index in range(last_body + 1, len(page.lines)):
        below_furniture |= index in page.kinds and page.lines[index] is not page.title
        if below_furniture and last_body >= 0:
            yield index, "ui"


def _stamps(page: _Page) -> _Found:
    """Lines near the headline that give a date and no more; over a place they are a dateline."""
    for index, line in enumerate(page.lines[:_TOP]):
        below = page.lines[index + 1] if index + 1 < len(page.lines) else None
        is_over_place = below is not None and "," in below.text and len(below.words) <= 5
        if page.title is not None and is_stamp(line.text) and not is_over_place:
            yield index, "timestamp"


def _author(page: _Page) -> _Found:
    """What is said of the author under the article, as in `Anna Ray teaches in Mona`."""
    names = {name for line in page.lines[:_TOP] if (name := byline(line.text))}
    for index in range(max(_TOP, len(page.lines) // 2), len(page.lines)):
        line = page.lines[index]
        name = next((name for name in names if line.text.startswith(f"{name} ")), None)
        if name and line.end - line.start < _TEASER and _OF_AUTHOR.match(line.text, len(name)):
            yield index, "author"


def _strays(page: _Page) -> _Found:
    """Headlines of other articles between the paragraphs of this one.

    A subhead speaks of what the article speaks of; such a link names what it never mentions.
    """
    stems: dict[str, int] | None = None
    for index in range(1, len(page.lines)):
        if not _is_like_stray(page, index):
            continue
        if stems is None:
            stems = _stems(page.text[:_VOCABULARY])
        words = [word for word in _WORD.findall(page.lines[index].text) if len(word) > 3]
        fresh = [word for word in words if stems.get(_stem(word), 0) < 2]
        names = any(word.isupper() or (word[0].isupper() and n > 0) for n, word in enumerate(fresh))
        if len(words) > 3 and len(fresh) * 3 >= len(words) * 2 and names:
            yield index, "related"


def _is_like_stray(page: _Page, index: int) -> bool:
    """Whether a line between paragraphs is written as a headline in small letters."""
    line = page.lines[index]
    if index in page.kinds or line.stops or not 6 <= len(line.words) <= 20:
        return False
    if not (line.text[0].isupper() and line.text[-1].isalnum() and page.stands_alone(index)):
        return False
    next_is_text = (
        index + 1 == len(page.lines) or index + 1 in page.kinds or page.is_body(index + 1)
    )
    small = sum(word[0].islower() for word in line.words if len(word) > 3)
    large = sum(word[0].isupper() for word in line.words if len(word) > 3)
    return small >= 2 and small * 2 >= large and page.is_body(index - 1) and next_is_text


def _stems(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in _WORD.findall(text):
        counts[_stem(word)] = counts.get(_stem(word), 0) + 1
    return counts


def _stem(word: str) -> str:
    return word.casefold()[:5]


_RULES: tuple[Callable[[_Page], _Found], ...] = (
    _repeated_title,
    _by_words,
    _crumbs,
    _before_title,
    _stamps,
    _author,
    _lists,
    _tail,
    _strays,
)
