"""Two annotations files made one: what is the same in them, and what becomes of each record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.merges import MergeCounts
from annotations.store.merging import said, versions
from annotations.store.records import Record
from annotations.store.uniting import Merge, Past, united
from tests.annotations.store.factories import PASSAGE, article, day, mark, tag


def file(*records: Record) -> dict[str, Record]:
    return {record["uid"]: record for record in records}


def after(ours: dict[str, Record], merge: Merge) -> dict[str, Record]:
    """Our records once the other file's are taken in."""
    now = ours | file(*merge.records)
    return {uid: record for uid, record in now.items() if uid not in merge.removed}


def bobs(record: Record, **fields: object) -> Record:
    """A record as bob made it, a day later."""
    stamps = {"author": "bob", "modified_by": "bob", "created": day(2), "modified": day(2)}
    return record | stamps | fields


# What is the same


def test_a_record_that_is_not_here_is_new_and_one_that_they_lack_stays() -> None:
    ours = file(article(uid="a"), mark("hers", uid="m", article="a"))
    theirs = file(article(uid="a"), mark("his", uid="n", article="a"))
    merge = united(ours, theirs)
    assert merge.records == [theirs["n"]]
    assert merge.removed == []
    assert merge.counts == MergeCounts(new=1)


def test_tags_of_one_name_are_one_whatever_their_uid_and_case() -> None:
    ours = file(article(uid="a"), tag(uid="t", name="Border", key=1))
    theirs = file(
        article(uid="a"),
        bobs(tag(uid="u", name="border", colour="#000002", description="when", key=2)),
        bobs(mark("", "u", uid="m", article="a")),
    )
    now = after(ours, united(ours, theirs))
    assert set(now) == {"a", "t", "m"}
    assert now["m"]["tags"] == {"t": {}}
    assert (now["t"]["key"], now["t"]["description"], now["t"]["author"]) == (1, "when", "ana")
    assert now["t"]["colour"] == "#000002", "the newer of two colours"


def test_articles_of_one_path_or_else_of_one_text_are_one() -> None:
    ours = file(
        article(uid="a", path="a.txt", text_sha256="old"),
        article(uid="b", path="b.txt", text_sha256="b"),
    )
    theirs = file(
        bobs(article(uid="x", path="a.txt", text_sha256="new", reading={"bob": "read"})),
        bobs(article(uid="y", path="moved.txt", text_sha256="b")),
        bobs(article(uid="z", path="copy.txt", text_sha256="b")),
        bobs(mark("1", uid="1", article="x")),
        bobs(mark("2", uid="2", article="y")),
        bobs(mark("3", uid="3", article="z")),
    )
    merge = united(ours, theirs, is_here=lambda record: record["path"] != "copy.txt")
    now = after(ours, merge)
    assert [now[uid]["article"] for uid in "123"] == ["a", "b", "z"]
    assert now["a"]["reading"] == {"bob": "read"}
    assert (now["a"]["path"], now["a"]["text_sha256"], now["b"]["path"]) == (
        "a.txt",
        "old",
        "b.txt",
    )
    assert merge.counts == MergeCounts(new=3, elsewhere=1, articles=1, other=1)


def test_annotations_that_differ_in_their_uid_only_are_the_same() -> None:
    ours = file(article(uid="a"), mark("n", uid="m", article="a", target=PASSAGE))
    theirs = file(
        article(uid="x"),
        mark("n", uid="same", article="x", target=PASSAGE),
        mark("other", uid="other", article="x", target=PASSAGE),
    )
    merge = united(ours, theirs)
    assert set(after(ours, merge)) == {"a", "m", "other"}
    assert (merge.counts.new, merge.counts.same) == (1, 1)


# Names and keys


def test_quick_keys_of_ours_stay_and_theirs_are_given_where_they_are_free() -> None:
    ours = file(tag(uid="t", name="t", key=1), tag(uid="u", name="u", key=None))
    theirs = file(
        bobs(tag(uid="v", name="v", key=1)),
        bobs(tag(uid="w", name="w", key=2)),
        bobs(tag(uid="x", name="u", key=3)),
        bobs(tag(uid="y", name="T", key=4)),
    )
    now = after(ours, united(ours, theirs))
    assert {record["name"]: record["key"] for record in now.values()} == {
        "T": 1,
        "u": 3,
        "v": None,
        "w": 2,
    }


