"""One line of cells made of styled parts, and a widget that is such a line.

Text from articles, tags and notes goes through here as plain segments: no markup parser sees it.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from annotations.models import Tag
from annotations.text import clean
from tui.widgets.cells import cell_width, crop, drawn, graphemes, is_narrow
from tui.widgets.components import StyledOnDemand

Part = tuple[str, Style]
"""Some text on one line, and how it looks."""

CONTRAST = 3.5
"""The least contrast a tag's colour has with what is behind it."""


def plain(text: str) -> str:
    """Make `text` fit for one line: white space becomes one space, what drives terminals U+FFFD."""
    return clean(" ".join(text.split()))


def width_of(parts: Iterable[Part]) -> int:
    """Count the cells that `parts` take side by side."""
    return sum(cell_width(text) for text, _ in parts)


def strip_of(parts: Iterable[Part], width: int) -> Strip:
    """Set `parts` side by side in at most `width` cells; what is too long ends in an ellipsis."""
    segments = []
    used = 0
    parts = list(parts)
    for number, (text, style) in enumerate(parts, 1):
        fitting = crop(text, width - used)
        cells = cell_width(fitting)
        is_full = used + cells == width
        if fitting == text and text and is_full and any(more.strip() for more, _ in parts[number:]):
            fitting = crop(f"{text} ", width - used)  # what comes after has no room at all
            cells = cell_width(fitting)
        segments.append(Segment(_drawn(fitting), style))
        used += cells
        if fitting != text:
            break
    return Strip(segments, used)


def spread(left: Sequence[Part], right: Sequence[Part], width: int) -> Strip:
    """Set `left` and `right` at the two ends of `width` cells; the left one yields to the right."""
    right_width = width_of(right)
    if not right_width:
        return strip_of(left, width)
    if right_width >= width:
        return strip_of(right, width)
    strip = strip_of(left, max(0, width - right_width - 2))
    gap = Segment(" " * (width - right_width - strip.cell_length))
    return Strip([*strip, gap, *strip_of(right, right_width)], width)


def _drawn(text: str) -> str:
    """Make the terminal take as many cells for `text` as were counted."""
    if is_narrow(text):
        return text
    found = graphemes(text, 0, len(text))
    return "".join(drawn(text[one.start : one.end], one.cells) for one in found)


def ink(widget: Widget, component: str) -> Style:
    """Get the colour and attributes of a component class, without its background."""
    style = widget.get_component_rich_style(component)
    return style.without_color + Style(color=style.color)


def tag_ink(widget: Widget, tag: Tag, *, bold: bool = False) -> Style:
    """Get a tag's colour, shifted no further than it takes to be read on the widget's ground."""
    _, ground = widget.background_colors
    return Style(color=_legible(tag.colour, ground.hex6), bold=bold)


@lru_cache(maxsize=1024)
def _legible(colour: str, ground: str) -> str:
    wanted, against = Color.parse(colour), Color.parse(ground)
    goal = Color(0, 0, 0) if against.brightness > 0.5 else Color(255, 255, 255)
    shades = (wanted.blend(goal, step / 10) for step in range(11))
    return next((shade for shade in shades if _contrast(shade, against) >= CONTRAST), goal).hex6


def _contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    parts = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


class OneLine(StyledOnDemand):
    """A widget of styled parts on one line, painted anew only when what it says has changed."""

    DEFAULT_CSS = """
    OneLine {
        height: 1;
        width: 1fr;
        padding: 0 1;
        & > .line--dim { color: $foreground-muted; }
        & > .line--strong { text-style: bold; }
        & > .line--accent { color: $text-accent; text-style: bold; }
        & > .line--good { color: $text-success; }
        & > .line--busy { color: $text-warning; }
        & > .line--warning { color: $text-warning; text-style: bold; }
        & > .line--error { color: $text-error; text-style: bold reverse; }
    }
    """
    COMPONENT_CLASSES = {
        "line--dim",
        "line--strong",
        "line--accent",
        "line--good",
        "line--busy",
        "line--warning",
        "line--error",
    }
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._said: object = None
        self._inks: dict[str, Style] = {}
        self._base: Style | None = None

    def says(self) -> object:
        """All that the line shows, comparable: it is painted again when this differs."""
        raise NotImplementedError

    def lay_out(self, width: int, line: int) -> Strip:
        """Set what the widget says in `width` cells; `line` counts from 0 in taller widgets."""
        raise NotImplementedError

    def changed(self) -> None:
        """Repaint if what the line says differs from what it said last."""
        said = self.says()
        if said != self._said:
            self._said = said
            self.refresh()

    def ink(self, name: str) -> Style:
        """Get the style of the component class `line--name`."""
        if name not in self._inks:
            self._inks[name] = ink(self, f"line--{name}")
        return self._inks[name]

    def tag_ink(self, tag: Tag) -> Style:
        """Get a tag's colour, legible on this line."""
        return tag_ink(self, tag)

    def notify_style_update(self) -> None:
        """Forget the styles: the theme has changed."""
        self._inks.clear()
        self._base = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Render one line of the widget."""
        width = self.size.width
        if not width:
            return Strip.blank(0)
        if self._base is None:
            self._base = self.rich_style
        base = self._base
        return self.lay_out(width, y).adjust_cell_length(width, base).apply_style(base)
