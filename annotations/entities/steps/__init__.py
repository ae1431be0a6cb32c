"""What is done to the mentions after the model: a sequence of small steps, one module each.

A step takes the page (the article's text, its boilerplate zones, its words) and the mentions so
far, and returns the mentions as they should be, ordered by start. A mention it adds or changes
carries its name in `found_by`. To add a step: write its module and put one line into `STEPS`;
when what it does changes, raise its version, and what was cached before is detected anew.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from annotations.entities.mentions import Stages, stages_of
from annotations.entities.page import Page
from annotations.entities.steps import (
    acronyms,
    bodies,
    consistency,
    datelines,
    given,
    nouns,
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
        why: Why it changes a mention, in words for people.
    """

    name: str
    version: int
    run: Run
    why: str = ""


STEPS: tuple[Step, ...] = (
    Step(trim.NAME, 1, trim.trim, "no “the”, ’s or stray sign is part of a name"),
    Step(zones.NAME, 1, zones.mark_zones),
    Step(tidy.NAME, 3, tidy.tidy, "a name is on one line, and no longer than a name can be"),
    Step(places.NAME, 3, places.find_places, "a known state, people, town or body is called so"),
    Step(bodies.NAME, 4, bodies.find_kinds, "a kind of body or place is in its name or by it"),
    Step(datelines.NAME, 3, datelines.read_datelines, "it stands in a dateline or byline"),
    Step(given.NAME, 3, given.find_given_names, "it begins with a given name"),
    Step(titles.NAME, 3, titles.find_people, "an office, title or calling stands before it"),
    Step(nouns.NAME, 3, nouns.find_by_nouns, "the noun beside it says what it is"),
    Step(acronyms.NAME, 3, acronyms.find_acronyms, "the initials stand for a name in the article"),
    Step(consistency.NAME, 3, consistency.make_consistent, "one thing is called one throughout"),
)


def run_steps(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Run every step in order.

    Args:
        page: The article.
        mentions: What the model found.
    """
    refined = list(mentions)
    for step in STEPS:
        refined = _remembering(refined, step.run(page, refined))
    return refined


def told(mention: Mention, text: str) -> str:
    """Tell which steps made a mention what it is, and why.

    Args:
        mention: The mention.
        text: The article's whole text.
    """
    return "; ".join(
        f"{step}: “{' '.join(text[start:end].split())}” {label}{_WHY.get(step, '')}"
        for step, start, end, label in stages_of(mention)
    )


def why_of(found_by: str) -> str:
    """Tell why a step, or the model, takes words for an entity; empty if it gives no reason."""
    return _REASONS.get(found_by, "")


_REASONS = {
    **{step.name: step.why for step in STEPS},
    "model": "the language model, by the words in it and around it",
}

_WHY = {step.name: f" ({step.why})" for step in STEPS if step.why}


def _remembering(before: Sequence[Mention], after: Sequence[Mention]) -> list[Mention]:
    """Have each mention remember what it was before a step, whatever the step made anew."""
    same = {(mention.start, mention.end, mention.label): mention for mention in before}
    starts = [mention.start for mention in before]
    remembering = []
    for mention in after:
        was = same.get((mention.start, mention.end, mention.label))
        if was is None:
            last = bisect_left(starts, mention.end)
            stages = _stages(before[max(0, last - _COVERED) : last], mention)
            remembering.append(replace(mention, earlier=stages))
        else:
            remembering.append(was if mention is was else replace(mention, earlier=was.earlier))
    return remembering


_COVERED = 8
"""Of more mentions than this that a step makes one of, the last are looked at."""


def _stages(before: Sequence[Mention], mention: Mention) -> Stages:
    """Return the stages of the mention that another one was made of: what it covers most of."""

    def shared(one: Mention) -> int:
        return min(one.end, mention.end) - max(one.start, mention.start)

    origin = max(before, key=shared, default=None)
    if origin is None or shared(origin) <= 0:
        return ()
    return stages_of(origin)
