"""The step that calls the same thing the same throughout an article."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from annotations.entities.context import (
    begins_sentence,
    follows,
    in_place_of_person,
    in_place_of_place,
    is_initial,
    text_at,
)
from annotations.entities.lexicon import (
    Entry,
    Names,
    Trust,
    gazetteer,
    given_names,
    is_common,
)
from annotations.entities.overlay import Overlay, is_unsure
from annotations.entities.page import Page
from annotations.models import Mention

NAME = "consistency"

_NAMES = frozenset(
    {"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART"}
)
_HONOURED = re.compile(r"\b(?:Mrs?|Ms|Dr|Sir|Lady|Prof)\.? $")
_SURE = 3  # how much more a step's word counts than the model's


def make_consistent(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Find surnames of people named in full, and settle what has two labels or is missed once."""
    overlay = Overlay(page, mentions, NAME)
    people = _people(overlay)
    _spread(overlay, people, _settle_person)
    _vote(overlay, people)
    _spread(overlay, _others(overlay), _settle_other)
    return overlay.result()


def _people(overlay: Overlay) -> Names:
    """Surnames, and first names, of the people that the article names in full."""
    names = Names()
    full = [
        overlay.page.readable[mention.start : mention.end].split()
        for mention in overlay
        if mention.label == "PERSON" and " " in mention.text and not mention.boilerplate
    ]
    readable = [[part.strip(".,'’") for part in parts] for parts in full]
    readable = [parts[:-1] if parts[-1] in {"Jr", "Sr"} else parts for parts in readable]
    sure = {
        overlay.page.readable[mention.start : mention.end]
        for mention in overlay
        if mention.label == "PERSON" and not is_unsure(mention)
    }
    for parts in readable:
        full_name = " ".join(parts)
        trust = Trust.FULL if full_name in sure else Trust.STRONG
        names.add([full_name], Entry("PERSON", trust))
        surname = parts[-1]
        if _is_name(surname):
            names.add([surname, *_without_article(surname)], Entry("PERSON", Trust.STRONG))
    for parts in readable:
        if parts[0] in given_names() and parts[0] not in gazetteer() and len(parts[0]) > 2:
            names.add([parts[0]], Entry("PERSON", Trust.WEAK))
    return names


def _without_article(surname: str) -> list[str]:
    """`Safadi`, for `al-Safadi`."""
    article, _, rest = surname.partition("-")
    return [rest] if article.lower() in {"al", "el", "as", "ad", "ash", "an"} and rest else []


def _is_name(word: str) -> bool:
    entry = gazetteer().get(word)
    return len(word) > 1 and word[:1].isupper() and not (entry and entry.label == "NORP")


def _spread(
    overlay: Overlay, names: Names, settle: Callable[[Overlay, int, int, Entry], None]
) -> None:
    page = overlay.page
    end = 0
    for number in names.may_begin(page):
        if number < end or page.words[number].text.islower():
            continue
        if match := names.match(page, number):
            end, entry = match
            settle(overlay, number, end, entry)


def _settle_person(overlay: Overlay, first: int, end: int, entry: Entry) -> None:
    """Decide whether a surname is here the person's."""
    page = overlay.page
    start, stop = page.words[first].start, page.words[end - 1].end
    is_alone = not (text_at(page, first - 3) == "." and page.joined(first - 2))
    if text_at(page, first - 1) == "." and is_initial(page, first - 2) and is_alone:
        first -= 2
        start = page.words[first].start
    over = overlay.over(start, stop)
    same = overlay.at(start, stop)
    if over and same is None:
        is_whole = end - first > 1 and entry.trust is Trust.FULL
        if is_whole and all(start <= m.start and m.end <= stop for m in over):
            overlay.put(start, stop, "PERSON")  # `Oman Faraji` has a state in it
            return
        is_shorter = is_initial(page, first) and len(over) == 1 and over[0].start >= start
        if not is_shorter:
            return
    if (text_at(page, end) == "-" and page.joined(end)) or (
        text_at(page, first - 1) == "-" and page.joined(first)
    ):
        return
    is_word = end - first == 1 and is_common(page.words[first].text)
    is_person = in_place_of_person(page, first, end) or _acts(page, first, end)
    if same is None and is_word and begins_sentence(page, first) and not is_person:
        return
    place = gazetteer().get(page.readable[start:stop])
    is_place = place is not None and place.label in {"GPE", "LOC"} and place.trust > Trust.WEAK
    if is_person:
        overlay.put(start, stop, "PERSON")
    elif place is not None and in_place_of_place(page, first, end, sure=not is_place):
        overlay.put(start, stop, place.label if is_place else "GPE")
    elif (
        is_place
        or (same and same.label == "PERSON")
        or (same is None and (_is_written_on(page, first, end) or entry.trust is Trust.WEAK))
    ):
        return
    else:
        overlay.put(start, stop, "PERSON")


