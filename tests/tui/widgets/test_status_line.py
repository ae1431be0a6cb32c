"""What the status line says first, and for how long, when there is more than one thing to say."""

import asyncio
from collections.abc import Callable

from textual.widget import Widget

from tests.tui.widgets.conftest import Host
from tui.widgets.foot import StatusLine

HostFor = Callable[[Widget], Host]


async def comes(line: StatusLine, words: str) -> None:
    """Wait until the line says something."""
    for _ in range(250):
        if line.words == words:
            return
        await asyncio.sleep(0.02)
    assert line.words == words


async def test_an_answer_is_taken_back_only_while_it_is_the_last_one(host: HostFor) -> None:
    line = StatusLine()
    async with host(line).run_test(size=(60, 3)):
        line.say("1 of 2")
        line.say("saved it")
        line.take_back("1 of 2")
        assert line.words == "saved it"
        line.take_back("saved it")
        assert line.words == ""


async def test_the_most_severe_notice_goes_first_and_no_other_is_lost(host: HostFor) -> None:
    line = StatusLine()
    async with host(line).run_test(size=(60, 3)):
        line.announce("a draft", seconds=0.1)
        line.announce("a broken file", "error", seconds=0.1)
        line.announce("a full disk", "warning", seconds=0.1)
        line.announce("another draft", seconds=0.1)
        assert line.words == "a broken file"
        for words in ("a full disk", "a draft", "another draft", ""):
            await comes(line, words)


async def test_an_answer_is_shown_at_once_and_what_it_interrupts_comes_back(host: HostFor) -> None:
    line = StatusLine()
    app = host(line)
    async with app.run_test(size=(60, 3)):
        line.announce("a broken file", "error", seconds=60)
        line.say("tag 1 article visit", seconds=60)
        assert "tag 1 article visit" in app.seen()[0]
        line.say("undone", seconds=0.1)
        assert "undone" in app.seen()[0]
        await comes(line, "a broken file")


async def test_a_notice_that_is_interrupted_again_and_again_ends_all_the_same(
    host: HostFor,
) -> None:
    line = StatusLine()
    async with host(line).run_test(size=(60, 3)):
        line.announce("a broken file", "error", seconds=0.6)
        for _ in range(10):
            await asyncio.sleep(0.15)
            line.say("tag 1 article visit", seconds=0.05)
            await asyncio.sleep(0.1)
        assert line.words == ""


async def test_a_notice_takes_no_answer_away(host: HostFor) -> None:
    line = StatusLine()
    async with host(line).run_test(size=(60, 3)):
        line.say("tag 1 article visit", seconds=0.1)
        line.announce("a broken file", "error", seconds=60)
        assert line.words == "tag 1 article visit"
        await comes(line, "a broken file")


async def test_the_same_notice_waits_only_once(host: HostFor) -> None:
    line = StatusLine()
    async with host(line).run_test(size=(60, 3)):
        line.announce("a file is gone", "warning", seconds=0.1)
        line.announce("a file is gone", "warning", seconds=60)
        await comes(line, "")


async def test_empty_words_take_the_answer_away_and_no_notice(host: HostFor) -> None:
    line = StatusLine()
    async with host(line).run_test(size=(60, 3)):
        line.announce("a file is gone", "warning")
        line.say("opening…")
        line.say("")
        assert line.words == "a file is gone"
