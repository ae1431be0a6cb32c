"""The step that goes by the common noun beside a name: `province of Manabí`, `Balikatan drills`."""

from collections.abc import Sequence

from annotations.entities.context import follows, text_at
from annotations.entities.lexicon import Trust, gazetteer, given_names, is_common, words_of
from annotations.entities.overlay import Overlay, is_unsure
from annotations.entities.page import Page
from annotations.models import Mention

NAME = "noun"

_FILE = "nouns.toml"
_LOCATIVE = frozenset(
    ["in", "near", "between", "at", "from", "visited", "visiting", "via", "through", "outside"]
)
_LONGEST = 4  # words of such a name


def find_by_nouns(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Label what only the model has named by the noun before or after it, and kin by theirs."""
    overlay = Overlay(page, mentions, NAME)
    for number, word in enumerate(page.words):
        if not word.is_name or word.text in words_of("grammar.toml", "function_words"):
            continue
        before = text_at(page, number - 1) if follows(page, number, " ") else ""
        if before[:1].isupper() and before not in words_of("grammar.toml", "function_words"):
            continue
        end = _end(page, number)
        if _is_by_name(overlay, number):
            overlay.put(word.start, page.words[end - 1].end, "PERSON")
        elif label := _label(page, number, end):
            _put(overlay, number, end, label)
    _places_in_rows(overlay)
    return overlay.result()


def _end(page: Page, first: int) -> int:
    """The end of the words with capitals from one on."""
    end = first + 1
    while end - first < _LONGEST and follows(page, end, " ") and page.words[end].is_name:
        end += 1
    return end


def _label(page: Page, first: int, end: int) -> str:
    """What the nouns around a name say that it is; nothing if they say nothing."""
    after = text_at(page, end) if follows(page, end, " ") else ""
    before = text_at(page, first - 1) if follows(page, first, " ") else ""
    if before == "of" and text_at(page, first - 2) in words_of(_FILE, "place_of"):
        return "GPE"
    if before in words_of(_FILE, "body_before"):
        return "ORG"
    if before in words_of(_FILE, "ship_before"):
        return "PRODUCT"
    if after in words_of(_FILE, "event_after"):
        return "EVENT"
    if after in words_of(_FILE, "place_after"):
        return "GPE"
    if after in words_of(_FILE, "nature_after"):
        return "LOC"
    if after in words_of(_FILE, "people_after"):
        return "NORP"
    if _is_apposed_body(page, end):
        return "ORG"
    if after in words_of(_FILE, "body_after"):
        return "ORG"
    if _is_apposed_person(page, first, end):
        return "PERSON"
    is_kin = before == "," and text_at(page, first - 2) in words_of(_FILE, "kin")
    return "PERSON" if is_kin and text_at(page, end) in {",", "."} else ""


def _is_apposed_body(page: Page, end: int) -> bool:
    """Whether a name is explained as in `Civil Contract, the ruling party`."""
    if text_at(page, end) != "," or text_at(page, end + 1) not in {"a", "an", "the"}:
        return False
    noun = end + 2
    while noun < end + 5 and text_at(page, noun) in words_of(_FILE, "body_kinds"):
        noun += 1
    word = text_at(page, noun)
    return word in words_of(_FILE, "body_after") or word in words_of(_FILE, "body_apposed")


def _is_apposed_person(page: Page, first: int, end: int) -> bool:
    """Whether a name of two words or three is explained as in `Inga Vorn, editor of …`."""
    names = [page.words[number].text for number in range(first, end)]
    if not 1 < len(names) < 4 or any(is_common(name) or name.isupper() for name in names):
        return False
    noun = end + 1 + (text_at(page, end + 1) in {"a", "the"})
    is_explained = text_at(page, end) == "," and text_at(page, noun + 1) == "of"
    return is_explained and text_at(page, noun) in words_of(_FILE, "person_apposed")


def _is_by_name(overlay: Overlay, first: int) -> bool:
    """Whether a name is what someone is called as well: `Dagalo, better known as Hemedti`."""
    page = overlay.page
    at = first - 2
    if text_at(page, first - 1) != "as" or text_at(page, at) != "known":
        return False
    at -= text_at(page, at - 1) in {"better", "also", "widely", "commonly", "popularly"}
    if text_at(page, at - 1) != "," or at < 2:
        return False
    over = overlay.over(page.words[at - 2].start, page.words[at - 2].end)
    return bool(over) and over[-1].label == "PERSON"


def _put(overlay: Overlay, first: int, end: int, label: str) -> None:
    """Put a name in, where no other step knows better."""
    page = overlay.page
    start, stop = page.words[first].start, page.words[end - 1].end
    over = overlay.over(start, stop)
    known = gazetteer().match(page, first)
    is_sure = known is not None and known[1].trust > Trust.WEAK
    if label == "PERSON":
        if all(is_unsure(m) for m in over):
            overlay.put(start, stop, label)
    elif any(not is_unsure(m) or m.end > stop or m.start < start for m in over):
        return
    elif not is_sure and not is_common(text_at(page, first)):
        if not over and label in {"EVENT", "ORG"} and not _is_written(page, first, end):
            return
        if label == "PRODUCT":
            overlay.drop(start, stop)
        else:
            overlay.put(start, stop, label)


def _is_written(page: Page, first: int, end: int) -> bool:
    """Whether every word of a name is one, and none begins a sentence."""
    calendar = words_of("grammar.toml", "calendar")
    return all(
        page.words[number].is_name and page.words[number].text not in calendar
        for number in range(first, end)
    )


def _places_in_rows(overlay: Overlay) -> None:
    """Label `Gao, Ménaka` after `in`, and what stands in a row with places, as places."""
    page = overlay.page
    mentions = {mention.start: mention for mention in overlay}
    row = False
    for number, word in enumerate(page.words):
        if not word.is_name:
            row = row and word.text in {",", "and", "or"}
            continue
        before = text_at(page, number - 1)
        same = mentions.get(word.start)
        goes_on = row or before in _LOCATIVE
        row = same is not None and same.label == "GPE"
        if goes_on and same and is_unsure(same) and _may_be_place(page, number, same):
            overlay.put(same.start, same.end, "GPE")
            row = True


def _may_be_place(page: Page, number: int, mention: Mention) -> bool:
    """Whether one word that the model took for someone or something can be a place."""
    words = mention.text.split()
    known = gazetteer().get(mention.text)
    if known is not None and known.label != "GPE" and known.trust > Trust.WEAK:
        return False  # `between Israel and Hamas`
    if any(word.isupper() or word in given_names() or is_common(word) for word in words):
        return False
    if len(words) > 1:
        is_in = text_at(page, number - 1) in {"in", "near"} and len(words) < 4
        return is_in and mention.label == "PERSON"
    if follows(page, number + 1, " ") and page.words[number + 1].is_name:
        return False
    if text_at(page, number - 1) == "," and text_at(page, number + 1) not in {",", "and", "or"}:
        return False  # `In Jakarta, Golkar met`
    if text_at(page, number + 1) in {"'", "-"}:
        return False
    is_at = text_at(page, number - 1) in {"at", "from"}
    return mention.label == "PERSON" or (mention.label == "ORG" and not is_at)
