"""Where the analyst is on the main screen."""

from enum import StrEnum
from typing import Any, Protocol

from textual.message import Message

from tui.widgets.foot import Hint


class Where(StrEnum):
    """Where a command's keys work."""

    ANYWHERE = "anywhere"
    LIST = "article list"
    READER = "reader"
    FINDING = "reader, while finding"
    INSPECTOR = "inspector"


PANES = (Where.LIST, Where.READER, Where.INSPECTOR)


class KeyGuide(Protocol):
    """Knows which keys work where; what commands there are is no business of a screen."""

    def key(self, name: str) -> str:
        """Return the first key of a command as people write it; its name where it has none."""

    def elsewhere(self, key: str, desk: Any) -> str:
        """Say where a key works that does nothing where one is; empty if it works or never does."""

    def hints(self, desk: Any) -> list[Hint]:
        """Return key and label of the main commands of where one is."""

    def sections(self, desk: Any) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Return, for each place one is in, its commands: keys, help, why not now."""


class QuitAsked(Message):
    """The analyst wants to end the program."""
