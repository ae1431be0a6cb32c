"""`import` and `merge` on the command line: what is said, asked and done; git with the driver."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
from click.testing import CliRunner, Result

from annotations.library import Library
from annotations.models import Annotation, Target
from annotations.places import Places
from tests.factories import counting_uids, make_collection, make_library, target_in
from tui.program import main

Run = Callable[..., Result]

ONE = "Border talks fail.\n\nRussia closed the border on Monday. Grain waits.\n"
RUSSIA, GRAIN = target_in(ONE, "one.txt", 20, 54), target_in(ONE, "one.txt", 56, 68)
PROGRAM = [sys.executable, "-P", "-c", "from tui.cli import main; main()"]


@pytest.fixture
def run(home: Places) -> Run:
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_collection(tmp_path / "news", {"one.txt": ONE})


def library_of(author: str, news: Path, home: Places, file: Path | None = None) -> Library:
    return make_library(news, home, file=file, author=author, uids=counting_uids(author))


@pytest.fixture
def theirs(tmp_path: Path, home: Places) -> Path:
    """Bob's file: a tagged passage, and a note on an article that only he has."""
    root = make_collection(tmp_path / "his", {"one.txt": ONE, "his.txt": "Only his.\n"})
    library = library_of("bob", root, home, tmp_path / "bob.json")
    library.tag([RUSSIA], ["border"])
    library.note([Target("his.txt")], "his")
    library.close()
    return tmp_path / "bob.json"


def said(news: Path, home: Places, file: Path | None = None) -> list[Annotation]:
    library = library_of("reader", news, home, file)
    marks = library.annotations("one.txt")
    library.close()
    return marks


COUNTS = (
    "Annotations: 2 new, 0 changed, 0 the same.\n"
    "1 annotation is on articles not in this collection.\n"
    "1 tag is new in the codebook.\n"
    "2 articles were not annotated here before.\n"
)


def test_an_import_says_what_comes_of_it_and_does_it(
    run: Run, news: Path, theirs: Path, home: Places
) -> None:
    before = theirs.read_bytes()
    result = run("import", theirs, "--into", news, "--yes")
    assert (result.exit_code, result.stdout) == (0, "")
    file = news / ".briefreader" / "annotations.json"
    assert result.stderr == f"{COUNTS}import bob.json: 2 new, 0 changed → {file}\n"
    [mark] = said(news, home)
    assert ([tag.name for tag in mark.tags], mark.author) == (["border"], "bob")
    assert theirs.read_bytes() == before
    again = run("import", theirs, "--into", news, "--yes")
    assert again.exit_code == 0
    assert again.stderr.splitlines()[0] == "Annotations: 0 new, 0 changed, 2 the same."
    assert again.stderr.splitlines()[-1] == "There was nothing to import."


def test_a_preview_only_tells(run: Run, news: Path, theirs: Path) -> None:
    result = run("import", "--preview", theirs, "--into", news)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", COUNTS)
    assert not (news / ".briefreader").exists()


def test_a_preview_and_a_yes_exclude_each_other(run: Run, news: Path, theirs: Path) -> None:
    done = run("import", theirs, "--into", news, "--preview", "--yes")
    assert done.exit_code == 2
    assert "give one of them" in done.stderr


def test_without_a_terminal_it_asks_for_a_yes(run: Run, news: Path, theirs: Path) -> None:
    result = run("import", theirs, "--into", news)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{COUNTS}briefreader: Nothing was imported: say --yes, since there is nobody to be "
        "asked.\n"
    )
    assert not (news / ".briefreader").exists()


@pytest.mark.parametrize(("answer", "count"), [("n", 0), ("y", 1)])
def test_on_a_terminal_it_asks_first(
    answer: str, count: int, news: Path, theirs: Path, home: Places
) -> None:
    program, *rest = PROGRAM
    child = pexpect.spawn(
        program, [*rest, "import", str(theirs), "--into", str(news)], encoding="utf-8", timeout=20
    )
    child.expect_exact("Annotations: 2 new")
    child.expect_exact("Import them? [y/N]")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert len(said(news, home)) == count


def test_db_names_the_file_that_is_written(
    run: Run, news: Path, theirs: Path, home: Places, tmp_path: Path
) -> None:
    mine = tmp_path / "mine.json"
    result = run("import", theirs, "--into", news, "--db", mine, "--yes", "--author", "ana")
    assert result.exit_code == 0, result.stderr
    assert len(said(news, home, mine)) == 1
    assert not (news / ".briefreader").exists()


