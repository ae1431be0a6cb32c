from collections.abc import Callable
from dataclasses import replace

import pytest

from annotations.merges import Alternative
from annotations.models import Target
from tests.factories import target_in
from tests.tui.dialogs.conftest import Host
from tui.screens.dialogs import note_editor
from tui.screens.dialogs.aim import Aim
from tui.screens.dialogs.note_editor import Noted, NoteEditor

TEXT = "The gas flows. They met for long talks."

HostFor = Callable[[NoteEditor], Host]

SENTENCE = Aim("the sentence", target_in(TEXT, "1.txt", 0, 30), "They met [/red].")
ARTICLE = Aim("the article", Target("1.txt"), "A title")
AIMS = (SENTENCE, ARTICLE)


def noted(note: str) -> tuple[Aim, ...]:
    return (replace(AIMS[0], note=note), *AIMS[1:])


async def test_ctrl_s_saves_several_lines(host: HostFor) -> None:
    app = host(NoteEditor(AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        assert await app.shows("Note on the sentence")
        assert await app.shows("“They met [/red].”")
        await pilot.press("a", "enter", "b", "ctrl+s")
        await pilot.pause()
        assert app.results == [Noted("a\nb", SENTENCE.target)]


async def test_typing_goes_on_after_the_note_that_is_there(host: HostFor) -> None:
    app = host(NoteEditor(noted("old")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("space", "n", "ctrl+s")
        await pilot.pause()
        assert app.results == [Noted("old n", SENTENCE.target)]


async def test_ctrl_t_widens_what_the_note_is_about(host: HostFor) -> None:
    app = host(NoteEditor(AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "ctrl+t", "ctrl+s")
        await pilot.pause()
        assert app.results == [Noted("a", ARTICLE.target)]


async def test_the_note_of_the_wider_target_is_shown_when_nothing_was_typed(host: HostFor) -> None:
    app = host(NoteEditor((replace(SENTENCE, note="small"), replace(ARTICLE, note="large"))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+t")
        assert await app.shows("large")
        await pilot.press("exclamation_mark", "ctrl+s")
        await pilot.pause()
        assert app.results == [Noted("large!", ARTICLE.target)]


async def test_typed_words_stand_below_the_note_of_the_wider_target(host: HostFor) -> None:
    app = host(NoteEditor((SENTENCE, replace(ARTICLE, note="large"))))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "e", "ctrl+t")
        assert await app.shows("There is a note here already")
        await pilot.press("ctrl+t", "ctrl+t", "ctrl+s")
        await pilot.pause()
        assert app.results == [Noted("large\n\nme", ARTICLE.target)]


async def test_a_draft_goes_along_when_the_target_is_widened(
    host: HostFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_editor, "DRAFT_SECONDS", 0.01)
    app = host(NoteEditor(AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x")
        await pilot.pause(0.05)
        await pilot.press("ctrl+t", "y")
        await pilot.pause(0.05)
        kept = {draft.target: draft.text for draft in app.drafts}
        assert kept == {SENTENCE.target: "", ARTICLE.target: "xy"}


async def test_escape_leaves_at_once_when_nothing_would_be_lost(host: HostFor) -> None:
    app = host(NoteEditor(noted("old")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert (app.results, app.drafts) == ([None], [])


async def test_escape_asks_over_unsaved_words_and_keeps_them_as_a_draft(host: HostFor) -> None:
    app = host(NoteEditor(noted("old")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "escape")
        await pilot.pause()
        assert app.results == []
        assert await app.shows("esc again leaves, and keeps a draft")
        await pilot.press("escape")
        await pilot.pause()
        assert app.results == [None]
        assert [draft.text for draft in app.drafts] == ["oldx"]
        assert app.drafts[0].target == SENTENCE.target


async def test_typing_on_after_the_question_asks_again(host: HostFor) -> None:
    app = host(NoteEditor(AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "escape", "y", "escape")
        await pilot.pause()
        assert app.results == []


async def test_words_go_out_as_a_draft_while_they_are_typed(
    host: HostFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_editor, "DRAFT_SECONDS", 0.05)
    app = host(NoteEditor(AIMS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"words")
        await pilot.pause(0.3)
        assert app.drafts[-1].text == "words"
        assert len(app.drafts) <= 5
        given = len(app.drafts)
        await pilot.pause(0.2)
        assert len(app.drafts) == given


async def test_a_draft_of_an_earlier_time_is_taken_up_and_said(host: HostFor) -> None:
    app = host(NoteEditor(noted("saved"), draft="draft"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert await app.shows("This is your unsaved draft;")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert app.results == [Noted("draft", SENTENCE.target)]


async def test_ctrl_r_changes_between_draft_and_saved_note_and_loses_neither(
    host: HostFor,
) -> None:
    dialog = NoteEditor(noted("saved"), draft="draft")
    async with host(dialog).run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "ctrl+r")
        assert dialog.text == "saved"
        await pilot.press("ctrl+r")
        assert dialog.text == "draftx"


async def test_ctrl_r_does_nothing_without_a_draft(host: HostFor) -> None:
    dialog = NoteEditor(noted("saved"))
    async with host(dialog).run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "ctrl+r")
        assert dialog.text == "savedx"


async def test_an_emptied_note_is_saved_as_empty(host: HostFor) -> None:
    app = host(NoteEditor(noted("a")))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("backspace", "ctrl+s")
        await pilot.pause()
        assert app.results == [Noted("", SENTENCE.target)]


async def test_words_typed_right_before_the_save_are_in_the_note(host: HostFor) -> None:
    app = host(NoteEditor(AIMS))
    async with app.run_test(size=(80, 24)):
        await app.burst(*"abcdefgh", "ctrl+s")
        assert app.results == [Noted("abcdefgh", SENTENCE.target)]


# Other notes beside this one

HIS, CYS = Alternative("his", "bob", "2026-01-01"), Alternative("cy's", "cy", "2026-01-02")
BESIDE = (replace(SENTENCE, note="hers", alternatives=(HIS, CYS)), ARTICLE)


async def saved_with(host: HostFor, *keys: str) -> Noted:
    app = host(NoteEditor(BESIDE))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys, "ctrl+s")
        await pilot.pause()
        [noted] = app.results
        assert isinstance(noted, Noted)
        return noted


async def test_other_notes_stay_until_they_are_dropped(host: HostFor) -> None:
    assert await saved_with(host) == Noted("hers", SENTENCE.target)
    assert await saved_with(host, "x") == Noted("hersx", SENTENCE.target)
    assert await saved_with(host, "ctrl+g") == Noted("hers", SENTENCE.target, ("cy's",))
    assert await saved_with(host, "ctrl+g", "ctrl+g") == Noted("hers", SENTENCE.target, ())
    assert await saved_with(host, "ctrl+g", "ctrl+g", "ctrl+g") == Noted(
        "hers", SENTENCE.target, ()
    )


async def test_an_other_note_taken_in_leaves_beside_it_what_stood_there(host: HostFor) -> None:
    assert await saved_with(host, "ctrl+o") == Noted("his", SENTENCE.target, ("cy's", "hers"))
    assert await saved_with(host, "ctrl+o", "ctrl+o", "x") == Noted(
        "cy'sx", SENTENCE.target, ("hers", "his")
    )
    assert await saved_with(host, *["ctrl+o"] * 3) == Noted("hers", SENTENCE.target)


async def test_the_next_other_note_is_shown_with_whose_it_is(host: HostFor) -> None:
    app = host(NoteEditor(BESIDE))
    async with app.run_test(size=(80, 24)) as pilot:
        assert await app.shows("≠ other note by bob: “his”")
        assert await app.shows("take the other note in")
        await pilot.press("ctrl+o")
        assert await app.shows("≠ other note by cy: “cy's”")
        await pilot.press("ctrl+o")
        assert await app.shows("≠ the note before: “hers”")
        await pilot.press(*["ctrl+g"] * 2)
        await pilot.pause()
        assert "≠" not in app.seen()
        assert "take the other note in" not in app.seen()


async def test_another_target_has_other_notes_of_its_own(host: HostFor) -> None:
    app = host(NoteEditor(BESIDE))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert "≠" not in app.seen()
        await pilot.press("ctrl+t")
        assert await app.shows("≠ other note by bob")