def test_keys_that_were_exchanged_there_are_exchanged_here() -> None:
    ours = file(tag(uid="t", name="t", key=1), tag(uid="u", name="u", key=2))
    past = {uid: [record] for uid, record in ours.items()}
    theirs = file(
        tag(uid="t", name="t", key=2, modified=day(2)),
        tag(uid="u", name="u", key=1, modified=day(2)),
    )
    merge = united(ours, theirs, their_past=past)
    assert {record["uid"]: record["key"] for record in merge.records} == {"t": 2, "u": 1}


def test_a_key_that_is_taken_by_now_is_not_moved_to() -> None:
    base = file(tag(uid="t", name="t", key=1))
    ours = base | file(tag(uid="u", name="u", key=2))
    theirs = file(tag(uid="t", name="t", key=2, modified=day(2)))
    now = after(ours, united(ours, theirs, their_past={"t": [base["t"]]}))
    assert (now["t"]["key"], now["u"]["key"]) == (1, 2)


def test_a_tag_is_not_renamed_to_the_name_of_another_one() -> None:
    base = file(tag(uid="t", name="old"))
    ours = base | file(tag(uid="u", name="new"))
    theirs = file(tag(uid="t", name="New", modified=day(2)), bobs(tag(uid="v", name="old")))
    now = after(ours, united(ours, theirs, their_past={"t": [base["t"]]}))
    assert {uid: record["name"] for uid, record in now.items()} == {"t": "old", "u": "new"}


def test_a_tag_that_was_renamed_makes_room_for_a_new_one_of_its_name() -> None:
    base = file(tag(uid="t", name="a"))
    theirs = file(tag(uid="t", name="b", modified=day(2)), bobs(tag(uid="v", name="a")))
    now = after(base, united(base, theirs, their_past={"t": [base["t"]]}))
    assert {uid: record["name"] for uid, record in now.items()} == {"t": "b", "v": "a"}


# What was removed


@pytest.fixture
def base() -> dict[str, Record]:
    return file(
        article(uid="a"), tag(uid="t"), tag(uid="u", name="u"), mark("n", "t", uid="m", article="a")
    )


def as_past(records: dict[str, Record]) -> Past:
    return {uid: [record] for uid, record in records.items()}


def test_what_was_removed_there_and_not_changed_here_is_removed(base: dict[str, Record]) -> None:
    theirs = file(base["a"], base["t"])
    merge = united(base, theirs, their_past=as_past(base))
    assert sorted(merge.removed) == ["m", "u"]
    assert (merge.records, merge.counts) == ([], MergeCounts(removed=1))
    assert united(base, theirs).removed == [], "without a past, what they lack says nothing"


def test_what_was_removed_on_one_side_and_changed_on_the_other_stays(
    base: dict[str, Record],
) -> None:
    changed = base | file(base["m"] | {"note": "more", "modified": day(2)})
    without = {uid: record for uid, record in base.items() if uid != "m"}
    assert united(changed, without, their_past=as_past(base)).removed == []
    merge = united(without, changed, our_past=as_past(base))
    assert [record["note"] for record in merge.records] == ["more"]
    assert united(without, base, our_past=as_past(base)).records == [], "it stays removed"


def test_a_tag_that_was_removed_there_stays_while_something_here_has_it(
    base: dict[str, Record],
) -> None:
    theirs = file(base["a"], base["u"], base["m"] | {"tags": {}, "modified": day(2)})
    ours = base | file(mark("x", "t", uid="mine", article="a"))
    merge = united(ours, theirs, their_past=as_past(base))
    now = after(ours, merge)
    assert merge.removed == []
    assert (now["m"]["tags"], now["mine"]["tags"]) == ({}, {"t": {}})


def test_a_tag_that_was_removed_here_comes_back_with_what_has_it(base: dict[str, Record]) -> None:
    ours = file(base["a"])
    theirs = base | file(bobs(mark("x", "t", uid="his", article="a")))
    now = after(ours, united(ours, theirs, our_past=as_past(base)))
    assert set(now) == {"a", "t", "his"}


# Notes, and what is counted


def test_of_two_notes_the_older_is_kept_and_counted(base: dict[str, Record]) -> None:
    hers = base["m"] | {"note": "hers", "modified": day(3)}
    his = base["m"] | {"note": "his", "modified": day(2), "modified_by": "bob"}
    merge = united(base | file(hers), base | file(his), their_past=as_past(base))
    [record] = merge.records
    assert record["note"] == "hers"
    assert record["alternatives"] == [{"note": "his", "author": "bob", "modified": day(2)}]
    assert merge.counts == MergeCounts(changed=1, conflicts=1)


