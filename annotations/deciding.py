"""What the analyst decides of entities, each a step that can be undone."""

from collections.abc import Sequence

from annotations.decisions import Decision, Ruling, Scope, Verdict, label_in, name_in
from annotations.ledger import Ledger, at_once
from annotations.models import Act, Article, Mention, Target
from annotations.occurrences import Occurrence
from annotations.passages import cut
from annotations.store.records import Record
from annotations.store.saying import found_as, is_single, left_alone, rule_of, said_of
from annotations.text import clean_line
from annotations.wording import counted


class Deciding:
    """The acts on entities."""

    def __init__(self, ledger: Ledger) -> None:
        """Decide nothing yet."""
        self._ledger = ledger

    @at_once
    def decide(
        self, article: Article, mention: Mention, verdict: Verdict, becomes: str = ""
    ) -> Act | None:
        """Accept, reject or relabel one mention.

        Args:
            article: The article as it is shown.
            mention: The mention as it is shown.
            verdict: `ACCEPTED`, `REJECTED` or `RELABELLED`.
            becomes: The new label.
        """
        label = label_in(clean_line(becomes))
        said = said_of(mention, verdict, label)
        words = name_in(mention.text)
        deed = Ruling(verdict, words, mention.label, label).deed
        return self._settle(article, (mention.start, mention.end), said, f"{deed} “{words}”")

    @at_once
    def decide_on(self, one: Occurrence, verdict: Verdict, becomes: str = "") -> Act | None:
        """Do as `decide` does, with a mention that was found elsewhere than on the screen."""
        label = label_in(clean_line(becomes))
        made = self._single(one, said_of(one.mention, verdict, label))
        words = name_in(one.mention.text)
        deed = Ruling(verdict, words, one.mention.label, label).deed
        return self._ledger.commit(f"{deed} “{words}”", [made]) if made else None

    @at_once
    def add(
        self, article: Article, start: int, end: int, label: str, instead: Mention | None = None
    ) -> Act | None:
        """Make words an entity, or change the ends of one that they overlap.

        Args:
            article: The article as it is shown.
            start: First code point of the words.
            end: One past the last.
            label: The label.
            instead: The mention whose ends are changed; None for a new one.
        """
        label, words = label_in(clean_line(label)), name_in(article.text[start:end])
        if not label or not words:
            return None
        if instead is None:
            said = {"verdict": str(Verdict.ADDED), "text": words, "becomes": label}
            name = f"add “{words}” as {label}"
            return self._settle(article, (start, end), said | {"words": words}, name)
        known = instead.decision
        single = known if known and known.scope is Scope.MENTION else None
        text = single.text if single and single.label else name_in(instead.text)
        found_as = instead.found_as if known else instead.label
        said = {
            "verdict": str(Verdict.MOVED if found_as else Verdict.ADDED),
            "text": text if found_as else words,
            "label": found_as,
            "becomes": label if label != found_as else "",
            "words": words,
        }
        name = f"change the ends of “{name_in(instead.text)}” to “{words}”"
        return self._settle(article, (start, end), said, name, single.uid if single else "")

    @at_once
    def decide_all(
        self,
        ruling: Ruling,
        path: str,
        chosen: Sequence[Occurrence],
        left: Sequence[Occurrence] = (),
    ) -> Act | None:
        """Decide the same of every mention of some words, as one step to undo.

        It holds for mentions that come later, too. Those in `left` stay as they are; those in
        `chosen` of which something else was decided by themselves are decided on by themselves.

        Args:
            ruling: What is decided.
            path: The article it is for; empty for the whole collection.
            chosen: The mentions that are known and meant.
            left: Those that are known and not meant.

        Raises:
            ArticleError: The article cannot be read.
        """
        adds = ruling.verdict is Verdict.ADDED
        found = {found_as(each.mention) for each in chosen if not adds} or {ruling.label}
        spared = {found_as(each.mention) for each in left} - found
        record = None
        if path:
            sheet = self._ledger.shelf.sheet(path)
            self._ledger.keep_text(sheet)
            record = self._record_of(sheet)
        made = [
            self._ledger.verdicts.on_several(record, rule_of(ruling, label, any_label=not spared))
            for label in sorted(found)
        ]
        made += [
            self._single(each, said_of(each.mention, ruling.verdict, ruling.becomes))
            for each in chosen
            if is_single(each.mention)
        ]
        made += [
            self._single(each, left_alone(each.mention))
            for each in left
            if (adds or found_as(each.mention) in found) and not is_single(each.mention)
        ]
        where = "" if chosen else f" in {Scope.ARTICLE if path else Scope.COLLECTION}"
        what = f"{counted(len(chosen), 'mention')} of " if chosen else ""
        name = f"{ruling.deed} {what}“{ruling.text}”{where}"
        return self._ledger.commit(name, [each for each in made if each])

    @at_once
    def revoke(self, decisions: Sequence[Decision]) -> Act | None:
        """Take decisions back: the mentions are as they were found."""
        known = [each for each in decisions if self._ledger.store.get(each.uid) is not None]
        words = {each.words or each.text for each in known}
        of = f"“{words.pop()}”" if len(words) == 1 else f"{len(words)} names"
        noun = "the decision" if len(known) == 1 else counted(len(known), "decision")
        return self._ledger.commit(f"revoke {noun} on {of}", [], [each.uid for each in known])

    # Within

    def _record_of(self, sheet: Article) -> Record:
        found = self._ledger.record(sheet)
        return found or self._ledger.records.ensure(sheet)

    def _settle(
        self,
        article: Article,
        span: tuple[int, int],
        said: Record,
        name: str,
        instead: str = "",
    ) -> Act | None:
        """Commit a decision on one mention, if it says anything new."""
        if not said:
            return None
        passage = cut(article.text, article.text_sha256, *span)
        self._ledger.keep_text(article)
        record = self._record_of(article)
        made = self._ledger.verdicts.on_mention(article, record, passage, said, instead)
        return self._ledger.commit(name, [made]) if made else None

    def _single(self, each: Occurrence, said: Record) -> Record | None:
        if not said:
            return None
        article = self._ledger.article_with(Target(each.sheet.path, each.passage))
        self._ledger.keep_text(article)
        record = self._record_of(article)
        return self._ledger.verdicts.on_mention(article, record, each.passage, said)
