"""The entities as they are after what the analyst decided, and what she decided."""

import hashlib
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from annotations.decisions import Decision, Ruling, Scope, name_in
from annotations.errors import ArticleError
from annotations.ledger import Ledger
from annotations.models import Article, Mention
from annotations.occurrences import Occurrence
from annotations.passages import cut
from annotations.segments import sentence_at

if TYPE_CHECKING:
    from annotations.entities.deciding import Rules
    from annotations.mentions import Mentions

Stopped: TypeAlias = Callable[[], bool]
"""Asked again and again whether nobody waits any more."""


def never() -> bool:
    """Go on to the end."""
    return False


class Decided:
    """What the entities are after what the analyst decided of them.

    What is detected stays as it is in the cache. Decisions are laid over it wherever mentions are
    handed out, so they are felt at once and survive another model.
    """

    def __init__(
        self,
        ledger: Ledger,
        article: Callable[[str], Article],
        detected: "Callable[[], Mentions]",
    ) -> None:
        """Look nothing up yet.

        Args:
            ledger: The records.
            article: Reads the article at a path.
            detected: Gives what is detected, with what is decided laid over it.
        """
        self._ledger = ledger
        self._article = article
        self._detected = detected
        ledger.on_entities = self.forget
        self._rules: Rules | None = None
        self._digest = ""
        self._decided_times = 0
        self._rules_lock = threading.Lock()
        self._is_decided: bool | None = None
        self._own_counts: dict[tuple[str, str, bool], int] = {}

    def all(self, stopped: Stopped = never) -> Iterator[tuple[Decision, str]]:
        """Go through all decisions, each with its article's title; slow with many articles.

        The title is empty for a decision that is of the whole collection, or of an article that
        is gone; of these, too, nothing is left out.

        Args:
            stopped: Whether nobody waits for more.
        """
        for each in self._ledger.verdicts.of_collection():
            yield each, ""
        present = set()
        for path in self._ledger.shelf.paths():
            if stopped():
                return
            try:
                sheet = self._ledger.shelf.sheet(path)
                record = self._ledger.record(sheet)
                if record is None or not self._ledger.verdicts.any_on(record):
                    continue
                present.add(record["uid"])
                title = record.get("title") or sheet.title
                for each in self._ledger.verdicts.on(self._ledger.shelf.article(path), record):
                    yield each, title
            except ArticleError:
                continue
        for record in self._ledger.store.of_kind("article"):
            if record["uid"] not in present and self._ledger.shelf.names(record["path"]):
                yield from ((each, "") for each in self._ledger.verdicts.without_article(record))

    def on(self, article: Article) -> list[Decision]:
        """Return what was decided in an article by itself, the latest last."""
        return self._ledger.verdicts.on(article, self._ledger.record(article))

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

        for article in self.articles(path, stopped):
            mentions = self.mentions(article)
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
        for article in self.articles(path, stopped):
            mentions = [
                mention
                for mention in self.mentions(article) or ()
                if mention.decision is None and not mention.boilerplate
                if not names or name_in(mention.text) in names
            ]
            yield from _in_sentences(article, mentions)

    def mentions(self, article: Article) -> tuple[Mention, ...] | None:
        """Return the mentions in an article as they are after decisions, if they are known."""
        return self._detected().of(article)

    def articles(self, path: str, stopped: Stopped) -> Iterator[Article]:
        """Go through an article, or if the path is empty all of them, as long as one waits."""
        for each in [path] if path else self._ledger.shelf.paths():
            if stopped():
                return
            try:
                yield self._article(each)
            except ArticleError:
                continue  # the list says so

    # Laying decisions over what was found

    def laid(self, article: Article, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Lay what was decided over what was found in an article."""
        from annotations.entities.deciding import lay, rules_of

        verdicts, record = self._ledger.verdicts, self._ledger.record(article)
        own = verdicts.on(article, record) if verdicts.any_on(record) else []
        rules = self._collection_rules()
        if any(each.scope is Scope.ARTICLE for each in own):
            rules = rules_of([*verdicts.of_collection(), *own])
        return lay(article, found, own, rules) if own or rules else found

    def _collection_rules(self) -> "Rules":
        rules, times = self._rules, self._decided_times
        if rules is None:
            from annotations.entities.deciding import rules_of

            rules = rules_of(self._ledger.verdicts.of_collection())
            with self._rules_lock:
                if times == self._decided_times:  # else something was decided meanwhile
                    self._rules, self._digest = rules, ""
        return rules

    def counts(self, sheets: Mapping[str, Article]) -> dict[str, int]:
        """Count the mentions in articles outside boilerplate, by path, where they are known."""
        found = self._detected().counts(sheets.values())
        times, is_decided = self._decided_times, self._is_decided
        if is_decided is None:
            is_decided = bool(self._ledger.store.counts()["decision"])
            with self._rules_lock:
                if times == self._decided_times:
                    self._is_decided = is_decided
        if not is_decided:
            return found
        rules = self._collection_rules()
        ledger = self._ledger
        own = [path for path in found if ledger.verdicts.any_on(ledger.record(sheets[path]))]
        counts = found | {path: self._own_count(sheets[path], found[path]) for path in own}
        if rules:
            digest = self._digest_for(rules)
            others = [sheets[path] for path in found.keys() - set(own)]
            read = [sheet for sheet in others if self._detected().reads(sheet)]
            foreign = [sheet for sheet in others if not self._detected().reads(sheet)]
            counts |= self._ruled_counts(read, found, rules, digest)
            counts |= self._ruled_counts(foreign, found, rules, f"alone {digest}")
        return counts

    def _own_count(self, sheet: Article, found: int) -> int:
        key = (sheet.path, sheet.text_sha256, self._detected().reads(sheet))
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
        tallies = self._detected().tallies
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
            mentions = self.mentions(self._article(path))
        except ArticleError:
            return found
        return sum(not each.boilerplate for each in mentions or ())

    def forget(self) -> None:
        """Look at the decisions anew when they are next asked for."""
        with self._rules_lock:
            self._decided_times += 1
            self._rules = None
            self._is_decided = None
            self._own_counts = {}


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
