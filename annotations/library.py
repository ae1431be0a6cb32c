"""The library: one collection, and all the analyst said of it. The one object a front end holds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.articles import Collection
from annotations.errors import ArticleError
from annotations.models import (
    Act,
    Annotation,
    Article,
    Listing,
    MetadataEdit,
    PublishedFrom,
    SaveState,
    State,
    Tag,
    Target,
    TitleFrom,
)
from annotations.places import Places, StorePlace, sample_root, store_place
from annotations.shelf import Shelf
from annotations.store.articles import EDITABLE, ArticleRecords
from annotations.store.codebook import Codebook, parse, write
from annotations.store.drafts import Drafts
from annotations.store.marks import Change, Marks, split, with_note, with_tags, without_tag
from annotations.store.records import Record, Scribe
from annotations.store.store import Operation, Store

if TYPE_CHECKING:
    from annotations.mentions import Mentions


class Library:
    """A collection of articles with its annotations, codebook and mentions.

    Reading methods return models as they are now. Changing methods are one step to undo each,
    show at once, and are on disk when `saving` says `saved`; they return the act, None if there
    was nothing to change. Changing methods belong to one thread; all others may be
    called from any.

    Attributes:
        collection: The files.
        store: The records.
        author: Who is at the keyboard.
        place: Where the annotations are kept, and why if not in the collection.
        notices: What the user should know of how things were opened, one sentence each.
        on_save: Told of every change of `saving`, on any thread.
    """

    def __init__(
        self,
        collection: Collection,
        place: StorePlace,
        places: Places,
        *,
        author: str,
        model: str,
        clock: Callable[[], datetime],
        new_uid: Callable[[], str],
    ) -> None:
        """Open the annotations of `collection` at `place`.

        Raises:
            StoreError: They cannot be read.
        """
        self.collection = collection
        self.author = author
        self.on_save: Callable[[SaveState], None] = lambda state: None
        self.store = Store(place.file, lambda state: self.on_save(state))
        self.place = place
        self.notices = [self.store.notice] if self.store.notice else []
        self._places = places
        self._model = model
        self._shelf = Shelf(collection)
        scribe = Scribe(author, clock, new_uid)
        self._records = ArticleRecords(self.store, scribe, self._shelf.has)
        self._codebook = Codebook(self.store, scribe)
        self._marks = Marks(self.store, scribe)
        self._drafts = Drafts(places.draft_file(place.file))
        self._mentions: Mentions | None = None

    @classmethod
    def open(
        cls,
        paths: Sequence[Path],
        places: Places,
        *,
        db: Path | None = None,
        author: str = "unknown",
        model: str = "",
    ) -> "Library":
        """Open the collection that `paths` name; the bundled sample if they name none.

        Raises:
            CollectionError: A path does not exist.
            StoreError: The annotations cannot be opened.
        """
        from uuid_utils import uuid7

        collection = Collection.of(paths or [sample_root()])
        return cls(
            collection,
            store_place(collection.root, places, db),
            places,
            author=author,
            model=model,
            clock=lambda: datetime.now(UTC),
            new_uid=lambda: str(uuid7()),
        )

    # Articles

    def paths(self) -> Iterator[str]:
        """Go through the articles' paths in natural order; slow with many files."""
        return self._shelf.paths()

    def listing(self, path: str) -> Listing:
        """Return an article's row in the list; it says so where the file cannot be read."""
        try:
            sheet = self._with_edits(self._shelf.sheet(path))
        except ArticleError as error:
            return Listing(path=path, title=path.rpartition("/")[2], problem=str(error))
        record = self._records.find(path, sheet.text_sha256)
        set_here = self._marks.tag_uids(record)
        return Listing(
            path=path,
            title=sheet.title,
            source=sheet.source,
            published=sheet.published,
            published_from=sheet.published_from,
            words=sheet.words,
            state=self._records.state(record),
            annotations=self._marks.count(record),
            tags=tuple(tag.name for tag in self.tags() if tag.uid in set_here),
            mentions=self.mentions.count(sheet.text_sha256),
        )

    def article(self, path: str) -> Article:
        """Return an article with its text, and with the analyst's word on its metadata.

        Raises:
            ArticleError: It cannot be read.
        """
        return self._with_edits(self._shelf.article(path))

    def changed(self, path: str) -> bool:
        """Tell whether an article's file is gone, or another than the one that was read."""
        return self._shelf.changed(path)

    def reread(self, path: str) -> Article:
        """Read an article's file again.

        Raises:
            ArticleError: It cannot be read; what was read before stays.
        """
        return self._with_edits(self._shelf.reread(path))

    def edit(self, paths: Sequence[str], edit: MetadataEdit) -> Act | None:
        """Put the analyst's title, source and date in the place of what the texts say."""
        records = self._records.edited(map(self._shelf.sheet, paths), edit)
        return self._commit(f"edit {_count(len(records), 'article')}", records)

    def set_state(self, paths: Sequence[str], state: State) -> Act | None:
        """Mark articles as read or unread, as the analyst's own act."""
        records = self._records.in_state(map(self._shelf.sheet, paths), state)
        return self._commit(f"mark {_count(len(records), 'article')} {state}", records)

    def note_read(self, path: str) -> bool:
        """Note that an article was read to its end; no step to undo. False if it was known."""
        records = self._records.in_state([self._shelf.sheet(path)], State.READ)
        if records:
            self.store.note(records)
        return bool(records)

    # Annotations

    def annotations(self, path: str) -> list[Annotation]:
        """Return an article's annotations, placed in its text as it is now.

        Raises:
            ArticleError: The article cannot be read.
        """
        article = self._shelf.article(path)
        return self._marks.on(article, self._record(article), self._tags_by_uid())

    def all_annotations(self) -> Iterator[tuple[str, list[Annotation]]]:
        """Go through the articles that have annotations, each with its own; slow with many."""
        for path in self.paths():
            try:
                record = self._record(self._shelf.sheet(path))
                if self._marks.count(record):
                    yield path, self.annotations(path)
            except ArticleError:
                # What was said of it is still there, and `left_behind` has it if the file is gone.
                continue

    def left_behind(self) -> list[Annotation]:
        """Return the annotations of articles that are no longer in the collection."""
        tags = self._tags_by_uid()
        present = {self._shelf.sheet(path).text_sha256 for path in self._shelf.readable()}
        return [
            mark
            for record in self.store.of_kind("article")
            if not self._shelf.has(record["path"]) and record["text_sha256"] not in present
            for mark in self._marks.without_article(record, tags)
        ]

    def annotation_at(self, target: Target) -> Annotation | None:
        """Return the annotation on exactly `target`, if there is one."""
        wanted = (target.start is None, target.start, target.end)
        for mark in self.annotations(target.path):
            if (mark.passage is None, mark.start, mark.end) == wanted:
                return mark
        return None

    def tag(self, targets: Sequence[Target], names: Sequence[str]) -> Act | None:
        """Set tags on targets; names that are not in the codebook yet are added to it.

        Raises:
            CodebookError: A name that cannot be a tag's.
        """
        uids, new = self._codebook.with_names(names)
        marks = self._changed(targets, with_tags(uids))
        return self._commit(f"tag {_targets(targets)} {', '.join(names)}", [*new, *marks])

    def toggle(self, targets: Sequence[Target], tag: Tag) -> Act | None:
        """Set a tag on targets, or take it off if all of them have it."""
        marks = self._changed(targets, with_tags([tag.uid]))
        if marks:
            return self._commit(f"tag {_targets(targets)} {tag.name}", marks)
        kept, empty = split(self._changed(targets, without_tag(tag.uid)))
        return self._commit(f"take {tag.name} off {_targets(targets)}", kept, empty)

    def note(self, targets: Sequence[Target], text: str) -> Act | None:
        """Write a note on targets in the place of any they had; an empty one takes it away."""
        kept, empty = split(self._changed(targets, with_note(text.strip())))
        return self._commit(f"note on {_targets(targets)}", kept, empty)

    def tag_annotation(self, uid: str, names: Sequence[str]) -> Act | None:
        """Set tags on an annotation wherever it stands, an orphan too."""
        uids, new = self._codebook.with_names(names)
        marks = self._marks.revised(uid, with_tags(uids))
        return self._commit(f"tag the annotation {', '.join(names)}", [*new, *marks])

    def note_annotation(self, uid: str, text: str) -> Act | None:
        """Replace an annotation's note wherever it stands, an orphan's too."""
        kept, empty = split(self._marks.revised(uid, with_note(text.strip())))
        return self._commit("edit a note", kept, empty)

    def untag(self, uid: str, tag: Tag) -> Act | None:
        """Take one tag off an annotation; the note and the other tags stay."""
        kept, empty = split(self._marks.revised(uid, without_tag(tag.uid)))
        return self._commit(f"take off {tag.name}", kept, empty)

    def delete(self, uid: str) -> Act | None:
        """Delete an annotation with all its tags and its note."""
        known = self.store.get(uid) is not None
        return self._commit("delete an annotation", [], [uid] if known else [])

    # Codebook

    def tags(self) -> list[Tag]:
        """Return the codebook, in its order."""
        return self._codebook.tags()

    def tag_counts(self) -> Counter[str]:
        """Tell, by tag uid, on how many annotations each tag is."""
        marks = self.store.of_kind("annotation")
        return Counter(uid for mark in marks for uid in mark["tags"])

    def import_codebook(self, text: str, name: str) -> tuple[int, int]:
        """Add the tags of a codebook file, and take over what it says of known ones.

        Args:
            text: The file's content.
            name: The file's name, for errors.

        Returns:
            How many tags are new, and how many of the known ones changed.

        Raises:
            CodebookError: A line that cannot be taken; nothing is imported.
        """
        _, records = self._codebook.merged(parse(text, name))
        new = sum(self.store.get(record["uid"]) is None for record in records)
        self._commit(f"import the codebook {name}", records)
        return new, len(records) - new

    def codebook(self) -> str:
        """Return the codebook as `import_codebook` reads it."""
        return write(self.tags())

    # Mentions

    @property
    def mentions(self) -> "Mentions":
        """What is detected in the articles; imported when first asked for."""
        if self._mentions is None:
            from annotations.mentions import Mentions

            self._mentions = Mentions(self._model, self._places.mentions)
        return self._mentions

    # History and saving

    def undo(self) -> Act | None:
        """Take the last step back; None if there is none."""
        return self._act(self.store.undo())

    def redo(self) -> Act | None:
        """Do the step that was undone last again; None if there is none."""
        return self._act(self.store.redo())

    @property
    def saving(self) -> SaveState:
        """Where the last change is."""
        return self.store.state

    def draft(self, target: Target) -> str:
        """Return the unfinished note for `target`; empty if there is none."""
        return self._drafts.get(target)

    def keep_draft(self, target: Target, text: str) -> None:
        """Put an unfinished note on disk; an empty one is dropped.

        Raises:
            StoreError: It cannot be written.
        """
        self._drafts.keep(target, text)

    def close(self) -> SaveState:
        """End detection, and wait until everything is on disk or could not be written."""
        if self._mentions is not None:
            self._mentions.close()
        return self.store.close()

    # Within

    def _with_edits(self, article: Article) -> Article:
        record = self._records.find(article.path, article.text_sha256) or {}
        said = {name: record[name] for name in EDITABLE if name in record}
        if "title" in said:
            said["title_from"] = TitleFrom.ANALYST
        if "published" in said:
            said["published_from"] = PublishedFrom.ANALYST
        return replace(article, **said) if said else article

    def _record(self, article: Article) -> Record | None:
        return self._records.find(article.path, article.text_sha256)

    def _tags_by_uid(self) -> dict[str, Tag]:
        return {tag.uid: tag for tag in self.tags()}

    def _changed(self, targets: Iterable[Target], change: Change) -> list[Record]:
        changed = []
        for target in targets:
            article = self._shelf.article(target.path)
            record = self._records.ensure(article)
            mark = self._marks.changed(article, record, target, change)
            if mark is not None:
                changed.append(mark)
        return changed

    def _commit(
        self, name: str, records: Iterable[Record], removed: Iterable[str] = ()
    ) -> Act | None:
        records, removed = list(records), list(removed)
        if not records and not removed:
            return None
        return self._act(self.store.commit(name, records, removed))

    def _act(self, operation: Operation | None) -> Act | None:
        if operation is None:
            return None
        touched = [*operation.before.values(), *operation.after.values()]
        articles = (self._article_of(record) for record in touched if record)
        return Act(operation.name, tuple(dict.fromkeys(path for path in articles if path)))

    def _article_of(self, record: Record) -> str:
        owner = self.store.get(str(record.get("article", record["uid"])))
        return str(owner.get("path", "")) if owner else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' if number != 1 else ''}"


def _targets(targets: Sequence[Target]) -> str:
    passages = sum(target.start is not None for target in targets)
    articles = len(targets) - passages
    named = [
        _count(number, noun)
        for number, noun in ((passages, "passage"), (articles, "article"))
        if number
    ]
    return " and ".join(named)
