from annotations.library import Library
from annotations.models import Target
from annotations.wording import counted, excerpt, quoted
from tests.annotations.conftest import GRAIN, RUSSIA


def test_things_are_counted_in_words() -> None:
    assert counted(1, "passage") == "1 passage"
    assert counted(0, "row") == "0 rows"
    assert counted(1200, "row") == "1,200 rows"


def test_an_excerpt_is_one_line_that_ends_at_a_word() -> None:
    assert excerpt("  They met\n in Kyiv. ", 40) == "They met in Kyiv."
    assert excerpt("They met in Kyiv, on Monday.", 18) == "They met in Kyiv…"
    assert excerpt("x" * 50, 10) == "x" * 10 + "…"
    assert excerpt("a\x1b[2J " + " " * 500 + "b", 10) == "a\ufffd[2J…"
    assert quoted("They met. " * 9) == "“They met. They met. They met.…”"


def test_a_step_names_the_words_of_one_passage_and_counts_several(desk: Library) -> None:
    tagged = desk.tag([RUSSIA], ["border"])
    assert tagged is not None
    assert tagged.name == "tag “Russia closed the border.” border"
    several = desk.tag([RUSSIA, GRAIN, Target("one.txt")], ["war"])
    assert several is not None
    assert several.name == "tag 2 passages and 1 article war"
    mark = desk.annotations("one.txt")[0]
    deleted = desk.delete(mark.uid)
    assert deleted is not None
    assert deleted.name == "delete the annotation on 1 article"
