from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style
from textual.color import Color

from tui.widgets import line
from tui.widgets.line import plain, spread, strip_of

NONE = Style()
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=30).map(plain)


@given(st.lists(texts, max_size=5), st.integers(0, 40))
def test_a_strip_is_never_wider_than_its_room(parts: list[str], width: int) -> None:
    assert strip_of([(text, NONE) for text in parts], width).cell_length <= width


@given(st.text(max_size=20), st.text(max_size=20), st.integers(0, 60))
def test_two_ends_never_take_more_than_their_room(left: str, right: str, width: int) -> None:
    strip = spread([(plain(left), NONE)], [(plain(right), NONE)], width)
    assert strip.cell_length <= width


def test_the_right_end_is_kept_and_the_left_one_shortened() -> None:
    strip = spread([("a long left end", NONE)], [("right", NONE)], 14)
    assert strip.text == "a long…  right"


def test_markup_is_shown_as_it_is() -> None:
    assert strip_of([("[/red] [an] a\\", NONE)], 40).text == "[/red] [an] a\\"


def test_what_is_left_out_leaves_an_ellipsis_wherever_the_room_ends() -> None:
    parts = [("one", NONE), (" ", NONE), ("two", NONE)]
    texts = [strip_of(parts, width).text for width in range(1, 9)]
    assert texts == ["…", "o…", "on…", "one…", "one …", "one t…", "one two", "one two"]
    assert strip_of([("one", NONE), ("  ", NONE)], 3).text == "one"


@given(st.integers(0, 0xFFFFFF), st.sampled_from(["#121212", "#e0e0e0", "#ffffff", "#000000"]))
def test_a_tag_colour_can_be_read_on_any_ground(colour: int, ground: str) -> None:
    shown = Color.parse(line._legible(f"#{colour:06x}", ground))
    assert line._contrast(shown, Color.parse(ground)) >= line.CONTRAST


def test_a_tag_colour_that_can_be_read_is_left_alone() -> None:
    assert line._legible("#50a0ff", "#121212").lower() == "#50a0ff"


@given(st.text())
def test_what_is_set_on_a_line_drives_no_terminal_and_is_one_line(text: str) -> None:
    told = plain(f"{text}\x1b[2J\x9b\u202e\x07")
    assert len(told.splitlines()) == 1
    assert not any(ord(sign) < 32 or 127 <= ord(sign) < 160 or sign == "\u202e" for sign in told)
    assert told.endswith("\ufffd[2J\ufffd\ufffd\ufffd")
