"""The annotations themselves: tags and notes on articles and passages."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter, itemgetter
from typing import TypeAlias

from annotations.merges import Alternative
from annotations.models import Annotation, Article, Passage, Tag, Target
from annotations.origins import TitleFrom
from annotations.store.merging import as_alternative
from annotations.store.placements import Placements
from annotations.store.records import Record, Scribe
from annotations.store.store import Store

Change: TypeAlias = Callable[[Record], Mapping[str, object]]
"""Given an annotation as it is, returns the fields that are to differ, if any."""


class Marks:
    """Reads and makes the annotation records of one store.

    Args:
        store: Where the records are.
        scribe: Signs new and changed ones.
        placements: Knows where their passages stand.
    """

    def __init__(self, store: Store, scribe: Scribe, placements: Placements) -> None:
        """Work on the annotations in `store`."""
        self._store = store
        self._scribe = scribe
        self._placements = placements

    def on(
        self, article: Article, record: Record | None, tags: Mapping[str, Tag]
    ) -> list[Annotation]:
        """Return the article's annotations, those of the whole first, then in text order.

        Args:
            article: The article as it is now; passages are placed in its text.
            record: The article's record, if it has one.
            tags: The codebook, by uid.
        """
        marks = self._store.of_article(record["uid"]) if record else []
        built = (self._annotation(mark, article, tags) for mark in marks)
        return sorted(built, key=attrgetter("order"))

    def without_article(self, record: Record, tags: Mapping[str, Tag]) -> list[Annotation]:
        """Return the annotations of an article whose text is gone: its passages are orphans."""
        gone = Article(record["path"], "", "", record["path"], TitleFrom.NAME)
        return self.on(gone, record, tags)

    def count(self, record: Record | None) -> int:
        """Tell how many annotations an article has."""
        return len(self._store.of_article(record["uid"])) if record else 0

    def summary(self, record: Record | None) -> tuple[int, set[str]]:
        """Tell how many annotations an article has, and the uids of all tags set on or in it."""
        marks = self._store.of_article(record["uid"]) if record else []
        return len(marks), {uid for mark in marks for uid in mark["tags"]}

    def texts(self, record: Record | None) -> list[str]:
        """Return the hashes of the texts an article was annotated in, one for each annotation.

        An annotation of the whole article is of the text that its record is of.
        """
        marks = self._store.of_article(record["uid"]) if record else []
        return [(mark["target"] or record)["text_sha256"] for mark in marks if record]

    def at(self, article: Article, record: Record, target: Target) -> Record | None:
        """Return the annotation on exactly `target`, if there is one."""
        # Of several on the same words it is the first one made, as where they are listed.
        marks = self._store.of_article(record["uid"])
        for mark in sorted(marks, key=itemgetter("created", "uid")):
            if self._placements.same(_passage(mark), target.passage, article):
                return mark
        return None

    def changed(
        self,
        article: Article,
        record: Record,
        target: Target,
        change: Change,
    ) -> Record | None:
        """Make or revise the annotation on `target`.

        Args:
            article: The article as it is now, in which other annotations are compared with it.
            record: The article's record.
            target: What is annotated; its passage is stored as it was cut, from whatever text.
            change: Given the annotation as it is, returns the fields that differ.

        Returns:
            The new version of the record, or None if nothing differs.
        """
        mark = self.at(article, record, target)
        if mark is not None:
            fields = change(mark)
            return self._revised(mark, fields) if fields else None
        mark = self._scribe.new(
            "annotation", article=record["uid"], target=_stored(target.passage), tags={}, note=""
        )
        fields = change(mark)
        return {**mark, **fields} if fields else None

    def revised(self, uid: str, change: Change) -> list[Record]:
        """Return the annotation's new version, or nothing if it is gone or nothing differs."""
        mark = self._store.get(uid)
        fields = change(mark) if mark else {}
        return [self._revised(mark, fields)] if mark and fields else []

    def _revised(self, mark: Record, fields: Mapping[str, object]) -> Record:
        record = self._scribe.revised(mark, **fields)
        if not record.get("alternatives", True):
            del record["alternatives"]
        return record

    def handed_on(self, article: str, other: str) -> list[Record]:
        """Return the versions of an article's annotations that are another one's, by their uids."""
        marks = self._store.of_article(article)
        return [self._scribe.revised(mark, article=other) for mark in marks]

    def put_at(self, uid: str, passage: Passage) -> list[Record]:
        """Return the annotation's version that stands on a passage, or nothing if it is gone."""
        return self.revised(uid, lambda mark: {"target": _stored(passage)})

    def _annotation(self, mark: Record, article: Article, tags: Mapping[str, Tag]) -> Annotation:
        passage = _passage(mark)
        placed, start, end = self._placements.of(passage, article)
        return Annotation(
            uid=mark["uid"],
            path=article.path,
            passage=passage,
            tags=tuple(tag for uid, tag in tags.items() if uid in mark["tags"]),
            note=mark["note"],
            alternatives=tuple(Alternative(**each) for each in mark.get("alternatives", ())),
            author=mark["author"],
            created=mark["created"],
            modified=mark["modified"],
            modified_by=mark["modified_by"],
            placed=placed,
            start=start,
            end=end,
        )


