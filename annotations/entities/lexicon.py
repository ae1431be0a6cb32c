"""General knowledge for the steps: names and kinds of names, from the files in `data/`.

Everything is read when first asked for, in the process that runs the model, and kept.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import combining, normalize

from annotations.entities.page import Page, split

_LONGEST_GAP = 2  # code points between the words of a name


class Trust(IntEnum):
    """How far a name in the lists can be trusted to mean what the list says."""

    WEAK = 1
    """Only beside another sign: it may be an English word, or someone's name."""
    STRONG = 2
    """Unless something speaks against it."""
    FULL = 3
    """Always: it is a state, or its people."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of a name.

    Attributes:
        label: One of `LABELS`.
        trust: How far that can be trusted.
    """

    label: str
    trust: Trust


class Names:
    """Names of one or more words, found in a page. The first entry for a name stands."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._entries: dict[tuple[str, ...], Entry] = {}

    def add(self, names: Iterable[str], entry: Entry) -> None:
        """Add names of one kind.

        Args:
            names: The names.
            entry: What they are.
        """
        self.add_each((name, entry) for name in names)

    def add_each(self, names: Iterable[tuple[str, Entry]]) -> None:
        """Add names of several kinds.

        Args:
            names: Each name, and what it is.
        """
        for name, entry in names:
            words = tuple(split(name))
            if words and words not in self._entries:
                self._entries[words] = entry
                self._by_first.setdefault(words[0], []).append((words, entry))

    def may_begin(self, page: Page) -> list[int]:
        """Find the words that a name may begin with; most of a text are no such words.

        Args:
            page: The article.

        Returns:
            Their numbers in `page.words`, in order.
        """
        first_words = self._by_first
        return [
            number
            for number, word in enumerate(page.words)
            if word.text in first_words or not word.text.isascii()
        ]

    def match(self, page: Page, number: int) -> tuple[int, Entry] | None:
        """Find the longest name that begins at a word.

        Args:
            page: The article.
            number: The word's number in `page.words`.

        Returns:
            The number of the word after the name, and its entry.
        """
        words = page.words
        if number >= len(words):
            return None
        first = words[number].text
        if first not in self._by_first:
            if not first.isascii() and (plain := plain_letters(first)) in self._by_first:
                return self._plain(number, plain)
            return None  # nearly always, and for nearly every word of a text
        best: tuple[int, Entry] | None = None
        for name, entry in self._by_first[first]:
            end = number + len(name)
            if best and end <= best[0]:
                continue
            if len(name) == 1:
                best = end, entry
                continue
            if end > len(words) or words[number + 1].text != name[1]:
                continue
            if tuple(word.text for word in words[number:end]) == name and not any(
                words[n].start - words[n - 1].end > _LONGEST_GAP for n in range(number + 1, end)
            ):
                best = end, entry
        return best

    def _plain(self, number: int, word: str) -> tuple[int, Entry] | None:
        """Find a name of one word that the list has without its marks: `Manabí`, `Manabi`."""
        entry = self._entries.get((word,))
        return (number + 1, entry) if entry else None

    def get(self, name: str) -> Entry | None:
        """What a name is."""
        return self._entries.get(tuple(split(name)))

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None


def plain_letters(word: str) -> str:
    """A word without the marks on its letters.

    Args:
        word: In any writing.
    """
    return "".join(sign for sign in normalize("NFD", word) if not combining(sign))


@cache
def words_of(file: str, key: str) -> frozenset[str]:
    """One list of a file, as a set.

    Args:
        file: The file's name in `data/`.
        key: The list's name in it.
    """
    return frozenset(_toml(file)[key])


@cache
def given_names() -> frozenset[str]:
    """Names that parents give, but for those that mean a place or a word first."""
    names = (name for name in _lines("names_of_locales.txt") if not is_common(name))
    return _sure_given_names() | {
        name for name in names if not (known := gazetteer().get(name)) or known.trust is Trust.WEAK
    }


@cache
def _sure_given_names() -> frozenset[str]:
    return frozenset(" ".join(_lines("given_names.txt")).split())


@cache
def common_words() -> frozenset[str]:
    """Words in small letters that name nothing."""
    return frozenset(" ".join(_lines("common_words.txt")).split())


def is_common(word: str) -> bool:
    """Whether a word, or what it is a form of, is a common one.

    Args:
        word: In any case.
    """
    folded = word.lower()
    common = common_words()
    if folded in common:
        return True
    for ending in ("s", "es", "d", "ed", "ing", "er", "ers", "ly", "'s"):
        stem = folded.removesuffix(ending)
        if stem != folded and (stem in common or stem + "e" in common):
            return True
        if len(stem) > 3 and stem != folded and stem[-1] == stem[-2] and stem[:-1] in common:
            return True
    return folded.endswith("ies") and folded[:-3] + "y" in common


@cache
def gazetteer() -> Names:
    """All names of places, peoples and bodies, with what they are."""
    names = Names()
    nations, places, bodies = (_toml(f"{name}.toml") for name in ("nations", "places", "bodies"))
    doubtful = _sure_given_names() - {"Kenya", "Israel", "India", "Ireland"}

    def add(label: str, trust: Trust, listed: Iterable[str], weak: Iterable[str] = ()) -> None:
        listed, weak = list(listed), {*weak, *doubtful}
        names.add((name for name in listed if name in weak), Entry(label, Trust.WEAK))
        names.add(listed, Entry(label, trust))

    ambiguous = nations["ambiguous"]
    states = [*nations["countries"], *_lines("territories.txt")]
    # A state that is a given name too is a state: a person of that name has another beside it.
    names.add(states, Entry("GPE", Trust.FULL))
    names.add(places["capitals"], Entry("GPE", Trust.FULL))
    plural = (name for name in places["regions"] if name[:-1] in nations["groups"])
    names.add(plural, Entry("LOC", Trust.STRONG))  # the Balkans are no people
    add("NORP", Trust.FULL, _with_plurals(nations["demonyms"]), _with_plurals(ambiguous))
    add("NORP", Trust.FULL, _with_plurals(nations["groups"]), _with_plurals(ambiguous))
    names.add(bodies["ambiguous"], Entry("ORG", Trust.WEAK))
    names.add(bodies["known"], Entry("ORG", Trust.STRONG))
    names.add(places["ambiguous"], Entry("LOC", Trust.WEAK))
    names.add(places["regions"], Entry("LOC", Trust.STRONG))
    names.add(places["works"], Entry("FAC", Trust.STRONG))
    add("GPE", Trust.STRONG, [*places["provinces"], *places["towns"]])
    large = _lines("large_towns.txt")
    add("GPE", Trust.STRONG, large, (name for name in large if is_common(name)))
    provinces = (name for name in _lines("provinces.txt") if not is_common(name))
    add("GPE", Trust.STRONG, provinces)
    small = (name for name in _lines("towns.txt") if not is_common(name))
    names.add(small, Entry("GPE", Trust.WEAK))
    return names


@cache
def offices() -> Names:
    """Offices, as a person's name follows them."""
    names = Names()
    names.add(words_of("offices.toml", "offices"), Entry("PERSON", Trust.STRONG))
    names.add(words_of("offices.toml", "callings"), Entry("PERSON", Trust.WEAK))
    return names


@cache
def phrases(file: str, key: str) -> Names:
    """One list of a file, to be found in a page.

    Args:
        file: The file's name in `data/`.
        key: The list's name in it.
    """
    names = Names()
    names.add(words_of(file, key), Entry("", Trust.STRONG))
    return names


def _with_plurals(names: Iterable[str]) -> list[str]:
    """Names of peoples, and their plurals."""
    found = []
    for name in names:
        found.append(name)
        if name.endswith("man"):
            found.append(name[:-3] + "men")
        elif name.endswith("y") and name[-2] not in "aeiou":
            found.append(name[:-1] + "ies")
        elif not name.endswith(("s", "sh", "ch", "ese", "x", "z")):
            found.append(name + "s")
        elif name.endswith("z"):
            found.append(name + "es")
    return [*found, "Uzbeks", "Czechs"]


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((files("annotations.entities") / "data" / name).read_text("utf-8"))


def _lines(name: str) -> list[str]:
    text = (files("annotations.entities") / "data" / name).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
