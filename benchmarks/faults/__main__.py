"""Provoke every fault many times: `python -m benchmarks.faults --help`."""

import argparse
import logging
import multiprocessing
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults.bytes import TAIL, cut_off, flipped
from benchmarks.faults.full import full_disk
from benchmarks.faults.kills import killed
from benchmarks.faults.outcome import Outcome
from benchmarks.faults.power import power_cut
from benchmarks.faults.replacing import replaced
from benchmarks.faults.writers import many_writers

Provoke = Callable[[int, int, Path], Outcome]
"""Given how many times, a seed and a folder for its files."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault.

    Attributes:
        name: What it is called on the command line.
        provoke: Does it.
        trials: How many times it is done in full; shares of it run side by side.
        together: How many may run side by side.
    """

    name: str
    provoke: Provoke
    trials: int
    together: int = 64


FAULTS = (
    Fault("kill", killed, 10_000),
    Fault("power", power_cut, 100_000),
    Fault("cut", cut_off, TAIL),
    Fault("flip", flipped, 10_000),
    Fault("full", full_disk, 2_000),
    Fault("writers", many_writers, 1_000, together=1),
    Fault("replaced", replaced, 1_100),
)


def run(fault: Fault, scale: float, seed: int, folder: Path, processes: int) -> Outcome:
    """Provoke one fault as often as is due, on several processors."""
    trials = max(1, round(fault.trials * scale))
    parts = min(processes, fault.together, trials)
    shares = [trials // parts + (part < trials % parts) for part in range(parts)]
    work = [(fault.provoke, share, seed + part, folder) for part, share in enumerate(shares)]
    total = Outcome()
    with multiprocessing.get_context("fork").Pool(parts) as pool:
        for outcome in pool.starmap(_timed, work, chunksize=1):
            total += outcome
    return total


def _timed(provoke: Provoke, trials: int, seed: int, folder: Path) -> Outcome:
    start = time.perf_counter()
    home = Path(tempfile.mkdtemp(dir=folder))
    try:
        outcome = provoke(trials, seed, home)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    outcome.seconds = time.perf_counter() - start
    return outcome


def main() -> int:
    """Print a row for each fault; return 1 if anything was lost."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    options.add_argument("--scale", type=float, default=1.0, help="1 for the full count")
    options.add_argument("--only", action="append", choices=[fault.name for fault in FAULTS])
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options.add_argument("--folder", type=Path, help="where files are made; memory if there is any")
    chosen = options.parse_args()
    logging.disable()  # failures are provoked here
    memory = Path("/dev/shm")
    place = chosen.folder or (memory if os.access(memory, os.W_OK) else None)
    folder = Path(tempfile.mkdtemp(prefix="faults-", dir=place))
    print(f"{'fault':<12}{'trials':>9}{'saved':>11}{'lost':>6}{'unread':>8}{'untold':>8}{'s':>8}")
    failed = False
    try:
        for fault in FAULTS:
            if chosen.only and fault.name not in chosen.only:
                continue
            found = run(fault, chosen.scale, chosen.seed, folder, chosen.processes)
            failed = failed or found.failed
            print(
                f"{fault.name:<12}{found.trials:>9,}{found.acknowledged:>11,}{found.lost:>6}"
                f"{found.unreadable:>8}{found.untold:>8}{found.seconds:>8.1f}"
                f"  {', '.join(f'{n:,} {what}' for what, n in sorted(found.counts.items()))}",
                flush=True,
            )
            for detail in found.details[:5]:
                print(f"    {detail}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MiB")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
