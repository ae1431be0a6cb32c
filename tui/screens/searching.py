"""Filter and find: the two lines in which the analyst types what she looks for."""

from textual import on

from annotations.library import Library
from tui.screens.panes import KeyGuide
from tui.screens.reviewing import ReviewingDesk
from tui.state import Memory
from tui.widgets.prompt_line import PromptLine


class SearchingDesk(ReviewingDesk):
    """A desk that narrows its list, and finds words in the open article, while one types."""

    def __init__(self, library: Library, memory: Memory, guide: KeyGuide) -> None:
        """Make the desk; nothing is looked for."""
        super().__init__(library, memory, guide)
        self._found = ""

    def open_filter(self) -> None:
        """Ask what the list is to be narrowed to."""
        self.filter_line.open("filter", self.articles.filter_text)

    def open_find(self) -> None:
        """Ask what is to be found in the text."""
        self.find_line.open("find", self.reader.finding)

    def show_finds(self) -> None:
        """Say which hit of how many the cursor is on; nothing once no more is to be found."""
        number, count = self.reader.find_place
        self.status.take_back(self._found)
        if self.reader.finding:
            what = f"“{self.reader.finding}”"
            self._found = f"{what}: {number} of {count}" if count else f"{what} is not here"
            self.status.say(self._found, noted=False)
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
            self.show_finds()
