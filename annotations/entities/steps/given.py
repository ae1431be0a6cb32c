"""The step that knows people by their given names."""

from collections.abc import Sequence

from annotations.entities.context import follows, in_place_of_place, run_after, text_at
from annotations.entities.lexicon import Trust, gazetteer, given_names, is_common, words_of
from annotations.entities.overlay import Overlay, is_unsure
from annotations.entities.page import Page
from annotations.models import Mention

NAME = "given name"

_MISTAKEN = frozenset({"ORG", "GPE", "FAC", "NORP", "LOC", "PRODUCT", "WORK_OF_ART"})


def find_given_names(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Find a given name with another name after it, and right what the model took it for."""
    overlay = Overlay(page, mentions, NAME)
    number = 0
    while number < len(page.words):
        word = page.words[number].text
        if word not in given_names() or _goes_back(page, number):
            number += 1
            continue
        end = run_after(page, number)
        if end > number + 1:
            _settle(overlay, number, end)
        elif end == number + 1 and gazetteer().get(word) is None and not is_common(word):
            same = overlay.at(page.words[number].start, page.words[number].end)
            if same and same.label in _MISTAKEN and not in_place_of_place(page, number, end):
                overlay.put(same.start, same.end, "PERSON")
        number = max(end, number + 1)
    return overlay.result()


def _goes_back(page: Page, number: int) -> bool:
    """Whether a word is the rest of a longer name."""
    before = text_at(page, number - 1)
    return (
        follows(page, number)
        and before[:1].isupper()
        and before not in words_of("offices.toml", "offices")
        and not is_common(before)
    )


def _is_work(page: Page, end: int) -> bool:
    """Whether a name ends as a work's does that is called after someone: `… Airport`."""
    works = words_of("places.toml", "works_last") - given_names()
    return text_at(page, end - 1) in works or (
        follows(page, end, " ") and text_at(page, end) in works
    )


def _settle(overlay: Overlay, number: int, end: int) -> None:
    page = overlay.page
    start, stop = page.words[number].start, page.words[end - 1].end
    following = text_at(page, number + 1)
    if following in {"-", "'"}:
        following = text_at(page, number + 2)
    match = gazetteer().match(page, number)
    is_place = match is not None and match[0] > number + 1 and match[1].trust > Trust.WEAK
    if is_place or following.isupper() or is_common(following):
        return
    over = overlay.over(start, stop)
    if not over:
        if gazetteer().get(following) is None:
            overlay.put(start, stop, "PERSON")
    elif (
        all(is_unsure(m) and start <= m.start and m.end <= stop for m in over)
        and (any(m.label != "PERSON" for m in over) or len(over) > 1 or over[0].start > start)
        and not _is_work(page, end)
    ):
        overlay.put(start, stop, "PERSON")
