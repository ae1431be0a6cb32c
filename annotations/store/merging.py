"""What becomes of one record that two have changed since it was one and the same.

A record is what it says, field by field, and the stamps that say when it was changed last, and by
whom. A field that one side only has changed is that side's; tags, states of reading and the words
of notes are told apart one by one. Where both have changed a field, the newer record counts: of
two notes the newer one stands, and the older is kept beside it, as an alternative.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

STAMPS = ("modified", "modified_by", "op")
"""When a record was changed last, by whom, and in which operation: not what it says."""

NOTHING = (None, "")
"""Values that say nothing: they yield to any other."""

DECIDED = {
    "decision": ("verdict", "text", "label", "any_label", "becomes", "words", "decided"),
    "alias": ("relation", "text", "label", "other_text", "other_label", "decided"),
}
"""The fields, by kind of record, that mean something together only."""

Said = Mapping[str, Any]
Pick = Callable[[Any, Any], Any]
"""Given what the newer and the older side have in a field that both changed, picks what counts."""


def merged(
    base: dict[str, Any] | None, mine: dict[str, Any] | None, theirs: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Make one record of two versions of it.

    What one side removed and the other left as it was is gone; what the other changed meanwhile
    stays as that one has it. An annotation that would be left with no tag and no note stays as the
    newer side has it.

    Args:
        base: The newest version that both have had; None if there is none, and then nothing counts
            as removed.
        mine: The record as it is on one side; None if it is not there.
        theirs: The record as it is on the other side; None if it is not there.
    """
    if is_same(theirs, base) or is_same(theirs, mine):
        return mine
    if is_same(mine, base):
        return theirs
    if mine is None or theirs is None:
        return mine or theirs
    as_old = _age(mine) == _age(theirs)
    older, newer = sorted((mine, theirs), key=_form if as_old else _age)
    pick = _greater if as_old else _newer
    result = _fields(base or {}, said(newer), said(older), pick)
    result |= _stamps(base or {}, newer, older)
    result |= _whole(base or {}, newer, older)
    if result["kind"] != "annotation":
        return result
    result = _with_notes(result, base or {}, newer, older)
    return result if result["tags"] or result["note"] else newer


