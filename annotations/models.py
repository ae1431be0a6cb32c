"""The nouns of the program: frozen records that every part passes to the next.

All offsets are Unicode code points in `Article.text`, end exclusive. All times are UTC, written
as ISO 8601 (`2026-01-31T09:30:00.123456Z`). Models hold no behaviour beyond what follows from
their own fields.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from annotations.decisions import Decision
from annotations.merges import Alternative
from annotations.origins import KnownFrom, TitleFrom

CONTEXT = 32
"""Code points kept before and after a passage, to find it again in a changed text."""


class State(StrEnum):
    """Whether one author has read an article."""

    UNREAD = "unread"
    READ = "read"


class Seen(StrEnum):
    """How an article's file was found when the collection was looked through."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class Placed(StrEnum):
    """Where an annotation's passage stands in the text as it is now."""

    EXACT = "exact"
    ALTERED = "altered"
    ORPHANED = "orphaned"


Placement: TypeAlias = tuple[Placed, int | None, int | None]
"""How a passage stands, and its span; None and None if it has none."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of an article's text that is not article: an advert, a comment form, a heading.

    Attributes:
        start, end: The span.
        kind: What it is, in a word or two (`related`, `ui`, `donation`, `credit`, `repeated`).
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    r"""One news article: its text, which never changes after reading, and what is known of it.

    Attributes:
        path: Path within the collection, `/`-separated; control characters replaced.
        text: The decoded file; `\n` line ends; nothing in it can drive a terminal.
        text_sha256: SHA-256 of `text` in UTF-8, in hexadecimal.
        title: Never empty: headline, else the first sentence shortened, else the file's name.
        title_from: How the title is known.
        source: Who published it, if the text or the analyst says so.
        byline, dateline: The author's name and the dateline, as the text gives them.
        published: ISO date, or None where the text does not state one in full.
        language: ISO 639-1 code; `en` where nothing speaks for another.
        source_from, byline_from, dateline_from, published_from, language_from: How each of these
            is known; None where nothing tells it.
        words: Number of words in `text`.
        encoding: The encoding the file was read with.
        zones: Boilerplate, ordered by start, not overlapping.
        notices: What the analyst should know of how the file was read.
    """

    path: str
    text: str
    text_sha256: str
    title: str
    title_from: TitleFrom
    source: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    language: str = "en"
    source_from: KnownFrom | None = None
    byline_from: KnownFrom | None = None
    dateline_from: KnownFrom | None = None
    published_from: KnownFrom | None = None
    language_from: KnownFrom | None = None
    words: int = 0
    encoding: str = "utf-8"
    zones: tuple[Zone, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """One row of the article list: all a list shows of an article, without its text.

    Attributes:
        path, source, published, published_from, words: As in `Article`.
        title: As in `Article`; the file's name where it cannot be read.
        state: Whether the present author has read it.
        annotations: How many annotations it has.
        tags: Names of the tags set on it or in it, in the codebook's order.
        mentions: How many entities were detected; None until that is known.
        problem: Why it cannot be read; None if it can.
    """

    path: str
    title: str
    source: str | None = None
    published: str | None = None
    published_from: KnownFrom | None = None
    words: int = 0
    state: State = State.UNREAD
    annotations: int = 0
    tags: tuple[str, ...] = ()
    mentions: int | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One stretch of an article's text that names an entity.

    Attributes:
        start, end: The span.
        text: The text there.
        label: One of `annotations.labels.LABELS`, or one of the model's or the analyst's own.
        found_by: The step that found or last changed it: `model`, a step's name, or `analyst`.
        boilerplate: Whether it lies in a boilerplate zone.
        entity: The canonical name of what it names.
        entity_id: Identity of what it names, the same after a rename.
        decision: What the analyst decided of it; None if nothing.
        found_as: The label it was found with if something was decided of it, else empty.
        earlier: What it was before, the oldest first: found by which step, start, end, label.
    """

    start: int
    end: int
    text: str
    label: str
    found_by: str = "model"
    boilerplate: bool = False
    entity: str = ""
    entity_id: str = ""
    decision: Decision | None = None
    found_as: str = ""
    earlier: tuple[tuple[str, int, int, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article that was annotated, kept so that it can be found again.

    Attributes:
        start, end: The span.
        quote: The exact text.
        before, after: Up to `CONTEXT` code points before and after it.
        text_sha256: Hash of the text it was taken from.
    """

    start: int
    end: int
    quote: str
    before: str
    after: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Target:
    """What a command is about to annotate: an article, or a passage of it.

    Attributes:
        path: The article's path within the collection.
        passage: The passage, cut from the text that was shown; None for the whole article.
    """

    path: str
    passage: Passage | None = None

    @property
    def start(self) -> int | None:
        """First code point in that text; None for the whole article."""
        return self.passage.start if self.passage else None

    @property
    def end(self) -> int | None:
        """One past the last code point in that text; None for the whole article."""
        return self.passage.end if self.passage else None


@dataclass(frozen=True, slots=True)
class Tag:
    """One entry of the codebook.

    Attributes:
        uid: Its identity, the same after a rename.
        name: Its path in the hierarchy, `/`-separated (`security/border`).
        colour: `#rrggbb`.
        description: When to use it.
        key: The quick key, 1 to 9, or None.
        created: When it was made, UTC.
    """

    uid: str
    name: str
    colour: str
    description: str = ""
    key: int | None = None
    created: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the analyst said of an article or of one passage in it: tags, a note, or both.

    Attributes:
        uid: Its identity (UUIDv7).
        path: The article's path within the collection.
        passage: The passage as it was taken; None for the whole article.
        tags: The tags, in the codebook's order.
        note: The note; empty without one.
        alternatives: What others wrote in the note's place, the oldest first.
        author: Who made it.
        created: When, UTC.
        modified: When it was last changed, UTC.
        modified_by: Who changed it last.
        placed: How the passage stands in the text as it is now.
        start, end: Where it stands now; None for an article or an orphan.
    """

    uid: str
    path: str
    passage: Passage | None = None
    tags: tuple[Tag, ...] = ()
    note: str = ""
    alternatives: tuple[Alternative, ...] = ()
    author: str = ""
    created: str = ""
    modified: str = ""
    modified_by: str = ""
    placed: Placed = Placed.EXACT
    start: int | None = None
    end: int | None = None

    @property
    def quote(self) -> str:
        """The annotated words; empty for an article."""
        return self.passage.quote if self.passage else ""

    @property
    def order(self) -> tuple[bool, int, int, str, str]:
        """Sort key within an article: the article first, passages as they stand, orphans last."""
        lost = self.placed is Placed.ORPHANED
        start = -1 if self.start is None else self.start
        return lost, start, -1 if self.end is None else self.end, self.created, self.uid


@dataclass(frozen=True, slots=True)
class Act:
    """One thing the analyst did, or took back.

    Attributes:
        name: What it was, for people: `tag 12 passages security`.
        paths: The articles whose rows, passages or metadata it touched.
        on_entities: Whether it touched what is decided of entities.
        everywhere: Whether that is felt in all articles.
    """

    name: str
    paths: tuple[str, ...] = ()
    on_entities: bool = False
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class SaveState:
    """Where the analyst's last action is: in memory, on its way, or on disk.

    Attributes:
        word: Exactly one of `saved`, `saving…`, `save failed`.
        reason: Why the last attempt failed; empty otherwise.
    """

    word: str = "saved"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far detection has come.

    Attributes:
        done: Articles finished.
        total: Articles asked for.
        problem: Why no more will come; empty while all is well.
    """

    done: int = 0
    total: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class MetadataEdit:
    """The analyst's word on an article's metadata: None leaves a field alone, "" takes it back."""

    title: str | None = None
    source: str | None = None
    published: str | None = None
    byline: str | None = None
    dateline: str | None = None
    language: str | None = None
