"""Keys that the analyst has changed are the keys that the screen speaks of."""

from annotations.library import Library
from annotations.models import Target
from annotations.places import Places
from tests.tui.commands.conftest import Lay

KEYS = {
    "open": "z",
    "tag": "y",
    "help": "f2",
    "note": "m",
    "toggle-read": "n",
    "note-save": "f5",
    "note-swap": "f9",
    "dialog-cancel": "f8",
}


async def test_the_lines_at_the_foot_and_the_empty_panes_name_them(
    library: Library, lay: Lay
) -> None:
    async with lay(library, KEYS) as table:
        await table.shows("Choose an article and press z.")
        await table.shows("y → the article")
        await table.shows("f2 help")
        await table.press("tab", "y")
        await table.shows("No article is open; choose one in the list with z.")
        await table.press("full_stop")
        await table.press("A")
        await table.shows("Nothing is annotated yet; y tags and m notes in the reader.")


async def test_a_first_start_names_them(library: Library, places: Places, lay: Lay) -> None:
    (places.state / "state.json").unlink()
    async with lay(library, KEYS) as table:
        await table.shows("z reads the article; j k h l move, tab changes the pane.")
        await table.shows("y tags, m notes the sentence")
        await table.shows("f2 lists the keys, q goes back.")


async def test_the_note_editor_names_them(library: Library, lay: Lay) -> None:
    library.note([Target("1.txt")], "saved")
    library.keep_draft(Target("1.txt"), "draft")
    async with lay(library, KEYS) as table:
        await table.press("m")
        await table.shows("This is your unsaved draft; f9 shows the saved note.")
        await table.press("x", "f8")
        await table.shows("Not saved: f8 again leaves, and keeps a draft; f5 saves.")


async def test_a_command_without_a_key_is_named_by_its_name(library: Library, lay: Lay) -> None:
    async with lay(library, {"open": ""}) as table:
        await table.shows("Choose an article and press open.")
