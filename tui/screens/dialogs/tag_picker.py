"""The dialog that puts tags on a target: those of the codebook, and new ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.getters import query_one
from textual.strip import Strip
from textual.widgets import Input, Static

from annotations.errors import CodebookError
from annotations.models import Tag, Target
from annotations.tag_names import tag_name, tidy
from tui.screens.dialogs.aim import Aim
from tui.screens.dialogs.dialog import AimedDialog
from tui.screens.dialogs.tag_matching import near, ranked
from tui.widgets.line import Part, plain, spread, tag_ink
from tui.widgets.rows import RowList


@dataclass(frozen=True, slots=True)
class Picked:
    """What the analyst picked.

    Attributes:
        names: Names of the tags to set, in the order they were taken; those that are not in the
            codebook are to be made. Empty if all that was taken is set already.
        target: What to set them on.
    """

    names: tuple[str, ...]
    target: Target


@dataclass(frozen=True, slots=True)
class _Choice:
    """One row: a tag of the codebook, or a new one and the tag it is suspiciously like."""

    name: str
    tag: Tag | None = None
    like: Tag | None = None
    present: bool = False


class _Choices(RowList):
    """The tags that match what was typed."""

    DEFAULT_CSS = """
    _Choices > .row-list--cursor { background: $primary 25%; }
    _Choices.-quiet > .row-list--cursor { background: transparent; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.can_focus = False
        self.choices: list[_Choice] = []

    def show(self, choices: list[_Choice], cursor: int) -> None:
        self.choices = choices
        self.rows_changed(cursor)

    @property
    def row_count(self) -> int:
        return len(self.choices)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        choice = self.choices[index]
        if choice.tag is None:
            left: list[Part] = [
                ("+ new tag ", self.ink("dim")),
                (f"“{plain(choice.name)}”", Style()),
            ]
            if choice.like is not None:
                left.append((f"  much like “{plain(choice.like.name)}”", self.ink("warning")))
            return spread(left, [], width)
        left = [
            ("✓ " if choice.present else "  ", self.ink("good")),
            (plain(choice.tag.name), tag_ink(self, choice.tag, bold=True)),
            (f"  {plain(choice.tag.description)}", self.ink("dim")),
        ]
        key = str(choice.tag.key or "")
        return spread(left, [(f"{key} ", self.ink("dim"))] if key else [], width)


class _Field(Input):
    """A field that leaves `backspace` to the dialog while it is empty."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return bool(self.value) if action == "delete_left" else True


class TagPicker(AimedDialog[Picked]):
    """Type to find a tag, take one or several, say what they go on.

    With nothing typed, no row is proposed until the cursor is moved: `enter` then closes with what
    was taken, and takes nothing by itself.
    """

    DEFAULT_CSS = """
    TagPicker {
        & #chips { height: auto; max-height: 2; color: $text-success; display: none; }
        & #chips.-some { display: block; }
        & Input { margin-bottom: 1; }
        & _Choices { height: 9; }
        &.-low {
            & #chips { max-height: 1; }
            & Input { margin: 0; }
            & _Choices { height: 1fr; min-height: 1; }
        }
    }
    """
    BINDINGS = [
        Binding("enter,ctrl+j", "take", "take", id="tag-take"),
        Binding("tab", "take_more", "take, and another", id="tag-take-more"),
        Binding("down,ctrl+n", "move(1)", "next", id="tag-next", show=False),
        Binding("up,ctrl+p", "move(-1)", "previous", id="tag-previous", show=False),
        Binding("pagedown", "page(1)", "next page", id="tag-page-down", show=False),
        Binding("pageup", "page(-1)", "previous page", id="tag-page-up", show=False),
        Binding("backspace", "backspace", "take the last one back", id="tag-back", show=False),
    ]
    HELP = "Put tags on a passage or an article."
    AUTO_FOCUS = "Input"

    field = query_one(_Field)
    chips = query_one("#chips", Static)
    list = query_one(_Choices)

    def __init__(self, tags: Sequence[Tag], aims: Sequence[Aim], aim: int = 0) -> None:
        """Make the dialog.

        Args:
            tags: The codebook, in its order.
            aims: What can be aimed at, from the narrowest to the widest; at least one.
            aim: Which of them is aimed at first.
        """
        super().__init__(aims, aim)
        self._tags = tuple(tags)
        self._taken: tuple[str, ...] = ()
        self._proposes = False
        self._searched = ""

    def fields(self) -> ComposeResult:
        """Yield what is taken, the field and the list."""
        yield Static(id="chips", markup=False)
        yield _Field(compact=True, placeholder="a tag: its name, or a part of it", max_length=200)
        yield _Choices()

    def on_mount(self) -> None:
        """Begin with the whole codebook."""
        self.aim_changed()

    def aim_changed(self) -> None:
        """Say what is aimed at, and which tags it has."""
        self.say_aim("Tag")
        self._search()

    def on_input_changed(self) -> None:
        """Find what matches what is typed."""
        self.complain("")
        self._catch_up()

    def on_input_submitted(self) -> None:
        """Take: the field keeps `enter` to itself."""
        self.action_take()

    def _catch_up(self) -> None:
        """Search anew if what is typed is not what was searched: keys may outrun messages."""
        if self.field.value != self._searched:
            self._search()

    def _search(self) -> None:
        """Show the matches, with the best one proposed."""
        self._searched = self.field.value
        name = tidy(self.field.value)
        choices = [
            _Choice(tag.name, tag, present=tag.uid in self.aim.present or tag.name in self._taken)
            for tag in ranked(self.field.value, self._tags)
        ]
        if name and all(tag.name.casefold() != name.casefold() for tag in self._tags):
            choices.insert(min(1, len(choices)), _Choice(name, like=near(name, self._tags)))
        self._proposes = bool(name)
        self.list.placeholder = (
            "No tag has such a name." if self._tags else "Type the name of a first tag."
        )
        self.list.show(choices, 0)
        self.list.set_class(not self._proposes, "-quiet")

    def _take(self) -> bool:
        """Take the row that is proposed; False if none is, or it cannot be the name of a tag."""
        self._catch_up()
        if not self.list.choices or not self._proposes:
            return False
        choice = self.list.choices[self.list.cursor]
        if choice.tag is None:
            try:
                tag_name(choice.name)
            except CodebookError as error:
                self.complain(str(error))
                return False
        present = choice.tag is not None and choice.tag.uid in self.aim.present
        if not present and choice.name not in self._taken:
            self._taken = (*self._taken, choice.name)
        return True

    def action_take(self) -> None:
        """Take the row under the cursor and close; with nothing typed, close with what is taken."""
        if self._take() or (self._taken and not self.field.value.strip()):
            self._close()
        elif not tidy(self.field.value):
            how = " or choose one with the arrows" if self._tags else ""
            self.complain(f"There is nothing to take: type the name of a tag{how}.")

    def action_take_more(self) -> None:
        """Take the row under the cursor and stay for another."""
        if self._take():
            self.complain("")
            self._show_taken()
            self.field.value = ""
            self._search()

    def on_row_list_chosen(self) -> None:
        """Take the row that was clicked twice."""
        self._proposes = True
        self.action_take()

    def _close(self) -> None:
        """Give back what was taken, but not what the aim, widened since, has already."""
        present = {tag.name for tag in self._tags if tag.uid in self.aim.present}
        names = tuple(name for name in self._taken if name not in present)
        self.dismiss(Picked(names, self.aim.target))

    @property
    def unsaved(self) -> bool:
        """Whether tags were taken that are not set yet."""
        return bool(self._taken)

    def loss(self) -> str:
        """Say how many tags were taken and are not set."""
        leave, take, count = self.key("dialog-cancel"), self.key("tag-take"), len(self._taken)
        if count == 1:
            return f"1 tag is not set yet: {leave} again drops it; {take} sets it."
        words = f"{count} tags are not set yet: {leave} again drops them; {take} sets them."
        return words if count else ""

    def _show_taken(self) -> None:
        chips = "   ".join(f"✓\u00a0{plain(name)}" for name in self._taken)
        self.chips.update(Content(chips))
        self.chips.set_class(bool(self._taken), "-some")

    def action_move(self, step: int) -> None:
        """Move the cursor; the first move after taking one only shows it."""
        self._catch_up()
        if self._proposes:
            self.list.move(step)
        self._show_cursor()

    def action_page(self, step: int) -> None:
        """Move the cursor by a page."""
        self.list.page(step)
        self._show_cursor()

    def _show_cursor(self) -> None:
        self._proposes = True
        self.list.remove_class("-quiet")

    def action_backspace(self) -> None:
        """Take the last tag back; reached when there is nothing left to delete in the field."""
        self._taken = self._taken[:-1]
        self._show_taken()
        self._search()