def _acts(page: Page, first: int, end: int) -> bool:
    """Whether a sentence begins with a name as with someone's: `Kano was taken`, `Perth, a …`."""
    if text_at(page, first - 1) in {"said", "says"} and text_at(page, first - 2) in {'"', ","}:
        return text_at(page, end) in {".", ",", ";"}  # `"…," said Kobe.`
    if not begins_sentence(page, first) or text_at(page, first - 1) in {"-", ";"}:
        return False
    after = text_at(page, end)
    if after == ",":
        return text_at(page, end + 1) in {"who", "whose", "a", "an"}
    return after in {"was", "is", "did", "would"} or (len(after) > 4 and after.endswith("ed"))


def _is_written_on(page: Page, first: int, end: int) -> bool:
    """Whether a name is part of a longer one that nobody has found."""
    before = (
        follows(page, first, " ")
        and text_at(page, first - 1)[:1].isupper()
        and not begins_sentence(page, first - 1)
    )
    after = follows(page, end, " ") and text_at(page, end)[:1].isupper()
    return before or after


def _vote(overlay: Overlay, people: Names) -> None:
    """Where one name has several labels, let the surest or most common stand."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention in overlay:
        if mention.label in _NAMES and not mention.boilerplate:
            weight = 1 if is_unsure(mention) else _SURE
            votes[overlay.page.readable[mention.start : mention.end]][mention.label] += weight
    for mention in overlay:
        counts = votes[overlay.page.readable[mention.start : mention.end]]
        if len(counts) < 2 or not is_unsure(mention) or mention.label not in _NAMES:
            continue
        if _HONOURED.search(overlay.page.readable, max(0, mention.start - 7), mention.start):
            continue
        if people.get(mention.text) and _is_settled(mention):
            continue
        label, count = counts.most_common(1)[0]
        if count > counts[mention.label]:
            overlay.put(mention.start, mention.end, label)


def _is_settled(mention: Mention) -> bool:
    """Whether a name that is someone's as well was settled by what stands around it."""
    entry = gazetteer().get(mention.text)
    if mention.label == "PERSON":
        return entry is None or entry.trust < Trust.FULL
    return mention.label == "GPE" and entry is not None and entry.trust > Trust.WEAK


def _others(overlay: Overlay) -> Names:
    """Names that the article has more than once, or a step is sure of."""
    seen = Counter((mention.text, mention.label) for mention in overlay if not mention.boilerplate)
    sure = {mention.text for mention in overlay if not is_unsure(mention)}
    names = Names()
    names.add_each(
        (text, Entry(label, Trust.STRONG))
        for (text, label), count in seen.most_common()
        if label in _NAMES and (count > 1 or text in sure or " " in text) and _can_spread(text)
    )
    return names


def _can_spread(name: str) -> bool:
    return (
        len(name) > 2
        and name[0].isupper()
        and "\n" not in name
        and not (" " not in name and is_common(name))
    )


def _settle_other(overlay: Overlay, first: int, end: int, entry: Entry) -> None:
    page = overlay.page
    start, stop = page.words[first].start, page.words[end - 1].end
    if overlay.over(start, stop) or _is_written_on(page, first, end):
        return
    if text_at(page, end) == "-" and page.joined(end) and entry.label not in {"GPE", "NORP"}:
        return
    if is_common(page.words[first].text) and begins_sentence(page, first) and end - first == 1:
        return
    overlay.put(start, stop, entry.label)
