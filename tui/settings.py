"""The user's settings: read from `settings.toml`, never written."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotations.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings file says.

    Attributes:
        author: Who annotates; empty if not said.
        model: Which spaCy pipeline detects entities; empty if not said.
        keys: A command's name → the keys that call it, comma-separated.
        langmap: A letter of another keyboard layout → the letter that stands there in ours.
        unknown: Names in the file that mean nothing to this program.
    """

    author: str = ""
    model: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    langmap: dict[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def notice(self, file: Path) -> str:
        """Say what in `file` means nothing to this program; empty if all of it means something."""
        names = ", ".join(self.unknown)
        return f"{file}: unknown and ignored: {names}" if names else ""


def read_settings(file: Path) -> Settings:
    """Read the settings at `file`; none are there until the user makes the file.

    Raises:
        SettingsError: The file cannot be read, is not TOML, or has a value of the wrong type.
    """
    try:
        text = file.read_text("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not TOML: {error}.") from error
    import tomllib

    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not TOML: {error}.") from error
    return Settings(
        author=_text(content, "author", file),
        model=_text(content, "model", file),
        keys=_table(content, "keys", file),
        langmap=_table(content, "langmap", file),
        unknown=tuple(sorted(set(content) - {"author", "model", "keys", "langmap"})),
    )


def _text(content: dict[str, Any], name: str, file: Path) -> str:
    value = content.get(name, "")
    if not isinstance(value, str):
        raise SettingsError(f'{file}: {name} must be text in quotes, such as {name} = "…".')
    return value


def _table(content: dict[str, Any], name: str, file: Path) -> dict[str, str]:
    table = content.get(name, {})
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise SettingsError(f"{file}: [{name}] must be a table of names and texts.")
    return table
