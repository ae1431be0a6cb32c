"""A line with a word and the names that belong to it."""

from collections.abc import Sequence

from textual.strip import Strip

from tui.widgets.line import OneLine, Part, plain, strip_of


class NamesLine(OneLine):
    """A word in bold and what belongs to it, as many as there is room for."""

    DEFAULT_CSS = "NamesLine { padding: 0 1; }"

    def __init__(self, *, id: str) -> None:
        """Make an empty line."""
        super().__init__(id=id)
        self._word = ""
        self._names: Sequence[str] = ()

    def show(self, word: str, names: Sequence[str]) -> None:
        """Say a word, and names after it."""
        self._word, self._names = plain(word), [plain(name) for name in names]
        self.changed()

    def says(self) -> object:
        """The word and the names."""
        return self._word, tuple(self._names)

    def lay_out(self, width: int, line: int) -> Strip:
        """Set them on one line."""
        parts: list[Part] = [(f" {self._word}", self.ink("strong"))]
        if self._names:
            parts.append((f"  {' · '.join(self._names)}", self.ink("dim")))
        return strip_of(parts, width)
