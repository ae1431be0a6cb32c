"""Which keys call which command: the declared ones, remapped as the settings say."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import combinations
from pathlib import Path

from textual.binding import Binding
from textual.keys import Keys, format_key

from annotations.errors import SettingsError
from tui.commands import BY_NAME, COMMANDS, Command, Where
from tui.screens.main import MainScreen
from tui.settings import Settings
from tui.widgets.foot import Hint

NAMED_KEYS = {key.value for key in Keys}
SENT_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+[": "escape",
    "ctrl+left_square_bracket": "escape",
}
"""Keys that never arrive under their own name."""

PALETTE = "palette"
"""What stands in the place of the keys of a command that has none."""


class Keymap:
    """The keys of all commands, as this user has them.

    Attributes:
        dialog_keys: The user's keys for what dialogs bind themselves, by the binding's id.

    Args:
        keys: A command's name → its keys, comma-separated; from the settings.
        langmap: A letter of another keyboard layout → ours; from the settings.

    Raises:
        SettingsError: An unknown command or key, a key bound twice, a letter that is none.
    """

    def __init__(self, keys: Mapping[str, str], langmap: Mapping[str, str]) -> None:
        """Check the user's wishes and apply them."""
        letters = _reversed(langmap)
        in_dialogs = _bound_in_dialogs() if keys or letters else {}
        unknown = sorted(set(keys) - set(BY_NAME) - set(in_dialogs))
        if unknown:
            raise SettingsError(f"[keys]: there is no command {', '.join(unknown)}.")
        self._keys = {
            command.name: _parsed(keys.get(command.name, command.keys)) for command in COMMANDS
        }
        self._shown: dict[str, str] = {}
        self._letters = letters
        if keys:  # that the declared ones do not clash is for tests to see, not for every start
            self.check_clashes()
            _check_dialogs({name: keys[name] for name in keys if name in in_dialogs})
        self.dialog_keys = {
            name: ",".join(_widened(_parsed(keys[name]), letters))
            for name in keys
            if name in in_dialogs
        }

    @classmethod
    def of_user(cls, settings: Settings, file: Path) -> "Keymap":
        """Make the keymap that the settings in `file` ask for.

        Raises:
            SettingsError: They cannot be followed; it names the file.
        """
        try:
            return cls(settings.keys, settings.langmap)
        except SettingsError as error:
            raise SettingsError(f"{file}, {error}") from error

    def bindings(self) -> Iterator[Binding]:
        """Make the app's bindings, those of a more particular place first."""
        for command in COMMANDS:
            action = f"run_command('{command.name}')"
            for key in self._all_keys(command):
                yield Binding(key, action, command.help)
            for key in _parsed(command.priority_keys):
                yield Binding(key, action, command.help, priority=True)

    def shown(self, command: Command) -> str:
        """Return a command's keys as people write them."""
        if command.name not in self._shown:  # asked for whenever the cursor comes to an entity
            keys = [*self._keys[command.name], *_parsed(command.priority_keys)]
            self._shown[command.name] = " ".join(show_key(key) for key in keys)
        return self._shown[command.name]

    def key(self, name: str) -> str:
        """Return the first key of a command as people write it; its name where it has none."""
        return (self.shown(BY_NAME[name]).split() or [name])[0]

    def elsewhere(self, key: str, desk: MainScreen) -> str:
        """Say where a key works that does nothing where one is; empty if it works or never does."""
        where = self._places.get(key)
        if where is None or not where.isdisjoint(desk.context()):
            return ""
        first = next(each for each in COMMANDS if key in self._all_keys(each))
        places = " and the ".join(first.where)
        return f"{show_key(key)} works in the {places}: {first.help_in(first.where[0])}"

    @cached_property
    def _places(self) -> dict[str, set[Where]]:
        """Where each key works."""
        places: dict[str, set[Where]] = {}
        for command in COMMANDS:
            for key in self._all_keys(command):
                places.setdefault(key, set()).update(command.where)
        return places

    def _all_keys(self, command: Command) -> list[str]:
        return _widened(self._keys[command.name], self._letters)

    def hints(self, desk: MainScreen) -> list[Hint]:
        """Return the main commands of where one is; of those with one key the one it calls.

        Those that can act only at times come first, and are left out when they cannot.
        """
        where = desk.context()
        hinted = [command for command in COMMANDS if command.hint and self.shown(command)]
        hinted = [command for command in hinted if command.hinted(desk)]
        hinted.sort(key=lambda command: not command.hint_at_times)
        here = [
            command
            for place in where
            for command in hinted
            if command.where[0] is not Where.ANYWHERE and place in command.where
        ]
        anywhere = [command for command in hinted if command.where == (Where.ANYWHERE,)]
        called: dict[str, Hint] = {}
        for each in here + anywhere:
            key = self.key(each.name)
            called.setdefault(key, Hint(key, each.hint, f"app.run_command('{each.name}')"))
        return list(called.values())

    def sections(self, desk: MainScreen) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Return, for each place the analyst is in, its commands: keys, help, why not now."""
        return [
            (
                place.value,
                _folded(
                    (
                        self._found_by(command),
                        command.help_in(place),
                        command.unavailable(desk) or "",
                    )
                    for command in COMMANDS
                    if place in command.where
                ),
            )
            for place in desk.context()
        ]

    def table(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        """Return all places with all their commands: keys, help, name."""
        return [
            (
                place.value,
                [
                    (self._found_by(command), command.help_in(place), command.name)
                    for command in COMMANDS
                    if place in command.where
                ],
            )
            for place in Where
        ]

    def _found_by(self, command: Command) -> str:
        return self.shown(command) or PALETTE

    def check_clashes(self) -> None:
        """Refuse a key that would call two commands in one place.

        Raises:
            SettingsError: There is one.
        """
        for one, other in combinations(COMMANDS, 2):
            first, second = set(_parsed(one.priority_keys)), set(_parsed(other.priority_keys))
            shared = (first & {*self._keys[other.name], *second}) | (
                second & {*self._keys[one.name]}
            )
            if _meet(one.where, other.where):
                shared |= set(self._keys[one.name]) & set(self._keys[other.name])
            _refuse(shared, one.name, other.name)


def show_key(key: str) -> str:
    """Return a key's name as people write it: `?` for `question_mark`."""
    *modifiers, last = key.split("+")
    return "+".join([*modifiers, PLAIN.get(last) or format_key(last)])


