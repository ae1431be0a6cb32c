"""The entities as they are after what the analyst decided, and what she decided."""

import hashlib
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from annotations.contents import Contents
from annotations.decisions import Decision, Ruling, Scope, name_in
from annotations.errors import ArticleError
from annotations.models import Act, Article, Mention
from annotations.occurrences import Occurrence
from annotations.passages import cut
from annotations.segments import sentence_at
from annotations.shelf import Shelf
from annotations.store.operations import Operation
from annotations.store.records import Scribe
from annotations.store.store import Store
from annotations.store.texts import Texts
from annotations.store.verdicts import EVERYWHERE

if TYPE_CHECKING:
    from annotations.entities.deciding import Rules

Stopped: TypeAlias = Callable[[], bool]
"""Asked again and again whether nobody waits any more."""

ON_ENTITIES = ("decision", "alias")
"""The kinds of record that change what the entities are."""


def never() -> bool:
    """Go on to the end."""
    return False


class Decided(Contents):
    """The acts on a store, and what is known of its entities.

    What is detected stays as it is in the cache. Decisions are laid over it wherever mentions are
    handed out, so they are felt at once and survive another model.
    """

    def __init__(
        self, store: Store, shelf: Shelf, scribe: Scribe, texts: Texts, model: str, cache: Path
    ) -> None:
        """Decide nothing yet."""
        super().__init__(store, shelf, scribe, texts, model, cache)
        self._rules: Rules | None = None
        self._digest = ""
        self._decided_times = 0
        self._rules_lock = threading.Lock()
        self._is_decided: bool | None = None
        self._own_counts: dict[tuple[str, str, bool], int] = {}

    def decisions(self, stopped: Stopped = never) -> Iterator[tuple[Decision, str]]:
        """Go through all decisions, each with its article's title; slow with many articles.

        The title is empty for a decision that is of the whole collection, or of an article that
        is gone; of these, too, nothing is left out.

        Args:
            stopped: Whether nobody waits for more.
        """
        for each in self._verdicts.of_collection():
            yield each, ""
        present = set()
        for path in self._shelf.paths():
            if stopped():
                return
            try:
                sheet = self._shelf.sheet(path)
                record = self._records.find(path, sheet.text_sha256)
                if record is None or not self._verdicts.any_on(record):
                    continue
                present.add(record["uid"])
                title = record.get("title") or sheet.title
                for each in self._verdicts.on(self._shelf.article(path), record):
                    yield each, title
            except ArticleError:
                continue
        for record in self.store.of_kind("article"):
            if record["uid"] not in present and self._shelf.names(record["path"]):
                yield from ((each, "") for each in self._verdicts.without_article(record))

    def decisions_on(self, article: Article) -> list[Decision]:
        """Return what was decided in an article by itself, the latest last."""
        return self._verdicts.on(article, self._records.find(article.path, article.text_sha256))

    def occurrences(
        self, ruling: Ruling, path: str = "", stopped: Stopped = never
    ) -> Iterator[Occurrence]:
        """Go through what a ruling would be about.

        Args:
            ruling: The ruling.
            path: The article; empty for all; slow with many.
            stopped: Whether nobody waits for more.
        """
        from annotations.entities.deciding import wanted

        for article in self._articles(path, stopped):
            mentions = self.mentions.of(article)
            yield from _in_sentences(article, wanted(article, mentions or (), ruling))

    def undecided(
        self, path: str = "", names: Collection[str] = (), stopped: Stopped = never
    ) -> Iterator[Occurrence]:
        """Go through the mentions that nothing was decided of, those in boilerplate left out.

        Args:
            path: The article; empty for all; slow with many.
            names: The words that are asked for; none for all.
            stopped: Whether nobody waits for more.
        """
        for article in self._articles(path, stopped):
            mentions = [
                mention
                for mention in self.mentions.of(article) or ()
                if mention.decision is None and not mention.boilerplate
                if not names or name_in(mention.text) in names
            ]
            yield from _in_sentences(article, mentions)

    def _articles(self, path: str, stopped: Stopped) -> Iterator[Article]:
        """Go through an article, or if the path is empty all of them, as long as one waits."""
        for each in [path] if path else self._shelf.paths():
            if stopped():
                return
            try:
                yield self.article(each)
            except ArticleError:
                continue  # the list says so

    # Laying decisions over what was found

    def _laid(self, article: Article, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Lay what was decided over what was found in an article."""
        from annotations.entities.deciding import lay, rules_of

        record = self._records.find(article.path, article.text_sha256)
        own = self._verdicts.on(article, record) if self._verdicts.any_on(record) else []
        rules = self._collection_rules()
        if any(each.scope is Scope.ARTICLE for each in own):
            rules = rules_of([*self._verdicts.of_collection(), *own])
        return lay(article, found, own, rules) if own or rules else found

    def _collection_rules(self) -> "Rules":
        rules, times = self._rules, self._decided_times
        if rules is None:
            from annotations.entities.deciding import rules_of

            rules = rules_of(self._verdicts.of_collection())
            with self._rules_lock:
                if times == self._decided_times:  # else something was decided meanwhile
                    self._rules, self._digest = rules, ""
        return rules

    def _counts(self, sheets: Mapping[str, Article]) -> dict[str, int]:
        """Count the mentions in articles as they are after decisions."""
        found = super()._counts(sheets)
        times, is_decided = self._decided_times, self._is_decided
        if is_decided is None:
            is_decided = bool(self.store.counts()["decision"])
            with self._rules_lock:
                if times == self._decided_times:
                    self._is_decided = is_decided
        if not is_decided:
            return found
        rules = self._collection_rules()
        own = [path for path in found if self._verdicts.any_on(self._record(sheets[path]))]
        counts = found | {path: self._own_count(sheets[path], found[path]) for path in own}
        if rules:
            digest = self._digest_for(rules)
            others = [sheets[path] for path in found.keys() - set(own)]
            read = [sheet for sheet in others if self.mentions.reads(sheet)]
            foreign = [sheet for sheet in others if not self.mentions.reads(sheet)]
            counts |= self._ruled_counts(read, found, rules, digest)
            counts |= self._ruled_counts(foreign, found, rules, f"alone {digest}")
        return counts

    def _own_count(self, sheet: Article, found: int) -> int:
        key = (sheet.path, sheet.text_sha256, self.mentions.reads(sheet))
        counts = self._own_counts
        if key not in counts:
            counts[key] = self._counted(sheet.path, found)
        return counts[key]

    def _ruled_counts(
        self, sheets: Sequence[Article], found: Mapping[str, int], rules: "Rules", digest: str
    ) -> dict[str, int]:
        """Count the mentions of articles in which nothing was decided but for all articles.

        Args:
            sheets: The articles.
            found: How many mentions were found, by path.
            rules: What was decided for all articles.
            digest: What tells how these numbers came about from any other way.
        """
        tallies = self.mentions.tallies
        known = tallies.get([sheet.text_sha256 for sheet in sheets], digest)
        new = {
            sheet.text_sha256: self._counted(sheet.path, found[sheet.path])
            for sheet in sheets
            if sheet.text_sha256 not in known
        }
        if new and self._rules is rules:  # else something was decided meanwhile
            tallies.keep(new, digest)
        known |= new
        return {sheet.path: known[sheet.text_sha256] for sheet in sheets}

    def _digest_for(self, rules: "Rules") -> str:
        with self._rules_lock:
            if rules is self._rules and self._digest:
                return self._digest
        digest = _digest_of(rules)
        with self._rules_lock:
            if rules is self._rules:
                self._digest = digest
        return digest

    def _counted(self, path: str, found: int) -> int:
        try:
            mentions = self.mentions.of(self.article(path))
        except ArticleError:
            return found
        return sum(not each.boilerplate for each in mentions or ())

    def _forget_rules(self) -> None:
        """Look at the decisions anew when they are next asked for."""
        with self._rules_lock:
            self._decided_times += 1
            self._rules = None
            self._is_decided = None
            self._own_counts = {}

    def _act(self, operation: Operation | None) -> Act | None:
        act = super()._act(operation)
        if act is None or operation is None:
            return act
        versions = [*operation.before.values(), *operation.after.values()]
        touched = [record for record in versions if record and record["kind"] in ON_ENTITIES]
        if not touched:
            return replace(act, on_entities=_changes_language(operation))
        self._forget_rules()
        everywhere = any(each.get("article", EVERYWHERE) == EVERYWHERE for each in touched)
        return replace(act, on_entities=True, everywhere=everywhere)


def _changes_language(operation: Operation) -> bool:
    """Tell whether an operation says that an article is in another language: others read it."""
    before, after = operation.before, operation.after
    return any(
        (before.get(uid) or {}).get("language") != (record or {}).get("language")
        for uid, record in after.items()
    )


def _in_sentences(article: Article, mentions: Sequence[Mention]) -> list[Occurrence]:
    """Set mentions of an article in their sentences."""
    sheet = replace(article, text="", zones=())
    return [_occurrence(article, sheet, mention) for mention in mentions]


def _occurrence(article: Article, sheet: Article, mention: Mention) -> Occurrence:
    text = article.text
    start, end = sentence_at(text, mention.start)
    return Occurrence(
        sheet,
        mention,
        cut(text, article.text_sha256, mention.start, mention.end),
        " ".join(text[start : mention.start].split()) + _gap(text[: mention.start][-1:]),
        _gap(text[mention.end : mention.end + 1]) + " ".join(text[mention.end : end].split()),
    )


def _gap(sign: str) -> str:
    return " " if sign.isspace() else ""


def _digest_of(rules: "Rules") -> str:
    """Return what tells these decisions from any others: who made them when makes no difference."""
    said = [
        (each.verdict, each.scope, each.text, each.label, each.becomes, each.words, each.any_label)
        for several in rules.values()
        for each in several
    ]
    return hashlib.sha256(repr(said).encode("utf-8", "backslashreplace")).hexdigest()
