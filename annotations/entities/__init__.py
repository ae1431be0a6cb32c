"""Texts become mentions: the model in a child process, the steps after it, the cache of results.

Nothing that is imported here loads spaCy; only the child process does.
"""

from annotations.entities.batch import detect, detect_all
from annotations.entities.cache import MentionCache
from annotations.entities.detector import Detector
from annotations.entities.pipelines import (
    DEFAULT_MODEL,
    Pipeline,
    find_pipeline,
    fingerprint,
    installed_models,
)
from annotations.entities.reading import reads
from annotations.entities.steps import why_of

__all__ = [
    "DEFAULT_MODEL",
    "Detector",
    "MentionCache",
    "Pipeline",
    "detect",
    "detect_all",
    "find_pipeline",
    "fingerprint",
    "installed_models",
    "reads",
    "why_of",
]
