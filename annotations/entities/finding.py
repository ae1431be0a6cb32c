"""From one text to its mentions: prepared, cut, given to the model piece by piece, refined."""

from collections import deque
from collections.abc import Sequence

from annotations.entities.cutting import cut
from annotations.entities.mentions import build_mention
from annotations.entities.page import Page
from annotations.entities.preparing import prepare
from annotations.entities.recogniser import Recognise
from annotations.entities.steps import run_steps
from annotations.models import Mention, Zone

BATCH = 16
"""Pieces given to the model at once."""

BATCH_LENGTH = 20_000
"""Code points after which a batch is full: how long an urgent text waits, about a second."""


class Finding:
    """One text under way.

    Attributes:
        page: The text, and the copy of it that the model is given.
        pieces: What the model has not seen yet: start and end of each piece.
        mentions: What the model has found so far.
    """

    def __init__(self, text: str, zones: Sequence[Zone]) -> None:
        """Prepare the text, and cut it.

        Args:
            text: The article's whole text.
            zones: Its boilerplate, ordered by start.
        """
        self.page = Page(text, zones, prepare(text))
        self.pieces = deque(cut(text))
        self.mentions: list[Mention] = []

    def advance(self, recognise: Recognise) -> None:
        """Run the model over the next few pieces.

        Args:
            recognise: The model.
        """
        batch: list[tuple[int, int]] = []
        length = 0
        while self.pieces and len(batch) < BATCH and length < BATCH_LENGTH:
            batch.append(self.pieces.popleft())
            length += batch[-1][1] - batch[-1][0]
        texts = [self.page.readable[start:end] for start, end in batch]
        for (offset, _), found in zip(batch, recognise(texts), strict=True):
            self.mentions += (
                build_mention(self.page.text, offset + start, offset + end, label, "model")
                for start, end, label in found
            )

    def result(self) -> list[Mention]:
        """The mentions, once no piece is left."""
        return run_steps(self.page, self.mentions)
