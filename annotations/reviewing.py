"""What becomes of annotations in an article that was edited, and what the analyst decides."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from annotations.acts import Acts, at_once
from annotations.models import Act, Annotation, Article
from annotations.passages import cut
from annotations.shelf import Shelf
from annotations.standing import Standing, is_stale, standing
from annotations.store.records import Record, Scribe
from annotations.store.store import Store
from annotations.store.texts import Texts
from annotations.wording import counted, quoted

if TYPE_CHECKING:
    from annotations.diffs import Change
    from annotations.revisions import Revision, Revisions


class Reviewing(Acts):
    """The acts on a store, with those on annotations whose article was edited.

    Nothing is rewritten until the analyst accepts it. What she decides is on the text before her,
    so with each decision the article's record becomes one of this text, and the passages that
    stand in it unchanged are cut from it anew.
    """

    def __init__(self, store: Store, shelf: Shelf, scribe: Scribe, texts: Texts) -> None:
        """Act on `store`; no revision was looked for yet."""
        super().__init__(store, shelf, scribe, texts)
        self._revisions: Revisions | None = None

    # What was found

    def annotated_in(self, article: Article) -> list[str]:
        """Return the hashes of other texts that an article was annotated in; the main one first.

        There is none once its passages, and its record, have been taken to the text it has now.
        """
        record = self._records.find(article.path, article.text_sha256)
        counts = Counter(self._marks.texts(record))
        return [text for text, _ in counts.most_common() if text != article.text_sha256]

    def changes(self, article: Article) -> "list[Change] | None":
        """Tell what was changed in an article since it was annotated; slow with a long one.

        None if the text that it was annotated in was not kept.
        """
        from annotations.diffs import compare

        kept = map(self._texts.get, self.annotated_in(article))
        old = next((text for text in kept if text is not None), None)
        return compare(old, article.text) if old is not None else None

    def find_revisions(self, stopped: Callable[[], bool] = lambda: False) -> "list[Revision]":
        """Find articles that look like later versions of ones that are gone; slow with many.

        It also has the texts kept of articles that were annotated when none were.

        Args:
            stopped: Asked again and again whether nobody waits for it any more.
        """
        for path in takewhile(lambda _: not stopped(), self._shelf.readable()):
            sheet = self._shelf.sheet(path)
            record = self._records.find(path, sheet.text_sha256)
            if self._marks.count(record) and not self._texts.has(sheet.text_sha256):
                self._keep_text(sheet)
        from annotations.revisions import Revisions

        if self._revisions is None:
            self._revisions = Revisions(self.store, self._shelf, self._records, self._texts)
        return self._revisions.look(stopped)

    def revision(self, path: str) -> "Revision | None":
        """Return what the article at `path` is probably a later version of, if that was found."""
        return self._revisions.of(path) if self._revisions else None

    # What the analyst decides

    @at_once
    def accept(self, article: Article, uids: Sequence[str]) -> Act | None:
        """Take annotations to where their words, or those in their place, stand now.

        Args:
            article: The article as it is shown.
            uids: The annotations; those that have no place in it are passed over.
        """
        found = [mark for mark in self._stale(article) if mark.uid in uids]
        taken = [record for mark in found for record in self._cut_anew(article, mark)]
        return self._commit(_accepting(found), [*taken, *self._settled(article, uids)])

    @at_once
    def place_by_hand(self, article: Article, uid: str, start: int, end: int) -> Act | None:
        """Put an annotation on other words, which the analyst has chosen.

        Args:
            article: The article as it is shown.
            uid: The annotation.
            start: First code point of the words.
            end: One past the last.
        """
        passage = cut(article.text, article.text_sha256, start, end)
        placed = self._marks.put_at(uid, passage)
        rest = self._settled(article, [uid]) if placed else []
        return self._commit(f"place by hand {self._words_of(uid)}", [*placed, *rest])

    @at_once
    def drop(self, article: Article, uid: str) -> Act | None:
        """Delete an annotation whose words are not where they were."""
        if self.store.get(uid) is None:
            return None
        return self._commit(f"drop {self._words_of(uid)}", self._settled(article, [uid]), [uid])

    @at_once
    def adopt(self, uid: str, article: Article) -> Act | None:
        """Make the annotations of a file that is gone those of an article, its later version.

        Args:
            uid: The record of the file that is gone.
            article: The later version.
        """
        record = self.store.get(uid)
        if record is None or record["path"] == article.path:
            return None
        count = counted(self._marks.count(record), "annotation")
        adopted, replaced = self._records.adopted(record, article)
        kinds = (self._marks, self._verdicts)
        moved = [each for own in replaced for kind in kinds for each in kind.handed_on(own, uid)]
        self._keep_text(article)
        return self._commit(f"take over {count} of {record['path']}", [adopted, *moved], replaced)

    # Within

    def _stale(self, article: Article) -> list[Annotation]:
        """Find the annotations that were made in another text and have a place in this one."""
        record = self._records.find(article.path, article.text_sha256)
        marks = self._marks.on(article, record, {})
        return [mark for mark in marks if is_stale(mark, article) and mark.start is not None]

    def _settled(self, article: Article, besides: Iterable[str]) -> list[Record]:
        """Make the article's record one of this text, with all that stands there unchanged."""
        self._keep_text(article)
        before = self._records.find(article.path, article.text_sha256)
        if before is None:
            return []
        after = self._records.accepted(article)
        known = set(besides)
        along = (
            mark
            for mark in self._stale(article)
            if mark.uid not in known and standing(mark) is Standing.UNCHANGED
        )
        taken = [record for mark in along for record in self._cut_anew(article, mark)]
        return taken if after == before else [after, *taken]

    def _cut_anew(self, article: Article, mark: Annotation) -> list[Record]:
        """Take an annotation to its place in a text, cut anew from there."""
        if mark.start is None or mark.end is None:
            return []
        passage = cut(article.text, article.text_sha256, mark.start, mark.end)
        return self._marks.put_at(mark.uid, passage)


def _accepting(marks: Sequence[Annotation]) -> str:
    """Name the acceptance of annotations: `accept 12 moved passages`."""
    kinds = {standing(mark) for mark in marks}
    if not kinds:
        return "accept the edited text"
    if len(marks) == 1 and marks[0].passage is not None:
        return f"accept the {kinds.pop()} passage {quoted(marks[0].quote)}"
    kind = f"{kinds.pop()} " if len(kinds) == 1 else ""
    return f"accept {counted(len(marks), f'{kind}passage')}"
