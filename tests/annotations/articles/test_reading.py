import hashlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.articles import read, suffixes
from annotations.articles.formats import LARGEST
from annotations.errors import ArticleError
from annotations.origins import TitleFrom
from annotations.text import clean
from tests.annotations.articles.conftest import ReadBytes

HOSTILE = (
    "\x00\x07\x08\x0b\x0c\x1b\x1f\x7f\x80\x85\x9b\x9f\u061c\u200e\u200f\u202a\u202e\u2066\u2069"
)
WESTERN = "Le président français a déclaré – « c’est l’été ». "
CYRILLIC = "Президент сообщил, что переговоры пройдут в Душанбе. " * 5


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("Ünï – “ok”".encode(), "utf-8", "Ünï – “ok”"),
        (b"\xef\xbb\xbfMark", "utf-8", "Mark"),
        ("Mark, мир".encode("utf-16"), "utf-16-le", "Mark, мир"),
        (b"\xfe\xff" + "Mark".encode("utf-16-be"), "utf-16-be", "Mark"),
        ("No mark at all.".encode("utf-16-le"), "utf-16-le", "No mark at all."),
        (CYRILLIC.encode("utf-16-be"), "utf-16-be", CYRILLIC),
        (WESTERN.encode("cp1252"), "windows-1252", WESTERN),
        (CYRILLIC.encode("cp1251"), "windows-1251", CYRILLIC),
    ],
)
def test_the_encoding_is_found(
    read_bytes: ReadBytes, data: bytes, encoding: str, text: str
) -> None:
    article = read_bytes(data)
    assert (article.encoding, article.text) == (encoding, text)


def test_another_encoding_than_utf_8_is_said(read_bytes: ReadBytes) -> None:
    assert read_bytes(WESTERN.encode("cp1252")).notices == ("read as windows-1252",)
    assert read_bytes(WESTERN).notices == ()


def test_one_bad_byte_does_not_spoil_the_others(read_bytes: ReadBytes) -> None:
    article = read_bytes("Straße, Größe, Übel, Ölgii".encode() + b" \xff end")
    assert article.text == "Straße, Größe, Übel, Ölgii \ufffd end"
    assert article.notices == ("undecodable bytes shown as \ufffd: 1",)


def test_all_line_ends_become_one(read_bytes: ReadBytes) -> None:
    assert read_bytes(b"a\r\nb\rc\n\rd").text == "a\nb\nc\n\nd"


def test_what_could_drive_a_terminal_is_replaced_one_for_one(read_bytes: ReadBytes) -> None:
    article = read_bytes(f"ab{HOSTILE}cd\tef")
    assert article.text == "ab" + "\ufffd" * len(HOSTILE) + "cd\tef"
    assert article.notices == (f"control characters shown as \ufffd: {len(HOSTILE)}",)


def test_lone_surrogates_of_file_names_are_replaced() -> None:
    assert clean("a\udcffb") == "a\ufffdb"


@given(st.text(st.characters(codec=None)))
def test_cleaning_keeps_every_offset(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    assert all(new in (old, "\ufffd") for old, new in zip(text, cleaned, strict=True))
    assert clean(cleaned) == cleaned
    cleaned.encode()


def test_joiners_of_emoji_and_of_persian_are_kept() -> None:
    assert clean("👩\u200d🚀 می\u200cخواهم") == "👩\u200d🚀 می\u200cخواهم"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        random.Random(3).randbytes(5000),
        b"\x00\x01\x02" * 50,
        b"%PDF-1.7\xe2",
    ],
    ids=["all bytes", "noise", "controls", "pdf"],
)
def test_a_binary_file_is_refused_by_name(read_bytes: ReadBytes, data: bytes) -> None:
    with pytest.raises(ArticleError, match=r"^photo\.txt looks binary"):
        read_bytes(data, "photo.txt")


def test_a_single_nul_does_not_make_a_text_binary(read_bytes: ReadBytes) -> None:
    assert read_bytes(b"abc\x00def and more").text == "abc\ufffddef and more"


