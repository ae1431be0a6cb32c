"""The main screen: what happens on the desk when files, the analyst and the store speak."""

import gc
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual import on

from annotations.library import Library
from annotations.models import Act, Article, Mention, SaveState
from tui import haste
from tui.screens.gathering import (
    DetectionMoved,
    Gatherer,
    MentionsFound,
    Noticed,
    OthersWrote,
    RevisionsFound,
    RowsFound,
    RowsGone,
    RowsRead,
    SaveMoved,
)
from tui.screens.panes import KeyGuide
from tui.screens.rolling import Rolling
from tui.screens.searching import SearchingDesk
from tui.state import Memory
from tui.widgets.article_order import SortBy
from tui.widgets.cells import crop
from tui.widgets.inspector import Inspector
from tui.widgets.line import plain
from tui.widgets.reader import Reader
from tui.widgets.rows import RowList

STARTING = "the articles are not listed yet"
"""Why keys are held; those with priority are not."""

MOST_WORDS = 24
"""Cells of an unfinished note that are shown in the status line."""

START_SECONDS = 1.0
"""How long keys wait for all rows at the start; after that, for the first ones."""


class MainScreen(SearchingDesk):
    """Keeps what is shown true to what files, the analyst and the store say.

    Attributes:
        last_tags: The names of the tags that were set last in this run.
        log_file: Where the program writes what went wrong.
        rolling: The entities of the collection.
    """

    def __init__(self, library: Library, memory: Memory, guide: KeyGuide, log_file: Path) -> None:
        """Make the screen; only the first rows are read before it is shown."""
        super().__init__(library, memory, guide)
        self.log_file = log_file
        self.last_tags: tuple[str, ...] = ()
        self.rolling = Rolling(library, self.report)
        self._is_starting = True
        self._offered: tuple[Mention | None, bool] = (None, True)
        self._last_place = memory.last_place(library.collection.root)
        self._gatherer = Gatherer(library, self.post_message)
        library.on_save = self._hear_of_saving
        library.on_change = self._hear_of_others
        library.on_notice = self._hear_of_notice

    # Starting

    def on_mount(self) -> None:
        """Say what the opening brought to light, and begin to list once the screen is shown."""
        self.status.set_save(self.library.saving)  # it may have begun or failed already
        if self.library.place.notice:
            self.status.announce(self.library.place.notice)
        for notice in self.library.notices:
            self.status.announce(notice, "warning")
        self.aim_line.set_tags(self.library.tags())
        self.articles.add_rows(self._gatherer.recall())  # part of the very first frame
        self.title_line.set_unread_left(self.articles.unread_left)
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        self._resume()
        self.show_aim()
        self.run_worker(self._gatherer.list_articles, thread=True, group="gathering")
        self.run_worker(self.follow_file(), group="following")
        self.library.follow()
        self.set_timer(START_SECONDS, self._end_start)

    def _end_start(self) -> None:
        self._is_starting = False
        haste.end()
        if self.articles.row_count:
            self.app.release_keys(STARTING)

    @on(RowsFound)
    def _add_rows(self, message: RowsFound) -> None:
        self.articles.add_rows(message.rows)
        # Of rows that were on their way when something was done, what is known may be too old.
        self.refresh_rows(self.changed_early.intersection(row.path for row in message.rows))
        self.title_line.set_unread_left(self.articles.unread_left)
        self._resume()
        if message.finished:
            self._resume_order()
        # Keys typed during the start are meant for the rows.
        if message.finished or not self._is_starting:
            self.app.release_keys(STARTING)
        if message.finished:
            self._end_listing()
        self.show_aim()

    def _resume(self) -> None:
        """Go to the last place once its row is there, unless the analyst went elsewhere."""
        path, offset = self._last_place
        untouched = self.is_current and self.articles.cursor == 0 and not self.articles.marked
        if path and self.article is None and untouched and self.articles.go_to(path):
            self.open(path, offset)
            self._last_place = ("", 0)

    def _resume_order(self) -> None:
        """Sort the list as in the last run; once for all is quicker than for each as it comes."""
        order, untouched = self._memory.order, self.article is None and not self.articles.cursor
        if order in list(SortBy) and order != self.articles.sort_by:
            self.articles.sort_by = order
            if untouched:
                self.articles.move_home()

    def sort_by(self, order: SortBy) -> None:
        """Sort the list, in the next run too."""
        self.articles.sort_by = order
        self._memory.keep_order(order)

    def _end_listing(self) -> None:
        self._last_place = ("", 0)
        self.changed_early.clear()
        gc.freeze()  # rows hold no cycles; looking for some among a million would hold up keys
        self.run_worker(self._gatherer.detect, thread=True, group="gathering")
        self.run_worker(self._gatherer.follow_files, thread=True, group="gathering")
        self.run_worker(self._gatherer.look_for_revisions, thread=True, group="gathering")
        if not self.articles.has_rows:
            self.articles.placeholder = "No .txt or .md here."
        for path in filter(self.articles.lists, self.library.drafted()):
            key, title = self.guide.key("note"), self.library.listing(path).title
            self.status.announce(
                f"A note was not finished; {key} on its place takes it up again: “{title}”."
            )
        for path, text in self.library.drafts_left_behind():
            words = crop(plain(text), MOST_WORDS)
            self.status.announce(
                f"{path} is gone; its unfinished note is kept, `briefreader doctor` shows it: "
                f"“{words}”",
                "warning",
            )
        for problem in self.library.collection.problems:
            self.status.announce(problem, "warning")

    # What was done

    def report(self, act: Act | None, words: str = "") -> None:
        """Show what an act has changed, and say its name.

        Args:
            act: What was done; None if nothing had to be.
            words: What to say in place of the act's name.
        """
        if act is None:
            self.status.say(words or "Nothing to change.")
            return
        self.status.set_save(self.library.saving)
        self.status.say(words or act.name)
        self._show_what_is_said(entities=act.on_entities)
        if act.on_entities:
            self._have_detected(act.paths)
        if act.everywhere:
            self._look_again(None)
        else:
            self.refresh_rows(act.paths)
        self.show_aim()
        self.show_keys()

    def _show_what_is_said(self, *, entities: bool) -> None:
        """Show what is said of the open article as it is now, and the quick tags.

        Args:
            entities: Whether its entities may be others now.
        """
        if self.article is not None:
            self.article = self._described(self.article)
            self.marks = self.library.annotations_on(self.article)
            self.edited = bool(self.library.reviewing.annotated_in(self.article))
            self.reader.set_annotations(self.marks)
            if entities:
                self.mentions = self._entities_of(self.article)
                self.reader.set_mentions(self.mentions)
            self.title_line.show(self.article)
            self.show_inspector()
        self.aim_line.set_tags(self.library.tags())

    def _described(self, shown: Article) -> Article:
        """Return the open article with what is known of it now; its file is not read for this."""
        return replace(
            self.library.sheet(shown.path),
            text=shown.text,
            text_sha256=shown.text_sha256,
            zones=shown.zones,
        )

    # What is heard

    @on(MentionsFound)
    def _show_mentions(self, message: MentionsFound) -> None:
        shown = self.article
        if shown and message.article.text_sha256 == shown.text_sha256 and self._agree(message):
            # What was decided since they were found counts.
            known = self._entities_of(shown)
            self.mentions = known or self.library.aliasing.named(shown, message.mentions)
            self.reader.set_mentions(self.mentions)
            self.show_inspector()
        self.refresh_rows([message.article.path])

    def _agree(self, message: MentionsFound) -> bool:
        """Whether the model reads what is shown: its language may be another than when asked."""
        reads = self.library.mentions.reads
        return self.article is not None and reads(self.article) == reads(message.article)

    @on(Noticed)
    def _pass_on(self, message: Noticed) -> None:
        self.status.announce(message.notice, "warning")

    @on(RevisionsFound)
    def _show_revisions(self, message: RevisionsFound) -> None:
        self.tell_of_revisions(message.revisions)

    @on(DetectionMoved)
    def _show_progress(self, message: DetectionMoved) -> None:
        self.status.set_progress(message.progress)
        if message.progress.problem:
            self.status.announce(message.progress.problem, "warning")

    @on(OthersWrote)
    def _take_in(self, message: OthersWrote) -> None:
        self._show_what_is_said(entities=True)
        self._have_detected(message.paths)
        self._look_again(message.paths)
        self.show_aim()

    def _have_detected(self, paths: Iterable[str] | None) -> None:
        """Have articles detected whose entities are not known, in the background; None: all."""
        if self.article and self.library.mentions.of(self.article) is None:
            self.library.mentions.first(self.article)
        have = partial(self._gatherer.detect_more, paths)
        self.run_worker(have, thread=True, group="gathering")

    def _look_again(self, paths: Iterable[str] | None) -> None:
        """Look at rows again in the background; None: at all of them."""
        look = partial(self._gatherer.look_again, paths)
        whole = paths is None
        # A look at all begins anew; one at some articles ends soon, and must not be cut short.
        group = "looking at all" if whole else "looking again"
        self.run_worker(look, thread=True, group=group, exclusive=whole)

    @on(RowsGone)
    def _drop_rows(self, message: RowsGone) -> None:
        self.articles.remove_rows(message.paths)
        self.title_line.set_unread_left(self.articles.unread_left)
        self.show_aim()

    @on(RowsRead)
    def _show_rows(self, message: RowsRead) -> None:
        self.update_rows(message.rows)

    def _hear_of_saving(self, state: SaveState) -> None:
        """Pass on what the store says, on whichever thread it says it."""
        self.post_message(SaveMoved(state))

    def _hear_of_others(self, paths: frozenset[str] | None) -> None:
        self.post_message(OthersWrote(paths))

    def _hear_of_notice(self, notice: str) -> None:
        """Pass on what the user should know, on whichever thread it comes up."""
        self.post_message(Noticed(notice))

    @on(SaveMoved)
    def _show_saving(self, message: SaveMoved) -> None:
        self.status.set_save(self.library.saving)

    def follow_cursor(self, offset: int) -> None:
        """Show what belongs to the place of the reader's cursor, its keys too."""
        super().follow_cursor(offset)
        offered = (self.reader.mention_at_cursor(), self.reader.selection is None)
        if self.placing is not None or offered != self._offered:
            self._offered = offered
            self.show_keys()

    @on(Reader.EndShown)
    def _note_read(self, message: Reader.EndShown) -> None:
        if self.library.note_read(message.path):
            self.status.set_save(self.library.saving)
            self.refresh_rows([message.path])

    @on(RowList.Highlighted)
    def _follow_row(self) -> None:
        self.show_aim()

    @on(RowList.Chosen)
    def _take_row(self, message: RowList.Chosen) -> None:
        if message.control is self.articles and self.articles.path:
            self.open(self.articles.path, read=True)
        elif isinstance(message.control, Inspector):
            self.jump_to_selected()

    def jump_to_selected(self) -> None:
        """Go to the inspector's annotation in the text."""
        mark = self.inspector.selected
        if mark is not None and mark.start is not None:
            self.reader.move_to(mark.start)
            self.reader.focus()
