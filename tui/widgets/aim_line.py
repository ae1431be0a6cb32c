"""What a key would tag now, and the tags that are set with one key."""

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from annotations.models import Tag
from tui.widgets.cells import crop
from tui.widgets.line import OneLine, Part, plain, spread, width_of

MIN_QUOTE = 24
"""Cells the quote keeps before quick tags give way to it."""

FEW_COLUMNS = 60
"""Up to this width the quick tags are their digits alone."""

_NOTHING = Style.null()


class AimLine(OneLine):
    """What the tag key would aim at, and the quick tags in their colours."""

    def __init__(self, *, key: str = "t", id: str | None = None, classes: str | None = None):
        """Make the line.

        Args:
            key: The tag command's key, as it is shown.
            id: The widget's id.
            classes: The widget's CSS classes.
        """
        super().__init__(id=id, classes=classes)
        self._key = key
        self._aim = ("", "")
        self._tags: tuple[Tag, ...] = ()

    def set_aim(self, label: str, quote: str = "") -> None:
        """Say what would be tagged: `label` such as `the sentence`, and its words."""
        self._aim = (label, plain(quote[:1000]))
        self.changed()

    def set_tags(self, tags: Sequence[Tag]) -> None:
        """Show those of `tags` that have a quick key, in the order of the keys."""
        quick = (tag for tag in tags if tag.key is not None)
        self._tags = tuple(sorted(quick, key=lambda tag: tag.key or 0))
        self.changed()

    def says(self) -> object:
        """The key, the aim and the quick tags."""
        return (self._key, self._aim, self._tags)

    def lay_out(self, width: int, line: int) -> Strip:
        """Give the quick tags their places as long as the quote keeps its own."""
        label, quote = self._aim
        left: list[Part] = []
        if label:
            left = [(f"{self._key} ", self.ink("accent")), (f"→ {label}", _NOTHING)]
            if quote:
                left.append((f" “{quote}”", self.ink("dim")))
        aim = width_of(left[:2])
        few = width <= FEW_COLUMNS
        kept = min(width_of(left), aim + (0 if few else MIN_QUOTE))
        right = self._quick(width - kept - 2, digits_only=few)
        if quote:
            room = width - aim - (width_of(right) + 2 if right else 0) - 3
            left[-1:] = [(f" “{crop(quote, room)}”", self.ink("dim"))] if room > 1 else []
        return spread(left, right, width)

    def _quick(self, room: int, *, digits_only: bool) -> list[Part]:
        """Set as many quick tags as fit, and say how many do not."""
        entries = [self._quick_tag(tag, digits_only) for tag in self._tags]
        for shown in range(len(entries), -1, -1):
            left_out = len(entries) - shown
            parts = [part for entry in entries[:shown] for part in entry]
            if left_out:
                parts.append((f"  +{left_out}" if parts else f"+{left_out}", self.ink("dim")))
            if parts:
                parts[0] = (parts[0][0].lstrip(), parts[0][1])
            if width_of(parts) <= room:
                return parts
        return []

    def _quick_tag(self, tag: Tag, digits_only: bool) -> list[Part]:
        if digits_only:
            return [(f" {tag.key}", self.tag_ink(tag))]
        name = (crop(plain(tag.name), 20), self.tag_ink(tag))
        return [(f"  {tag.key} ", self.ink("strong")), name]
