"""Texts of annotated articles are kept by their hash, whole or not at all."""

import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from annotations.errors import ArticleError
from annotations.store.texts import Texts

WORDS = "Russia closed the border.\n灯 “quoted”\n"
HASH = sha256(WORDS.encode()).hexdigest()


def never() -> str:
    raise AssertionError("the text is kept already")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".briefreader" / "texts"


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def texts(folder: Path, told: list[str]) -> Iterator[Texts]:
    texts = Texts(folder, told.append)
    yield texts
    texts.close()


def kept(folder: Path, text: str = WORDS, text_sha256: str = HASH) -> Texts:
    """Texts after one was kept."""
    texts = Texts(folder, lambda trouble: None)
    texts.keep(text_sha256, lambda: text)
    texts.close()
    return texts


def test_a_text_is_kept_by_its_hash_for_its_owner_only(folder: Path) -> None:
    assert kept(folder).get(HASH) == WORDS
    [file] = folder.iterdir()
    assert file.name == f"{HASH}.txt"
    assert file.read_bytes() == WORDS.encode()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_text_that_is_kept_already_is_neither_read_nor_written_again(
    folder: Path, texts: Texts
) -> None:
    kept(folder)
    before = (folder / f"{HASH}.txt").stat()
    texts.keep(HASH, never)
    texts.close()
    assert (folder / f"{HASH}.txt").stat().st_mtime_ns == before.st_mtime_ns
    assert (folder / f"{HASH}.txt").stat().st_ino == before.st_ino


@pytest.mark.parametrize("damage", [b"", b"other words", WORDS.encode()[:-1], b"\xff\xfe"])
def test_a_damaged_text_counts_as_missing_and_is_made_good(folder: Path, damage: bytes) -> None:
    texts = kept(folder)
    (folder / f"{HASH}.txt").write_bytes(damage)
    assert texts.get(HASH) is None
    assert kept(folder).get(HASH) == WORDS


def test_a_text_that_is_another_one_by_now_is_not_kept(folder: Path) -> None:
    assert kept(folder, "other words").get(HASH) is None
    assert not folder.exists()


@pytest.mark.parametrize("name", ["", "../annotations", "A" * 64, HASH + "\n"])
def test_what_is_no_hash_names_no_file(folder: Path, name: str, texts: Texts) -> None:
    kept(folder)
    (folder.parent / "annotations.txt").write_text(WORDS)
    assert texts.get(name) is None


def test_a_file_that_went_away_is_no_trouble(texts: Texts, told: list[str]) -> None:
    def gone() -> str:
        raise ArticleError("one.txt is no longer there.")

    texts.keep(HASH, gone)
    texts.close()
    assert told == []


def test_a_folder_that_cannot_be_written_is_told_of_once(
    tmp_path: Path, folder: Path, texts: Texts, told: list[str]
) -> None:
    folder.parent.mkdir()
    folder.write_text("in the way")
    texts.keep(HASH, lambda: WORDS)
    texts.keep(sha256(b"a").hexdigest(), lambda: "a")
    texts.close()
    [sentence] = told
    assert str(folder) in sentence
    assert texts.get(HASH) is None


def test_a_write_that_fails_leaves_nothing_behind(
    folder: Path, texts: Texts, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    texts.keep(HASH, lambda: WORDS)
    texts.close()
    assert "No space left" in told[0]
    assert list(folder.iterdir()) == []
