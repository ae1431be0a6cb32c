"""The library: one collection, and all the analyst said of it. The one object a front end holds."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.articles import Collection
from annotations.contents import Contents
from annotations.errors import ArticleError, StoreError
from annotations.ledger import Ledger
from annotations.models import (
    Annotation,
    Article,
    SaveState,
    Tag,
    Target,
)
from annotations.places import Places, StorePlace, sample_root, store_place
from annotations.shelf import Shelf
from annotations.store.beside import Beside
from annotations.store.codebook_file import write
from annotations.store.drafts import Drafts
from annotations.store.records import Scribe, new_uid
from annotations.store.store import Store
from annotations.store.texts import Texts
from annotations.text import clean_line

if TYPE_CHECKING:
    from annotations.aliasing import Aliasing
    from annotations.deciding import Deciding
    from annotations.reviewing import Reviewing
    from annotations.watching import Watching


class Library(Contents):
    """A collection of articles with its annotations, codebook and mentions.

    What it tells are models as they are now; these methods may be called from any thread. What
    is done, with it or with its parts `deciding`, `aliasing`, `reviewing` and `watching`, is on
    disk when `saving` says `saved`.

    Attributes:
        collection: The files.
        store: The records.
        author: Who is at the keyboard.
        place: Where the annotations are kept, and why if not in the collection.
        notices: What the user should know of how things were opened, one sentence each.
        on_save: Told of every change of `saving`, on any thread.
        on_change: Told, once `follow` was called, when another program changed something, on any
            thread: the paths of the articles; None if it may be any, or the codebook.
        on_notice: Told, on any thread, what the user should know of how things went since.
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
        self.on_save: Callable[[SaveState], None] = lambda state: None
        self.on_change: Callable[[frozenset[str] | None], None] = lambda paths: None
        self.on_notice: Callable[[str], None] = lambda notice: None
        author = clean_line(author)
        shelf = Shelf(collection, places.sheets(collection.root))
        scribe = Scribe(author, clock, new_uid)
        spare = places.waiting(place.file)
        store = Store(place.file, scribe, lambda state: self.on_save(state), spare=spare)
        texts = Texts(Beside.of(place.file).texts, lambda trouble: self.on_notice(trouble))
        super().__init__(Ledger(store, shelf, scribe, texts), model, places.mentions)
        store.on_change = self._pass_on_change
        store.on_notice = lambda notice: self.on_notice(notice)
        self.collection = collection
        self.author = author
        self.place = place
        self.notices = [notice for notice in (self.store.notice, place.left) if notice]
        self._drafts = Drafts(places.draft_file(place.file), self._ledger.placements)

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
            StoreError: The annotations cannot be opened, or `db` is some other file.
        """
        collection = Collection.of(paths or [sample_root()])
        library = cls(
            collection,
            store_place(collection.root, places, db),
            places,
            author=author,
            model=model,
            clock=lambda: datetime.now(UTC),
            new_uid=new_uid,
        )
        if db is not None and library.store.foreign:
            raise StoreError(f"{db} is no annotations file; name another one with --db.")
        return library

    # Parts, each loaded when it is first asked for

    @cached_property
    def deciding(self) -> "Deciding":
        """The acts on entities."""
        from annotations.deciding import Deciding

        return Deciding(self._ledger)

    @cached_property
    def aliasing(self) -> "Aliasing":
        """The names of entities, and the acts on them."""
        from annotations.aliasing import Aliasing

        return Aliasing(self._ledger, self.decided)

    @cached_property
    def reviewing(self) -> "Reviewing":
        """What became of annotations in edited articles, and the acts on those."""
        from annotations.reviewing import Reviewing

        return Reviewing(self._ledger)

    @cached_property
    def watching(self) -> "Watching":
        """The names that are watched."""
        from annotations.watching import Watching

        return Watching(self._ledger)

    # Annotations

    def annotations(self, path: str) -> list[Annotation]:
        """Return an article's annotations, placed in its text as it was read last.

        Raises:
            ArticleError: The article cannot be read.
        """
        return self.annotations_on(self._ledger.shelf.article(path))

    def annotations_on(self, article: Article) -> list[Annotation]:
        """Return an article's annotations, placed in the text of `article`."""
        return self._ledger.marks.on(article, self._ledger.record(article), self._tags_by_uid())

    def all_annotations(self) -> Iterator[tuple[str, list[Annotation]]]:
        """Go through the articles that have annotations, each with its own; slow with many."""
        for path in self.paths():
            try:
                record = self._ledger.record(self._ledger.shelf.sheet(path))
                if self._ledger.marks.count(record):
                    yield path, self.annotations(path)
            except ArticleError:
                continue  # `left_behind` has what was said of it

    def left_behind(self) -> list[Annotation]:
        """Return the annotations of articles that are gone, or could not be read so far."""
        tags = self._tags_by_uid()
        shelf = self._ledger.shelf
        found = map(self._ledger.record, map(shelf.sheet, shelf.readable()))
        present = {record["uid"] for record in found if record}
        return [
            mark
            for record in self.store.of_kind("article")
            if record["uid"] not in present and shelf.names(record["path"])
            for mark in self._ledger.marks.without_article(record, tags)
        ]

    # Codebook

    def tags(self) -> list[Tag]:
        """Return the codebook, in its order."""
        return self._ledger.codebook.tags()

    def tag_counts(self) -> Counter[str]:
        """Tell, by tag uid, on how many annotations each tag is."""
        marks = self.store.of_kind("annotation")
        return Counter(uid for mark in marks for uid in mark["tags"])

    def codebook(self) -> str:
        """Return the codebook as `import_codebook` reads it."""
        return write(self.tags())

    # Saving

    @property
    def saving(self) -> SaveState:
        """Where the last change is."""
        return self.store.state

    def follow(self) -> None:
        """Begin to take in what other programs write into the annotations file."""
        self.store.follow()

    def draft(self, target: Target) -> str:
        """Return the unfinished note for exactly `target`; empty if there is none."""
        return self._drafts.get(target)

    def drafts(self, article: Article) -> list[tuple[Target, str]]:
        """Return the unfinished notes on an article, each with where its words stand now.

        A note whose words are gone is one on the whole article, unless they are shown as an
        orphan.
        """
        marks = self.annotations_on(article)
        orphans = [mark.passage for mark in marks if mark.passage and mark.start is None]
        return self._drafts.on(article, orphans)

    def drafted(self) -> list[str]:
        """Return the paths of the articles that have unfinished notes."""
        return list(dict.fromkeys(target.path for target, _ in self._drafts.all()))

    def drafts_left_behind(self) -> list[tuple[str, str]]:
        """Return the unfinished notes on articles that are gone: their paths, and the words."""
        return [
            (target.path, text)
            for target, text in self._drafts.all()
            if self._ledger.shelf.names(target.path) and not self._ledger.shelf.has(target.path)
        ]

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
        saved = self.store.close()
        self._ledger.texts.close()
        self._ledger.shelf.close()
        return saved

    # Within

    def _pass_on_change(self, uids: frozenset[str] | None) -> None:
        self.decided.forget()
        records = [self.store.get(uid) for uid in uids or ()]
        paths = [self._ledger.path_of(record) for record in records if record]
        known = uids is not None and len(paths) == len(records) and all(paths)
        self.on_change(frozenset(paths) if known else None)

    def _tags_by_uid(self) -> dict[str, Tag]:
        return {tag.uid: tag for tag in self.tags()}
