"""The main screen: what happens on the desk when files, the analyst and the store speak."""

from collections.abc import Iterable

from textual import on

from annotations.errors import ArticleError
from annotations.library import Library
from annotations.models import Act, Listing, SaveState
from tui.screens.desk import Desk
from tui.screens.gathering import (
    DetectionMoved,
    Gatherer,
    MentionsFound,
    Noticed,
    RowsFound,
    SaveMoved,
)
from tui.screens.panes import KeyGuide
from tui.state import Memory
from tui.widgets.inspector import Inspector
from tui.widgets.prompt_line import PromptLine
from tui.widgets.reader import Reader
from tui.widgets.rows import RowList

CHANGED_SECONDS = 2.0
"""How often the open article's file is looked at."""


class MainScreen(Desk):
    """Opens articles on the desk and keeps what is shown true.

    Attributes:
        last_tags: The names of the tags that were set last in this run.
    """

    def __init__(self, library: Library, memory: Memory, guide: KeyGuide) -> None:
        """Make the screen; nothing is read before it is shown."""
        super().__init__(library, guide, welcome=memory.is_first_start)
        self.last_tags: tuple[str, ...] = ()
        self._memory = memory
        self._rows: list[Listing] = []
        self._gatherer = Gatherer(library, self.post_message)
        library.on_save = self._hear_of_saving

    # Starting

    def on_mount(self) -> None:
        """Say what the opening brought to light, and begin to list once the screen is shown."""
        if self.library.place.notice:
            self.status.say(self.library.place.notice)
        for notice in self.library.notices:
            self.status.say(notice, "warning")
        self.aim_line.set_tags(self.library.tags())
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        self.run_worker(self._gatherer.list_articles, thread=True, group="gathering")
        self.set_interval(CHANGED_SECONDS, self._look_for_change)

    @on(RowsFound)
    def _add_rows(self, message: RowsFound) -> None:
        first = not self._rows
        self._rows += message.rows
        self.articles.set_rows(self._rows)
        self.title_line.set_unread_left(self.articles.unread_left)
        if first and self._rows:
            path, offset = self._memory.last_place(self.library.collection.root)
            if self.articles.go_to(path):
                self.open(path, offset)
        # Keys typed during the start are meant for the rows.
        self.app.hold_keys(False)
        if message.finished:
            paths = [row.path for row in self._rows if not row.problem]
            self.run_worker(lambda: self._gatherer.detect(paths), thread=True, group="gathering")
            if not self._rows:
                self.articles.placeholder = "No .txt or .md here."
            for target in self.library.drafted():
                self.status.say(f"A note was not finished: n on its place in {target.path}.")
            for problem in self.library.collection.problems:
                self.status.say(problem, "warning")
        self.show_aim()

    # Opening

    def open(self, path: str, offset: int | None = None) -> None:
        """Show an article; at `offset`, else where one was in it, else at its beginning."""
        try:
            article = self.library.article(path)
        except ArticleError as error:
            self.status.say(str(error), "error")
            return
        if self.article is not None and self.article.path == path and offset is None:
            offset = self.reader.cursor
        self.keep_place()
        self.article = article
        self.mentions = self.library.mentions.of(article) or ()
        self.library.mentions.first(article)
        self._read_marks()
        self.reader.show(article, mentions=self.mentions, annotations=self.marks, place=offset or 0)
        self.articles.go_to(path)
        self.title_line.show(article)
        self._show_inspector()
        self.show_aim()
        for notice in article.notices:
            self.status.say(f"{path}: {notice}", "warning")

    def open_next_unread(self) -> None:
        """Open the next article that has not been read."""
        path = self.articles.next_unread(self.article.path if self.article else None)
        if path is None:
            self.status.say("All articles are read.")
        else:
            self.open(path)

    def _look_for_change(self) -> None:
        if self.article is None or not self.library.changed(self.article.path):
            return
        path = self.article.path
        try:
            self.library.reread(path)
        except ArticleError as error:
            self.status.say(f"{error} What was read is still shown.", "warning")
            return
        if self.library.article(path).text_sha256 != self.article.text_sha256:
            self.open(path, self.reader.cursor)
            lost = sum(mark.passage is not None and mark.start is None for mark in self.marks)
            words = f"{path} has changed and was read again"
            self.status.say(
                f"{words}; {lost} passages are not in it any more." if lost else words + "."
            )
            self.refresh_rows([path])

    def keep_place(self) -> None:
        """Remember the open article and the place in it for the next start."""
        if self.article is not None:
            root = self.library.collection.root
            self._memory.keep_place(root, self.article.path, self.reader.cursor)

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
        if self.article is not None:
            self.article = self.library.article(self.article.path)
            self._read_marks()
            self.reader.set_annotations(self.marks)
            self.title_line.show(self.article)
            self._show_inspector()
        self.aim_line.set_tags(self.library.tags())
        self.refresh_rows(act.paths)
        self.show_aim()

    def refresh_rows(self, paths: Iterable[str]) -> None:
        """Show what the list says of these articles as it is now."""
        for path in paths:
            self.articles.update_row(self.library.listing(path))
        self.title_line.set_unread_left(self.articles.unread_left)

    def _read_marks(self) -> None:
        self.marks = self.library.annotations(self.article.path) if self.article else []

    def _show_inspector(self) -> None:
        self.inspector.show(self.article, self.marks, self.mentions, self.reader.cursor)

    # What is heard

    @on(MentionsFound)
    def _show_mentions(self, message: MentionsFound) -> None:
        if self.article and message.article.text_sha256 == self.article.text_sha256:
            self.mentions = message.mentions
            self.reader.set_mentions(self.mentions)
            self._show_inspector()
        self.refresh_rows([message.article.path])

    @on(Noticed)
    def _pass_on(self, message: Noticed) -> None:
        self.status.say(message.notice, "warning")

    @on(DetectionMoved)
    def _show_progress(self, message: DetectionMoved) -> None:
        self.status.set_progress(message.progress)
        if message.progress.problem:
            self.status.say(message.progress.problem, "warning")

    def _hear_of_saving(self, state: SaveState) -> None:
        """Pass on what the store says, on whichever thread it says it."""
        self.post_message(SaveMoved(state))

    @on(SaveMoved)
    def _show_saving(self, message: SaveMoved) -> None:
        self.status.set_save(self.library.saving)

    @on(Reader.Moved)
    def _follow_cursor(self, message: Reader.Moved) -> None:
        self.inspector.follow(message.offset)
        self.title_line.set_percent(self.reader.place().percent)
        self.show_aim()

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
            self.open(self.articles.path)
            self.reader.focus()
        elif isinstance(message.control, Inspector):
            self.jump_to_selected()

    def jump_to_selected(self) -> None:
        """Go to the inspector's annotation in the text."""
        mark = self.inspector.selected
        if mark is not None and mark.start is not None:
            self.reader.move_to(mark.start)
            self.reader.focus()

    # Filter and find

    def open_filter(self) -> None:
        """Ask what the list is to be narrowed to."""
        self.filter_line.open("filter", self.articles.filter_text)

    def open_find(self) -> None:
        """Ask what is to be found in the text."""
        self.find_line.open("find", self.reader.finding)

    def show_finds(self) -> None:
        """Say which hit of how many the cursor is on."""
        number, count = self.reader.find_place
        if self.reader.finding:
            what = f"“{self.reader.finding}”"
            self.status.say(f"{what}: {number} of {count}" if count else f"{what} is not here")
        self.show_keys()

    @on(PromptLine.Changed)
    def _narrow(self, message: PromptLine.Changed) -> None:
        if message.control is self.filter_line:
            self.articles.filter_text = message.text
        elif message.text:
            self.reader.find(message.text)
            self.show_finds()

    @on(PromptLine.Submitted)
    def _end_prompt(self, message: PromptLine.Submitted) -> None:
        if message.control is self.filter_line:
            self.articles.focus()
            return
        self.reader.focus()
        if not message.text:
            self.reader.find_clear()
        self.show_finds()

    @on(PromptLine.Cancelled)
    def _drop_prompt(self, message: PromptLine.Cancelled) -> None:
        if message.control is self.filter_line:
            self.articles.filter_text = ""
            self.articles.focus()
        else:
            self.reader.find_clear()
            self.reader.focus()
