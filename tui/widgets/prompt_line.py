"""A line at the foot of a pane for a filter or for words to find; hidden until it is opened."""

from dataclasses import dataclass

from textual.binding import Binding
from textual.containers import Horizontal
from textual.getters import query_one
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static


class PromptLine(Horizontal):
    """A label and a text field on one line."""

    DEFAULT_CSS = """
    PromptLine {
        height: 1;
        display: none;
        background: $foreground 8%;
        &.-open { display: block; }
        & > Static { width: auto; color: $text-accent; text-style: bold; padding: 0 1; }
        & > Input { width: 1fr; padding: 0; background: transparent; }
    }
    """
    BINDINGS = [
        Binding("escape", "cancel", "cancel", id="prompt-cancel"),
        Binding("ctrl+j", "submit", "take", id="prompt-submit", show=False),
    ]

    field = query_one(Input)
    label = query_one(Static)

    @dataclass
    class Changed(Message):
        """The words are other ones now."""

        prompt: "PromptLine"
        text: str

        @property
        def control(self) -> Widget:
            """The prompt that was typed in."""
            return self.prompt

    @dataclass
    class Submitted(Message):
        """The words were taken; the prompt has closed."""

        prompt: "PromptLine"
        text: str

        @property
        def control(self) -> Widget:
            """The prompt that was typed in."""
            return self.prompt

    @dataclass
    class Cancelled(Message):
        """The prompt was left with escape; it has closed."""

        prompt: "PromptLine"

        @property
        def control(self) -> Widget:
            """The prompt that was left."""
            return self.prompt

    def open(self, label: str, text: str = "") -> None:
        """Show the prompt with `text` in it, and take the focus.

        Args:
            label: What stands before the field, such as `/` or `find`.
            text: Words to begin with; selected, so that typing replaces them.
        """
        if not self.children:  # a start shows no prompt, and need not wait for one
            self.mount(Static(markup=False), Input(compact=True))
        self.label.update(label)
        with self.field.prevent(Input.Changed):
            self.field.value = text
        self.add_class("-open")
        self.field.focus()
        self.field.select_all()

    @property
    def is_open(self) -> bool:
        """Whether the prompt is shown."""
        return self.has_class("-open")

    def close(self) -> None:
        """Hide the prompt; the caller moves the focus."""
        self.remove_class("-open")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        if self.is_open:
            self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the words."""
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Close and give the words."""
        self.close()
        self.post_message(self.Submitted(self, self.field.value))

    def action_cancel(self) -> None:
        """Close without."""
        self.close()
        self.post_message(self.Cancelled(self))
