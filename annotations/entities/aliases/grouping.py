"""From names to entities: what is one is linked, what is short is hung on what it is short for."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotations.entities.aliases.folding import fold, is_acronym
from annotations.entities.aliases.forest import Forest, Name
from annotations.entities.aliases.known import nations
from annotations.entities.aliases.naming import Book, Document, Page, name_of, read_names
from annotations.entities.aliases.people import person
from annotations.entities.aliases.rules import (
    SPELLINGS,
    Longer,
    Proposal,
    in_article,
    in_collection,
)
from annotations.models import Mention


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the analyst said of names, which is above all rules.

    Attributes:
        merged: Pairs of names that are one.
        apart: Pairs of names that never are.
        called: What to call the entity that bears a name.
    """

    merged: Sequence[tuple[Name, Name]] = ()
    apart: Sequence[tuple[Name, Name]] = ()
    called: Mapping[Name, str] = field(default_factory=dict)


NO_DECISIONS = Decisions()


@dataclass(frozen=True, slots=True)
class Entity:
    """One of those that the articles speak of.

    Attributes:
        uid: Its identity, the same after a rename.
        name: The canonical name.
        label: One of `LABELS`, or what the model calls it.
        names: All ways it is written, the most frequent first.
        mentions: How many there are.
    """

    uid: str
    name: str
    label: str
    names: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True)
class _Hung:
    """A short form's place: the name it is short for, and why."""

    name: Name
    reason: str


