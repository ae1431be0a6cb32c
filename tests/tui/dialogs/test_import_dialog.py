import threading
from collections.abc import Callable
from pathlib import Path

from annotations.errors import StoreError
from annotations.merges import MergeCounts
from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs.import_dialog import ImportDialog

HostFor = Callable[[ImportDialog], Host]

COUNTS = MergeCounts(new=12, changed=3, same=1040, elsewhere=1, conflicts=2)


async def test_what_would_come_of_it_is_shown_before_anything_is_done(host: HostFor) -> None:
    asked: list[Path] = []

    def look(file: Path) -> MergeCounts:
        asked.append(file)
        return COUNTS

    app = host(ImportDialog(look, Path("/mail")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"bob", "full_stop", *"json", "enter")
        assert await app.shows("Annotations: 12 new, 3 changed, 1,040 the same.")
        assert await app.shows("1 annotation is on articles not in this collection.")
        assert await app.shows("2 notes are kept beside a newer one.")
        assert await app.shows("imports them")
        assert (asked, app.results) == ([Path("/mail/bob.json")], [])
        await pilot.press("enter")
        await pilot.pause()
        assert app.results == [Path("/mail/bob.json")]


async def test_what_was_said_of_a_file_does_not_count_for_another_one(host: HostFor) -> None:
    app = host(ImportDialog(lambda file: COUNTS, Path("/mail")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "enter")
        assert await app.shows("12 new")
        await pilot.press("b")
        await pilot.pause()
        assert "12 new" not in app.seen()
        await pilot.press("enter")
        assert await app.shows("12 new")
        assert app.results == []


async def test_a_file_that_cannot_be_taken_in_is_said_and_not_closed_with(host: HostFor) -> None:
    def look(file: Path) -> MergeCounts:
        raise StoreError(f"{file} is damaged [/].")

    app = host(ImportDialog(look, Path("/mail")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert await app.shows("Name a file.")
        await pilot.press("a", "enter")
        assert await app.shows("/mail/a is damaged [/].")
        await pilot.press("enter")
        assert await app.shows("/mail/a is damaged [/].")
        assert app.results == []
        await pilot.press("ctrl+u", *"~nobody-of-this-name/a", "enter")
        assert await app.shows("There is no such file")


async def test_a_slow_file_holds_up_no_key(host: HostFor) -> None:
    go_on = threading.Event()

    def look(file: Path) -> MergeCounts:
        go_on.wait(10)
        return COUNTS

    app = host(ImportDialog(look, Path("/mail")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "enter")
        assert await app.shows("reading …")
        await pilot.press("b")
        go_on.set()
        await pilot.pause(0.1)
        assert "12 new" not in app.seen(), "it is another file by now"
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]
