"""What was changed in an article since it was annotated."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from annotations.diffs import Change, is_unchanged
from tui.screens.dialogs.scrolled import ScrolledDialog
from tui.widgets.changes import changed_words

MOST_SHOWN = 60_000
"""Code points of changed paragraphs that are shown; of the rest it is said how many there are."""

LONGEST = 4_000
"""Code points of one paragraph that are shown."""

Load = Callable[[], Sequence[Change] | None]


class WhatChanged(ScrolledDialog):
    """All changed paragraphs in order; those that were not changed are folded to a line."""

    DEFAULT_CSS = """
    WhatChanged {
        & > #frame { width: 100; }
        & #changes { height: auto; }
    }
    """
    BINDINGS = [
        Binding("j,down", "scroll(1)", "down", id="changes-down"),
        Binding("k,up", "scroll(-1)", "up", id="changes-up"),
        Binding("space,pagedown,ctrl+d", "page(1)", "page", id="changes-page"),
        Binding("pageup,ctrl+u", "page(-1)", "page back", id="changes-page-back", show=False),
        Binding("g,home", "end(False)", "top", id="changes-top", show=False),
        Binding("G,end", "end(True)", "bottom", id="changes-bottom", show=False),
        Binding("q,enter,ctrl+j,D", "cancel", "close", id="changes-close", show=False),
    ]
    HELP = "What was taken out of the article since you annotated it, and what was put in."

    changes = query_one("#changes", Static)

    def __init__(self, title: str, load: Load) -> None:
        """Make the dialog.

        Args:
            title: The article's title.
            load: Tells the changes, None if the old text was not kept; called on a thread.
        """
        super().__init__()
        self._title = title
        self._load = load

    def fields(self) -> ComposeResult:
        """Yield the changes."""
        with VerticalScroll():
            yield Static("comparing…", id="changes", markup=False)

    def on_mount(self) -> None:
        """Begin to compare."""
        self.say_heading("Changed since it was annotated", self._title)
        self.run_worker(self._compare, thread=True)

    def _compare(self) -> None:
        found = self._load()
        told = _NOT_KEPT if found is None else Content("\n\n").join(_told(found))
        self.app.call_from_thread(self.changes.update, told)


_NOT_KEPT = Content(
    "The text that was annotated is not known any more: it was annotated with an earlier version "
    "of the program, or the folder of texts beside the annotations was taken away."
)


def _told(changes: Sequence[Change]) -> Iterator[Content]:
    """Go through the changed paragraphs, and lines that stand for the others."""
    shown = left_out = 0
    for unchanged, group in groupby(changes, key=is_unchanged):
        paragraphs = list(group)
        if unchanged:
            many = "paragraph" if len(paragraphs) == 1 else "paragraphs"
            if shown < MOST_SHOWN:
                yield Content.styled(f"… {len(paragraphs):,} {many} unchanged", "$foreground-muted")
            continue
        for change in paragraphs:
            if shown >= MOST_SHOWN:
                left_out += 1
                continue
            words = changed_words(change)
            shown += len(words.plain)
            yield words if len(words.plain) <= LONGEST else words[:LONGEST] + Content("…")
    if left_out:
        yield Content.styled(f"… {left_out:,} more were changed", "$foreground-muted")
    if all(map(is_unchanged, changes)):
        yield Content("Only white space was changed.")
