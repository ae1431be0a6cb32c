"""Drives the installed command in a pseudo-terminal, and sees what a person would see there."""

import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

COMMAND = str(Path(sys.executable).parent / "briefreader")
PATIENCE = 20.0
"""Seconds to wait for what should come at once: the machine may be busy."""

SETTLED = 0.2
"""Seconds after which a screen counts as drawn; more than an escape waits for a second key."""

Condition = Callable[[str], object]


class Terminal:
    """A program in a terminal of its own.

    Args:
        arguments: What stands behind `briefreader` on the command line.
        environment: All of the program's environment.
        columns: The terminal's width in cells.
        rows: Its height in lines.
        command: What is run in place of the installed command.
        typed_ahead: Keys that are there before the program asks for any.

    Attributes:
        raw: Every byte the program has sent to the terminal.
        screen: What a person sees.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        *,
        columns: int = 120,
        rows: int = 40,
        command: Sequence[str] = (COMMAND,),
        folder: Path | None = None,
        typed_ahead: str = "",
    ) -> None:
        self.raw = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        program, *rest = [*command, *arguments]
        self._process = pexpect.spawn(
            program,
            rest,
            env=environment,
            cwd=folder,
            dimensions=(rows, columns),
            echo=False,
            timeout=PATIENCE,
            preexec_fn=mind_permissions,
        )
        self._process.delaybeforesend = None
        if typed_ahead:
            self._process.send(typed_ahead)

    def send(self, keys: str) -> None:
        """Type."""
        self._process.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, as a window manager would."""
        self.screen.resize(rows, columns)
        self._process.setwinsize(rows, columns)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._process.kill(number)

    @property
    def pid(self) -> int:
        """The program's process."""
        pid = self._process.pid
        assert isinstance(pid, int)
        return pid

    @property
    def lines(self) -> list[str]:
        """The screen, a string a line."""
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def foot(self) -> str:
        """The last line: what is saved, and what there is to say."""
        return self.lines[-1].strip()

    def wait(self, condition: Condition, what: str) -> str:
        """Take in what the program sends until the screen's text fulfils a condition."""
        deadline = time.monotonic() + PATIENCE
        while not condition(self.text):
            if not self._take_in() or time.monotonic() > deadline:
                raise AssertionError(f"{what} never came. The screen:\n{self.text}")
        return self.text

    def wait_for(self, *words: str) -> str:
        """Wait until all of `words` are on the screen at once."""
        return self.wait(lambda text: all(word in text for word in words), " and ".join(words))

    def wait_without(self, words: str) -> str:
        """Wait until `words` are gone from the screen, and stay gone.

        A frame comes in pieces: what moves by a line is nowhere for a moment. An escape sent
        before is not yet read then, and would be taken together with the next key.
        """
        what = f"a screen without {words}"
        gone = time.monotonic()
        while time.monotonic() - gone < SETTLED:
            self.wait(lambda text: words not in text, what)
            self._take_in()
            if words in self.text:
                gone = time.monotonic()
        return self.text

    def look_on(self, seconds: float) -> None:
        """Take in what the program sends for a while."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            assert self._take_in(left), f"The program has ended. The screen:\n{self.text}"

    def wait_until_saved(self, words: str = "") -> str:
        """Wait until the status line says `saved`, and `words` beside it."""
        return self.wait(
            lambda _: self.foot.startswith("saved") and words in self.foot, f"saved … {words}"
        )

    def wait_end(self, seconds: float = PATIENCE) -> int:
        """Take in the rest, and return the exit code; minus the signal if one ended it."""
        deadline = time.monotonic() + seconds
        while self._take_in():
            if time.monotonic() > deadline:
                raise AssertionError(f"The program goes on. The screen:\n{self.text}")
        self._process.close()
        return self._exit_code()

    def hang_up(self) -> None:
        """Close the terminal with the program in it, as its window's close button does."""
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, self._process.child_fd)  # the other end has no reader any more
        os.close(nothing)

    def wait_gone(self, seconds: float) -> int:
        """Wait for the end of a program that nobody looks at; return what `wait_end` does."""
        deadline = time.monotonic() + seconds
        while self._process.isalive():
            if time.monotonic() > deadline:
                raise AssertionError(f"The program goes on after {seconds:g} seconds.")
            time.sleep(0.02)
        return self._exit_code()

    def close(self) -> None:
        """End the program, however it is."""
        if not self._process.closed and self._process.isalive():
            self._process.kill(signal.SIGKILL)
            self._process.wait()
        self._process.close()

    def _exit_code(self) -> int:
        if self._process.signalstatus is not None:
            return -int(self._process.signalstatus)
        return int(self._process.exitstatus or 0)

    def _take_in(self, seconds: float = 0.05) -> bool:
        """Give the screen what has come or comes within some seconds; False if no more will."""
        try:
            data = self._process.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        assert isinstance(data, bytes)
        self.raw += data
        self._stream.feed(_without_private(data))
        return True


def mind_permissions() -> None:
    """Make a program of root's mind the permissions of files, as everyone else's must."""
    drop_from_bounding_set, override, read_search = 24, 1, 2
    libc = ctypes.CDLL(None)
    for capability in (override, read_search):
        libc.prctl(drop_from_bounding_set, capability, 0, 0, 0)


_PRIVATE = re.compile(rb"\x1b\[[<>=][0-9;]*[A-Za-z]")
"""Sequences that ask a terminal for its abilities; pyte would print a part of them."""


def _without_private(data: bytes) -> bytes:
    return _PRIVATE.sub(b"", data)


def environment(home: Path, **more: str) -> dict[str, str]:
    """All of a program's environment, with every folder of the user below `home`."""
    home.mkdir(exist_ok=True)
    folders = {
        f"XDG_{name.upper()}_HOME": str(home / name)
        for name in ("config", "data", "cache", "state")
    }
    own = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "LOGNAME": "ana",
        "USER": "ana",
        # Nothing may ask the network for anything.
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    return own | folders | more
