"""The command line as a whole: which word is what, what goes where, how it ends."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from annotations import __version__
from annotations.places import Places
from tests.factories import SEEDS, make_collection
from tui import cli
from tui.program import main

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: empty, and not the checkout."""
    here = tmp_path / "work"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


@pytest.fixture
def run(home: Places, folder: Path) -> Run:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run


def program(*arguments: str, **options: object) -> "subprocess.Popen[bytes]":
    """The installed program as a process of its own."""
    command = [sys.executable, "-P", "-c", "from tui.cli import main; main()", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


# Which word is what


def test_a_first_word_that_is_a_command_is_one_even_if_a_folder_has_its_name(
    run: Run, folder: Path
) -> None:
    make_collection(folder / "articles", {"mine.txt": "Mine."})
    assert "mine.txt" not in run("articles").stdout, "without a path: the sample"
    assert "mine.txt" in run("articles", "articles").stdout
    assert "mine.txt" in run("articles", "./articles").stdout


@pytest.mark.parametrize(
    "arguments", [["./articles"], ["--", "articles"], ["elsewhere", "articles"], ["read", "tags"]]
)
def test_any_other_first_word_is_a_path_for_the_reader(
    arguments: list[str], run: Run, folder: Path
) -> None:
    for name in ("articles", "elsewhere", "tags"):
        make_collection(folder / name, {"mine.txt": "Mine."})
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "needs a terminal" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [
        ([], 1, b"", b"needs a terminal"),
        (["./articles"], 1, b"", b"needs a terminal"),
        (["elsewhere", "articles"], 1, b"", b"needs a terminal"),
        (["articles", "articles"], 0, b"mine.txt", b""),
        (["--author", "ana", "elsewhere"], 1, b"", b"needs a terminal"),
        (["elsewhere", "--nonsense"], 2, b"", b"--nonsense"),
        (["--version"], 0, b"briefreader", b""),
    ],
)
def test_the_program_means_the_same_words_where_it_does_not_parse_them(
    arguments: list[str], code: int, out: bytes, err: bytes, home: Places, folder: Path
) -> None:
    for name in ("articles", "elsewhere"):
        make_collection(folder / name, {"mine.txt": "Mine."})
    with program(*arguments, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        told, said = process.communicate()
    assert process.returncode == code
    assert out in told
    assert err in said


def test_ctrl_c_before_the_reader_listens_ends_it_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(paths: tuple[Path, ...]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.read", interrupted)
    monkeypatch.setattr(sys, "argv", ["briefreader"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr() == ("", "")


def test_without_a_terminal_the_reader_says_so_and_names_what_works_in_a_pipe(run: Run) -> None:
    result = run()
    assert result.exit_code == 1
    assert result.stderr == (
        "briefreader: the reader needs a terminal. In a pipe, use one of the commands: "
        "articles, detect, doctor, entities, export, history, import, merge, tags.\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["articles"],
        ["entities"],
        ["export", "--format", "csv"],
        ["tags", "list"],
        ["tags", "export"],
        ["doctor"],
        ["import", "theirs.json"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("place", ["before", "between", "after", "with ="])
def test_the_options_are_taken_before_and_after_the_command(
    arguments: list[str], place: str, run: Run, folder: Path
) -> None:
    options = ["--db", "mine.json", "--author", "bob", "--model", "no_such_model", "--debug"]
    if place == "with =":
        options = ["--db=mine.json", "--author=bob", "--model=no_such_model"]
        arguments = [*options, *arguments]
    elif place == "before":
        arguments = [*options, *arguments]
    elif place == "between":
        arguments = [arguments[0], *options, *arguments[1:]]
    else:
        arguments = [*arguments, *options]
    (folder / "mine.json").write_text("{broken")
    result = run(*arguments)
    assert result.exit_code != 2, result.stderr
    assert "mine.json" in result.output, "the file named by --db was opened"


def test_every_command_on_a_collection_takes_the_four_options() -> None:
    context = click.Context(main)
    tags = main.get_command(context, "tags")
    leaves = [
        command
        for group in (main, tags)
        if isinstance(group, click.Group)
        for name in group.list_commands(context)
        if (command := group.get_command(context, name)) is not None
        if not isinstance(command, click.Group)
    ]
    assert len(leaves) == 13
    for command in leaves:
        names = {name for each in command.params for name in (each.name, *each.opts)}
        wanted = {"--db", "--author", "--model", "--debug", "paths"}
        assert wanted <= names or command.name == "merge", command.name


@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_help_and_version_are_the_programs_own(arguments: list[str], run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    for word in ("articles", "entities", "export", "import", "merge", "tags", "doctor", "read"):
        assert f"\n  {word} " in result.stdout
    assert run("--version").stdout == f"briefreader, version {__version__}\n"


def test_help_after_a_command_or_a_path_is_that_commands(run: Run) -> None:
    assert "Usage: main export" in run("export", "--help").stdout
    assert "Usage: main read" in run("news", "--help").stdout
    assert "Usage: main tags import" in run("tags", "import", "--help").stdout


# How it ends


@pytest.mark.parametrize(
    "arguments",
    [
        ["articles", "--format", "xml"],
        ["articles", "--nonsense"],
        ["export"],
        ["export", "--format", "docx"],
        ["tags", "nonsense"],
        ["tags", "import"],
        ["import"],
        ["merge", "base.json", "ours.json"],
    ],
    ids=" ".join,
)
def test_a_wrong_call_is_exit_code_2_and_nothing_on_stdout(arguments: list[str], run: Run) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


def test_an_unknown_format_lists_the_valid_ones(run: Run) -> None:
    assert "csv, md" in run("export", "--format", "docx").stderr
    assert "'table', 'csv', 'jsonl'" in run("articles", "--format", "xml").stderr
    assert "'table', 'csv', 'jsonl'" in run("entities", "--format", "xml").stderr


@pytest.mark.parametrize("command", [["articles"], ["entities"], ["export", "--format", "csv"]])
def test_a_path_that_does_not_exist_is_one_line_and_exit_code_1(
    command: list[str], run: Run
) -> None:
    result = run(*command, "nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "briefreader: nowhere does not exist; name a file or folder that does.\n"
    )


@pytest.mark.parametrize("command", [["articles"], ["entities"], ["export", "--format", "csv"]])
def test_an_empty_folder_is_one_line_and_exit_code_1(
    command: list[str], run: Run, folder: Path
) -> None:
    result = run(*command, folder)
    assert result.exit_code == 1
    assert result.stderr == f"briefreader: {folder} holds no articles (.txt, .md).\n"


def test_a_file_that_cannot_be_read_is_one_line_and_the_rest_is_done(
    run: Run, folder: Path
) -> None:
    make_collection(folder, {"good.txt": "Good.", "b/also.md": "# Also"})
    (folder / "bad.txt").write_bytes(bytes(range(32)) * 100)
    (folder / "gone.txt").symlink_to("nowhere")
    result = run("articles", folder, "--format", "csv")
    assert result.exit_code == 0
    assert [line.split(",")[0] for line in result.stdout.splitlines()] == [
        "article",
        "b/also.md",
        "good.txt",
    ]
    problems = result.stderr.splitlines()
    assert len(problems) == 2
    assert "bad.txt" in problems[0]
    assert "gone.txt" in problems[1]


def test_where_nothing_can_be_read_it_is_exit_code_1(run: Run, folder: Path) -> None:
    (folder / "bad.txt").write_bytes(bytes(range(32)) * 100)
    result = run("articles", folder)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == f"briefreader: nothing in {folder} could be read."


def test_a_db_in_a_folder_that_is_not_there_is_one_line_and_exit_code_1(
    run: Run, folder: Path
) -> None:
    result = run("articles", "--db", "nowhere/mine.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no folder nowhere" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (folder / "nowhere").exists()


def test_an_unknown_model_is_one_line_that_names_those_there_are(run: Run) -> None:
    result = run("entities", "--model", "no_such_model")
    assert result.exit_code == 1
    assert "'no_such_model'" in result.stderr
    assert "en_core_web_sm" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_newer_annotations_file_is_refused_in_one_line(run: Run, folder: Path) -> None:
    newer = '{"_meta": {"1": {"format": "briefreader/99"}}, "_default": {}}'
    (folder / "mine.json").write_text(newer)
    for command in (["articles"], ["export", "--format", "csv"], ["doctor"]):
        result = run(*command, "--db", "mine.json")
        assert result.exit_code == 1
        assert "newer briefreader" in result.stderr
        assert len(result.stderr.splitlines()) == 1
    assert (folder / "mine.json").read_text() == newer


@pytest.mark.parametrize(
    ("content", "problem"),
    [("author = ", "is not TOML"), ("author = 7", "must be text"), ("keys = 7", "must be a table")],
)
def test_settings_that_cannot_be_followed_are_one_line_and_exit_code_1(
    content: str, problem: str, run: Run, home: Places
) -> None:
    home.config.mkdir(parents=True)
    home.settings.write_text(content)
    result = run("articles")
    assert (result.exit_code, result.stdout) == (1, "")
    assert str(home.settings) in result.stderr
    assert problem in result.stderr


def test_unknown_settings_are_named_and_passed_over(run: Run, home: Places) -> None:
    home.config.mkdir(parents=True)
    home.settings.write_text('colour = "red"\nauthor = "ana"\n[zebra]\n')
    result = run("articles")
    assert result.exit_code == 0
    assert "unknown and ignored: colour, zebra" in result.stderr


def test_a_defect_is_one_line_that_names_the_log_and_never_a_traceback(
    run: Run, home: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tui.batch.write_rows", broken)
    result = run("articles")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        f"briefreader: stopped on an error of its own; see {home.log}"
    )
    assert "Traceback" not in result.output
    assert "ZeroDivisionError" in home.log.read_text()


# The streams, as a process of its own has them


@pytest.fixture
def many(folder: Path, home: Places) -> Iterator[Path]:
    """More output than a pipe holds."""
    make_collection(folder / "many", {f"{number}.txt": "Words. " * 20 for number in range(300)})
    yield folder / "many"
    shutil.rmtree(folder / "many")


def test_a_reader_of_the_output_that_leaves_early_is_met_with_silence(many: Path) -> None:
    with program("articles", str(many), "--format", "jsonl", stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith(b'{"article":"0.txt"')
        process.stdout.close()
        assert process.stderr is not None
        assert process.stderr.read() == b""


@pytest.mark.parametrize("command", [["export", "--format", "csv"], ["tags", "export"]])
def test_a_full_disk_behind_stdout_is_one_line(command: list[str], home: Places) -> None:
    with Path("/dev/full").open("wb") as full, program(*command, stdout=full) as process:
        assert process.stderr is not None
        problem = process.stderr.read().decode().splitlines()[-1]
        assert process.wait() == 1
    assert problem == "briefreader: stopped, because of: No space left on device."


def test_output_is_utf_8_whatever_the_locale(folder: Path, home: Places) -> None:
    make_collection(folder, {"зерно.txt": "Зерно ждёт."})
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    with program(
        "articles", str(folder), "--format", "jsonl", stdout=subprocess.PIPE, env=environment
    ) as process:
        output, _ = process.communicate()
    assert "зерно.txt" in output.decode("utf-8")


def test_the_sample_needs_no_path_and_is_never_written_to(run: Run) -> None:
    before = sorted(path.name for path in SEEDS.iterdir())
    result = run("articles", "--format", "csv")
    assert len(result.stdout.splitlines()) == 6
    assert sorted(path.name for path in SEEDS.iterdir()) == before
