"""A small share of the faults that `make faults` provokes many thousand times."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.faults.__main__ import FAULTS, Fault

SHARES = {
    "kill": 40,
    "power": 500,
    "cut": 300,
    "flip": 300,
    "full": 160,
    "writers": 50,
    "replaced": 24,
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Failures are provoked here by the hundred; the log need not have them."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def test_every_fault_has_a_share_here() -> None:
    assert {fault.name for fault in FAULTS} == set(SHARES)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_nothing_that_was_saved_is_lost(fault: Fault, tmp_path: Path) -> None:
    outcome = fault.provoke(SHARES[fault.name], 1, tmp_path)
    assert outcome.details == []
    assert outcome.trials >= SHARES[fault.name]
    assert outcome.acknowledged > 0
