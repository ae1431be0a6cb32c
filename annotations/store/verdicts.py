"""The decisions on entities: what the analyst accepted, rejected, relabelled, added."""

from collections.abc import Iterable
from contextlib import suppress
from operator import attrgetter

from annotations.decisions import Decision, Scope, Verdict, name_in
from annotations.models import Article, Passage, Placed
from annotations.origins import TitleFrom
from annotations.store.placements import Placements
from annotations.store.records import Record, Scribe, timestamp
from annotations.store.store import Store

EVERYWHERE = ""
"""What stands for the article of a decision that is of all of them."""


class Verdicts:
    """Reads and makes the decision records of one store.

    Args:
        store: Where the records are.
        scribe: Signs new and changed ones.
        placements: Knows where their passages stand.
    """

    def __init__(self, store: Store, scribe: Scribe, placements: Placements) -> None:
        """Work on the decisions in `store`."""
        self._store = store
        self._scribe = scribe
        self._placements = placements

    # Looking up

    def of_collection(self) -> list[Decision]:
        """Return the decisions that hold for all articles, the latest last."""
        return _in_order(_decision(each, "") for each in self._of(EVERYWHERE))

    def any_on(self, record: Record | None) -> bool:
        """Tell whether something was decided in an article by itself."""
        return self.count(record) > 0

    def count(self, record: Record | None) -> int:
        """Tell how much was decided in an article by itself."""
        return len(self._of(record["uid"])) if record else 0

    def on(self, article: Article, record: Record | None) -> list[Decision]:
        """Return what was decided in an article by itself, the latest last.

        Args:
            article: The article as it is now; mentions are placed in its text.
            record: The article's record, if it has one.
        """
        records = self._of(record["uid"]) if record else []
        return _in_order(self._placed(each, article) for each in records)

    def without_article(self, record: Record) -> list[Decision]:
        """Return what was decided in an article whose text is gone: its mentions are orphans."""
        return self.on(Article(record["path"], "", "", record["path"], TitleFrom.NAME), record)

    # Making

    def on_mention(
        self,
        article: Article,
        record: Record,
        passage: Passage,
        said: Record,
        instead: str = "",
    ) -> Record | None:
        """Make or revise the decision on one mention.

        Args:
            article: The article as it is now.
            record: The article's record.
            passage: The mention.
            said: The fields that tell what is decided.
            instead: The uid of a decision on other words that it takes the place of.

        Returns:
            The new version of the record, or None if nothing differs.
        """
        known = self._store.get(instead) if instead else self._at(article, record, passage)
        target = {name: getattr(passage, name) for name in Passage.__slots__}
        if known and not instead:
            target = known["target"]
        fixed = {"article": record["uid"], "scope": str(Scope.MENTION), "target": target}
        return self._made(known, {"any_label": True} | fixed | said)

    def on_several(self, record: Record | None, said: Record) -> Record | None:
        """Make or revise the decision on all mentions of some words.

        Args:
            record: The record of the article it is for; None for the whole collection.
            said: The fields that tell what is decided, `text` and `label` among them.

        Returns:
            The new version of the record, or None if nothing differs.
        """
        article = record["uid"] if record else EVERYWHERE
        scope = Scope.ARTICLE if record else Scope.COLLECTION
        fixed = {"article": article, "scope": str(scope), "target": None}
        known = next((each for each in self._of(article) if _same(each, fixed | said)), None)
        return self._made(known, {"any_label": False} | fixed | said)

    def handed_on(self, article: str, other: str) -> list[Record]:
        """Return the versions of an article's decisions that are another one's, by their uids."""
        return [self._scribe.revised(each, article=other) for each in self._of(article)]

    # Within

    def _of(self, article: str) -> list[Record]:
        found = self._store.with_value("article", article)
        return [each for each in found if each["kind"] == "decision" and _makes_sense(each)]

    def _at(self, article: Article, record: Record, passage: Passage) -> Record | None:
        """Return the decision on exactly these words, if there is one."""
        for each in self._of(record["uid"]):
            if each["target"]:
                known = Passage(**each["target"])
                if self._placements.same(known, passage, article):
                    return each
        return None

    def _made(self, known: Record | None, said: Record) -> Record | None:
        """Return a record that says so, decided now; None if it is known."""
        now = timestamp(self._scribe.clock())
        blank = {"label": "", "becomes": "", "words": said["text"]}
        if known is None:
            return self._scribe.new("decision", **blank | said, decided=now)
        if known | said == known:
            return None
        return self._scribe.revised(known, **said, decided=now)

    def _placed(self, record: Record, article: Article) -> Decision:
        if record["target"] is None:
            return _decision(record, article.path)
        placed, start, end = self._placements.of(Passage(**record["target"]), article)
        if placed is not Placed.EXACT:  # other words are another mention: nothing was said of it
            return _decision(record, article.path, orphaned=True)
        return _decision(record, article.path, start, end)


def _makes_sense(record: Record) -> bool:
    """Tell whether this version of the program knows what a decision means."""
    with suppress(ValueError):
        Verdict(record["verdict"])
        one = Scope(record["scope"]) is Scope.MENTION
        return one == (record["target"] is not None) and bool(name_in(record["text"]))
    return False


def _same(one: Record, other: Record) -> bool:
    return all(one[name] == other[name] for name in ("scope", "text", "label"))


def _in_order(decisions: Iterable[Decision]) -> list[Decision]:
    return sorted(decisions, key=attrgetter("decided", "uid"))


def _decision(
    record: Record,
    path: str,
    start: int | None = None,
    end: int | None = None,
    *,
    orphaned: bool = False,
) -> Decision:
    return Decision(
        uid=record["uid"],
        verdict=Verdict(record["verdict"]),
        scope=Scope(record["scope"]),
        path=path,
        text=name_in(record["text"]),
        label=record["label"],
        becomes=record["becomes"],
        words=name_in(record["words"]) or name_in(record["text"]),
        any_label=record["any_label"],
        author=record["modified_by"],
        decided=record["decided"],
        start=start,
        end=end,
        orphaned=orphaned,
    )
