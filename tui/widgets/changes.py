"""Changed words as they are shown: what was taken out and put in, told apart without colour too."""

from collections.abc import Iterable

from textual.content import Content

from annotations.diffs import Change, Kind
from tui.widgets.line import plain

MOST_KEPT = 240
"""Code points of words in a row that were kept and are shown; of more, only the two ends."""

SIGNS = {Kind.REMOVED: ("[-", "-]"), Kind.ADDED: ("{+", "+}"), Kind.KEPT: ("", "")}
"""What stands around words, by what became of them."""

STYLES = {Kind.REMOVED: "$text-error", Kind.ADDED: "$text-success", Kind.KEPT: ""}


def changed_words(
    change: Change, kinds: Iterable[Kind] = Kind, most_kept: int = MOST_KEPT
) -> Content:
    """Set a paragraph with the signs and colours of what was changed in it.

    Args:
        change: The paragraph.
        kinds: What is to be shown of it: all, or only what was there before or is there now.
        most_kept: Code points of kept words in a row that are shown whole.
    """
    shown = set(kinds)
    parts: list[Content | tuple[str, str]] = []
    for piece in change:
        if piece.kind not in shown:
            continue
        text = plain(piece.text)
        if piece.kind is Kind.KEPT:
            text = _shortened(text, most_kept)
        before, after = SIGNS[piece.kind]
        gap = " " if piece.text[-1:].isspace() else ""
        parts += [(f"{before}{text}{after}", STYLES[piece.kind]), (gap, "")]
    return Content.assemble(*parts)


def _shortened(text: str, most: int) -> str:
    """Leave the middle out of what is too long, between whole words where there are any."""
    if len(text) <= most:
        return text
    half = most // 2
    head, tail = text[:half], text[-half:]
    return f"{head.rpartition(' ')[0] or head} … {tail.partition(' ')[2] or tail}"
