import io
from dataclasses import replace
from pathlib import Path

from annotations.exports import export_to_stream
from annotations.exports.entries import Entry
from annotations.handover import entries
from annotations.library import Library
from annotations.models import Article, Mention, MetadataEdit, Placed, Target
from annotations.origins import KnownFrom
from tests.annotations.conftest import GRAIN, ONE, RUSSIA, OpenLibrary
from tests.factories import target_in


def find(article: Article) -> list[Mention]:
    """Stands in for detection: two names, one of them twice, and one outside all passages."""
    names = [("Russia", 20), ("the border", 34), ("Russia", 39), ("Nobody", 59)]
    return [Mention(at, at + len(name), name, "GPE", entity=name) for name, at in names]


def handed_over(library: Library) -> list[Entry]:
    return sorted(entries(library, find), key=lambda entry: entry.order)


def test_an_entry_says_where_a_passage_stands_and_what_it_names(desk: Library) -> None:
    desk.tag([RUSSIA], ["border"])
    desk.note([GRAIN], "hm")
    desk.edit(["one.txt"], MetadataEdit("Hers", "Her Agency", "2025-09-09"))
    russia, grain = handed_over(desk)
    assert russia.entities == ("Russia", "the border"), "in text order, each once"
    assert grain.entities == ()
    assert (russia.title, russia.source, russia.published) == ("Hers", "Her Agency", "2025-09-09")
    assert russia.published_from is KnownFrom.ANALYST
    assert (russia.sentence, grain.sentence) == (2, 3)
    assert (russia.paragraph, grain.paragraph) == (2, 2)
    assert russia.annotation.quote == ONE[20:45]


def test_what_is_named_in_boilerplate_is_not_handed_over(desk: Library) -> None:
    def in_an_advert(article: Article) -> list[Mention]:
        return [replace(mention, boilerplate=mention.start == 34) for mention in find(article)]

    desk.tag([RUSSIA], ["border"])
    [entry] = entries(desk, in_an_advert)
    assert entry.entities == ("Russia",)


def test_an_article_has_no_place_and_needs_no_detection(desk: Library) -> None:
    def never(article: Article) -> list[Mention]:
        raise AssertionError("nothing in it is a passage")

    desk.note([Target("one.txt")], "all of it")
    [entry] = entries(desk, never)
    assert (entry.sentence, entry.paragraph, entry.entities) == (None, None, ())


def test_a_passage_at_the_very_start_is_in_the_first_sentence(desk: Library) -> None:
    desk.note([target_in(ONE, "one.txt", 0, 6)], "head")
    [entry] = handed_over(desk)
    assert (entry.sentence, entry.paragraph) == (1, 1)


def test_an_orphan_is_handed_over_without_a_place(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.note([GRAIN], "goes")
    desk.close()
    (root / "one.txt").write_text("All else is new here.\n")
    [entry] = handed_over(open_library())
    assert entry.annotation.placed is Placed.ORPHANED
    assert (entry.sentence, entry.paragraph, entry.entities) == (None, None, ())
    assert entry.annotation.quote == "Grain waits."


def test_what_was_said_of_an_article_that_is_gone_is_handed_over_too(
    desk: Library, root: Path, open_library: OpenLibrary
) -> None:
    desk.tag([GRAIN], ["grain"])
    desk.note([Target("one.txt")], "all of it")
    desk.close()
    (root / "one.txt").unlink()
    out = io.StringIO(newline="")
    report = export_to_stream("csv", entries(open_library(), find), out)
    assert (report.rows, report.articles) == (2, 1)
    assert "Grain waits." in out.getvalue()
    assert "all of it" in out.getvalue()
