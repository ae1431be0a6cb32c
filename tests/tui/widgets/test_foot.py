import re
from collections.abc import Callable

import pytest
from textual.widget import Widget

from annotations.models import Progress, SaveState, Tag
from tests.tui.widgets.conftest import Host
from tui.widgets.aim_line import AimLine
from tui.widgets.foot import Hint, KeyLine, StatusLine

HostFor = Callable[[Widget], Host]

SAVE_WORDS = ("saved", "saving…", "save failed")
TAGS = (
    Tag("t2", "visit", "#50a0ff", key=2),
    Tag("t1", "security [an]", "#e0a030", key=1),
    Tag("t3", "without a key", "#70c070"),
)


def save_words(line: str) -> list[str]:
    return re.findall("saved|saving…|save failed", line)


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize("word", SAVE_WORDS)
async def test_exactly_one_save_word_is_in_sight(host: HostFor, word: str, width: int) -> None:
    line = StatusLine(author="a very long author's name", store="~/somewhere/else.json")
    app = host(line)
    async with app.run_test(size=(width, 3)):
        line.say("Something long has happened to some file " * 5, "error")
        line.set_progress(Progress(3, 5))
        line.set_save(SaveState(word, "disk full" if word == "save failed" else ""))
        assert save_words(app.seen()[0]) == [word]


async def test_a_failed_save_says_why_before_anything_else(host: HostFor) -> None:
    line = StatusLine(author="anna")
    app = host(line)
    async with app.run_test(size=(60, 3)):
        line.say("words of no weight")
        line.set_save(SaveState("save failed", "no space left\non device"))
        assert app.seen()[0].strip().startswith("save failed: no space left on device")


@pytest.mark.parametrize("width", [50, 80])
async def test_of_a_long_reason_the_cause_is_seen_and_the_key_that_tells_all(
    host: HostFor, width: int
) -> None:
    line = StatusLine(author="anna", more=Hint("M", "all"))
    app = host(line)
    async with app.run_test(size=(width, 3)):
        file = "/home/anna/work/" + "deep/" * 12 + ".briefreader/annotations.json"
        line.set_save(SaveState("save failed", f"{file} cannot be written: Disk full."))
        for words in ("", "What was done before."):
            line.say(words)
            seen = app.seen()[0].strip()
            assert seen.startswith("save failed: …")
            assert seen.endswith("be written: Disk full.   M all")


async def test_author_store_and_progress_are_shown_where_there_is_room(host: HostFor) -> None:
    line = StatusLine(author="anna [/b]", store="/data/annotations.json")
    app = host(line)
    async with app.run_test(size=(100, 3)):
        line.set_progress(Progress(3, 5))
        seen = app.seen()[0]
    for words in ("detecting ▰▰▰▱▱ 3/5", "anna [/b]", "annotations in /data/annotations.json"):
        assert words in seen


async def test_progress_goes_when_all_is_done_and_a_problem_stays(host: HostFor) -> None:
    line = StatusLine()
    app = host(line)
    async with app.run_test(size=(100, 3)):
        line.set_progress(Progress(5, 5))
        assert "5/5" not in app.seen()[0]
        line.set_progress(Progress(5, 9, "no model is installed"))
        assert "no model is installed" in app.seen()[0]


async def test_passing_words_pass(host: HostFor) -> None:
    line = StatusLine()
    app = host(line)
    async with app.run_test(size=(60, 3)) as pilot:
        line.say("Exported 3 rows [/red]", seconds=0.05)
        assert "Exported 3 rows [/red]" in app.seen()[0]
        await pilot.pause(0.2)
        assert "Exported" not in app.seen()[0]


async def test_new_words_are_not_cut_short_by_the_timer_of_old_ones(host: HostFor) -> None:
    line = StatusLine()
    app = host(line)
    async with app.run_test(size=(60, 3)) as pilot:
        line.say("first", seconds=0.05)
        line.say("second", seconds=30)
        await pilot.pause(0.2)
        assert "second" in app.seen()[0]


