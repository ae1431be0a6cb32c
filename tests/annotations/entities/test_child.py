import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson
import pytest

from annotations.entities import DEFAULT_MODEL
from annotations.entities.child import Requests, serve
from annotations.entities.finding import BATCH_LENGTH
from annotations.entities.process import child_command
from annotations.entities.recogniser import Names

LONG = "Ash " * 20_000  # several batches


class Served:
    """`serve` on a thread, with a recogniser that finds "Ash" and waits when it is told to."""

    def __init__(self) -> None:
        read, self._write = os.pipe()
        self._answers: list[dict[str, Any]] = []
        self.gate = threading.Semaphore(10_000)
        self.batches: list[list[str]] = []
        self._thread = threading.Thread(
            target=serve, args=(Requests(read), self._answers.append, self._recognise)
        )
        self._thread.start()

    def _recognise(self, texts: Sequence[str]) -> list[Names]:
        self.batches.append(list(texts))
        assert self.gate.acquire(timeout=10)
        if "fail" in texts[0]:
            raise MemoryError("too long,\nby far")
        return [
            [(n, n + 3, "PERSON") for n in range(len(text)) if text.startswith("Ash", n)]
            for text in texts
        ]

    def ask(self, number: int, text: str, *, first: bool = False, zones: object = ()) -> None:
        request = {"id": number, "text": text, "zones": zones, "first": first}
        self.send(orjson.dumps(request) + b"\n")

    def send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._write, data) :]

    def end(self) -> None:
        """Close the requests and wait."""
        os.close(self._write)
        self._thread.join(10)
        assert not self._thread.is_alive()

    def answers(self, count: int) -> list[dict[str, Any]]:
        """The answers once there are so many; then it ends."""
        deadline = time.monotonic() + 10
        while len(self._answers) < count and time.monotonic() < deadline:
            time.sleep(0.005)
        self.end()
        return self._answers


def test_answers_with_offsets_in_the_whole_text() -> None:
    served = Served()
    served.ask(1, LONG)
    (answer,) = served.answers(1)
    assert answer["id"] == 1
    assert [row[:4] for row in answer["mentions"]] == [
        (n * 4, n * 4 + 3, "PERSON", "model") for n in range(20_000)
    ]
    assert len(served.batches) > 1
    assert all(sum(map(len, batch)) <= 2 * BATCH_LENGTH for batch in served.batches)


def test_steps_run_with_the_zones() -> None:
    served = Served()
    served.ask(1, "Ash.\nAsh", zones=[[5, 8, "ui"]])
    (answer,) = served.answers(1)
    assert answer["mentions"] == [(0, 3, "PERSON", "model", 0), (5, 8, "PERSON", "model", 1)]


def test_an_urgent_text_is_taken_up_amid_a_long_one() -> None:
    served = Served()
    served.gate = threading.Semaphore(0)
    served.ask(1, LONG)
    served.ask(2, "Ash waits")
    served.ask(3, "Ash hurries", first=True)
    served.gate.release(10_000)
    assert [answer["id"] for answer in served.answers(3)] == [3, 1, 2]


def test_a_text_that_fails_is_answered_with_an_error_in_one_line() -> None:
    served = Served()
    served.ask(1, "fail here")
    served.ask(2, "Ash")
    failed, fine = served.answers(2)
    assert failed == {"id": 1, "error": "MemoryError: too long, by far"}
    assert fine["id"] == 2


def test_requests_may_come_in_pieces_and_many_at_once() -> None:
    served = Served()
    lines = b"".join(
        orjson.dumps({"id": n, "text": "Ash", "zones": [], "first": False}) + b"\n"
        for n in range(3)
    )
    served.send(lines[:70])
    time.sleep(0.05)
    served.send(lines[70:])
    assert [answer["id"] for answer in served.answers(3)] == [0, 1, 2]


def test_ends_when_its_parent_is_gone_though_a_long_text_is_under_way() -> None:
    served = Served()
    served.gate = threading.Semaphore(0)
    served.ask(1, LONG)
    while not served.batches:
        time.sleep(0.005)
    threading.Timer(0.05, served.gate.release, args=[1]).start()
    served.end()
    assert len(served.batches) == 1


@pytest.fixture
def child(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The real child and model, started where a file bears our package's name."""
    (tmp_path / "annotations.py").write_text("raise SystemExit(9)")
    with subprocess.Popen(
        child_command(DEFAULT_MODEL),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    ) as process:
        yield process
        process.kill()


def ask(child: subprocess.Popen[bytes], text: str) -> Any:
    assert child.stdin
    assert child.stdout
    child.stdin.write(orjson.dumps({"id": 1, "text": text, "zones": [], "first": False}) + b"\n")
    child.stdin.flush()
    return orjson.loads(child.stdout.readline())


def test_the_real_child_finds_names_gently_and_ignores_ctrl_c(
    child: subprocess.Popen[bytes],
) -> None:
    text = "Antony Blinken met officials of the United States in Dushanbe."
    answer = ask(child, text)
    found = [(text[start:end], label) for start, end, label, *_ in answer["mentions"]]
    assert ("Antony Blinken", "PERSON") in found
    assert ("United States", "GPE") in found
    assert os.getpriority(os.PRIO_PROCESS, child.pid) == 19
    child.send_signal(signal.SIGINT)
    assert ask(child, text) == answer
    assert child.stdin
    child.stdin.close()
    assert child.wait(timeout=5) == 0


PRINTING = """
from spacy.language import Language

@Language.component("printer", assigns=["doc.ents"])
def printer(doc):
    print("a stray print")
    return doc

def load(**overrides):
    import spacy
    print("while loading")
    nlp = spacy.blank("en")
    if {find}:
        nlp.add_pipe("printer")
    return nlp
"""


def run_package(folder: Path, *, finds_names: bool) -> subprocess.CompletedProcess[bytes]:
    """Run the child on a pipeline package of our own, with one request."""
    (folder / "noisy.py").write_text(PRINTING.replace("{find}", str(finds_names)))
    (folder / "noisy-1.0.dist-info").mkdir()
    (folder / "noisy-1.0.dist-info" / "METADATA").write_text("Name: noisy\nVersion: 1.0\n")
    process = subprocess.Popen(
        child_command("noisy"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(folder)},
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(orjson.dumps({"id": 1, "text": "x", "zones": [], "first": True}) + b"\n")
    process.stdin.flush()
    line = process.stdout.readline()
    rest, errors = process.communicate(timeout=10)
    return subprocess.CompletedProcess(process.args, process.returncode, line + rest, errors)


def test_what_a_model_prints_does_not_reach_the_answers(tmp_path: Path) -> None:
    done = run_package(tmp_path, finds_names=True)
    assert orjson.loads(done.stdout) == {"id": 1, "mentions": []}
    assert b"a stray print" in done.stderr
    assert b"while loading" in done.stderr


def test_a_pipeline_that_finds_no_names_says_so(tmp_path: Path) -> None:
    done = run_package(tmp_path, finds_names=False)
    assert "no part that finds names" in orjson.loads(done.stdout)["error"]
    assert done.returncode == 1
