from annotations.entities.mentions import build_mention
from annotations.entities.page import Page
from annotations.entities.steps.zones import mark_zones
from annotations.models import Zone

TEXT = "Russia and China.\nDonate to Acme now\nIran and Iraq.\nMore from Peru"
ZONES = (Zone(18, 36, "donation"), Zone(52, 66, "related"))


def marks(*spans: tuple[int, int]) -> list[tuple[str, bool]]:
    mentions = [build_mention(TEXT, start, end, "GPE", "model") for start, end in spans]
    return [(m.text, m.boilerplate) for m in mark_zones(Page(TEXT, ZONES), mentions)]


def test_marks_what_is_inside_a_zone_only() -> None:
    assert marks((0, 6), (28, 32), (37, 41), (62, 66)) == [
        ("Russia", False),
        ("Acme", True),
        ("Iran", False),
        ("Peru", True),
    ]


def test_a_mention_may_fill_a_zone_or_touch_one() -> None:
    assert marks((18, 36), (36, 37), (17, 18)) == [
        ("Donate to Acme now", True),
        ("\n", False),
        ("\n", False),
    ]


def test_drops_what_runs_over_a_border() -> None:
    assert marks((11, 20), (32, 41), (11, 41)) == []


def test_without_zones_nothing_changes() -> None:
    mentions = [build_mention(TEXT, 0, 6, "GPE", "model")]
    assert mark_zones(Page(TEXT), mentions) == mentions
