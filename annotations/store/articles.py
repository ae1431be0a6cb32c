"""The articles' own records: which is which, who has read it, what the analyst corrected."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

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
        """Touch nothing yet."""
        self._store = store
        self._scribe = scribe
        self._is_there = is_there

    def find(self, path: str, text_sha256: str | None = None) -> Record | None:
        """Return the record of the article at `path`, followed there if it was moved."""
        here = self._store.with_value("path", path)
        if here:
            return here[0] if len(here) == 1 else self._united(here)
        alike = self._store.with_value("text_sha256", text_sha256) if text_sha256 else ()
        return next((each for each in alike if not self._is_there(each["path"])), None)

    def ensure(self, article: Article) -> Record:
        """Return the article's record, which knows its path and text; make one if need be."""
        record = self.accepted(article)
        if record != self._store.get(record["uid"]):
            self._store.note([record], "know an article")
        return record

    def accepted(self, article: Article) -> Record:
        """Return the article's record as it is to be: it knows where and what the article is."""
        record = self.find(article.path, article.text_sha256)
        known = {"path": article.path, "text_sha256": article.text_sha256}
        if record is None:
            record = self._scribe.new("article", **known, reading={})
        elif record | known != record:
            record = self._scribe.revised(record, **known)
        return record

    def adopted(self, record: Record, article: Article) -> tuple[Record, list[str]]:
        """Make the record of a file that is gone that of an article, its later version.

        Args:
            record: The record of the file that is gone.
            article: The later version, of which nothing was annotated.

        Returns:
            The record as it is to be, and the uids of those that it takes the place of.
        """
        own = self.find(article.path)
        known = {"path": article.path, "text_sha256": article.text_sha256}
        taken = self._scribe.revised(record, **known)
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

    def _united(self, records: Sequence[Record]) -> Record:
        """Unite records of one path, made by two programs at once: the first one is to count."""
        first, *others = sorted(records, key=itemgetter("created", "uid"))
        merged = first
        marks = []
        for other in others:
            merged = other | merged | {"reading": other["reading"] | merged["reading"]}
            moved = self._store.with_value("article", other["uid"])
            marks += [mark | {"article": first["uid"]} for mark in moved]
        if marks or merged != first:
            self._store.note([merged, *marks], "unite two records of one article")
        return merged
