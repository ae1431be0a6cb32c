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
        self._by_path: dict[str, str] = {}
        self._by_text: dict[str, list[str]] = {}
        self.know(store.of_kind("article"))

    def know(self, records: Iterable[Record]) -> None:
        """Take note of records that came into the store by another way."""
        for record in records:
            self._index(self._united(record))

    def find(self, path: str, text_sha256: str | None = None) -> Record | None:
        """Return the record of the article at `path`, followed there if it was moved."""
        uid = self._by_path.get(path)
        if uid is not None:
            return self._store.get(uid)
        for candidate in self._by_text.get(text_sha256 or "", ()):
            record = self._store.get(candidate)
            if record is not None and not self._is_there(record["path"]):
                return record
        return None

    def ensure(self, article: Article) -> Record:
        """Return the article's record, which knows its path and text; make one if need be."""
        record = self.find(article.path, article.text_sha256)
        known = {"path": article.path, "text_sha256": article.text_sha256}
        if record is None:
            record = self._scribe.new("article", **known, reading={})
        elif record["path"] == article.path and record["text_sha256"] == article.text_sha256:
            return record
        else:
            self._by_path.pop(record["path"])
            record = self._scribe.revised(record, **known)
        self._store.note([record])
        self._index(record)
        return record

    def state(self, record: Record | None) -> State:
        """Tell whether the present author has read the article."""
        reading = record.get("reading", {}) if record else {}
        return State(reading.get(self._scribe.author, State.UNREAD))

    def in_state(self, articles: Iterable[Article], state: State) -> list[Record]:
        """Make records that say the present author has, or has not, read these articles."""
        changed = []
        for article in articles:
            record = self.ensure(article)
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

    def _united(self, record: Record) -> Record:
        """Unite a record with an earlier one of the same path, made by two programs at once."""
        first = self._store.get(self._by_path.get(record["path"], ""))
        if first is None or first["uid"] == record["uid"]:
            return record
        merged = record | first | {"reading": record["reading"] | first["reading"]}
        marks = [mark | {"article": first["uid"]} for mark in self._store.of_article(record["uid"])]
        if marks or merged != first:
            self._store.note([merged, *marks])
        return merged

    def _index(self, record: Record) -> None:
        self._by_path[record["path"]] = record["uid"]
        uids = self._by_text.setdefault(record["text_sha256"], [])
        if record["uid"] not in uids:
            uids.append(record["uid"])
