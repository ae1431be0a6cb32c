"""git merged two branches without our driver, or somebody kept the lines of both by hand."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.store.checkup import examine
from annotations.store.disk import Disk
from annotations.store.generations import compact
from annotations.store.incoming import merge_files
from annotations.store.lines import is_marker
from annotations.store.merging import said
from annotations.store.opening import open_file
from annotations.store.records import Record, Scribe
from annotations.store.store import Store
from tests.annotations.store.conftest import in_file
from tests.annotations.store.factories import article, day, mark, tag
from tests.factories import counting_uids, ticking_clock

Stores = Callable[..., Store]
Merge = Callable[["Branches"], None]


def git(folder: Path, *words: str, check: bool = True) -> None:
    who = ("-c", "user.name=ana", "-c", "user.email=ana@example.org")
    command = ["git", *who, "-c", "init.defaultBranch=main", *words]
    subprocess.run(command, cwd=folder, check=check, capture_output=True)


class Branches:
    """A repository in which two have gone on from one annotations file."""

    def __init__(self, file: Path, open_store: Stores) -> None:
        self.file = file
        self._open = open_store
        git(file.parent, "init")

    def say(self, *records: Record, removed: tuple[str, ...] = (), branch: str = "main") -> None:
        """Commit records on a branch, to the file and to git."""
        git(self.file.parent, "checkout", "-q", "-B", branch)
        store = self._open(self.file, compacts=False)
        store.commit("say", records, removed)
        store.close()
        self._commit()

    def theirs(self, *records: Record, removed: tuple[str, ...] = ()) -> None:
        """Commit on the other branch, and go back to the first one."""
        self.say(*records, removed=removed, branch="theirs")
        git(self.file.parent, "checkout", "-q", "main")

    def compact(self) -> None:
        compact(self.file, Disk())
        self._commit()

    def merge(self) -> None:
        git(self.file.parent, "merge", "theirs", check=False)
        assert b"<<<<<<<" in self.file.read_bytes()

    def _commit(self) -> None:
        git(self.file.parent, "add", self.file.name)
        git(self.file.parent, "commit", "-q", "-m", "say")


@pytest.fixture
def branches(file: Path, open_store: Stores) -> Branches:
    return Branches(file, open_store)


def marks_left(branches: Branches) -> None:
    branches.merge()


def marks_of_three_left(branches: Branches) -> None:
    git(branches.file.parent, "config", "merge.conflictStyle", "diff3")
    branches.merge()


def marks_deleted(branches: Branches) -> None:
    branches.merge()
    lines = branches.file.read_bytes().splitlines(keepends=True)
    branches.file.write_bytes(b"".join(line for line in lines if not is_marker(line)))


def lines_put_in_order(branches: Branches) -> None:
    """Take the marks out, and see to the commas too."""
    branches.merge()
    head, *lines = branches.file.read_bytes().splitlines()
    kept = [line.rstrip(b",") for line in lines if line.startswith(b'"')]
    branches.file.write_bytes(head + b"\n" + b",\n".join(kept) + b"\n}}\n")


def by_union(branches: Branches) -> None:
    (branches.file.parent / ".gitattributes").write_text("*.json merge=union\n")
    git(branches.file.parent, "merge", "theirs")


MERGES = [marks_left, marks_of_three_left, marks_deleted, lines_put_in_order, by_union]


@pytest.mark.parametrize("merge", MERGES, ids=lambda merge: merge.__name__)
def test_of_a_record_that_both_have_changed_no_change_is_lost(
    merge: Merge, branches: Branches, file: Path, open_store: Stores
) -> None:
    was = mark("words", "t", uid="m")
    branches.say(was, mark("stays", uid="n"), tag(uid="t"), tag(uid="t2", name="crime"))
    branches.theirs(was | {"note": "new words", "modified": day(3), "modified_by": "ben"})
    branches.say(was | {"tags": {"t": {}, "t2": {}}, "modified": day(2)}, mark("more", uid="o"))
    merge(branches)
    content = file.read_bytes()

    store = open_store(file)
    assert "annotation “words”" in store.notice or "annotation “new words”" in store.notice
    merged = store.get("m")
    assert merged is not None
    assert (merged["note"], merged["tags"]) == ("new words", {"t": {}, "t2": {}})
    assert {each["uid"] for each in store.of_kind("annotation")} == {"m", "n", "o"}
    assert len(examine(file).merged) == 1
    store.close()
    assert file.read_bytes() == content, "opening alone must not touch it"

    store = open_store(file)
    store.commit("note", [mark("later", uid="p")])
    assert store.close().word == "saved"
    [aside] = file.parent.glob("annotations.aside-*.json")
    assert aside.read_bytes() == content
    assert in_file(file)["m"] == merged
    again = open_store(file)
    assert (again.notice, again.get("m")) == ("", merged)
    assert {each["uid"] for each in again.of_kind("annotation")} == {"m", "n", "o", "p"}


@pytest.mark.parametrize("merge", MERGES, ids=lambda merge: merge.__name__)
@pytest.mark.parametrize("remover", ["ours", "theirs"])
def test_what_was_deleted_stays_deleted_unless_the_other_side_has_changed_it(
    remover: str, merge: Merge, branches: Branches, file: Path, open_store: Stores
) -> None:
    left, changed = mark("left", uid="left"), mark("words", uid="changed")
    branches.say(left, changed)
    change = changed | {"note": "new words", "modified": day(2)}
    for side in (branches.theirs, branches.say):
        if (side == branches.say) == (remover == "ours"):
            side(removed=("left", "changed"))
        else:
            side(change)
    merge(branches)
    store = open_store(file)
    assert store.of_kind("annotation") == [change]
    store.commit("note", [mark("later", uid="p")])
    store.close()
    assert {uid: each["note"] for uid, each in in_file(file).items()} == {
        "changed": "new words",
        "p": "later",
    }


@pytest.mark.parametrize("merge", MERGES, ids=lambda merge: merge.__name__)
def test_a_tag_that_one_removed_and_the_other_has_used_stays(
    merge: Merge, branches: Branches, file: Path, open_store: Stores
) -> None:
    known = tag(uid="t")
    branches.say(known)
    branches.theirs(mark("", "t", uid="m"))
    branches.say(removed=("t",))
    merge(branches)
    store = open_store(file)
    assert store.get("t") == known
    assert "tag border" in store.notice


@pytest.mark.parametrize("merge", MERGES, ids=lambda merge: merge.__name__)
def test_a_tag_that_both_have_made_is_one(
    merge: Merge, branches: Branches, file: Path, open_store: Stores
) -> None:
    branches.say(article(uid="x"))
    branches.theirs(tag(uid="t2", name="Border"), mark("theirs", "t2", uid="m2"))
    branches.say(tag(uid="t1"), tag(uid="k", name="crime", key=1), mark("", "t1", uid="m1"))
    merge(branches)
    store = open_store(file)
    assert [each["uid"] for each in store.of_kind("tag")] == ["k", "t1"]
    assert [each["tags"] for each in store.of_kind("annotation")] == [{"t1": {}}, {"t1": {}}]


def test_both_sides_of_a_compaction_are_taken_in(
    branches: Branches, file: Path, open_store: Stores
) -> None:
    was = mark("words", uid="m")
    branches.say(was, mark("stays", uid="n"))
    branches.theirs(was | {"tags": {"t": {}}, "modified": day(3)}, mark("theirs", uid="o"))
    branches.say(was | {"note": "new words", "modified": day(2)})
    branches.compact()
    branches.merge()
    content = file.read_bytes()
    store = open_store(file)
    assert "git's marks of a conflict" in store.notice
    merged = store.get("m")
    assert merged is not None
    assert merged["tags"] == {"t": {}}
    said = {merged["note"], *(each["note"] for each in merged.get("alternatives", ()))}
    assert said == {"words", "new words"}
    assert {each["uid"] for each in store.of_kind("annotation")} == {"m", "n", "o"}
    store.commit("note", [mark("later", uid="p")])
    store.close()
    [aside] = file.parent.glob("annotations.aside-*.json")
    assert aside.read_bytes() == content
    assert open_store(file).notice == ""


def test_marks_are_told_though_nothing_was_changed_twice(
    branches: Branches, file: Path, open_store: Stores
) -> None:
    branches.say(mark("words", uid="m"))
    branches.theirs(mark("theirs", uid="n"))
    branches.say(mark("ours", uid="o"))
    branches.merge()
    store = open_store(file)
    assert "git's marks of a conflict" in store.notice
    assert "two versions" not in store.notice
    assert {each["note"] for each in store.of_kind("annotation")} == {"words", "ours", "theirs"}


def test_a_merge_while_the_file_is_open_takes_nothing_away_that_was_said(
    branches: Branches, file: Path, open_store: Stores
) -> None:
    was = mark("words", uid="m")
    branches.say(was, mark("gone", uid="g"))
    branches.theirs(was | {"tags": {"t": {}}, "modified": day(3)}, removed=("g",))
    branches.say(was | {"note": "new words", "modified": day(2)})
    store = open_store(file)
    assert store.get("g") is not None
    branches.merge()
    store.commit("note", [mark("later", uid="p")])
    assert store.close().word == "saved"
    found = in_file(file)
    assert found.keys() == {"m", "p"}
    assert (found["m"]["note"], found["m"]["tags"]) == ("new words", {"t": {}})


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["note", "tag", "untag", "remove", "undo", "new"]), st.integers(0, 3)
    ),
    max_size=5,
)


def act(store: Store, what: str, number: int, side: str) -> None:
    """Do something on one side."""
    uid = f"m{number}"
    known = store.get(uid)
    if what == "undo":
        store.undo()
    elif what == "new":
        store.commit("new", [mark(f"new {side}", uid=f"{side}{number}")])
    elif what == "remove" and known:
        store.commit("remove", [], [uid])
    elif known:
        scribe = store._scribe
        tags = {"tag": known["tags"] | {side: {}}, "untag": {}}.get(what, known["tags"])
        note = f"{known['note']} {side}" if what == "note" else known["note"]
        store.commit(what, [scribe.revised(known, tags=tags, note=note)])


@given(ACTS, ACTS, ACTS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_it_becomes_what_merging_the_two_files_makes_of_them(
    before: list[tuple[str, int]],
    ours: list[tuple[str, int]],
    theirs: list[tuple[str, int]],
    marked: bool,
) -> None:
    with TemporaryDirectory() as name:
        base, *sides = (Path(name) / each for each in ("base.json", "ours.json", "theirs.json"))
        clock = ticking_clock()
        store = Store(base, Scribe("ana", clock, counting_uids("b")), compacts=False)
        store.commit("begin", [mark(f"words {n}", "t", uid=f"m{n}") for n in range(3)])
        for what, number in before:
            act(store, what, number, "b")
        store.close()
        for file, acts, side in zip(sides, (ours, theirs), "xy", strict=True):
            file.write_bytes(base.read_bytes())
            store = Store(file, Scribe(side, clock, counting_uids(side)), compacts=False)
            for what, number in acts:
                act(store, what, number, side)
            store.close()
        common = base.read_bytes().removesuffix(b"\n}}\n")
        mine, other = (file.read_bytes().removeprefix(common)[2:-4] for file in sides)
        marks = (b"\n<<<<<<< x\n", b"\n=======\n", b"\n>>>>>>> y\n")
        between = marks if marked else (b"\n",) * 3
        both = Path(name) / "both.json"
        both.write_bytes(
            b"".join((common, b",", between[0], mine, between[1], other, between[2], b"}}\n"))
        )
        merge_files(base, sides[0], sides[1], Scribe("ana", clock, counting_uids("merge")))
        opened = open_file(both)
        found, wanted = opened.records, open_file(sides[0]).records
        assert {uid: said(each) for uid, each in found.items()} == {
            uid: said(each) for uid, each in wanted.items()
        }


@pytest.mark.parametrize("merge", MERGES, ids=lambda merge: merge.__name__)
def test_an_article_that_one_removed_and_the_other_has_decided_in_stays(
    merge: Merge, branches: Branches, file: Path, open_store: Stores
) -> None:
    known = article(uid="a")
    said: Record = {"scope": "this article", "article": "a", "target": None, "verdict": "rejected"}
    said |= {"text": "Kyiv", "label": "GPE", "any_label": False, "becomes": "", "words": "Kyiv"}
    branches.say(known)
    branches.theirs(known | {"kind": "decision", "uid": "d", "decided": day(2)} | said)
    branches.say(removed=("a",))
    merge(branches)
    assert open_store(file).get("a") == known
