"""The ledger: the records that acts are made on, and the one way an act becomes a step to undo."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from annotations.errors import ArticleError
from annotations.models import Act, Article, Target
from annotations.shelf import Shelf
from annotations.store.aliases import Aliases
from annotations.store.articles import ArticleRecords
from annotations.store.codebook import Codebook
from annotations.store.marks import Marks
from annotations.store.operations import Operation
from annotations.store.placements import Placements
from annotations.store.records import Record, Scribe
from annotations.store.store import Store
from annotations.store.texts import Texts
from annotations.store.verdicts import EVERYWHERE, Verdicts
from annotations.wording import counted, quoted

ON_ENTITIES = ("decision", "alias")
"""The kinds of record that change what the entities are."""

Given = ParamSpec("Given")
Done = TypeVar("Done")


def at_once(
    act: Callable[Concatenate[Any, Given], Done],
) -> Callable[Concatenate[Any, Given], Done]:
    """Let an act look at the records and change them with nobody else's change in between.

    It is a method of something that has a ledger, as `_ledger`.
    """

    @wraps(act)
    def done(self: Any, /, *args: Given.args, **named: Given.kwargs) -> Done:
        with self._ledger.store.held:
            return act(self, *args, **named)

    return done


class Ledger:
    """All records of a library by what they are of, and the articles they are about.

    Attributes:
        store: The records.
        shelf: The articles.
        scribe: Signs what is written.
        texts: Keeps the texts of annotated articles.
        records: Those of articles.
        codebook: Those of tags.
        marks: Those of annotations.
        verdicts: Those of decisions on entities.
        aliases: Those of decisions on names.
        placements: Where passages were found in texts.
        on_entities: Told when an act touches what is decided of entities.
    """

    def __init__(self, store: Store, shelf: Shelf, scribe: Scribe, texts: Texts) -> None:
        """Look nothing up yet."""
        self.store = store
        self.shelf = shelf
        self.scribe = scribe
        self.texts = texts
        self.placements = Placements(texts)
        self.records = ArticleRecords(store, scribe, shelf.has)
        self.codebook = Codebook(store, scribe)
        self.marks = Marks(store, scribe, self.placements)
        self.verdicts = Verdicts(store, scribe, self.placements)
        self.aliases = Aliases(store, scribe)
        self.on_entities: Callable[[], None] = lambda: None

    # Looking up

    def record(self, article: Article) -> Record | None:
        """Return an article's record; None if nothing was said of it."""
        return self.records.find(article.path, article.text_sha256)

    def path_of(self, record: Record) -> str:
        """Return the path of the article that a record is of, or is about; empty for none."""
        owner = self.store.get(record["article"]) if "article" in record else record
        return str(owner.get("path", "")) if owner else ""

    def words_of(self, uid: str) -> str:
        """Name what an annotation is on, for the step that changes it."""
        target = (self.store.get(uid) or {}).get("target")
        return quoted(target["quote"]) if target else counted(1, "article")

    def article_with(self, target: Target) -> Article:
        """Find a target's article, with its text if passages may have to be compared in it."""
        sheet = self.shelf.sheet(target.path)
        if target.passage is None:
            return sheet
        try:
            return self.shelf.article(target.path)
        except ArticleError:
            return sheet  # The file went away since it was shown; its words can still be annotated.

    # Writing

    def keep_text(self, article: Article) -> None:
        """Have the text of an annotated article kept; of a sheet, the text that it is of."""
        path, text = article.path, article.text
        load = (lambda: text) if text else (lambda: self.shelf.article(path).text)
        self.texts.keep(article.text_sha256, load)

    def commit(
        self,
        name: str,
        records: Iterable[Record],
        removed: Iterable[str] = (),
        taken_in: Mapping[str, Record] | None = None,
    ) -> Act | None:
        """Put and remove records as one step to undo; None if there is nothing to change.

        Args:
            name: What the analyst did, for people.
            records: New and changed records.
            removed: Uids of records that go.
            taken_in: If another file is merged: its records that something else was made of.
        """
        records, removed = list(records), list(removed)
        if not records and not removed:
            return None
        return self.done(self.store.commit(name, records, removed, taken_in))

    def done(self, operation: Operation | None) -> Act | None:
        """Tell what an operation was an act on, once the store has done it."""
        if operation is None:
            return None
        versions = [*operation.before.values(), *operation.after.values()]
        touched = [record for record in versions if record]
        paths = dict.fromkeys(map(self.path_of, touched))
        decided = [record for record in touched if record["kind"] in ON_ENTITIES]
        if decided:
            self.on_entities()
        return Act(
            operation.name,
            tuple(filter(self.shelf.knows, paths)),
            on_entities=bool(decided) or _changes_language(operation),
            everywhere=any(each.get("article", EVERYWHERE) == EVERYWHERE for each in decided),
        )


def _changes_language(operation: Operation) -> bool:
    """Tell whether an operation says that an article is in another language: others read it."""
    before, after = operation.before, operation.after
    return any(
        (before.get(uid) or {}).get("language") != (record or {}).get("language")
        for uid, record in after.items()
    )
