"""Keys in order: each is done with, dialogs it opens included, before the next is looked at.

Textual hands a key to the widget that has the focus when the key arrives. Over a slow line keys
come in bursts: of `t`, `s`, `e`, `c`, `enter` in one packet only the first is meant for the
reader, the others for the dialog that it opens. Without order they would be commands.
"""

from collections import deque
from collections.abc import Coroutine
from typing import Any, TypeAlias

from textual import events, on
from textual.app import App, ReturnType
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen

from annotations.text import clean

PATIENCE = 0.5
"""Seconds after which a widget that went away with a key is no longer waited for."""

Typed: TypeAlias = events.Key | events.Paste


class InOrder(App[ReturnType]):
    """An app that deals with one key after the other; pasted words count as one.

    A key is done with when a message that follows it, and what it led to, through the queues comes
    back. That message is sent only where another key comes before all queues are empty.
    """

    class _Done(Message):
        """Follows a key through the queues; when it arrives, so has the key."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def __init__(self) -> None:
        """Begin with no key under way."""
        super().__init__()
        self._waiting: deque[Typed] = deque()
        self._holder: MessagePump | None = None
        self._number = 0
        self._asked = 0
        self._opening: Screen[Any] | None = None
        self._starting = False
        self._held: set[str] = set()

    def hold_keys(self, reason: str) -> None:
        """Let no key through but those with priority and for dialogs, until `release_keys`.

        Args:
            reason: Why there is nothing yet that a key could be meant for.
        """
        self._held.add(reason)

    def release_keys(self, reason: str) -> None:
        """Let keys through again, unless they are held for another reason too."""
        self._held.discard(reason)
        self.call_later(self._go_on)

    def converse(self, conversation: Coroutine[Any, Any, None]) -> None:
        """Run what asks the user something; keys wait until it does, or ends without."""
        self._starting = True
        self.run_worker(self._conversation(conversation), group="conversation")

    async def _conversation(self, conversation: Coroutine[Any, Any, None]) -> None:
        try:
            await conversation
        finally:
            self._starting = False
            self.call_later(self._go_on)

    def push_screen(self, screen: Any, *args: Any, **options: Any) -> Any:
        """Show a screen; keys wait until it has taken the focus."""
        result = super().push_screen(screen, *args, **options)
        self._starting = False
        self._opening = self.screen
        self.screen.call_after_refresh(self._opened, self.screen)
        self.set_timer(PATIENCE, lambda: self._opened(None))
        return result

    def _opened(self, screen: Screen[Any] | None) -> None:
        if screen in (None, self._opening):
            self._opening = None
            self.call_later(self._go_on)

    async def on_event(self, event: events.Event) -> None:
        """Let a key through when those before it are done with."""
        if isinstance(event, events.Paste):
            event.text = clean(event.text)
        if not isinstance(event, Typed):
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            # A binding has run. What it posted is on its way to the same widgets.
            self._hold()
            await self._go_on()
        else:
            if self._held and self._waiting and self._has_priority(event):
                # What was typed before it keeps its place, but not for long.
                self.set_timer(PATIENCE, self._stop_holding)
            if self._is_quiet():
                self._holder = None
            self._waiting.append(event)
            await self._go_on()

    def _stop_holding(self) -> None:
        self._held.clear()
        self.call_later(self._go_on)

    def _has_priority(self, event: Typed) -> bool:
        """Whether a key works whatever has the focus, and even while keys are held."""
        if not isinstance(event, events.Key):
            return False
        bindings = self._bindings.key_to_bindings.get(event.key, ())
        return any(binding.priority for binding in bindings)

    def _hold(self) -> None:
        self._number += 1
        self._holder = self.focused or self.screen

    def _is_quiet(self) -> bool:
        """Whether nothing waits in any queue that the last key goes through."""
        holder = self._holder
        return isinstance(holder, DOMNode) and not any(
            node.message_queue_size for node in holder.ancestors_with_self
        )

    async def _go_on(self) -> None:
        while self._waiting and not self._must_wait(self._waiting[0]):
            event = self._waiting.popleft()
            self._hold()
            await super().on_event(event)
            if not event.is_forwarded:  # a binding with priority took it, before any widget
                self._hold()
        if self._waiting and self._holder is not None and self._asked != self._number:
            self._asked = number = self._number
            # What a widget tells of a key it posts after it has dealt with the key.
            holder, done = self._holder, self._Done(number)
            if not holder.call_later(holder.post_message, done):
                self.post_message(done)
            self.set_timer(PATIENCE, lambda: self.post_message(self._Done(number)))

    @on(_Done)
    async def _key_done(self, message: "_Done") -> None:
        if message.number == self._number:
            self._holder = None
            await self._go_on()

    def _must_wait(self, event: Typed) -> bool:
        # What keys are held for is below a dialog, which has no need to wait.
        in_dialog = isinstance(self.screen, ModalScreen)
        held = bool(self._held) and not in_dialog and not self._has_priority(event)
        opening = self._opening is not None and self._opening is self.screen
        return held or self._starting or opening or self._holder is not None
