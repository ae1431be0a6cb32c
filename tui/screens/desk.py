"""The desk: three panes and the lines at the foot; where the analyst is, and what she aims at."""

import re
from collections.abc import Coroutine
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.dom import DOMNode
from textual.getters import app as app_of
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import WorkerFailed

from annotations.errors import BriefReaderError
from annotations.library import Library
from annotations.models import Annotation, Article, Mention, Target
from tui.screens.aims import SELECTION, SENTENCE, annotation_target, article_aim, passage_aims
from tui.screens.dialogs.aim import Aim
from tui.screens.panes import KeyGuide, Where
from tui.type_ahead import InOrder
from tui.widgets.aim_line import AimLine
from tui.widgets.article_list import ArticleList
from tui.widgets.foot import Hint, KeyLine, StatusLine
from tui.widgets.inspector import Inspector
from tui.widgets.kept import Column, KeptLines, KeptStatic, Row
from tui.widgets.prompt_line import PromptLine
from tui.widgets.reader import Reader
from tui.widgets.rows import RowList
from tui.widgets.title_line import TitleLine

PROMPT_HINTS = [Hint("enter", "take"), Hint("escape", "cancel")]
"""The keys of a line that is typed in."""

LOW = 16
"""With fewer rows than this there is no line of keys."""

LEAST = (20, 6)
"""The least columns and rows the desk can be used with."""

TOO_SMALL = "Too small: {} by {} is the least.".format(*LEAST)

WELCOME = """\
{open} reads the article; {line-down} {line-up} {word-left} {word-right} move, \
{next-pane} changes the pane.
{tag} tags, {note} notes the sentence at the cursor ({select} selects); \
{delete} deletes, {undo} undoes.
All is saved as you go. {export} exports it, {help} lists the keys, {back} goes back."""
"""What a first start says, with the names of commands where their keys are to stand."""


