"""The model itself. The only module that loads spaCy; only the child process calls it."""

import os
from collections.abc import Callable, Sequence

from annotations.entities.labelling import label_of

Name = tuple[int, int, str]
"""Start, end and label of a name in a text."""

Names = list[Name]
"""The names in one text."""

Recognise = Callable[[Sequence[str]], list[Names]]
"""Texts → their names, in the same order."""

_BATCH = 16  # more texts at once take more memory, and no less time
_UNNEEDED = (
    "tagger",
    "morphologizer",
    "parser",
    "senter",
    "attribute_ruler",
    "lemmatizer",
    "trainable_lemmatizer",
    "textcat",
    "textcat_multilabel",
)


def load_recogniser(model: str) -> Recognise:
    """Load what of a spaCy pipeline finds names: the usual parts that do not are left out.

    Args:
        model: The name of a package, or a path.

    Raises:
        Exception: Whatever spaCy and the pipeline's own code raise.
        ValueError: The pipeline finds no names.
    """
    for library in ("OMP", "OPENBLAS", "MKL"):  # read by the numeric libraries when they load
        os.environ[f"{library}_NUM_THREADS"] = "1"
    import spacy

    nlp = spacy.load(model, exclude=list(_UNNEEDED))
    if "entity_ruler" in nlp.pipe_names:  # its patterns may ask for parts of speech and lemmas
        nlp = spacy.load(model)
    if not any("doc.ents" in nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names):
        raise ValueError(f"the pipeline {model} has no part that finds names")

    def recognise(texts: Sequence[str]) -> list[Names]:
        with nlp.memory_zone():  # or the vocabulary would grow with every text
            return [
                [
                    (name.start_char, name.end_char, label)
                    for name in doc.ents
                    if (label := label_of(name.label_))
                ]
                for doc in nlp.pipe(texts, batch_size=_BATCH)
            ]

    return recognise
