"""How things are counted and named in sentences for the analyst."""

from collections.abc import Sequence
from dataclasses import fields

from annotations.models import MetadataEdit, Target
from annotations.text import clean

QUOTE = 32
"""Code points of a passage by which a step names it."""


def counted(number: int, noun: str) -> str:
    """Write a number of things: `1 passage`, `1,200 passages`."""
    return f"{number:,} {noun}{'s' if number != 1 else ''}"


def counted_each(**numbers: int) -> str:
    """Write numbers of things, by their noun, those left out of which there is none."""
    return " and ".join(counted(number, noun) for noun, number in numbers.items() if number)


def quoted(words: str) -> str:
    """Name a passage by how its words begin."""
    return f"“{excerpt(words, QUOTE)}”"


def excerpt(text: str, most: int) -> str:
    """Get the beginning of a text on one line, safe to show, cut at a word if it is too long."""
    words = clean(" ".join(text[: 4 * most].split()))
    if len(words) <= most and len(text) <= 4 * most:
        return words
    kept = words[:most]
    at_word = kept.rpartition(" ")[0] if words[most:].strip() and " " in kept else kept
    return at_word.rstrip(" ,;:–—-") + "…"


def edited_fields(edit: MetadataEdit) -> str:
    """Name what an edit has a word on: `source, date`."""
    said = (each.name for each in fields(edit) if getattr(edit, each.name) is not None)
    return ", ".join("date" if name == "published" else name for name in said)


def on_what(targets: Sequence[Target]) -> str:
    """Name what an act is on: a passage by its words, several targets by their number."""
    if len(targets) == 1 and targets[0].passage is not None:
        return quoted(targets[0].passage.quote)
    passages = sum(target.passage is not None for target in targets)
    articles = len(targets) - passages
    return counted_each(passage=passages, article=articles)
