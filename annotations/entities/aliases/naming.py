"""The names of a collection: which stand in which article, how often, and as what."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotations.entities.aliases.folding import fold, is_acronym
from annotations.entities.aliases.forest import Name
from annotations.entities.aliases.known import nations
from annotations.models import Mention

_LONGEST_BRACKET = 3  # code points between a name and the initials in brackets after it


@dataclass(frozen=True, slots=True)
class Document:
    """An article, as far as its names are concerned.

    Attributes:
        path: Its path within the collection.
        text: Its text.
        mentions: What was detected in it, ordered by start.
    """

    path: str
    text: str
    mentions: Sequence[Mention]


@dataclass(slots=True)
class Page:
    """The names in one article.

    Attributes:
        path: The article's path.
        names: The numbers of the mentions that bear each name, in text order.
        brackets: What stands in brackets right after a name, by the name in the brackets.
        nation: Code of the state that is named most; empty if none is.
    """

    path: str
    names: dict[Name, list[int]] = field(default_factory=dict)
    brackets: dict[Name, Name] = field(default_factory=dict)
    nation: str = ""


@dataclass(slots=True)
class Book:
    """The names of the whole collection.

    Attributes:
        pages: The articles.
        surfaces: How each name is written, and how often so.
    """

    pages: list[Page] = field(default_factory=list)
    surfaces: dict[Name, Counter[str]] = field(default_factory=dict)

    def labelled(self, *labels: str) -> list[Name]:
        """Return the names with one of these labels, in order of their appearance."""
        return [name for name in self.surfaces if name[0] in labels]

    def written(self, name: Name) -> str:
        """Return how a name is written most often, in small letters rather than in capitals."""
        forms = self.surfaces.get(name)
        if not forms:
            return name[1]
        return max(forms, key=lambda form: (not form.isupper(), forms[form], len(form)))


def name_of(label: str, text: str) -> Name:
    """Return the name that a mention bears.

    Args:
        label: Its label.
        text: Its words.
    """
    return label, fold(text)


def read_names(documents: Iterable[Document]) -> Book:
    """Collect the names of a collection.

    Args:
        documents: Its articles.
    """
    book = Book()
    known: dict[tuple[str, str], Name] = {}
    for document in documents:
        page = Page(document.path)
        last: tuple[int, Name] | None = None
        for number, mention in enumerate(document.mentions):
            form = (mention.label, mention.text)
            name = known.get(form)
            if name is None:
                name = known[form] = name_of(*form)
                book.surfaces.setdefault(name, Counter())
            book.surfaces[name][mention.text] += 1
            page.names.setdefault(name, []).append(number)
            if last and _in_brackets(document.text, last[0], mention):
                page.brackets.setdefault(name, last[1])
            last = mention.end, name
        page.nation = _nation(page)
        book.pages.append(page)
    return book


def _in_brackets(text: str, end: int, mention: Mention) -> bool:
    gap = mention.start - end
    return (
        0 < gap <= _LONGEST_BRACKET
        and text[end : mention.start].strip() == "("
        and text[mention.end : mention.end + 1] == ")"
        and is_acronym(mention.text)
    )


def _nation(page: Page) -> str:
    counts: Counter[str] = Counter()
    for (label, folded), numbers in page.names.items():
        if label in ("GPE", "NORP") and (code := nations().adjectives.get(folded)):
            counts[code] += len(numbers)
    return counts.most_common(1)[0][0] if counts else ""
