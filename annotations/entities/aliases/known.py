"""What is known of names beforehand: states, cities that were renamed, international bodies."""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from annotations.entities.aliases.folding import fold


@dataclass(frozen=True, slots=True)
class Nations:
    """All states.

    Attributes:
        names: Code of a state by each of its folded names.
        adjectives: The same by adjective, and by name.
        titles: What to call a state, by code.
    """

    names: dict[str, str] = field(default_factory=dict)
    adjectives: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def split(self, body: str) -> tuple[str, str]:
        """Part a body from its nation.

        Args:
            body: Folded: `us state department`, `security council of tajikistan`.

        Returns:
            The body without its nation, and the nation's code; empty if none is named.
        """
        words = body.split()
        for count in range(min(4, len(words) - 1), 0, -1):
            if code := self.adjectives.get(" ".join(words[:count])):
                return " ".join(words[count:]), code
        # The longest name of a nation: `of the Republic of Kazakhstan` is not `of Kazakhstan`.
        for of in re.finditer(" of (?:the )?", body):
            if code := self.names.get(body[of.end() :]):
                return body[: of.start()], code
        return body, ""


@cache
def nations() -> Nations:
    """Read the states."""
    found = Nations()
    formal: dict[str, str] = {}
    *lines, forms = _lines("countries.txt")
    prefixes = [fold(form) for form in forms.partition(":")[2].split(";")]
    for line in lines:
        code, _, rest = line.partition(":")
        names, _, adjectives = rest.partition("|")
        title, *others = (name.strip() for name in names.split(";"))
        found.titles[code] = title
        for name in map(fold, (title, *others)):
            found.names[name] = code
            found.adjectives[name] = code
            for prefix in prefixes:
                formal.setdefault(f"{prefix} of {name}", code)
                formal.setdefault(f"{prefix} of the {name}", code)
        for adjective in adjectives.split(";"):
            if adjective.strip():
                found.adjectives[fold(adjective)] = code
    found.names.update(formal | found.names)  # a name that is listed stands: Republic of China
    return found


@cache
def known_names(file: str) -> dict[str, str]:
    """Read names that are one and the same: the first of each line by each folded name.

    Args:
        file: The file's name in `data/`.
    """
    found: dict[str, str] = {}
    for line in _lines(file):
        first, *others = (name.strip() for name in line.split(";"))
        for name in (first, *others):
            found.setdefault(fold(name), first)
    return found


_SPELLINGS = (
    (re.compile(r"\b(\w{3,})isation"), r"\1ization"),
    (re.compile(r"\bco-operati"), "cooperati"),
    (re.compile(r"\bdefence\b"), "defense"),
    (re.compile(r"\bcentre\b"), "center"),
    (re.compile(r"\blabour\b"), "labor"),
    (re.compile(r"\bprogramme\b"), "program"),
)


@cache
def american(body: str) -> str:
    """Spell a folded name as Americans do.

    Args:
        body: The name.
    """
    for british, spelling in _SPELLINGS:
        body = british.sub(spelling, body)
    return body


def _lines(file: str) -> list[str]:
    text = (files("annotations.entities") / "data" / file).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
