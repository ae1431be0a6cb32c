from collections.abc import Callable

import pytest
from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from tui.widgets.prompt_line import PromptLine
from tui.widgets.rows import RowList


class Host(App[None]):
    """Shows one widget and keeps the messages it posts."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        self.heard.append(message)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        self.heard.append(message)

    def on_prompt_line_changed(self, message: PromptLine.Changed) -> None:
        self.heard.append(message)

    def on_prompt_line_submitted(self, message: PromptLine.Submitted) -> None:
        self.heard.append(message)

    def on_prompt_line_cancelled(self, message: PromptLine.Cancelled) -> None:
        self.heard.append(message)

    def seen(self) -> list[str]:
        """What the widget shows now, a string a line."""
        return [self.widget.render_line(y).text for y in range(self.widget.size.height)]


@pytest.fixture
def host() -> Callable[[Widget], Host]:
    return Host