def test_an_updated_file_of_hers_changes_what_she_changed_and_makes_no_alternative(
    base: dict[str, Record],
) -> None:
    his = bobs(mark("first", "t", uid="n", article="a"))
    later = his | {"note": "second", "tags": {}, "modified": day(5)}
    ours = base | file(his | {"op": "an import"})
    log: list[Record] = [{"before": {"n": None}}, {"before": {"n": his}}]
    theirs = base | file(later)
    merge = united(ours, theirs, their_past=versions(theirs, log))
    assert merge.records == [later]
    assert merge.counts == MergeCounts(changed=1, same=1)


def test_records_of_kinds_that_come_later_are_taken_in_too() -> None:
    link = bobs(mark(uid="d")) | {"kind": "link", "article": "x"}
    theirs = file(article(uid="x"), link)
    merge = united(file(article(uid="a")), theirs)
    assert [(one["uid"], one["article"]) for one in merge.records] == [("d", "a")]
    assert merge.counts == MergeCounts(other=1)


def decision(**fields: object) -> Record:
    said = dict.fromkeys(("verdict", "text", "label", "becomes", "words", "decided"), "")
    known = {"kind": "decision", "scope": "", "target": None, "any_label": False, "article": ""}
    return mark(uid="d") | said | known | fields


def test_decisions_on_the_same_words_are_one_and_the_newer_word_counts() -> None:
    ours = file(article(uid="a"), decision(uid="d", text="Kyiv", verdict="accepted"))
    theirs = file(
        article(uid="a"),
        bobs(decision(uid="e", text="Kyiv", verdict="rejected")),
        bobs(decision(uid="f", text="Kyiv", label="GPE", verdict="accepted")),
    )
    merge = united(ours, theirs)
    now = after(ours, merge)
    assert {uid: each["verdict"] for uid, each in now.items() if uid != "a"} == {
        "d": "rejected",
        "f": "accepted",
    }
    assert merge.counts == MergeCounts(decisions=2)


def test_an_article_stays_that_something_is_decided_in() -> None:
    past = {"a": [article(uid="a")]}
    ours = file(article(uid="a"), bobs(decision(uid="d", article="a", target=PASSAGE)))
    now = after(ours, united(ours, {}, past, past))
    assert set(now) == {"a", "d"}


# Any two files

AUTHORS = ("ana", "bob")


@dataclass
class File:
    """A file that is being worked on, with the log of its operations."""

    records: dict[str, Record] = field(default_factory=dict)
    log: list[Record] = field(default_factory=list)

    def commit(self, changes: dict[str, Record | None]) -> None:
        uid = f"op{len(self.log)}"
        before = {each: self.records.get(each) for each in changes}
        self.log.append({"uid": uid, "before": before})
        for each, record in changes.items():
            if record is None:
                self.records.pop(each, None)
            else:
                self.records[each] = record | {"op": uid}

    @property
    def past(self) -> Past:
        return versions(self.records, self.log)

    def copy(self) -> "File":
        return File(dict(self.records), list(self.log))


steps = st.lists(
    st.tuples(
        st.sampled_from(("tag", "note", "note", "edit", "untag", "remove", "read", "recolour")),
        st.integers(0, 5),
        st.sampled_from("abc"),
    ),
    max_size=8,
)


def work(on: File, author: str, moves: Iterable[tuple[str, int, str]], days: Sequence[int]) -> None:
    """Work on a file as its author might; no two changes are of one moment."""
    for number, (move, which, word) in enumerate(moves):
        now = day(days[number])
        stamps = {"modified": now, "modified_by": author}
        new = {"created": now, "author": author} | stamps

        def of(kind: str) -> list[Record]:
            return sorted(
                (each for each in on.records.values() if each["kind"] == kind),
                key=lambda each: str(each["uid"]),
            )

        uid = f"{author}{now}"
        paths = {each["path"]: each for each in of("article")}
        home = paths.get(f"{which % 2}.txt") or article(
            uid=f"{uid}a", path=f"{which % 2}.txt", text_sha256=str(which % 2), **new
        )
        names = {each["name"]: each for each in of("tag")}
        named = names.get(word) or tag(uid=f"{uid}t", name=word, **new)
        marks = of("annotation")
        old = marks[which % len(marks)] if marks else None
        changes: dict[str, Record | None] = {}
        if move == "tag":
            made = mark("", named["uid"], uid=uid, article=home["uid"], **new)
            changes |= file(home, named, made)
        elif move == "note":
            made = mark(word * 2, uid=uid, article=home["uid"], **new)
            changes |= file(home, made)
        elif move == "read":
            read = home | stamps | {"reading": home["reading"] | {author: "read"}}
            changes |= file(read)
        elif move == "recolour" and names:
            first = next(iter(names.values()))
            changes |= file(first | stamps | {"colour": f"#00000{which}"})
        elif old and move == "edit":
            changes = {old["uid"]: old | stamps | {"note": word}}
        elif old and move == "untag" and old["note"]:
            changes = {old["uid"]: old | stamps | {"tags": {}}}
        elif old and move == "remove":
            changes = {old["uid"]: None}
        on.commit(changes)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[File, File]:
    """Two files that were one until two people worked on them, or never were one."""
    base = File()
    work(base, "cy", draw(steps), range(1, 9))
    sides = base.copy(), base.copy() if draw(st.booleans()) else File()
    order = draw(st.permutations(range(9, 25)))
    for number, (side, author) in enumerate(zip(sides, AUTHORS, strict=True)):
        work(side, author, draw(steps), sorted(order[number::2]))
    return sides


