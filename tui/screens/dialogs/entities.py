"""The entities of the whole collection, each with its mentions; one of these is jumped to."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, ClassVar, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.getters import query_one
from textual.worker import get_current_worker

from annotations.errors import BriefReaderError
from annotations.subjects import Site, Subject
from tui.screens.dialogs.choose import Choose
from tui.screens.dialogs.dialog import Dialog
from tui.screens.rolling import Rolling
from tui.widgets.names_line import NamesLine
from tui.widgets.prompt_line import PromptLine
from tui.widgets.rows import RowList
from tui.widgets.site_list import SiteList
from tui.widgets.subject_order import SubjectOrder
from tui.widgets.subject_table import SubjectHead, SubjectTable

FOLLOW_SECONDS = 0.05
"""How long the cursor rests on an entity before its mentions are shown."""

Export: TypeAlias = Callable[[Sequence[Subject]], Coroutine[Any, Any, str]]
"""Given entities, asks where to, writes their mentions, and returns what was done, if anything."""


class Entities(Dialog[Site]):
    """A table of all entities beside the mentions of one; the result is a mention to jump to."""

    DEFAULT_CSS = """
    Entities {
        & > #frame { width: 100%; height: 100%; padding: 0 1; border: none; }
        & #heading { margin: 0; max-height: 1; padding: 0 1; }
        & #keys { margin: 0; padding: 0 1; }
        & #complaint { padding: 0 1; }
        & #halves { height: 1fr; min-height: 1; }
        & #who, & #where { height: 1fr; }
        & #where { border-top: solid $foreground 20%; }
        & #where:focus-within { border-top: solid $accent; }
        & #who:focus-within SubjectHead { background: $primary 15%; }
        &.-broad #halves { layout: horizontal; }
        &.-broad #where { border-top: none; border-left: vkey $foreground 20%; width: 45%; }
        &.-broad #where:focus-within { border-left: vkey $accent; }
        &.-low #where { display: none; border-top: none; }
        &.-low.-on-sites #where { display: block; }
        &.-low.-on-sites #who { display: none; }
        &.-low.-broad #where, &.-low.-broad #who { display: block; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+j", "take", "jump there", id="entities-take"),
        Binding("tab,shift+tab", "switch", "mentions", id="entities-switch"),
        Binding("slash", "filter", "filter", key_display="/", id="entities-filter"),
        Binding("s", "sort", "sort", id="entities-sort"),
        Binding("w", "watch", "watch", id="entities-watch"),
        Binding("d", "figures", "dates, numbers", id="entities-figures"),
        Binding("x", "export", "export", id="entities-export"),
        Binding("u", "undo", "undo", id="entities-undo", show=False),
        Binding("j,down", "move(1)", "next", id="entities-next", show=False),
        Binding("k,up", "move(-1)", "previous", id="entities-previous", show=False),
        Binding("g,home", "end(False)", "first", id="entities-first", show=False),
        Binding("G,end", "end(True)", "last", id="entities-last", show=False),
        Binding("pagedown,space", "page(1)", "next page", id="entities-page-down", show=False),
        Binding("pageup", "page(-1)", "previous page", id="entities-page-up", show=False),
        Binding("ctrl+d", "half(1)", "half a page down", id="entities-half-down", show=False),
        Binding("ctrl+u", "half(-1)", "half a page up", id="entities-half-up", show=False),
        Binding("q", "cancel", "back", id="entities-leave"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide"), (144, "-broad")]
    HELP = (
        "Every name in the collection, and where it is mentioned. Beside it stands who is mentioned"
        " in the same sentences."
    )
    AUTO_FOCUS = "SubjectTable"

    table = query_one(SubjectTable)
    sites = query_one(SiteList)
    prompt = query_one(PromptLine)

    def __init__(self, rolling: Rolling, export: Export) -> None:
        """Make the dialog.

        Args:
            rolling: Makes the roll; remembers how it was looked at.
            export: Exports the mentions of entities.
        """
        super().__init__()
        self._rolling = rolling
        self._export = export
        self._said = ""

    def fields(self) -> ComposeResult:
        """Yield the table, and the mentions of what is under its cursor."""
        with Container(id="halves"):
            with Vertical(id="who"):
                yield SubjectHead()
                yield SubjectTable("The names of all articles are gathered…")
            with Vertical(id="where"):
                yield NamesLine(id="names")
                yield SiteList()
                yield NamesLine(id="beside")
        yield PromptLine()

    def on_mount(self) -> None:
        """Show what was gathered before, as it was looked at last, and gather anew."""
        view = self._rolling.view
        self.table.order, self.table.figures = view.order, view.figures
        self.table.filter_text = view.filter_text
        self._say_counts()
        if self._rolling.roll is not None:
            self._show_roll()
            self.table.go_to(view.uid)
            self._follow()
        self.run_worker(self._gather, thread=True)

    def _gather(self) -> None:
        worker = get_current_worker()
        roll = self._rolling.load(lambda: worker.is_cancelled)
        if roll is not None and not worker.is_cancelled:
            self.app.call_from_thread(self._show_roll)

    def _show_roll(self) -> None:
        """Show the latest roll; the cursors stay where they are."""
        roll = self._rolling.roll
        if roll is not None:
            empty = "No entities are known yet; they are still being detected."
            self.table.show(self._rolling.subjects(), self._rolling.watched(), empty)
            self._say_counts()
            self._follow()

    def _say_counts(self) -> None:
        shown, total = self.table.counts
        parts = [f"Entities {total:,}" if shown == total else f"Entities {shown:,} of {total:,}"]
        known, listed = self._rolling.coverage()
        if known < listed:
            parts.append(f"from {known:,} of {listed:,} articles")
        if self.table.filter_text.strip():
            parts.append(f"/{self.table.filter_text}")
        if self.table.order is not SubjectOrder.MENTIONS:
            parts.append(f"by {self.table.order}")
        if self._said:
            parts.append(self._said)
        self.say_heading(" · ".join(parts))

    def _say(self, words: str) -> None:
        """Say what was done, until something else is."""
        self._said = words
        self._say_counts()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Show the mentions of another entity, once the cursor rests there."""
        if event.control is self.table:
            self.set_timer(FOLLOW_SECONDS, self._follow)

    def _follow(self) -> None:
        """Show where the entity under the cursor is mentioned, and beside whom."""
        roll, subject = self._rolling.roll, self.table.selected
        names, beside = self.query_one("#names", NamesLine), self.query_one("#beside", NamesLine)
        if roll is None or subject is None:
            names.show("", ())
            beside.show("", ())
            self.sites.show(())
            return
        names.show(subject.name, subject.others)
        self.sites.show(roll.sites(subject.uid))
        others = [f"{other.name} {count:,}" for other, count in roll.beside(subject.uid)]
        beside.show("beside it" if others else "nobody beside it", others)

    # What the analyst does

    @property
    def _pane(self) -> RowList:
        """The list that keys move in."""
        return self.sites if self.sites.has_focus else self.table

    def action_take(self) -> None:
        """Close with the mention under the cursor of the mentions."""
        self._follow()
        if (site := self.sites.selected) is not None:
            self._remember()
            self.dismiss(site)

    def on_row_list_chosen(self) -> None:
        """Close with the mention that was clicked, or the first of the entity."""
        self.action_take()

    def action_cancel(self) -> None:
        """Leave, and remember how the entities were looked at."""
        self._remember()
        super().action_cancel()

    def _remember(self) -> None:
        view, table = self._rolling.view, self.table
        view.order, view.figures, view.filter_text = table.order, table.figures, table.filter_text
        view.uid = table.selected.uid if table.selected else ""

    def action_switch(self) -> None:
        """Go to the mentions, or back to the table."""
        to_sites = not self.sites.has_focus and self.sites.row_count > 0
        self.set_class(to_sites, "-on-sites")
        (self.sites if to_sites else self.table).focus()

    def action_filter(self) -> None:
        """Ask what the table is to be narrowed to."""
        self._said = ""
        self.prompt.open("filter", self.table.filter_text)

    def on_prompt_line_changed(self, event: PromptLine.Changed) -> None:
        """Narrow the table while it is typed."""
        self._narrow(event.text)

    def on_prompt_line_submitted(self) -> None:
        """Go back to the table."""
        self._to_table()

    def on_prompt_line_cancelled(self) -> None:
        """Show everything again."""
        self._narrow("")
        self._to_table()

    def _narrow(self, text: str) -> None:
        self.table.filter_text = text
        self._say_counts()
        self._follow()

    def _to_table(self) -> None:
        self.remove_class("-on-sites")
        self.table.focus()

    def action_sort(self) -> None:
        """Ask what the table is to be sorted by."""
        orders = list(SubjectOrder)
        now = orders.index(self.table.order)
        self.app.push_screen(
            Choose("Sort the entities by", [str(order) for order in orders], now), self._sort
        )

    def _sort(self, chosen: int | None) -> None:
        if chosen is not None:
            self.table.order = list(SubjectOrder)[chosen]
            self._say_counts()

    def action_watch(self) -> None:
        """Put the entity under the cursor on the watch-list, or take it off."""
        if (subject := self.table.selected) is not None:
            self._say(self._rolling.toggle(subject))
            self.table.set_watched(self._rolling.watched())

    def action_undo(self) -> None:
        """Take the last step back."""
        self._say(self._rolling.undo())
        self.table.set_watched(self._rolling.watched())

    def action_figures(self) -> None:
        """Show dates and numbers too, or no more."""
        self.table.figures = not self.table.figures
        self._say("with dates and numbers" if self.table.figures else "")
        self._follow()

    def action_export(self) -> None:
        """Export the mentions of the entities that are shown."""
        self.run_worker(self._write(self.table.shown), group="export")

    async def _write(self, subjects: Sequence[Subject]) -> None:
        try:
            self._say(await self._export(subjects))
        except BriefReaderError as error:
            self.complain(str(error))

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self._pane.move(step)

    def action_end(self, last: bool) -> None:
        """Move the cursor to the first or the last row."""
        self._pane.move_end() if last else self._pane.move_home()

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self._pane.page(step)

    def action_half(self, step: int) -> None:
        """Move the cursor by half a page."""
        self._pane.half_page(step)
