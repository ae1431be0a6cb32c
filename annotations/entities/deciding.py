"""The analyst's decisions, laid over what was found.

A decision of a narrower scope beats one of a wider, a later one an earlier.
Decisions are compared with mentions as they were found, never with what other decisions made of
them: so one can be revoked without a thought for the others.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from annotations.decisions import Decision, Ruling, Scope, Verdict, name_in
from annotations.entities.mentions import build_mention, stages_of
from annotations.entities.overlay import Overlay
from annotations.entities.page import Page
from annotations.models import Article, Mention

ANALYST = "analyst"
"""What `found_by` says of a mention that is the analyst's."""

Rules = Mapping[str, Sequence[Decision]]
"""Decisions of several mentions by the words they are of; the one that counts first."""

Span = tuple[int, int]


def rules_of(decisions: Iterable[Decision]) -> Rules:
    """Put decisions of several mentions together by their words.

    Args:
        decisions: The later ones last.
    """
    several = [each for each in decisions if each.scope is not Scope.MENTION]
    several.reverse()
    several.sort(key=lambda each: each.scope is Scope.COLLECTION)
    found: dict[str, list[Decision]] = {}
    for each in several:
        found.setdefault(each.text, []).append(each)
    return found


def lay(
    article: Article, mentions: Sequence[Mention], own: Sequence[Decision], rules: Rules
) -> tuple[Mention, ...]:
    """Lay decisions over what was found in an article.

    Args:
        article: The article, with its text.
        mentions: What was found in it.
        own: The decisions on single mentions of it, the later ones last.
        rules: Those that are of several, as `rules_of` puts them.

    Returns:
        The mentions, ordered by start; those that an added one overlaps have given way.
    """
    single = [each for each in own if each.start is not None and each.end is not None]
    decided = {(each.start, each.end) for each in single}
    kept: list[Mention] = []
    elsewhere: list[tuple[Span, Mention, Decision]] = []
    for mention in mentions:
        rule = None
        if (mention.start, mention.end) not in decided:
            rule = _rule_for(mention, rules)
        span = _moved(article.text, mention, rule) if rule else None
        if rule and span:
            elsewhere.append((span, mention, rule))
        else:
            kept.extend(_ruled(mention, rule))
    laid = _Laid(article, kept)
    for (start, end), mention, rule in elsewhere:
        laid.set(start, end, rule.becomes or mention.label, rule, mention.label)
    _add(laid, decided, rules)
    for each in single:
        laid.decide(each)
    return tuple(laid.result())


def occurrences(text: str, name: str) -> Iterator[Span]:
    """Go through the places where words stand in a text by themselves, in the same case."""
    return (match.span() for match in _pattern(name).finditer(text))


def wanted(article: Article, mentions: Sequence[Mention], ruling: Ruling) -> list[Mention]:
    """Pick the mentions of an article that a ruling would be about, by whatever label.

    Args:
        article: The article, with its text.
        mentions: Its mentions, as they are after decisions.
        ruling: The ruling; one that adds is about words, too, that are no mention yet.
    """
    named = [each for each in mentions if name_in(each.text) == ruling.text]
    if ruling.verdict is not Verdict.ADDED:
        return named
    named = [each for each in named if each.label == ruling.becomes]
    laid = Overlay(Page(article.text, article.zones), mentions, ANALYST)
    new = [
        build_mention(article.text, start, end, ruling.becomes, ANALYST)
        for start, end in occurrences(article.text, ruling.text)
        if not laid.over(start, end)
    ]
    return sorted([*named, *new], key=lambda each: each.start)


class _Laid(Overlay):
    """The mentions of an article while decisions are laid over them."""

    def __init__(self, article: Article, mentions: Iterable[Mention]) -> None:
        super().__init__(Page(article.text, article.zones), mentions, ANALYST)

    def decide(self, decision: Decision) -> None:
        """Lay a decision on a single mention over it."""
        start, end = decision.start, decision.end
        assert start is not None and end is not None
        if decision.verdict is Verdict.REJECTED:
            for mention in self.over(start, end):
                if (mention.start, mention.end) == (start, end) or (
                    name_in(mention.text) == decision.text
                ):
                    self.drop(mention.start, mention.end)
        elif decision.verdict is not Verdict.LEFT and decision.label_now:
            self.set(start, end, decision.label_now, decision, decision.label)

    def set(self, start: int, end: int, label: str, decision: Decision, found_as: str) -> None:
        """Put in what was decided; it is the analyst's if it was not found so."""
        first, last = self._range(start, end)
        over = self._mentions[first:last]
        as_found = len(over) == 1 and (over[0].start, over[0].end) == (start, end)
        if as_found and over[0].label == label:
            made = over[0]
        else:
            made = build_mention(self.page.text, start, end, label, ANALYST)
            inside = any(zone.start <= start < zone.end for zone in self.page.zones)
            made = replace(made, boilerplate=inside, earlier=stages_of(over[0]) if over else ())
        was = over[0].label if as_found and over[0].found_by != ANALYST else found_as
        self._mentions[first:last] = [replace(made, decision=decision, found_as=was)]


def _rule_for(mention: Mention, rules: Rules) -> Decision | None:
    """Find the decision of several that counts for a mention as it was found."""
    for rule in rules.get(name_in(mention.text), ()) if rules else ():
        if rule.label == mention.label or (rule.any_label and rule.verdict is not Verdict.ACCEPTED):
            return rule
    return None


def _ruled(mention: Mention, rule: Decision | None) -> Iterator[Mention]:
    """Give what a decision of several leaves of a mention where it stands."""
    if rule is None or rule.verdict in (Verdict.LEFT, Verdict.ADDED):
        yield mention
    elif rule.verdict is not Verdict.REJECTED:
        label = rule.becomes or mention.label
        by = mention.found_by if label == mention.label else ANALYST
        changed = replace(mention, label=label, found_by=by, decision=rule, found_as=mention.label)
        yield replace(changed, earlier=stages_of(mention)) if by != mention.found_by else changed


def _moved(text: str, mention: Mention, rule: Decision) -> Span | None:
    """Find the other ends that a decision gives to a mention; None if it has the same."""
    if rule.verdict is not Verdict.MOVED or rule.words == rule.text:
        return None
    first = max(0, mention.start - 2 * len(rule.words))
    around = text[first : mention.end + 2 * len(rule.words)]
    for start, end in occurrences(around, rule.words):
        start, end = first + start, first + end
        if start < mention.end and mention.start < end:
            return start, end
    return None


def _add(laid: _Laid, decided: set[tuple[int | None, int | None]], rules: Rules) -> None:
    """Put in what was added for several places, where nothing else is known."""
    for name, several in rules.items():
        rule = next((each for each in several if not each.label), None)
        if rule is None or rule.verdict is not Verdict.ADDED or not rule.becomes:
            continue
        if name.split()[0] not in laid.page.text:
            continue
        for start, end in occurrences(laid.page.text, name):
            if (start, end) not in decided and not laid.over(start, end):
                laid.set(start, end, rule.becomes, rule, "")


@lru_cache(maxsize=4096)
def _pattern(name: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, name.split()))
    return re.compile(rf"(?<!\w){words}(?!\w)")
