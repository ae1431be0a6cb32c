"""The rules of structure: who may import whom, what a start loads, how long a module may be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotations.places import Places

ROOT = Path(__file__).parent.parent.parent
MODULES = sorted(
    path for package in ("annotations", "tui") for path in (ROOT / package).rglob("*.py")
)
LONGEST = 330

FIRST_FRAME = """
import asyncio, json, sys, threading
from pathlib import Path
import tui.cli
from tui.app import BriefReader
from annotations.library import Library
from annotations.places import Places
from tui.settings import Settings

imported = set(sys.modules)
places = Places.of_user()
library = Library.open([], places)
app = BriefReader(library, places, Settings())
loaded = []

async def run():
    async with app.run_test(size=(120, 40)) as pilot:
        loaded.extend(sys.modules)

asyncio.run(run())
library.close()
print(json.dumps({"imported": sorted(imported), "loaded": sorted(loaded)}))
"""

HEAVY = (
    "spacy",
    "thinc",
    "numpy",
    "pandas",
    "tinydb",
    "filelock",
    "rapidfuzz",
    "markdown_it",
    "textual.widgets._markdown",
    "annotations.store.table",
    "annotations.exports",
    "annotations.handover",
    "annotations.revisions",
    "annotations.store.incoming",
    "annotations.store.salvage",
    "annotations.store.uniting",
    "annotations.subjects",
    "click",
    "uuid_utils",
    "textual.widgets._text_area",
    "tui.batch",
    "tui.history",
    "tui.importing",
    "tui.screens.dialogs.dialog",
)


def python(code: str, **environment: str) -> str:
    """Run code in a Python of its own; return what it prints."""
    command = [sys.executable, "-P", "-c", code]
    variables = {**os.environ, **environment}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=variables)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def first_frame(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The modules that are loaded when the app is imported, and when its first frame is shown."""
    home = tmp_path_factory.mktemp("home")
    folders = {
        f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "CACHE", "STATE")
    }
    loaded: dict[str, list[str]] = json.loads(python(FIRST_FRAME, HOME=str(home), **folders))
    return loaded


@pytest.mark.parametrize("module", HEAVY)
def test_the_first_frame_waits_for_nothing_heavy(
    module: str, first_frame: dict[str, list[str]]
) -> None:
    loaded = first_frame["loaded"]
    assert "tui.screens.main" in loaded, "the frame was shown"
    assert [name for name in loaded if name == module or name.startswith(f"{module}.")] == []


def test_the_rules_of_import_are_kept() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_can_be_read_at_one_sitting(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= (199 if path.name == "app.py" else LONGEST)


def test_no_module_does_work_when_it_is_imported(tmp_path: Path, home: Places) -> None:
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in MODULES
    ]
    code = f"""
import importlib, threading
for name in {names!r}:
    importlib.import_module(name)
print(threading.active_count())
"""
    assert python(code) == "1\n", "nothing printed, no thread"
    assert not Path(os.environ["HOME"]).exists(), "no folder made"
