"""A model of one's own, with labels that the program has never seen."""

import subprocess
import sys

import pytest

from annotations.entities import MentionCache, detect, find_pipeline
from annotations.entities.labelling import label_of
from tests.annotations.entities.conftest import MakeArticle

MAKE_MODEL = """
import sys, spacy
nlp = spacy.blank("en")
ruler = nlp.add_pipe("entity_ruler")
ruler.add_patterns([
    {"label": "Weapon", "pattern": "Iskander missiles"},
    {"label": "Weapon", "pattern": "Berlin"},
    {"label": "PER", "pattern": "Vova"},
    {"label": "CARDINAL", "pattern": "three"},
])
nlp.to_disk(sys.argv[1])
"""

TEXT = "Vova sent three Iskander missiles to the Berlin, and then to Germany, on Monday."


@pytest.fixture(scope="module")
def own_model(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("models") / "weapons"
    subprocess.run([sys.executable, "-c", MAKE_MODEL, str(folder)], check=True)
    return str(folder)


def test_labels_of_a_model_of_ones_own_are_kept_through_all_steps(
    own_model: str, cache: MentionCache, make_article: MakeArticle
) -> None:
    [(_, found)] = detect([make_article(TEXT)], own_model, cache)
    labels = {mention.text: mention.label for mention in found or ()}
    assert labels["Iskander missiles"] == labels["Berlin"] == "WEAPON"
    assert labels["Vova"] == "PERSON"
    assert labels["three"] == "CARDINAL"
    assert labels["Germany"] == "GPE"


def test_a_model_says_which_labels_it_has_and_which_language_it_reads(own_model: str) -> None:
    pipeline = find_pipeline(own_model)
    assert pipeline.language == "en"
    assert set(pipeline.labels) == {"WEAPON", "PERSON", "CARDINAL"}


@pytest.mark.parametrize(
    ("given", "written"),
    [("Weapon", "WEAPON"), ("PER", "PERSON"), ("arms deal", "ARMS_DEAL"), ("", ""), ("ORG", "ORG")],
)
def test_labels_are_written_in_one_way(given: str, written: str) -> None:
    assert label_of(given) == written


def test_a_label_of_a_model_cannot_drive_a_terminal() -> None:
    assert "\x1b" not in label_of("a\x1b[31m")
