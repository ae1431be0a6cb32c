"""What others install, and the commands of the Makefile."""

import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").iterdir())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder


def make(folder: Path, *words: str) -> str:
    """What make prints in a folder."""
    command = ["make", "--no-print-directory", *words]
    environment = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        command, cwd=folder, check=True, capture_output=True, text=True, env=environment
    ).stdout


def dry_run(folder: Path, target: str) -> str:
    """What make would do for a target."""
    return make(folder, "--dry-run", target)


@pytest.fixture
def installed_checkout(tmp_path: Path) -> Path:
    """A checkout in which `make` has installed everything already."""
    for name in ("Makefile", "pyproject.toml"):
        (tmp_path / name).write_text((ROOT / name).read_text("utf-8"), "utf-8")
    stamp = tmp_path / ".venv" / ".installed"
    stamp.parent.mkdir()
    stamp.touch()
    later = (tmp_path / "pyproject.toml").stat().st_mtime + 10
    os.utime(stamp, (later, later))
    return tmp_path


def test_the_wheel_built_from_the_sdist_carries_the_sample_byte_for_byte(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if name.startswith("annotations/seeds/")}
        assert names == {f"annotations/seeds/{seed.name}" for seed in SEEDS}
        for seed in SEEDS:
            assert wheel.read(f"annotations/seeds/{seed.name}") == seed.read_bytes()


def test_the_wheel_has_every_module_and_file_of_both_packages(built: Path) -> None:
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in ("annotations", "tui")
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".tcss"} or path.name == "py.typed"
    }
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        assert wanted <= set(wheel.namelist())
        assert not [name for name in wheel.namelist() if name.startswith(("tests", "docs"))]


def test_the_sdist_carries_tests_documents_and_sample(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"Makefile", "README.md", "LICENSE", "CHANGELOG.md", "docs/promises.md"} <= names
    assert {f"seeds/{seed.name}" for seed in SEEDS} <= names
    assert "tests/test_packaging.py" in names


def test_every_dependency_has_a_lower_bound() -> None:
    assert all(">=" in dependency for dependency in PROJECT["dependencies"])


def test_the_licence_is_mit_and_in_the_checkout() -> None:
    assert PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")


def test_make_run_and_make_test_install_nothing_the_second_time(installed_checkout: Path) -> None:
    assert dry_run(installed_checkout, "run").split() == [".venv/bin/briefreader"]
    assert "pip" not in dry_run(installed_checkout, "test")


def test_make_installs_again_when_the_dependencies_change(installed_checkout: Path) -> None:
    project = installed_checkout / "pyproject.toml"
    later = (installed_checkout / ".venv" / ".installed").stat().st_mtime + 10
    os.utime(project, (later, later))
    assert "pip install" in dry_run(installed_checkout, "run")


def test_make_check_lints_types_and_proves_the_rules_of_import(installed_checkout: Path) -> None:
    steps = dry_run(installed_checkout, "check")
    tools = ("ruff check", "ruff format --check", "mypy", "lint-imports")
    assert all(tool in steps for tool in tools)


def test_make_help_lists_every_target() -> None:
    targets = {line.split()[0] for line in make(ROOT, "help").splitlines()}
    assert targets >= {"help", "run", "test", "check", "docs", "pictures", "build", "clean"}
