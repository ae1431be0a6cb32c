"""What scrolls on the screen, and whose keys are commands."""

from textual import events
from textual.message import Message
from textual.scroll_view import ScrollView

from tui.widgets.components import StyledOnDemand


class Pane(ScrollView, StyledOnDemand, inherit_bindings=False):
    """A scroll view that binds no key, so that none scrolls where a command would move a cursor.

    Keys, and what a pane tells of them, go past what it lies in: nothing there has a say in them,
    and each step on the way costs about as much as the move of a cursor.
    """

    def tell(self, message: Message) -> None:
        """Post a message for the screen."""
        self.screen.post_message(message)

    def _forward_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key):
            event._set_forwarded()
            self.screen.post_message(event)
        else:
            super()._forward_event(event)
