"""What all dialogs share: the frame, the line of keys, and how they shrink with the terminal."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Static

from tui.screens.dialogs.aim import Aim
from tui.widgets.cells import crop
from tui.widgets.line import plain

ResultT = TypeVar("ResultT")

QUOTE = 124
"""Cells of a quote that a dialog shows: two lines of it."""


class Dialog(ModalScreen[ResultT], Generic[ResultT]):
    """A modal screen in a quiet frame: a heading, fields, and a line of the keys that work.

    Every key of a dialog is bound by the dialog and has an id, so that it can be remapped.
    Whoever uses a mouse clicks the keys in the line. Subclasses yield their fields in `fields`.

    Attributes:
        HELP: What the dialog is for, in one sentence.
    """

    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > #frame {
            width: 76;
            max-width: 100%;
            height: auto;
            max-height: 100%;
            padding: 1 2;
            background: $surface;
            border: round $primary;
            overflow-y: auto;
            scrollbar-size-vertical: 1;
        }
        & #heading { height: auto; max-height: 3; text-style: bold; margin-bottom: 1; }
        & #heading.-about { margin-bottom: 0; }
        & #about { height: auto; max-height: 2; color: $foreground-muted; margin-bottom: 1; }
        & #complaint { height: auto; max-height: 3; color: $text-warning; display: none; }
        & #complaint.-said { display: block; }
        & #keys {
            height: auto;
            max-height: 2;
            margin-top: 1;
            color: $foreground-muted;
            link-color: $foreground-muted;
            link-style: none;
            link-background: transparent;
        }
        & #keys.-all { max-height: 100%; }
        & Input, & TextArea { background: $foreground 8%; }
        & Input:focus, & TextArea:focus { background: $primary 15%; border: none; }
        &.-narrow > #frame, &.-low > #frame {
            width: 100%;
            padding: 0 1;
        }
        &.-narrow #about { max-height: 4; }
        &.-low > #frame {
            height: 100%;
            border: none;
            & #heading, & #complaint { max-height: 2; margin: 0; }
            & #about { max-height: 1; margin: 0; text-wrap: nowrap; text-overflow: ellipsis; }
            & #keys { max-height: 1; margin: 0; }
            & #keys.-all { max-height: 100%; }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "cancel", id="dialog-cancel"),
        Binding("f1", "keys", "keys", id="dialog-keys"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]
    HELP: ClassVar[str] = ""
    _warned = False

    heading = query_one("#heading", Static)
    about = query_one("#about", Static)
    complaint = query_one("#complaint", Static)
    keys = query_one("#keys", Static)

    def compose(self) -> ComposeResult:
        """Lay the dialog out."""
        with Vertical(id="frame"):
            yield Static(id="heading", markup=False)
            yield Static(id="about", markup=False)
            yield from self.fields()
            yield Static(id="complaint", markup=False)
            yield Static(id="keys", markup=False)

    def fields(self) -> ComposeResult:
        """Yield what stands between heading and keys."""
        yield from ()

    def on_mount(self) -> None:
        """Say which keys work."""
        self.show_keys()

    def say_heading(self, heading: str, about: str = "") -> None:
        """Set the heading, and the words it is about."""
        self.heading.update(Content(plain(heading)))
        self.about.update(Content(plain(about)))
        self.about.display = bool(about)
        self.heading.set_class(bool(about), "-about")

    def complain(self, sentence: str) -> None:
        """Say what is wrong or what to do; an empty sentence takes it away."""
        if sentence or self.complaint.has_class("-said"):
            self.complaint.update(Content(plain(sentence)))
            self.complaint.set_class(bool(sentence), "-said")
        self._warned = False

    @property
    def unsaved(self) -> bool:
        """Whether leaving would lose what was typed or taken."""
        return False

    def loss(self) -> str:
        """Say what leaving would lose, and the keys that lose or save it; empty for nothing."""
        return ""

    def on_resize(self) -> None:
        """Keep the key that leaves in the line of keys, however short it becomes."""
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys as they are bound now, each of which can be clicked."""
        all_of_them = self.keys.has_class("-all")
        parts: list[Content] = []
        if all_of_them and self.HELP:
            parts.append(Content(self.HELP))
        for key, action, label in self._own_keys(all_of_them):
            click = Style.from_meta({"@click": action if "." in action else f"screen.{action}"})
            parts.append(
                Content.assemble((key, Style(bold=True) + click), (f"\u00a0{label}", click))
            )
        self.keys.update(Content("\n" if all_of_them else "   ").join(parts))

    def _own_keys(self, all_of_them: bool) -> Sequence[tuple[str, str, str]]:
        """List key, action and label: the first key of each action, or all of them."""
        found: dict[str, tuple[list[str], str]] = {}
        mine = next(bindings for node, bindings in self._modal_binding_chain if node is self)
        for _, binding in sorted(mine, key=lambda pair: self._declared(pair[1].id)):
            shown = binding.show or all_of_them
            if shown and binding.id and binding.description and self._allows(binding.action):
                keys, _ = found.setdefault(binding.action, ([], binding.description))
                keys.append(self.app.get_key_display(binding))
        if self.has_class("-low") or self.has_class("-narrow"):
            found = {action: found[action] for action in ("cancel",) if action in found} | found
        return [
            (" ".join(dict.fromkeys(keys if all_of_them else keys[:1])), action, label)
            for action, (keys, label) in found.items()
        ]

    def key(self, binding_id: str) -> str:
        """Return the first key of one of the dialog's bindings, as it is bound now."""
        mine = next(bindings for node, bindings in self._modal_binding_chain if node is self)
        keys = (self.app.get_key_display(each) for _, each in mine if each.id == binding_id)
        return next(keys, binding_id)

    @classmethod
    def _declared(cls, binding_id: str | None) -> int:
        """Get a binding's place: those of the dialog itself first, then those that all share."""
        bindings = (one for base in cls.__mro__ for one in base.__dict__.get("BINDINGS", ()))
        ids = [one.id for one in bindings if isinstance(one, Binding)]
        return ids.index(binding_id)

    def _allows(self, action: str) -> bool:
        return bool(self.check_action(action.partition("(")[0], ()))

    def action_keys(self) -> None:
        """Show every key of the dialog, or the line of the main ones again."""
        self.keys.toggle_class("-all")
        self.show_keys()
        if self.keys.has_class("-all"):
            self.keys.scroll_visible(animate=False)

    def action_cancel(self) -> None:
        """Leave without a result; where something would be lost, only when asked again."""
        loss = self.loss()
        if loss and not self._warned:
            self.complain(loss)
            self._warned = True
        else:
            self.dismiss(None)


