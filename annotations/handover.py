"""Annotations on their way out: each with what a row about it says of its article and its place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from annotations.exports.entries import Entry
from annotations.library import Library
from annotations.models import Annotation, Article, Mention, Placed
from annotations.segments import paragraphs, sentences

FindMentions = Callable[[Article], Sequence[Mention]]


def entries(library: Library, find: FindMentions) -> Iterator[Entry]:
    """Build an entry for each annotation of the collection, and of articles that are gone.

    Args:
        library: Where the annotations are.
        find: Finds an article's mentions, those in boilerplate too, which are left out; asked
            only for articles with annotated passages.
    """
    for path, _ in library.all_annotations():
        article = library.article(path)
        marks = library.annotations_on(article)
        mentions = find(article) if any(mark.passage for mark in marks) else ()
        yield from (_entry(mark, article, mentions) for mark in marks)
    for mark in library.left_behind():
        yield Entry(mark, title=mark.path.rpartition("/")[2])


def _entry(mark: Annotation, article: Article, mentions: Sequence[Mention]) -> Entry:
    entry = Entry(mark, article.title, article.source, article.published, article.published_from)
    if mark.placed is Placed.ORPHANED or mark.start is None or mark.end is None:
        return entry
    start, end = mark.start, mark.end
    inside = (each for each in mentions if start <= each.start and each.end <= end)
    return replace(
        entry,
        entities=tuple(dict.fromkeys(each.entity for each in inside if not each.boilerplate)),
        sentence=_number(sentences(article.text), start),
        paragraph=_number(paragraphs(article.text), start),
    )


def _number(parts: Iterable[tuple[int, int]], offset: int) -> int:
    """Tell, counting from 1, which part `offset` is in; between two parts, the one before."""
    return max(1, sum(1 for _ in _up_to(parts, offset)))


def _up_to(parts: Iterable[tuple[int, int]], offset: int) -> Iterator[tuple[int, int]]:
    for part in parts:
        if part[0] > offset:
            return
        yield part
