"""Commands that select in the reader, and that look at what is under the cursor."""

from collections import Counter
from collections.abc import Mapping

from annotations.decisions import name_in
from annotations.models import Mention
from tui.commands.base import Command, Where
from tui.screens.main import MainScreen


class Select(Command):
    """Start or stop a selection."""

    name, keys, hint, where = "select", "v", "select", (Where.READER,)
    help = "start a selection that motions extend; again: stop, and keep it"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be a text."""
        return None if desk.article and desk.article.text else "There is no text to select."

    def run(self, desk: MainScreen) -> None:
        """Start or stop."""
        desk.reader.toggle_selecting()


class SelectSentence(Select):
    """Select a sentence or a paragraph."""

    name, keys, hint = "select-sentence", "V", ""
    help = "select the sentence; again: the paragraph"

    def run(self, desk: MainScreen) -> None:
        """Select."""
        desk.reader.select_sentence()


class DropSelection(Command):
    """Drop the selection, or go to the list."""

    name, keys, where = "drop-selection", "escape", (Where.READER, Where.INSPECTOR)
    help = "drop the selection, else go to the list"
    palette = False

    def run(self, desk: MainScreen) -> None:
        """Drop it."""
        in_reader = desk.reader.has_focus
        if not (in_reader and (desk.reader.drop_selection() or desk.stop_placing())):
            desk.articles.focus()


class ShowCard(Command):
    """Show what is known of the words under the cursor."""

    name, keys, where = "card", "enter,ctrl+j", (Where.READER,)
    help = "show the card of what is under the cursor: the entity, the annotations"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be something under the cursor."""
        if desk.reader.mention_at_cursor() or desk.reader.annotations_at_cursor():
            return None
        return "There is no entity and no annotation under the cursor."

    def run(self, desk: MainScreen) -> None:
        """Open the card."""
        from tui.screens.dialogs.card import Card

        mention, annotations = desk.reader.mention_at_cursor(), desk.reader.annotations_at_cursor()
        labels = _labels(desk, mention) if mention else {}
        how = desk.library.mentions.how_found(mention) if mention else ""
        desk.app.push_screen(Card(mention, labels, annotations, how))


def _labels(desk: MainScreen, mention: Mention) -> Mapping[str, int]:
    """Count, by label, the mentions in the article of what one means, or of its words."""
    words = name_in(mention.text)
    return Counter(
        one.label
        for one in desk.mentions
        if one.entity_id == mention.entity_id or name_in(one.text) == words
    )


SELECTING = (Select(), SelectSentence(), DropSelection(), ShowCard())