def test_an_empty_file_is_an_article_named_after_it(read_bytes: ReadBytes) -> None:
    article = read_bytes(b"", "nothing.txt")
    assert (article.text, article.words, article.zones) == ("", 0, ())
    assert (article.title, article.title_from) == ("nothing.txt", TitleFrom.NAME)


def test_a_file_too_large_is_refused_with_its_size_and_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as stream:
        stream.truncate(LARGEST * 100)  # sparse: reading it would take long
    started = time.perf_counter()
    with pytest.raises(ArticleError, match=r"^huge\.txt has 3200\.0 MB; files up to 32 MB"):
        read(file, "huge.txt")
    assert time.perf_counter() - started < 0.5


def test_a_file_that_vanished_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"^gone\.txt is no longer there"):
        read(tmp_path / "gone.txt", "gone.txt")


def test_a_file_that_may_not_be_read_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ArticleError, match=r"^secret\.txt may not be read: permission denied"):
        read(tmp_path / "secret.txt", "secret.txt")


def test_a_pipe_or_a_folder_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    for name in ("pipe.txt", "folder.txt"):
        with pytest.raises(ArticleError, match=r"is not a regular file|is a folder"):
            read(tmp_path / name, name)


@pytest.mark.parametrize(
    "data",
    [b"word and that. " * 340_000, b"\n" * 100_000, b"see also " * 100_000, b"a" * 5_000_000],
    ids=["line of 5 MB", "100,000 newlines", "furniture", "word of 5 MB"],
)
def test_monstrous_files_are_read_quickly(read_bytes: ReadBytes, data: bytes) -> None:
    started = time.perf_counter()
    assert read_bytes(data).title
    assert time.perf_counter() - started < 3


def test_the_hash_is_of_the_text_and_not_of_the_file(read_bytes: ReadBytes) -> None:
    article = read_bytes(b"\xef\xbb\xbfOne.\r\nTwo.")
    assert article.text_sha256 == hashlib.sha256(b"One.\nTwo.").hexdigest()


def test_an_unknown_suffix_is_read_as_plain_text(read_bytes: ReadBytes) -> None:
    assert read_bytes("# Not a heading of Markdown here", "a.log").text.startswith("# Not")
    assert {".txt", ".md"} <= suffixes()


FRONT = """---
title: "Ministers meet in Astana"
date: 2024-03-05
source: Steppe News
author: Anna Ray
lang: en-GB
tags: [a, b]
---
# Another heading

They met on Monday, and they spoke of water, the ministry said.
"""


def test_front_matter_of_markdown_is_metadata_and_not_article(read_bytes: ReadBytes) -> None:
    article = read_bytes(FRONT, "a.md")
    assert article.text == FRONT
    assert article.title == "Ministers meet in Astana"
    assert (article.published, article.published_from) == ("2024-03-05", "metadata")
    assert (article.source, article.byline, article.language) == ("Steppe News", "Anna Ray", "en")
    origins = (article.source_from, article.byline_from, article.language_from)
    assert (*origins, article.dateline_from) == ("metadata", "metadata", "metadata", None)
    zone = article.zones[0]
    assert (zone.kind, FRONT[zone.start : zone.end]) == (
        "front matter",
        FRONT[: FRONT.index("\n# ")],
    )


def test_a_heading_of_markdown_is_the_title(read_bytes: ReadBytes) -> None:
    article = read_bytes("Site\n\n# **Talks** [end](http://x) early #\n\nThey ended.\n", "a.md")
    assert (article.title, article.title_from) == ("Talks end early", TitleFrom.HEADLINE)


def test_front_matter_that_never_ends_is_text(read_bytes: ReadBytes) -> None:
    article = read_bytes("---\ntitle: x\n\nThe text goes on and on here, he said.\n", "a.md")
    assert all(zone.kind != "front matter" for zone in article.zones)


def test_importing_the_package_loads_no_library_that_is_slow_to_load() -> None:
    code = (
        "import sys, annotations.articles; "
        "print({'charset_normalizer', 'dateutil', 'rapidfuzz'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
