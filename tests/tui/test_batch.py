"""What the commands that need no terminal write, and what they leave on disk."""

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from annotations.decisions import Named, Verdict
from annotations.models import MetadataEdit, State, Target
from annotations.places import Places
from tests.factories import SEEDS, counting_uids, make_collection, make_library, target_in
from tui.program import main

Run = Callable[..., Result]

ONE = "Border talks fail.\n\nRussia closed the border on Monday. Grain waits.\n"
TWO = "Markets calm.\n\nBread got cheaper.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    return make_collection(tmp_path / "news", {"one.txt": ONE, "sub/two.txt": TWO})


@pytest.fixture
def run(home: Places) -> Run:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def annotated(news: Path, home: Places) -> Path:
    """The collection with a tagged passage, an article with a note, one read, one edited."""
    library = make_library(news, home)
    library.tag([target_in(ONE, "one.txt", 20, 54)], ["security/border", "grain"])
    library.note([Target("sub/two.txt")], 'He said "no", twice,\nand left.')
    library.set_state(["one.txt"], State.READ)
    library.edit(["sub/two.txt"], MetadataEdit("Hers", "Her Agency", "2025-09-09"))
    library.close()
    return news


def objects(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


# articles


def test_articles_say_what_is_known_of_each(run: Run, annotated: Path) -> None:
    one, two = objects(run("articles", annotated, "--format", "jsonl", "--author", "ana"))
    assert list(one) == [
        "article",
        "title",
        "title_from",
        "source",
        "byline",
        "dateline",
        "published",
        "published_from",
        "language",
        "words",
        "state",
        "annotations",
        "boilerplate",
        "text_sha256",
        "source_from",
        "byline_from",
        "dateline_from",
        "language_from",
    ]
    assert [two[f"{name}_from"] for name in ("source", "byline", "dateline", "language")] == [
        "analyst",
        None,
        None,
        None,
    ]
    assert (one["article"], one["title"], one["title_from"]) == (
        "one.txt",
        "Border talks fail.",
        "headline",
    )
    assert (one["state"], one["annotations"], one["published"]) == ("read", 1, None)
    assert (two["article"], two["title"], two["title_from"]) == ("sub/two.txt", "Hers", "analyst")
    assert (two["source"], two["published"], two["published_from"]) == (
        "Her Agency",
        "2025-09-09",
        "analyst",
    )
    assert (two["state"], two["annotations"]) == ("unread", 1)


def test_articles_in_every_form_are_the_same_articles(run: Run, annotated: Path) -> None:
    paths = ["one.txt", "sub/two.txt"]
    assert [
        row["article"] for row in objects(run("articles", annotated, "--format=jsonl"))
    ] == paths
    assert [row["article"] for row in rows(run("articles", annotated, "--format=csv"))] == paths
    table = run("articles", annotated).stdout.splitlines()
    assert [line.split()[0] for line in table] == ["article", *paths]


def test_reading_is_the_authors_of_the_option_else_of_the_settings(
    run: Run, annotated: Path, home: Places
) -> None:
    home.config.mkdir(parents=True)
    home.settings.write_text('author = "ana"')
    assert objects(run("articles", annotated, "--format=jsonl"))[0]["state"] == "read"
    bob = objects(run("articles", annotated, "--format=jsonl", "--author=bob"))
    assert bob[0]["state"] == "unread"


def test_looking_leaves_nothing_in_the_collection(run: Run, news: Path) -> None:
    run("articles", news)
    run("tags", "list", news)
    run("export", "--format", "csv", news)
    run("doctor", news)
    assert sorted(path.name for path in news.rglob("*")) == ["one.txt", "sub", "two.txt"]


def test_one_file_of_a_collection_is_listed_by_its_path_in_it(run: Run, annotated: Path) -> None:
    [two] = objects(run("articles", annotated / "sub" / "two.txt", "--format=jsonl"))
    assert (two["article"], two["annotations"]) == ("sub/two.txt", 1)


# entities


def test_entities_come_from_the_cache_the_second_time(
    run: Run, news: Path, home: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = objects(run("entities", news, "--format", "jsonl"))
    assert list(first[0]) == [
        "article",
        "start",
        "end",
        "text",
        "label",
        "entity",
        "entity_id",
        "found_by",
        "boilerplate",
        "value",
    ]
    russia = next(row for row in first if row["text"] == "Russia")
    assert (russia["article"], russia["start"], russia["end"]) == ("one.txt", 20, 26)
    assert (russia["label"], russia["entity"], russia["boilerplate"]) == ("GPE", "Russia", False)
    texts = {"one.txt": ONE, "sub/two.txt": TWO}
    assert [texts[row["article"]][row["start"] : row["end"]] for row in first] == [
        row["text"] for row in first
    ]
    monkeypatch.setattr(sys, "executable", "/no/python")
    assert objects(run("entities", news, "--format", "jsonl")) == first
    assert [row["text"] for row in rows(run("entities", news, "--format", "csv"))] == [
        row["text"] for row in first
    ]
    table = run("entities", news)
    assert table.stderr == "", "no progress where nobody looks"
    assert "Russia" in table.stdout


def test_boilerplate_yields_no_entities_unless_asked(run: Run) -> None:
    file = SEEDS / "002_2481833e26b8955a.txt"
    without = objects(run("entities", file, "--format", "jsonl"))
    everything = objects(run("entities", file, "--format", "jsonl", "--boilerplate"))
    assert len(without) < len(everything)
    assert not any(row["boilerplate"] for row in without)
    assert [row for row in everything if not row["boilerplate"]] == without


TALKS = {
    "a.txt": "PARIS, June 3, 2021 – Wire. The United States and Russia met last month.\n",
    "b.txt": "LYON, June 9, 2021 – Wire. The U.S. left. Germany stayed.\n",
    "c.txt": "The United States waits for Germany, and nobody knows since when it does so.\n",
}


def test_one_entity_is_listed_by_any_of_its_names_with_its_sentences(
    run: Run, tmp_path: Path
) -> None:
    talks = make_collection(tmp_path / "talks", TALKS)
    result = run("entities", talks, "--entity", "us", "--label", "gpe", "--format", "csv")
    found = rows(result)
    assert [(row["article"], row["text"]) for row in found] == [
        ("a.txt", "United States"),
        ("b.txt", "U.S."),
        ("c.txt", "United States"),
    ]
    assert len({row["entity_id"] for row in found}) == 1
    assert {row["entity"] for row in found} == {"United States"}
    assert list(found[0])[-5:] == ["value", "published", "source", "title", "sentence"]
    assert "met last month." in found[0]["sentence"]


def test_dates_of_publication_narrow_and_what_has_none_is_counted(run: Run, tmp_path: Path) -> None:
    talks = make_collection(tmp_path / "talks", TALKS)
    named = ("entities", talks, "--entity", "America", "--format", "jsonl")
    assert run("entities", talks, "--entity", "Atlantis").stderr.splitlines() == [
        "briefreader: no entity here is called “Atlantis”."
    ]
    since = run(*named, "--entity", "U.S.", "--since", "2021-06-04", "--until", "2021-06")
    assert [row["article"] for row in objects(since)] == ["b.txt"]
    assert "1 mention left out: no date of publication is known." in since.stderr
    assert run(*named, "--since", "yesterday").exit_code == 2


def test_dates_have_a_value_and_names_a_reason(run: Run, tmp_path: Path) -> None:
    talks = make_collection(tmp_path / "talks", TALKS)
    found = objects(run("entities", talks, "--format", "jsonl", "--explain"))
    values = {row["text"]: row["value"] for row in found if row["label"] == "DATE"}
    assert values["last month"] == "2021-05"
    [american] = [row for row in found if row["text"] == "U.S."]
    assert american["value"] == ""
    assert american["reason"] == "names of one state: United States"
    assert american["steps"].split(": ")[1].startswith("“U.S.” GPE")


# export


def test_csv_goes_to_stdout_and_the_count_to_stderr(run: Run, annotated: Path) -> None:
    result = run("export", annotated, "--format", "csv")
    one, other, article = rows(result)
    assert [row["tag"] for row in (one, other, article)] == ["grain", "security/border", ""]
    assert one["quote"] == ONE[20:54]
    assert one["entities"].split("; ")[0] == "Russia"
    assert (article["kind"], article["note"]) == (
        "article",
        'He said "no", twice,\nand left.',
    )
    assert (article["title"], article["month"]) == ("Hers", "2025-09")
    assert result.stderr.splitlines()[-1] == "3 rows for 2 annotations in 2 articles → stdout"
    assert result.stdout_bytes.count(b"\r\n") == 4


def test_without_a_model_the_annotations_are_handed_over_without_entities(
    run: Run, annotated: Path
) -> None:
    result = run("export", annotated, "--format", "csv", "--model", "no_such_model")
    assert [row["entities"] for row in rows(result)] == ["", "", ""]
    assert "no entities in the export" in result.stderr
    assert "no_such_model" in result.stderr


def test_one_child_detects_all_that_an_export_needs(
    run: Run, annotated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []

    def noted(articles: Any, *rest: Any) -> Any:
        wanted = list(articles)
        calls.append([article.path for article in wanted])
        return ((article, ()) for article in wanted)

    monkeypatch.setattr("annotations.mentions.detect", noted)
    run("export", annotated, "--format", "csv")
    assert calls == [["one.txt", "sub/two.txt"]], "names of one article tell of another's"


def test_a_file_is_written_once_and_replaced_only_by_force(
    run: Run, annotated: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out.md"
    command = ("export", annotated, "--format", "md", "--output", file, "--model", "none")
    first = run(*command)
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr.splitlines()[-1].endswith(f"→ {file}")
    assert "## security/border" in file.read_text()
    file.write_text("hers")
    again = run(*command)
    assert again.exit_code == 1
    assert "there already" in again.stderr
    assert file.read_text() == "hers"
    assert run(*command, "--force").exit_code == 0
    assert "## security/border" in file.read_text()


def test_excel_gets_a_mark_and_quotes(run: Run, annotated: Path) -> None:
    result = run("export", annotated, "--format", "csv", "--excel", "--model", "none")
    assert result.stdout_bytes.startswith(b'\xef\xbb\xbf"annotation_id","article"')


def test_excel_where_it_means_nothing_is_a_mistake_in_the_command(
    run: Run, annotated: Path
) -> None:
    result = run("export", annotated, "--format", "md", "--excel")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--excel means nothing to md" in result.stderr


def test_an_export_that_cannot_be_written_is_one_line_and_exit_code_1(
    run: Run, annotated: Path
) -> None:
    result = run("export", annotated, "--format=csv", "--output=/dev/full", "--force", "--model=no")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "briefreader: /dev/full cannot be written: No space left on device."
    )


def test_a_broken_annotations_file_is_told_and_left_alone(run: Run, news: Path) -> None:
    file = news / ".briefreader" / "annotations.json"
    file.parent.mkdir()
    file.write_text("{broken")
    for command in (["articles"], ["export", "--format", "csv"], ["tags", "list"]):
        result = run(*command, news)
        assert result.exit_code == 0
        assert str(file) in result.stderr
    assert file.read_text() == "{broken"
    assert run("doctor", news).exit_code == 1


@pytest.mark.parametrize("content", ["name,colour\nactor,red\n", "[1]", '{"theme": "dark"}'])
def test_a_file_named_for_annotations_that_is_something_else_is_refused(
    content: str, run: Run, news: Path, tmp_path: Path
) -> None:
    file = tmp_path / "codebook.csv"
    file.write_text(content)
    result = run("articles", news, "--db", file)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        f"briefreader: {file} is no annotations file; name another one with --db."
    ]
    assert file.read_text() == content


def test_a_torn_annotations_file_that_was_named_is_told_and_left_alone(
    run: Run, news: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mine.json"
    file.write_text('{"_meta": {"1": {"for')
    result = run("articles", news, "--db", file)
    assert result.exit_code == 0
    assert "is damaged" in result.stderr


# tags


def test_a_codebook_is_imported_listed_and_exported(run: Run, news: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    book.write_text("\ufeff" + "".join(f"theme/{number}\n" for number in range(1, 26)), "utf-8")
    result = run("tags", "import", book, news)
    file = news / ".briefreader" / "annotations.json"
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"25 new tags, 0 changed → {file}\n"
    written = json.loads(file.read_bytes())["_default"].values()
    assert Counter(record["kind"] for record in written) == {"tag": 25, "operation": 1}
    listed = run("tags", "list", news).stdout.splitlines()
    assert listed[0].split() == ["key", "tag", "annotations", "about"]
    assert [line.split()[:2] for line in listed[1:4]] == [
        ["1", "theme/1"],
        ["2", "theme/2"],
        ["3", "theme/3"],
    ]
    assert len(listed) == 26
    exported = run("tags", "export", news).stdout
    assert [row["name"] for row in csv.DictReader(io.StringIO(exported))] == [
        f"theme/{number}" for number in range(1, 26)
    ]
    book.write_text(exported, "utf-8")
    assert run("tags", "import", book, news).stderr.startswith("0 new tags, 0 changed")


def test_a_new_tag_that_is_nearly_a_known_one_is_pointed_out(
    run: Run, news: Path, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text("actor\n")
    (tmp_path / "two.txt").write_text("actors\n")
    run("tags", "import", tmp_path / "one.txt", news)
    warned, told = run("tags", "import", tmp_path / "two.txt", news).stderr.splitlines()
    assert warned == "briefreader: the new tag “actors” is nearly “actor”."
    assert told.startswith("1 new tag, 0 changed")


def test_a_tag_in_use_is_removed_only_with_force_and_as_one_step(
    run: Run, annotated: Path, tmp_path: Path
) -> None:
    (tmp_path / "one.txt").write_text("idle\n")
    run("tags", "import", tmp_path / "one.txt", annotated)
    unused = run("tags", "remove", "idle", annotated)
    assert (unused.exit_code, unused.stderr.split(" →")[0]) == (
        0,
        "idle removed, from 0 annotations",
    )
    refused = run("tags", "remove", "grain", annotated)
    assert refused.exit_code == 1
    assert "grain is on 1 annotation; --force takes it off them too." in refused.stderr
    assert "grain" in run("tags", "list", annotated).stdout
    assert run("tags", "remove", "grain", "--force", annotated).exit_code == 0
    assert "grain" not in run("tags", "list", annotated).stdout
    left = rows(run("export", annotated, "--format", "csv"))
    assert [row["tag"] for row in left] == ["security/border", ""]
    step = objects(run("history", annotated, "--format", "jsonl"))[0]
    assert step["what"] == "remove the tag grain"
    assert run("history", annotated, "--restore", step["step"]).exit_code == 0
    assert "grain" in run("tags", "list", annotated).stdout
    assert run("tags", "remove", "nothing", annotated).exit_code == 1


def test_one_is_counted_as_one(run: Run, news: Path, home: Places) -> None:
    library = make_library(news, home)
    library.note([Target("one.txt")], "so")
    library.close()
    told = run("export", news, "--format", "csv").stderr.splitlines()[-1]
    assert told == "1 row for 1 annotation in 1 article → stdout"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"good\nbad,mauve\n", "book.csv, line 2: “mauve” is no colour"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"bad\x1bname\n", "book.csv, line 1: "),
        (None, "cannot be read: No such file"),
    ],
)
def test_a_codebook_that_cannot_be_taken_is_one_line_and_changes_nothing(
    content: bytes | None, problem: str, run: Run, news: Path, tmp_path: Path
) -> None:
    book = tmp_path / "book.csv"
    if content is not None:
        book.write_bytes(content)
    result = run("tags", "import", book, news)
    assert (result.exit_code, result.stdout) == (1, "")
    assert problem in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr
    assert not (news / ".briefreader").exists()


def test_a_codebook_that_cannot_be_saved_is_an_error(
    run: Run, news: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: object, **options: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    (tmp_path / "book.txt").write_text("border\n")
    monkeypatch.setattr("tempfile.mkstemp", full)
    result = run("tags", "import", tmp_path / "book.txt", news)
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr


# doctor


def test_doctor_is_content_with_a_sound_installation(run: Run, annotated: Path) -> None:
    result = run("doctor", annotated)
    assert result.exit_code == 0
    assert {line[:3] for line in result.stdout.splitlines()} == {"ok "}
    assert "2 annotations" in result.stdout


def test_what_the_analyst_decided_is_in_the_output_with_its_reason(
    run: Run, news: Path, home: Places
) -> None:
    before = objects(run("entities", news, "--format", "jsonl"))
    assert any(row["text"] == "Russia" for row in before)
    library = make_library(news, home)
    article = library.article("one.txt")
    [russia] = [each for each in library.mentions.of(article) or () if each.text == "Russia"]
    library.deciding.decide(article, russia, Verdict.RELABELLED, "ORG")
    library.deciding.add(article, 0, 6, "EVENT")
    library.close()
    rows = objects(run("entities", news, "--format", "jsonl", "--explain"))
    told = {row["text"]: (row["label"], row["found_by"], row["reason"]) for row in rows}
    label, found_by, reason = told["Russia"]
    assert (label, found_by) == ("ORG", "analyst")
    assert reason.startswith("relabelled from GPE to ORG, by ana on ")
    [steps] = [row["steps"] for row in rows if row["text"] == "Russia"]
    assert "“Russia” GPE" in steps
    assert steps.endswith("analyst: “Russia” ORG")
    assert told[article.text[:6]][:2] == ("EVENT", "analyst")


def test_what_is_rejected_or_renamed_is_so_in_the_export(
    run: Run, news: Path, home: Places
) -> None:
    library = make_library(news, home)
    library.tag([target_in(ONE, "one.txt", 20, 55)], ["border"])
    library.close()
    run("entities", news)

    def exported() -> str:
        rows = csv.DictReader(io.StringIO(run("export", news, "--format", "csv").stdout))
        return next(rows)["entities"]

    assert exported() == "Russia; Monday"
    library = make_library(news, home, uids=counting_uids("later"))
    article = library.article("one.txt")
    russia, monday = library.mentions.of(article) or ()
    library.deciding.decide(article, monday, Verdict.REJECTED)
    library.aliasing.rename(Named("Russia", russia.label), "Russian Federation")
    library.close()
    assert exported() == "Russian Federation"
