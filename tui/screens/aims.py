"""What a tag or a note is put on: from the narrowest target to the widest."""

from collections.abc import Iterator

from annotations.models import Annotation, Article, Mention, Target
from annotations.passages import cut
from annotations.segments import paragraph_at, sentence_at
from tui.screens.dialogs.aim import Aim

Span = tuple[int, int]


def article_aim(article: Article, marks: list[Annotation]) -> Aim:
    """Aim at a whole article."""
    return _aim("the article", Target(article.path), article.title, marks)


def passage_aims(
    article: Article,
    cursor: int,
    selection: Span | None,
    mention: Mention | None,
    marks: list[Annotation],
) -> tuple[list[Aim], int]:
    """List what can be aimed at around the cursor.

    Args:
        article: The open article.
        cursor: The cursor, in code points.
        selection: What is selected, if anything.
        mention: The entity under the cursor, if any.
        marks: The article's annotations.

    Returns:
        The aims, from the narrowest to the widest, and which of them is meant at first: the
        selection, else the sentence, else the article.
    """
    labels_of: dict[Span, str] = {}
    for label, span in _spans(article.text, cursor, selection, mention):
        # Of two names for the same words the narrower one stands, but an entity may be a sentence.
        if span not in labels_of or (label == SENTENCE and labels_of[span] == ENTITY):
            labels_of[span] = label
    aims = [
        _aim(label, passage_target(article, start, end), article.text[start:end], marks)
        for (start, end), label in labels_of.items()
        if start < end
    ]
    labels = [aim.label for aim in aims]
    first = next(
        (labels.index(name) for name in (SELECTION, SENTENCE) if name in labels), len(aims)
    )
    return [*aims, article_aim(article, marks)], first


def passage_target(article: Article, start: int, end: int) -> Target:
    """Aim at a passage, as it stands in the text that is shown."""
    return Target(article.path, cut(article.text, article.text_sha256, start, end))


def annotation_target(article: Article, mark: Annotation) -> Target:
    """Aim at what an annotation stands on in the text that is shown; an orphan, where it stood."""
    if mark.start is None or mark.end is None:
        return Target(mark.path, mark.passage)
    return passage_target(article, mark.start, mark.end)


SELECTION, ENTITY, SENTENCE = "the selection", "the entity", "the sentence"


def _spans(
    text: str, cursor: int, selection: Span | None, mention: Mention | None
) -> Iterator[tuple[str, Span]]:
    if selection is not None:
        yield SELECTION, selection
    if mention is not None:
        yield ENTITY, (mention.start, mention.end)
    if text.strip():
        yield SENTENCE, sentence_at(text, cursor)
        yield "the paragraph", paragraph_at(text, cursor)


def _aim(label: str, target: Target, quote: str, marks: list[Annotation]) -> Aim:
    here = annotation_on(target, marks)
    if here is None:
        return Aim(label, target, quote)
    present = tuple(tag.uid for tag in here.tags)
    return Aim(label, target, quote, present, here.note, here.alternatives)


def annotation_on(target: Target, marks: list[Annotation]) -> Annotation | None:
    """Return the annotation on exactly `target`, if there is one."""
    for mark in marks:
        whole = mark.passage is None
        if whole == (target.start is None) and (mark.start, mark.end) == (target.start, target.end):
            return mark
    return None
