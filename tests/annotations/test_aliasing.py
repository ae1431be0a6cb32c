"""What is decided of names: merged, kept apart, renamed, and what contradicts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.decisions import Named
from annotations.entities import DEFAULT_MODEL, MentionCache, fingerprint
from annotations.errors import DecisionError
from annotations.library import Library
from annotations.models import Mention
from annotations.places import Places
from annotations.register import Register
from tests.factories import counting_uids, make_collection, make_library

TEXTS = {
    "one.txt": "Antony Blinken met the Wolf. Blinken left.\n",
    "two.txt": "Robert Wolf and Tony B. met.\n",
}
NAMES = {"one.txt": ["Antony Blinken", "Wolf", "Blinken"], "two.txt": ["Robert Wolf", "Tony B"]}
BLINKEN, TONY = Named("Antony Blinken", "PERSON"), Named("Tony B", "PERSON")
WOLF, ROBERT = Named("Wolf", "PERSON"), Named("Robert Wolf", "PERSON")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_collection(tmp_path / "news", TEXTS)


@pytest.fixture
def desk(root: Path, places: Places) -> Iterator[Library]:
    library = make_library(root, places)
    cache = MentionCache(places.mentions)
    for path, names in NAMES.items():
        article = library.article(path)
        starts = [(article.text.rindex(name), name) for name in names]
        found = [Mention(at, at + len(name), name, "PERSON") for at, name in sorted(starts)]
        cache.put(article, fingerprint(DEFAULT_MODEL), tuple(found))
    cache.close()
    yield library
    library.close()


def meant(library: Library) -> dict[str, str]:
    """What each name means, in the register of the whole collection."""
    articles = [library.article(path) for path in TEXTS]
    detected = [(each, library.mentions.of(each) or ()) for each in articles]
    register = Register(detected, library.aliasing.names)
    return {
        mention.text: mention.entity
        for article in articles
        for mention in register.mentions(article)
    }


def test_names_are_merged_in_one_step_and_apart_again_after_undo(desk: Library) -> None:
    assert meant(desk)["Tony B"] == "Tony B"
    act = desk.aliasing.merge(TONY, BLINKEN)
    assert act and act.name == "merge “Tony B” with “Antony Blinken”"
    assert act.on_entities
    assert act.everywhere
    now = meant(desk)
    assert now["Tony B"] == now["Antony Blinken"] == now["Blinken"]
    desk.undo()
    assert meant(desk)["Tony B"] == "Tony B"


def test_what_the_rules_took_for_one_is_split(desk: Library) -> None:
    assert meant(desk)["Wolf"] == "Robert Wolf"
    desk.aliasing.keep_apart(WOLF, ROBERT)
    assert meant(desk)["Wolf"] == "Wolf"
    assert desk.undo()
    assert meant(desk)["Wolf"] == "Robert Wolf"


def test_an_entity_is_renamed_and_the_last_name_counts(desk: Library) -> None:
    desk.aliasing.rename(BLINKEN, "The Secretary")
    desk.aliasing.rename(BLINKEN, "Secretary [red]Blinken")
    assert meant(desk)["Blinken"] == "Secretary [red]Blinken"
    assert len(desk.aliasing.all()) == 1
    assert desk.aliasing.rename(BLINKEN, "  ") is None
    assert desk.aliasing.rename(BLINKEN, "Secretary  [red]Blinken") is None, (
        "it is called so already"
    )


def test_in_one_article_names_mean_what_was_merged_with_them(desk: Library) -> None:
    desk.aliasing.merge(TONY, BLINKEN)
    two = desk.article("two.txt")
    named = desk.aliasing.named(two, desk.mentions.of(two) or ())
    assert {each.text: each.entity for each in named} == {
        "Robert Wolf": "Robert Wolf",
        "Tony B": "Antony Blinken",
    }


def test_merging_in_a_circle_is_harmless_and_said(desk: Library) -> None:
    desk.aliasing.merge(TONY, BLINKEN)
    desk.aliasing.merge(BLINKEN, ROBERT)
    with pytest.raises(DecisionError, match="are one already"):
        desk.aliasing.merge(ROBERT, TONY)
    with pytest.raises(DecisionError, match="are one already"):
        desk.aliasing.merge(ROBERT, ROBERT)
    assert len(desk.aliasing.all()) == 2


def test_what_contradicts_is_refused_and_the_last_word_on_two_names_counts(desk: Library) -> None:
    desk.aliasing.merge(TONY, BLINKEN)
    desk.aliasing.keep_apart(BLINKEN, ROBERT)
    with pytest.raises(DecisionError, match="are kept apart"):
        desk.aliasing.merge(TONY, ROBERT)
    with pytest.raises(DecisionError, match="kept apart already"):
        desk.aliasing.keep_apart(ROBERT, BLINKEN)
    desk.aliasing.merge(BLINKEN, ROBERT)
    assert [str(each.relation) for each in desk.aliasing.all()] == ["merged", "merged"]
    with pytest.raises(DecisionError, match="by way of other names"):
        desk.aliasing.keep_apart(TONY, ROBERT)


def test_a_contradiction_from_elsewhere_is_harmless_and_said_to_be_overruled(
    desk: Library, root: Path, places: Places, tmp_path: Path
) -> None:
    desk.aliasing.keep_apart(TONY, ROBERT)
    desk.aliasing.merge(TONY, BLINKEN)
    file = tmp_path / "bob.json"
    bob = make_library(root, places, file=file, author="bob", uids=counting_uids("bob"))
    bob.aliasing.merge(BLINKEN, ROBERT)
    bob.aliasing.merge(TONY, BLINKEN)
    bob.close()
    assert desk.import_annotations(file)
    assert [each.overruled for each in desk.aliasing.all()].count(True) == 1
    assert meant(desk)["Tony B"] != meant(desk)["Robert Wolf"]
    assert len(desk.aliasing.all()) == 3, "what both say is there once"


def test_a_decision_on_names_is_revoked(desk: Library) -> None:
    desk.aliasing.merge(TONY, BLINKEN)
    [alias] = desk.aliasing.all()
    act = desk.aliasing.revoke(alias)
    assert act and act.name == "revoke that “Tony B” is “Antony Blinken”"
    assert desk.aliasing.all() == []
    desk.undo()
    assert desk.aliasing.all() == [alias] or desk.aliasing.all()[0].sentence == alias.sentence


def test_names_across_labels_and_names_nobody_wrote_do_no_harm(desk: Library) -> None:
    desk.aliasing.merge(Named("Wolf", "ANIMAL_OF_PREY"), WOLF)
    desk.aliasing.merge(Named("nobody", "PERSON"), Named("no one", "ORG"))
    assert meant(desk)["Wolf"]
    assert desk.aliasing.entities()
