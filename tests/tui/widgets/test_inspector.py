from collections.abc import Callable
from dataclasses import replace

from annotations.decisions import Decision, Scope, Verdict
from annotations.merges import Alternative
from annotations.models import Annotation, Article, Mention, Passage, Placed, Tag
from annotations.origins import KnownFrom, TitleFrom
from tests.tui.widgets.conftest import Host
from tui.widgets.inspector import Inspector

HostFor = Callable[[Inspector], Host]

TEXT = "Rahmon met Putin in Dushanbe. They spoke of the border."
ARTICLE = Article(
    "1.txt",
    TEXT,
    "00",
    "A meeting [/red]",
    TitleFrom.SENTENCE,
    source="TASS",
    published="2021-07-01",
    published_from=KnownFrom.ANALYST,
    words=10,
    encoding="cp1252",
    notices=("Read as Windows-1252.",),
)
BORDER = Tag("t1", "security/border", "#e0a030")
VISIT = Tag("t2", "visit", "#50a0ff")
MENTIONS = (
    Mention(0, 6, "Rahmon", "PERSON"),
    Mention(11, 16, "Putin", "PERSON"),
    Mention(20, 28, "Dushanbe", "GPE"),
    Mention(40, 44, "advert", "ORG", boilerplate=True),
)


def passage(start: int, end: int) -> Passage:
    return Passage(start, end, TEXT[start:end], "", "", "00")


def on(
    uid: str, start: int, end: int, *tags: Tag, note: str = "", placed: Placed = Placed.EXACT
) -> Annotation:
    orphaned = placed is Placed.ORPHANED
    return Annotation(
        uid,
        "1.txt",
        passage(start, end),
        tags,
        note,
        placed=placed,
        start=None if orphaned else start,
        end=None if orphaned else end,
    )


WHOLE = Annotation("whole", "1.txt", None, (VISIT,))
SENTENCE = on("sentence", 0, 29, BORDER, VISIT, note="first line\nsecond line")
NAME = on("name", 11, 16, VISIT)
LAST = on("last", 30, 55, note="a note alone")
ORPHAN = on("orphan", 3, 9, BORDER, placed=Placed.ORPHANED)
ALL = (ORPHAN, LAST, NAME, SENTENCE, WHOLE)


async def test_what_others_wrote_in_the_place_of_a_note_stands_below_it(host: HostFor) -> None:
    others = (Alternative("not so\nat all", "bob [/]", ""), Alternative("hm", "cy", ""))
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(60, 40)) as pilot:
        alone = replace(NAME, alternatives=others[1:])
        pane.show(ARTICLE, (replace(SENTENCE, alternatives=others), alone), (), 0)
        await pilot.pause()
        lines = [line.strip(" ▏▐▌") for line in app.seen()]
    assert lines[lines.index("security/border visit") :][:9] == [
        "security/border visit",
        "“Rahmon met Putin in Dushanbe.”",
        "first line",
        "≠ bob [/]: not so",
        "≠ cy: hm",
        "",
        "visit",
        "“Putin”",
        "≠ cy: hm",
    ]


async def test_the_card_says_what_is_known_and_how(host: HostFor) -> None:
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(60, 40)) as pilot:
        pane.show(ARTICLE, ALL, MENTIONS, 0)
        await pilot.pause()
        seen = "\n".join(app.seen())
    for words in (
        "A meeting [/red]",
        "title: the first sentence",
        "TASS",
        "2021-07-01 by you",
        "10 words",
        "cp1252",
        "Read as Windows-1252.",
        "Annotations 5",
        "security/border visit",
        "first line",
        "the article as a whole",
        "orphaned",
        "“Putin”",
    ):
        assert words in seen
    assert "second line" not in seen


async def test_annotations_stand_in_text_order_the_article_first_orphans_last(
    host: HostFor,
) -> None:
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(60, 12)):
        pane.show(ARTICLE, ALL, (), 0)
        order = []
        pane.move_home()
        for _ in ALL:
            assert pane.selected is not None
            order.append(pane.selected.uid)
            pane.move(1)
    assert order == ["whole", "sentence", "name", "last", "orphan"]


async def test_what_is_under_the_readers_cursor_is_marked_and_followed(host: HostFor) -> None:
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(60, 40)) as pilot:
        app.set_focus(None)
        await pilot.pause()
        pane.show(ARTICLE, ALL, MENTIONS, 50)
        assert pane.selected == LAST
        pane.follow(12)
        await pilot.pause()
        assert pane.selected == NAME
        marked = [line.strip() for line in app.seen() if "▐" in line]
        assert marked == [
            "▐ security/border visit",
            "▐ “Rahmon met Putin in Dushanbe.”",
            "▐ first line",
            "▐ visit",
            "▐ “Putin”",
        ]
        assert any("Putin is PERSON" in line for line in app.seen())


async def test_what_a_name_means_stands_below_it_where_that_is_called_otherwise(
    host: HostFor,
) -> None:
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(60, 40)) as pilot:
        short = Mention(12, 17, "Putin", "PERSON", entity="Vladimir [red] Putin")
        pane.show(ARTICLE, (), (short,), 0)
        await pilot.pause()
        assert not any("→" in line for line in app.seen())
        pane.follow(12)
        await pilot.pause()
        lines = [line.strip() for line in app.seen()]
        at = lines.index("Putin is PERSON")
        assert lines[at + 1] == "→ Vladimir [red] Putin"
        assert lines[at + 2].split() == ["person", "1"]


