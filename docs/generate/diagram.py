"""The picture of the architecture: packages as boxes, imports downwards, the data's way beside."""

from dataclasses import dataclass
from html import escape
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "pictures" / "architecture.svg"

WIDTH, HEIGHT = 960, 640
TUI, CORE, NOUNS, WORLD = "#dbe7f7", "#dff0de", "#f6ecd2", "#ececec"

STYLE = """
    text { font-family: system-ui, "DejaVu Sans", Arial, sans-serif; fill: #1c2430; }
    .name { font-size: 15px; font-weight: 600; }
    .about { font-size: 12px; }
    .layer { font-size: 12px; fill: #5b6675; }
    .box { stroke: #4a5563; stroke-width: 1; }
    .import { stroke: #4a5563; stroke-width: 1.5; fill: none; marker-end: url(#grey); }
    .data { stroke: #b4472e; stroke-width: 2; fill: none; marker-end: url(#red); }
"""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the program or of its world.

    Attributes:
        x: Left edge, in user units.
        y: Top edge.
        width: Width.
        height: Height.
        colour: Which layer it belongs to.
        name: What it is called.
        about: What it is for, a line each.
    """

    x: int
    y: int
    width: int
    height: int
    colour: str
    name: str
    about: tuple[str, ...] = ()

    def svg(self) -> str:
        """Draw it."""
        middle = self.x + self.width // 2
        first = self.y + self.height // 2 + 5 - 8 * len(self.about)
        lines = [_text(middle, first, "name", self.name)]
        lines += [
            _text(middle, first + 17 * number, "about", line)
            for number, line in enumerate(self.about, start=1)
        ]
        frame = (
            f'<rect class="box" x="{self.x}" y="{self.y}" width="{self.width}" '
            f'height="{self.height}" rx="6" fill="{self.colour}"/>'
        )
        return "\n".join([frame, *lines])


BOXES = (
    Box(20, 20, 170, 60, WORLD, "a key, a click", ("the terminal",)),
    Box(520, 20, 190, 60, WORLD, "a command line", ("a pipe, a script",)),
    # The interface
    Box(20, 110, 170, 70, TUI, "tui.app", ("theme, keymap,", "first screen")),
    Box(520, 110, 190, 70, TUI, "tui.cli, tui.batch", ("commands that need", "no terminal")),
    Box(210, 110, 290, 70, TUI, "tui.commands", ("a class each: name, key, help, availability",)),
    Box(20, 205, 330, 70, TUI, "tui.screens", ("hold the Library; turn messages into calls",)),
    Box(370, 205, 340, 70, TUI, "tui.widgets", ("get models, post messages; know no Library",)),
    # The domain
    Box(20, 330, 690, 60, CORE, "annotations.library", ("the one object a front end holds",)),
    Box(20, 430, 160, 70, CORE, "articles", ("a file becomes", "an Article")),
    Box(200, 430, 160, 70, CORE, "entities", ("a text becomes", "Mentions")),
    Box(380, 430, 160, 70, CORE, "store", ("what the analyst says", "becomes records")),
    Box(560, 430, 150, 70, CORE, "exports", ("annotations leave",)),
    # The nouns
    Box(
        750,
        110,
        190,
        390,
        NOUNS,
        "models, errors",
        (
            "segments, passages",
            "",
            "the frozen nouns, and the",
            "words, sentences and",
            "paragraphs of a text;",
            "all may import them",
        ),
    ),
    # The world
    Box(20, 550, 160, 60, WORLD, ".txt .md", ("read, never written",)),
    Box(200, 550, 160, 60, WORLD, "child with spaCy", ("cache: mentions.sqlite",)),
    Box(380, 550, 160, 60, WORLD, "annotations.json", ("TinyDB",)),
    Box(560, 550, 150, 60, WORLD, ".csv .md", ("handed over",)),
)

IMPORTS = (
    "M190 145 H210",
    "M355 180 V205",
    "M350 240 H370",
    "M185 275 V330",
    "M615 180 V195 H730 V345 H710",
    "M100 390 V430",
    "M280 390 V430",
    "M460 390 V430",
    "M635 390 V430",
    "M710 360 H750",
    "M710 250 H750",
    "M710 465 H750",
)

DATA = (
    "M105 80 V110",
    "M615 80 V110",
    "M100 550 V500",
    "M270 500 V550",
    "M290 550 V500",
    "M450 500 V550",
    "M470 550 V500",
    "M635 500 V550",
    "M260 330 V275",
)


def diagram() -> str:
    """Draw the picture, as SVG that needs nothing else."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>The parts of briefreader, what they import, and the way of the data</title>",
        f"<style>{STYLE}</style>",
        f"<defs>{_arrow('grey', '#4a5563')}{_arrow('red', '#b4472e')}</defs>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *(box.svg() for box in BOXES),
        *(f'<path class="import" d="{path}"/>' for path in IMPORTS),
        *(f'<path class="data" d="{path}"/>' for path in DATA),
        '<path class="import" d="M750 560 H790"/>',
        _text(800, 564, "about", "imports", "start"),
        '<path class="data" d="M750 590 H790"/>',
        _text(800, 594, "about", "the way of the data", "start"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def write_diagram() -> None:
    """Put the picture into its file."""
    FILE.write_text(diagram(), "utf-8")


def _text(x: int, y: int, style: str, words: str, anchor: str = "middle") -> str:
    return (
        f'<text class="{style}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(words)}</text>'
        if words
        else ""
    )


def _arrow(name: str, colour: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        f'markerHeight="7" markerUnits="userSpaceOnUse" orient="auto">'
        f'<path d="M0 0 L8 4 L0 8 z" fill="{colour}"/></marker>'
    )
