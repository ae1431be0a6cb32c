"""The card of what is under the cursor: the entity, and what was said of these words."""

from collections.abc import Iterator, Mapping, Sequence

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
        & #how { height: auto; }
        & .words { height: auto; margin-top: 1; }
    }
    """
    BINDINGS = [Binding("enter,q,ctrl+j", "cancel", "close", id="card-close", show=False)]
    HELP = "What is known of the words under the cursor."

    def __init__(
        self,
        mention: Mention | None,
        labels: Mapping[str, int],
        annotations: Sequence[Annotation],
        how: str = "",
    ) -> None:
        """Make the card.

        Args:
            mention: The entity's mention, if one is there.
            labels: How many mentions in this article have which label, of those that mean the
                entity or have the same words.
            annotations: The annotations there, innermost first.
            how: How the mention was found, or what was decided of it.
        """
        super().__init__()
        self._mention = mention
        self._labels = labels
        self._annotations = annotations
        self._how = how

    def fields(self) -> ComposeResult:
        """Yield a paragraph on the mention, and one for each annotation."""
        if self._how:
            yield Static(Content(plain(self._how)), id="how")
        for annotation in self._annotations:
            yield Static(Content("\n".join(_words(annotation))), classes="words")

    def on_mount(self) -> None:
        """Say what the entity is."""
        mention = self._mention
        if mention is None:
            self.say_heading("Annotated here")
            return
        others = [label for label in self._labels if label != mention.label]
        about = f"{mention.label}, {_times(self._labels[mention.label])} in this article"
        if others:
            counts = (f"{_times(self._labels[label])} as {label}" for label in others)
            about += f"; {', '.join(counts)}"
        self.say_heading(mention.entity, about)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


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