PLAIN = {
    "enter": "enter",
    "escape": "escape",
    "tab": "tab",
    "space": "space",
    "pageup": "pageup",
    "pagedown": "pagedown",
    "home": "home",
    "end": "end",
}


def _parsed(keys: str) -> list[str]:
    """Split a list of keys, each under the name that Textual knows it by.

    Raises:
        SettingsError: One of them is no key.
    """
    names = [name.strip() for name in keys.split(",") if name.strip()]
    for name in names:
        *modifiers, last = name.split("+") if len(name) > 1 else [name]
        if same := SENT_AS.get(name):
            raise SettingsError(f"[keys]: “{name}” is sent by terminals as {same}.")
        sign = len(last) == 1 or format_key(last) != last
        if "ctrl" in modifiers:
            sign = len(last) == 1 and last.isascii()
        known = (last in NAMED_KEYS or sign) and set(modifiers) <= {"ctrl", "shift", "alt"}
        if name not in NAMED_KEYS and not known:
            raise SettingsError(f"[keys]: “{name}” is no key.")
    return [binding.key for name in names for binding in Binding.make_bindings([Binding(name, "")])]


def _reversed(langmap: Mapping[str, str]) -> dict[str, list[str]]:
    """Turn the langmap round: our letter's key → the keys that stand there elsewhere."""
    letters: dict[str, list[str]] = {}
    for theirs, ours in langmap.items():
        if len(theirs) != 1 or len(ours) != 1:
            raise SettingsError(f"[langmap]: “{theirs}” = “{ours}” are not two letters.")
        letters.setdefault(_parsed(ours)[0], []).extend(_parsed(theirs))
    return letters


def _widened(keys: list[str], letters: Mapping[str, list[str]]) -> list[str]:
    """Add the keys of the other layout; a key that it moves elsewhere no longer counts here."""
    moved = {theirs for ways in letters.values() for theirs in ways}
    stay = [key for key in keys if key not in moved]
    return [*stay, *(theirs for key in keys for theirs in letters.get(key, ()))]


def _bound_in_dialogs() -> dict[str | None, Binding]:
    """Get what dialogs bind themselves by its id; all of them are imported for this."""
    from tui.screens.dialogs.registry import dialog_bindings

    return {binding.id: binding for binding in dialog_bindings()}


def _check_dialogs(remapped: Mapping[str, str]) -> None:
    if not remapped:
        return
    from tui.screens.dialogs.dialog import Dialog
    from tui.screens.dialogs.registry import DIALOGS, own_bindings

    for _, dialog in DIALOGS:
        inherited = [base for base in dialog.__mro__ if issubclass(base, Dialog)]
        bound = {
            str(binding.id): set(_parsed(remapped.get(str(binding.id), binding.key)))
            for base in inherited
            for binding in own_bindings(base)
        }
        for one, other in combinations(bound, 2):
            if one in remapped or other in remapped:
                _refuse(bound[one] & bound[other], one, other)


def _refuse(shared: set[str], one: str, other: str) -> None:
    if shared:
        key = show_key(min(shared))
        raise SettingsError(f"[keys]: {key} would call both {one} and {other}.")


def _meet(one: tuple[Where, ...], other: tuple[Where, ...]) -> bool:
    if Where.ANYWHERE in one or Where.ANYWHERE in other:
        return Where.FINDING not in (*one, *other)
    return bool(set(one) & set(other))


def _folded(rows: Iterator[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Make one row of neighbours that do the same, such as the nine quick tags."""
    folded: list[tuple[str, str, str]] = []
    for keys, help, reason in rows:
        if folded and folded[-1][1] == help:
            first = folded[-1][0].split("…")[0]
            folded[-1] = (f"{first}…{keys}", help, folded[-1][2] and reason)
        else:
            folded.append((keys, help, reason))
    return folded
