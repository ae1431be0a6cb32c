"""The process that runs the model: `python -P -m annotations.entities.child --model NAME`.

It reads requests and writes answers, one JSON object a line:

    {"id": 1, "text": "…", "zones": [[0, 10, "ui"]], "first": false}
    {"id": 1, "mentions": [[3, 8, "GPE", "model", 0]]}     or    {"id": 1, "error": "…"}

A request with `first` is taken up before the others, also before the rest of a long text that is
under way. A line with an `error` and no `id` is its last: the model cannot be loaded. It ends when
its standard input does.
"""

import argparse
import logging
import os
import select
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

import orjson

from annotations.entities.finding import Finding, Piece, advance, next_batch
from annotations.entities.mentions import pack
from annotations.entities.recogniser import Recognise, load_recogniser
from annotations.models import Zone

_logger = logging.getLogger(__name__)


class _Job(Finding):
    """One text under way, and the request it answers."""

    def __init__(self, request: dict[str, Any]) -> None:
        zones = [Zone(*zone) for zone in request["zones"]]
        super().__init__(request["text"], zones, alone=request["first"])
        self.id = request["id"]
        self.error = ""

    def fail(self, error: Exception) -> None:
        """Give up."""
        self.pieces.clear()
        self.error = _in_one_line(error)

    def outcome(self) -> dict[str, Any]:
        """The answer, once no piece is left."""
        if not self.error:
            try:
                return {"id": self.id, "mentions": pack(self.result())}
            except Exception as error:
                _logger.exception("text %s", self.id)
                self.fail(error)
        return {"id": self.id, "error": self.error}


class Requests:
    """The requests on a pipe, read without waiting for more than are there."""

    def __init__(self, pipe: int) -> None:
        self._pipe = pipe
        self._rest = bytearray()

    def take(self, *, wait: bool) -> list[dict[str, Any]]:
        """Return the requests that have come; with `wait`, at least one.

        Raises:
            EOFError: No more will come.
        """
        lines: list[bytes] = []
        while (wait and not lines) or select.select([self._pipe], [], [], 0)[0]:
            data = os.read(self._pipe, 1 << 20)
            if not data:
                raise EOFError
            before, newline, after = data.rpartition(b"\n")
            if newline:
                lines += (bytes(self._rest) + before).split(b"\n")
                self._rest.clear()
            self._rest += after
        return [orjson.loads(line) for line in lines]


def serve(requests: Requests, answer: Callable[[object], None], recognise: Recognise) -> None:
    """Answer requests until there are no more.

    Args:
        requests: Where they come from.
        answer: Writes one answer.
        recognise: The model.
    """
    jobs: deque[_Job] = deque()
    while True:
        try:
            arrived = requests.take(wait=not jobs)
        except EOFError:
            return
        for request in arrived:
            (jobs.appendleft if request["first"] else jobs.append)(_Job(request))
        batch = next_batch(jobs)
        try:
            advance(batch, recognise)
        except Exception as error:
            shared = [job for job in jobs if any(piece.finding is job for piece in batch)]
            _logger.exception("texts %s", [job.id for job in shared])
            _blame(shared, batch, error)
        for job in [job for job in jobs if not job.pieces]:
            jobs.remove(job)
            answer(job.outcome())


def _blame(jobs: Sequence[_Job], batch: Sequence[Piece], error: Exception) -> None:
    """After a failure, let each text try again alone; one that was alone is what failed."""
    if len(jobs) == 1:
        jobs[0].fail(error)
        return
    for finding, start, end in reversed(batch):
        finding.pieces.appendleft((start, end))
        finding.alone = True


def main() -> int:
    """Run the child; returns its exit status."""
    parser = argparse.ArgumentParser(description="find names; JSON lines in, JSON lines out")
    parser.add_argument("--model", required=True, help="a spaCy pipeline, by name or path")
    model = parser.parse_args().model
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.setpriority(os.PRIO_PROCESS, 0, 19)
    logging.basicConfig(format="%(levelname)s %(message)s")
    requests, answers = _own_pipes()

    def answer(message: object) -> None:
        answers.write(orjson.dumps(message) + b"\n")
        answers.flush()

    try:
        recognise = load_recogniser(model)
    except Exception as error:
        _logger.exception("loading %s", model)
        answer({"error": _in_one_line(error)})
        return 1
    serve(requests, answer, recognise)
    return 0


def _own_pipes() -> tuple[Requests, BinaryIO]:
    """Take standard input and output away from everyone else; what a model prints is logged."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return Requests(requests), os.fdopen(answers, "wb")


def _in_one_line(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())


if __name__ == "__main__":
    sys.exit(main())
