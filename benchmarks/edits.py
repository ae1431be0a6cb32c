"""What editors do to an article, one edit at a time.

Each edit takes the text, the source of its choices and paragraphs of another article, and tells
whether it could be made: there is no typing error in a word of two letters that would not make
another word of it.
"""

import random
import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches

from annotations.models import CONTEXT
from annotations.segments import sentence_at
from benchmarks.edited import WORD, Edited, Span, paragraphs

Edit = Callable[[Edited, random.Random, Sequence[str]], bool]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORDS = (
    "yesterday", "several", "Almaty", "reportedly", "the", "former", "quite", "northern", "new",
    "officials", "however", "its", "Monday", "long", "announced", "in", "a", "Petrov", "late",
)  # fmt: skip
_SHORTEST_TYPO = 3


def insert_paragraph(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """A paragraph of another article is put in: as often as not right beside the passage."""
    all_ = paragraphs(edited.text)
    span = edited.span()
    at, gap = chance.randrange(len(all_) + 1), _gap(edited)
    if span and chance.random() < 0.5:
        at = sum(low <= span[0] for low, _ in all_) - chance.choice([0, 1])
    new = chance.choice(other)
    if at < len(all_):
        edited.replace(all_[at][0], all_[at][0], new + gap)
    else:
        edited.replace(all_[-1][1], all_[-1][1], gap + new)
    return True


def move_paragraph(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """A paragraph goes elsewhere: as often as not that of the passage."""
    all_ = paragraphs(edited.text)
    span = edited.span()
    taken = chance.randrange(len(all_) - 1) if len(all_) > 2 else -1
    if span and chance.random() < 0.5:
        taken = sum(low <= span[0] for low, _ in all_) - 1
    if not 0 <= taken < len(all_) - 1:
        return False
    to = chance.choice([at for at in range(len(all_)) if at not in (taken, taken + 1)])
    edited.move(all_[taken][0], all_[taken + 1][0], all_[to][0])
    return True


def delete_paragraph(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """Another paragraph goes: as often as not one beside the passage's."""
    all_ = paragraphs(edited.text)
    span = edited.span() or (0, 0)
    others = [at for at, (low, high) in enumerate(all_) if high <= span[0] or low >= span[1]]
    if chance.random() < 0.5:
        own = sum(low <= span[0] for low, _ in all_) - 1
        others = [at for at in others if abs(at - own) == 1] or others
    if not others or len(all_) < 3:
        return False
    at = chance.choice(others)
    end = all_[at + 1][0] if at + 1 < len(all_) else len(edited.text)
    edited.replace(all_[at][0], end, "")
    return True


def typo_inside(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """A typing error is made, or mended, in a word of the quote."""
    return _mistype(edited, chance, _words(edited, edited.span()))


def typo_outside(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """A typing error in another word: as often as not in the passage's context."""
    return _mistype(edited, chance, _words_outside(edited, chance)[:9])


def white_space_inside(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """A space of the quote is doubled, or becomes a line end or a no-break space."""
    span = edited.span() or (0, 0)
    spaces = [at for at in range(*span) if edited.text[at].isspace()]
    if not spaces:
        return False
    at = chance.choice(spaces)
    if chance.random() < 0.3:
        edited.replace(at, at, " ")
    else:
        edited.retype(at, chance.choice("\n\u00a0"))
    return True


def change_layout(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """Paragraphs are set apart differently, lines filled anew, or spaces doubled or trailing."""
    match chance.randrange(4):
        case 0:
            _set_apart(edited)
        case 1 if "\n\n" in edited.text:
            _fill(edited, chance.choice([60, 72, 80]))
        case 2:
            for _, end in reversed(paragraphs(edited.text)):
                edited.replace(end, end, " ")
        case _:
            for low, _ in reversed(_words_outside(edited, chance)[:3]):
                edited.replace(low, low, " ")
    return True


def words_inside(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """Up to a fifth of the quote's words are other words, or gone, or new ones come between."""
    words = _words(edited, edited.span())
    if len(words) < 5:
        return False
    _change(edited, chance, chance.sample(words, chance.randint(1, min(3, len(words) // 5))))
    return True


def words_outside(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """Up to three other words are changed: as often as not in the passage's context."""
    words = _words_outside(edited, chance)
    _change(edited, chance, words[: chance.randint(1, 3)])
    return bool(words)


def delete_quote(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """The quote goes: alone, with its sentence, or with its paragraph."""
    span = edited.span()
    if span is None:
        return False
    start, end = span
    match chance.randrange(3):
        case 0:
            end += edited.text[end : end + 1] == " "
        case 1:
            start, end = (
                min(start, sentence_at(edited.text, start)[0]),
                max(end, sentence_at(edited.text, end - 1)[1]),
            )
        case _:
            own = [p for p in paragraphs(edited.text) if p[0] < end and start < p[1]]
            start, end = min(start, own[0][0]), max(end, own[-1][1])
            end += len(edited.text[end:]) - len(edited.text[end:].lstrip())
    edited.replace(start, end, "")
    return True


def replace_quote(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """Other words come in the place of the quote."""
    span = edited.span()
    if span is None:
        return False
    count = len(WORD.findall(edited.quote))
    words = WORD.findall(" ".join(other)) if count > 3 else list(_WORDS)
    words = [word for word in words if not get_close_matches(word, WORD.findall(edited.quote))]
    first = chance.randrange(max(1, len(words) - count))
    edited.replace(*span, " ".join(words[first : first + count]))
    return True


def copy_quote(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """The quote is said once more, in another paragraph."""
    span = edited.span() or (0, 0)
    elsewhere = [
        match.start()
        for low, high in paragraphs(edited.text)
        if high <= span[0] or low >= span[1]
        for match in WORD.finditer(edited.text, low, high)
        if match.start() > low and edited.text[match.start() - 1] == " "
    ]
    if not elsewhere:
        return False
    at = chance.choice(elsewhere)
    edited.replace(at, at, edited.quote + " ")
    return True


def copy_and_delete(edited: Edited, chance: random.Random, other: Sequence[str]) -> bool:
    """The quote is said once more in another paragraph, and goes where it was."""
    return copy_quote(edited, chance, other) and delete_quote(edited, chance, other)


EDITS: dict[str, Edit] = {
    "paragraph inserted": insert_paragraph,
    "paragraph moved": move_paragraph,
    "paragraph deleted": delete_paragraph,
    "typo inside": typo_inside,
    "typo outside": typo_outside,
    "white space inside": white_space_inside,
    "layout changed": change_layout,
    "words changed inside": words_inside,
    "words changed outside": words_outside,
    "quote deleted": delete_quote,
    "quote replaced": replace_quote,
    "quote standing twice": copy_quote,
    "the other of two left": copy_and_delete,
}
"""Every kind of edit, by the name it has in the table."""


def _gap(edited: Edited) -> str:
    return "\n\n" if "\n\n" in edited.text else "\n"


def _words(edited: Edited, span: Span | None) -> list[Span]:
    low, high = span or (0, 0)
    return [match.span() for match in WORD.finditer(edited.text, low, high)]


def _words_outside(edited: Edited, chance: random.Random) -> list[Span]:
    """Words outside the quote that follow each other, often near it, from a random one on."""
    low, high = edited.span() or (0, 0)
    reach = 2 * CONTEXT if chance.random() < 0.5 else len(edited.text)
    near = _words(edited, (max(0, low - reach), high + reach))
    words = [word for word in near if word[1] <= low or word[0] >= high]
    return words[chance.randrange(len(words)) :] if words else []


def _mistype(edited: Edited, chance: random.Random, words: list[Span]) -> bool:
    long = [word for word in words if word[1] - word[0] >= _SHORTEST_TYPO]
    if not long:
        return False
    start, end = chance.choice(long)
    at = chance.randrange(start, end)
    match chance.randrange(4):
        case 0:
            edited.retype(at, chance.choice(_LETTERS))
        case 1:
            edited.replace(at, at + 1, "")
        case 2:
            edited.replace(at, at, chance.choice(_LETTERS))
        case _:
            edited.swap(min(at, end - 2))
    return True


def _change(edited: Edited, chance: random.Random, words: list[Span]) -> None:
    for low, high in sorted(words, reverse=True):
        match chance.randrange(3):
            case 0:
                edited.replace(low, high, chance.choice(_WORDS))
            case 1:
                edited.replace(low, low, chance.choice(_WORDS) + " ")
            case _:
                edited.replace(low, high + (edited.text[high : high + 1] == " "), "")


def _set_apart(edited: Edited) -> None:
    """Blank lines between paragraphs go, or come where there are none."""
    wide = "\n\n" in edited.text
    for match in reversed(list(re.finditer(r"\n\s*\n" if wide else r"\n", edited.text))):
        edited.replace(match.start() + 1, match.end(), "" if wide else "\n")


def _fill(edited: Edited, width: int) -> None:
    """Lines are filled to another width: spaces become line ends and line ends spaces."""
    for low, high in paragraphs(edited.text):
        column = 0
        for match in re.finditer(r"(\s?)(\S+)", edited.text[low:high]):
            space, word = match.groups()
            if space:
                broken = column + len(word) >= width
                edited.retype(low + match.start(), "\n" if broken else " ")
                column = 0 if broken else column + 1
            column += len(word)
