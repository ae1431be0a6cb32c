from rich.style import Style
from textual.app import App, ComposeResult

from tui.widgets.components import StyledOnDemand


class Board(StyledOnDemand):
    DEFAULT_CSS = """
    Board {
        & > .board--dim { color: $text-muted; }
        & > .board--loud { color: $text-error; text-style: bold; }
        &.-calm > .board--loud { text-style: italic; }
    }
    """
    COMPONENT_CLASSES = {"board--dim", "board--loud"}

    def render(self) -> str:
        return ""

    @property
    def loud(self) -> Style:
        return self.get_component_rich_style("board--loud")


class Boards(App[None]):
    def compose(self) -> ComposeResult:
        yield Board()


async def test_a_component_class_is_styled_when_it_is_asked_for_and_no_other() -> None:
    app = Boards()
    async with app.run_test():
        board = app.query_one(Board)
        assert not board._component_styles
        assert board.loud.bold
        assert list(board._component_styles) == ["board--loud"]


async def test_it_follows_the_theme_and_the_classes_of_the_widget() -> None:
    app = Boards()
    async with app.run_test() as pilot:
        board = app.query_one(Board)
        dark = board.loud
        app.theme = "textual-light"
        await pilot.pause()
        assert board.loud.color != dark.color
        board.add_class("-calm")
        assert board.loud.italic
        assert not board.loud.bold
