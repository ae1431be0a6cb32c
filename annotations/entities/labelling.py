"""What the program calls an entity that a model calls by a label of its own."""

from annotations.decisions import label_in
from annotations.labels import MEANINGS
from annotations.text import clean_line

# The other scheme of labels that spaCy's models use.
_RENAMED = {"PER": "PERSON"}


def label_of(label: str) -> str:
    """Write a model's label as labels are written here; empty if it has none."""
    written = label_in(clean_line(label))
    return _RENAMED.get(written, written)


def is_own(label: str) -> bool:
    """Tell whether a label is none that the program knows: one of a model, or of the analyst."""
    return label not in MEANINGS
