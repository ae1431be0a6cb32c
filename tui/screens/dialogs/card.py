"""The card of what is under the cursor: the entity, and what was said of these words."""

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static

from annotations.models import Annotation, Mention
from annotations.standing import standing
from tui.screens.dialogs.dialog import Dialog
from tui.widgets.line import plain
from tui.widgets.provenance import HOW_PLACED


class Card(Dialog[None]):
    """Shows one entity and the annotations under the cursor."""

    DEFAULT_CSS = """
    Card {
        & .words { height: auto; margin-top: 1; }
    }
    """
    BINDINGS = [Binding("enter,q,ctrl+j", "cancel", "close", id="card-close", show=False)]
    HELP = "What is known of the words under the cursor."

    def __init__(
        self, mention: Mention | None, occurrences: int, annotations: Sequence[Annotation]
    ) -> None:
        """Make the card.

        Args:
            mention: The entity's mention, if one is there.
            occurrences: How many mentions the entity has in this article.
            annotations: The annotations there, innermost first.
        """
        super().__init__()
        self._mention = mention
        self._occurrences = occurrences
        self._annotations = annotations

    def fields(self) -> ComposeResult:
        """Yield a paragraph for each annotation."""
        for annotation in self._annotations:
            yield Static(Content("\n".join(_words(annotation))), classes="words")

    def on_mount(self) -> None:
        """Say what the entity is."""
        mention = self._mention
        if mention is None:
            self.say_heading("Annotated here")
            return
        times = "once" if self._occurrences == 1 else f"{self._occurrences} times"
        zone = ", in boilerplate" if mention.boilerplate else ""
        by = f"found by {mention.found_by}{zone}"
        if mention.decision:
            by = mention.decision.sentence
        about = f"{mention.label}, {times} in this article, {by}"
        self.say_heading(mention.entity, about)


def _words(annotation: Annotation) -> Iterator[str]:
    if annotation.tags:
        yield plain(" · ".join(tag.name for tag in annotation.tags))
    yield f"“{plain(annotation.quote)}”" if annotation.passage else "on the whole article"
    if annotation.note:
        yield annotation.note
    for other in annotation.alternatives:
        yield f"≠ {plain(other.author)}, {_moment(other.modified)}: {other.note}"
    stands = HOW_PLACED[standing(annotation)]
    yield f"{plain(annotation.author)}, {_moment(annotation.modified)}{stands and f', {stands}'}"


def _moment(time: str) -> str:
    return f"{time.replace('T', ' ')[:16]} UTC"
