"""The step that knows bodies, buildings, rivers and events by the kind of thing in their name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from annotations.entities.context import begins_sentence, follows, text_at
from annotations.entities.lexicon import Trust, gazetteer, given_names, is_common, phrases, words_of
from annotations.entities.overlay import Overlay
from annotations.entities.page import Page, split
from annotations.entities.steps.complements import names_after, rightward
from annotations.models import Mention

NAME = "kinds"

_EVENTS_OF = frozenset({"Summit", "Conference", "Festival", "Dialogue"})
_LONGEST = 16  # words and signs before the head of a name
_NUMBER = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Kind:
    """One way in which a name tells what it names."""

    label: str
    key: str
    file: str
    leads: bool = False


_KINDS = (
    _Kind("ORG", "heads", "bodies.toml"),
    _Kind("ORG", "heads_first", "bodies.toml", leads=True),
    _Kind("EVENT", "events_last", "places.toml"),
    _Kind("EVENT", "events_first", "places.toml", leads=True),
    _Kind("LOC", "nature_last", "places.toml"),
    _Kind("LOC", "nature_first", "places.toml", leads=True),
    _Kind("GPE", "governed_last", "places.toml"),
    _Kind("FAC", "works_last", "places.toml"),
    _Kind("FAC", "works_first", "places.toml", leads=True),
)


def find_kinds(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Find names that say themselves what they are: `Tana River`, `Ministry of Transport`."""
    overlay = Overlay(page, mentions, NAME)
    for number in range(len(page.words)):
        if page.words[number].text not in _first_words():
            continue
        for kind in _KINDS:
            head = phrases(kind.file, kind.key).match(page, number)
            if head is not None and (span := _extent(page, number, head[0], kind)):
                _put(overlay, *span, kind.label)
                break
    return overlay.result()


@cache
def _first_words() -> frozenset[str]:
    """The words that any name of a kind can begin with."""
    names = (name for kind in _KINDS for name in words_of(kind.file, kind.key))
    return frozenset(split(name)[0] for name in names)


def _extent(page: Page, first: int, end: int, kind: _Kind) -> tuple[int, int] | None:
    """Number of the first word of a name with its head in it, and of the word after it."""
    if text_at(page, end) in {"-"} and page.joined(end):
        return None
    start = first if kind.leads else _leftward(page, first)
    if kind.leads:
        stop = names_after(page, end, peoples=kind.label == "EVENT")
        return (start, stop) if stop > end else None
    if kind.label in {"GPE", "LOC", "FAC"} and start < first:
        start = _past_people(page, start, first)
    stop = rightward(page, end) if kind.label in {"ORG", "EVENT"} else end
    if start == first and stop == end:
        return None
    if (
        follows(page, end)
        and text_at(page, end)[:1].isupper()
        and stop == end
        and _is_head(page, end)
    ):
        return None  # the name goes on to a later head
    if start < first and stop == end and _is_only_an_adjective(page, start, first, kind):
        return None
    if start == first and kind.label != "ORG" and text_at(page, first) not in _EVENTS_OF:
        return None
    return start, stop


def _past_people(page: Page, start: int, first: int) -> int:
    """The word after `Burmese` in `Burmese Rakhine State`."""
    match = gazetteer().match(page, start)
    is_people = match is not None and match[1].label == "NORP" and match[1].trust > Trust.WEAK
    return match[0] if match is not None and is_people and match[0] < first else start


def _is_head(page: Page, number: int) -> bool:
    return any(
        phrases(kind.file, kind.key).match(page, number) is not None
        for kind in _KINDS
        if not kind.leads
    )


def _is_only_an_adjective(page: Page, start: int, first: int, kind: _Kind) -> bool:
    """`Russian Forces`, `European Coast`: a people and a common word are no name of a thing."""
    match = gazetteer().match(page, start)
    if match is None or match[0] != first or match[1].label not in {"NORP"}:
        return False
    return kind.label != "ORG" or text_at(page, first) in {
        "Forces",
        "Force",
        "News",
        "Community",
        "Mission",
        "Group",
        "Company",
        "Services",
    }


