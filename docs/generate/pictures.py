"""Pictures of the program: the real one, on the sample collection, without a terminal.

Author, clock, identities, theme and size are fixed, so that a picture changes only with what it
shows.
"""

import asyncio
import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from textual.pilot import Pilot

from annotations.articles import Collection
from annotations.library import Library
from annotations.models import State
from annotations.places import Places, StorePlace, sample_root
from tui.app import BriefReader
from tui.screens.aims import passage_target
from tui.settings import Settings
from tui.state import Memory

FOLDER = Path(__file__).resolve().parents[1] / "pictures"
SIZE = (120, 34)
THEME = "textual-dark"
WAIT_SECONDS = 120.0

CODEBOOK = """name,colour,description,key
security/border,red,"incidents and troop movements at a border",
security/cooperation,blue,"exercises, aid, bases, training",
diplomacy/meeting,green,"people met or called each other",
human rights,violet,"rights and freedoms, whoever raises them",
claim,amber,"said by a party, not reported as a fact",
"""
PASSAGES: Sequence[tuple[str, str, Sequence[str], str]] = (
    (
        "001_5d7ca5491b6f3888.txt",
        "U.S. Secretary of State Antony Blinken met with the top diplomats of Uzbekistan and "
        "Tajikistan on July 1",
        ("diplomacy/meeting",),
        "",
    ),
    (
        "001_5d7ca5491b6f3888.txt",
        "possible security threat to the two Central Asian countries",
        ("security/border", "claim"),
        "Who says so? Compare with the Tajik readout.",
    ),
    (
        "001_5d7ca5491b6f3888.txt",
        "Uzbekistan last month announced military drills along the border",
        ("security/border",),
        "",
    ),
    (
        "003_c1b30fe65953923c.txt",
        "importance of advancing regional connectivity, human rights, and fundamental freedoms "
        "for all",
        ("human rights",),
        "",
    ),
    (
        "004_90a0c22bd4527638.txt",
        "Khalilzad thanked Tajik officials for backing the Afghan peace process.",
        ("diplomacy/meeting", "security/cooperation"),
        "",
    ),
)
PICTURES: dict[str, Sequence[str]] = {
    "reader": ("j", "enter", *["right_curly_bracket"] * 3, "j", "j", "j", "w"),
    "tag-picker": ("j", "enter", *["right_curly_bracket"] * 2, "t", "s", "e", "c"),
    "all-annotations": ("j", "enter", "A"),
}
"""The name of each picture, and the keys that lead to what it shows."""


def take_pictures() -> None:
    """Write all pictures, each as an SVG that needs nothing from the network."""
    FOLDER.mkdir(exist_ok=True)
    for name, keys in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(asyncio.run(picture(keys)), "utf-8")


async def picture(keys: Sequence[str]) -> str:
    """Start the program on the annotated sample, press `keys`, and return what is shown as SVG."""
    with tempfile.TemporaryDirectory() as folder:
        library, places = _annotated_sample(Path(folder))
        memory = Memory(places.state / "state.json")
        memory.keep_explained()
        memory.keep_theme(THEME)
        app = BriefReader(library, places, Settings())
        async with app.run_test(size=SIZE) as pilot:
            await _until(pilot, lambda: _detected(library))
            await pilot.press(*keys)
            await _until(pilot, lambda: library.saving.word == "saved")
            await pilot.wait_for_scheduled_animations()
            taken = app.export_screenshot(title="briefreader")
        library.close()
    return _without_network(taken)


def _annotated_sample(root: Path) -> tuple[Library, Places]:
    """Make a copy of the sample with a codebook, tags and a note in it."""
    collection = root / "articles"
    shutil.copytree(sample_root(), collection)
    places = Places(root / "config", root / "data", root / "cache", root / "state")
    seconds, numbers = count(), count(1)
    start = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    library = Library(
        Collection.of([collection]),
        StorePlace(collection / ".briefreader" / "annotations.json"),
        places,
        author="ada",
        model="",
        clock=lambda: start + timedelta(seconds=next(seconds)),
        new_uid=lambda: f"uid-{next(numbers)}",
    )
    library.import_codebook(CODEBOOK, "codebook.csv")
    for path, quote, tags, note in PASSAGES:
        article = library.article(path)
        found = article.text.index(quote)
        target = passage_target(article, found, found + len(quote))
        library.tag([target], tags)
        if note:
            library.note([target], note)
    library.set_state(["000_65c3e7c56a808322.txt", "002_2481833e26b8955a.txt"], State.READ)
    return library, places


def _detected(library: Library) -> bool:
    rows = [library.listing(path) for path in library.paths()]
    return bool(library.mentions.problem) or all(row.mentions is not None for row in rows)


async def _until(pilot: Pilot[int], done: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_SECONDS):
        while not done():
            await pilot.pause(0.1)
    await pilot.pause()


def _without_network(svg: str) -> str:
    """Name fonts that readers have in place of one that would be fetched."""
    own = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return own.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
