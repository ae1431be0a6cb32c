"""Going through the lines of a file, forwards and backwards."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.store import scanning
from annotations.store.lines import Document, Entry, decode, encode
from annotations.store.records import Scribe
from annotations.store.store import Store
from tests.factories import counting_uids, ticking_clock

LINES = st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line), max_size=12)


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "CHUNK", 7)


def reader(content: bytes) -> scanning.Read:
    return lambda start, stop: content[start:stop]


@given(lines=LINES)
def test_lines_are_the_same_however_little_is_read_at_once(lines: list[bytes]) -> None:
    content = b"\n".join(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "CHUNK", 7)
        found = list(scanning.raw_lines(reader(content), 0))
    said = [line.strip(b" \0") for line in lines]
    assert [stripped for _, line in found if (stripped := line.strip(b" \0"))] == list(
        filter(None, said)
    )
    assert all(content[at : at + len(line)] == line for at, line in found)


@pytest.mark.usefixtures("small_chunks")
def test_backwards_is_forwards_turned_round() -> None:
    documents: list[tuple[int, Document]] = [(n, {"text": "x" * (3 * n)}) for n in range(1, 9)]
    content = b"\n" + b",\n".join(encode([each])[0] for each in documents)
    found = list(scanning.backwards(reader(content), 0, len(content)))
    assert [entry.number for (entry,) in found] == [8, 7, 6, 5, 4, 3, 2, 1]
    some = scanning.backwards(reader(content), 0, len(content), [b"x" * 20])
    assert [entry.number for (entry,) in some] == [8, 7]


def test_looking_for_her_last_step_reads_nothing_of_what_others_did(
    file: Path, open_store: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = Scribe("ben", ticking_clock(), counting_uids("ben"))
    store = open_store(file, scribe=ben)
    for number in range(50):
        store.commit(f"tag {number}", [ben.new("tag", name=str(number))])
    store.close()
    ana = open_store(file)
    decoded: list[bytes] = []

    def noted(line: bytes) -> list[Entry] | None:
        decoded.append(line)
        return decode(line)

    monkeypatch.setattr(scanning, "decode", noted)
    assert ana.undo_name is None
    assert decoded == []
