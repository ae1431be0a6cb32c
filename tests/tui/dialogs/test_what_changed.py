"""What was changed in an article since it was annotated."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from annotations.diffs import compare
from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.what_changed import WhatChanged

HostFor = Callable[[Dialog[Any]], Host]
OLD = "Head\n\nOne [an] \u2013 two [/red] three.\n\nSame.\n\nSame too.\n\nGone.\n"
NEW = "Head\n\nOne [an] \u2013 two [/blue] three.\n\nSame.\n\nSame too.\n"


async def test_changes_are_shown_within_their_paragraph_and_the_rest_is_folded(
    host: HostFor,
) -> None:
    app = host(WhatChanged("A [title]", lambda: compare(OLD, NEW)))
    async with app.run_test(size=(80, 24)):
        assert await app.shows("[-Gone.-]")
        seen = app.seen()
        assert "A [title]" in seen
        assert "… 1 paragraph unchanged" in seen
        assert "… 2 paragraphs unchanged" in seen
        assert "One [an] – two [/[-red-]{+blue+}] three." in seen
        assert "Same" not in seen


async def test_it_is_compared_on_a_thread_of_its_own(host: HostFor) -> None:
    go_on = threading.Event()

    def load() -> None:
        assert threading.current_thread() is not threading.main_thread()
        assert go_on.wait(10)

    app = host(WhatChanged("A title", load))
    async with app.run_test(size=(80, 24)):
        assert await app.shows("comparing…")
        go_on.set()
        assert await app.shows("is not known any more")


async def test_where_only_white_space_was_changed_it_is_said(host: HostFor) -> None:
    app = host(WhatChanged("A title", lambda: compare(OLD, OLD.replace(" ", "  "))))
    async with app.run_test(size=(80, 24)):
        assert await app.shows("Only white space was changed.")


@pytest.mark.parametrize("size", [(120, 40), (40, 14), (20, 6)])
async def test_a_monstrous_change_is_shown_in_part_at_any_size(
    host: HostFor, size: tuple[int, int]
) -> None:
    old = "\n\n".join(f"Paragraph {number} " + "a word " * 50 for number in range(3_000))
    app = host(WhatChanged("A title", lambda: compare(old, old.replace("word", "thing"))))
    async with app.run_test(size=size) as pilot:
        for _ in range(200):
            if "comparing" not in app.seen():
                break
            await pilot.pause(0.05)
        await pilot.press("G")
        assert "more" in app.seen() and "were" in app.seen()
