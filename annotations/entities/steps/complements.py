"""How far a body's name goes on after its head: `Ministry of Transport`, `Bank Indonesia`."""

from annotations.entities.context import follows, text_at
from annotations.entities.lexicon import Trust, gazetteer, is_common, phrases, words_of
from annotations.entities.page import Page

_PARTICLES = frozenset({"de", "del", "da", "do", "dos", "des", "du", "la"})
_LINKS = frozenset({"of", "for", "on", "against"})
_LONGEST = 16  # words and signs after the head of a name
_COMPANY = frozenset(
    ["Inc", "Ltd", "Corp", "LLC", "PLC", "GmbH", "AG", "JSC", "Airlines", "Airways"]
)


def names_after(page: Page, number: int, *, peoples: bool) -> int:
    """The end of the words with capitals that follow directly.

    Args:
        page: The article.
        number: Number of the first of them.
        peoples: Whether the name of a people may be among them.
    """
    end = number
    while end < len(page.words) and follows(page, end) and end - number < 4:
        word = text_at(page, end)
        goes_on = word in _PARTICLES and text_at(page, end + 1)[:1].isupper()
        if not (page.words[end].is_name or goes_on):
            break
        if not peoples and _label_of(page, end) == "NORP":
            break
        if word in words_of("offices.toml", "offices") | words_of("grammar.toml", "calendar"):
            break
        end += 1
    return end


def _label_of(page: Page, number: int) -> str:
    """What the lists say of the name that begins at a word; nothing if they know none."""
    match = gazetteer().match(page, number)
    return match[1].label if match and match[1].trust > Trust.WEAK else ""


def rightward(page: Page, end: int) -> int:
    """The end of `Ministry of Transport`.

    Args:
        page: The article.
        end: Number of the word after the head.
    """
    stop = end
    if text_at(page, end - 1).rstrip(".") in _COMPANY or text_at(page, end - 2) in _COMPANY:
        return end
    while stop - end < _LONGEST and _is_link(page, stop) and follows(page, stop):
        start = stop + 1 + (text_at(page, stop + 1) == "the")
        if stop > end and phrases("nations.toml", "formal").match(page, start):
            break  # in `Ministry of Transport of the Republic of Kazakhstan` are two names
        if stop == end and _is_formal(page, start):
            break
        after = _complement(page, start)
        if after == start or (
            text_at(page, stop) == "on"
            and text_at(page, after - 1) in words_of("places.toml", "works_last")
        ):
            break  # `the Parliament on Vorn Avenue` tells where it is
        stop = after
    return stop


def _is_link(page: Page, number: int) -> bool:
    """Whether a name goes on after a word: `of`, but `in` only up to the initials of the whole."""
    if text_at(page, number) != "in":
        return text_at(page, number) in _LINKS
    state = gazetteer().match(page, number + 1)
    if state is None or state[1].label != "GPE":
        return False
    return text_at(page, state[0]) == "(" and text_at(page, state[0] + 1).isupper()


def _is_field(page: Page, number: int) -> bool:
    """Whether a word with a capital is one of what offices are for: `Control and Prevention`."""
    if phrases("offices.toml", "portfolios").match(page, number):
        return True
    if not (number < len(page.words) and page.words[number].is_name):
        return False
    return is_common(text_at(page, number)) or text_at(page, number + 1) in {"Affairs", "Relations"}


def _is_formal(page: Page, number: int) -> bool:
    head = (
        phrases("nations.toml", "formal").match(page, number) if number < len(page.words) else None
    )
    return bool(head and text_at(page, head[0]) == "of")


def _complement(page: Page, start: int) -> int:
    """The end of the words with capitals after `of`, from the first of them."""
    if start >= len(page.words) or not follows(page, start):
        return start
    known = gazetteer().match(page, start)
    if known and known[1].label in {"GPE", "LOC", "ORG"} and known[1].trust > Trust.WEAK:
        return known[0]
    number = start
    portfolio = phrases("offices.toml", "portfolios")
    while number < len(page.words) and (number == start or follows(page, number)):
        if match := portfolio.match(page, number):
            number = match[0]
        elif (
            (
                page.words[number].is_name
                and text_at(page, number)
                not in words_of("grammar.toml", "function_words")
                | words_of("grammar.toml", "calendar")
            )
            or (
                text_at(page, number) == "'"
                and text_at(page, number - 1).endswith("s")
                and text_at(page, number + 1) in {"Rights", "Affairs"}
            )
            or (text_at(page, number) == "-" and page.joined(number) and number > start)
            or (
                text_at(page, number) in {"and", "&"}
                and number > start
                and _is_field(page, number + 1)
            )
        ):
            number += 1
        else:
            break
        if number - start > 6:
            break
    return number