def moved(
    origin: dict[str, Any] | None, goal: dict[str, Any] | None, now: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Make on a record, as it is now, the change that once led from `origin` to `goal`.

    What became of the record since stays: where a field was changed again it is left as it is, and
    nothing is kept beside it, for nobody has written anything.

    Args:
        origin: The record as the change found it; None if it was not there.
        goal: The record as the change left it; None if it was removed.
        now: The record as it is; None if it is not there.
    """
    if says_same(now, origin):
        return goal
    if says_same(now, goal) or origin is None:
        return now
    if goal is None or now is None:
        return now or goal
    result = _fields(said(origin), said(now), said(goal), lambda here, there: here)
    result |= {name: now[name] for name in STAMPS if name in now}
    result |= _whole(origin, now, goal)
    if result["kind"] != "annotation":
        return result
    if goal["note"] not in _words(now):
        goal = goal | {"note": result["note"]}
    result = _with_notes(result, origin, now, goal)
    return result if result["tags"] or result["note"] else now


def says_same(one: Said | None, other: Said | None) -> bool:
    """Tell whether two records say the same, whoever stamped them."""
    if one is None or other is None:
        return one is other
    return one is other or said(one) == said(other)


def is_same(one: Said | None, other: Said | None) -> bool:
    """Tell whether two records are one version, whichever operation brought it."""
    if one is None or other is None:
        return one is other
    if one is other or one.get("modified") != other.get("modified"):
        return one is other
    return _version(one) == _version(other)


def said(record: Said) -> dict[str, Any]:
    """Return what a record says, without its stamps."""
    return {name: value for name, value in record.items() if name not in STAMPS}


def as_alternative(annotation: Said) -> dict[str, Any]:
    """Return an annotation's note as what stands beside another one."""
    return {
        "note": annotation["note"],
        "author": annotation["modified_by"],
        "modified": annotation["modified"],
    }


def versions(
    records: Mapping[str, dict[str, Any]], operations: Iterable[Said]
) -> dict[str, list[dict[str, Any]]]:
    """List, by uid, all that the records of a file have been, the oldest version first.

    Args:
        records: The records as they are now.
        operations: The file's operations, the oldest first. Each has in `before`, by uid, the
            records it touched as they were before it, None for one that was not there; what it
            made of them is what the next one found, or what is there now. It may have in `merged`
            the records of another file that it took in, as they were there.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for operation in operations:
        for uid, version in [*operation["before"].items(), *operation.get("merged", {}).items()]:
            if version is not None:
                found.setdefault(uid, []).append(version)
    for uid, record in records.items():
        found.setdefault(uid, []).append(record)
    return found


def common(mine: Sequence[Said], theirs: Sequence[Said]) -> dict[str, Any] | None:
    """Find the newest version of a record that two sides have both had.

    A version is known by what it says and when, whichever operation brought it: so it is found
    again, too, where one side has it from the other by a merge.

    Args:
        mine: All that the record has been on one side, the oldest version first.
        theirs: All that it has been on the other side, likewise.

    Returns:
        The version; None if there is none.
    """
    shared = (each for each in reversed(mine) if any(is_same(each, known) for known in theirs))
    return next((dict(each) for each in shared), None)


def _version(record: Said) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != "op"}


def _age(record: Said) -> tuple[str, str]:
    """What is greater for the newer of two versions."""
    return record["modified"], record["modified_by"]


def _newer(new: Any, old: Any) -> Any:
    return old if new in NOTHING else new


def _greater(new: Any, old: Any) -> Any:
    """Pick one of two values that are as old, always the same."""
    return old if new in NOTHING or (old not in NOTHING and _form(old) > _form(new)) else new


def _form(value: Any) -> str:
    """What is greater for always the same one of two values."""
    return json.dumps(value, sort_keys=True)


def _fields(base: Said, newer: Said, older: Said, pick: Pick) -> dict[str, Any]:
    """Put together, field by field, what either side has and neither took away."""
    result = {}
    for name in {**newer, **older}:
        was, new, old = base.get(name), newer.get(name), older.get(name)
        if new == old:
            result[name] = new
        elif old == was or new == was:
            side = newer if old == was else older
            if name in side:
                result[name] = side[name]
        elif isinstance(new, dict) and isinstance(old, dict) and name != "target":
            result[name] = _fields(was or {}, new, old, pick)
        else:
            result[name] = pick(new, old)
    return result


def _whole(base: Said, newer: Said, older: Said) -> Said:
    """Take what was decided from one side: of half of one decision and half of another, nobody."""
    if newer["kind"] not in DECIDED:
        return {}
    was, new, old = (
        {name: side[name] for name in DECIDED[newer["kind"]] if name in side}
        for side in (base, newer, older)
    )
    return old if new == was else new


def _stamps(base: Said, newer: Said, older: Said) -> dict[str, Any]:
    """Take the stamps of the side that was stamped since, of both the newer one's."""
    was, new, old = (
        {name: side[name] for name in STAMPS if name in side} for side in (base, newer, older)
    )
    return old if new == was else new


def _with_notes(result: dict[str, Any], base: Said, newer: Said, older: Said) -> dict[str, Any]:
    """Keep beside the note, the oldest first, what else was written and not taken back."""
    was, new, old = _words(base), _words(newer), _words(older)
    left = sorted(
        (
            min((side[words] for side in (new, old) if words in side), key=_written)
            for words in {**new, **old}
            if words not in was or (words in new and words in old)
        ),
        key=_written,
    )
    if not result["note"] and left:
        result["note"] = left[-1]["note"]
    others = [each for each in left if each["note"] != result["note"]]
    result.pop("alternatives", None)
    return result | {"alternatives": others} if others else result


_written = itemgetter("modified", "author", "note")


def _words(side: Said) -> dict[str, dict[str, Any]]:
    """All that is written in an annotation: the note, and what was written in its place."""
    if not side:
        return {}
    every = [as_alternative(side), *side.get("alternatives", ())]
    return {each["note"]: each for each in every if each["note"]}
