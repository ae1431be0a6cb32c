"""What the analyst decides of names: which are one, which never are, what to call an entity."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotations.decided import Decided, Stopped, never
from annotations.decisions import Alias, Named, Relation
from annotations.errors import DecisionError
from annotations.ledger import Ledger, at_once
from annotations.models import Act, Article, Mention
from annotations.text import clean_line

if TYPE_CHECKING:
    from annotations.entities.aliases import Decisions, Entity
    from annotations.entities.aliases.forest import Forest

HERE = "\0names"
"""The path of a page that has the names with which the analyst merged others."""


class Aliasing:
    """What the analyst decided of names, and her acts on them.

    A contradiction is refused where it is seen, and harmless where it comes with a colleague's
    file: names that are kept apart are not merged, and the decision is said to be overruled.
    """

    def __init__(self, ledger: Ledger, decided: Decided) -> None:
        """Decide nothing yet.

        Args:
            ledger: The records.
            decided: The entities after what was decided of them.
        """
        self._ledger = ledger
        self._decided = decided

    # What is known

    def all(self) -> list[Alias]:
        """Return all that was decided of names, the latest last."""
        known = self._ledger.aliases.all()
        idle = self._overruled(known)
        return [replace(each, overruled=each.uid in idle) for each in known]

    @property
    def names(self) -> "Decisions":
        """What was decided of names, as the grouping of names takes it."""
        from annotations.entities.aliases import Decisions, name_of

        known = self._ledger.aliases.all()
        pairs: dict[Relation, list[Alias]] = {relation: [] for relation in Relation}
        for each in known:
            pairs[each.relation].append(each)

        def names(relation: Relation) -> list[tuple[tuple[str, str], tuple[str, str]]]:
            return [
                (name_of(one.one.label, one.one.text), name_of(one.other.label, one.other.text))
                for one in pairs[relation]
            ]

        called = {
            name_of(each.one.label, each.one.text): each.other.text
            for each in pairs[Relation.CALLED]
        }
        return Decisions(names(Relation.MERGED), names(Relation.APART), called)

    def entities(self, stopped: Stopped = never) -> "list[Entity]":
        """Return the entities of the whole collection, the most frequent first; slow with many.

        Args:
            stopped: Whether nobody waits for them any more; what is returned then means nothing.
        """
        from annotations.entities.aliases import Document, group

        articles = self._decided.articles("", stopped)
        known = ((each, self._decided.mentions(each)) for each in articles)
        documents = [Document(one.path, one.text, found) for one, found in known if found]
        found = group(documents, self.names).entities.values()
        return sorted(found, key=lambda each: (-each.mentions, each.name))

    def named(self, article: Article, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Name what an article's mentions mean, as far as it and the analyst's decisions tell."""
        from annotations.entities.aliases import Document, group
        from annotations.entities.mentions import build_mention

        decisions = self.names
        documents = [Document(article.path, article.text, mentions)]
        merged = [each for each in self._ledger.aliases.all() if each.relation is Relation.MERGED]
        if names := dict.fromkeys(each.other for each in merged):
            # Of two names that are as full the more frequent one counts: that is to be this.
            known = [build_mention(each.text, 0, len(each.text), each.label, "") for each in names]
            documents.append(Document(HERE, "", known * (len(mentions) + 1)))
        return group(documents, decisions).named(article.path)

    # Acts

    @at_once
    def merge(self, one: Named, other: Named) -> Act | None:
        """Say that two names are one; what kept just these two apart is taken back.

        Raises:
            DecisionError: They are one already, or kept apart by way of other names.
        """
        one, other = _clean(one), _clean(other)
        opposed = self._between(one, other, Relation.APART)
        forest = self._forest([each for each in self._ledger.aliases.all() if each not in opposed])
        names = _name(one), _name(other)
        if forest.root(names[0]) == forest.root(names[1]):
            raise DecisionError(f"“{one.text}” and “{other.text}” are one already.")
        if not forest.may_be_one(*names):
            raise DecisionError(
                f"“{one.text}” and “{other.text}” cannot be one: names that are merged with them "
                "are kept apart. Revoke one of these decisions first."
            )
        record = self._ledger.aliases.new(Relation.MERGED, one, other)
        name = f"merge “{one.text}” with “{other.text}”"
        return self._ledger.commit(name, [record], [each.uid for each in opposed])

    @at_once
    def keep_apart(self, one: Named, other: Named) -> Act | None:
        """Say that two names are never one; that they are merged is taken back.

        Raises:
            DecisionError: They are one name, kept apart already, or merged by way of others.
        """
        one, other = _clean(one), _clean(other)
        opposed = self._between(one, other, Relation.MERGED)
        forest = self._forest([each for each in self._ledger.aliases.all() if each not in opposed])
        names = _name(one), _name(other)
        if self._between(one, other, Relation.APART):
            raise DecisionError(f"“{one.text}” and “{other.text}” are kept apart already.")
        if forest.root(names[0]) == forest.root(names[1]):
            how = "are one name" if names[0] == names[1] else "are merged by way of other names"
            raise DecisionError(f"“{one.text}” and “{other.text}” {how}.")
        record = self._ledger.aliases.new(Relation.APART, one, other)
        name = f"keep “{one.text}” and “{other.text}” apart"
        return self._ledger.commit(name, [record], [each.uid for each in opposed])

    @at_once
    def rename(self, one: Named, called: str) -> Act | None:
        """Say what to call the entity that bears a name; None if that was said already."""
        one, other = _clean(one), _clean(Named(called, ""))
        if not other.text:
            return None
        mine = [
            each
            for each in self._ledger.aliases.all()
            if each.relation is Relation.CALLED and _name(each.one) == _name(one)
        ]
        if any(each.other == other for each in mine):
            return None
        record = self._ledger.aliases.new(Relation.CALLED, one, other)
        name = f"rename “{one.text}” “{other.text}”"
        return self._ledger.commit(name, [record], [each.uid for each in mine])

    @at_once
    def revoke(self, alias: Alias) -> Act | None:
        """Take a decision on names back."""
        known = self._ledger.store.get(alias.uid) is not None
        name = f"revoke that {alias.sentence}"
        return self._ledger.commit(name, [], [alias.uid] if known else [])

    # Within

    def _between(self, one: Named, other: Named, relation: Relation) -> list[Alias]:
        pair = {_name(one), _name(other)}
        return [
            each
            for each in self._ledger.aliases.all()
            if each.relation is relation and {_name(each.one), _name(each.other)} == pair
        ]

    def _forest(self, aliases: Sequence[Alias]) -> "Forest":
        """Merge what the analyst merged, and nothing else."""
        from annotations.entities.aliases.forest import Forest

        apart = [each for each in aliases if each.relation is Relation.APART]
        forest = Forest([(_name(each.one), _name(each.other)) for each in apart])
        for each in aliases:
            if each.relation is Relation.MERGED:
                forest.link(_name(each.one), _name(each.other), "")
        return forest

    def _overruled(self, aliases: Sequence[Alias]) -> set[str]:
        """Find the merges that what is kept apart does not allow."""
        forest = self._forest(aliases)
        return {
            each.uid
            for each in aliases
            if each.relation is Relation.MERGED
            and forest.root(_name(each.one)) != forest.root(_name(each.other))
        }


def _name(named: Named) -> tuple[str, str]:
    from annotations.entities.aliases import name_of

    return name_of(named.label, named.text)


def _clean(named: Named) -> Named:
    return Named(" ".join(clean_line(named.text).split()), named.label)
