"""The analyst's acts: what she says of articles and passages, each one step that can be undone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from annotations.errors import ArticleError, StoreError
from annotations.models import Act, Article, MetadataEdit, State, Tag, Target
from annotations.shelf import Shelf
from annotations.store.aliases import Aliases
from annotations.store.articles import ArticleRecords
from annotations.store.codebook import Codebook, Imported
from annotations.store.marks import (
    Change,
    Marks,
    split,
    with_note,
    with_note_below,
    with_tags,
    without_tag,
)
from annotations.store.operations import Operation
from annotations.store.placements import Placements
from annotations.store.records import KINDS, Record, Scribe
from annotations.store.store import Store
from annotations.store.texts import Texts
from annotations.store.verdicts import Verdicts
from annotations.tag_names import tag_name
from annotations.text import clean, clean_line
from annotations.wording import counted, on_what, quoted

if TYPE_CHECKING:
    from annotations.merges import MergeCounts
    from annotations.store.uniting import Merge, Records

Given = ParamSpec("Given")
Done = TypeVar("Done")


def at_once(
    act: Callable[Concatenate[Any, Given], Done],
) -> Callable[Concatenate[Any, Given], Done]:
    """Let an act look at the records and change them with nobody else's change in between."""

    @wraps(act)
    def done(self: Any, /, *args: Given.args, **named: Given.kwargs) -> Done:
        with self.store.held:
            return act(self, *args, **named)

    return done