@pytest.mark.parametrize("command", ["import", "merge"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is no file"),
        ("a,b\n", "is no annotations file"),
        ('{"_meta": {"1": {"format": "brief', "is damaged"),
        ('{"_meta": {"1": {"format": "briefreader/99"}}}', "newer briefreader"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_one_line_and_exit_code_1(
    content: str | None, words: str, command: str, run: Run, news: Path, theirs: Path
) -> None:
    bad = theirs.with_name("bad.json")
    if content is not None:
        bad.write_text(content, "utf-8")
    before = theirs.read_bytes()
    ways: dict[str, list[tuple[object, ...]]] = {
        "import": [("import", bad, "--into", news, "--yes")],
        "merge": [("merge", theirs, theirs, bad), ("merge", bad, theirs, theirs)],
    }
    for arguments in ways[command]:
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert len(result.stderr.splitlines()) == 1
        assert words in result.stderr
    assert theirs.read_bytes() == before
    assert not (news / ".briefreader").exists()


# git


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Places) -> Callable[..., str]:
    """Runs git in a repository of its own, which has the driver and one annotated collection."""
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "ana")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "ana@example.org")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    root = make_collection(tmp_path / "repository", {"one.txt": ONE})

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=root, capture_output=True, text=True, env=os.environ
        )
        return f"{done.returncode}\n{done.stdout}{done.stderr}"

    git("init", "-b", "main")
    git("config", "merge.briefreader.driver", f"{shlex.join(PROGRAM)} merge %O %A %B")
    (root / ".gitattributes").write_text("annotations.json merge=briefreader\n")
    (root / ".gitignore").write_text("annotations.json.lock\n")
    return git


def commit_as(author: str, git: Callable[..., str], root: Path, home: Places, note: str) -> None:
    library = library_of(author, root, home)
    library.note([RUSSIA], note)
    library.tag([GRAIN], [author])
    library.close()
    git("add", "-A")
    assert git("commit", "-m", author).startswith("0")


def test_git_merges_two_branches_on_which_two_have_annotated(
    git: Callable[..., str], tmp_path: Path, home: Places
) -> None:
    root = tmp_path / "repository"
    commit_as("cy", git, root, home, "first")
    git("checkout", "-b", "bobs")
    commit_as("bob", git, root, home, "his")
    git("checkout", "main")
    commit_as("ana", git, root, home, "hers")
    told = git("merge", "bobs", "-m", "both")
    assert told.startswith("0\n"), told
    russia, grain = said(root, home)
    assert {russia.note, *(other.note for other in russia.alternatives)} == {"his", "hers"}
    assert {tag.name for tag in grain.tags} == {"cy", "bob", "ana"}
    assert git("status", "--porcelain") == "0\n", "nothing is left beside the file"


def test_git_reports_a_conflict_where_a_side_cannot_be_read(
    git: Callable[..., str], tmp_path: Path, home: Places
) -> None:
    root = tmp_path / "repository"
    commit_as("cy", git, root, home, "first")
    file = root / ".briefreader" / "annotations.json"
    git("checkout", "-b", "bobs")
    file.write_text("{broken", "utf-8")
    git("commit", "-am", "bob")
    git("checkout", "main")
    commit_as("ana", git, root, home, "hers")
    before = file.read_bytes()
    told = git("merge", "bobs", "-m", "both")
    assert told.startswith("1\n")
    assert "CONFLICT" in told
    assert "is damaged" in told
    assert file.read_bytes() == before


def test_a_merge_by_hand_takes_away_what_was_removed_since_the_base(
    run: Run, news: Path, home: Places, tmp_path: Path
) -> None:
    base, ours, theirs = (tmp_path / f"{name}.json" for name in ("base", "ours", "theirs"))
    library = library_of("cy", news, home, base)
    library.note([RUSSIA], "first")
    library.close()
    for file in (ours, theirs):
        file.write_bytes(base.read_bytes())
    library = library_of("ana", news, home, ours)
    library.tag([GRAIN], ["grain"])
    library.close()
    library = library_of("bob", news, home, theirs)
    [mark] = library.annotations("one.txt")
    library.delete(mark.uid)
    library.close()
    there = sorted(tmp_path.rglob("*ours*"))
    result = run("merge", base, ours, theirs)
    assert result.exit_code == 0, result.stderr
    assert sorted(tmp_path.rglob("*ours*")) == there, "nothing is left beside it"
    assert result.stderr.splitlines()[0] == "Annotations: 0 new, 0 changed, 1 removed, 0 the same."
    assert [mark.quote for mark in said(news, home, ours)] == [ONE[56:68]]
