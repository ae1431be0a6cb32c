import csv
import io
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotations.exports import export_to_file, export_to_stream
from annotations.exports.entries import Entry
from annotations.merges import Alternative
from annotations.models import Placed
from annotations.origins import KnownFrom
from tests.annotations.exports.conftest import GRAIN, SECURITY, an_entry

COLUMNS = (
    "annotation_id,article,title,source,published,kind,tag,note,quote,start,end,before,after,"
    "entities,author,created,modified,published_from,tag_top,month,sentence,paragraph,placed,"
    "modified_by,alternatives"
)
RISKY = ("=", "+", "-", "@", "\t", "\r", "'")

cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")) | st.text(
    "=+-@'\"\t\r\n,; a", max_size=6
)


def written(entries: Iterable[Entry], *, excel: bool = False) -> str:
    out = io.StringIO(newline="")
    export_to_stream("csv", entries, out, excel=excel)
    return out.getvalue()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_columns_are_the_ones_promised_in_their_order() -> None:
    assert written([]) == COLUMNS + "\r\n"


def test_a_row_says_all_there_is_to_say_of_a_passage() -> None:
    entry = replace(
        an_entry(note="why?"),
        published_from=KnownFrom.TEXT,
        entities=("Russia", "Moscow"),
        sentence=3,
        paragraph=2,
    )
    [row] = rows(written([entry]))
    assert row == {
        "annotation_id": "mark-1",
        "article": "a.txt",
        "title": "Border talks fail",
        "source": "RIA Novosti",
        "published": "2025-09-09",
        "kind": "passage",
        "tag": "security/border",
        "note": "why?",
        "quote": "Russia closed it.",
        "start": "10",
        "end": "27",
        "before": "before ",
        "after": " after",
        "entities": "Russia; Moscow",
        "author": "ana",
        "created": "2026-01-02T03:04:05.000000Z",
        "modified": "2026-01-02T03:04:06.000000Z",
        "published_from": "text",
        "tag_top": "security",
        "month": "2025-09",
        "sentence": "3",
        "paragraph": "2",
        "placed": "exact",
        "modified_by": "bob",
        "alternatives": "",
    }


def test_what_others_wrote_in_the_place_of_a_note_stands_in_the_last_column() -> None:
    others = (Alternative("not\nso", "bob", "2026-01-01"), Alternative("=1+1", "=cy", "2026-01-02"))
    entry = an_entry(note="so")
    entry = replace(entry, annotation=replace(entry.annotation, alternatives=others))
    [row] = rows(written([entry]))
    assert (row["note"], row["alternatives"]) == ("so", "bob: not\nso ¦ =cy: =1+1")
    entry = replace(entry, annotation=replace(entry.annotation, alternatives=others[1:]))
    [row] = rows(written([entry], excel=True).removeprefix("\ufeff"))
    assert row["alternatives"] == "'=cy: =1+1"


def test_an_article_has_neither_place_nor_quote_and_unknown_metadata_is_empty() -> None:
    entry = replace(an_entry(quote="", note="all of it", tags=()), source=None, published=None)
    [row] = rows(written([entry]))
    assert row["kind"] == "article"
    empty = ("tag", "tag_top", "quote", "start", "end", "before", "after", "sentence", "paragraph")
    assert {row[name] for name in (*empty, "source", "published", "month", "entities")} == {""}


def test_there_is_a_row_for_each_tag_in_order_and_one_for_a_note_alone() -> None:
    both = an_entry(tags=(SECURITY, GRAIN), uid="both")
    alone = an_entry(tags=(), note="hm", uid="alone", start=20)
    report = export_to_stream("csv", [alone, both], io.StringIO(newline=""))
    assert (report.rows, report.annotations, report.articles) == (3, 2, 1)
    assert [(row["annotation_id"], row["tag"]) for row in rows(written([alone, both]))] == [
        ("both", "grain"),
        ("both", "security/border"),
        ("alone", ""),
    ]


