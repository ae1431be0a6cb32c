"""What is done to the mentions after the model: a sequence of small steps, one module each.

A step takes the article's text, its boilerplate zones and the mentions so far, and returns the
mentions as they should be, ordered by start. A mention it adds or changes carries its name in
`found_by`. To add a step: write its module and put one line into `STEPS`; when what it does
changes, raise its version, and what was cached before is detected anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotations.entities.steps import trim, zones
from annotations.models import Mention, Zone

Run = Callable[[str, Sequence[Zone], Sequence[Mention]], list[Mention]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the pipeline.

    Attributes:
        name: What `found_by` says of the mentions it changed.
        version: Raised whenever its results change.
        run: The step itself: text, zones, mentions → mentions.
    """

    name: str
    version: int
    run: Run


STEPS: tuple[Step, ...] = (
    Step(trim.NAME, 1, trim.trim),
    Step(zones.NAME, 1, zones.mark_zones),
)


def run_steps(text: str, zones: Sequence[Zone], mentions: Sequence[Mention]) -> list[Mention]:
    """Run every step in order.

    Args:
        text: The article's whole text.
        zones: Its boilerplate, ordered by start.
        mentions: What the model found.
    """
    refined = list(mentions)
    for step in STEPS:
        refined = step.run(text, zones, refined)
    return refined
