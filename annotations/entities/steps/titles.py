"""The step that finds people by what stands before their names: an office, a title, a calling."""

from collections.abc import Sequence

from annotations.entities.context import follows, run_after, text_at
from annotations.entities.lexicon import (
    Entry,
    Trust,
    gazetteer,
    given_names,
    is_common,
    offices,
    phrases,
    words_of,
)
from annotations.entities.overlay import Overlay, is_unsure
from annotations.entities.page import Page
from annotations.models import Mention

NAME = "title"

_KNOWN_BETTER = frozenset({"ORG", "FAC", "EVENT", "LOC", "NORP"})


def find_people(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Find the people that are introduced, and take offices for no names."""
    overlay = Overlay(page, mentions, NAME)
    honorifics = phrases("offices.toml", "honorifics")
    end = 0
    for number in sorted({*honorifics.may_begin(page), *offices().may_begin(page)}):
        if number < end:
            continue
        if (match := honorifics.match(page, number)) and not _is_place(page, number):
            end = _honoured(overlay, number, match[0])
        elif match := offices().match(page, number):
            end = _in_office(overlay, number, *match)
    return overlay.result()


def _is_place(page: Page, number: int) -> bool:
    """`St. Lucia`: a state, whatever it begins with."""
    known = gazetteer().match(page, number)
    return known is not None and known[1] == Entry("GPE", Trust.FULL)


def _honoured(overlay: Overlay, number: int, end: int) -> int:
    """`Mr. Washington`: whatever follows is a person."""
    page = overlay.page
    if text_at(page, end) == "." and page.joined(end):
        end += 1
    limit = end + 6
    while (more := phrases("offices.toml", "honorifics").match(page, end)) and follows(page, end):
        if end > limit:
            return end
        end = more[0] + (text_at(page, more[0]) == "." and page.joined(more[0]))
    if end >= len(page.words) or not follows(page, end):
        return number + 1
    word = text_at(page, end)
    if (
        text_at(page, number)
        in {
            "St",
            "Don",
            "Count",
            "Father",
            "Mother",
            "Sister",
            "Brother",
            "King",
            "Queen",
            "Cardinal",
            "Lord",
            "Prince",
        }
        and word not in given_names()
    ):
        return number + 1
    stop = run_after(page, end)
    if word.isupper() and len(word) > 1 and not _is_surname(page, end):
        return number + 1
    if stop > end:
        _put(overlay, number, end, stop)
        return stop
    return end


def _in_office(overlay: Overlay, number: int, end: int, trust: object) -> int:
    """`Secretary of State Antony Blinken`: an office, what it is for, and who holds it."""
    page = overlay.page
    is_written_large = page.words[number].is_name
    if is_written_large:
        _clear(overlay, _first_of_office(page, number), end)
    end, told = _past_portfolio(overlay, end)
    comma = text_at(page, end) == "," and told
    start = end + comma
    if start >= len(page.words) or not follows(page, start):
        return number + 1
    if offices().match(page, start) or phrases("offices.toml", "honorifics").match(page, start):
        return max(number + 1, start)
    stop = _person(page, start)
    if stop == start or (comma and stop - start < 2):
        return number + 1
    if not _may_be_person(overlay, start, stop):
        return number + 1
    _put(overlay, start, start, stop)
    return stop


def _first_of_office(page: Page, number: int) -> int:
    """The first word of `Deputy Foreign Minister`."""
    portfolio = words_of("offices.toml", "portfolios") | words_of("offices.toml", "ranks")
    while number > 0 and follows(page, number) and text_at(page, number - 1) in portfolio:
        number -= 1
    return number


def _past_portfolio(overlay: Overlay, end: int) -> tuple[int, bool]:
    """The word after `of Foreign Affairs`, and whether there was such a thing."""
    page = overlay.page
    told = False
    limit = end + 20
    while (
        end < limit and text_at(page, end) in {"of", "for", "to", "at", "on"} and follows(page, end)
    ):
        start = end + 1 + (text_at(page, end + 1) == "the")
        stop = _portfolio(overlay, start)
        if stop == start:
            break
        end, told = stop, True
    return end, told


def _portfolio(overlay: Overlay, start: int) -> int:
    """The end of what an office is for: a field, a state or a body."""
    page = overlay.page
    stop = start
    while stop < len(page.words) and (stop == start or follows(page, stop)) and stop - start < 20:
        over = overlay.over(page.words[stop].start, page.words[stop].end)
        is_sure = over and not is_unsure(over[0])
        match = phrases("offices.toml", "portfolios").match(page, stop)
        if match and not is_sure:
            _clear(overlay, stop, match[0])
            stop = match[0]
            continue
        if over and over[0].label != "PERSON" and over[0].start == page.words[stop].start:
            while stop < len(page.words) and page.words[stop].start < over[0].end:
                stop += 1
        elif (field := _field(page, stop)) > stop:
            _clear(overlay, stop, field)
            stop = field
        elif text_at(page, stop) == "and" and phrases("offices.toml", "portfolios").match(
            page, stop + 1
        ):
            stop += 1
        else:
            break
    return stop


def _field(page: Page, start: int) -> int:
    """The end of `Māori Affairs` or `Youth Matters`: words with capitals up to one of the kind."""
    stop = start
    while stop < len(page.words) and stop - start < 4 and page.words[stop].is_name:
        stop += 1
        if text_at(page, stop - 1) in {"Affairs", "Relations", "Matters", "Issues", "Development"}:
            return stop
        if not follows(page, stop, " "):
            break
    return start


def _person(page: Page, start: int) -> int:
    """The end of the name that follows an office; `start` if none does."""
    word = text_at(page, start)
    if word in gazetteer() and word not in given_names():
        entry = gazetteer().match(page, start)
        if entry and entry[1].trust > Trust.WEAK and entry[1].label in {"NORP", "ORG", "LOC"}:
            return start
    return run_after(page, start)


def _may_be_person(overlay: Overlay, start: int, stop: int) -> bool:
    """Whether the words after an office are not known as something else."""
    page = overlay.page
    begin, finish = page.words[start].start, page.words[stop - 1].end
    if (
        page.words[start].text.isupper()
        and len(page.words[start].text) > 1
        and not _is_surname(page, start)
    ):
        return False
    if (
        stop - start == 1
        and is_common(page.words[start].text)
        and page.words[start].text not in given_names()
    ):
        return False
    for mention in overlay.over(begin, finish):
        if (
            (
                mention.found_by != "model"
                and mention.found_by != "trim"
                and mention.label in _KNOWN_BETTER
            )
            and mention.start == begin
            and mention.end >= finish
        ):
            return False
        if (
            mention.label == "GPE"
            and mention.start == begin
            and mention.end >= finish
            and stop - start > 1
        ):
            return False
    return True


def _is_surname(page: Page, number: int) -> bool:
    """Whether a word in capitals is a name written so, and no abbreviation."""
    return len(text_at(page, number)) > 5


def _clear(overlay: Overlay, first: int, end: int) -> None:
    """Take out what the model saw in the words of an office."""
    page = overlay.page
    start, stop = page.words[first].start, page.words[end - 1].end
    for mention in overlay.over(start, stop):
        if (start <= mention.start and mention.end <= stop) or (
            mention.label in {"ORG", "PERSON", "GPE", "NORP"} and mention.start >= start
        ):
            overlay.drop(mention.start, mention.end)


def _put(overlay: Overlay, first: int, start: int, stop: int) -> None:
    page = overlay.page
    begin, finish = page.words[start].start, page.words[stop - 1].end
    over = overlay.over(begin, finish)
    if (
        len(over) == 1
        and over[0].label == "PERSON"
        and over[0].start <= begin
        and over[0].end > finish
    ):
        inside = page.readable[finish : over[0].end]
        if "," not in inside and "\n" not in inside:
            finish = over[0].end
    overlay.put(begin, finish, "PERSON")
