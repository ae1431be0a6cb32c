"""What stands around a word, and what that says of it."""

from functools import cache

from annotations.entities.lexicon import gazetteer, given_names, is_common, words_of
from annotations.entities.page import Page


def follows(page: Page, number: int, gaps: str = " ") -> bool:
    """Whether a word stands right after the one before it, in the same line of text.

    Args:
        page: The article.
        number: The word's number.
        gaps: What may stand between; nothing at all always may.
    """
    if not 0 < number < len(page.words):
        return False
    end = page.words[number - 1].end
    gap = page.text[end : page.words[number].start]
    return (len(gap) < 2 and gap in gaps) or (gap == "\n" and page.goes_on(end))


def text_at(page: Page, number: int) -> str:
    """A word's text, or nothing beyond the ends of the page."""
    return page.words[number].text if 0 <= number < len(page.words) else ""


def is_initial(page: Page, number: int) -> bool:
    """Whether a word is one capital letter and a stop, as in `J. Blinken`."""
    word = text_at(page, number)
    return (
        len(word) == 1
        and word.isupper()
        and text_at(page, number + 1) == "."
        and page.joined(number + 1)
    )


def begins_sentence(page: Page, number: int) -> bool:
    """Whether a word may have its capital letter from its place alone."""
    if number == 0:
        return True
    before = page.words[number - 1].text
    return (
        before in set('.!?:"”“([')
        or before in {"'", ";", "•", "-", "–", "—", "*"}
        or not follows(page, number)
    )


def in_place_of_place(page: Page, start: int, end: int, *, sure: bool = False) -> bool:
    """Whether the words around a name speak of where something is.

    Args:
        page: The article.
        start: Number of the name's first word.
        end: Number of the word after the name.
        sure: Whether `to` and `from`, which people stand after as well, are not enough.
    """
    before = start - 1
    if text_at(page, before).lower() == "the":
        before -= 1
    word = text_at(page, before)
    if (
        word.lower()
        in (words_of("grammar.toml", "inside") if sure else words_of("grammar.toml", "locative"))
        and word != "To"
    ):
        return True
    if word == "of" and text_at(page, before - 1).lower() in words_of(
        "grammar.toml", "settlements"
    ):
        return True
    if word in {"and", ",", "or"}:
        return False
    if text_at(page, end) == "," and text_at(page, end + 1)[:1].isupper():
        entry = gazetteer().match(page, end + 1)
        return bool(entry and entry[1].label == "GPE" and entry[1].trust > 1) and word not in {
            ",",
            "and",
        }
    return False


def in_place_of_person(page: Page, start: int, end: int) -> bool:
    """Whether the words around a name speak of someone who says or does something."""
    before = text_at(page, start - 1)
    if before == "." and page.joined(start - 1):
        before = text_at(page, start - 2) + "."
    if before in words_of("offices.toml", "honorifics") or before in words_of(
        "offices.toml", "callings"
    ):
        return True
    if before in words_of("offices.toml", "offices"):
        return True
    return text_at(page, end) in words_of("offices.toml", "speaking")


def run_after(page: Page, start: int, limit: int = 6) -> int:
    """The end of a person's name that begins at a word.

    Args:
        page: The article.
        start: Number of the word.
        limit: Words that a name has at most, signs between them not counted.

    Returns:
        Number of the word after the name; `start` if there is none.
    """
    number, counted, end = start, 0, start
    while number < len(page.words) and counted < limit:
        if counted and not follows(page, number):
            break
        word = page.words[number]
        if (
            word.text in {"-", "'"}
            and counted
            and page.joined(number)
            and page.joined(number + 1)
            and number + 1 < len(page.words)
        ):
            following = page.words[number + 1].text
            if following == "s" or (word.text == "'" and not following[0].isupper()):
                break
            number += 1
            word = page.words[number]
            if not (word.is_name or word.text.isalpha()):
                break
            counted -= 1
        elif is_initial(page, number):
            counted += 1
            number += 2
            continue
        elif word.text in _particles() and _particle_goes_on(page, number):
            number += 1
            continue
        elif counted and (after := _after_nickname(page, number)):
            number = after
            continue
        elif counted and word.text in _SUFFIXES:
            has_stop = text_at(page, number + 1) == "." and word.text in {"Jr", "Sr"}
            return number + 1 + (has_stop and page.joined(number + 1))
        if not _may_be_in_name(page, number, first=not counted):
            break
        counted += 1
        number += 1
        end = number
    return end


_SUFFIXES = frozenset({"Jr", "Sr", "II", "III"})


def _after_nickname(page: Page, number: int) -> int:
    """The word after `"Bongbong"` in `Ferdinand "Bongbong" Marcos`; 0 if there is no such thing."""
    after = number + 3
    is_quoted = text_at(page, number) == text_at(page, number + 2) == '"'
    goes_on = follows(page, after) and text_at(page, after)[:1].isupper()
    return after if is_quoted and goes_on and page.words[number + 1].is_name else 0


def _particle_goes_on(page: Page, number: int) -> bool:
    following = number + 1
    if text_at(page, following) in {"-", "'"} and page.joined(following):
        following += 1
    if text_at(page, following) in _particles():
        following += 1
    return text_at(page, following)[:1].isupper() and not text_at(page, following).isupper()


def _may_be_in_name(page: Page, number: int, *, first: bool) -> bool:
    word = page.words[number].text
    if not word[0].isupper() and not (
        first and word in {"al", "el"} and text_at(page, number + 1) == "-"
    ):
        return False
    return not (
        word
        in words_of("grammar.toml", "calendar")
        - ({"May", "April", "June", "August"} if first else set())
        or word in words_of("offices.toml", "offices")
        or word in words_of("bodies.toml", "heads") - given_names()
        or (
            first
            and is_common(word)
            and begins_sentence(page, number)
            and word not in given_names()
        )
        or word
        in {"The", "In", "On", "At", "And", "But", "For", "With", "From", "He", "She", "It", "I"}
    )


@cache
def _particles() -> frozenset[str]:
    return words_of("offices.toml", "particles")
