"""The parent's end of the child process that runs the model."""

import contextlib
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any

import orjson

_logger = logging.getLogger(__name__)

_LOG_LINE = 4096  # bytes


def child_command(source: str) -> list[str]:
    """Return the command that runs the model.

    Args:
        source: What spaCy is to load, see `Pipeline.source`.
    """
    # -P: a file annotations.py in the working folder must not take the package's place.
    return [sys.executable, "-P", "-m", "annotations.entities.child", "--model", source]


class Child:
    """A process that takes requests and gives answers, one JSON object a line.

    Attributes:
        on_answer: Called with every line it writes, on a thread of its own.
        on_end: Called once, after the last answer, with the exit status (negative: the signal).
    """

    def __init__(
        self,
        command: Sequence[str],
        on_answer: "Callable[[Child, bytes], None]",
        on_end: "Callable[[Child, int], None]",
    ) -> None:
        """Start the process.

        Args:
            command: What to run.
            on_answer: See the class.
            on_end: See the class.

        Raises:
            OSError: It cannot be started.
        """
        self.on_answer = on_answer
        self.on_end = on_end
        # In a session of its own, ctrl+c at the terminal does not reach it; it ends when its
        # standard input does.
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        for work in (self._hear, self._log):
            threading.Thread(target=work, name=f"child{work.__name__}", daemon=True).start()

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request; that the child is gone is told by `on_end` alone.

        Args:
            request: What `annotations.entities.child` understands.
        """
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(orjson.dumps(request) + b"\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError):
            _logger.debug("a request came too late")

    def kill(self) -> None:
        """End the process at once; it has nothing to lose. May be called from any thread."""
        assert self._process.stdin is not None
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):  # what could not be written is lost
            self._process.stdin.close()

    def _hear(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as answers:
            for line in answers:
                self.on_answer(self, line)
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.kill()
            status = self._process.wait()
        self.on_end(self, status)

    def _log(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            while line := lines.readline(_LOG_LINE):
                _logger.info("child: %s", line.decode(errors="replace").rstrip())