def _leftward(page: Page, first: int) -> int:
    """The first word of the name that a word ends."""
    start = first
    while start > 0 and first - start < _LONGEST and follows(page, start):
        before = start - 1
        word = page.words[before]
        if word.text in {"-", "'"} and page.joined(before) and before > 0:
            start = before
            continue
        if word.text == "s" and text_at(page, before - 1) == "'" and page.joined(before):
            if not _is_possessor(page, before - 2):
                start = before - 1
                continue
            break
        if (
            word.text in {"&", "and"}
            and _is_part(page, before - 1)
            and before > 0
            and word.text == "&"
        ):
            start = before
            continue
        if word.text == "of" and _opens_with_of(page, before):
            start = before
            continue
        if word.text == "." and is_abbreviation(page, before):
            start = before
            continue
        if not _is_part(page, before):
            break
        start = before
    while (
        start < first and not page.words[start].is_name and not page.words[start].text[0].isdigit()
    ):
        start += 1
    return start


def is_abbreviation(page: Page, number: int) -> bool:
    """Whether a stop belongs to initials, as in `U.S.` and the like."""
    return (
        page.joined(number)
        and len(text_at(page, number - 1)) == 1
        and text_at(page, number - 1).isupper()
    )


def _is_possessor(page: Page, number: int) -> bool:
    """Whether a name before 's is no part of a body's: `Kenya's Parliament` is two names."""
    word = text_at(page, number)
    entry = gazetteer().get(word)
    is_known = entry is not None and entry.label in {"GPE", "NORP", "ORG"}
    return is_known or (not is_common(word) and text_at(page, number - 1) in given_names())


def _opens_with_of(page: Page, number: int) -> bool:
    """`Horn of Africa Water Forum`: `of` inside the part before the head."""
    return text_at(page, number - 1) in {"Horn", "Gulf", "Sea"}


def _is_part(page: Page, number: int) -> bool:
    """Whether a word can be part of a body's name."""
    if number < 0:
        return False
    word = page.words[number]
    if not word.is_name or word.text in words_of("grammar.toml", "function_words"):
        return False
    if word.text in words_of("offices.toml", "offices") or word.text in words_of(
        "offices.toml", "honorifics"
    ):
        return False
    return not (
        is_common(word.text)
        and begins_sentence(page, number)
        and gazetteer().get(word.text) is None
        and number + 1 < len(page.words)
        and not page.words[number + 1].is_name
    )


def _put(overlay: Overlay, first: int, end: int, label: str) -> None:
    page = overlay.page
    if label == "EVENT" and follows(page, end) and _YEAR.fullmatch(text_at(page, end)):
        end += 1
    if (
        label == "EVENT"
        and follows(page, first, " ")
        and _NUMBER.fullmatch(text_at(page, first - 1))
    ):
        first -= 1
    start, stop = page.words[first].start, page.words[end - 1].end
    over = overlay.over(start, stop)
    known = gazetteer().match(page, first)
    is_longer = known and (known[0] > end or (known[0] == end and known[1].label != "NORP"))
    if known and is_longer and known[1].trust > Trust.WEAK:
        return
    state = _state_after(page, end)
    if over and label == over[0].label == "ORG" and text_at(page, first - 1) == "and":
        start = min(start, over[0].start)  # `Support and Stabilization Mission`
    for mention in over:
        if mention.found_by == NAME and mention.start <= start and mention.end >= stop:
            return
        if mention.label == label == "ORG" and mention.start <= start and mention.end >= stop:
            inside = page.readable[stop : mention.end].strip()
            if not inside or "(" in inside or (inside[0].islower() and not state):
                return
    rest = [(stop + 1, mention.end) for mention in over if mention.end > stop + 1]
    overlay.put(start, stop, label)
    if state:
        overlay.put(*state, "GPE")
    for begin, finish in rest:
        if _looks_like_person(page.readable[stop:finish]) and not overlay.over(begin, finish):
            overlay.put(begin, finish, "PERSON")


def _state_after(page: Page, end: int) -> tuple[int, int] | None:
    """The full name of a state in `Ministry of Transport of the Republic of Kazakhstan`."""
    if text_at(page, end) != "of":
        return None
    start = end + 1 + (text_at(page, end + 1) == "the")
    head = phrases("nations.toml", "formal").match(page, start)
    if not head or text_at(page, head[0]) != "of":
        return None
    state = gazetteer().match(page, head[0] + 1 + (text_at(page, head[0] + 1) == "the"))
    return (page.words[start].start, page.words[state[0] - 1].end) if state else None


def _looks_like_person(rest: str) -> bool:
    """Whether what the model had in one span with a body may be who speaks for it."""
    words = rest.split()
    return (
        rest.startswith(" ")
        and 0 < len(words) < 4
        and all(word.istitle() and not is_common(word) for word in words)
    )
