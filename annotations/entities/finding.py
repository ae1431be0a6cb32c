"""From a text to its mentions: prepared, cut, given to the model piece by piece, refined."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotations.entities.cutting import cut
from annotations.entities.mentions import build_mention
from annotations.entities.page import Page
from annotations.entities.preparing import prepare
from annotations.entities.recogniser import Name, Recognise
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
        alone: Whether the text is to share no batch with others.
    """

    def __init__(self, text: str, zones: Sequence[Zone], *, alone: bool = False) -> None:
        """Prepare the text, and cut it.

        Args:
            text: The article's whole text.
            zones: Its boilerplate, ordered by start.
            alone: As the attribute.
        """
        self.page = Page(text, zones, prepare(text))
        self.pieces = deque(cut(text))
        self.mentions: list[Mention] = []
        self.alone = alone

    def result(self) -> list[Mention]:
        """The mentions, once no piece is left."""
        return run_steps(self.page, self.mentions)


class Piece(NamedTuple):
    """A part of a text that the model is given at once."""

    finding: Finding
    start: int
    end: int

    @property
    def readable(self) -> str:
        """The words, as the model is given them."""
        return self.finding.page.readable[self.start : self.end]

    def take(self, found: Iterable[Name]) -> None:
        """Keep what the model found in it."""
        text, offset = self.finding.page.text, self.start
        self.finding.mentions += (
            build_mention(text, offset + start, offset + end, label, "model")
            for start, end, label in found
        )


def next_batch(findings: Iterable[Finding]) -> list[Piece]:
    """Take the next few pieces: short texts share a batch, one that is to go alone does.

    Args:
        findings: In the order in which they are wanted.
    """
    batch: list[Piece] = []
    length = 0
    for finding in findings:
        if batch and finding.alone:
            break
        while finding.pieces and len(batch) < BATCH and length < BATCH_LENGTH:
            batch.append(Piece(finding, *finding.pieces.popleft()))
            length += batch[-1].end - batch[-1].start
        if finding.alone or len(batch) == BATCH or length >= BATCH_LENGTH:
            break
    return batch


def advance(batch: Sequence[Piece], recognise: Recognise) -> None:
    """Run the model over some pieces.

    Args:
        batch: As `next_batch` returned it.
        recognise: The model.
    """
    for piece, found in zip(batch, recognise([piece.readable for piece in batch]), strict=True):
        piece.take(found)
