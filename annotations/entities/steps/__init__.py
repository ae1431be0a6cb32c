"""What is done to the mentions after the model: a sequence of small steps, one module each.

A step takes the page (the article's text, its boilerplate zones, its words) and the mentions so
far, and returns the mentions as they should be, ordered by start. A mention it adds or changes
carries its name in `found_by`. To add a step: write its module and put one line into `STEPS`;
when what it does changes, raise its version, and what was cached before is detected anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotations.entities.page import Page
from annotations.entities.steps import (
    acronyms,
    bodies,
    consistency,
    datelines,
    given,
    places,
    tidy,
    titles,
    trim,
    zones,
)
from annotations.models import Mention

Run = Callable[[Page, Sequence[Mention]], list[Mention]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the pipeline.

    Attributes:
        name: What `found_by` says of the mentions it changed.
        version: Raised whenever its results change.
        run: The step itself: page, mentions → mentions.
    """

    name: str
    version: int
    run: Run


STEPS: tuple[Step, ...] = (
    Step(trim.NAME, 1, trim.trim),
    Step(zones.NAME, 1, zones.mark_zones),
    Step(tidy.NAME, 1, tidy.tidy),
    Step(places.NAME, 1, places.find_places),
    Step(bodies.NAME, 1, bodies.find_kinds),
    Step(datelines.NAME, 2, datelines.read_datelines),
    Step(given.NAME, 1, given.find_given_names),
    Step(titles.NAME, 1, titles.find_people),
    Step(acronyms.NAME, 1, acronyms.find_acronyms),
    Step(consistency.NAME, 1, consistency.make_consistent),
)


def run_steps(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Run every step in order.

    Args:
        page: The article.
        mentions: What the model found.
    """
    refined = list(mentions)
    for step in STEPS:
        refined = step.run(page, refined)
    return refined
