"""Headlines, datelines and surnames in capitals are written as running text would have them."""

import re
from collections.abc import Callable

from annotations.entities.lexicon import Trust, gazetteer, given_names, is_common, words_of

_WORD = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)*\.?")
_LINE = re.compile(r"[^\n]+")
_HEADLINE = 250  # code points that a headline has at most
_FEW = 0.003  # share of capitals in a text that has none to speak of
_ENOUGH = 150  # letters by which a text can be judged


def recase(text: str) -> str:
    """Recase what is written as no running text is.

    Args:
        text: The article's text.

    Returns:
        A text of the same length.
    """
    letters = sum(map(str.isalpha, text[:20_000]))
    capitals = sum(map(str.isupper, text[:20_000]))
    if letters > _ENOUGH and capitals < letters * _FEW:
        return _capitalise(text)
    small = set(re.findall(r"(?<![^\W_])[^\W\d_A-Z][^\W\d_A-Z]+", text))
    large = set(re.findall(r"(?<![^\W_])[^\W\d_][^\W\d_A-Z]+", text))

    def line(match: re.Match[str]) -> str:
        words = _WORD.findall(match[0])
        if len(words) > 2 and _share(str.isupper, words) > 0.7:
            kept = _long_names(match[0])
            return _WORD.sub(
                lambda word: kept.get(word.start()) or _lower(word[0], small, from_capitals=True),
                match[0],
            )
        if len(match[0]) < _HEADLINE and len(words) > 3 and _is_headline(match[0], words):
            return _recase_headline(_recase_words(match[0], large), small)
        return _recase_words(match[0], large)

    return _LINE.sub(line, text)


def _long_names(line: str) -> dict[int, str]:
    """What to write for the words of `NEW ZEALAND` and other known names of two words or three."""
    words = list(_WORD.finditer(line))
    kept: dict[int, str] = {}
    for count in (3, 2):
        for first in range(len(words) - count + 1):
            run = words[first : first + count]
            titled = [word[0][0] + _folded(word[0][1:]) for word in run]
            known = gazetteer().get(" ".join(titled))
            if known and known.trust > Trust.WEAK:
                for word, name in zip(run, titled, strict=True):
                    kept.setdefault(word.start(), name)
    return kept


def _share(test: Callable[[str], bool], words: list[str]) -> float:
    long = [word for word in words if len(word) > 3] or words
    return sum(map(test, long)) / len(long)


def _is_headline(line: str, words: list[str]) -> bool:
    """Whether nearly every word begins with a capital letter, and no sentence ends."""
    if line.rstrip()[-1] in '.;:"' or "(" in line or "\t" in line or line.count(",") > 3:
        return False
    return _share(lambda word: word[0].isupper(), words) > 0.75


def _recase_headline(line: str, small: set[str]) -> str:
    first = True

    def recased(match: re.Match[str]) -> str:
        nonlocal first
        was_first, first = first, False
        word = match[0]
        return word if was_first or word.isupper() else _lower(word, small)

    return _WORD.sub(recased, line)


def _lower(word: str, small: set[str], *, from_capitals: bool = False) -> str:
    """A word of a headline in small letters, unless it is a name."""
    folded = _folded(word)
    titled = word[0] + folded[1:]
    if from_capitals:
        known = gazetteer().get(word)
        if (
            known
            and known.label in {"ORG", "GPE"}
            and (known.trust > Trust.WEAK)
            and word not in {"IT", "WHO", "US", "CAR", "TREND"}
        ):
            return word
    entry = gazetteer().get(titled)
    if not from_capitals and titled in words_of("places.toml", "events_first"):
        return word
    if titled in given_names() or (entry and entry.trust > Trust.WEAK):
        return titled if from_capitals else word
    if (folded in small or is_common(folded)) and len(folded) == len(word):
        return folded
    return titled if from_capitals else word


_CAPITALS = re.compile(r"[^\W\d_a-z]{4}")
_RUN = re.compile(r"(?<![\w-])[^\W\d_a-z]{2,}(?:[ -][^\W\d_a-z]{2,}){1,4}(?![\w-])")


def _recase_run(match: re.Match[str]) -> str:
    """Write `VASSILY NEBENZIA` or `NEW DELHI` as a name, unless there are words or bodies in it."""
    words = re.split("[ -]", match[0])
    if not match[0].isupper() or max(map(len, words)) < 4:
        return match[0]
    titled = re.sub(r"[^\W\d_]+", lambda word: word[0][0] + _folded(word[0][1:]), match[0])
    known = gazetteer().get(titled)
    if not (known and known.label == "GPE") and any(
        is_common(word) or ((entry := gazetteer().get(word)) and entry.label == "ORG")
        for word in words
    ):
        return match[0]
    return titled if len(titled) == len(match[0]) else match[0]


def _recase_words(line: str, large: set[str]) -> str:
    """Write single names in capitals as the text, or the lists, have them."""
    if not _CAPITALS.search(line):
        return line  # nearly always
    line = _RUN.sub(_recase_run, line)
    before = ""

    def recased(match: re.Match[str]) -> str:
        nonlocal before
        word, previous = match[0], before
        before = word
        bare = word[:-1] if word.endswith(".") else word
        if len(bare) < 4 or not bare.isupper():
            return word
        titled = bare[0] + _folded(bare)[1:] + word[len(bare) :]
        if len(titled) != len(word):
            return word
        core = titled.rstrip(".").removesuffix("'s").removesuffix("'S")
        entry = gazetteer().get(core)
        is_known = entry is not None and entry.label != "ORG" and entry.trust > Trust.WEAK
        known_body = gazetteer().get(bare.removesuffix("'S"))
        if known_body is not None and known_body.label == "ORG":
            return word
        follows_name = previous in given_names() or previous in words_of("offices.toml", "offices")
        if core in large or is_known or core in given_names() or (follows_name and len(core) > 3):
            before = titled
            return titled
        return word

    return _WORD.sub(recased, line)


def _folded(word: str) -> str:
    """A word in small letters, letter for letter."""
    return "".join("i" if letter == "İ" else letter.lower() for letter in word)


def _capitalise(text: str) -> str:
    """Write names with capitals in a text that has none."""
    words = re.findall(r"[^\W\d_]+(?:\.[^\W\d_]\.)?", text)
    known = {word for word in set(words) if _is_known(word[0].upper() + word[1:])}

    def large(match: re.Match[str]) -> str:
        word = match[0]
        return word[0].upper() + word[1:] if word in known and len(word[0].upper()) == 1 else word

    return _WORD.sub(large, text)


def _is_known(name: str) -> bool:
    """Whether a name that was written small is one beyond doubt."""
    entry = gazetteer().get(name)
    is_sure = entry is not None and entry.trust > Trust.WEAK
    return not is_common(name) and (is_sure or name in given_names())
