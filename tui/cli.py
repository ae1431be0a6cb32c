"""The `briefreader` command: straight to the reader where only paths are named."""

import os
import sys
from pathlib import Path

from tui.reading import ELSEWHERE, read
from tui.session import FAILED, told

COMPLETION = "_BRIEFREADER_COMPLETE"
"""Set by a shell that asks what a word could become."""


def main() -> None:
    """Open the reader, or have the words parsed: a start need not wait for all options."""
    words = sys.argv[1:]
    is_command = words[:1] in ([name] for name in ("read", *ELSEWHERE))
    if is_command or COMPLETION in os.environ or any(word.startswith("-") for word in words):
        from tui.program import main as program

        program()
        return
    try:
        with told():
            read(tuple(map(Path, words)))
    except KeyboardInterrupt:  # the interface does not listen yet
        sys.exit(FAILED)
