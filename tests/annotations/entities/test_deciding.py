"""Decisions laid over mentions: whatever they say, what comes of it can be shown and exported."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotations.decisions import Decision, Scope, Verdict, name_in
from annotations.entities.deciding import lay, occurrences, rules_of
from annotations.entities.mentions import build_mention
from annotations.models import Article, Mention, Zone
from annotations.origins import TitleFrom

TEXT = "Bank of China and Bank of\nJapan met. China, JAPAN and China-Bank of (Japan) left. Bank [/]"
ARTICLE = Article("a.txt", TEXT, "sha", "a", TitleFrom.NAME, zones=(Zone(40, 60, "ui"),))
WORDS = ("Bank of China", "China", "Bank", "Bank of Japan", "Japan", "met", "of", "[/]", "(")
LABELS = ("ORG", "GPE", "PERSON", "NEVER_SEEN", "")

spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)).map(
    lambda pair: (pair[0], min(len(TEXT), pair[0] + pair[1]))
)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    scope = draw(st.sampled_from(Scope))
    text = draw(st.sampled_from(WORDS))
    single = scope is Scope.MENTION and not draw(st.booleans())
    start, end = draw(spans) if single else (None, None)
    return Decision(
        uid=draw(st.uuids()).hex,
        verdict=draw(st.sampled_from(Verdict)),
        scope=scope,
        path="a.txt",
        text=text,
        label=draw(st.sampled_from(LABELS)),
        becomes=draw(st.sampled_from(LABELS)),
        words=draw(st.sampled_from(WORDS)),
        any_label=draw(st.booleans()),
        decided=str(draw(st.integers(0, 3))),
        start=start,
        end=end,
    )


@st.composite
def found(draw: st.DrawFn) -> list[Mention]:
    labels = draw(st.lists(st.tuples(spans, st.sampled_from(LABELS[:3])), max_size=6))
    return [build_mention(TEXT, *span, label, "model") for span, label in sorted(labels)]


def laid(mentions: list[Mention], every: list[Decision]) -> tuple[Mention, ...]:
    own = [each for each in every if each.scope is Scope.MENTION]
    return lay(ARTICLE, mentions, own, rules_of(every))


@given(found(), st.lists(decisions(), max_size=8))
def test_mentions_are_in_order_apart_and_what_stands_in_the_text(
    mentions: list[Mention], every: list[Decision]
) -> None:
    result = laid(mentions, every)
    end = 0
    for each in result:
        assert end <= each.start < each.end <= len(TEXT)
        assert each.text == TEXT[each.start : each.end]
        assert each.label
        assert (each.found_by == "analyst") <= (each.decision is not None)
        end = each.end


@given(found(), st.lists(decisions(), max_size=8))
def test_without_decisions_all_is_as_it_was_found(
    mentions: list[Mention], every: list[Decision]
) -> None:
    left = [replace(each, verdict=Verdict.LEFT) for each in every]
    assert laid(mentions, left) == laid(mentions, [])


@given(found(), st.lists(decisions(), max_size=6), decisions())
def test_the_last_word_on_one_mention_counts(
    mentions: list[Mention], every: list[Decision], last: Decision
) -> None:
    start, end = 5, 12
    last = replace(last, scope=Scope.MENTION, start=start, end=end, becomes="EVENT")
    result = laid(mentions, [*every, last])
    here = [each for each in result if (each.start, each.end) == (start, end)]
    if last.verdict is Verdict.REJECTED:
        assert here == []
    elif last.verdict is not Verdict.LEFT:
        assert [(each.label, each.decision) for each in here] == [("EVENT", last)]


def test_words_are_found_across_line_ends_and_not_within_other_words() -> None:
    assert [TEXT[slice(*span)] for span in occurrences(TEXT, "Bank of Japan")] == ["Bank of\nJapan"]
    assert len(list(occurrences(TEXT, "China"))) == 3
    assert list(occurrences("Chinatown, a-China-b", "China")) == [(13, 18)]
    assert name_in("Bank of\n Japan") == "Bank of Japan"
