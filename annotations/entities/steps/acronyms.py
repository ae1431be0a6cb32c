"""The step that knows what initials stand for: `Islamic Renaissance Party of Tajikistan (IRPT)`."""

from collections.abc import Sequence

from annotations.entities.context import follows, text_at
from annotations.entities.lexicon import gazetteer, phrases, words_of
from annotations.entities.overlay import Overlay
from annotations.entities.page import Page
from annotations.labels import LABELS
from annotations.models import Mention

NAME = "acronym"

_SMALL = frozenset(
    {
        "of",
        "the",
        "and",
        "for",
        "on",
        "in",
        "de",
        "la",
        "du",
        "des",
        "to",
        "against",
        "&",
        "-",
        "'",
        "s",
    }
)
_BODY_LIKE = frozenset({"ORG", "GPE", "PERSON", "NORP", "LOC", "FAC"})
_MISTAKEN = frozenset(LABELS[:11]) - {"ORG"}
_LONGEST = 12  # words of a name that initials stand for


def find_acronyms(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Label initials as what they stand for, and others, unless they are known, as bodies."""
    overlay = Overlay(page, mentions, NAME)
    meanings: dict[str, str] = {}
    acronyms = [(n, word.text) for n, word in enumerate(page.words) if _is_acronym(word.text)]
    for number, text in acronyms:
        if label := _explained(overlay, number):
            meanings[text] = label
    meanings.update(_of_states(page))
    for number, text in acronyms:
        if not _is_part(page, number):
            _settle(overlay, number, meanings.get(text))
    return overlay.result()


def _settle(overlay: Overlay, number: int, meaning: str | None) -> None:
    """Label one word in capitals, or take its label off."""
    page = overlay.page
    word = page.words[number]
    same, over = overlay.at(word.start, word.end), overlay.over(word.start, word.end)
    if text_at(page, number - 1) == "[" and text_at(page, number + 1) == "]" and not meaning:
        overlay.drop(word.start, word.end)  # an editor's remark: `[PHOTO]`
    elif meaning:
        is_free = same or not over or not _is_inside_name(over[0], word.start, word.end)
        if is_free or meaning == "GPE":
            overlay.put(word.start, word.end, meaning)
    elif word.text in words_of("acronyms.toml", "no_bodies"):
        _drop_numbered(overlay, number)
        if same and same.label in _BODY_LIKE:
            overlay.drop(word.start, word.end)
    elif gazetteer().match(page, number) is None and not _beside_number(page, number):
        is_mistaken = same is not None and same.label in _MISTAKEN
        if is_mistaken or (not over and _stands_out(page, number)):
            overlay.put(word.start, word.end, "ORG")


def _stands_out(page: Page, number: int) -> bool:
    """Whether a word is in capitals among words that are not."""
    beside = text_at(page, number - 1), text_at(page, number + 1)
    if any(len(word) > 2 and word.isupper() for word in beside):
        return False
    return len(text_at(page, number)) < 7 and text_at(page, number + 1) != ":"


def _drop_numbered(overlay: Overlay, number: int) -> None:
    """Take out `COVID-19` and the like."""
    word = overlay.page.words[number]
    for mention in overlay.over(word.start, word.end):
        rest = mention.text[word.end - mention.start :]
        if mention.start == word.start and mention.label == "ORG" and rest.lstrip("-–").isdigit():
            overlay.drop(mention.start, mention.end)


def _is_acronym(word: str) -> bool:
    return 1 < len(word) < 9 and word.isupper() and word.isalpha()


def _is_part(page: Page, number: int) -> bool:
    """Whether a word is a part of a longer one, as in `KFOR-led` or `A&E`."""
    if text_at(page, number + 1) in {"&", "_", "@", "/"} and page.joined(number + 1):
        return True
    return text_at(page, number - 1) in {"&", "_", "@", "#", "$"} and page.joined(number)


def _beside_number(page: Page, number: int) -> bool:
    """`VND 5 trillion`, `10 GMT`: units and currencies stand beside numbers."""
    return (
        text_at(page, number + 1)[:1].isdigit()
        or text_at(page, number - 1)[:1].isdigit()
        or text_at(page, number - 1) in {"$", "€", "£"}
    )


def _is_inside_name(mention: Mention, start: int, end: int) -> bool:
    return (mention.start < start and mention.end >= end) or (
        mention.end > end and mention.start <= start
    )


def _explained(overlay: Overlay, number: int) -> str:
    """The label of what a word's initials stand for beside it; nothing if that is not said."""
    page = overlay.page
    word = page.words[number].text
    if text_at(page, number - 1) in {"(", "["} and text_at(page, number + 1) in {
        ")",
        "]",
        ",",
        ";",
    }:
        start = _spelt_before(page, number - 2, word)
        before = page.words[number - 2] if number > 1 else None
        if start is not None and before is not None:
            return _label_whole(overlay, page.words[start].start, before.end)
        if before is not None and (begin := _begun_before(overlay, number - 2, word)) is not None:
            overlay.put(begin, before.end, "ORG")
            return "ORG"
        over = overlay.over(before.start, before.end) if before else ()
        if over and over[0].label in {"ORG", "EVENT", "LOC", "FAC"}:
            begin, finish, label = over[0].start, over[0].end, over[0].label
            if finish > page.words[number].start:  # the span has the bracket in it
                assert before is not None
                overlay.put(begin, before.end, label)
            return label
    if text_at(page, number + 1) in {",", "-", "–", "—", "("}:
        after = number + 2 + (text_at(page, number + 2).lower() == "the")
        end = _spelt_after(page, after, word)
        if end is not None:
            return _label_whole(overlay, page.words[after].start, page.words[end - 1].end)
    return ""


def _begun_before(overlay: Overlay, last: int, initials: str) -> int | None:
    """Where a body's name begins that goes on to a word and has the letters of these initials.

    In `Tribunal for the former Yugoslavia (ICTY)` a step, or the model, has but its beginning.
    """
    page = overlay.page
    for number in range(last, max(-1, last - _LONGEST), -1):
        word = page.words[number]
        if word.text in {".", ",", ";", ":", '"', ")"} or not follows(page, number + 1):
            return None
        over = overlay.over(word.start, word.end)
        if over and over[0].label == "ORG" and over[0].end < page.words[last].end:
            letters = iter(page.readable[over[0].start : page.words[last].end].upper())
            starts_alike = over[0].text[0].upper() == initials[0] and " " in over[0].text
            return over[0].start if starts_alike and all(x in letters for x in initials) else None
    return None


def _label_whole(overlay: Overlay, start: int, end: int) -> str:
    """Make one mention of what the initials stand for; returns its label."""
    labels = [m.label for m in overlay.over(start, end) if m.start <= start and m.end >= end]
    label = labels[0] if labels and labels[0] in {"EVENT", "LOC", "FAC"} else "ORG"
    overlay.put(start, end, label)
    return label


def _spelt_before(page: Page, last: int, initials: str) -> int | None:
    """Number of the word where a name begins that ends at a word and has these initials."""
    left, number, best = len(initials) - 1, last, None
    while number >= 0 and last - number < _LONGEST and left >= 0:
        word = page.words[number].text
        if (
            word[0].upper() == initials[left]
            and word not in {"'", "-"}
            and (word[0].isupper() or (word in _SMALL and initials[left] == word[0].upper()))
        ):
            left -= 1
            best = number
        elif word.isalpha() and word not in _SMALL and word[0].upper() != initials[left]:
            if not word[0].isupper():
                return None
            inside = word.upper().find(initials[left])
            if inside < 0:
                return None
            return None
        elif word not in _SMALL and not word.isalpha():
            return None
        number -= 1
    return best if left < 0 and best is not None and page.words[best].is_name else None


def _spelt_after(page: Page, first: int, initials: str) -> int | None:
    """Number of the word after a name that begins at a word and has these initials."""
    done, number = 0, first
    while number < len(page.words) and number - first < _LONGEST and done < len(initials):
        if number > first and not follows(page, number):
            return None
        word = page.words[number].text
        if word[0] == initials[done] and word[0].isupper():
            done += 1
        elif word not in _SMALL:
            return None
        number += 1
    return number if done == len(initials) and len(initials) > 1 else None


def _of_states(page: Page) -> dict[str, str]:
    """Initials of the full names of states that the text writes out: `RK`."""
    found = {}
    formal = phrases("nations.toml", "formal")
    for number in range(len(page.words)):
        head = formal.match(page, number) if page.words[number].is_name else None
        if head and text_at(page, head[0]) == "of":
            state = gazetteer().match(page, head[0] + 1 + (text_at(page, head[0] + 1) == "the"))
            if state and state[1].label == "GPE":
                words = page.words[number : state[0]]
                found["".join(word.text[0] for word in words if word.is_name)] = "GPE"
    return found
