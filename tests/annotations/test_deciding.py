"""What is decided of entities: how it is laid over what was found, kept, merged and undone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotations.decisions import Decision, Ruling, Verdict
from annotations.entities import DEFAULT_MODEL, MentionCache, fingerprint
from annotations.library import Library
from annotations.models import Mention, Target
from annotations.places import Places
from tests.factories import counting_uids, make_collection, make_library

ONE = "Georgia met AdBlock in Tbilisi.\n\nThe Bank of China lent Georgia money. AdBlock said so.\n"
TWO = "AdBlock wins.\n\nGeorgia Smith met AdBlock.\n"
TEXTS = {"one.txt": ONE, "two.txt": TWO}
FOUND = {
    "one.txt": [
        ("Georgia", 0, "GPE"),
        ("AdBlock", 0, "PERSON"),
        ("Tbilisi", 0, "GPE"),
        ("Bank of China", 0, "ORG"),
        ("Georgia", 1, "GPE"),
        ("AdBlock", 1, "PERSON"),
    ],
    "two.txt": [("AdBlock", 0, "ORG"), ("Georgia", 0, "PERSON"), ("AdBlock", 1, "PERSON")],
}

Open = Callable[..., Library]
Known = dict[str, list[tuple[str, int, str]]]


def spot(text: str, words: str, number: int) -> int:
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return start


def know(library: Library, places: Places, found: Known = FOUND) -> None:
    """Put mentions into the cache, as a model may have found them."""
    cache = MentionCache(places.mentions)
    for path, names in found.items():
        article = library.article(path)
        spans = sorted((spot(article.text, *name[:2]), *name) for name in names)
        made = [Mention(at, at + len(words), words, label) for at, words, _, label in spans]
        cache.put(article, fingerprint(DEFAULT_MODEL), tuple(made))
    cache.close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_collection(tmp_path / "news", TEXTS)


@pytest.fixture
def start(root: Path, places: Places) -> Iterator[Open]:
    opened: list[Library] = []

    def open_one(**options: str | Path) -> Library:
        uids = counting_uids(f"run{len(opened)}")
        opened.append(make_library(root, places, uids=uids, **options))  # type: ignore[arg-type]
        know(opened[-1], places)
        return opened[-1]

    yield open_one
    for library in opened:
        library.close()


@pytest.fixture
def desk(start: Open) -> Library:
    return start()


def mentions(library: Library, path: str = "one.txt") -> tuple[Mention, ...]:
    found = library.mentions.of(library.article(path))
    assert found is not None
    return found


def said(library: Library, path: str = "one.txt") -> list[tuple[str, str]]:
    return [(each.text, each.label) for each in mentions(library, path)]


def pick(library: Library, words: str, number: int = 0, path: str = "one.txt") -> Mention:
    return [each for each in mentions(library, path) if each.text == words][number]


def decide(
    library: Library,
    words: str,
    verdict: Verdict,
    becomes: str = "",
    number: int = 0,
    path: str = "one.txt",
) -> str:
    mention = pick(library, words, number, path)
    act = library.deciding.decide(library.article(path), mention, verdict, becomes)
    return act.name if act else ""


def listed(library: Library) -> list[Decision]:
    return [each for each, _ in library.decided.all()]


ACCEPTED, REJECTED, RELABELLED = Verdict.ACCEPTED, Verdict.REJECTED, Verdict.RELABELLED


# One mention


def test_a_decision_on_one_mention_is_felt_at_once_and_leaves_the_others(desk: Library) -> None:
    assert decide(desk, "AdBlock", REJECTED) == "reject “AdBlock”"
    assert decide(desk, "Tbilisi", RELABELLED, "loc") == "relabel LOC “Tbilisi”"
    assert decide(desk, "Bank of China", ACCEPTED) == "accept “Bank of China”"
    assert said(desk) == [
        ("Georgia", "GPE"),
        ("Tbilisi", "LOC"),
        ("Bank of China", "ORG"),
        ("Georgia", "GPE"),
        ("AdBlock", "PERSON"),
    ]
    tbilisi, bank = pick(desk, "Tbilisi"), pick(desk, "Bank of China")
    assert (tbilisi.found_by, tbilisi.found_as) == ("analyst", "GPE")
    assert (bank.found_by, bank.decision and bank.decision.verdict) == ("model", ACCEPTED)
    assert desk.listing("one.txt").mentions == 5


def test_each_decision_is_one_step_to_undo_and_to_do_again(desk: Library) -> None:
    before = said(desk)
    decide(desk, "AdBlock", REJECTED)
    after = said(desk)
    act = desk.undo()
    assert act and act.name == "reject “AdBlock”"
    assert act.paths == ("one.txt",)
    assert act.on_entities
    assert not act.everywhere
    assert said(desk) == before
    assert desk.listing("one.txt").mentions == 6
    desk.redo()
    assert said(desk) == after


def test_what_is_said_again_is_no_step(desk: Library) -> None:
    decide(desk, "Tbilisi", ACCEPTED)
    assert decide(desk, "Tbilisi", ACCEPTED) == ""
    decide(desk, "Tbilisi", RELABELLED, "LOC")
    assert decide(desk, "Tbilisi", ACCEPTED) == "", "what she relabelled she has accepted"
    decide(desk, "Tbilisi", RELABELLED, "GPE")
    assert [each.verdict for each in listed(desk)] == [ACCEPTED], "it is as it was found"


def test_words_become_an_entity_with_a_label_never_seen(desk: Library) -> None:
    start = ONE.index("money")
    act = desk.deciding.add(desk.article("one.txt"), start, start + 5, "strange things")
    assert act and act.name == "add “money” as STRANGE_THINGS"
    money = pick(desk, "money")
    assert (money.label, money.found_by, money.found_as) == ("STRANGE_THINGS", "analyst", "")
    assert decide(desk, "money", REJECTED)
    assert "money" not in dict(said(desk))


def test_ends_are_changed_and_the_mention_as_found_gives_way_for_good(desk: Library) -> None:
    start = ONE.index("The Bank")
    bank = pick(desk, "Bank of China")
    article = desk.article("one.txt")
    act = desk.deciding.add(article, start, start + len("The Bank"), "ORG", bank)
    assert act and act.name == "change the ends of “Bank of China” to “The Bank”"
    assert ("The Bank", "ORG") in said(desk)
    assert "Bank of China" not in dict(said(desk))
    assert decide(desk, "The Bank", RELABELLED, "FAC")
    assert ("The Bank", "FAC") in said(desk)
    assert decide(desk, "The Bank", REJECTED)
    assert not {"The Bank", "Bank of China"} & dict(said(desk)).keys()


def test_of_decisions_that_overlap_the_later_one_counts(desk: Library) -> None:
    article = desk.article("one.txt")
    start = ONE.index("China")
    desk.deciding.add(article, start, start + 5, "GPE")
    assert {"China", "Tbilisi"} <= dict(said(desk)).keys()
    assert "Bank of China" not in dict(said(desk))
    desk.deciding.add(article, ONE.index("of China"), start + 10, "ORG")
    assert "China" not in dict(said(desk))
    assert "of China lent" in dict(said(desk))
    desk.undo()
    assert ("China", "GPE") in said(desk)


# Several mentions


def test_the_whole_collection_is_one_step_and_holds_for_articles_that_come_later(
    desk: Library, root: Path, places: Places
) -> None:
    ruling = Ruling(REJECTED, "AdBlock", "PERSON")
    chosen = list(desk.decided.occurrences(ruling))
    assert [(each.sheet.path, each.mention.label) for each in chosen] == [
        ("one.txt", "PERSON"),
        ("one.txt", "PERSON"),
        ("two.txt", "ORG"),
        ("two.txt", "PERSON"),
    ]
    act = desk.deciding.decide_all(ruling, "", chosen)
    assert act and act.name == "reject 4 mentions of “AdBlock”"
    assert act.everywhere
    assert desk.listing("two.txt").mentions == 1
    make_collection(root, {"three.txt": "AdBlock again.\n"})
    list(desk.paths())
    know(desk, places, {"three.txt": [("AdBlock", 0, "PRODUCT")]})
    assert said(desk, "three.txt") == []
    assert desk.listing("three.txt").mentions == 0
    desk.undo()
    assert said(desk, "three.txt") == [("AdBlock", "PRODUCT")]
    assert desk.listing("two.txt").mentions == 3


def test_a_name_of_two_types_is_decided_for_the_types_that_were_chosen(desk: Library) -> None:
    ruling = Ruling(RELABELLED, "Georgia", "PERSON", "ORG")
    every = list(desk.decided.occurrences(ruling))
    people = [each for each in every if each.mention.label == "PERSON"]
    states = [each for each in every if each.mention.label == "GPE"]
    act = desk.deciding.decide_all(ruling, "", people, states)
    assert act and act.name == "relabel ORG 1 mention of “Georgia”"
    assert ("Georgia", "ORG") in said(desk, "two.txt")
    assert said(desk).count(("Georgia", "GPE")) == 2


def test_what_was_left_out_stays_and_what_was_decided_by_itself_beats_the_rule(
    desk: Library,
) -> None:
    decide(desk, "AdBlock", RELABELLED, "PRODUCT", path="two.txt")
    ruling = Ruling(REJECTED, "AdBlock", "PERSON")
    first, second, relabelled, last = desk.decided.occurrences(ruling)
    desk.deciding.decide_all(ruling, "", [first, last], [second, relabelled])
    assert said(desk).count(("AdBlock", "PERSON")) == 1
    assert pick(desk, "AdBlock").start == second.mention.start
    assert pick(desk, "AdBlock").decision is None, "of it nothing was decided"
    assert said(desk, "two.txt") == [("AdBlock", "PRODUCT"), ("Georgia", "PERSON")]
    desk.undo()
    assert said(desk).count(("AdBlock", "PERSON")) == 2


def test_one_that_was_decided_by_itself_follows_the_rule_if_it_is_chosen(desk: Library) -> None:
    decide(desk, "AdBlock", ACCEPTED)
    ruling = Ruling(REJECTED, "AdBlock", "PERSON")
    desk.deciding.decide_all(ruling, "", list(desk.decided.occurrences(ruling)))
    assert "AdBlock" not in dict(said(desk))
    desk.undo()
    first = pick(desk, "AdBlock").decision
    assert first and first.verdict is ACCEPTED


def test_an_article_beats_the_collection(desk: Library) -> None:
    everywhere = Ruling(REJECTED, "AdBlock", "PERSON")
    here = Ruling(RELABELLED, "AdBlock", "PERSON", "PRODUCT")
    desk.deciding.decide_all(here, "one.txt", list(desk.decided.occurrences(here, "one.txt")))
    desk.deciding.decide_all(everywhere, "", list(desk.decided.occurrences(everywhere, "two.txt")))
    assert said(desk).count(("AdBlock", "PRODUCT")) == 2
    assert "AdBlock" not in dict(said(desk, "two.txt"))


def test_words_are_added_wherever_nothing_else_is_known(desk: Library) -> None:
    ruling = Ruling(Verdict.ADDED, "China", becomes="GPE")
    assert list(desk.decided.occurrences(ruling)) == [], "it stands in a longer name"
    ruling = Ruling(Verdict.ADDED, "met", becomes="EVENT")
    desk.deciding.decide_all(ruling, "", list(desk.decided.occurrences(ruling)))
    assert said(desk).count(("met", "EVENT")) == said(desk, "two.txt").count(("met", "EVENT")) == 1
    assert pick(desk, "met").found_by == "analyst"


def test_ends_are_changed_everywhere(desk: Library) -> None:
    ruling = Ruling(Verdict.MOVED, "Georgia", "PERSON", words="Georgia Smith")
    people = [each for each in desk.decided.occurrences(ruling) if each.mention.label == "PERSON"]
    rest = [each for each in desk.decided.occurrences(ruling) if each.mention.label != "PERSON"]
    desk.deciding.decide_all(ruling, "", people, rest)
    assert ("Georgia Smith", "PERSON") in said(desk, "two.txt")
    assert said(desk).count(("Georgia", "GPE")) == 2


# What lasts


def test_decisions_outlive_the_model_and_the_program(
    desk: Library, start: Open, places: Places
) -> None:
    decide(desk, "AdBlock", REJECTED)
    decide(desk, "Tbilisi", ACCEPTED)
    decide(desk, "Bank of China", RELABELLED, "FAC")
    desk.close()
    again = start()
    other: Known = {"one.txt": [("AdBlock", 0, "ORG"), ("Bank of", 0, "ORG")]}
    know(again, places, other)
    assert said(again) == [("Tbilisi", "GPE"), ("Bank of China", "FAC")]
    assert pick(again, "Tbilisi").found_by == "analyst", "the other model has not found it"


def test_a_decision_follows_its_words_and_is_orphaned_when_they_change(
    desk: Library, root: Path, places: Places
) -> None:
    decide(desk, "AdBlock", REJECTED)
    decide(desk, "Bank of China", RELABELLED, "FAC")
    edited = ("A word before.\n\n" + ONE).replace("Bank of China", "Bank of Japan")
    (root / "one.txt").write_text(edited, "utf-8")
    desk.reread("one.txt")
    known = {"one.txt": [("AdBlock", 0, "PERSON"), ("Bank of Japan", 0, "ORG")]}
    know(desk, places, known)
    assert said(desk) == [("Bank of Japan", "ORG")]
    assert [(each.text, each.orphaned) for each in listed(desk)] == [
        ("AdBlock", False),
        ("Bank of China", True),
    ]


def test_decisions_on_an_article_that_is_gone_are_listed(desk: Library, root: Path) -> None:
    decide(desk, "AdBlock", REJECTED)
    (root / "one.txt").unlink()
    [(decision, title)] = desk.decided.all()
    assert (decision.orphaned, decision.path, title) == (True, "one.txt", "")


def test_a_decision_is_revoked_in_one_step(desk: Library) -> None:
    before = said(desk)
    ruling = Ruling(REJECTED, "AdBlock", "PERSON")
    desk.deciding.decide_all(ruling, "", list(desk.decided.occurrences(ruling)))
    act = desk.deciding.revoke(listed(desk))
    assert act and "on “AdBlock”" in act.name
    assert said(desk) == before
    desk.undo()
    assert said(desk) != before


def test_a_colleagues_decisions_are_taken_in_and_the_later_one_counts(
    desk: Library, start: Open, tmp_path: Path
) -> None:
    decide(desk, "AdBlock", REJECTED)
    desk.store.flush()
    colleague = start(file=tmp_path / "bob.json", author="bob")
    colleague._ledger.scribe.clock()
    for _ in range(99):
        colleague._ledger.scribe.clock()
    decide(colleague, "AdBlock", RELABELLED, "PRODUCT")
    ruling = Ruling(REJECTED, "Georgia", "GPE")
    colleague.deciding.decide_all(ruling, "", list(colleague.decided.occurrences(ruling)))
    colleague.close()
    act = desk.import_annotations(tmp_path / "bob.json")
    assert act
    assert act.everywhere
    assert ("AdBlock", "PRODUCT") in said(desk)
    assert "Georgia" not in dict(said(desk))
    assert len([each for each in listed(desk) if each.text == "AdBlock"]) == 1
    assert desk.import_annotations(tmp_path / "bob.json") is None, "twice is once"
    desk.undo()
    assert said(desk).count(("AdBlock", "PERSON")) == 1
    assert "Georgia" in dict(said(desk))


def test_what_makes_no_sense_in_the_file_is_left_alone(desk: Library) -> None:
    decide(desk, "AdBlock", REJECTED)
    [record] = desk.store.of_kind("decision")
    strange = record | {"uid": "strange", "verdict": "blessed"}
    lost = record | {"uid": "lost", "target": None}
    gone = record | {"uid": "gone", "article": "nowhere"}
    desk.store.note([strange, lost, gone])
    desk.decided.forget()
    assert [each.uid for each in listed(desk)] == [record["uid"]]
    assert len(said(desk)) == 5


def test_annotations_and_decisions_on_one_article_are_told_apart(desk: Library) -> None:
    decide(desk, "AdBlock", REJECTED)
    assert desk.annotations("one.txt") == []
    desk.tag([Target("one.txt")], ["x"])
    assert desk.listing("one.txt").annotations == 1


def test_counts_after_decisions_are_known_at_the_next_start_without_reading(
    desk: Library, root: Path, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruling = Ruling(REJECTED, "AdBlock", "PERSON")
    desk.deciding.decide_all(ruling, "", list(desk.decided.occurrences(ruling)))
    assert [desk.listing(path).mentions for path in TEXTS] == [4, 1]
    desk.close()
    again = make_library(root, places, uids=counting_uids("later"))
    monkeypatch.setattr(again._ledger.shelf, "article", lambda path: pytest.fail("it was read"))
    assert [again.listing(path).mentions for path in TEXTS] == [4, 1]
    again.close()


def test_a_decision_on_blanks_in_a_file_edited_by_hand_is_passed_over(desk: Library) -> None:
    desk.deciding.decide_all(Ruling(Verdict.ADDED, "met", becomes="EVENT"), "", [])
    [record] = desk.store.of_kind("decision")
    desk.store.commit("edit", [record | {"uid": "blank", "text": " \n "}])
    assert ("met", "EVENT") in said(desk)


def test_what_is_decided_while_decisions_are_read_is_not_forgotten(
    desk: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread may be reading them, as when all rows are looked at again."""
    read, waiting = desk._ledger.verdicts.of_collection, [True]

    def slowly() -> list[Decision]:
        found = read()
        if waiting:
            waiting.clear()
            desk.deciding.decide_all(Ruling(REJECTED, "Georgia", "GPE"), "", [])
        return found

    monkeypatch.setattr(desk._ledger.verdicts, "of_collection", slowly)
    mentions(desk)
    assert ("Georgia", "GPE") not in said(desk)
