"""The analyst's acts: what she says of articles and passages, each one step that can be undone."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.errors import StoreError
from annotations.ledger import Ledger, at_once
from annotations.models import Act, MetadataEdit, State, Tag, Target
from annotations.store.codebook import Imported
from annotations.store.marks import (
    Change,
    split,
    with_note,
    with_note_below,
    with_tags,
    without_tag,
)
from annotations.store.records import KINDS, Record
from annotations.tag_names import tag_name
from annotations.text import clean, clean_line
from annotations.wording import counted, edited_fields, on_what, quoted

if TYPE_CHECKING:
    from annotations.merges import MergeCounts
    from annotations.store.uniting import Merge, Records


class Acts:
    """All that changes a store on the analyst's behalf.

    Every act shows at once and is written in the background. The methods return the act, None if
    there was nothing to change. They belong to one thread.

    Attributes:
        store: The records.

    Args:
        ledger: The records by what they are of.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Act on what is in a ledger."""
        self._ledger = ledger
        self.store = ledger.store

    # On articles

    @at_once
    def edit(self, paths: Sequence[str], edit: MetadataEdit) -> Act | None:
        """Put the analyst's word on metadata in the place of what the texts say."""
        records = self._ledger.records.edited(map(self._ledger.shelf.sheet, paths), edit)
        one = self._ledger.shelf.sheet(records[0]["path"]) if len(records) == 1 else None
        what = quoted(one.title) if one else counted(len(records), "article")
        return self._ledger.commit(f"edit {edited_fields(edit)} of {what}", records)

    @at_once
    def set_state(self, paths: Sequence[str], state: State) -> Act | None:
        """Mark articles as read or unread, as the analyst's own act."""
        records = self._ledger.records.in_state(map(self._ledger.shelf.sheet, paths), state)
        return self._ledger.commit(f"mark {counted(len(records), 'article')} {state}", records)

    @at_once
    def note_read(self, path: str) -> bool:
        """Note that an article was read to its end; no step to undo. False if it was known."""
        records = self._ledger.records.in_state([self._ledger.shelf.sheet(path)], State.READ)
        if records:
            self.store.note(records, "note that an article was read")
        return bool(records)

    # On passages and articles alike

    @at_once
    def tag(self, targets: Sequence[Target], names: Sequence[str]) -> Act | None:
        """Set tags on targets; names that are not in the codebook yet are added to it.

        Raises:
            CodebookError: A name that cannot be a tag's.
        """
        names = [tag_name(name) for name in names]
        uids, new = self._ledger.codebook.with_names(names)
        marks = self._changed(targets, with_tags(uids))
        return self._ledger.commit(f"tag {on_what(targets)} {', '.join(names)}", [*new, *marks])

    @at_once
    def toggle(self, targets: Sequence[Target], tag: Tag) -> Act | None:
        """Set a tag on targets, or take it off if all of them have it."""
        marks = self._changed(targets, with_tags([tag.uid]))
        if marks:
            return self._ledger.commit(f"tag {on_what(targets)} {tag.name}", marks)
        kept, empty = split(self._changed(targets, without_tag(tag.uid)))
        return self._ledger.commit(f"take {tag.name} off {on_what(targets)}", kept, empty)

    @at_once
    def note(
        self,
        targets: Sequence[Target],
        text: str,
        beside: Sequence[str] | None = None,
        seen: str | None = None,
    ) -> Act | None:
        """Write a note on targets.

        On one target it takes the place of the note that was there, and an empty one takes that
        away; on several, whose notes nobody has in sight together, it is added below theirs.

        Args:
            targets: What it is on.
            text: The note.
            beside: Of a single target, the notes that stay beside it; None: those that do.
            seen: Of a single target, the note that was there when this one was begun; one that
                was written meanwhile stays beside it.
        """
        note = clean(text.strip())
        several = len(targets) > 1
        change = (
            with_note_below(note) if several else with_note(note, beside, self._ledger.scribe, seen)
        )
        kept, empty = split(self._changed(targets, change))
        return self._ledger.commit(f"note on {on_what(targets)}", kept, empty)

    @at_once
    def tag_annotation(self, uid: str, names: Sequence[str]) -> Act | None:
        """Set tags on an annotation wherever it stands, an orphan too."""
        names = [tag_name(name) for name in names]
        uids, new = self._ledger.codebook.with_names(names)
        marks = self._ledger.marks.revised(uid, with_tags(uids))
        return self._ledger.commit(
            f"tag {self._ledger.words_of(uid)} {', '.join(names)}", [*new, *marks]
        )

    @at_once
    def note_annotation(
        self,
        uid: str,
        text: str,
        beside: Sequence[str] | None = None,
        seen: str | None = None,
    ) -> Act | None:
        """Replace an annotation's note wherever it stands, an orphan's too, as `note` does."""
        note = clean(text.strip())
        change = with_note(note, beside, self._ledger.scribe, seen)
        kept, empty = split(self._ledger.marks.revised(uid, change))
        done = "edit" if note else "delete"
        return self._ledger.commit(f"{done} the note on {self._ledger.words_of(uid)}", kept, empty)

    @at_once
    def untag(self, uid: str, tag: Tag) -> Act | None:
        """Take one tag off an annotation; the note and the other tags stay."""
        kept, empty = split(self._ledger.marks.revised(uid, without_tag(tag.uid)))
        return self._ledger.commit(f"take {tag.name} off {self._ledger.words_of(uid)}", kept, empty)

    @at_once
    def delete(self, uid: str) -> Act | None:
        """Delete an annotation with all its tags and its note."""
        known = self.store.get(uid) is not None
        name = f"delete the annotation on {self._ledger.words_of(uid)}"
        return self._ledger.commit(name, [], [uid] if known else [])

    # On the codebook and on what was done

    @at_once
    def import_codebook(self, text: str, name: str) -> Imported:
        """Add the tags of a codebook file, and take over what it says of known ones.

        Args:
            text: The file's content.
            name: The file's name, for errors.

        Raises:
            CodebookError: A line that cannot be taken; nothing is imported.
        """
        records, imported = self._ledger.codebook.imported(text, name)
        self._ledger.commit(f"import the codebook {name}", records)
        return imported

    @at_once
    def remove_tag(self, tag: Tag) -> Act | None:
        """Take a tag out of the codebook and off all that has it."""
        marks = [
            each["uid"] for each in self.store.of_kind("annotation") if tag.uid in each["tags"]
        ]
        revised = (self._ledger.marks.revised(uid, without_tag(tag.uid)) for uid in marks)
        kept, empty = split(record for records in revised for record in records)
        return self._ledger.commit(f"remove the tag {tag.name}", kept, [*empty, tag.uid])

    def preview_import(self, file: Path) -> "MergeCounts":
        """Tell what `import_annotations` would do; may be called from any thread.

        Raises:
            StoreError: The file cannot be taken in.
        """
        return self._merge_with(file)[0].counts

    def import_annotations(self, file: Path) -> Act | None:
        """Take in the annotations of a colleague's file; what is in it twice is taken in once.

        Raises:
            StoreError: The file cannot be taken in; nothing is changed.
        """
        while True:
            merge, ours = self._merge_with(file)
            touched = (*(record["uid"] for record in merge.records), *merge.removed)
            with self.store.held:
                # Another program may have changed some of it while the files were compared.
                if all(self.store.get(uid) == ours.get(uid) for uid in touched):
                    name = f"import {clean_line(file.name)}: {merge.counts.brief}"
                    return self._ledger.commit(name, merge.records, merge.removed, merge.theirs)

    def undo(self) -> Act | None:
        """Take the last step back; None if there is none."""
        return self._ledger.done(self.store.undo())

    def redo(self) -> Act | None:
        """Do the step that was undone last again; None if there is none."""
        return self._ledger.done(self.store.redo())

    def restore(self, uid: str) -> Act | None:
        """Bring back the state before an operation, as one step to undo; None if all is so.

        Raises:
            StoreError: There is no such operation.
        """
        return self._ledger.done(self.store.restore(uid))

    # Within

    def _merge_with(self, file: Path) -> "tuple[Merge, Records]":
        from annotations.store.incoming import past_of, read_whole, without_undone
        from annotations.store.uniting import united

        if file.exists() and self.store.file.exists() and file.samefile(self.store.file):
            raise StoreError(f"{file} is the file you are working on; name a colleague’s.")
        theirs = read_whole(file)
        ours = {one["uid"]: one for kind in KINDS for one in self.store.of_kind(kind)}
        paths = set(self._ledger.shelf.paths())
        here: set[str] = set()

        def is_here(article: Record) -> bool:
            if article["path"] not in paths and not here:
                here.update(self._ledger.shelf.texts())
            return article["path"] in paths or article["text_sha256"] in here

        past = past_of(ours, without_undone(self.store.history()))
        return united(ours, theirs.records, past, theirs.past, is_here), ours

    def _changed(self, targets: Iterable[Target], change: Change) -> list[Record]:
        changed = []
        for target in targets:
            article = self._ledger.article_with(target)
            record = self._ledger.records.ensure(article)
            self._ledger.keep_text(article)
            mark = self._ledger.marks.changed(article, record, target, change)
            if mark is not None:
                changed.append(mark)
        return changed
