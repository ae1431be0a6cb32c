"""The roll of a collection: every entity that its articles speak of, where, and beside whom."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from annotations.entities.aliases import NO_DECISIONS, Decisions
from annotations.entities.aliases.folding import fold
from annotations.errors import ArticleError
from annotations.library import Library
from annotations.models import Article, Mention
from annotations.register import Line, Register, Wanted
from annotations.segments import sentences
from annotations.subjects import Site, Subject

MOST_BESIDE = 12
"""How many entities are told to stand beside one."""

Detected = Iterable[tuple[Article, Sequence[Mention]]]
"""Articles, each with what was detected in it."""


class Roll:
    """The entities of a collection with their mentions; made once, and never changed.

    Two entities stand beside each other where both are mentioned in one sentence; each sentence
    counts once. The order of time is that of publication; articles of one day stand in the order
    of the collection, and those without a date after all others.

    Attributes:
        register: The mentions, grouped into entities.
        subjects: All entities, those mentioned most first.
        new_names: By article: how many of its entities that are no dates or numbers are in no
            article before it.
    """

    def __init__(self, detected: Detected, decisions: Decisions = NO_DECISIONS) -> None:
        """Go through all mentions; takes seconds with very many.

        Args:
            detected: Every article with its mentions.
            decisions: What the analyst said of names.
        """
        articles: list[Article] = []
        self.register = Register(_noting(detected, articles), decisions)
        self._articles = {article.path: article for article in articles}
        self._sites: dict[str, list[Site]] = defaultdict(list)
        self._together: list[tuple[str, ...]] = []
        first_in: dict[str, str] = {}
        for article in sorted(articles, key=lambda article: article.published or "~"):
            for uid in self._take(article):
                first_in.setdefault(uid, article.path)
        found = [self._subject(uid) for uid in self._sites]
        self.subjects = tuple(sorted(found, key=lambda each: (-each.mentions, fold(each.name))))
        self._by_uid = {subject.uid: subject for subject in self.subjects}
        self._by_name = {
            (subject.label, fold(name)): subject
            for subject in reversed(self.subjects)
            for name in subject.others
        }
        self._by_name |= {(subject.label, fold(subject.name)): subject for subject in self.subjects}
        self.new_names: Mapping[str, int] = Counter(
            path for uid, path in first_in.items() if not self._by_uid[uid].is_figure
        )
        self._beside: dict[str, list[tuple[Subject, int]]] = {}

    @property
    def articles(self) -> Mapping[str, Article]:
        """The articles, with their texts, by path."""
        return self._articles

    def subject(self, uid: str) -> Subject | None:
        """Return an entity; None if it is not mentioned any more."""
        return self._by_uid.get(uid)

    def bearing(self, label: str, name: str) -> Subject | None:
        """Return the entity that is called so, else one that is also written so."""
        return self._by_name.get((label, fold(name)))

    def sites(self, uid: str) -> Sequence[Site]:
        """Return where an entity is mentioned, in the order of time."""
        return self._sites.get(uid, ())

    def beside(self, uid: str) -> list[tuple[Subject, int]]:
        """Return who stands beside an entity most, and in how many sentences; no dates, numbers."""
        if uid not in self._beside:
            self._beside[uid] = self._look_beside(uid)
        return self._beside[uid]

    def _look_beside(self, uid: str) -> list[tuple[Subject, int]]:
        counts: Counter[str] = Counter()
        for number in {site.number for site in self.sites(uid)}:
            counts.update(self._together[number])
        del counts[uid]
        named = ((self._by_uid[other], count) for other, count in counts.items())
        nobody_else = (pair for pair in named if not pair[0].is_figure)
        return sorted(nobody_else, key=lambda pair: (-pair[1], pair[0].name))[:MOST_BESIDE]

    def mentions_of(self, uids: Iterable[str]) -> Mapping[str, int]:
        """Count, by article, the mentions of some entities."""
        return Counter(site.article.path for uid in uids for site in self.sites(uid))

    def lines(self, uids: Collection[str]) -> Iterator[Line]:
        """Go through the mentions of some entities as `briefreader entities` lists them."""
        return (line for line in self.register.lines(Wanted()) if line.mention.entity_id in uids)

    # Within

    def _take(self, article: Article) -> Iterable[str]:
        """Take in an article's mentions; return its entities."""
        spans = list(sentences(article.text))
        starts = [start for start, _ in spans]
        together: dict[int, dict[str, None]] = defaultdict(dict)
        first = len(self._together)
        uids: dict[str, None] = {}
        for mention in self.register.mentions(article):
            if not mention.boilerplate:
                number = max(0, bisect_right(starts, mention.start) - 1)
                site = Site(article, mention, *spans[number], first + number)
                self._sites[mention.entity_id].append(site)
                together[number][mention.entity_id] = None
                uids[mention.entity_id] = None
        self._together += (tuple(together.get(number, ())) for number in range(len(spans)))
        return uids

    def _subject(self, uid: str) -> Subject:
        entity, sites = self.register.entities[uid], self._sites[uid]
        articles = {site.article.path: site.article.published for site in sites}
        days = [day for day in articles.values() if day]
        return Subject(
            uid=uid,
            name=entity.name,
            label=entity.label,
            others=tuple(name for name in entity.names if name != entity.name),
            mentions=len(sites),
            articles=len(articles),
            first=min(days, default=None),
            last=max(days, default=None),
        )


def known(library: Library, texts: Mapping[str, Article] | None = None) -> Detected:
    """Go through the articles whose entities are known; reads every one of them.

    Args:
        library: The collection.
        texts: Articles with their texts, by path, that need not be read again.
    """
    for path in library.paths():
        with suppress(ArticleError):  # the list says why it cannot be read
            article = _with_text(library, path, (texts or {}).get(path))
            mentions = library.mentions.of(article)
            if mentions is not None:
                yield article, mentions


def _with_text(library: Library, path: str, read: Article | None) -> Article:
    if read is not None:
        sheet = library.sheet(path)
        if sheet.text_sha256 == read.text_sha256:
            return replace(sheet, text=read.text, zones=read.zones)
    return library.article(path)


def _noting(detected: Detected, articles: list[Article]) -> Detected:
    for article, mentions in detected:
        articles.append(article)
        yield article, mentions
