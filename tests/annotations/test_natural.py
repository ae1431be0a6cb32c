from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotations.natural import natural_key


def ordered(*paths: str) -> bool:
    return all(one < two for one, two in pairwise(map(natural_key, paths)))


def test_numbers_count_as_numbers() -> None:
    assert ordered("a1.txt", "a2.txt", "a10.txt", "a100.txt", "b.txt")
    assert ordered("2021-9-10.txt", "2021-10-9.txt")
    assert ordered("9" * 200 + ".txt", "1" + "0" * 200 + ".txt", "a.txt")


def test_what_is_in_a_folder_stays_together() -> None:
    assert ordered("a/1.txt", "a/z/9.txt", "a-b/0.txt", "a.txt", "a1/0.txt") is False
    assert ordered("a/1.txt", "a/z/9.txt", "a1/0.txt", "a-b/0.txt", "a.txt")


def test_an_accent_comes_with_its_letter() -> None:
    assert ordered("cafe.txt", "caf\u00e9.txt", "cafg.txt")
    assert natural_key("caf\u00e9") == natural_key("cafe\u0301")


@given(st.integers(0, 10**30), st.integers(0, 10**30))
def test_any_two_numbers_are_in_order(one: int, other: int) -> None:
    assert (natural_key(f"x{one}") < natural_key(f"x{other}")) == (one < other)
