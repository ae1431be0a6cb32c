"""What is done to a text before the model: it gets a copy that is written as it expects.

The copy is as long as the text, so an offset in one is an offset in the other. To add a
preparation: write its module and put one line into `PREPARATIONS`; when what it does changes,
raise its version, and what was cached before is detected anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

from annotations.entities.preparing import capitals, noise, quotes


@dataclass(frozen=True, slots=True)
class Preparation:
    """One change to the copy.

    Attributes:
        name: What it is called.
        version: Raised whenever its results change.
        run: Text → a text of the same length.
    """

    name: str
    version: int
    run: Callable[[str], str]


PREPARATIONS: tuple[Preparation, ...] = (
    Preparation("noise", 1, noise.blank_noise),
    Preparation("quotes", 1, quotes.fold_quotes),
    Preparation("capitals", 3, capitals.recase),
)


def prepare(text: str) -> str:
    """Make the copy of a text that the model is given.

    Args:
        text: The article's whole text.

    Returns:
        A text of the same length.
    """
    for preparation in PREPARATIONS:
        text = preparation.run(text)
    return text
