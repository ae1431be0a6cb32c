import re

import pytest

from tests.tui.dialogs.conftest import Host
from tests.tui.dialogs.deciding import Deciding
from tests.tui.dialogs.test_dialog import DIALOGS, HostFor
from tui.screens.dialogs.review import Review

MAKERS = {**DIALOGS, "review": lambda: Review(Deciding())}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
async def test_a_hint_of_a_dialog_is_whole_or_left_out_at_every_width(
    host: HostFor, make: object
) -> None:
    assert callable(make)
    dialog = make()
    app: Host = host(dialog)
    async with app.run_test(size=(200, 30)) as pilot:
        await pilot.pause()
        known = {f"{key}\u00a0{label}" for key, _, label in dialog._own_keys(False)}
        for width in range(200, 19, -6):
            await pilot.resize_terminal(width, 30)
            await pilot.pause()
            rows = [dialog.keys.render_line(y).text for y in range(dialog.keys.size.height)]
            shown = [hint for row in rows for hint in re.split(" {2,}", row.strip()) if hint]
            assert set(shown) <= known, (width, rows)
            assert any("esc" in hint for hint in shown), (width, rows)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
async def test_a_dialog_stays_where_it_was_first_drawn(
    host: HostFor, monkeypatch: pytest.MonkeyPatch, make: object
) -> None:
    assert callable(make)
    dialog = make()
    seen: list[object] = []
    lay_out = type(dialog)._refresh_layout

    def watched(self: object, *arguments: object, **options: object) -> None:
        lay_out(self, *arguments, **options)
        seen.extend(frame.region for frame in dialog.query("#frame"))

    monkeypatch.setattr(type(dialog), "_refresh_layout", watched)
    app: Host = host(dialog)
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.pause()
        await pilot.pause()
    assert seen and set(seen) == {seen[0]}
