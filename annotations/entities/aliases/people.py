"""When two names are one person's."""

from dataclasses import dataclass
from functools import lru_cache

_HONORIFICS = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "he",
    )
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md"))
_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "ben", "abu", "van", "von", "der", "den", "de", "del", "della", "da",
     "di", "dos", "du", "la", "le", "ter", "ten", "af", "zu", "ul", "ur")
)  # fmt: skip
_ALIKE = 0.8
# Ways to write the same sound of another alphabet, or of another century.
_SOUNDS = (("zh", "j"), ("kh", "h"), ("th", "t"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("w", "v"),
           ("y", "i"), ("aa", "a"), ("ee", "i"), ("ii", "i"), ("oo", "u"), ("ou", "u"))  # fmt: skip
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name, taken apart.

    Attributes:
        words: All of it but honorifics and `Jr.`
        surname: The last word, without the article of Arabic names.
        given: The first word; empty where there is one alone.
        suffix: `jr` and the like.
    """

    words: tuple[str, ...]
    surname: str
    given: str
    suffix: str = ""

    @property
    def middle(self) -> tuple[str, ...]:
        """What is between them."""
        return self.words[1:-1]

    @property
    def whole(self) -> bool:
        """Whether it has a given name that is spelled out, and a surname."""
        return len(self.given) > 2 and self.given not in _PARTICLES

    @property
    def single(self) -> bool:
        """Whether it is a surname, or a given name, and no more."""
        return len(self.words) == 1 or self.words[0] in _PARTICLES


@lru_cache(maxsize=65_536)
def person(folded: str) -> Person:
    """Take a folded name apart.

    Args:
        folded: As `fold` gives it.
    """
    words = folded.replace(",", " ").split()
    while len(words) > 1 and words[0] in _HONORIFICS:
        words.pop(0)
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    words = words or [folded]
    last = words[-1]
    surname = last.removeprefix("al-").removeprefix("el-") or last
    return Person(tuple(words), surname, words[0] if len(words) > 1 else "", suffix)


def spelled_alike(one: str, other: str) -> bool:
    """Whether two words are spellings of one name: Antony and Anthony, but not Daniel and Daniela.

    Args:
        one: A folded name.
        other: Another.
    """
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    one, other = _sounds(one), _sounds(other)
    if one[-1] != other[-1]:  # Ivanov and Ivanova are two people
        return False
    from rapidfuzz.distance import Levenshtein  # not on the way to the first frame

    return Levenshtein.normalized_similarity(one, other, score_cutoff=_ALIKE) > 0


@lru_cache(maxsize=65_536)
def _sounds(word: str) -> str:
    for spelling, sound in _SOUNDS:
        word = word.replace(spelling, sound)
    return word


def _stands_for(short: str, word: str) -> bool:
    """Whether a given name is the other, its initial, or a spelling of it."""
    if len(short) == 1 or len(word) == 1:
        return short[0] == word[0]
    return spelled_alike(short, word)


def shortens(short: Person, long: Person) -> bool:
    """Whether a name is another one with less of it: without middle names, or with initials.

    Args:
        short: The shorter name, a surname with something before it.
        long: The longer one.
    """
    if short.suffix != long.suffix and short.suffix:
        return False
    if short.surname != long.surname or not short.given or not long.given:
        return False
    initials = len(short.given) <= 2 and not long.given.startswith(short.given)
    if initials:  # `jd vance`
        return tuple(short.given) == tuple(word[0] for word in long.words[:-1])
    if not _stands_for(short.given, long.given):
        return False
    rest = list(long.middle)
    for word in short.middle:
        while rest and not _stands_for(word, rest[0]):
            rest.pop(0)
        if not rest:
            return False
        rest.pop(0)
    return len(short.middle) < len(long.middle) or len(short.given) < len(long.given)


def is_part(short: Person, long: Person) -> bool:
    """Whether the words of a name, two at least, are the first or the last of another.

    Args:
        short: The shorter name.
        long: The longer one.
    """
    count = len(short.words)
    ends = long.words[:count], long.words[-count:]
    return 2 <= count < len(long.words) and short.words in ends


def same_person(one: Person, other: Person) -> bool:
    """Whether two names are spellings of one.

    Args:
        one: A whole name.
        other: Another with as many words.
    """
    if len(one.words) != len(other.words) or one.suffix != other.suffix:
        return False
    pairs = list(zip(one.words, other.words, strict=True))
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    return len(differing) == 1 and spelled_alike(*differing[0])
