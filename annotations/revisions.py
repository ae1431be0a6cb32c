"""Probable revisions: an article that is gone, and another one that looks like its later version.

An agency may publish an update under another name. What was annotated in a file that is gone is
then offered for the file whose text is most like the one that was annotated.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TypeAlias

from annotations.errors import ArticleError
from annotations.models import Article
from annotations.segments import words
from annotations.shelf import Shelf
from annotations.store.articles import ArticleRecords
from annotations.store.records import Record
from annotations.store.store import Store
from annotations.store.texts import Texts
from annotations.wording import counted_each

LEAST_LIKENESS = 0.5
"""How alike two texts must be: half of all pairs of neighbouring words are in both of them.

Reports of two agencies on one event share about a third, unrelated ones a tenth.
"""

LEAD = 0.1
"""By how much the best revision must be more alike than the next: else it is anybody's guess."""

MOST_WORDS = 20_000
"""Words of a text that are compared."""

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Revision:
    """A file that is gone, and the one that is probably its later version.

    Attributes:
        uid: The record of the article that is gone.
        old_path: Where it was.
        path: The article that looks like its later version.
        likeness: How alike they are, from 0 to 1.
        annotations: How many annotations there are to take over.
        decisions: How many decisions on entities.
    """

    uid: str
    old_path: str
    path: str
    likeness: float
    annotations: int
    decisions: int = 0

    @property
    def load(self) -> str:
        """What there is to take over, counted."""
        return counted_each(annotation=self.annotations, decision=self.decisions)


class Revisions:
    """Finds probable revisions among the articles that were read so far.

    Args:
        store: The records.
        shelf: The articles.
        records: Finds the articles' records.
        texts: The texts of annotated articles, as they were.
    """

    def __init__(self, store: Store, shelf: Shelf, records: ArticleRecords, texts: Texts) -> None:
        """Know of none yet."""
        self._store = store
        self._shelf = shelf
        self._records = records
        self._texts = texts
        self._found: dict[str, Revision] = {}

    def look(self, stopped: Callable[[], bool]) -> list[Revision]:
        """Find all; for a thread in the background, once the collection is listed.

        Where nothing annotated is gone, no file is read.

        Args:
            stopped: Whether nobody waits for it any more; nothing is found then.
        """
        free: list[Article] = []
        present = set()
        for path in self._shelf.readable():
            if stopped():
                return []
            sheet = self._shelf.sheet(path)
            record = self._records.find(path, sheet.text_sha256)
            if record is None or not self._store.with_value("article", record["uid"]):
                free.append(sheet)
            else:
                present.add(record["uid"])
        gone = {record["uid"]: pairs for record, pairs in self._gone(present)}
        found = _best(self._likenesses(gone, free, stopped)) if gone else {}
        if stopped():
            return []
        self._found = {path: self._revision(uid, path, how) for path, (uid, how) in found.items()}
        return list(self._found.values())

    def of(self, path: str) -> Revision | None:
        """Return what the article at `path` is probably a revision of, if it is still to be had."""
        found = self._found.get(path)
        record = self._store.get(found.uid) if found else None
        if found is None or record is None or record["path"] != found.old_path:
            return None
        return self._revision(found.uid, path, found.likeness)

    def _revision(self, uid: str, path: str, likeness: float) -> Revision:
        old = self._store.get(uid) or {}
        kinds = Counter(each["kind"] for each in self._store.with_value("article", uid))
        said = kinds["annotation"], kinds["decision"]
        return Revision(uid, old.get("path", ""), path, likeness, *said)

    def _gone(self, present: set[str]) -> Iterator[tuple[Record, set[Pair]]]:
        """Go through the annotated articles whose files are gone but whose text was kept."""
        for record in self._store.of_kind("article"):
            uid, path = record["uid"], record["path"]
            if uid in present or not self._store.with_value("article", uid):
                continue
            if self._shelf.names(path) and not self._shelf.has(path):
                text = self._texts.get(record["text_sha256"])
                if text:
                    yield record, _pairs(text)

    def _likenesses(
        self, gone: Mapping[str, set[Pair]], free: list[Article], stopped: Callable[[], bool]
    ) -> Iterator[tuple[float, str, str]]:
        """Tell how like each article that is gone every other is: likeness, its uid, path."""
        having: defaultdict[Pair, list[str]] = defaultdict(list)
        for uid, pairs in gone.items():
            for pair in pairs:
                having[pair].append(uid)
        for sheet in free:
            if stopped():
                return
            try:
                pairs = _pairs(self._shelf.article(sheet.path).text)
            except ArticleError:
                continue  # its row in the list says why it cannot be read
            shared = Counter(uid for pair in pairs for uid in having.get(pair, ()))
            for uid, count in shared.items():
                yield 2 * count / (len(pairs) + len(gone[uid])), uid, sheet.path


def _pairs(text: str) -> set[Pair]:
    """The pairs of neighbouring words of a text, in small letters."""
    spans = islice(words(text), MOST_WORDS)
    return set(pairwise(text[start:end].casefold() for start, end in spans))


def _best(likenesses: Iterator[tuple[float, str, str]]) -> dict[str, tuple[str, float]]:
    """Choose for each article that is gone the one that is most like it, if there is no doubt."""
    ranked: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for likeness, uid, path in likenesses:
        if likeness >= LEAST_LIKENESS - LEAD:
            ranked[uid].append((likeness, path))
    chosen = []
    for uid, found in ranked.items():
        (likeness, path), (next_best, _) = sorted([*found, (0.0, "")], reverse=True)[:2]
        if likeness >= LEAST_LIKENESS and likeness - next_best >= LEAD:
            chosen.append((likeness, uid, path))
    # Of two that one article would be the revision of, the one that is more alike.
    return {path: (uid, likeness) for likeness, uid, path in sorted(chosen)}