def test_an_orphan_keeps_its_quote_and_has_no_offsets() -> None:
    [row] = rows(written([an_entry(placed=Placed.ORPHANED)]))
    assert (row["quote"], row["start"], row["end"]) == ("Russia closed it.", "", "")
    assert (row["placed"], row["kind"]) == ("orphaned", "passage")


def test_rows_are_ordered_by_article_start_end_and_time() -> None:
    ordered = [
        an_entry(quote="", uid="article"),
        an_entry(quote="ab", uid="short"),
        an_entry(quote="abc", uid="earlier", created="2026-01-01"),
        an_entry(quote="abc", uid="a", created="2026-01-02"),
        an_entry(quote="abc", uid="b", created="2026-01-02"),
        an_entry(uid="behind", start=11),
        an_entry(uid="orphan", start=0, placed=Placed.ORPHANED),
        an_entry(uid="other", path="b.txt", start=0),
    ]
    uids = [entry.annotation.uid for entry in ordered]
    assert [row["annotation_id"] for row in rows(written(reversed(ordered)))] == uids


def test_cells_are_quoted_only_where_rfc_4180_asks_for_it() -> None:
    note = 'first, "second"\nthird'
    text = written([an_entry(note=note)])
    assert '"first, ""second""\nthird"' in text
    assert text.count("\r\n") == 2
    assert text.endswith(",bob,\r\n")
    assert rows(text)[0]["note"] == note


@given(cells, cells)
def test_what_is_written_is_read_back(note: str, quote: str) -> None:
    [row] = rows(written([an_entry(quote=quote or "x", note=note)]))
    assert (row["note"], row["quote"]) == (note, quote or "x")


@given(cells, cells)
@example("=HYPERLINK(1)", "'=1")
@example("\r=1", "\t=1")
def test_a_spreadsheet_gets_no_cell_it_would_run_and_the_guard_comes_off_again(
    note: str, quote: str
) -> None:
    text = written([an_entry(quote=quote or "x", note=note)], excel=True)
    assert text.startswith('\ufeff"annotation_id","article"')
    [row] = rows(text.removeprefix("\ufeff"))
    for cell, meant in ((row["note"], note), (row["quote"], quote or "x")):
        assert not cell.startswith(RISKY[:-1])
        assert cell.removeprefix("'") == meant


def test_a_spreadsheet_gets_every_cell_quoted() -> None:
    line = written([an_entry(tags=(), note="1")], excel=True).splitlines()[1]
    assert len(line.split('","')) == len(COLUMNS.split(","))
    assert (line[0], line[-1]) == ('"', '"')


def test_pandas_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    entries = [
        an_entry(note='quotes " and, commas\nand lines', tags=(SECURITY, GRAIN)),
        an_entry(quote="Зерно 🌾 ждёт", note="NA", uid="2", start=40),
    ]
    for excel in (False, True):
        export_to_file("csv", entries, file, excel=excel, replace=True)
        frame = pandas.read_csv(file, dtype=str, keep_default_na=False)
        assert ",".join(frame.columns) == COLUMNS
        assert list(frame["tag"]) == ["grain", "security/border", "security/border"]
        assert frame["note"][0] == 'quotes " and, commas\nand lines'
        assert (frame["quote"][2], frame["note"][2]) == ("Зерно 🌾 ждёт", "NA")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_it_and_runs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    notes = ["=1+1", "two\nlines", 'say "hi", she said', "Зерно 🌾"]
    entries = [an_entry(note=note, uid=f"mark-{at}", start=at) for at, note in enumerate(notes)]
    export_to_file("csv", entries, file, excel=True)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    filters = ["--infilter=CSV:44,34,76,1", "--convert-to", "fods"]
    command = ["soffice", profile, "--headless", *filters, "--outdir", str(tmp_path), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sheet = (tmp_path / "out.fods").read_text("utf-8")
    assert "of:=" not in sheet, "no cell is a formula"
    assert "=1+1" in sheet
    assert "<text:p>two</text:p><text:p>lines</text:p>" in sheet
    assert "Зерно 🌾" in sheet
    assert sheet.count("<text:p>security/border</text:p>") == len(notes)
