"""Lines that are kept are those that would be painted."""

import random
from collections.abc import Callable

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.kept import Column, KeptStatic
from tui.widgets.pane import Pane


class Counted(Pane, can_focus=True):
    """Lines with their numbers, and how often one was painted."""

    DEFAULT_CSS = """
    Counted { height: 1fr; color: $foreground; border: round $foreground; }
    Counted:focus { border: round $primary; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.word = "line"
        self.painted = 0

    def on_mount(self) -> None:
        self.virtual_size = Size(40, 200)

    def render_line(self, y: int) -> Strip:
        self.painted += 1
        words = f"{self.word} {y + self.scroll_offset.y}".ljust(self.size.width)
        return Strip([Segment(words, self.rich_style)], self.size.width)


class Two(App[None]):
    """Two widgets, one above the other."""

    def compose(self) -> ComposeResult:
        with Column():
            yield Counted()
            yield KeptStatic("Said below.", markup=False)


def picture(app: App[None]) -> list[Strip]:
    """All that is on the screen, from what is kept."""
    return app.screen._compositor.render_strips()


def painted_anew(app: App[None]) -> list[Strip]:
    """All that is on the screen, with nothing kept of it."""
    for widget in app.screen.query(Widget):
        widget._set_dirty()
    return picture(app)


async def test_nothing_is_painted_for_a_change_of_something_else() -> None:
    app = Two()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        view = app.query_one(Counted)
        view.painted = 0
        app.query_one(KeptStatic).update("Said anew.")
        await pilot.pause()
        assert any("Said anew." in strip.text for strip in picture(app))
        assert view.painted == 0


@pytest.mark.parametrize("seed", range(8))
async def test_whatever_is_done_the_screen_shows_what_would_be_painted(seed: int) -> None:
    chance = random.Random(seed)
    app = Two()
    async with app.run_test(size=(40, 12)) as pilot:
        view, words = app.query_one(Counted), app.query_one(KeptStatic)

        def say() -> None:
            view.word = f"word{chance.randrange(99)}"
            view.refresh_lines(0, 200)

        deeds: list[Callable[[], object]] = [
            say,
            lambda: view.scroll_to(y=chance.randrange(150), animate=False),
            lambda: words.update(f"Said {chance.randrange(99)}."),
            view.focus,
            lambda: app.set_focus(None),
            lambda: setattr(app, "theme", chance.choice(["textual-dark", "textual-light"])),
            lambda: setattr(view, "disabled", not view.disabled),
            lambda: view.styles.__setattr__("height", chance.choice([4, 6, "1fr"])),
        ]
        for _ in range(12):
            chance.choice(deeds)()
            await pilot.pause()
            await pilot.pause(0.02)
            assert picture(app) == painted_anew(app)
            await pilot.pause()
