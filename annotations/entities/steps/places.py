"""The step that knows states, peoples, towns, seas and bodies of the world by their names."""

from collections.abc import Sequence

from annotations.entities.context import (
    begins_sentence,
    follows,
    in_place_of_person,
    in_place_of_place,
    text_at,
)
from annotations.entities.lexicon import (
    Entry,
    Trust,
    gazetteer,
    given_names,
    is_common,
    phrases,
    words_of,
)
from annotations.entities.overlay import Overlay
from annotations.entities.page import Page
from annotations.models import Mention

NAME = "gazetteer"

_WIDER = frozenset({"ORG", "FAC", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"})
_PLACES = frozenset({"GPE", "LOC", "NORP", "LANGUAGE"})


def find_places(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Label what the lists know, and find what the model did not."""
    overlay = Overlay(page, mentions, NAME)
    formal = phrases("nations.toml", "formal")
    end = 0
    for number in sorted({*gazetteer().may_begin(page), *formal.may_begin(page)}):
        if number < end:
            continue
        found = _formal_name(page, number) or gazetteer().match(page, number)
        if found is None:
            continue
        end, entry = found
        if _is_one_name(page, number, end):
            is_long = end - number > 1 and text_at(page, number) not in given_names()
            if is_long and entry == Entry("GPE", Trust.WEAK):  # seldom anything else
                entry = Entry("GPE", Trust.STRONG)
            _place(overlay, number, end, entry)
    return overlay.result()


def _formal_name(page: Page, number: int) -> tuple[int, Entry] | None:
    """`Republic of Kenya`: the full name of a state."""
    head = phrases("nations.toml", "formal").match(page, number)
    if head is None or text_at(page, head[0]) != "of":
        return None
    start = head[0] + 1 + (text_at(page, head[0] + 1) == "the")
    state = gazetteer().match(page, start) if start < len(page.words) else None
    if state is None or state[1].label != "GPE" or state[1].trust < Trust.FULL:
        return None
    return state[0], state[1]


def _is_one_name(page: Page, start: int, end: int) -> bool:
    """Whether the name is not the beginning or the end of a longer word."""
    if text_at(page, start - 1) == "." and page.joined(start - 1) and page.joined(start):
        return False
    return not (
        text_at(page, end) == "-"
        and page.joined(end)
        and text_at(page, end + 1).islower()
        and len(text_at(page, end + 1)) < 4
        and page.joined(end + 1)
    )


def _place(overlay: Overlay, first: int, end: int, entry: Entry) -> None:
    page = overlay.page
    first -= _has_direction(page, first, entry)
    if entry.label == "ORG" and text_at(page, end) == "-" and page.joined(end):
        end += 2 * (page.joined(end + 1) and text_at(page, end + 1)[:1].isupper())
    start, stop = page.words[first].start, page.words[end - 1].end
    over = overlay.over(start, stop)
    if not over:
        if _stands_for_itself(page, first, end, entry) or _is_beside_place(overlay, first, entry):
            overlay.put(start, stop, entry.label)
    elif (same := overlay.at(start, stop)) is not None:
        if same.label != entry.label and (
            _is_better(page, first, end, entry, same.label)
            or _is_beside_place(overlay, first, entry)
        ):
            overlay.put(start, stop, entry.label)
    elif all(start <= mention.start and mention.end <= stop for mention in over):
        if entry.trust > Trust.WEAK or end - first > 1:
            overlay.put(start, stop, entry.label)
    elif entry.trust > Trust.WEAK and not any(
        _keeps(page, mention, first, end, entry) for mention in over
    ):
        _split(overlay, over, start, stop, entry.label)


def _has_direction(page: Page, first: int, entry: Entry) -> bool:
    """Whether the word before is part of the name: `Southern Alps`, `South Auckland`."""
    word = text_at(page, first - 1)
    if not follows(page, first, " ") or entry.trust is not Trust.STRONG:
        return False
    if word not in words_of("grammar.toml", "directions") - {"Former", "Top"}:
        return False
    return entry.label == "LOC" or (entry.label == "GPE" and not word.endswith(("ern", "l")))


def _stands_for_itself(page: Page, first: int, end: int, entry: Entry) -> bool:
    """Whether a name that the model did not see is one."""
    if entry.label == "ORG" and entry.trust is Trust.WEAK:
        return text_at(page, first - 1).lower() == "the" and not text_at(page, end)[:1].isupper()
    if entry.label == "LOC" and entry.trust is Trust.WEAK:
        the = text_at(page, first - 1).lower() == "the"
        return the and text_at(page, end) in {"", ".", ",", ";", "'", '"'}
    if _is_people(page, end, entry):
        return True
    if _is_person(page, first, end):
        return False
    if entry.trust is Trust.WEAK:
        return in_place_of_place(page, first, end) and not _has_neighbour(page, first, end)
    if entry.trust is Trust.FULL or entry.label != "GPE":
        return True
    return not _has_neighbour(page, first, end)


def _is_beside_place(overlay: Overlay, first: int, entry: Entry) -> bool:
    """Whether a name stands in a row with a place: `between Ridder and Ölgii`, `Oral (Uralsk)`."""
    page = overlay.page
    if entry.label != "GPE" or text_at(page, first - 1) not in {"and", "or", "(", ",", "-", "–"}:
        return False
    before = first - 2 - (text_at(page, first - 2) == ",")
    if before < 0:
        return False
    over = overlay.over(page.words[before].start, page.words[before].end)
    return bool(over) and over[-1].label == "GPE" and over[-1].end == page.words[before].end


def _is_better(page: Page, first: int, end: int, entry: Entry, label: str) -> bool:
    """Whether the list is right where it contradicts the model on a name."""
    if (
        label in {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "LANGUAGE"}
        and entry.label != "NORP"
    ):
        return False
    if entry.label in {"ORG", "LOC"} and entry.trust is Trust.WEAK:
        return False
    if label == "PERSON" and (entry.trust < Trust.FULL or text_at(page, first) in given_names()):
        if in_place_of_person(page, first, end):
            return False
        if entry.trust is Trust.WEAK:
            return in_place_of_place(page, first, end, sure=True) or _is_people(page, end, entry)
        return text_at(page, first) not in given_names() or in_place_of_place(page, first, end)
    if entry.trust is Trust.WEAK:
        return (
            entry.label == "NORP" or in_place_of_place(page, first, end) or label in {"LOC", "FAC"}
        )
    if entry.label == "LOC" and label == "GPE":
        return True
    return True


def _keeps(page: Page, mention: Mention, first: int, end: int, entry: Entry) -> bool:
    """Whether a longer mention is right, and the name only a part of it."""
    start, stop = page.words[first].start, page.words[end - 1].end
    if not (mention.start <= start and stop <= mention.end):
        return False
    before, after = page.readable[mention.start : start], page.readable[stop : mention.end]
    if after.startswith("'s ") and not before:
        return False
    rest = [word for word in f"{before} {after}".replace("-", " ").split() if word[:1].isupper()]
    if mention.label in _PLACES:
        return any(
            word not in words_of("grammar.toml", "directions")
            and not is_common(word)
            and word not in gazetteer()
            for word in rest
        ) and not (before + after).startswith("-")
    if mention.label == "PERSON":
        if not rest or all(is_common(word) for word in rest):
            return False
        if first and before and entry.label == "NORP":
            return before.split()[0] in given_names()
        is_given = text_at(page, first) in given_names()
        return is_given if not before else entry.trust < Trust.FULL or rest[0] in given_names()
    if all((known := gazetteer().get(word)) and known.label in _PLACES for word in rest):
        return False
    return mention.label in _WIDER and bool(rest)


def _is_people(page: Page, end: int, entry: Entry) -> bool:
    """`Karen refugees`: the word after the name says that it is one of a people."""
    return entry.label == "NORP" and text_at(page, end) in words_of("nations.toml", "collectives")


def _split(overlay: Overlay, over: Sequence[Mention], start: int, stop: int, label: str) -> None:
    """Put the name in, and keep what of a person's or a body's name stands beside it."""
    page = overlay.page
    parts = []
    for mention in over:
        if mention.label in {"PERSON", "ORG"}:
            for low, high in ((mention.start, start), (stop, mention.end)):
                part = page.readable[max(low, 0) : max(high, 0)]
                trimmed = part.strip(" ,;-'\n")
                trimmed = trimmed.removeprefix("s ") if part.startswith("'s") else trimmed
                begin = low + part.find(trimmed) if trimmed else low
                words = trimmed.split()
                good = words and all(w[:1].isupper() for w in (words[0], words[-1]))
                if good and not all(is_common(word) for word in words):
                    parts.append((begin, begin + len(trimmed), mention.label))
    overlay.put(start, stop, label)
    for begin, finish, kind in parts:
        if begin < finish and not overlay.over(begin, finish):
            overlay.put(begin, finish, kind)


def _is_person(page: Page, first: int, end: int) -> bool:
    """Whether a name of the lists is here a part of a person's."""
    if end - first > 1:
        return False
    word = text_at(page, first)
    before = text_at(page, first - 1)
    if before.rstrip(".") in words_of("offices.toml", "honorifics") or (
        before == "." and text_at(page, first - 2) + "." in words_of("offices.toml", "honorifics")
    ):
        return True
    if before in given_names() and follows(page, first) and before not in gazetteer():
        return True
    return word in given_names() and follows(page, end) and _is_unknown_name(page, end)


def _is_unknown_name(page: Page, number: int) -> bool:
    """Whether a word is a name of which nothing else is known."""
    word = text_at(page, number)
    return (
        len(word) > 1
        and word[0].isupper()
        and not word.isupper()
        and not is_common(word)
        and gazetteer().match(page, number) is None
        and word not in words_of("offices.toml", "offices")
        and word not in words_of("bodies.toml", "heads")
    )


def _has_neighbour(page: Page, first: int, end: int) -> bool:
    """Whether the name is written as part of a longer one."""
    after = follows(page, end, " ") and _is_unknown_name(page, end)
    before = (
        follows(page, first, " ")
        and _is_unknown_name(page, first - 1)
        and not begins_sentence(page, first - 1)
    )
    return after or before
