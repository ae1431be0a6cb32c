"""What becomes of the files while the program runs shows up by itself."""

import shutil

from annotations.library import Library
from annotations.places import Places
from tests.tui.screens.stage import BORDER_PATH, HARBOUR_PATH, MARKETS_PATH, staged


async def test_a_file_that_comes_changes_or_goes_shows_up_by_itself(
    news: Library, places: Places
) -> None:
    root = news.collection.root
    async with staged(news, places) as stage:
        rows = stage.main.articles
        (root / "2-new.txt").write_text("A new article\n\nWords.\n")
        await stage.shows("A new article")
        assert [rows._roster.at(place) for place in range(rows.row_count)] == [
            BORDER_PATH,
            MARKETS_PATH,
            "2-new.txt",
            HARBOUR_PATH,
        ]
        (root / "2-new.txt").write_text("Another headline for it\n\nWords.\n")
        await stage.shows("Another headline for it")
        (root / "2-new.txt").unlink()
        await stage.until(lambda: rows.row_count == 3)
        (root / "sub").mkdir()
        (root / "sub" / "4.txt").write_text("In a folder of its own\n\nWords.\n")
        await stage.shows("In a folder of its own")


async def test_a_folder_that_goes_away_is_said_and_its_rows_stay(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        shutil.move(news.collection.root, news.collection.root.parent / "away")
        await stage.shows("no longer there")
        assert stage.main.articles.row_count == 3
