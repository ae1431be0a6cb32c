"""All dialogs, for those who need to know every key: remapping, and the documentation."""

from collections.abc import Iterator
from typing import Any

from textual.binding import Binding

from tui.screens.dialogs.all_annotations import AllAnnotations
from tui.screens.dialogs.all_decisions import AllDecisions
from tui.screens.dialogs.card import Card
from tui.screens.dialogs.choose import Choose, Confirm
from tui.screens.dialogs.dialog import AimedDialog, Dialog
from tui.screens.dialogs.entities import Entities
from tui.screens.dialogs.entity_queue import EntityQueue
from tui.screens.dialogs.export_dialog import ExportDialog
from tui.screens.dialogs.help_screen import HelpScreen
from tui.screens.dialogs.import_dialog import ImportDialog
from tui.screens.dialogs.label_picker import LabelPicker
from tui.screens.dialogs.messages import MessagesDialog
from tui.screens.dialogs.metadata_editor import MetadataEditor
from tui.screens.dialogs.name_picker import NamePicker
from tui.screens.dialogs.note_editor import NoteEditor
from tui.screens.dialogs.review import Review
from tui.screens.dialogs.same_everywhere import SameEverywhere
from tui.screens.dialogs.tag_picker import TagPicker
from tui.screens.dialogs.what_changed import WhatChanged

DIALOGS: tuple[tuple[str, type[Dialog[Any]]], ...] = (
    ("any dialog", Dialog),
    ("tag picker and note editor", AimedDialog),
    ("tag picker", TagPicker),
    ("note editor", NoteEditor),
    ("metadata form", MetadataEditor),
    ("export", ExportDialog),
    ("import", ImportDialog),
    ("all annotations", AllAnnotations),
    ("entities", Entities),
    ("label of an entity", LabelPicker),
    ("a name", NamePicker),
    ("the same everywhere", SameEverywhere),
    ("all decisions", AllDecisions),
    ("entities one by one", EntityQueue),
    ("review of passages", Review),
    ("what was changed", WhatChanged),
    ("a choice", Choose),
    ("a question", Confirm),
    ("a card", Card),
    ("help", HelpScreen),
    ("messages", MessagesDialog),
)
"""Each dialog's name for people, and its class."""


def dialog_bindings() -> Iterator[Binding]:
    """Go through what dialogs bind themselves; each binding has an id of its own."""
    for _, dialog in DIALOGS:
        yield from own_bindings(dialog)


def own_bindings(dialog: type[Dialog[Any]]) -> Iterator[Binding]:
    """Go through the bindings that a dialog's class declares itself."""
    for binding in dialog.__dict__.get("BINDINGS", ()):
        if isinstance(binding, Binding):
            yield binding