def one_of(ours: File, theirs: File, *, past: bool) -> Merge:
    if not past:
        return united(ours.records, theirs.records)
    return united(ours.records, theirs.records, ours.past, theirs.past)


def words(records: Iterable[Record]) -> set[str]:
    found = set()
    for record in records:
        if record["kind"] == "annotation":
            found |= {record["note"], *(one["note"] for one in record.get("alternatives", ()))}
    return found - {""}


many = settings(max_examples=400, deadline=None)


@many
@given(pairs(), st.booleans())
def test_twice_is_once(files: tuple[File, File], past: bool) -> None:
    ours, theirs = files
    merge = one_of(ours, theirs, past=past)
    ours.commit({**file(*merge.records), **dict.fromkeys(merge.removed)})
    again = one_of(ours, theirs, past=past)
    assert (again.records, again.removed) == ([], [])
    assert (again.counts.new, again.counts.changed, again.counts.other) == (0, 0, 0)


@many
@given(pairs(), st.booleans())
def test_no_record_names_another_one_that_is_not_there(
    files: tuple[File, File], past: bool
) -> None:
    ours, theirs = files
    now = after(ours.records, one_of(ours, theirs, past=past))
    for record in now.values():
        if record["kind"] == "annotation":
            assert now[record["article"]]["kind"] == "article"
            assert {now[uid]["kind"] for uid in record["tags"]} <= {"tag"}
    names = [record["name"].casefold() for record in now.values() if record["kind"] == "tag"]
    assert len(names) == len(set(names))


@many
@given(pairs())
def test_without_a_past_nothing_of_either_side_is_lost(files: tuple[File, File]) -> None:
    ours, theirs = files
    now = after(ours.records, one_of(ours, theirs, past=False))
    for side in (ours, theirs):
        names = {uid: one["name"] for uid, one in side.records.items() if one["kind"] == "tag"}
        for uid, record in side.records.items():
            if record["kind"] == "annotation":
                assert words([record]) <= words([now[uid]])
                there = {now[tag]["name"] for tag in now[uid]["tags"]}
                assert {names[tag] for tag in record["tags"]} <= there
            if record["kind"] == "article":
                path, reading = record["path"], record["reading"]
                [same] = [one for one in now.values() if one.get("path") == path]
                assert reading.keys() <= same["reading"].keys()


@many
@given(pairs())
def test_against_a_past_no_words_are_lost_but_those_that_were_taken_back(
    files: tuple[File, File],
) -> None:
    ours, theirs = files
    now = after(ours.records, one_of(ours, theirs, past=True))
    for one, other in ((ours, theirs), (theirs, ours)):
        for uid, record in one.records.items():
            if record["kind"] == "annotation":
                back = words(other.past.get(uid, ())) if uid in other.past else set()
                assert words([record]) <= words([now[uid]] if uid in now else []) | back


def speech(records: dict[str, Record]) -> list[object]:
    """What a file says, whatever its tags and articles are called in it."""
    names = {uid: one.get("name") or one.get("path") for uid, one in records.items()}

    def told(record: Record) -> object:
        own = {"uid", "created", "author", "key"}
        what = {key: value for key, value in said(record).items() if key not in own}
        if record["kind"] == "annotation":
            tags = sorted(str(names[uid]) for uid in record["tags"])
            what |= {"article": names[record["article"]], "tags": tags, "uid": record["uid"]}
        return repr(sorted(what.items()))

    return sorted(map(told, records.values()), key=str)


@many
@given(pairs(), st.booleans())
def test_it_does_not_matter_who_takes_in_whom(files: tuple[File, File], past: bool) -> None:
    ours, theirs = files
    here = after(ours.records, one_of(ours, theirs, past=past))
    there = after(theirs.records, one_of(theirs, ours, past=past))
    assert speech(here) == speech(there)
