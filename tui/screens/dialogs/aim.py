"""What dialogs are about. It stands apart because the main screen needs it before any of them."""

from dataclasses import dataclass

from annotations.merges import Alternative
from annotations.models import Target


@dataclass(frozen=True, slots=True)
class Aim:
    """Something that a tag or a note can be put on.

    Attributes:
        label: What it is, with its article: `the sentence`.
        target: Where it is.
        quote: Its words; an article's title.
        present: Uids of the tags that are set on exactly this target.
        note: The note that is on exactly this target.
        alternatives: What others wrote in its place.
    """

    label: str
    target: Target
    quote: str
    present: tuple[str, ...] = ()
    note: str = ""
    alternatives: tuple[Alternative, ...] = ()
