"""The codebook: the analyst's tags, their colours and quick keys."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotations.errors import CodebookError
from annotations.models import Tag
from annotations.store.codebook_file import COLOURS, Definition, parse
from annotations.store.records import QUICK_KEYS, Record, Scribe
from annotations.store.store import Store
from annotations.tag_names import tag_name

NEAR = 5
"""Code points a name has at least for one letter more or less to look like a slip."""


class Imported(NamedTuple):
    """What a codebook file brought.

    Attributes:
        new: How many tags are new.
        changed: How many of the known ones changed.
        alike: The names of new tags, each with that of a known tag it is nearly equal to.
    """

    new: int
    changed: int
    alike: tuple[tuple[str, str], ...]


class Codebook:
    """The tags of one store."""

    def __init__(self, store: Store, scribe: Scribe) -> None:
        """Work on the tags in `store`; `scribe` signs new ones."""
        self._store = store
        self._scribe = scribe

    def tags(self) -> list[Tag]:
        """Return all tags, in the order they were made."""
        return [as_tag(record) for record in self._store.of_kind("tag")]

    def with_names(self, names: Iterable[str]) -> tuple[list[str], list[Record]]:
        """Find tags by name, and make those that are missing.

        The first nine tags of a codebook get the quick keys 1 to 9; after that only the analyst
        gives them.

        Returns:
            The uids for `names`, in order, and the records of the new tags.

        Raises:
            CodebookError: A name that cannot be one.
        """
        return self.merged([Definition(tag_name(name)) for name in names])

    def imported(self, text: str, name: str) -> tuple[list[Record], Imported]:
        """Read a codebook file.

        Args:
            text: The file's content.
            name: The file's name, for errors.

        Returns:
            The records of new and changed tags, and what they amount to.

        Raises:
            CodebookError: A line that cannot be taken.
        """
        entries = parse(text, name)
        self._check_keys(entries, name)
        _, records = self.merged(entries)
        known = [tag.name for tag in self.tags()]
        new = [record["name"] for record in records if self._store.get(record["uid"]) is None]
        alike = tuple(pair for one in new for pair in _alike(one, known))
        return records, Imported(len(new), len(records) - len(new), alike)

    def _check_keys(self, entries: Sequence[Definition], name: str) -> None:
        """Refuse a quick key that another tag has, unless the file gives that tag another one."""
        given = {entry.name.casefold() for entry in entries if entry.key is not None}
        owners = {tag.key: tag.name for tag in self.tags() if tag.name.casefold() not in given}
        for entry in entries:
            if entry.key is not None and entry.key in owners:
                raise CodebookError(
                    f"{name}, line {entry.line}: key {entry.key} is already "
                    f"“{owners[entry.key]}”; give that one another key in the file too."
                )

    def merged(self, entries: Iterable[Definition]) -> tuple[list[str], list[Record]]:
        """Find or make a tag for each entry; what an entry says of a known tag counts.

        No entry may have the quick key of a tag that keeps it.

        Returns:
            The uids, in order, and the records of new and changed tags.
        """
        existing = {record["uid"]: record for record in self._store.of_kind("tag")}
        known = {record["name"].casefold(): record for record in existing.values()}
        wanted = list(entries)
        claimed = {entry.key: entry.name.casefold() for entry in wanted if entry.key is not None}
        changed: dict[str, Record] = {}
        uids = []
        for entry in wanted:
            record = known.get(entry.name.casefold())
            if record is None:
                record = changed[entry.name.casefold()] = self._new(entry, known, claimed)
                known[entry.name.casefold()] = record
            elif updates := _updates(entry, record):
                record = self._scribe.revised(record, **updates)
                changed[entry.name.casefold()] = known[entry.name.casefold()] = record
            uids.append(record["uid"])
        return uids, list(changed.values())

    def _new(self, entry: Definition, known: dict[str, Record], claimed: dict[int, str]) -> Record:
        taken = {record["key"] for record in known.values()} | set(claimed)
        key = entry.key
        if key is None and len(known) < len(QUICK_KEYS):
            key = next((number for number in QUICK_KEYS if number not in taken), None)
        palette = list(COLOURS.values())
        return self._scribe.new(
            "tag",
            name=entry.name,
            colour=entry.colour or palette[len(known) % len(palette)],
            description=entry.description,
            key=key,
        )


def as_tag(record: Record) -> Tag:
    """Build the model of a tag from its record."""
    return Tag(
        uid=record["uid"],
        name=record["name"],
        colour=record["colour"],
        description=record.get("description", ""),
        key=record.get("key"),
        created=record["created"],
    )


def _updates(entry: Definition, record: Record) -> dict[str, object]:
    said = {"colour": entry.colour, "description": entry.description, "key": entry.key}
    return {name: value for name, value in said.items() if value and record.get(name) != value}


def _alike(name: str, known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Find known names that differ by signs between words, or by one letter."""
    from rapidfuzz.distance import Levenshtein

    letters, digits = _letters_and_digits(name)
    for other in known:
        others, other_digits = _letters_and_digits(other)
        far = 1 if min(len(letters), len(others)) >= NEAR else 0
        if digits == other_digits and Levenshtein.distance(letters, others) <= far:
            yield name, other


def _letters_and_digits(name: str) -> tuple[str, str]:
    folded = name.casefold()
    letters = "".join(sign for sign in folded if sign.isalpha() or sign == "/")
    return letters, "".join(filter(str.isdigit, folded))
