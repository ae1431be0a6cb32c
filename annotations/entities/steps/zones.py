"""The step that tells mentions in boilerplate from those in the article itself."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from annotations.entities.page import Page
from annotations.models import Mention

NAME = "zones"


def mark_zones(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """Mark the mentions inside a zone, and drop those that run over a zone's border.

    Zones begin and end with lines, and no name goes on from an article into an advert: what the
    model found across a border is two scraps of text.
    """
    zones = page.zones
    starts = [zone.start for zone in zones]
    marked = []
    for mention in mentions:
        index = bisect_right(starts, mention.end - 1) - 1
        zone = zones[index] if index >= 0 else None
        if zone is None or zone.end <= mention.start:
            marked.append(mention)
        elif zone.start <= mention.start and mention.end <= zone.end:
            marked.append(replace(mention, boilerplate=True))
    return marked
