"""The fields of decisions: what is said of a mention, given what was found and said before."""

from annotations.decisions import Ruling, Scope, Verdict, name_in
from annotations.models import Mention
from annotations.store.records import Record

STANDING = (Verdict.ACCEPTED, Verdict.RELABELLED, Verdict.MOVED, Verdict.ADDED)
"""Verdicts that say that something is an entity."""


def is_single(mention: Mention) -> bool:
    """Tell whether something was decided of a mention by itself."""
    return mention.decision is not None and mention.decision.scope is Scope.MENTION


def found_as(mention: Mention) -> str:
    """Return the label a mention was found with; empty if it was not found."""
    return mention.found_as if mention.decision else mention.label


def left_alone(mention: Mention) -> Record:
    """Say that a mention is to stay as it was found."""
    return {
        "verdict": str(Verdict.LEFT),
        "text": name_in(mention.text),
        "label": found_as(mention),
    }


def said_of(mention: Mention, verdict: Verdict, becomes: str) -> Record:
    """Say what is decided of a mention, given what was decided before; nothing if that is known."""
    known = mention.decision if is_single(mention) else None
    label_found = known.label if known else found_as(mention)
    said = {
        "text": known.text if known else name_in(mention.text),
        "label": label_found,
        "becomes": "",
        "words": name_in(mention.text),
    }
    if verdict is Verdict.REJECTED:
        return said | {"verdict": str(verdict)}
    if verdict is Verdict.ACCEPTED:
        if known and known.verdict in STANDING:
            return {}
        becomes = mention.label
    kept = known is not None and known.verdict in (Verdict.MOVED, Verdict.ADDED)
    if not becomes or (kept and becomes == mention.label):
        return {}
    label = becomes if becomes != label_found else ""
    changed = Verdict.RELABELLED if label else Verdict.ACCEPTED
    settled = known.verdict if known and kept else changed if label_found else Verdict.ADDED
    return said | {"verdict": str(settled), "becomes": label}


def rule_of(ruling: Ruling, label: str, *, any_label: bool) -> Record:
    """Say what is decided of all mentions of some words that were found with a label."""
    becomes = ruling.becomes if ruling.becomes != label else ""
    verdict = ruling.verdict
    if verdict is Verdict.RELABELLED and not becomes:
        verdict, any_label = Verdict.ACCEPTED, False
    return {
        "verdict": str(verdict),
        "text": ruling.text,
        "label": label,
        "any_label": any_label and bool(label),
        "becomes": becomes,
        "words": ruling.words or ruling.text,
    }
