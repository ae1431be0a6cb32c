"""Why two names are one.

A spelling is the same everywhere: `SPELLINGS` link two names for good. A short form stands for
another name in one article: each of `SHORT_FORMS` proposes, for a name that may be one, the names
it may be short for, those of the same article first. What is proposed alone is taken; between
two, the program does not choose (but for surnames, in `grouping`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from annotations.entities.aliases.folding import could_stand_for, is_acronym
from annotations.entities.aliases.forest import Name
from annotations.entities.aliases.known import american, known_names, nations
from annotations.entities.aliases.naming import Book, Page
from annotations.entities.aliases.people import is_part, person, same_person, shortens

Link = tuple[Name, Name, str]
Spelling = Callable[[Book], Iterator[Link]]

PLACES = ("GPE", "LOC")
BODIES = ("ORG",)
WITH_INITIALS = ("ORG", "GPE", "EVENT", "FAC", "LAW")
_MANY_SPELLINGS = 60
# There is one in each of many countries.
_ABROAD = frozenset(("embassy", "consulate", "consulate general", "mission", "delegation"))


def states(book: Book) -> Iterator[Link]:
    """Link all names of one state."""
    known = nations()
    by_code: dict[str, Name] = {}
    for name in book.labelled("GPE"):
        code = known.names.get(name[1], "")
        if code:
            first = by_code.setdefault(code, name)
            yield first, name, f"names of one state: {known.titles[code]}"


def known_places(book: Book) -> Iterator[Link]:
    """Link the old and the new name of a city."""
    yield from _listed(book, "renamed.txt", "GPE", "names of one city")


def known_bodies(book: Book) -> Iterator[Link]:
    """Link the name and the initials of an international body."""
    yield from _listed(book, "bodies_known_as.txt", "ORG", "names of one body")


def _listed(book: Book, file: str, label: str, reason: str) -> Iterator[Link]:
    known = known_names(file)
    first: dict[str, Name] = {}
    for name in book.labelled(label):
        if title := known.get(name[1]):
            yield first.setdefault(title, name), name, f"{reason}: {title}"


def spellings_of_people(book: Book) -> Iterator[Link]:
    """Link names of people that differ in the spelling of one word."""
    alike: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for name in book.labelled("PERSON"):
        words = person(name[1]).words
        if len(words) > 1:
            for n, word in enumerate(words):
                alike[(*words[:n], f"{n}{word[0]}", *words[n + 1 :])].append(name)
    for names in alike.values():
        for one, other in combinations(names[:_MANY_SPELLINGS], 2):
            if same_person(person(one[1]), person(other[1])):
                reason = f"spellings of one name: {book.written(one)}, {book.written(other)}"
                yield one, other, reason


def spellings_of_bodies(book: Book) -> Iterator[Link]:
    """Link bodies that differ in British spelling, or in how their nation is named."""
    first: dict[tuple[str, str], Name] = {}
    for name in book.labelled(*BODIES):
        body, nation = nations().split(american(name[1]))
        other = first.setdefault((body, nation), name)
        if other != name:
            title = nations().titles.get(nation)
            spelled = f"one body of {title}, named in two ways" if title else "two spellings"
            yield other, name, spelled


SPELLINGS: tuple[Spelling, ...] = (
    states,
    known_places,
    known_bodies,
    spellings_of_people,
    spellings_of_bodies,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a name may be short for.

    Attributes:
        names: The longer names.
        reason: Why, for people; `{}` is the longer name.
    """

    names: tuple[Name, ...]
    reason: str


