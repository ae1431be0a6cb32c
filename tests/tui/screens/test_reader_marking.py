"""Marking in the reader: what is aimed at, tags, notes, deleting, undoing."""

from annotations.library import Library
from annotations.models import Target
from annotations.places import Places
from tests.tui.screens.stage import BODY, BORDER, BORDER_PATH, SECOND_BODY, staged

FIRST = "Russia closed the border on Monday."


async def test_t_aims_at_the_sentence_and_widens_round(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "t")
        await stage.shows("Tag the sentence", FIRST)
        await stage.press("ctrl+t")
        await stage.shows("Tag the paragraph")
        await stage.press("ctrl+t")
        await stage.shows("Tag the article", "Border talks fail")
        await stage.press("ctrl+t")
        await stage.shows("Tag the entity", "“Russia”")
        await stage.press("ctrl+down", "ctrl+up", "ctrl+up")
        await stage.shows("Tag the paragraph")
        await stage.press(*"talks", "enter")
        await stage.is_saved()
        assert stage.tagged() == [(BODY, "talks")]


async def test_a_selection_is_tagged_then_dropped(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "v", "l", "l", "v", ")")
        await stage.shows("t → the selection “Russia closed”")
        await stage.press("t", *"closure", "enter")
        await stage.shows("t → the sentence")
        assert stage.tagged() == [("Russia closed", "closure")]


async def test_capital_v_takes_the_sentence_then_the_paragraph(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "V")
        await stage.shows(f"t → the selection “{FIRST}")
        await stage.press("V", "n", *"all of it", "ctrl+s")
        await stage.is_saved()
        assert [(mark.quote, mark.note) for mark in stage.marks()] == [(BODY, "all of it")]


async def test_several_tags_at_once_and_the_same_again_elsewhere(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "t", *"war", "tab", *"trade/grain", "enter")
        await stage.says("tag “Russia closed the border on…” war, trade/grain")
        await stage.press("}", ".")
        await stage.until(lambda: len(stage.tagged()) == 2)
        assert stage.tagged()[1] == ("Traders in Kyiv wait.", "war trade/grain")
        await stage.press(".")
        await stage.says("These tags are set there already.")
        await stage.press("u", "u")
        await stage.until(lambda: stage.tagged() == [])
        assert news.tags() == [], "a new tag and its first use are one step"
        await stage.press("U", "ctrl+r")
        await stage.until(lambda: len(stage.tagged()) == 2)


async def test_the_first_nine_tags_get_a_quick_key_that_sets_and_takes_off(
    news: Library, places: Places
) -> None:
    names = [f"tag{letter}" for letter in "abcdefghij"]
    news.tag([Target(BORDER_PATH)], names)
    async with staged(news, places) as stage:
        assert [tag.key for tag in news.tags()] == [*range(1, 10), None]
        await stage.press("enter", "}", "9")
        await stage.says("tag “Russia closed the border on…” tagi")
        assert stage.tagged()[1:] == [(FIRST, "tagi")]
        await stage.press("9")
        await stage.says("take tagi off “Russia closed the border on…”")
        assert stage.tagged()[1:] == []


async def test_a_key_without_a_tag_says_so(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "3")
        await stage.says("No tag has the key 3 yet; the first nine tags get one.")
        await stage.press(".")
        await stage.says("Nothing was tagged yet in this run; t tags.")
        await stage.press("d")
        await stage.says("There is no annotation under the cursor.")
        await stage.press("U")
        await stage.says("There is nothing to do again.")


async def test_on_an_annotation_t_and_n_edit_it(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "t", *"one", "enter")
        await stage.press("t", *"two", "enter")
        await stage.press("n", *"why?", "ctrl+s")
        await stage.until(lambda: stage.marks() and stage.marks()[0].note)
        assert stage.tagged() == [(FIRST, "one two")]
        await stage.press("t", *"two", "enter")
        await stage.says("These tags are set there already.")
        await stage.press("n", *" Because.", "ctrl+s")
        await stage.until(lambda: stage.marks()[0].note == "why? Because.")


