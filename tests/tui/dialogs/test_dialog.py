from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding

from annotations.models import Tag
from tests.factories import target_in
from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs.aim import Aim
from tui.screens.dialogs.choose import Choose, Confirm
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.export_dialog import ExportDialog, ExportFormat
from tui.screens.dialogs.help_screen import HelpScreen
from tui.screens.dialogs.metadata_editor import MetadataEditor
from tui.screens.dialogs.note_editor import NoteEditor
from tui.screens.dialogs.tag_picker import TagPicker

TEXT = "The gas flows. They met for long talks."

HostFor = Callable[[Dialog[Any]], Host]

AIMS = (Aim("the sentence", target_in(TEXT, "1.txt", 0, 9), "They met for long talks. " * 30),)


def noted(note: str) -> tuple[Aim, ...]:
    return (replace(AIMS[0], note=note), *AIMS[1:])


TAGS = tuple(Tag(str(n), f"topic {n}", "#50a0ff") for n in range(30))

DIALOGS: dict[str, Callable[[], Dialog[Any]]] = {
    "tag": lambda: TagPicker(TAGS, AIMS),
    "note": lambda: NoteEditor(noted("a note\n" * 30), draft="draft"),
    "metadata": lambda: MetadataEditor(1),
    "export": lambda: ExportDialog([ExportFormat("csv", "rows", ".csv", True)], Path(), "a"),
    "choose": lambda: Choose("Which?", [f"option {n}" for n in range(30)]),
    "confirm": lambda: Confirm("Leave?"),
    "help": lambda: HelpScreen([("Reader", [("j", "move " * 9, "because")] * 12)]),
}
SIZES = [(40, 12), (10, 3), (20, 6), (1, 1), (120, 40), (80, 24)]

every_dialog = pytest.mark.parametrize("make", DIALOGS.values(), ids=DIALOGS)


@every_dialog
async def test_it_survives_any_size_with_its_field_in_sight(
    host: HostFor, make: Callable[[], Dialog[Any]]
) -> None:
    dialog = make()
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert len(app.seen().splitlines()) == height
            screen, focused = app.screen.region, dialog.focused
            assert focused is not None
            if height >= 6:
                assert focused.region.height > 0
                assert screen.contains_region(focused.region)
            if height > 6:
                assert screen.contains_region(dialog.heading.region)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.results in ([None], [False])


@every_dialog
async def test_f1_shows_every_key_and_hides_them_again(
    host: HostFor, make: Callable[[], Dialog[Any]]
) -> None:
    dialog = make()
    app = host(dialog)
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert dialog.HELP
        assert await app.shows(dialog.HELP)
        await pilot.press("f1")
        await pilot.pause()
        assert dialog.HELP not in app.seen()


@every_dialog
def test_every_key_has_an_id_so_that_it_can_be_remapped(make: Callable[[], Dialog[Any]]) -> None:
    bindings = [one for one in type(make()).BINDINGS if isinstance(one, Binding)]
    assert bindings
    assert all(one.id for one in bindings)


async def test_a_remapped_key_works_and_is_shown(host: HostFor) -> None:
    app = host(NoteEditor(AIMS))
    app.set_keymap({"note-save": "f5"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert await app.shows("f5 save")
        await pilot.press("x", "f5")
        await pilot.pause()
        assert app.results[0].text == "x"


async def test_a_key_in_the_line_can_be_clicked(host: HostFor) -> None:
    dialog = MetadataEditor(1)
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = dialog.keys.render_line(0).text
        await pilot.click(dialog.keys, offset=(line.index("cancel"), 0))
        await pilot.pause()
        assert app.results == [None]
