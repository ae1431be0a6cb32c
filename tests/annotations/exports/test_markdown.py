import io
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotations.exports import export_to_stream
from annotations.exports.entries import Entry
from annotations.exports.markdown import escape
from annotations.merges import Alternative
from annotations.models import Placed
from tests.annotations.exports.conftest import GRAIN, SECURITY, an_entry

marks = st.text("\\`*_[]()<>#|~!&-+=.:/\"' \n\tax1;", max_size=30)
lines = marks | st.text(st.characters(exclude_categories=("Cs", "Cc")))


def written(entries: Iterable[Entry]) -> str:
    out = io.StringIO(newline="")
    export_to_stream("md", entries, out)
    return out.getvalue()


def rendered(text: str) -> list[tuple[str, str]]:
    """Render Markdown to the blocks that a reader sees: what sort, and their words."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    blocks: list[tuple[str, str]] = []
    for opening, token in pairwise(tokens):
        if token.type == "inline":
            blocks.append((opening.tag, _text(token)))
        elif opening.type in {"fence", "code_block", "html_block", "hr"}:
            blocks.append((opening.type, opening.content))
    return blocks


def _text(token: Token) -> str:
    inner = token.children or []
    plain = {"text", "text_special", "softbreak", "hardbreak", "strong_open", "strong_close"}
    assert {each.type for each in inner} <= plain, "nothing but text is to be made of it"
    return "".join("\n" if each.type.endswith("break") else each.content for each in inner)


def words(text: str) -> list[str]:
    return text.split()


@given(lines)
@example("1. not a list")
@example("- not a list")
@example("title\n===")
@example("title\n---")
@example("-\n+\n=\n")
@example("    no code")
@example("```\nno fence\n```")
@example("<b>[link](http://x) ![image](y) &amp; &lt; \\n")
@example("| a | b |\n|---|---|\n| 1 | 2 |")
@example("[ref]: http://example.org")
@example("1986. A great year\n12) twelve")
def test_a_note_is_shown_as_it_was_written(note: str) -> None:
    blocks = rendered(written([an_entry(quote="", note=note)]))
    assert {tag for tag, _ in blocks[3:]} <= {"p"}
    assert words(" ".join(text for _, text in blocks[3:])) == words(note)


@given(lines)
@example("> quoted\n\n# twice")
@example("- said he\n1. again")
def test_a_quote_is_shown_as_it_stands_in_the_article(quote: str) -> None:
    blocks = rendered(written([an_entry(quote=f"x{quote}", note="note")]))
    shown = " ".join(text for _, text in blocks[2:-2])
    assert words(shown) == words(f"x{quote}")
    assert {tag for tag, _ in blocks[2:]} == {"p"}


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1))
def test_escaping_changes_nothing_that_is_shown(line: str) -> None:
    assert [text for _, text in rendered(escape(line))] == [line]


def test_passages_stand_by_tag_with_where_they_are_from_and_their_notes() -> None:
    text = written(
        [
            an_entry(note="Why now?", tags=(SECURITY, GRAIN)),
            an_entry(quote="", note="All of it.", tags=(), title="A *bold* title"),
            an_entry(quote="Gone.", tags=(GRAIN,), placed=Placed.ORPHANED, start=3),
        ]
    )
    assert text == (
        "# Annotations\n"
        "\n## grain\n"
        "\n> Russia closed it.\n>\n"
        "> — RIA Novosti, 2025-09-09, Border talks fail, a.txt\n"
        "\nWhy now?\n"
        "\n> Gone.\n>\n"
        "> — RIA Novosti, 2025-09-09, Border talks fail, a.txt (no longer in the text)\n"
        "\n## security/border\n"
        "\n> Russia closed it.\n>\n"
        "> — RIA Novosti, 2025-09-09, Border talks fail, a.txt\n"
        "\nWhy now?\n"
        "\n## Notes without a tag\n"
        "\n**RIA Novosti, 2025-09-09, A \\*bold\\* title, a.txt**\n"
        "\nAll of it.\n"
    )


def test_the_lines_of_a_note_stay_lines_and_its_paragraphs_paragraphs() -> None:
    text = written([an_entry(quote="", note="one\n two\r\n\nthree\nfour \n")])
    assert text.endswith("\n\none\\\ntwo\n\nthree\\\nfour\n")
    assert [words for _, words in rendered(text)[-2:]] == ["one\ntwo", "three\nfour"]


def test_what_others_wrote_in_the_place_of_a_note_stands_below_it() -> None:
    entry = an_entry(quote="", note="so")
    others = (Alternative("not\nso", "*bob*", ""), Alternative("hm", "cy", ""))
    text = written([replace(entry, annotation=replace(entry.annotation, alternatives=others))])
    assert text.endswith("\n\nso\n\n≠ \\*bob\\*: not\\\nso\n\n≠ cy: hm\n")
    assert [words for _, words in rendered(text)[-3:]] == ["so", "≠ *bob*: not\nso", "≠ cy: hm"]


def test_the_report_counts_passages_once_for_each_tag() -> None:
    entries = [an_entry(tags=(SECURITY, GRAIN)), an_entry(quote="", uid="2", path="b.txt")]
    report = export_to_stream("md", entries, io.StringIO())
    assert (report.rows, report.annotations, report.articles) == (3, 2, 2)
