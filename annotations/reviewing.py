"""What becomes of annotations in an article that was edited, and what the analyst decides."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from annotations.ledger import Ledger, at_once
from annotations.models import Act, Annotation, Article
from annotations.passages import cut
from annotations.revisions import Revision, Revisions
from annotations.standing import Standing, is_stale, standing
from annotations.store.records import Record
from annotations.wording import counted, counted_each, quoted

if TYPE_CHECKING:
    from annotations.diffs import Change


class Reviewing:
    """The acts on annotations whose article was edited.

    Nothing is rewritten until the analyst accepts it. What she decides is on the text before her,
    so with each decision the article's record becomes one of this text, and the passages that
    stand in it unchanged are cut from it anew.
    """

    def __init__(self, ledger: Ledger) -> None:
        """Look for no revision yet."""
        self._ledger = ledger
        self._revisions = Revisions(ledger.store, ledger.shelf, ledger.records, ledger.texts)

    # What was found

    def annotated_in(self, article: Article) -> list[str]:
        """Return the hashes of other texts that an article was annotated in; the main one first.

        There is none once its passages, and its record, have been taken to the text it has now.
        """
        record = self._ledger.record(article)
        counts = Counter(self._ledger.marks.texts(record))
        return [text for text, _ in counts.most_common() if text != article.text_sha256]

    def changes(self, article: Article) -> "list[Change] | None":
        """Tell what was changed in an article since it was annotated; slow with a long one.

        None if the text that it was annotated in was not kept.
        """
        from annotations.diffs import compare

        kept = map(self._ledger.texts.get, self.annotated_in(article))
        old = next((text for text in kept if text is not None), None)
        return compare(old, article.text) if old is not None else None

    def find_revisions(self, stopped: Callable[[], bool] = lambda: False) -> list[Revision]:
        """Find articles that look like later versions of ones that are gone; slow with many.

        It also has the texts kept of articles of which something was said when none were.

        Args:
            stopped: Asked again and again whether nobody waits for it any more.
        """
        for path in takewhile(lambda _: not stopped(), self._ledger.shelf.readable()):
            sheet = self._ledger.shelf.sheet(path)
            record = self._ledger.record(sheet)
            is_said = self._ledger.marks.count(record) or self._ledger.verdicts.count(record)
            if is_said and not self._ledger.texts.has(sheet.text_sha256):
                self._ledger.keep_text(sheet)
        return self._revisions.look(stopped)

    def revision(self, path: str) -> Revision | None:
        """Return what the article at `path` is probably a later version of, if that was found."""
        return self._revisions.of(path)

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
        return self._ledger.commit(_accepting(found), [*taken, *self._settled(article, uids)])

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
        placed = self._ledger.marks.put_at(uid, passage)
        rest = self._settled(article, [uid]) if placed else []
        return self._ledger.commit(f"place by hand {self._ledger.words_of(uid)}", [*placed, *rest])

    @at_once
    def drop(self, article: Article, uid: str) -> Act | None:
        """Delete an annotation whose words are not where they were."""
        if self._ledger.store.get(uid) is None:
            return None
        return self._ledger.commit(
            f"drop {self._ledger.words_of(uid)}", self._settled(article, [uid]), [uid]
        )

    @at_once
    def adopt(self, uid: str, article: Article) -> Act | None:
        """Make the annotations of a file that is gone those of an article, its later version.

        Args:
            uid: The record of the file that is gone.
            article: The later version.
        """
        record = self._ledger.store.get(uid)
        if record is None or record["path"] == article.path:
            return None
        load = counted_each(
            annotation=self._ledger.marks.count(record),
            decision=self._ledger.verdicts.count(record),
        )
        adopted, replaced = self._ledger.records.adopted(record, article)
        kinds = (self._ledger.marks, self._ledger.verdicts)
        moved = [each for own in replaced for kind in kinds for each in kind.handed_on(own, uid)]
        self._ledger.keep_text(article)
        return self._ledger.commit(
            f"take over {load} of {record['path']}", [adopted, *moved], replaced
        )

    # Within

    def _stale(self, article: Article) -> list[Annotation]:
        """Find the annotations that were made in another text and have a place in this one."""
        record = self._ledger.record(article)
        marks = self._ledger.marks.on(article, record, {})
        return [mark for mark in marks if is_stale(mark, article) and mark.start is not None]

    def _settled(self, article: Article, besides: Iterable[str]) -> list[Record]:
        """Make the article's record one of this text, with all that stands there unchanged."""
        self._ledger.keep_text(article)
        before = self._ledger.record(article)
        if before is None:
            return []
        after = self._ledger.records.accepted(article)
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
        return self._ledger.marks.put_at(mark.uid, passage)


def _accepting(marks: Sequence[Annotation]) -> str:
    """Name the acceptance of annotations: `accept 12 moved passages`."""
    kinds = {standing(mark) for mark in marks}
    if not kinds:
        return "accept the edited text"
    if len(marks) == 1 and marks[0].passage is not None:
        return f"accept the {kinds.pop()} passage {quoted(marks[0].quote)}"
    kind = f"{kinds.pop()} " if len(kinds) == 1 else ""
    return f"accept {counted(len(marks), f'{kind}passage')}"