class Grouping:
    """The entities of a collection.

    Attributes:
        entities: All of them, by identity.
    """

    def __init__(self, documents: Sequence[Document], decisions: Decisions) -> None:
        self._documents = {document.path: document for document in documents}
        self._book = read_names(documents)
        self._forest = Forest(decisions.apart)
        self._decided = {name for pair in decisions.merged for name in pair}
        self._link(decisions)
        self._hung: dict[str, dict[Name, _Hung]] = {page.path: {} for page in self._book.pages}
        self._by_mention: dict[tuple[str, int], _Hung] = {}
        self._hang()
        self._names: dict[Name, Counter[Name]] = defaultdict(Counter)
        for page in self._book.pages:
            for name, numbers in page.names.items():
                for number in numbers:
                    self._names[self._root(page.path, name, number)][name] += 1
        self._called = {self._forest.root(name): said for name, said in decisions.called.items()}
        self._by_root = {root: self._entity(root) for root in self._names}
        self.entities = {entity.uid: entity for entity in self._by_root.values()}

    def named(self, path: str) -> tuple[Mention, ...]:
        """Return an article's mentions with the names and identities of what they mean.

        Args:
            path: The article's path.
        """
        document = self._documents[path]
        found = []
        for number, mention in enumerate(document.mentions):
            entity = self._of(path, number, mention)
            found.append(replace(mention, entity=entity.name, entity_id=entity.uid))
        return tuple(found)

    def reason(self, path: str, number: int) -> str:
        """Tell why a mention means its entity; empty where it bears the entity's own name.

        Args:
            path: The article's path.
            number: The mention's number in the article.
        """
        mention = self._documents[path].mentions[number]
        name = name_of(mention.label, mention.text)
        hung = self._place(path, name, number)
        target = hung.name if hung else name
        own = self._canonical(self._root(path, name, number))
        links = self._forest.reasons(target, own) if target != own else []
        return "; ".join([hung.reason, *links] if hung else links)

    def search(self, text: str) -> list[Entity]:
        """Find the entities that bear a name.

        Args:
            text: The name, in any case.
        """
        folded = fold(text)
        return [
            entity
            for root, entity in self._by_root.items()
            if fold(entity.name) == folded or any(name[1] == folded for name in self._names[root])
        ]

    # Linking and hanging

    def _link(self, decisions: Decisions) -> None:
        for one, other in decisions.merged:
            self._forest.link(one, other, "merged by the analyst")
        for rule in SPELLINGS:
            for one, other, reason in rule(self._book):
                self._forest.link(one, other, reason)
        self._link_people()

    def _link_people(self) -> None:
        """Link names of people to the one longer name in the collection that they shorten."""
        longer = Longer(self._book.surfaces, self._book)
        people = self._book.labelled("PERSON")
        for name in sorted(people, key=lambda name: -name[1].count(" ")):
            if not person(name[1]).single:
                proposal = longer.less_of_a_name(name)
                roots = {self._forest.root(target): target for target in proposal.names}
                if len(roots) == 1:
                    [target] = roots.values()
                    reason = proposal.reason.format(self._book.written(target))
                    self._forest.link(target, name, reason)

    def _hang(self) -> None:
        """Hang short forms on what they are short for: in their article, else anywhere."""
        for page in self._book.pages:
            longer = Longer(page.names, self._book)
            # Names of several words first: a surname then finds all its forms hung together.
            for name in sorted(page.names, key=lambda name: -name[1].count(" ")):
                self._hang_in_article(page, name, in_article(page, self._book, longer, name))
        elsewhere = self._hung_alike()
        longer = Longer(self._book.surfaces, self._book)
        for page in self._book.pages:
            here = self._hung[page.path]
            for name in sorted(page.names, key=lambda name: -name[1].count(" ")):
                if name in here or (page.path, page.names[name][0]) in self._by_mention:
                    continue
                if name in elsewhere:
                    self._hang_on(page, name, elsewhere[name])
                    continue
                for proposal in in_collection(page, longer, name):
                    if hung := self._only(page, name, proposal):
                        self._hang_on(page, name, hung)
                        break

    def _hang_in_article(self, page: Page, name: Name, proposals: Iterable[Proposal]) -> None:
        for proposal in proposals:
            if hung := self._only(page, name, proposal):
                self._hang_on(page, name, hung)
                return
            if len(proposal.names) > 1 and person(name[1]).single and name[0] == "PERSON":
                self._hang_each(page, name, proposal)
                return
            if proposal.names:
                return

    def _only(self, page: Page, name: Name, proposal: Proposal) -> _Hung | None:
        """The one that is proposed, if all that are proposed are one."""
        own = self._forest.root(name)
        targets = {self._root(page.path, target): target for target in proposal.names}
        if len(targets) != 1 or own in targets:
            return None
        [target] = targets.values()
        return _Hung(target, proposal.reason.format(self._book.written(target)))

    def _hang_on(self, page: Page, name: Name, hung: _Hung) -> None:
        if name not in self._decided and self._forest.may_be_one(name, hung.name):
            self._hung[page.path][name] = hung

    def _hang_each(self, page: Page, name: Name, proposal: Proposal) -> None:
        """Hang each mention of a surname on the one of several people who was named last."""
        whole = sorted(
            (number, target)
            for target in proposal.names
            if self._forest.may_be_one(name, target)
            for number in page.names[target]
        )
        if not whole or name in self._decided:
            return
        for number in page.names[name]:
            before = [target for at, target in whole if at < number]
            target = before[-1] if before else whole[0][1]
            when = "named last before" if before else "named first after"
            reason = f"surname of {self._book.written(target)}, of its bearers {when} it"
            self._by_mention[page.path, number] = _Hung(target, reason)

    def _hung_alike(self) -> dict[Name, _Hung]:
        """The short forms that are short for one and the same wherever that can be told."""
        found: dict[Name, _Hung] = {}
        roots: dict[Name, set[Name]] = defaultdict(set)
        for page in self._book.pages:
            for name, hung in self._hung[page.path].items():
                roots[name].add(self._root(page.path, hung.name))
                if name[0] != "PERSON" and is_acronym(self._book.written(name)):
                    found.setdefault(name, _Hung(hung.name, f"{hung.reason} in {page.path}"))
        return {name: hung for name, hung in found.items() if len(roots[name]) == 1}

    # What came of it

    def _place(self, path: str, name: Name, number: int | None = None) -> _Hung | None:
        if number is not None and (hung := self._by_mention.get((path, number))):
            return hung
        return self._hung[path].get(name)

    def _root(self, path: str, name: Name, number: int | None = None) -> Name:
        seen = {name}
        hung = self._place(path, name, number)
        while hung and hung.name not in seen:
            name = hung.name
            seen.add(name)
            hung = self._place(path, name)
        return self._forest.root(name)

    def _of(self, path: str, number: int, mention: Mention) -> Entity:
        return self._by_root[self._root(path, name_of(mention.label, mention.text), number)]

    def _canonical(self, root: Name) -> Name:
        """The name that is best to call an entity by: the fullest, the most frequent."""
        names = self._names[root]
        # What was hung on it in one article may be another's own name in the next.
        own = [name for name in names if self._forest.root(name) == root] or [root]
        return max(own, key=lambda name: (*_fullness(name, self._book), names[name], name))

    def _entity(self, root: Name) -> Entity:
        names = self._names[root]
        label, folded = canonical = self._canonical(root)
        written = self._called.get(root) or " ".join(self._book.written(canonical).split())
        if label == "GPE" and root not in self._called:
            code = nations().names.get(folded, "")
            written = nations().titles.get(code, written)
            folded = code or folded
        forms: Counter[str] = Counter()
        for name, count in names.items():
            forms[" ".join(self._book.written(name).split())] += count
        return Entity(
            uid=hashlib.sha256(f"{label}\0{folded}".encode()).hexdigest()[:16],
            name=written,
            label=label,
            names=tuple(form for form, _ in forms.most_common()),
            mentions=names.total(),
        )


def _fullness(name: Name, book: Book) -> tuple[bool, ...]:
    """How much of a whole name a name is."""
    label, folded = name
    if label == "PERSON":
        parts = person(folded)
        return parts.whole, not parts.single
    return not is_acronym(book.written(name)), bool(nations().split(folded)[1])


def group(documents: Iterable[Document], decisions: Decisions = NO_DECISIONS) -> Grouping:
    """Group the mentions of a collection into entities.

    Args:
        documents: All of its articles.
        decisions: What the analyst said.
    """
    return Grouping(list(documents), decisions)