def split(marks: Iterable[Record]) -> tuple[list[Record], list[str]]:
    """Part annotations that still say something from the uids of those that do not."""
    kept, empty = [], []
    for mark in marks:
        if mark["tags"] or mark["note"] or mark.get("alternatives"):
            kept.append(mark)
        else:
            empty.append(mark["uid"])
    return kept, empty


def with_tags(uids: Iterable[str]) -> Change:
    """Make a change that sets tags beside those that are there already."""
    wanted = list(uids)

    def change(mark: Record) -> Mapping[str, object]:
        missing: Record = {uid: {} for uid in wanted if uid not in mark["tags"]}
        return {"tags": mark["tags"] | missing} if missing else {}

    return change


def without_tag(uid: str) -> Change:
    """Make a change that takes a tag off."""

    def change(mark: Record) -> Mapping[str, object]:
        left = {tag: values for tag, values in mark["tags"].items() if tag != uid}
        return {"tags": left} if len(left) < len(mark["tags"]) else {}

    return change


def with_note(
    note: str, beside: Iterable[str] | None, scribe: Scribe, seen: str | None = None
) -> Change:
    """Make a change that replaces the note.

    Args:
        note: The note.
        beside: The words that are to stand beside it: of alternatives, of the note as it was, or
            new ones; None leaves the alternatives as they are.
        scribe: Signs new words.
        seen: The note that was in sight when this one was begun; another one, written meanwhile,
            stays beside it. None for whatever there is.
    """

    def change(mark: Record) -> Mapping[str, object]:
        was = {"note": mark["note"], "alternatives": mark.get("alternatives", [])}
        others = was["alternatives"]
        if beside is not None:
            known = {each["note"]: each for each in (as_alternative(mark), *others)}
            mine = as_alternative(scribe.revised(mark))
            words = dict.fromkeys(each for each in beside if each not in ("", note))
            others = [known.get(each, mine | {"note": each}) for each in words]
        if seen is not None and mark["note"] not in ("", seen, note):
            others = [each for each in others if each["note"] != mark["note"]]
            others.append(as_alternative(mark))
        now = {"note": note, "alternatives": sorted(others, key=itemgetter("modified"))}
        return {name: value for name, value in now.items() if value != was[name]}

    return change


def with_note_below(note: str) -> Change:
    """Make a change that writes a note below the one that may be there already."""
    return lambda mark: {"note": f"{mark['note']}\n\n{note}".strip()} if note else {}


def _passage(mark: Record) -> Passage | None:
    target = mark["target"]
    return Passage(**target) if target else None


def _stored(passage: Passage | None) -> dict[str, object] | None:
    return {name: getattr(passage, name) for name in Passage.__slots__} if passage else None
