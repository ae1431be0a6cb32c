"""Articles that were edited since they were annotated: what is said of them on the desk."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotations.library import Library
from annotations.models import Annotation
from tui.screens.opening import Opened, OpeningDesk
from tui.screens.panes import KeyGuide
from tui.state import Memory
from tui.widgets.cells import crop
from tui.widgets.line import plain

if TYPE_CHECKING:
    from annotations.revisions import Revision

MOST_TOLD = 3
"""Probable revisions that are announced one by one."""

QUOTE = 24
"""Cells of a quote in the status line."""


class ReviewingDesk(OpeningDesk):
    """A desk that says what became of annotations in an edited article, and takes decisions.

    Attributes:
        placing: The annotation whose new words are being chosen by hand; None without one.
    """

    def __init__(self, library: Library, memory: Memory, guide: KeyGuide) -> None:
        """Make the desk; nothing is being placed."""
        super().__init__(library, memory, guide)
        self.placing: Annotation | None = None
        self._told = ""

    # What was found

    @property
    def revision(self) -> "Revision | None":
        """What the open article is probably a later version of."""
        return self.library.reviewing.revision(self.article.path) if self.article else None

    def nothing_to_review(self) -> str | None:
        """Tell why there is nothing to look through, or not yet; None if there is something."""
        if self.article is None:
            return self.nothing_open()
        if self.placing is not None and self.reader.selection is None:
            return self._placing_words()
        if self.placing is not None or self.edited or self.revision is not None:
            return None
        return "This article was not edited since it was annotated."

    async def show_article(self, path: str, offset: int | None = None) -> None:
        """Show an article, and say what became of its annotations if it was edited.

        Raises:
            BriefReaderError: It cannot be read; what was shown before still is.
        """
        await super().show_article(path, offset)
        self.status.take_back(self._told)
        self._told = self._what_is_found()
        if self._told:
            self.status.say(self._told, "warning")

    def put_on_desk(self, opened: Opened, offset: int | None) -> None:
        """Show an article; what was to be placed by hand in another text is not any more."""
        self.stop_placing()
        super().put_on_desk(opened, offset)
        self.show_keys()

    def _what_is_found(self) -> str:
        """Say what `R` would do with the open article; nothing if it would do nothing."""
        revision = self.revision
        if revision is not None:
            return self.keyed(
                f"{{review-passages}} takes {revision.load} over: it looks like a later version of "
                f"{revision.old_path}, which is gone."
            )
        if not self.edited:
            return ""
        return f"Edited{self.keyed(self.about_edit())}"

    def tell_of_revisions(self, found: "Sequence[Revision]") -> None:
        """Announce articles that look like later versions of ones that are gone."""
        for revision in found[:MOST_TOLD]:
            self.status.announce(
                self.keyed(
                    f"{{review-passages}} on {revision.path} takes {revision.load} over: "
                    f"it looks like a later version of {revision.old_path}, which is gone."
                )
            )
        if len(found) > MOST_TOLD:
            self.status.announce(f"{len(found):,} articles look like later versions of others.")
        self.show_keys()

    # Placing by hand

    def start_placing(self, mark: Annotation) -> None:
        """Have the analyst choose the words for an annotation."""
        self.placing = mark
        self.status.say(self._placing_words(), seconds=600)
        self.show_keys()

    def stop_placing(self) -> bool:
        """Place nothing by hand any more; return whether something was to be placed."""
        if self.placing is None:
            return False
        self.status.take_back(self._placing_words())
        self.placing = None
        self.show_keys()
        return True

    def _placing_words(self) -> str:
        quote = crop(plain(self.placing.quote), QUOTE) if self.placing else ""
        return self.keyed(
            "Select words ({select}), then {review-passages} puts the passage there; "
            f"{{drop-selection}} gives up. It was “{quote}”."
        )
