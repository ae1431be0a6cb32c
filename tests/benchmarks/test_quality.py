"""The floor under the quality of entities and boilerplate; `make quality` shows the table."""

import json
import subprocess
import sys
from typing import Any

import pytest

ENTITIES = {"sample": 98.0, "more": 95.0, "unseen": 93.0}
BOILERPLATE = {"sample": 98.0, "more": 95.0, "unseen": 97.0}


@pytest.fixture(scope="module")
def figures() -> dict[str, Any]:
    # In a process of its own: no other test is to find the model's library loaded.
    command = [sys.executable, "-m", "benchmarks.quality", "--json"]
    output = subprocess.run(command, capture_output=True, check=True, timeout=120).stdout
    return dict(json.loads(output))


@pytest.mark.parametrize("folder", ENTITIES)
def test_entities_are_as_good_as_they_were(figures: dict[str, Any], folder: str) -> None:
    assert figures[folder]["entities"] >= ENTITIES[folder]


@pytest.mark.parametrize("folder", BOILERPLATE)
def test_boilerplate_is_told_as_well_as_it_was(figures: dict[str, Any], folder: str) -> None:
    assert figures[folder]["lines"] >= BOILERPLATE[folder]


def test_no_common_label_is_weak_in_the_sample(figures: dict[str, Any]) -> None:
    assert min(figures["sample"]["labels"].values()) >= 88.0
