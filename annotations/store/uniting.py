"""All records of two annotations files made one: which are the same, and what becomes of each."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from annotations.merges import MergeCounts
from annotations.store.merging import common, is_same, merged, said
from annotations.store.records import Record

Records = Mapping[str, Record]
"""The records of a file, by uid."""

Past = Mapping[str, Sequence[Record]]
"""What the records of a file have been, by uid, the oldest version first."""

Same = Callable[[Sequence[Record]], Mapping[str, str]]
"""Given records of theirs, returns uids: of those that we have under another one, theirs → ours."""

NO_PAST: Past = {}

OTHERS = ("link", "watch")
"""Kinds that are counted together."""

OWN = {
    "tag": ("uid", "created", "author"),
    "article": ("uid", "created", "author", "path", "text_sha256"),
    "watch": ("uid", "created", "author"),
    "decision": ("uid", "created", "author"),
    "alias": ("uid", "created", "author"),
}
"""What a record of ours keeps when one of another uid turns out to be the same."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What makes one file of two.

    Attributes:
        records: New and changed records, as they are to be.
        removed: Uids of those that are to go.
        counts: What that amounts to.
        theirs: By uid, the records of theirs that something else was made of.
    """

    records: list[Record]
    removed: list[str]
    counts: MergeCounts
    theirs: dict[str, Record]


def united(
    ours: Records,
    theirs: Records,
    our_past: Past = NO_PAST,
    their_past: Past = NO_PAST,
    is_here: Callable[[Record], bool] = lambda article: True,
) -> Merge:
    """Take the records of another file in among ours.

    Records of one uid are one; so are tags of one name, articles of one path or else of one text,
    watches of one name, decisions on the same mentions or names, and annotations that differ in
    their uid only, and they keep the uid that ours has. What was removed there is removed here if
    it has not changed since the newest version that both have had; where no such version is known,
    what they lack says nothing. Quick keys of ours stay; theirs are given where they are free.

    Args:
        ours: Our records.
        theirs: Theirs; neither includes operations.
        our_past: What ours have been.
        their_past: What theirs have been.
        is_here: Tells of an article's record whether our collection has the article.
    """
    union = _Union(ours, theirs, our_past, their_past)
    union.take("tag", union.same_tags)
    union.take("article", union.same_articles)
    union.take("annotation", union.same_annotations)
    for kind in ("decision", "alias"):
        union.take(kind, partial(union.same_decisions, kind))
    union.take("link", lambda others: {})
    union.take("watch", union.same_watches)
    union.take_out()
    union.put_back()
    union.settle("key", int)
    return Merge(union.changed(), union.removed(), union.counts(is_here), union.differing())


class _Union:
    """Our records while theirs are taken in."""

    def __init__(self, ours: Records, theirs: Records, our_past: Past, their_past: Past) -> None:
        self._ours, self._theirs = ours, theirs
        self._our_past, self._their_past = our_past, their_past
        self._now = dict(ours)
        self._uids: dict[str, str] = {}  # theirs → ours, where they differ

    def take(self, kind: str, same: Same) -> None:
        """Take in their records of one kind: first those whose uid we know, then the others.

        Args:
            kind: The kind.
            same: Finds those of the others that we have under another uid.
        """
        known = self._ours.keys() | self._our_past.keys()
        others = []
        for record in self._theirs.values():
            if record["kind"] != kind:
                continue
            if record["uid"] in known:
                self._merge(record["uid"], record)
            else:
                others.append(self._in_our_terms(record))
        found = same(others)
        self._uids |= found
        for record in others:
            uid = found.get(record["uid"])
            if uid is None:
                self._now[record["uid"]] = record
            elif kind in OWN:
                own = self._now[uid]
                self._put(uid, None, record | {name: own[name] for name in OWN[kind]})

    # Which are the same

    def same_tags(self, others: Sequence[Record]) -> Mapping[str, str]:
        """Find tags by name."""
        self.settle("name", str.casefold)
        by_name = {record["name"].casefold(): uid for uid, record in self._all("tag")}
        names = ((record["uid"], record["name"].casefold()) for record in others)
        return {uid: by_name[name] for uid, name in names if name in by_name}

    def same_articles(self, others: Sequence[Record]) -> Mapping[str, str]:
        """Find articles by path; those that are left, by text, each another one of ours."""
        by_path = {record["path"]: uid for uid, record in self._all("article")}
        found = {
            record["uid"]: by_path[record["path"]] for record in others if record["path"] in by_path
        }
        taken = {*found.values(), *self._theirs}
        free = [(uid, record) for uid, record in self._all("article") if uid not in taken]
        by_text = {record["text_sha256"]: uid for uid, record in free if record["text_sha256"]}
        for record in others:
            if record["uid"] not in found and record["text_sha256"] in by_text:
                found[record["uid"]] = by_text.pop(record["text_sha256"])
        return found

    def same_annotations(self, others: Sequence[Record]) -> Mapping[str, str]:
        """Find annotations that differ in nothing but their uid."""
        origins = {_origin(record) for record in others}
        twins: dict[object, list[Record]] = {}
        for _, record in self._all("annotation"):
            if _origin(record) in origins:
                twins.setdefault(_origin(record), []).append(record)
        return {
            record["uid"]: twin["uid"]
            for record in others
            for twin in twins.get(_origin(record), ())
            if is_same(record | {"uid": ""}, twin | {"uid": ""})
        }

    def same_watches(self, others: Sequence[Record]) -> Mapping[str, str]:
        """Find what is watched by the same name."""
        ours = {(record["label"], record["name"]): uid for uid, record in self._all("watch")}
        names = ((record["uid"], (record["label"], record["name"])) for record in others)
        return {uid: ours[name] for uid, name in names if name in ours}

    def same_decisions(self, kind: str, others: Sequence[Record]) -> Mapping[str, str]:
        """Find decisions on the very same mentions, or names."""
        by_object = {_object(record): uid for uid, record in self._all(kind)}
        objects = ((record["uid"], _object(record)) for record in others)
        return {uid: by_object[what] for uid, what in objects if what in by_object}

    # What else there is to see to

    def take_out(self) -> None:
        """Remove what they have removed, if it has not changed here since."""
        for uid in self._their_past.keys() & self._ours.keys() - self._theirs.keys():
            self._merge(uid, None)

    def put_back(self) -> None:
        """Put back the tags and articles that one side has removed, and something is still on."""
        lost = {*self._ours, *self._theirs} - self._now.keys() - self._uids.keys()
        on = [*self._all("annotation"), *self._all("decision")] if lost else []
        for _, record in on:
            for uid in lost & {record["article"], *record.get("tags", ())}:
                self._now[uid] = self._ours.get(uid) or self._in_our_terms(self._theirs[uid])

    def settle(self, field: str, form: Callable[[Any], object]) -> None:
        """See that no two tags come to have one name or key: then the newcomer has its own again.

        Args:
            field: The field of tags.
            form: Makes equal what counts as the same in it.
        """
        while True:
            owners: dict[object, str] = {}
            tags = [pair for pair in self._all("tag") if pair[1][field] is not None]
            tags.sort(key=lambda pair: self._is_newcomer(pair[1], field))
            for uid, record in tags:
                owner = owners.setdefault(form(record[field]), uid)
                if owner != uid and self._is_newcomer(record, field):
                    own = self._ours.get(uid, {}).get(field)
                    self._now[uid] = record | {field: own}
                    break
            else:
                return

    def _is_newcomer(self, tag: Record, field: str) -> bool:
        own = self._ours.get(tag["uid"])
        return own is None or bool(own[field] != tag[field])

    # What came of it

    def changed(self) -> list[Record]:
        """Return the records that are new or not as they were."""
        every = self._now.items()
        return [record for uid, record in every if not is_same(record, self._ours.get(uid))]

    def differing(self) -> dict[str, Record]:
        """Return the changed records as theirs has them, where something else was made of them."""
        uids = {record["uid"] for record in self.changed()}
        told = ((self._uids.get(uid, uid), record) for uid, record in self._theirs.items())
        theirs = {uid: self._in_our_terms(record) for uid, record in told if uid in uids}
        return {uid: each for uid, each in theirs.items() if not is_same(each, self._now[uid])}

    def removed(self) -> list[str]:
        """Return the uids of the records that are not there any more."""
        return [uid for uid in self._ours if uid not in self._now]

    def counts(self, is_here: Callable[[Record], bool]) -> MergeCounts:
        """Count what happened."""
        all_changed = self.changed()
        new = [record for record in all_changed if record["uid"] not in self._ours]
        old = [
            (self._ours[record["uid"]], record)
            for record in all_changed
            if record["uid"] in self._ours and said(record) != said(self._ours[record["uid"]])
        ]
        changed = [pair for pair in old if pair[1]["kind"] == "annotation"]
        gone = [uid for uid in self.removed() if self._ours[uid]["kind"] == "annotation"]
        theirs = [record for record in self._theirs.values() if record["kind"] == "annotation"]
        kinds = [record["kind"] for record in new]
        touched = sum(record["uid"] in self._theirs for _, record in changed)
        return MergeCounts(
            new=kinds.count("annotation"),
            changed=len(changed),
            removed=len(gone),
            same=len(theirs) - kinds.count("annotation") - touched,
            elsewhere=self._elsewhere(theirs, is_here),
            conflicts=sum(len(_others(now) - _others(was)) for was, now in changed),
            tags=kinds.count("tag"),
            articles=kinds.count("article"),
            other=sum(now["kind"] in ("tag", "article", *OTHERS) for _, now in old)
            + sum(kind in OTHERS for kind in kinds),
            decisions=sum(
                record["kind"] in ("decision", "alias")
                for record in (*new, *(now for _, now in old))
            ),
        )

    def _elsewhere(self, theirs: Sequence[Record], is_here: Callable[[Record], bool]) -> int:
        uids = (self._uids.get(record["uid"], record["uid"]) for record in theirs)
        on = Counter(self._now[uid]["article"] for uid in uids if uid in self._now)
        articles = ((self._now.get(uid), count) for uid, count in on.items())
        return sum(count for article, count in articles if not (article and is_here(article)))

    # Within

    def _all(self, kind: str) -> Iterator[tuple[str, Record]]:
        return (pair for pair in self._now.items() if pair[1]["kind"] == kind)

    def _in_our_terms(self, record: Record) -> Record:
        """Return a record of theirs with our uids for the article and the tags it names."""
        result = dict(record)
        if "article" in record:
            result["article"] = self._uids.get(record["article"], record["article"])
        if isinstance(record.get("tags"), dict):
            result["tags"] = {self._uids.get(tag, tag): on for tag, on in record["tags"].items()}
        return result

    def _merge(self, uid: str, record: Record | None) -> None:
        """Put in a record of theirs that has a uid we know; None: they have removed it."""
        theirs = [*self._their_past.get(uid, ()), *([record] if record else [])]
        ours = [*self._our_past.get(uid, ()), *([self._ours[uid]] if uid in self._ours else [])]
        base = common(ours, [self._in_our_terms(each) for each in theirs])
        self._put(uid, base, self._in_our_terms(record) if record else None)

    def _put(self, uid: str, base: Record | None, record: Record | None) -> None:
        own = self._now.get(uid)
        if own and record and own["kind"] != record["kind"]:
            return
        result = merged(base, own, record)
        if result is None:
            self._now.pop(uid, None)
            return
        if own and own.get("key") is not None and (base is None or base["key"] != own["key"]):
            result = result | {"key": own["key"]}
        self._now[uid] = result


def _origin(record: Record) -> tuple[str, str, str]:
    return record["article"], record["author"], record["created"]


def _object(record: Record) -> tuple[object, ...]:
    """What a decision is of."""
    if record["kind"] == "alias":
        names = [(record[f"{one}label"], record[f"{one}text"]) for one in ("", "other_")]
        return record["relation"], *(
            sorted(names) if record["relation"] != "renamed" else names[:1]
        )
    target = record["target"]
    if target is not None:
        return record["article"], target["start"], target["end"], target["text_sha256"]
    return record["article"], record["text"], record["label"]


def _others(record: Record) -> set[str]:
    return {each["note"] for each in record.get("alternatives", ())}