async def test_label_and_verdict_can_be_read_however_long_the_name_and_narrow_the_pane(
    host: HostFor,
) -> None:
    decision = Decision("d", Verdict.RELABELLED, Scope.MENTION, "1.txt", "", becomes="ORG")
    words = "the Organisation\nfor Security and 欧洲 Co-operation in Europe"
    long = Mention(12, 17, words, "ORG", decision=decision)
    short = Mention(20, 25, "Uzbek", "ORG", decision=decision)
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(60, 40)) as pilot:
        pane.show(ARTICLE, (), (long, short), 0)

        def seen(at: int) -> list[str]:
            pane.follow(at)
            lines = [line.strip() for line in app.seen()]
            first = next(number for number, line in enumerate(lines) if " is ORG" in line)
            return lines[first : first + 2]

        for width in (60, 40, 24):
            await pilot.resize_terminal(width, 40)
            await pilot.pause()
            name, verdict = seen(13)
            assert (name[:5], name[-8:], verdict) == ("the O", "… is ORG", "relabelled")
        assert seen(21) == ["Uzbek is ORG", "relabelled"]
        await pilot.resize_terminal(60, 40)
        await pilot.pause()
        assert seen(21)[0] == "Uzbek is ORG, relabelled"


async def test_a_focused_pane_keeps_its_own_cursor(host: HostFor) -> None:
    pane = Inspector()
    async with host(pane).run_test(size=(60, 40)) as pilot:
        pane.show(ARTICLE, ALL, (), 0)
        pane.focus()
        await pilot.pause()
        pane.go_to("orphan")
        pane.follow(12)
        assert pane.selected == ORPHAN


async def test_the_selection_survives_a_change_of_the_annotations(host: HostFor) -> None:
    pane = Inspector()
    async with host(pane).run_test(size=(60, 40)):
        pane.show(ARTICLE, ALL, (), 0)
        pane.go_to("last")
        pane.show(ARTICLE, (LAST, NAME), (), 0)
        assert pane.selected == LAST
        pane.show(ARTICLE, (NAME,), (), 0)
        assert pane.selected == NAME
        assert not pane.go_to("last")


async def test_entities_are_counted_by_type_without_boilerplate(host: HostFor) -> None:
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(60, 40)) as pilot:
        pane.show(ARTICLE, (), MENTIONS, 29)
        await pilot.pause()
        seen = [" ".join(line.split()) for line in app.seen()]
    assert "Entities 3" in seen
    assert "person 2" in seen
    assert "gpe 1" in seen
    assert "org 1" not in seen


async def test_no_article_and_no_annotation_leave_nothing_selected(host: HostFor) -> None:
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(40, 20)) as pilot:
        pane.show(None)
        pane.follow(3)
        assert pane.selected is None
        await pilot.pause()
        assert "Nothing is open." in "\n".join(app.seen())
        pane.show(ARTICLE)
        assert pane.selected is None
        await pilot.pause()
        assert "No annotations yet" in "\n".join(app.seen())


async def test_a_long_title_is_wrapped_again_when_the_pane_narrows(host: HostFor) -> None:
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(60, 20)) as pilot:
        pane.show(ARTICLE, ALL, (), 0)
        await pilot.pause()
        await pilot.resize_terminal(14, 20)
        await pilot.pause()
        seen = [line.strip() for line in app.seen()]
    assert seen[:2] == ["A meeting", "[/red]"]


async def test_of_another_note_the_part_is_shown_that_differs(host: HostFor) -> None:
    pane = Inspector()
    app = host(pane)
    mine = "The border was closed on Monday, as the ministry says."
    others = (
        Alternative("The border was closed on Tuesday, as the ministry says.", "bob", "2026"),
        Alternative("The border was closed", "cy", "2026"),
        Alternative("The harbour", "di", "2026"),
    )
    mark = replace(SENTENCE, note=mine, alternatives=others)
    async with app.run_test(size=(60, 30)):
        pane.show(ARTICLE, (mark,), (), 0)
        seen = "\n".join(app.seen())
    assert "≠ bob: …Tuesday, as the ministry says." in seen
    assert "≠ cy: …closed" in seen
    assert "≠ di: The harbour" in seen


async def test_what_is_cut_in_a_narrow_pane_ends_in_an_ellipsis(host: HostFor) -> None:
    tags = tuple(Tag(f"t{n}", f"topic{n}", "#50a0ff") for n in range(9))
    title = "A very long title of a meeting " * 8
    for width in range(16, 40):
        pane = Inspector()
        app = host(pane)
        async with app.run_test(size=(width, 30)):
            pane.show(replace(ARTICLE, title=title), (replace(SENTENCE, tags=tags),), (), 0)
            lines = [line.rstrip() for line in app.seen()]
        assert lines[3].endswith("…"), width
        assert next(line for line in lines if "topic0" in line).endswith("…"), width


async def test_each_fact_says_how_it_is_known_and_why_nothing_is_detected(host: HostFor) -> None:
    article = replace(
        ARTICLE,
        source_from=KnownFrom.METADATA,
        byline="Anna Ray",
        byline_from=KnownFrom.TEXT,
        dateline="DUSHANBE",
        dateline_from=KnownFrom.ANALYST,
        language="ru",
        language_from=KnownFrom.TEXT,
    )
    pane = Inspector()
    app = host(pane)
    async with app.run_test(size=(60, 40)) as pilot:
        pane.show(article, (), (), 0, "written in Russian; the model reads English: no entities")
        await pilot.pause()
        seen = "\n".join(app.seen())
    for words in (
        "TASS, in the metadata",
        "Anna Ray, in the text",
        "DUSHANBE, by you",
        "Russian, in the text",
        "written in Russian; the model reads English: no entities",
    ):
        assert words in seen
    assert "No entities yet" not in seen
