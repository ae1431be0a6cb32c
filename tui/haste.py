"""A quick start: what Python does for programs that run long waits until rows are shown."""

import gc
import sys

TURN_SECONDS = 0.0005
"""How long a thread waits for its turn during a start: one of them writes the first frame."""

USUAL_TURN_SECONDS = 0.005


def begin() -> None:
    """Look for no garbage: of what a start makes nothing is."""
    gc.disable()
    sys.setswitchinterval(TURN_SECONDS)


def end() -> None:
    """Go on as programs do; without `begin` nothing changes."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
        sys.setswitchinterval(USUAL_TURN_SECONDS)
