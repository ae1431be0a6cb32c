"""How looks become styles: the theme's colours, the tags' tints, the marks of entity types."""

from rich.style import Style
from textual.color import Color, ColorParseError
from textual.css.styles import RenderStyles
from textual.widget import Widget

from tui.widgets.reader.highlights import KINDS, OWN_KINDS, Look

COMPONENTS = {
    *(f"reader--{kind}" for kind in (*KINDS.values(), *OWN_KINDS)),
    "reader--passage",
    "reader--boilerplate",
    "reader--found",
    "reader--current",
    "reader--selection",
    "reader--cursor",
    "reader--cursor-away",
    "reader--placeholder",
}
"""The component classes a theme or a stylesheet can change."""

# Colour alone would be lost without colours, so every kind of entity has type of its own as well.
CSS = """
TextView {
    background: $background;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: scroll;
    scrollbar-size-vertical: 1;
    scrollbar-background: $background;
    scrollbar-background-hover: $background;
    scrollbar-background-active: $background;
    scrollbar-color: $foreground 20%;
    & > .reader--person { color: $text-primary; text-style: bold underline; }
    & > .reader--organisation { color: $text-warning; text-style: underline; }
    & > .reader--place { color: $text-success; text-style: italic underline; }
    & > .reader--group { color: $text-secondary; text-style: bold italic; }
    & > .reader--event { color: $text-error; text-style: bold italic underline; }
    & > .reader--work { color: $text-error; text-style: uu; }
    & > .reader--time { color: $text-accent; text-style: italic; }
    & > .reader--number { color: $foreground 60%; text-style: underline; }
    & > .reader--own-0 { color: $text-accent; text-style: bold uu; }
    & > .reader--own-1 { color: $text-warning; text-style: italic uu; }
    & > .reader--own-2 { color: $text-success; text-style: bold italic uu; }
    & > .reader--own-3 { color: $text-primary; text-style: overline underline; }
    & > .reader--own-4 { color: $text-secondary; text-style: bold overline underline; }
    & > .reader--own-5 { color: $text-error; text-style: italic overline underline; }
    & > .reader--passage { background: $foreground; }
    & > .reader--boilerplate { color: $foreground 45%; }
    & > .reader--found { background: $warning 35%; text-style: underline; }
    & > .reader--current { background: $warning; color: auto; text-style: bold; }
    & > .reader--selection { background: $primary 50%; }
    & > .reader--cursor { background: $foreground; color: $background; }
    & > .reader--cursor-away { background: $foreground 40%; }
    & > .reader--placeholder { color: $foreground 50%; }
}
"""

_TINT = 0.28
"""How much of a tag's colour goes into the ground of a passage."""

_NOTE_TINT = 0.12
"""The same for the neutral ground of a passage that has a note and no tag."""


class Palette:
    """The styles of one widget, each made once; to be dropped when the widget's style changes."""

    def __init__(self, widget: Widget) -> None:
        """Read the widget's own style; component styles are read as they are needed."""
        self._widget = widget
        _, self._ground = widget.background_colors
        self._ink = _on(self._ground, widget.styles.color)
        self._styles: dict[Look, Style] = {}
        self._parts: dict[str, RenderStyles] = {}
        self.plain = self.style(Look())

    def style(self, look: Look) -> Style:
        """The style for a look."""
        style = self._styles.get(look)
        if style is None:
            style = self._styles[look] = self._compose(look)
        return style

    def part(self, name: str) -> Style:
        """The style of one component class, by the end of its name, on the widget's ground."""
        return self._render(self._ground, self._ink, [name])

    def bar(self, outer: tuple[str, ...], inner: tuple[str, ...]) -> Style:
        """The style of a bar in the margin, its left half the outer, its right the inner one."""
        left = self._tint(outer).rich_color
        right = self._ground if outer == inner else self._tint(inner)
        return Style.from_color(left, right.rich_color)

    def _compose(self, look: Look) -> Style:
        ground, ink = self._ground, self._ink
        for colours in look.passages:
            ground = ground.blend(self._tint(colours), _TINT if colours else _NOTE_TINT)
        names = [look.entity] if look.entity else []
        names += [name for name in ("boilerplate", "found", "current") if getattr(look, name)]
        names += ["selection"] if look.selected else []
        if look.cursor:
            names.append(look.cursor)
        return self._render(ground, ink, names)

    def _render(self, ground: Color, ink: Color, names: list[str]) -> Style:
        type_style = Style.null()
        for name in names:
            part = self._part(name)
            if part.has_rule("background"):
                ground = _on(ground, part.background)
            if part.has_rule("auto_color") and part.auto_color:
                ink = _on(ground, ground.get_contrast_text(part.color.a))
            elif part.has_rule("color"):
                ink = _on(ground, part.color)
            type_style += part.text_style
        return type_style + Style.from_color(ink.rich_color, ground.rich_color)

    def _part(self, name: str) -> RenderStyles:
        if name not in self._parts:
            self._parts[name] = self._widget.get_component_styles(f"reader--{name}")
        return self._parts[name]

    def _tint(self, colours: tuple[str, ...]) -> Color:
        """The colour of a passage: that of its tags, mixed."""
        mixed = None
        for count, text in enumerate(colours, start=1):
            colour = _parse(text)
            if colour:
                mixed = mixed.blend(colour, 1 / count) if mixed else colour
        return mixed or _on(self._ground, self._part("passage").background)


def _on(ground: Color, colour: Color) -> Color:
    """A colour that may let the ground through, as it looks on it."""
    return ground.blend(colour, colour.a, 1.0)


def _parse(text: str) -> Color | None:
    try:
        return Color.parse(text)
    except ColorParseError:
        return None
