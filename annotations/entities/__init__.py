"""Texts become mentions: the model in a child process, the steps after it, the cache of results.

Nothing that is imported here loads spaCy; only the child process does.
"""

from annotations.entities.batch import detect, detect_all
from annotations.entities.cache import MentionCache
from annotations.entities.detector import Detector
from annotations.entities.pipelines import DEFAULT_MODEL, fingerprint, installed_models

__all__ = [
    "DEFAULT_MODEL",
    "Detector",
    "MentionCache",
    "detect",
    "detect_all",
    "fingerprint",
    "installed_models",
]
