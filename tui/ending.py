"""The end of the program when the system asks for it: soon and for certain, whatever it waits for.

A terminal that is closed is gone at once: what is still to be shown on it is never taken. One that
is stuck takes nothing, another program may hold the annotations, a disk may not answer. Whoever
waits for one of these cannot be relied on to end the program.
"""

import asyncio
import os
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGHUP)

CLEAN_SECONDS = 1.0
"""How long the interface may take to end by itself."""

LAST_SECONDS = 0.6
"""How long each of the last things may take after that, and no longer."""


class Ending:
    """Ends the program at a signal, by way of the interface if that still answers.

    Args:
        ask: Asks the interface to end, on its own thread; given the signal.
        last: What is to be done in its place if it does not, each on a thread of its own.
    """

    def __init__(self, ask: Callable[[int], None], last: Sequence[Callable[[], None]]) -> None:
        """Be ready; nothing is listened for yet."""
        self._ask = ask
        self._last = last
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heard = 0
        self.is_certain = False
        """Whether the whole process ends; else only the interface is asked to, as in tests."""

    def listen(self) -> None:
        """Mind the signals from now on; called on the main thread, in the interface's loop."""
        self._loop = asyncio.get_running_loop()
        for number in SIGNALS:
            if self.is_certain:
                # The loop's own handlers would go with it: the next signal, and a closed terminal
                # often means two, would end the program in the middle of the last save.
                signal.signal(number, _leave_to_listener)
            else:
                self._loop.add_signal_handler(number, self._ask, number)
        if self.is_certain:
            heard, told = socket.socketpair()
            told.setblocking(False)
            signal.set_wakeup_fd(told.detach(), warn_on_full_buffer=False)
            threading.Thread(target=self._hear, args=[heard], name="signals", daemon=True).start()

    def finish(self) -> None:
        """End the process now if a signal asked for it; everything is done.

        Python's own way out waits for every thread, and for a terminal that may take nothing.
        """
        if self._heard:
            os._exit(128 + self._heard)

    def _hear(self, numbers: socket.socket) -> None:
        """Wait for a signal that ends the program, on a thread of its own.

        Python runs handlers of signals on the main thread alone, which may be stuck for good: in a
        write to a terminal that is gone, behind a lock. The interpreter's wake-up descriptor gets
        the number of a signal whatever that thread does.
        """
        while received := numbers.recv(1):
            if received[0] in SIGNALS:
                break
        self._heard = received[0]
        assert self._loop is not None
        with suppress(RuntimeError):  # the interface has ended already
            self._loop.call_soon_threadsafe(self._ask, self._heard)
        self._insist()

    def _insist(self) -> None:
        """End the process if it goes on in spite of all."""
        threading.Event().wait(CLEAN_SECONDS)
        try:
            for work in self._last:
                thread = threading.Thread(target=work, daemon=True)
                thread.start()
                thread.join(LAST_SECONDS)
        finally:
            self.finish()


def _leave_to_listener(number: int, frame: FrameType | None) -> None:
    """Take a signal its default, the end at once; `Ending` hears of it another way."""
