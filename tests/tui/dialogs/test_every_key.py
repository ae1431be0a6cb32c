"""Every key that a dialog binds, pressed: what comes of it, or what is seen of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from textual.binding import Binding

from annotations.decisions import Named
from annotations.diffs import compare
from annotations.merges import Alternative, MergeCounts
from annotations.models import Annotation, Mention, MetadataEdit, Passage, Tag, Target
from tests.factories import target_in
from tests.tui.dialogs.conftest import Host
from tests.tui.dialogs.deciding import MARKS, Deciding
from tests.tui.dialogs.entities import OCCURRENCES, decisions, everywhere, label, names, queue
from tests.tui.dialogs.rolled import Rolled, exported, sites_of
from tui.screens.dialogs.aim import Aim
from tui.screens.dialogs.all_annotations import AllAnnotations
from tui.screens.dialogs.all_decisions import AllDecisions
from tui.screens.dialogs.card import Card
from tui.screens.dialogs.choose import Choose, Confirm
from tui.screens.dialogs.dialog import Dialog
from tui.screens.dialogs.entities import Entities
from tui.screens.dialogs.entity_queue import EntityQueue
from tui.screens.dialogs.export_dialog import ExportChoice, ExportDialog, ExportFormat
from tui.screens.dialogs.help_screen import HelpScreen
from tui.screens.dialogs.import_dialog import ImportDialog
from tui.screens.dialogs.messages import MessagesDialog
from tui.screens.dialogs.metadata_editor import Known, MetadataEditor
from tui.screens.dialogs.name_picker import NamePicker
from tui.screens.dialogs.note_editor import NoteEditor
from tui.screens.dialogs.registry import dialog_bindings
from tui.screens.dialogs.review import Review
from tui.screens.dialogs.same_everywhere import SameEverywhere
from tui.screens.dialogs.scrolled import ScrolledDialog
from tui.screens.dialogs.tag_picker import TagPicker
from tui.screens.dialogs.what_changed import WhatChanged
from tui.widgets.annotation_list import Shown
from tui.widgets.foot import Said

TEXT = "The gas flows. They met for long talks."

AIMS = (
    Aim("the mention", target_in(TEXT, "1.txt", 4, 8), "gas"),
    Aim("the sentence", target_in(TEXT, "1.txt", 0, 30), "The gas flows."),
    Aim("the article", Target("1.txt"), "A title", note="old"),
)


def noted(note: str) -> tuple[Aim, ...]:
    return (replace(AIMS[0], note=note), *AIMS[1:])


TAGS = tuple(Tag(f"t{number:02}", f"topic {number:02}", "#50a0ff") for number in range(40))
FORMATS = (
    ExportFormat("csv", "one row for each tag", ".csv", excel=True),
    ExportFormat("md", "quotations by tag", ".md"),
)
ANNOTATIONS = tuple(
    Annotation(
        f"a{number:02}", "1.txt", Passage(number, number + 1, f"word {number:02}", "", "", ""), TAGS
    )
    for number in range(40)
)


class Stage(Host):
    """As in the program, `ctrl+p` is left to the dialog."""

    ENABLE_COMMAND_PALETTE = False


def picker(aim: int = 0) -> TagPicker:
    return TagPicker(TAGS, AIMS, aim)


def two_notes() -> NoteEditor:
    return NoteEditor([replace(AIMS[2], alternatives=(Alternative("his", "bob", ""),))])


def export() -> ExportDialog:
    return ExportDialog(FORMATS, Path(__file__).parent, "a", exists=lambda file: False)


def incoming() -> ImportDialog:
    return ImportDialog(lambda file: MergeCounts(new=12), Path(__file__).parent)


def form() -> MetadataEditor:
    return MetadataEditor(1, title=Known("A title"), source=Known(""), published=Known(""))


def everything() -> AllAnnotations:
    shown = [Shown(Annotation(a.uid, a.path, a.passage, TAGS[:1]), "A title") for a in ANNOTATIONS]
    return AllAnnotations(lambda: iter(shown))


def entities() -> Entities:
    return Entities(Rolled(), exported)


def choice() -> Choose:
    return Choose("Which?", [f"option {number}" for number in range(1, 12)], chosen=5)


def question() -> Confirm:
    return Confirm("Leave?", "Leave", "Stay")


def card() -> Card:
    return Card(Mention(0, 3, "UNO", "ORG", entity="UNO"), {"ORG": 1}, ())


def help_screen() -> HelpScreen:
    return HelpScreen([("Reader", [(f"f{n}", f"command number {n}", "") for n in range(60)])])


def review() -> Review:
    return Review(Deciding())


def messages() -> MessagesDialog:
    noon = datetime(2021, 7, 1, 12, tzinfo=UTC)
    said = (Said(noon, f"message number {number}", "warning") for number in range(60))
    return MessagesDialog(said, Path("log"))


def changes() -> WhatChanged:
    old = "\n\n".join(f"Paragraph number {number} of all." for number in range(60))
    return WhatChanged("A title", lambda: compare(old, old.replace("number", "with number")))


Seen = Callable[[Host], bool]


def jumps_to_site(subject: int, number: int = 0) -> Seen:
    """Closed with a mention of the entity in this row."""
    return lambda app: app.results == [sites_of(subject)[number]]


def jumps_past_site(subject: int) -> Seen:
    """Closed with the first mention of an entity in a row below."""
    below = range(subject + 1, 41)
    return lambda app: any(app.results == [sites_of(row)[0]] for row in below)


def gives(*, title: str | None = None, source: str | None = None) -> Seen:
    edit = MetadataEdit(title=title, source=source)
    return lambda app: app.results == [edit]


def closes_with(result: object) -> Seen:
    return lambda app: app.results == [result]


def exports(name: str, file: str, *, excel: bool = False) -> Seen:
    return closes_with(ExportChoice(name, Path(__file__).parent / file, excel=excel))


def picks(*names: str) -> Seen:
    return lambda app: [picked.names for picked in app.results] == [names]


def aims_at(number: int) -> Seen:
    return lambda app: [picked.target for picked in app.results] == [AIMS[number].target]


def picks_later_than(name: str) -> Seen:
    return lambda app: bool(app.results) and app.results[0].names[0] > name


def notes(text: str) -> Seen:
    return lambda app: [noted.text for noted in app.results] == [text]


def keeps_beside(*words: str) -> Seen:
    return lambda app: [noted.beside for noted in app.results] == [words]


def jumps_to(uid: str) -> Seen:
    return lambda app: [chosen.uid for chosen in app.results] == [uid]


def jumps_past(uid: str) -> Seen:
    return lambda app: bool(app.results) and app.results[0].uid > uid


def shows(words: str) -> Seen:
    return lambda app: words in app.seen()


def scrolled(least: int, most: int) -> Seen:
    def seen(app: Host) -> bool:
        assert isinstance(app.dialog, ScrolledDialog)
        return least <= app.dialog.pane.scroll_offset.y <= most

    return seen


def focuses(kind: str) -> Seen:
    return lambda app: type(app.focused).__name__ == kind


def does(number: int, path: str = "") -> Seen:
    """The preview gives so many mentions, of one article or all."""
    return lambda app: [(len(each.chosen), each.path) for each in app.results] == [(number, path)]


def asks_for_a_label(app: Host) -> bool:
    return "a label, or a part of one" in app.seen()


@dataclass(frozen=True, slots=True)
class Case:
    """A key between others, in a dialog, and what must come of it."""

    dialog: Callable[[], Dialog[Any]]
    seen: Seen
    before: Sequence[str] = ()
    after: Sequence[str] = ()


CASES: dict[str, Case] = {
    "dialog-cancel": Case(choice, closes_with(None)),
    "dialog-keys": Case(choice, shows("its number chooses at once")),
    "dialog-widen-round": Case(lambda: picker(2), aims_at(0), after=["down", "enter"]),
    "dialog-widen": Case(picker, aims_at(1), after=["down", "enter"]),
    "dialog-narrow": Case(lambda: picker(2), aims_at(1), after=["down", "enter"]),
    "tag-take": Case(picker, picks("topic 00"), ["down"]),
    "tag-take-more": Case(picker, picks("topic 00", "topic 17"), ["down"], [*"17", "enter"]),
    "tag-next": Case(picker, picks("topic 01"), ["down"], ["enter"]),
    "tag-previous": Case(picker, picks("topic 01"), ["down", "down", "down"], ["enter"]),
    "tag-page-down": Case(picker, picks_later_than("topic 01"), after=["enter"]),
    "tag-page-up": Case(picker, picks("topic 00"), ["pagedown"], ["enter"]),
    "tag-back": Case(picker, picks("topic 00"), [*"17", "tab"], ["down", "enter"]),
    "note-save": Case(lambda: NoteEditor(AIMS), notes("x"), ["x"]),
    "note-swap": Case(lambda: NoteEditor(AIMS, 2, draft="new"), notes("old"), after=["ctrl+s"]),
    "note-other": Case(two_notes, notes("his"), after=["ctrl+s"]),
    "note-drop-other": Case(two_notes, keeps_beside(), after=["ctrl+s"]),
    "metadata-save": Case(form, gives(source="UPI"), ["tab", *"UPI"]),
    "metadata-next": Case(form, gives(source="UPI"), after=[*"UPI", "enter"]),
    "metadata-previous": Case(form, gives(source="UPI"), ["tab", "tab"], [*"UPI", "enter"]),
    "export-go": Case(export, exports("csv", "a.csv")),
    "export-next": Case(export, exports("md", "a.md"), after=["enter"]),
    "export-previous": Case(export, exports("csv", "a.csv"), ["down"], ["enter"]),
    "export-field": Case(export, exports("csv", "a.csvx"), after=["end", "x", "enter"]),
    "export-field-back": Case(
        export, exports("csv", "a.csv", excel=True), after=["space", "enter"]
    ),
    "import-go": Case(incoming, shows("12 new"), ["a"]),
    "annotations-take": Case(everything, jumps_to("a00")),
    "annotations-regroup": Case(everything, shows("Annotations by article")),
    "annotations-next": Case(everything, jumps_to("a01"), after=["enter"]),
    "annotations-previous": Case(everything, jumps_to("a01"), ["down", "down"], ["enter"]),
    "annotations-page-down": Case(everything, jumps_past("a01"), after=["enter"]),
    "annotations-page-up": Case(everything, jumps_to("a00"), ["pagedown"], ["enter"]),
    "entities-take": Case(entities, jumps_to_site(0)),
    "entities-switch": Case(entities, jumps_to_site(0, 1), after=["j", "enter"]),
    "entities-filter": Case(entities, shows("Entities 1 of 41"), after=[*"nobel", "enter"]),
    "entities-sort": Case(entities, shows("by articles"), after=["j", "enter"]),
    "entities-watch": Case(entities, shows("watch Nobel")),
    "entities-figures": Case(entities, shows("Entities 42")),
    "entities-export": Case(entities, shows("exported 41")),
    "entities-undo": Case(entities, shows("undone"), ["w"]),
    "entities-next": Case(entities, jumps_to_site(1), after=["enter"]),
    "entities-previous": Case(entities, jumps_to_site(1), ["j", "j"], ["enter"]),
    "entities-first": Case(entities, jumps_to_site(0), ["j", "j"], ["enter"]),
    "entities-last": Case(entities, jumps_to_site(40), after=["enter"]),
    "entities-page-down": Case(entities, jumps_past_site(1), after=["enter"]),
    "entities-page-up": Case(entities, jumps_to_site(0), ["pagedown"], ["enter"]),
    "entities-half-down": Case(entities, jumps_past_site(1), after=["enter"]),
    "entities-half-up": Case(entities, jumps_to_site(0), ["ctrl+d"], ["enter"]),
    "entities-leave": Case(entities, closes_with(None)),
    "label-take": Case(label, closes_with("ORG")),
    "label-next": Case(label, closes_with("GPE"), after=["enter"]),
    "label-previous": Case(label, closes_with("PERSON"), after=["enter"]),
    "name-take": Case(names, closes_with(Named("Ann", "PERSON")), [*"smith"]),
    "name-next": Case(names, closes_with(Named("Bob", "PERSON")), after=["enter"]),
    "name-previous": Case(names, closes_with(Named("Ann", "PERSON")), ["down"], ["enter"]),
    "everywhere-apply": Case(everywhere, does(40)),
    "everywhere-toggle": Case(everywhere, does(39), after=["enter"]),
    "everywhere-toggle-all": Case(everywhere, does(0), after=["enter"]),
    "everywhere-rescope": Case(everywhere, shows("3 mentions in 1 article")),
    "everywhere-accept": Case(everywhere, shows("accept “AdBlock” · 40 mentions")),
    "everywhere-reject": Case(everywhere, shows("reject “AdBlock” · 40 mentions"), ["a"]),
    "everywhere-relabel": Case(everywhere, asks_for_a_label),
    "everywhere-next": Case(everywhere, shows("  Sentence 01"), after=["space"]),
    "everywhere-previous": Case(everywhere, shows("  Sentence 01"), ["j", "j"], ["space"]),
    "everywhere-down": Case(everywhere, shows("Sentence 20"), after=["pagedown"] * 2),
    "everywhere-up": Case(everywhere, shows("Sentence 01"), ["pagedown"] * 3, ["pageup"] * 3),
    "everywhere-leave": Case(everywhere, closes_with(None)),
    "queue-accept": Case(queue, shows("2 of 40 · 1 decided")),
    "queue-reject": Case(queue, shows("2 of 40 · 1 decided")),
    "queue-relabel": Case(queue, shows("2 of 40 · 1 decided"), after=[*"gpe", "enter"]),
    "queue-everywhere": Case(queue, shows("11 of 40 · 10 decided")),
    "queue-skip": Case(queue, shows("2 of 40")),
    "queue-back": Case(queue, shows("1 of 40"), ["s"]),
    "queue-read": Case(queue, closes_with(OCCURRENCES[1]), ["s"]),
    "queue-leave": Case(queue, closes_with(None)),
    "decisions-take": Case(decisions, jumps_to("d00")),
    "decisions-revoke": Case(decisions, shows("entities · 39")),
    "decisions-undo": Case(decisions, shows("entities · 40"), ["d"]),
    "decisions-filter": Case(decisions, shows("1 of 40"), after=[*"17"]),
    "decisions-turn": Case(decisions, shows("1 of 40"), after=[*"17"]),
    "decisions-next": Case(decisions, jumps_to("d01"), after=["enter"]),
    "decisions-previous": Case(decisions, jumps_to("d01"), ["down", "down"], ["enter"]),
    "decisions-down": Case(decisions, jumps_to("d01"), after=["enter"]),
    "decisions-up": Case(decisions, jumps_to("d01"), ["j", "j"], ["enter"]),
    "decisions-page-down": Case(decisions, jumps_past("d01"), after=["enter"]),
    "decisions-page-up": Case(decisions, jumps_to("d00"), ["pagedown"], ["enter"]),
    "decisions-leave": Case(decisions, closes_with(None)),
    "choose-take": Case(choice, closes_with(5)),
    "choose-next": Case(choice, closes_with(6), after=["enter"]),
    "choose-previous": Case(choice, closes_with(4), after=["enter"]),
    "choose-first": Case(choice, closes_with(0), after=["enter"]),
    "choose-last": Case(choice, closes_with(10), after=["enter"]),
    **{f"choose-{digit}": Case(choice, closes_with(digit - 1)) for digit in range(1, 10)},
    "confirm-yes": Case(question, closes_with(True)),
    "confirm-no": Case(question, closes_with(False), ["up"]),
    "confirm-take": Case(question, closes_with(True), ["up"]),
    "confirm-next": Case(question, closes_with(False), ["up"], ["enter"]),
    "confirm-previous": Case(question, closes_with(True), after=["enter"]),
    "card-close": Case(card, closes_with(None)),
    "review-accept": Case(review, shows("2 of 3 · altered · 1 decided")),
    "review-by-hand": Case(review, closes_with(MARKS[0])),
    "review-drop": Case(review, shows("2 of 3 · altered · 1 decided")),
    "review-next": Case(review, shows("2 of 3 · altered")),
    "review-previous": Case(review, shows("3 of 3 · orphaned")),
    "review-accept-moved": Case(review, shows("2 of 3 · altered · 1 decided"), ["n"]),
    "review-undo": Case(review, shows("1 of 3 · moved"), ["a"]),
    "review-leave": Case(review, closes_with(None)),
    "changes-down": Case(changes, scrolled(1, 1)),
    "changes-up": Case(changes, scrolled(1, 1), ["down", "down"]),
    "changes-page": Case(changes, scrolled(5, 30)),
    "changes-page-back": Case(changes, scrolled(0, 0), ["space"]),
    "changes-top": Case(changes, scrolled(0, 0), ["pagedown", "pagedown", "down"]),
    "changes-bottom": Case(changes, shows("number 59 of all")),
    "changes-close": Case(changes, closes_with(None)),
    "help-filter": Case(help_screen, shows("command number 57"), after=[*"57"]),
    "help-down": Case(help_screen, scrolled(1, 1)),
    "help-up": Case(help_screen, scrolled(1, 1), ["down", "down"]),
    "help-page": Case(help_screen, scrolled(5, 30)),
    "help-page-back": Case(help_screen, scrolled(0, 0), ["space"]),
    "help-top": Case(help_screen, scrolled(0, 0), ["pagedown", "pagedown", "down"]),
    "help-bottom": Case(help_screen, shows("command number 59")),
    "help-list": Case(help_screen, focuses("VerticalScroll"), ["slash"]),
    "help-close": Case(help_screen, closes_with(None)),
    "messages-down": Case(messages, scrolled(1, 1)),
    "messages-up": Case(messages, scrolled(1, 1), ["down", "down"]),
    "messages-page": Case(messages, scrolled(5, 30)),
    "messages-page-back": Case(messages, scrolled(0, 0), ["space"]),
    "messages-top": Case(messages, scrolled(0, 0), ["pagedown", "pagedown", "down"]),
    "messages-bottom": Case(messages, shows("The log is")),
    "messages-close": Case(messages, closes_with(None)),
}
"""The name of each binding, and its case."""

KEYS = [
    (str(binding.id), each.key)
    for binding in dialog_bindings()
    for each in Binding.make_bindings([binding])
]


def ready(app: Host) -> bool:
    """Whether the dialog is there with all that it loads."""
    if isinstance(app.dialog, AllAnnotations) and app.dialog.is_mounted:
        return app.dialog.list.counts[1] == len(ANNOTATIONS)
    if isinstance(app.dialog, Entities):
        return "Nobel" in app.seen()
    if isinstance(app.dialog, SameEverywhere | EntityQueue | AllDecisions):
        return "40" in app.seen() and "40…" not in app.seen()
    if isinstance(app.dialog, NamePicker):
        return "Bob" in app.seen()
    if isinstance(app.dialog, WhatChanged):
        return "Paragraph" in app.seen()
    return app.screen is app.dialog


@pytest.mark.parametrize(("name", "key"), KEYS, ids=[f"{name}-{key}" for name, key in KEYS])
async def test_key_of_a_dialog_does_what_it_is_for(name: str, key: str) -> None:
    case = CASES[name]
    app = Stage(case.dialog())
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(40):
            if ready(app):
                break
            await pilot.pause(0.05)
        await pilot.press(*case.before)
        await pilot.pause()
        assert not case.seen(app), "the other keys alone must not do it"
        await pilot.press(key, *case.after)
        for _ in range(40):
            if case.seen(app):
                return
            await pilot.pause(0.05)
        assert case.seen(app), (app.results, app.seen())