class Longer:
    """The longer names of a set, by what they may be shortened to.

    Args:
        names: All names of an article, or of the collection.
        book: How they are written.
        nation: The state whose bodies need no name of it; empty for any.
    """

    def __init__(self, names: Iterable[Name], book: Book) -> None:
        self._book = book
        self._people: dict[str, list[Name]] = defaultdict(list)
        self._called: dict[str, list[Name]] = defaultdict(list)
        self._bodies: dict[str, list[Name]] = defaultdict(list)
        self._heads: dict[str, list[Name]] = defaultdict(list)
        self._by_initial: dict[tuple[str, str], list[Name]] = defaultdict(list)
        for name in names:
            self._add(name)

    def _add(self, name: Name) -> None:
        label, folded = name
        words = folded.split()
        if label == "PERSON":
            parts = person(folded)
            if not parts.single:
                self._people[parts.surname].append(name)
                self._called[parts.words[0]].append(name)
        elif len(words) > 1 and label in WITH_INITIALS:
            self._by_initial[label, words[0][0]].append(name)
            if label in BODIES:
                body, nation = nations().split(american(folded))
                if nation and body not in _ABROAD:
                    self._bodies[body].append(name)
                self._heads[words[-1]].append(name)

    def surname(self, name: Name) -> Proposal:
        """People with this surname."""
        last = person(name[1]).surname
        return Proposal(tuple(self._people.get(last, ())), "surname of {}")

    def given_name(self, name: Name) -> Proposal:
        """People with this first name."""
        return Proposal(tuple(self._called.get(name[1], ())), "first name of {}")

    def less_of_a_name(self, name: Name) -> Proposal:
        """People of whose name this is less: without a middle name, or with initials."""
        short = person(name[1])
        near = (other for other in self._people.get(short.surname, ()) if other != name)
        found = tuple(other for other in near if shortens(short, person(other[1])))
        return Proposal(found, "{} in short")

    def part_of_a_name(self, name: Name) -> Proposal:
        """People of whose name this is the beginning or the end."""
        short = person(name[1])
        near = {*self._people.get(short.surname, ()), *self._called.get(short.words[0], ())}
        found = tuple(other for other in near if is_part(short, person(other[1])))
        return Proposal(found, "part of the name {}")

    def initials(self, name: Name) -> Proposal:
        """Names whose initials these are."""
        acronym = self._book.written(name)
        near = self._by_initial.get((name[0], name[1][0]), ())
        found = (other for other in near if could_stand_for(acronym, self._book.written(other)))
        return Proposal(tuple(found), "initials of {}")

    def nation(self, name: Name, nation: str = "") -> Proposal:
        """Bodies that are this one with their nation's name.

        Args:
            name: The body without it.
            nation: The only nation to be thought of; empty for any.
        """
        found = tuple(
            other
            for other in self._bodies.get(american(name[1]), ())
            if not nation or nations().split(american(other[1]))[1] == nation
        )
        return Proposal(found, "{} without the nation’s name")

    def head(self, name: Name) -> Proposal:
        """Bodies whose last word this is: `the Commission`."""
        found = tuple(self._heads.get(name[1], ()))
        return Proposal(found, "{}, named by its last word")


def in_article(page: Page, book: Book, longer: Longer, name: Name) -> Iterator[Proposal]:
    """Propose what a name may be short for, from the names of its article, the surest first."""
    label, folded = name
    if label == "PERSON":
        if person(folded).single:
            yield longer.surname(name)
            yield longer.given_name(name)
        else:
            yield longer.less_of_a_name(name)
            yield longer.part_of_a_name(name)
        return
    if label in WITH_INITIALS and is_acronym(book.written(name)):
        if name in page.brackets and page.brackets[name][0] == label:
            yield Proposal((page.brackets[name],), "stands in brackets after {}")
        yield longer.initials(name)
    if label in BODIES:
        yield longer.nation(name)
        if " " not in folded:
            yield longer.head(name)


def in_collection(page: Page, longer: Longer, name: Name) -> Iterator[Proposal]:
    """Propose what a name may be short for, from the names of the whole collection."""
    label, folded = name
    if label == "PERSON" and person(folded).single:
        yield longer.surname(name)
    elif label in BODIES and page.nation:
        yield longer.nation(name, page.nation)
