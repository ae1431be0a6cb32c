"""Records of which a file holds two versions that know nothing of each other, made one again.

So it is where git merged two branches without our driver, or somebody kept the lines of both by
hand. What each operation found says which version it goes on from.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import takewhile
from operator import itemgetter

from annotations.store.lines import Entry
from annotations.store.merging import is_same, merged
from annotations.store.operations import is_tombstone, read_operation
from annotations.store.records import Record, from_file

Version = Record | None
Line = list[Version]
"""What a record has been, the oldest version first; None for one that was not there."""


def made_one(
    lines: Iterable[Sequence[Entry]], *, marked: bool
) -> tuple[dict[str, Version], list[str]]:
    """Tell what is to become of the records that were forked, as a merge of two files decides.

    Args:
        lines: All that the file says, a transaction each, in the order it stands there.
        marked: Whether git has marked conflicts. Else a record without the operation that wrote
            it takes the place of what stands before it, as everywhere.

    Returns:
        All records by uid, None for one that is gone; and the uids of those that were made one of
        two versions, or were seen to because of that.
    """
    forks = _Forks(marked=marked)
    for entries in lines:
        forks.take(entries)
    return forks.settled()


class _Forks:
    """What each record has been, on each of the ways it has gone."""

    def __init__(self, *, marked: bool) -> None:
        self._marked = marked
        self._ways: dict[str, list[Line]] = {}
        self._done: set[str] = set()

    def take(self, entries: Sequence[Entry]) -> None:
        """Follow one transaction; git repeats those that both sides have."""
        operation = read_operation(entries)
        if operation is None:
            for entry in entries:
                if is_tombstone(entry.document):
                    self._stated(entry.document["uid"], None)
                elif record := from_file(entry.document, plain=entry.plain):
                    self._stated(record["uid"], record)
        elif operation.uid not in self._done:
            self._done.add(operation.uid)
            for uid, record in operation.after.items():
                self._followed(uid, operation.before.get(uid), record)

    def _stated(self, uid: str, record: Version) -> None:
        """Take in a version of which nothing says what it was before."""
        ways = self._ways.setdefault(uid, [])
        if any(is_same(record, known) for way in ways for known in way):
            return
        if self._marked or not ways:
            ways.append([record])
        else:
            ways[-1].append(record)

    def _followed(self, uid: str, before: Version, after: Version) -> None:
        """Go on from the version that was there before."""
        ways = self._ways.setdefault(uid, [])
        for way in reversed(ways):
            if is_same(way[-1], before):
                way.append(after)
                return
        for way in reversed(ways):
            for place in reversed(range(len(way))):
                if is_same(way[place], before):
                    ways.append([*way[: place + 1], after])
                    return
        if self._marked or not ways:
            ways.append([before, after])
        else:
            ways[-1].append(after)

    def settled(self) -> tuple[dict[str, Version], list[str]]:
        """Make each record one, and see to it that they fit together."""
        found = {
            uid: reduce(_joined, ways)[-1] for uid, ways in self._ways.items() if len(ways) > 1
        }
        now = {uid: ways[-1][-1] for uid, ways in self._ways.items()} | found
        found |= self._put_back(now)
        found |= self._without_twins(_live(now | found))
        return now | found, list(found)

    def _put_back(self, now: Mapping[str, Version]) -> dict[str, Version]:
        """Put back what one side has removed, and something of the other is still on."""
        needed = {
            uid
            for record in _live(now).values()
            if record["kind"] in ("annotation", "decision")
            for uid in (record["article"], *record.get("tags", ()))
        }
        lost = (uid for uid in needed if uid in now and now[uid] is None)
        past = ((uid, [each for way in self._ways[uid] for each in way if each]) for uid in lost)
        return {uid: max(been, key=itemgetter("modified")) for uid, been in past if been}

    def _without_twins(self, now: dict[str, Record]) -> dict[str, Version]:
        """Make one tag of two that either side has made, and let no two have one quick key."""
        from annotations.store.uniting import united  # needed here only, not at every opening

        tags = sorted(
            (each for each in now.values() if each["kind"] == "tag"),
            key=itemgetter("created", "uid"),
        )
        names: set[str] = set()
        keys: set[int] = set()
        apart: dict[str, Record] = {}
        for tag in tags:
            name, key = tag["name"].casefold(), tag["key"]
            if (name in names and not self._was_renamed(tag)) or key in keys:
                apart[tag["uid"]] = tag
            names.add(name)
            keys |= {key} if key else set()
        if not apart:
            return {}
        apart |= {
            uid: record
            for uid, record in now.items()
            if record["kind"] == "annotation" and not apart.keys().isdisjoint(record["tags"])
        }
        ours = {uid: record for uid, record in now.items() if uid not in apart}
        result: dict[str, Version] = dict.fromkeys(apart)
        result.update((each["uid"], each) for each in united(ours, apart).records)
        return {uid: each for uid, each in result.items() if not is_same(each, now.get(uid))}

    def _was_renamed(self, tag: Record) -> bool:
        known = (each for way in self._ways[tag["uid"]] for each in way if each)
        return any(each.get("name") != tag["name"] for each in known)


def _joined(one: Line, other: Line) -> Line:
    pairs = zip(one, other, strict=False)
    shared = [mine for mine, _ in takewhile(lambda pair: pair[0] is pair[1], pairs)]
    return [*one, merged(shared[-1] if shared else None, one[-1], other[-1])]


def _live(records: Mapping[str, Version]) -> dict[str, Record]:
    return {uid: record for uid, record in records.items() if record is not None}