class AimedDialog(Dialog[ResultT], Generic[ResultT]):
    """A dialog about a target, which can be widened and narrowed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "widen_round", "widen", id="dialog-widen-round"),
        Binding("ctrl+up", "widen(1)", "wider", id="dialog-widen", show=False),
        Binding("ctrl+down", "widen(-1)", "narrower", id="dialog-narrow", show=False),
    ]

    def __init__(self, aims: Sequence[Aim], aim: int = 0) -> None:
        """Make the dialog.

        Args:
            aims: What can be aimed at, from the narrowest to the widest; at least one.
            aim: Which of them is aimed at first.
        """
        super().__init__()
        self._aims = tuple(aims)
        self._aim = max(0, min(aim, len(aims) - 1))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another aim only if there is one."""
        return len(self._aims) > 1 if action in ("widen_round", "widen") else True

    @property
    def aim(self) -> Aim:
        """What is aimed at now."""
        return self._aims[self._aim]

    def action_widen_round(self) -> None:
        """Aim at the next wider target; after the widest, at the narrowest."""
        self._aim = (self._aim + 1) % len(self._aims)
        self.aim_changed()

    def action_widen(self, step: int) -> None:
        """Aim at a wider or narrower target, as far as there is one."""
        self._aim = max(0, min(self._aim + step, len(self._aims) - 1))
        self.aim_changed()

    def aim_changed(self) -> None:
        """Say what is aimed at."""
        raise NotImplementedError

    def say_aim(self, verb: str) -> None:
        """Say what is done to which words."""
        quote = crop(plain(self.aim.quote[: 4 * QUOTE]), QUOTE)
        self.say_heading(f"{verb} {self.aim.label}", f"“{quote}”" if quote else "")