class Desk(Screen[None], KeptLines, inherit_bindings=False):
    """The panes, and what is open on them.

    Attributes:
        library: The collection and its annotations.
        article: The open article; None until one is opened.
        marks: Its annotations.
        mentions: Its entities.
        guide: Knows which keys work where.
    """

    HORIZONTAL_BREAKPOINTS = [(0, "-one"), (60, "-two"), (100, "-three")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]
    AUTO_FOCUS = "ArticleList"

    app = app_of(InOrder)

    def __init__(self, library: Library, guide: KeyGuide, *, welcome: bool) -> None:
        """Make the desk.

        Args:
            library: The collection and its annotations.
            guide: Knows which keys work where.
            welcome: Whether to explain the first keys.
        """
        super().__init__(classes="-in-list")  # what it will be: styles are applied once less
        self.library = library
        self.article: Article | None = None
        self.marks: list[Annotation] = []
        self.mentions: tuple[Mention, ...] = ()
        self.guide = guide
        elsewhere = str(library.place.file) if library.place.notice else ""
        whole = Hint(guide.key("messages"), "all", "app.run_command('messages')")
        self.articles = ArticleList(id="articles")
        self.filter_line = PromptLine(id="filter")
        self.title_line = TitleLine()
        self.reader = Reader(
            placeholder=self.keyed("Choose an article and press {open}."),
            on_move=self.follow_cursor,
        )
        self.find_line = PromptLine(id="find")
        self.inspector = Inspector()
        self.aim_line = AimLine(key=guide.key("tag"))
        self.key_line = KeyLine()
        self.status = StatusLine(author=library.author, store=elsewhere, more=whole)
        self._welcome = welcome
        self._elsewhere = ""

    def compose(self) -> ComposeResult:
        """Lay out the panes and the lines."""
        self._foresee_size()
        with Row(id="panes"):
            with Column(id="list-pane"):
                yield self.articles
                yield self.filter_line
            with Column(id="reader-pane"):
                yield self.title_line
                yield self.reader
                yield self.find_line
            yield self.inspector
        if self._welcome:
            yield KeptStatic(self.keyed(WELCOME), id="welcome", markup=False)
        yield self.aim_line
        yield self.key_line
        yield self.status

    def _foresee_size(self) -> None:
        """Set the classes of the size one has before there is anything to be styled anew for it."""
        width, height = self.app.size
        self.add_class(
            *self._get_breakpoint_classes(width, self.HORIZONTAL_BREAKPOINTS),
            *self._get_breakpoint_classes(height, self.VERTICAL_BREAKPOINTS),
        )

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        """Where a key may be bound, from the focus up to the app.

        Textual asks each of these, twice a key, about every key bound above it, in case it takes
        the key as text. A pane takes none, which saves a third of the calls of a key.
        """
        focused = self.focused
        if isinstance(focused, (RowList, Reader)):
            return [(node, node._bindings) for node in focused.ancestors_with_self]
        return super()._binding_chain

    # Where one is, and what is aimed at

    def context(self) -> tuple[Where, ...]:
        """Tell where keys go now, the most particular place first."""
        if self.articles.has_focus:
            return (Where.LIST, Where.ANYWHERE)
        if self.reader.has_focus:
            finding = (Where.FINDING,) if self.reader.finding else ()
            return (*finding, Where.READER, Where.ANYWHERE)
        if self.inspector.has_focus:
            return (Where.INSPECTOR, Where.ANYWHERE)
        return (Where.ANYWHERE,)

    def aims(self) -> tuple[list[Aim], int]:
        """List what a tag or a note could be put on, and which of it is meant at first.

        Raises:
            ArticleError: The article under the list's cursor cannot be read.
        """
        if self.articles.has_focus:
            return self._article_aims(), 0
        if self.article is None:
            return [], 0
        if mark := self.inspected():
            target = annotation_target(self.article, mark)
            present = tuple(tag.uid for tag in mark.tags)
            quote = mark.quote or self.article.title
            aim = Aim("the annotation", target, quote, present, mark.note, mark.alternatives)
            return [aim], 0
        return passage_aims(
            self.article,
            self.reader.cursor,
            self.reader.selection,
            self.reader.mention_at_cursor(),
            self.marks,
        )

    def _article_aims(self) -> list[Aim]:
        paths = self.chosen_paths()
        if len(paths) > 1:
            return [Aim(f"the {len(paths)} marked articles", Target(paths[0]), "")]
        sheets = map(self.library.sheet, paths)
        return [article_aim(sheet, self.library.annotations_on(sheet)) for sheet in sheets]

    def targets(self, aimed: Target) -> list[Target]:
        """Tell what is really meant by `aimed`: it alone, or all marked rows."""
        marked = self.articles.marked_shown if self.articles.has_focus else ()
        return [Target(path) for path in marked] or [aimed]

    def no_target(self) -> str | None:
        """Tell why nothing can be tagged or noted now; None if something can."""
        if Where.INSPECTOR in self.context():
            return None if self.inspector.selected else "There is no annotation here."
        if self.articles.has_focus:
            readable = self.chosen_paths()
            return None if readable else "There is no article here that can be read."
        if self.reader.has_focus and self.reader.on_fold:
            return self.keyed("What is here is folded; {unfold} shows it.")
        return None if self.article else self.nothing_open()

    def nothing_open(self) -> str:
        """Say that no article is open, and what opens one."""
        return self.keyed("No article is open; choose one in the list with {open}.")

    def here(self) -> list[Annotation]:
        """Return the annotations under the cursor, innermost first; in the inspector, the one."""
        if self.inspector.has_focus:
            return [self.inspector.selected] if self.inspector.selected else []
        return self.reader.annotations_at_cursor()

    def chosen_paths(self) -> list[str]:
        """Return the articles that a command on articles takes: the marked ones, else this one."""
        if self.articles.has_focus:
            row = self.articles.row
            alone = [row.path] if row and not row.problem else []
            return list(self.articles.marked_shown) or alone
        return [self.article.path] if self.article else []

    def target(self) -> Target:
        """Return what is meant when nothing else is said; there must be something."""
        aims, first = self.aims()
        return aims[first].target

    def inspected(self) -> Annotation | None:
        """Return the inspector's annotation if keys go there."""
        return self.inspector.selected if self.inspector.has_focus else None

    def follow_cursor(self, offset: int) -> None:
        """Show what belongs to the place of the reader's cursor."""
        self.inspector.follow(offset)
        self.title_line.set_percent(self.reader.place().percent)
        self.show_aim()

    def show_aim(self) -> None:
        """Say what `t` would aim at now."""
        self.aim_line.set_aim(*self._aim_in_words())

    def _aim_in_words(self) -> tuple[str, str]:
        if mark := self.inspected():
            return "the annotation", mark.quote or mark.note
        if self.articles.has_focus and (marked := self.articles.marked_shown):
            hidden = len(self.articles.marked) - len(marked)
            one = len(marked) == 1
            told = "the marked article" if one else f"the {len(marked)} marked articles"
            return f"{told}; {hidden} hidden by the filter" if hidden else told, ""
        if self.articles.has_focus and self.articles.row and not self.articles.row.problem:
            return "the article", self.articles.row.title
        if self.filter_line.is_open or self.find_line.is_open:
            return "", ""
        span = self.reader.aim() if self.reader.has_focus else None
        if self.article is None or span is None:
            return "nothing here", ""
        label = SELECTION if self.reader.selection else SENTENCE
        return label, self.article.text[slice(*span)]

    def show_keys(self) -> None:
        """Show the main keys of where the analyst is."""
        typing = self.filter_line.is_open or self.find_line.is_open
        hints = PROMPT_HINTS if typing else self.guide.hints(self)
        self.key_line.set_hints(hints, self._help_hint())

    def _help_hint(self) -> Hint:
        return Hint(self.guide.key("help"), "help", "app.run_command('help')")

    def keyed(self, words: str) -> str:
        """Put the keys of commands in the place of their names in braces."""
        return re.sub(r"\{([a-z-]+)\}", lambda name: self.guide.key(name[1]), words)

    def converse(self, conversation: Coroutine[Any, Any, None]) -> None:
        """Run a command that asks something; what goes wrong is said in the status line."""
        self.app.converse(self.talk(conversation))

    async def talk(self, conversation: Coroutine[Any, Any, None]) -> None:
        """Await `conversation`; what goes wrong is said in the status line."""
        try:
            await conversation
        except BriefReaderError as error:
            self.status.say(str(error), "error")
        except WorkerFailed as failure:
            if not isinstance(failure.error, BriefReaderError):
                raise
            self.status.say(str(failure.error), "error")

    def on_descendant_focus(self) -> None:
        """Show the pane that has the focus, its keys, and what is aimed at from there."""
        in_reader = self.reader.has_focus or self.find_line.has_focus_within
        in_inspector = self.inspector.has_focus
        self.set_class(in_inspector, "-in-inspector")
        self.set_class(in_reader, "-in-reader")
        self.set_class(in_reader or in_inspector, "-beside")
        self.set_class(not in_reader and not in_inspector, "-in-list")
        self.show_keys()
        self.show_aim()

    def on_key(self, event: events.Key) -> None:
        """Say of a letter or sign that does nothing here where it works."""
        self.status.take_back(self._elsewhere)
        is_read = event.is_printable and not self.is_too_small
        self._elsewhere = self.guide.elsewhere(event.key, self) if is_read else ""
        if self._elsewhere:
            self.status.say(self._elsewhere, "warning", noted=False)

    def on_resize(self, event: events.Resize) -> None:
        """Say so where there is too little room, and wait."""
        width, height = event.size
        too_small = width < LEAST[0] or height < LEAST[1]
        if self.has_class("-too-small") and not too_small:
            self.call_after_refresh(self._come_back)
        if too_small and not self.query("#too-small"):
            self.mount(Static(TOO_SMALL, id="too-small", markup=False))
        self.set_class(too_small, "-too-small")
        self.status.set_help(self._help_hint() if height < LOW else None)

    @property
    def is_too_small(self) -> bool:
        """Whether there is too little room for anything but to say so."""
        return self.has_class("-too-small")

    def _come_back(self) -> None:
        """Focus the pane that had the focus before there was no room for it."""
        if self.focused is None:
            in_reader, in_inspector = self.has_class("-in-reader"), self.has_class("-in-inspector")
            pane = self.reader if in_reader else self.inspector if in_inspector else self.articles
            pane.focus()

    def step_pane(self, step: int) -> None:
        """Focus the pane after or before this one; narrow screens show what has the focus."""
        panes = (self.articles, self.reader, self.inspector)
        here = next((number for number, pane in enumerate(panes) if pane.has_focus), 0)
        panes[(here + step) % len(panes)].focus()
