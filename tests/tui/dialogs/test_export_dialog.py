from collections.abc import Callable
from pathlib import Path

from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs.export_dialog import ExportChoice, ExportDialog, ExportFormat

HostFor = Callable[[ExportDialog], Host]

FORMATS = (
    ExportFormat("csv", "one row for each tag", ".csv", excel=True),
    ExportFormat("md", "quotations by tag", ".md"),
)


async def chosen(host: HostFor, dialog: ExportDialog, *keys: str) -> object:
    app = host(dialog)
    async with app.run_test(size=(80, 24)):
        await app.burst(*keys)
        return app.results[0] if app.results else app.seen()


async def test_enter_exports_in_the_first_format(host: HostFor, tmp_path: Path) -> None:
    dialog = ExportDialog(FORMATS, tmp_path, "annotations")
    assert await chosen(host, dialog, "enter") == ExportChoice("csv", tmp_path / "annotations.csv")


async def test_another_format_changes_the_suffix(host: HostFor, tmp_path: Path) -> None:
    dialog = ExportDialog(FORMATS, tmp_path, "notes")
    assert await chosen(host, dialog, "down", "enter") == ExportChoice("md", tmp_path / "notes.md")


async def test_a_name_of_ones_own_is_kept(host: HostFor, tmp_path: Path) -> None:
    dialog = ExportDialog(FORMATS, tmp_path, "a")
    keys = ("tab", "end", *["backspace"] * 4, *"b.tsv", "down", "enter")
    assert await chosen(host, dialog, *keys) == ExportChoice("md", tmp_path / "ab.tsv")


async def test_the_switch_for_spreadsheets_is_csvs_alone(host: HostFor, tmp_path: Path) -> None:
    keys = ("tab", "tab", "space")
    csv = await chosen(host, ExportDialog(FORMATS, tmp_path, "a"), *keys, "enter")
    assert csv == ExportChoice("csv", tmp_path / "a.csv", excel=True)
    md = await chosen(host, ExportDialog(FORMATS, tmp_path, "a"), *keys, "down", "enter")
    assert md == ExportChoice("md", tmp_path / "a.md")


async def test_a_file_that_is_there_is_replaced_after_a_yes_only(
    host: HostFor, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").touch()
    app = host(ExportDialog(FORMATS, tmp_path, "a"))
    async with app.run_test(size=(80, 24)) as pilot:
        for no in ("enter", "n", "escape"):
            await pilot.press("enter")
            await pilot.pause()
            assert await app.shows("Replace the file?")
            await pilot.press(no)
            await pilot.pause()
            assert app.results == []
            assert "Replace the file?" not in app.seen()
        await pilot.press("enter", "y")
        await pilot.pause()
        assert app.results == [ExportChoice("csv", tmp_path / "a.csv", replace=True)]


async def test_no_name_a_folder_and_an_impossible_name_are_refused(
    host: HostFor, tmp_path: Path
) -> None:
    dialog = ExportDialog(FORMATS, tmp_path, "a")
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        for name, words in (
            ("", "Give the file a name."),
            (".", "“.” is a folder."),
            ("x" * 5000, "cannot be a file"),
            ("~nobody-of-this-name/a.csv", "cannot be a file"),
        ):
            dialog.field.value = name
            await pilot.pause()
            await pilot.press("enter")
            await pilot.pause()
            assert app.results == []
            assert await app.shows(words)


async def test_a_path_of_its_own_is_not_put_into_the_folder(host: HostFor, tmp_path: Path) -> None:
    dialog = ExportDialog(FORMATS, Path("/somewhere/else"), "a")
    app = host(dialog)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog.field.value = str(tmp_path / "b.csv")
        await pilot.press("enter")
        await pilot.pause()
        assert app.results == [ExportChoice("csv", tmp_path / "b.csv")]
