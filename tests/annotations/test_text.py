from hypothesis import given
from hypothesis import strategies as st

from annotations.errors import StoreError
from annotations.text import UNSAFE, clean, clean_line

HOSTILE = "evil \x1b[2J\x1b]52;c;aGk=\x07 \u202e\x9b end"
ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_nothing_that_could_drive_a_terminal_is_left_and_all_else_stays_in_its_place(
    text: str,
) -> None:
    safe = clean(text)
    assert UNSAFE.search(safe) is None
    assert len(safe) == len(text)
    assert all(new == old or UNSAFE.match(old) for new, old in zip(safe, text, strict=True))


@given(ANY)
def test_a_line_is_one_line_and_as_long_as_it_was(text: str) -> None:
    line = clean_line(text)
    assert not {"\n", "\t"} & set(line)
    assert clean(line) == line
    assert len(line) == len(text)


def test_an_error_is_safe_to_show_whatever_it_names() -> None:
    told = str(StoreError(f"{HOSTILE}\n.json cannot be read."))
    assert told == clean_line(told)
    assert told.endswith("end\ufffd.json cannot be read.")