async def test_a_line_that_says_the_same_is_not_painted_again(
    host: HostFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = StatusLine()
    async with host(line).run_test() as pilot:
        line.set_save(SaveState("saving…"))
        await pilot.pause()
        painted: list[object] = []
        monkeypatch.setattr(line, "refresh", lambda *args, **kwargs: painted.append(args))
        line.set_save(SaveState("saving…"))
        assert painted == []
        line.set_save(SaveState("saved"))
        assert len(painted) == 1


@pytest.mark.parametrize("width", [10, 20, 40, 80])
async def test_the_help_key_is_never_cropped_away(host: HostFor, width: int) -> None:
    line = KeyLine()
    app = host(line)
    async with app.run_test(size=(width, 3)):
        hints = (Hint("enter", "read"), Hint("t", "tag"), Hint("ctrl+d", "half a page down"))
        line.set_hints(hints * 3)
        assert app.seen()[0].rstrip().endswith("? help")
        assert "…" not in app.seen()[0]


async def test_the_aim_and_the_quick_tags_in_the_order_of_their_keys(host: HostFor) -> None:
    line = AimLine()
    app = host(line)
    async with app.run_test(size=(100, 3)):
        line.set_aim("the sentence", "They met\nin [/red] Dushanbe.")
        line.set_tags(TAGS)
        seen = app.seen()[0]
    assert "t → the sentence “They met in [/red] Dushanbe.”" in seen
    assert seen.rstrip().endswith("1 security [an]  2 visit")
    assert "without" not in seen


async def test_a_long_aim_keeps_its_closing_quote_and_the_quick_tags(host: HostFor) -> None:
    line = AimLine()
    app = host(line)
    async with app.run_test(size=(80, 3)):
        line.set_aim("the sentence", "They met in Dushanbe. " * 20)
        line.set_tags(TAGS)
        assert re.search(r"“They met .*…”  1 security \[an\]  2 visit", app.seen()[0])


async def test_quick_tags_give_way_to_the_aim_in_a_narrow_line(host: HostFor) -> None:
    line = AimLine()
    app = host(line)
    async with app.run_test(size=(30, 3)):
        line.set_aim("the sentence", "They met in Dushanbe.")
        line.set_tags(TAGS)
        assert "the sentence “The…”" in app.seen()[0]
        assert app.seen()[0].rstrip().endswith("1 2")


async def test_quick_tags_that_do_not_fit_are_counted(host: HostFor) -> None:
    line = AimLine()
    app = host(line)
    async with app.run_test(size=(70, 3)):
        line.set_aim("the sentence", "They met in Dushanbe.")
        line.set_tags([Tag(f"t{key}", "a long name", "#50a0ff", key=key) for key in range(1, 10)])
        assert app.seen()[0].rstrip().endswith("1 a long name  +8")


async def test_no_empty_quotes_are_shown(host: HostFor) -> None:
    line = AimLine()
    app = host(line)
    async with app.run_test(size=(20, 3)):
        line.set_aim("the article", "Border talks fail")
        assert app.seen()[0].strip() == "t → the article"


async def test_cropped_words_end_in_the_way_to_the_whole(host: HostFor) -> None:
    line = StatusLine(more=Hint("M", "all"))
    words = ("A file " * 12).strip()
    async with host(line).run_test(size=(80, 3)):
        line.set_save(SaveState("saved"))
        line.set_help(Hint("?", "help"))
        line.say(words)
        for width in range(20, 201):
            seen = line.lay_out(width, 0).text
            assert len(seen) <= width
            assert seen.endswith("? help")
            assert (words in seen) != ("…" in seen)
            if width >= 40:
                assert ("…" in seen) == ("…  M all" in seen)
        line.set_progress(Progress(1, 2, words))
        assert line.lay_out(80, 0).text.count("M all") == 1
        line.say("")
        assert "…  M all" in line.lay_out(80, 0).text


async def test_a_hint_is_whole_or_left_out_at_every_width(host: HostFor) -> None:
    line = KeyLine()
    hints = [Hint("enter", "read"), Hint("ctrl+d", "half a page down"), Hint("t", "tag")] * 3
    whole = {f"{each.key} {each.label}" for each in hints}
    async with host(line).run_test(size=(80, 3)):
        line.set_hints(hints)
        for width in range(20, 201):
            *shown, last = re.split(" {2,}", line.lay_out(width, 0).text.strip())
            assert last == "? help"
            assert set(shown) <= whole, width
