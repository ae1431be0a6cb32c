"""What the program remembers between runs: theme, order, last places, that it was explained."""

import logging
import os
from pathlib import Path
from typing import Any

import orjson

log = logging.getLogger(__name__)


class Memory:
    """A few words in the user's state folder; losing them costs nothing but a little comfort.

    Args:
        file: A JSON file; it is made when something is to be remembered.
    """

    def __init__(self, file: Path) -> None:
        """Read what was remembered; a damaged file counts as none."""
        self._file = file
        self._words: dict[str, Any] = {}
        try:
            words = orjson.loads(file.read_bytes())
        except FileNotFoundError:
            return
        except (OSError, orjson.JSONDecodeError) as error:
            log.warning("%s is of no use: %s", file, error)
            return
        if isinstance(words, dict):
            self._words = words

    @property
    def theme(self) -> str:
        """The theme chosen last; empty if none was."""
        theme = self._words.get("theme")
        return theme if isinstance(theme, str) else ""

    @property
    def is_first_start(self) -> bool:
        """Whether the program has never explained itself."""
        return not self._words.get("explained")

    def last_place(self, root: Path) -> tuple[str, int]:
        """Return the article read last in a collection, and the code point the cursor was at."""
        match self._places().get(_name(root)):
            case [str(path), int(offset)]:
                return path, offset
            case _:
                return "", 0

    @property
    def order(self) -> str:
        """What the articles were last sorted by; empty if that was never chosen."""
        order = self._words.get("order")
        return order if isinstance(order, str) else ""

    def keep_order(self, order: str) -> None:
        """Remember what the articles are sorted by."""
        if order != self.order:
            self._keep(order=order)

    def keep_theme(self, theme: str) -> None:
        """Remember the theme."""
        if theme != self.theme:
            self._keep(theme=theme)

    def keep_explained(self) -> None:
        """Remember that the first start is over."""
        self._keep(explained=True)

    def keep_place(self, root: Path, path: str, offset: int) -> None:
        """Remember where in which article the cursor is."""
        if self.last_place(root) != (path, offset):
            self._keep(places={**self._places(), _name(root): [path, offset]})

    def _places(self) -> dict[str, Any]:
        places = self._words.get("places")
        return places if isinstance(places, dict) else {}

    def _keep(self, **words: object) -> None:
        self._words |= words
        temporary = self._file.with_suffix(f".{os.getpid()}.part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(orjson.dumps(self._words))
            temporary.replace(self._file)
        except OSError as error:
            log.warning("%s cannot be written: %s", self._file, error)


def _name(folder: Path) -> str:
    """Name a folder in characters, also where its own name has bytes that are none."""
    return os.fsencode(folder).decode("utf-8", "backslashreplace")
