"""Commands that write notes, and that delete what was said."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from annotations.models import Act, Annotation, Target
from tui.commands.base import Command, OnTarget, Where
from tui.screens.dialogs.aim import Aim
from tui.screens.main import MainScreen

Part: TypeAlias = tuple[str, Callable[[], Act | None]]
"""What can be deleted, in words, and what deletes it."""

NOTE_SHOWN = 48
"""Code points of a note that a list of choices shows."""


class Note(OnTarget):
    """Write a note."""

    name, keys, hint = "note", "n", "note"
    help = "write a note on the selection, else the sentence; in the list, on the article"
    helps = {
        Where.LIST: "write a note on the article, or on all marked rows",
        Where.READER: "write a note on the selection, else the sentence",
        Where.INSPECTOR: "write or change the annotation's note",
    }

    def run(self, desk: MainScreen) -> None:
        """Open the editor."""
        desk.converse(self._write(desk))

    async def _write(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.note_editor import NoteEditor

        mark = desk.inspected()
        aims, first = _drafted_first(desk, *desk.aims())
        aims[first] = _told_of_notes(desk, aims[first])
        draft = desk.library.draft(aims[first].target)
        editor = NoteEditor(aims, first, draft)
        noted = await desk.app.push_screen_wait(editor)
        if noted is None:
            if editor.has_left_draft:
                desk.status.say(desk.keyed("Kept as a draft: {note} takes it up again."))
            return
        if mark is not None:
            act = desk.library.note_annotation(mark.uid, noted.text, noted.beside, noted.seen)
        else:
            targets = desk.targets(noted.target)
            act = desk.library.note(targets, noted.text, noted.beside, noted.seen)
        self.report(desk, act)
        for target in {aims[first].target, noted.target}:
            desk.post_message(NoteEditor.Drafted("", target))


def _told_of_notes(desk: MainScreen, aim: Aim) -> Aim:
    """Say of an aim at several articles how many of them have a note that is kept."""
    several = [target.path for target in desk.targets(aim.target)]
    if len(several) < 2:
        return aim
    sheets = map(desk.library.sheet, several)
    marks = (mark for sheet in sheets for mark in desk.library.annotations_on(sheet))
    noted = sum(mark.passage is None and bool(mark.note) for mark in marks)
    if not noted:
        return aim
    kept = f"{noted} of them {'has' if noted == 1 else 'have'} a note, and yours goes below it"
    return replace(aim, label=f"{aim.label}; {kept}")


def _drafted_first(desk: MainScreen, aims: list[Aim], first: int) -> tuple[list[Aim], int]:
    """Aim at what an unfinished note under the cursor was for, if there is one."""
    article = desk.article
    drafts = desk.library.drafts(article) if article else []
    if article is None or not desk.reader.has_focus or desk.reader.selection is not None:
        return aims, first
    targets = [aim.target for aim in aims]
    for target, _ in drafts:
        if _covers(target, desk.reader.cursor):
            if target in targets:
                return aims, targets.index(target)
            quote = article.text[target.start : target.end]
            return [Aim("the words of your draft", target, quote), *aims], 0
    return aims, first


def _covers(target: Target, offset: int) -> bool:
    if target.start is None or target.end is None:
        return False
    return target.start <= offset < target.end


class Delete(Command):
    """Delete what is under the cursor."""

    name, keys, hint, where = "delete", "d", "delete", (Where.READER, Where.INSPECTOR)
    help = "delete the annotation under the cursor, or a part of it"

    def unavailable(self, desk: MainScreen) -> str | None:
        """There must be an annotation."""
        return None if desk.here() else "There is no annotation under the cursor."

    def run(self, desk: MainScreen) -> None:
        """Delete, asking which part if there are several."""
        desk.converse(self._delete(desk))

    async def _delete(self, desk: MainScreen) -> None:
        from tui.screens.dialogs.choose import Choose

        parts = [part for mark in _innermost(desk.here()) for part in _parts(desk, mark)]
        chosen: int | None = 0
        if len(parts) > 1:
            words = [label for label, _ in parts]
            chosen = await desk.app.push_screen_wait(Choose("Delete what?", words))
        if chosen is not None:
            desk.report(parts[chosen][1]())


def _innermost(marks: list[Annotation]) -> list[Annotation]:
    """Keep the marks that stand on the same words as the innermost one."""
    return [mark for mark in marks if (mark.start, mark.end) == (marks[0].start, marks[0].end)]


def _parts(desk: MainScreen, mark: Annotation) -> list[Part]:
    """List what can be deleted of an annotation, and how."""
    library = desk.library
    parts: list[Part] = [
        (f"the tag {tag.name}", partial(library.untag, mark.uid, tag)) for tag in mark.tags
    ]
    if mark.note:
        words = " ".join(mark.note.split())
        shown = words if len(words) <= NOTE_SHOWN else f"{words[:NOTE_SHOWN]}…"
        parts.append((f"the note “{shown}”", partial(library.note_annotation, mark.uid, "")))
    if len(parts) != 1:  # none: all its tags are gone from the codebook
        parts.append(("all of it", partial(library.delete, mark.uid)))
    return parts


NOTING = (Note(), Delete())
