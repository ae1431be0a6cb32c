from hypothesis import given
from hypothesis import strategies as st

from annotations.entities.cutting import LIMIT, cut
from annotations.entities.preparing.noise import blank_noise

TEXTS = st.text(alphabet="aB.1 \n\t’é語👩\u200d", max_size=300)


@given(TEXTS, st.integers(1, 40))
def test_pieces_are_short_and_rejoin_to_the_text(text: str, limit: int) -> None:
    pieces = cut(text, limit)
    assert "".join(text[start:end] for start, end in pieces) == text
    assert all(0 < end - start <= limit for start, end in pieces)
    assert [start for start, _ in pieces[1:]] == [end for _, end in pieces[:-1]]


def test_a_text_of_ordinary_length_stays_whole() -> None:
    assert cut("Para one.\n\nPara two.") == [(0, 20)]
    assert cut("") == []


def test_cuts_after_the_last_blank_line_that_fits() -> None:
    text = "One.\n\nTwo.\nThree.\n\nFour is the last."
    assert [text[start:end] for start, end in cut(text, 22)] == [
        "One.\n\nTwo.\nThree.\n\n",
        "Four is the last.",
    ]


def test_cuts_after_a_line_where_no_blank_line_fits() -> None:
    text = "Line one\nLine two\nLine three"
    assert [text[start:end] for start, end in cut(text, 20)] == [
        "Line one\nLine two\n",
        "Line three",
    ]


def test_cuts_between_sentences_of_a_long_line_but_not_at_an_abbreviation() -> None:
    text = "He met Mr. Smith in the U.S. capital. She left at once for home."
    assert [text[start:end] for start, end in cut(text, 50)] == [
        "He met Mr. Smith in the U.S. capital. ",
        "She left at once for home.",
    ]


def test_cuts_at_white_space_inside_a_long_sentence() -> None:
    assert cut("seven words without a stop", 10) == [(0, 6), (6, 12), (12, 22), (22, 26)]


def test_cuts_anywhere_when_there_is_nothing_else() -> None:
    assert cut("x" * 25, 10) == [(0, 10), (10, 20), (20, 25)]


def test_a_line_of_a_megabyte_is_cut_into_short_pieces() -> None:
    line = "The ministers met in Dushanbe on Friday and agreed on water. " * 17_000
    assert all(end - start <= LIMIT for start, end in cut(line))


@given(TEXTS)
def test_blanking_noise_keeps_every_offset(text: str) -> None:
    noisy = text + "\ufffd" * 120 + text
    blank = blank_noise(noisy)
    assert len(blank) == len(noisy)
    assert "\ufffd" not in blank


def test_blanking_noise_leaves_language_alone() -> None:
    text = "A rule: ----- and https://example.org/a/rather/long/address?of=a#page. " * 5
    assert blank_noise(text) == text
    assert blank_noise("語" * 500) == "語" * 500
    assert blank_noise("a.b(" * 100).strip() == ""