class Acts:
    """All that changes a store on the analyst's behalf.

    Every act shows at once and is written in the background. The methods return the act, None if
    there was nothing to change. They belong to one thread.

    Args:
        store: The records.
        shelf: The articles.
        scribe: Signs what is written.
        texts: Keeps the texts of annotated articles.
    """

    def __init__(self, store: Store, shelf: Shelf, scribe: Scribe, texts: Texts) -> None:
        """Act on `store`."""
        self.store = store
        self._texts = texts
        self._shelf = shelf
        self._scribe = scribe
        self._records = ArticleRecords(store, scribe, shelf.has)
        self._codebook = Codebook(store, scribe)
        self._placements = Placements()
        self._marks = Marks(store, scribe, self._placements)
        self._aliases = Aliases(store, scribe)
        self._verdicts = Verdicts(store, scribe, self._placements)

    # On articles

    @at_once
    def edit(self, paths: Sequence[str], edit: MetadataEdit) -> Act | None:
        """Put the analyst's word on metadata in the place of what the texts say."""
        records = self._records.edited(map(self._shelf.sheet, paths), edit)
        return self._commit(f"edit {counted(len(records), 'article')}", records)

    @at_once
    def set_state(self, paths: Sequence[str], state: State) -> Act | None:
        """Mark articles as read or unread, as the analyst's own act."""
        records = self._records.in_state(map(self._shelf.sheet, paths), state)
        return self._commit(f"mark {counted(len(records), 'article')} {state}", records)

    @at_once
    def note_read(self, path: str) -> bool:
        """Note that an article was read to its end; no step to undo. False if it was known."""
        records = self._records.in_state([self._shelf.sheet(path)], State.READ)
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
        uids, new = self._codebook.with_names(names)
        marks = self._changed(targets, with_tags(uids))
        return self._commit(f"tag {on_what(targets)} {', '.join(names)}", [*new, *marks])

    @at_once
    def toggle(self, targets: Sequence[Target], tag: Tag) -> Act | None:
        """Set a tag on targets, or take it off if all of them have it."""
        marks = self._changed(targets, with_tags([tag.uid]))
        if marks:
            return self._commit(f"tag {on_what(targets)} {tag.name}", marks)
        kept, empty = split(self._changed(targets, without_tag(tag.uid)))
        return self._commit(f"take {tag.name} off {on_what(targets)}", kept, empty)

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
        change = with_note_below(note) if several else with_note(note, beside, self._scribe, seen)
        kept, empty = split(self._changed(targets, change))
        return self._commit(f"note on {on_what(targets)}", kept, empty)

    @at_once
    def tag_annotation(self, uid: str, names: Sequence[str]) -> Act | None:
        """Set tags on an annotation wherever it stands, an orphan too."""
        names = [tag_name(name) for name in names]
        uids, new = self._codebook.with_names(names)
        marks = self._marks.revised(uid, with_tags(uids))
        return self._commit(f"tag {self._words_of(uid)} {', '.join(names)}", [*new, *marks])

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
        change = with_note(note, beside, self._scribe, seen)
        kept, empty = split(self._marks.revised(uid, change))
        done = "edit" if note else "delete"
        return self._commit(f"{done} the note on {self._words_of(uid)}", kept, empty)

    @at_once
    def untag(self, uid: str, tag: Tag) -> Act | None:
        """Take one tag off an annotation; the note and the other tags stay."""
        kept, empty = split(self._marks.revised(uid, without_tag(tag.uid)))
        return self._commit(f"take {tag.name} off {self._words_of(uid)}", kept, empty)

    @at_once
    def delete(self, uid: str) -> Act | None:
        """Delete an annotation with all its tags and its note."""
        known = self.store.get(uid) is not None
        name = f"delete the annotation on {self._words_of(uid)}"
        return self._commit(name, [], [uid] if known else [])

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
        records, imported = self._codebook.imported(text, name)
        self._commit(f"import the codebook {name}", records)
        return imported

    @at_once
    def remove_tag(self, tag: Tag) -> Act | None:
        """Take a tag out of the codebook and off all that has it."""
        marks = [
            each["uid"] for each in self.store.of_kind("annotation") if tag.uid in each["tags"]
        ]
        revised = (self._marks.revised(uid, without_tag(tag.uid)) for uid in marks)
        kept, empty = split(record for records in revised for record in records)
        return self._commit(f"remove the tag {tag.name}", kept, [*empty, tag.uid])

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
                    return self._commit(name, merge.records, merge.removed, merge.theirs)

    def undo(self) -> Act | None:
        """Take the last step back; None if there is none."""
        return self._act(self.store.undo())

    def redo(self) -> Act | None:
        """Do the step that was undone last again; None if there is none."""
        return self._act(self.store.redo())

    def restore(self, uid: str) -> Act | None:
        """Bring back the state before an operation, as one step to undo; None if all is so.

        Raises:
            StoreError: There is no such operation.
        """
        return self._act(self.store.restore(uid))

    # Within

    def _words_of(self, uid: str) -> str:
        """Name what an annotation is on, for the step that changes it."""
        target = (self.store.get(uid) or {}).get("target")
        return quoted(target["quote"]) if target else counted(1, "article")

    def _merge_with(self, file: Path) -> "tuple[Merge, Records]":
        from annotations.store.incoming import past_of, read_whole, without_undone
        from annotations.store.uniting import united

        if file.exists() and self.store.file.exists() and file.samefile(self.store.file):
            raise StoreError(f"{file} is the file you are working on; name a colleague’s.")
        theirs = read_whole(file)
        ours = {one["uid"]: one for kind in KINDS for one in self.store.of_kind(kind)}
        paths = set(self._shelf.paths())
        here: set[str] = set()

        def is_here(article: Record) -> bool:
            if article["path"] not in paths and not here:
                here.update(self._shelf.texts())
            return article["path"] in paths or article["text_sha256"] in here

        past = past_of(ours, without_undone(self.store.history()))
        return united(ours, theirs.records, past, theirs.past, is_here), ours

    def _changed(self, targets: Iterable[Target], change: Change) -> list[Record]:
        changed = []
        for target in targets:
            article = self._article_with(target)
            record = self._records.ensure(article)
            self._keep_text(article)
            mark = self._marks.changed(article, record, target, change)
            if mark is not None:
                changed.append(mark)
        return changed

    def _keep_text(self, article: Article) -> None:
        """Have the text of an annotated article kept; of a sheet, the text that it is of."""
        path, text = article.path, article.text
        load = (lambda: text) if text else (lambda: self._shelf.article(path).text)
        self._texts.keep(article.text_sha256, load)

    def _article_with(self, target: Target) -> Article:
        """Find a target's article, with its text if passages may have to be compared in it."""
        sheet = self._shelf.sheet(target.path)
        if target.passage is None:
            return sheet
        try:
            return self._shelf.article(target.path)
        except ArticleError:
            return sheet  # The file went away since it was shown; its words can still be annotated.

    def _commit(
        self,
        name: str,
        records: Iterable[Record],
        removed: Iterable[str] = (),
        taken_in: Mapping[str, Record] | None = None,
    ) -> Act | None:
        records, removed = list(records), list(removed)
        if not records and not removed:
            return None
        return self._act(self.store.commit(name, records, removed, taken_in))

    def _act(self, operation: Operation | None) -> Act | None:
        if operation is None:
            return None
        touched = [*operation.before.values(), *operation.after.values()]
        articles = (self._article_of(record) for record in touched if record)
        return Act(operation.name, tuple(filter(self._shelf.knows, dict.fromkeys(articles))))

    def _article_of(self, record: Record) -> str:
        owner = self.store.get(record["article"]) if "article" in record else record
        return str(owner.get("path", "")) if owner else ""
