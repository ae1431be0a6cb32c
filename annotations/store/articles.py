"""The articles' own records: which is which, who has read it, what the analyst corrected."""

from collections.abc import Callable, Iterable

from annotations.models import Article, MetadataEdit, State
from annotations.store.records import EDITABLE, Record, Scribe
from annotations.store.store import Store
from annotations.text import clean_line


class ArticleRecords:
    """Finds and makes the records of articles.

    An article is known by its path and the hash of its text: the same hash under another path is
    a move if the old path is gone, else a copy; the same path with another hash is an edit.

    Args:
        store: Where the records are.
        scribe: Signs new and changed ones.
        is_there: Tells whether the collection has a file at a path.
    """

    def __init__(self, store: Store, scribe: Scribe, is_there: Callable[[str], bool]) -> None:
        """Index the records by path and by text."""
        self._store = store
        self._scribe = scribe
        self._is_there = is_there
        self._by_path: dict[str, list[str]] = {}
        self._by_text: dict[str, list[str]] = {}
        for record in store.of_kind("article"):
            self._index(self._united(record))

    def find(self, path: str, text_sha256: str | None = None) -> Record | None:
        """Return the record of the article at `path`, followed there if it was moved."""
        record = self._at(path)
        if record is not None:
            return record
        for uid in self._by_text.get(text_sha256 or "", ()):
            record = self._store.get(uid)
            if record is None or record["text_sha256"] != text_sha256:
                continue
            if not self._is_there(record["path"]):
                return record
        return None

    def ensure(self, article: Article) -> Record:
        """Return the article's record, which knows its path and text; make one if need be."""
        record = self.accepted(article)
        if record != self._store.get(record["uid"]):
            self._store.note([record])
        return record

    def accepted(self, article: Article) -> Record:
        """Return the article's record as it is to be: it knows where and what the article is."""
        record = self.find(article.path, article.text_sha256)
        known = {"path": article.path, "text_sha256": article.text_sha256}
        if record is None:
            record = self._scribe.new("article", **known, reading={})
        elif record | known != record:
            record = self._scribe.revised(record, **known)
        self._index(record)
        return record

    def adopted(self, record: Record, article: Article) -> tuple[Record, list[str]]:
        """Make the record of a file that is gone that of an article, its later version.

        Args:
            record: The record of the file that is gone.
            article: The later version, of which nothing was annotated.

        Returns:
            The record as it is to be, and the uids of those that it takes the place of.
        """
        own = self._at(article.path)
        known = {"path": article.path, "text_sha256": article.text_sha256}
        taken = self._scribe.revised(record, **known)
        self._index(taken)
        if own is None:
            return taken, []
        said = {name: own[name] for name in EDITABLE if name in own}
        reading = record["reading"] | own["reading"]
        return taken | said | {"reading": reading}, [own["uid"]]

    def state(self, record: Record | None) -> State:
        """Tell whether the present author has read the article."""
        reading = record.get("reading", {}) if record else {}
        return State(reading.get(self._scribe.author, State.UNREAD))

    def in_state(self, articles: Iterable[Article], state: State) -> list[Record]:
        """Make records that say the present author has, or has not, read these articles."""
        changed = []
        for article in articles:
            # Reading is no word on a text that was edited: what is known of that stays.
            record = self.find(article.path, article.text_sha256) or self.ensure(article)
            if self.state(record) != state:
                reading = {**record.get("reading", {}), self._scribe.author: str(state)}
                changed.append(self._scribe.revised(record, reading=reading))
        return changed

    def edited(self, articles: Iterable[Article], edit: MetadataEdit) -> list[Record]:
        """Make records that carry the analyst's word on these articles' metadata."""
        given = ((name, getattr(edit, name)) for name in EDITABLE)
        said = {name: clean_line(value) for name, value in given if value is not None}
        changed = []
        for article in articles:
            record = self.ensure(article)
            kept = {key: value for key, value in record.items() if said.get(key) != ""}
            fields = {name: value for name, value in said.items() if value != ""}
            if {**kept, **fields} != record:
                changed.append(self._scribe.revised(kept, **fields))
        return changed

    def _at(self, path: str) -> Record | None:
        """Return the record that says it is of `path`; what was undone is in the index too."""
        found = map(self._store.get, self._by_path.get(path, ()))
        return next((record for record in found if record and record["path"] == path), None)

    def _united(self, record: Record) -> Record:
        """Unite a record with an earlier one of the same path, made by two programs at once."""
        first = self._at(record["path"])
        if first is None:
            return record
        merged = record | first | {"reading": record["reading"] | first["reading"]}
        marks = [mark | {"article": first["uid"]} for mark in self._store.of_article(record["uid"])]
        if marks or merged != first:
            self._store.note([merged, *marks])
        return merged

    def _index(self, record: Record) -> None:
        for index, key in ((self._by_path, "path"), (self._by_text, "text_sha256")):
            uids = index.setdefault(record[key], [])
            if record["uid"] not in uids:
                uids.append(record["uid"])
