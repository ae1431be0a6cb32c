"""What the documentation says is so: generated parts are current, links lead somewhere."""

import ast
import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from tinydb import TinyDB

from annotations import __version__
from annotations.entities.steps import STEPS
from annotations.exports.spreadsheet import COLUMNS
from annotations.models import MetadataEdit
from annotations.places import Places
from annotations.store.codebook_file import COLOURS
from docs.generate import diagram
from docs.generate.pictures import PICTURES
from docs.generate.references import REFERENCES, ROOT, dialog_places, key_places, renewed
from tests.factories import make_library, target_in
from tui.batch import ARTICLE_COLUMNS
from tui.commands.keymap import Keymap
from tui.mention_rows import COLUMNS as MENTION_COLUMNS
from tui.settings import read_settings

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
MADE_PICTURES = {diagram.FILE, *(diagram.FILE.with_name(f"{name}.svg") for name in PICTURES)}


def section(document: str, heading: str) -> str:
    """The part of a document under a heading, up to the next one of the same level."""
    text = (ROOT / document).read_text("utf-8")
    level = heading.split()[0]
    _, _, rest = text.partition(f"\n{heading}")
    assert rest, f"{document} has no heading {heading}"
    return rest.split(f"\n{level} ")[0]


def first_column(text: str) -> list[str]:
    """The names in code in the first column of the tables in a text."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)


@pytest.mark.parametrize("name", REFERENCES)
def test_generated_part_is_current(name: str) -> None:
    file, make = REFERENCES[name]
    text = file.read_text("utf-8")
    assert text == renewed(text, name, make()), f"{file.name} is stale: run make docs"


def test_renewing_refuses_a_file_without_the_marks() -> None:
    with pytest.raises(ValueError, match="keys"):
        renewed("no marks here", "keys", "a table")


def test_diagram_is_current() -> None:
    assert diagram.FILE.read_text("utf-8") == diagram.diagram(), "run make docs"


def test_boxes_of_the_diagram_do_not_overlap() -> None:
    for number, one in enumerate(diagram.BOXES):
        for other in diagram.BOXES[number + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            above = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert beside or above, f"{one.name} lies over {other.name}"


@pytest.mark.parametrize("picture", sorted(MADE_PICTURES), ids=lambda path: path.name)
def test_picture_is_drawable_and_needs_nothing_from_the_network(picture: Path) -> None:
    root = ElementTree.parse(picture).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "url(http" not in picture.read_text("utf-8")


def test_readme_opens_with_a_picture_of_the_program() -> None:
    first = LINK.search((ROOT / "README.md").read_text("utf-8"))
    assert first is not None
    assert (ROOT / first[1]) in MADE_PICTURES


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_to_files_and_headings_that_are_there(document: Path) -> None:
    for target in LINK.findall(document.read_text("utf-8")):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        linked = (document.parent / path).resolve() if path else document
        assert linked.exists(), f"{document.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", linked.read_text("utf-8"), re.MULTILINE)
            assert anchor in {heading.lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("## CSV", tuple(COLUMNS)),
        ("## Articles", ARTICLE_COLUMNS),
        ("## Entities", MENTION_COLUMNS),
    ],
)
def test_columns_are_all_described_in_order(heading: str, columns: tuple[str, ...]) -> None:
    assert tuple(first_column(section("docs/export.md", heading))) == columns


def test_readme_names_the_columns_of_the_export() -> None:
    words = re.findall(r"\w+", section("README.md", "## The export"))
    assert tuple(COLUMNS) in set(zip(*(words[i:] for i in range(len(COLUMNS))), strict=False))


def test_every_field_of_the_annotations_file_is_described(seeds: Path, places: Places) -> None:
    library = make_library(seeds, places)
    path = "001_5d7ca5491b6f3888.txt"
    library.tag([target_in(library.article(path).text, path, 75, 100)], ["security/border"])
    edit = MetadataEdit("A", "B", "2021-07-02", byline="C", dateline="D", language="fr")
    library.edit([path], edit)
    [mark] = library.store.of_kind("annotation")
    his = {"note": "his", "author": "bob", "modified": mark["modified"]}
    library.store.note([mark | {"alternatives": [his]}])
    library.close()
    every = set(first_column(section("docs/file-format.md", "## Fields of every record")))
    with TinyDB(library.store.file, access_mode="r") as database:
        records: list[dict[str, Any]] = [dict(document) for document in database.all()]
    kinds = {"article", "annotation", "tag", "operation"}
    assert {record["kind"] for record in records} == kinds
    for record in records:
        for name in ("op", "~"):  # of the file's lines, not of the records
            record.pop(name, None)
        described = first_column(section("docs/file-format.md", f"## `{record['kind']}`"))
        target = record.get("target") or {}
        rare = (
            {"undoes", "redoes", "restores", "merged", "step"}
            if record["kind"] == "operation"
            else set()
        )
        assert {*record, *target} | rare == {*every, *described}


def test_every_place_named_for_new_parts_exists() -> None:
    text = section("docs/architecture.md", "## Where a new")
    named = re.findall(r"`([A-Z_]+)` in `([\w/]+\.py)`", text)
    assert len(named) >= 8
    for name, file in named:
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assigned = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign | ast.AnnAssign)
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name)
        }
        assert name in assigned, f"{file} has no {name}"
    for path in re.findall(r"`((?:annotations|tui|docs|tests)/[\w/.]*)`", text):
        assert (ROOT / path).exists(), path


def test_example_of_settings_can_be_followed(tmp_path: Path) -> None:
    example = section("README.md", "## Settings").split("```toml\n")[1].split("```")[0]
    file = tmp_path / "settings.toml"
    file.write_text(example, "utf-8")
    settings = read_settings(file)
    assert settings.unknown == ()
    assert set(tomllib.loads(example)) == {"author", "model", "keys", "langmap"}
    Keymap(settings.keys, settings.langmap)


def test_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        named = re.findall(r"(?:^ {4}|`)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE)
        assert set(named) <= targets, document.name


def test_changelog_has_this_version_and_the_newest_first() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    entries = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$", text, re.MULTILINE)
    assert __version__ in dict(entries)
    assert all(newer[1] >= older[1] for newer, older in pairwise(entries))


def test_every_row_of_the_key_tables_has_keys_help_and_a_name() -> None:
    rows = [row for _, rows in [*key_places(), *dialog_places()] for row in rows]
    assert all(row.keys and row.help and row.name for row in rows)


def test_the_readme_names_the_colours_of_a_codebook() -> None:
    assert f"`#rrggbb` or one of {', '.join(COLOURS)}." in (ROOT / "README.md").read_text("utf-8")


def test_all_that_finds_entities_is_explained() -> None:
    told = (ROOT / "docs" / "export.md").read_text("utf-8")
    for step in STEPS:
        assert not step.why or f"| `{step.name}` |" in told, step.name