async def test_deleting_a_tag_never_takes_the_note(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "t", *"one", "enter", "n", *"kept", "ctrl+s")
        await stage.until(lambda: stage.marks() and stage.marks()[0].note)
        await stage.press("d")
        await stage.shows("Delete what?", "the tag one", "the note “kept”", "all of it")
        await stage.press("1")
        await stage.until(lambda: stage.tagged() == [(FIRST, "")])
        assert stage.marks()[0].note == "kept"
        await stage.press("d")
        await stage.until(lambda: stage.marks() == [])
        await stage.press("u", "u")
        await stage.until(lambda: stage.tagged() == [(FIRST, "one")])


async def test_delete_takes_the_innermost_annotation(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "V", "V", "t", *"outer", "enter")
        await stage.press("t", *"inner", "enter")
        await stage.until(lambda: len(stage.marks()) == 2)
        await stage.press("d")
        await stage.until(lambda: stage.tagged() == [(BODY, "outer")])
        await stage.press("d")
        await stage.until(lambda: stage.tagged() == [])


async def test_escape_leaves_the_picker_and_nothing_is_stored(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "t", *"never", "tab", *"ever", "escape")
        await stage.shows("1 tag is not set yet: esc again drops it")
        await stage.press("escape")
        await stage.until(lambda: stage.app.desk is not None)
        assert stage.marks() == []
        assert news.tags() == []
        assert news.store.undo_name is None


async def test_escape_drops_the_selection_then_goes_to_the_list(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "V", "escape")
        assert stage.main.reader.selection is None
        assert stage.main.reader.has_focus
        await stage.press("escape")
        assert stage.main.articles.has_focus


async def test_an_unsaved_note_is_offered_again_and_gone_once_saved(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "n", *"half", "escape")
        await stage.shows("Not saved: esc again leaves, and keeps a draft")
        await stage.press("escape")
        await stage.says("Kept as a draft: n takes it up again.")
        assert stage.marks() == []
        await stage.press("n")
        await stage.shows("half", "This is your unsaved draft")
        await stage.press(*" whole", "ctrl+s")
        await stage.until(lambda: [mark.note for mark in stage.marks()] == ["half whole"])
        await stage.press("n")
        await stage.shows("half whole")
        assert "draft" not in stage.seen


async def test_a_note_left_as_it_was_is_no_draft(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "n", "escape")
        await stage.until(lambda: stage.app.desk is not None)
        assert "draft" not in stage.main.status.words


async def test_an_unfinished_note_is_told_at_the_start_with_its_articles_title(
    news: Library, places: Places
) -> None:
    news.keep_draft(Target(BORDER_PATH), "half")
    title = news.listing(BORDER_PATH).title
    async with staged(news, places) as stage:
        words = f"A note was not finished; n on its place takes it up again: “{title}”."
        await stage.until(lambda: stage.main.status.words == words, words)


async def test_an_unfinished_note_of_an_article_that_is_gone_is_told_at_the_start(
    news: Library, places: Places
) -> None:
    news.keep_draft(Target("gone.txt"), "half a [thought]")
    async with staged(news, places) as stage:
        await stage.until(lambda: "gone.txt is gone" in stage.main.status.words)
        assert "“half a [thought]”" in stage.main.status.words


async def test_a_reason_is_taken_away_once_something_can_be_done(
    news: Library, places: Places
) -> None:
    async with staged(news, places) as stage:
        await stage.press("u")
        await stage.says("There is nothing to undo.")
        await stage.press("j")
        assert stage.main.status.words == ""


async def test_saving_is_said_in_the_frame_of_the_action(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "}", "t", *"one", "enter")
        words = stage.foot.split()[0]
        assert words in ("saving…", "saved")
        await stage.is_saved()
        assert '"one"' in news.store.file.read_text()
        assert stage.marks()[0].author == "ana"


async def test_both_ends_of_a_text_can_be_annotated(news: Library, places: Places) -> None:
    async with staged(news, places) as stage:
        await stage.press("enter", "V", "t", *"top", "enter", "}", "}", ")")
        await stage.press("t", *"low", "enter")
        await stage.until(lambda: len(stage.marks()) == 2)
        quotes = [quote for quote, _ in stage.tagged()]
        assert quotes == ["Border talks fail", SECOND_BODY.partition(". ")[2]]
        assert all(BORDER[mark.start : mark.end] == mark.quote for mark in stage.marks())
