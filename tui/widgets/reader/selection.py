"""The selection: a stretch that follows the cursor, or one that stays."""

from dataclasses import dataclass

from tui.widgets.cells import grapheme_at


@dataclass(slots=True)
class Selection:
    """What is selected in a text.

    Attributes:
        anchor: Where a selection that follows the cursor began; None without one.
        kept: A selection that stays, whatever the cursor does: start and end; None without one.
    """

    anchor: int | None = None
    kept: tuple[int, int] | None = None

    def begin(self, offset: int) -> None:
        """Select from here to wherever the cursor goes."""
        self.anchor, self.kept = offset, None

    def keep(self, start: int, end: int) -> None:
        """Select a stretch that stays."""
        self.anchor, self.kept = None, (start, end)

    def drop(self) -> None:
        """Select nothing."""
        self.anchor = self.kept = None

    def span(self, text: str, cursor: int) -> tuple[int, int] | None:
        """Start and end, whole graphemes, that under the cursor included; None without one."""
        if self.anchor is None:
            return self.kept
        low, high = sorted((self.anchor, cursor))
        return grapheme_at(text, low)[0], grapheme_at(text, high)[1]
