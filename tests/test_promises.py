"""Every promise in docs/promises.md names tests that exist, and every key has a promise."""

import ast
import re
from functools import cache
from operator import attrgetter

import pytest

from docs.generate.references import ROOT, Key, dialog_places, key_places

PROMISES = ROOT / "docs" / "promises.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
NAME = re.compile(r"`([^`]+)`")


def rows() -> list[tuple[str, str]]:
    """Each row of the tables: the promise, and the cell that names its tests."""
    lines = PROMISES.read_text("utf-8").splitlines()
    cells = [line.strip("|").rsplit(" | ", 1) for line in lines if line.startswith("| ")]
    return [(cell[0].strip(), cell[1]) for cell in cells if cell[-1].strip() != "test"]


def key_rows() -> dict[str, set[str]]:
    """What each row on keys says, by its name: the keys it names."""
    found = (NAME.findall(promise.partition("): ")[0]) for promise, _ in rows())
    return {names[0]: {*" ".join(names[1:]).split()} for names in found if names}


@cache
def names_in(file: str) -> frozenset[str]:
    """The names of the tests in a file, without running anything."""
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
    )


@pytest.mark.parametrize(("promise", "tests"), rows(), ids=lambda cell: cell[:60])
def test_promise_names_tests_that_exist(promise: str, tests: str) -> None:
    named = TEST.findall(tests)
    assert named, f"no test shows: {promise}"
    for file, name in named:
        assert (ROOT / file).exists(), f"{promise}: there is no {file}"
        assert name in names_in(file), f"{promise}: {file} has no {name}"


def test_no_promise_is_made_twice() -> None:
    promises = [promise for promise, _ in rows()]
    assert len(promises) == len(set(promises))


@pytest.mark.parametrize(
    "row",
    [row for _, rows in [*key_places(), *dialog_places()] for row in rows],
    ids=attrgetter("name"),
)
def test_key_has_a_promise(row: Key) -> None:
    promised = key_rows()
    assert row.name in promised, f"docs/promises.md has no row for {row.name}"
    assert promised[row.name] == set(row.keys.split()), f"the row for {row.name} names other keys"
