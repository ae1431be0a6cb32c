"""The dialog in which the analyst says what an article's title, source, date and so on are."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.widgets import Input, Static

from annotations.languages import is_language
from annotations.models import MetadataEdit
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.line import plain

_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one field of the article, or of all articles together.

    Attributes:
        value: The value; None where several articles differ.
        how: How it is known, for people: `in the text`, `by you`.
    """

    value: str | None = ""
    how: str = ""


class MetadataEditor(Dialog[MetadataEdit]):
    """A field each; what is left as it is stays as it is, what is emptied is taken back."""

    DEFAULT_CSS = """
    MetadataEditor {
        & .field { height: 1; margin-bottom: 1; }
        & .label { width: 10; color: $foreground-muted; }
        & .how { width: auto; max-width: 34%; padding-left: 2; color: $foreground-muted; }
        & Input { width: 1fr; }
        &.-low .field { margin: 0; }
        &.-narrow .how { display: none; }
        &.-narrow .label { width: 9; }
    }
    """
    BINDINGS = [
        Binding("enter,ctrl+s,ctrl+j", "save", "save", id="metadata-save"),
        Binding("tab,down", "app.focus_next", "next field", id="metadata-next", show=False),
        Binding(
            "shift+tab,up",
            "app.focus_previous",
            "previous field",
            id="metadata-previous",
            show=False,
        ),
    ]
    HELP = "Say what title, source, date, author and language are."
    AUTO_FOCUS = "Input"

    def __init__(
        self,
        count: int,
        title: Known = Known(),
        source: Known = Known(),
        published: Known = Known(),
        byline: Known = Known(),
        dateline: Known = Known(),
        language: Known = Known(),
    ) -> None:
        """Make the dialog.

        Args:
            count: How many articles are edited; the title only is if it is one.
            title: The title, and how it is known.
            source: The source, and how it is known.
            published: The ISO date, and how it is known.
            byline: Who wrote it, and how that is known.
            dateline: Where the report is from, and how that is known.
            language: The ISO 639-1 code of its language, and how that is known.
        """
        super().__init__()
        self._count = count
        self._known = {"title": title, "source": source, "published": published}
        self._known |= {"byline": byline, "dateline": dateline, "language": language}
        if count != 1:
            del self._known["title"]

    def fields(self) -> ComposeResult:
        """Yield a label, a field and how its value is known, for each."""
        for name, known in self._known.items():
            hint = "several" if known.value is None else "unknown"
            label = "date" if name == "published" else name
            with Horizontal(classes="field"):
                yield Static(label, classes="label", markup=False)
                yield Input(
                    plain(known.value or ""),
                    id=name,
                    compact=True,
                    placeholder="YYYY-MM-DD" if name == "published" and known.value == "" else hint,
                    select_on_focus=False,
                )
                yield Static(plain(known.how), classes="how", markup=False)

    def on_mount(self) -> None:
        """Say what is edited."""
        one = self._count == 1
        self.say_heading(
            "What is known of the article" if one else f"What is known of {self._count:,} articles",
            "What you leave as it is stays so; an empty field takes your word back.",
        )

    def on_input_changed(self) -> None:
        """Take the complaint away: it is being seen to."""
        self.complain("")

    def on_input_submitted(self) -> None:
        """Save: a field keeps `enter` to itself."""
        self.action_save()

    @property
    def unsaved(self) -> bool:
        """Whether closing without saving would lose words."""
        return any(self._changed(name) is not None for name in self._known)

    def loss(self) -> str:
        """Say that what was typed is not saved."""
        leave, save = self.key("dialog-cancel"), self.key("metadata-save")
        words = f"Not saved: {leave} again drops what you typed; {save} saves it."
        return words if self.unsaved else ""

    def action_save(self) -> None:
        """Close with what was changed, unless the date or the language is none."""
        changed = {name: self._changed(name) for name in self._known}
        for name, (fits, complaint) in _CHECKED.items():
            if (typed := changed[name]) and not fits(typed):
                self.complain(f"“{typed}” {complaint}")
                self.query_one(f"#{name}").focus()
                return
        self.dismiss(MetadataEdit(**changed))

    def _changed(self, name: str) -> str | None:
        """Get what was typed into a field; None if that is what stood there."""
        typed = plain(self.query_one(f"#{name}", Input).value)
        typed = typed.strip().lower() if name == "language" else typed
        return None if typed == plain(self._known[name].value or "") else typed


def _is_date(text: str) -> bool:
    if not _FULL_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_CHECKED: dict[str, tuple[Callable[[str], bool], str]] = {
    "published": (_is_date, "is no date: write it as year-month-day, 2021-07-01."),
    "language": (is_language, "is no language: write its code of two letters: en, ru, fa."),
}
"""What the values of fields must be, and what is said of one that is none."""
