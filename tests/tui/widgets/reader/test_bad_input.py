"""What no article should be, and one may be all the same."""

from time import perf_counter

import pytest

from annotations.models import Mention
from tests.tui.widgets.reader.conftest import Host, article
from tui.widgets.reader import Motion

PATIENCE = 0.5
"""Seconds for what takes some milliseconds on a machine that is not busy."""


@pytest.mark.parametrize("words", ["x", "one two ", "“so” – ", "漢字、"])
async def test_one_line_of_five_megabytes_opens_and_moves_at_once(host: Host, words: str) -> None:
    long = article(words * (5_000_000 // len(words)))
    async with host.run_test(size=(80, 24)):
        begin = perf_counter()
        host.reader.show(long)
        host.lines()
        for motion in (Motion.LINE, Motion.PAGE, Motion.WORD):
            host.reader.move(motion)
            host.lines()
        assert perf_counter() - begin < PATIENCE


async def test_ten_thousand_mentions_of_one_word_are_painted_and_walked(host: Host) -> None:
    text = "Kamilov spoke. " * 100
    mentions = [Mention(0, 7, "Kamilov", "PERSON") for _ in range(10_000)]
    async with host.run_test(size=(80, 24)):
        host.reader.show(article(text), mentions=mentions)
        begin = perf_counter()
        assert host.lines()[0].strip().startswith("Kamilov spoke.")
        host.reader.move(Motion.ENTITY)
        host.reader.move(Motion.LINE)
        host.lines()
        assert perf_counter() - begin < PATIENCE


async def test_resized_fifty_times_it_keeps_its_place(host: Host) -> None:
    long = article("Kamilov spoke of it. " * 10_000)
    async with host.run_test(size=(80, 24)) as pilot:
        host.reader.show(long, place=100_000)
        place = host.reader.cursor
        for number in range(50):
            await pilot.resize_terminal(40 + number % 7 * 10, 12 + number % 5)
        await pilot.pause()
        assert host.reader.cursor == place
        assert host.reader.kept_in_sight() == place


async def test_ten_thousand_mentions_that_overlap_in_stairs_are_painted_and_walked(
    host: Host,
) -> None:
    text = "Kamilov spoke. " * 2_000
    mentions = [Mention(at, at + 600, text[at : at + 600], "ORG") for at in range(10_000)]
    async with host.run_test(size=(80, 24)):
        host.reader.show(article(text), mentions=mentions)
        begin = perf_counter()
        assert host.lines()[0].strip().startswith("Kamilov spoke.")
        for motion in (Motion.ENTITY, Motion.LINE, Motion.PAGE):
            host.reader.move(motion)
            host.lines()
        assert perf_counter() - begin < PATIENCE
        assert host.reader.mention_at_cursor() is not None
