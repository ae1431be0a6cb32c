"""The dialog that asks for a name: one that the collection knows, or any other."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.strip import Strip
from textual.widgets import Input

from annotations.decisions import Named
from tui.screens.dialogs.picker import Choices, Picker
from tui.widgets.line import Part, plain, spread

LONGEST_NAME = 200
"""Code points of a name."""


class Offered(NamedTuple):
    """An entity that the collection knows.

    Attributes:
        named: Its name and label.
        names: All ways it is written.
        mentions: How often.
    """

    named: Named
    names: Sequence[str] = ()
    mentions: int = 0


class _Names(Choices):
    """The names that match what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self.offered: list[Offered] = []

    def show(self, offered: list[Offered]) -> None:
        self.offered = offered
        self.rows_changed(0)

    @property
    def row_count(self) -> int:
        return len(self.offered)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        one = self.offered[index]
        others = " · ".join(name for name in one.names if name != one.named.text)
        left: list[Part] = [("+ ", self.ink("dim"))] if not one.mentions else [("  ", Style())]
        left += [(plain(one.named.text), Style(bold=True)), (f"  {plain(others)}", self.ink("dim"))]
        count = f"{one.mentions:,} " if one.mentions else "not in the collection "
        return spread(left, [(f"{count}{plain(one.named.label)} ", self.ink("dim"))], width)


class NamePicker(Picker[Named]):
    """Type to find a name; the result is the name under the cursor, or what was typed."""

    BINDINGS = [
        Binding("enter,ctrl+j", "take", "take", id="name-take"),
        Binding("down,ctrl+n,tab", "move(1)", "next", id="name-next", show=False),
        Binding("up,ctrl+p,shift+tab", "move(-1)", "previous", id="name-previous", show=False),
    ]
    HELP = "Type a name; those that the collection knows are offered."

    list = query_one(_Names)

    def __init__(
        self,
        title: str,
        one: Named,
        load: Callable[[], Iterable[Offered]] | None = None,
        typed: str = "",
    ) -> None:
        """Make the dialog.

        Args:
            title: What is done.
            one: To which name.
            load: Finds the names that are offered; called on a thread of its own. None for none.
            typed: What the field has at first.
        """
        super().__init__()
        self._title = title
        self._one = one
        self._load = load
        self._typed = typed
        self._known: Sequence[Offered] = ()
        self._is_loading = load is not None

    def fields(self) -> ComposeResult:
        """Yield the field and the names."""
        yield Input(self._typed, compact=True, placeholder="a name", max_length=LONGEST_NAME)
        if self._load is not None:
            yield _Names()

    def on_mount(self) -> None:
        """Begin to look for names."""
        self.say_heading(self._title, f"“{self._one.text}” {self._one.label}")
        if self._load is not None:
            self.run_worker(self._fill, thread=True)
            self.search()

    def _fill(self) -> None:
        assert self._load is not None
        known = tuple(self._load())
        self.app.call_from_thread(self._take_in, known)

    def _take_in(self, known: Sequence[Offered]) -> None:
        self._is_loading = False
        self._known = known
        self.search()

    def search(self) -> None:
        """Show the rows that match what is typed now."""
        if self._load is None:
            return
        typed = " ".join(self.field.value.split())
        words = typed.casefold().split()
        mine = (self._one.text, self._one.label)
        found = [
            one
            for one in self._known
            if all(any(word in name.casefold() for name in one.names) for word in words)
            and (one.named.text, one.named.label) != mine
        ]
        found.sort(key=lambda one: one.named.label != self._one.label)
        exact = any(
            one.named.text.casefold() == typed.casefold() and one.named.label == self._one.label
            for one in found
        )
        if typed and not exact:
            found.insert(1 if found else 0, Offered(Named(typed, self._one.label)))
        self.list.placeholder = (
            "Looking for the names of the collection…" if self._is_loading else "Type a name."
        )
        self.list.show(found)

    def action_take(self) -> None:
        """Choose the name under the cursor; where none is offered, what was typed."""
        typed = " ".join(self.field.value.split())
        if self._load is None:
            if typed:
                self.dismiss(Named(typed, self._one.label))
            else:
                self.complain("Type a name.")
            return
        self._search_again()
        if self.list.row_count:
            self.dismiss(self.list.offered[self.list.cursor].named)
        else:
            self.complain("Type a name.")

    def _search_again(self) -> None:
        """Search anew if what is typed is not what was searched: keys may outrun messages."""
        cursor = self.list.cursor
        before = self.list.offered
        self.search()
        if before == self.list.offered:
            self.list.move_to(cursor)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        if self._load is not None:
            self._search_again()
            self.list.move(step)
