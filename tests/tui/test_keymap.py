from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual.binding import Binding

from annotations.errors import SettingsError
from tui.commands import BY_NAME, COMMANDS, Where
from tui.commands.keymap import Keymap, show_key
from tui.screens.dialogs.registry import dialog_bindings
from tui.settings import Settings


def bound(keymap: Keymap, name: str) -> list[str]:
    return [binding.key for binding in bindings(keymap, name)]


def bindings(keymap: Keymap, name: str) -> list[Binding]:
    return [each for each in keymap.bindings() if each.action == f"run_command('{name}')"]


def test_the_declared_keys_do_not_clash_and_every_command_but_those_of_the_palette_has_one() -> (
    None
):
    keymap = Keymap({}, {})
    keymap.check_clashes()
    for command in COMMANDS:
        assert keymap.shown(command) or command.palette, command.name


def test_every_command_has_a_name_of_its_own_and_a_help_of_one_line() -> None:
    names = [command.name for command in COMMANDS] + [str(each.id) for each in dialog_bindings()]
    assert len(names) == len(set(names))
    assert all(command.help and "\n" not in command.help for command in COMMANDS)


def test_a_command_can_have_other_keys() -> None:
    keymap = Keymap({"tag": "z, ctrl+y"}, {})
    assert bound(keymap, "tag") == ["z", "ctrl+y"]
    assert keymap.shown(BY_NAME["tag"]) == "z ctrl+y"


def test_a_key_that_is_a_sign_may_be_written_as_the_sign() -> None:
    keymap = Keymap({"help": "!"}, {})
    assert bound(keymap, "help") == ["exclamation_mark"]
    assert keymap.shown(BY_NAME["help"]) == "!"


def at(where: Where) -> Any:
    """A main screen on which one is somewhere, with nothing to review."""
    return SimpleNamespace(
        context=lambda: (where,),
        nothing_to_review=lambda: "Nothing.",
        nothing_open=lambda: "Nothing.",
        article=None,
        articles=SimpleNamespace(has_focus=where is Where.LIST, path=None),
    )


def test_a_command_can_be_left_without_a_key_and_is_then_not_hinted_at() -> None:
    keymap = Keymap({"tag": ""}, {})
    assert bound(keymap, "tag") == []
    labels = [hint.label for where in Where for hint in keymap.hints(at(where))]
    assert BY_NAME["tag"].hint not in labels
    assert BY_NAME["note"].hint in labels


def test_a_key_that_was_freed_can_be_given_to_another_command() -> None:
    keymap = Keymap({"tag": "n", "note": "t"}, {})
    assert (bound(keymap, "tag"), bound(keymap, "note")) == (["n"], ["t"])


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({"tagg": "t"}, "there is no command tagg"),
        ({"tag": "nokey"}, "“nokey” is no key"),
        ({"tag": "hyper+t"}, "“hyper\\+t” is no key"),
        ({"tag": "ctrl+"}, "is no key"),
        ({"tag": "ctrl+banana"}, "“ctrl\\+banana” is no key"),
        ({"tag": "ctrl+i"}, "“ctrl\\+i” is sent by terminals as tab"),
        ({"tag": "ctrl+m"}, "“ctrl\\+m” is sent by terminals as enter"),
        ({"note-save": "ctrl+["}, "“ctrl\\+\\[” is sent by terminals as escape"),
        ({"tag": "n"}, "n would call both tag and note"),
        ({"undo": "t"}, "t would call both tag and undo"),
        ({"tag": "ctrl+q"}, "ctrl\\+q would call both tag and quit"),
        ({"note-save": "escape"}, "escape would call both note-save and dialog-cancel"),
        ({"dialog-cancel": "ctrl+s"}, "ctrl\\+s would call both"),
    ],
)
def test_what_cannot_be_followed_is_refused_by_name(keys: dict[str, str], problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        Keymap(keys, {})


@pytest.mark.parametrize("key", ["ctrl+up", "ctrl+y", "ctrl+7", "ctrl+@", "alt+?", "ж", "f12"])
def test_keys_that_terminals_send_are_taken(key: str) -> None:
    assert bound(Keymap({"tag": key}, {}), "tag")


def test_an_error_names_the_settings_file() -> None:
    with pytest.raises(SettingsError, match=r"^/x/settings\.toml, \[keys\]: “nokey” is no key"):
        Keymap.of_user(Settings(keys={"tag": "nokey"}), Path("/x/settings.toml"))
    with pytest.raises(SettingsError, match=r"^/x/settings\.toml, \[langmap\]: "):
        Keymap.of_user(Settings(langmap={"oo": "t"}), Path("/x/settings.toml"))


def test_one_key_may_do_different_things_in_different_places() -> None:
    keymap = Keymap({"fold": "s"}, {})
    assert "s" in bound(keymap, "fold")
    assert bound(keymap, "sort") == ["s"]


def test_a_dialogs_keys_can_be_others_too() -> None:
    assert Keymap({"note-save": "ctrl+b"}, {}).dialog_keys == {"note-save": "ctrl+b"}
    assert Keymap({}, {}).dialog_keys == {}


def test_the_letters_of_another_layout_call_what_stands_there_in_ours() -> None:
    keymap = Keymap({}, {"о": "j", "е": "t"})
    assert len(bound(keymap, "tag")) == 2
    assert bound(keymap, "tag")[0] == "t"
    assert [show_key(key) for key in bound(keymap, "tag")] == ["t", "е"]


def test_letters_that_change_places_do_not_call_two_commands_at_once() -> None:
    keymap = Keymap({}, {"n": "t", "t": "n"})
    assert (bound(keymap, "tag"), bound(keymap, "note")) == (["n"], ["t"])


@pytest.mark.parametrize("langmap", [{"oo": "j"}, {"о": ""}, {"о": "jk"}])
def test_a_langmap_of_anything_but_letters_is_refused(langmap: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="not two letters"):
        Keymap({}, langmap)


def test_priority_is_only_for_leaving_and_the_palette() -> None:
    priority = {each.key for each in Keymap({}, {}).bindings() if each.priority}
    assert priority == {"ctrl+q", "ctrl+p"}
