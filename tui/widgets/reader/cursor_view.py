"""A cursor in a wrapped text: motions, the selection, the mouse."""

from collections.abc import Callable

from textual import events

from annotations.segments import paragraph_at, sentence_at, word_at
from tui.widgets.cells import grapheme_at
from tui.widgets.reader.folding import fold_over, outside
from tui.widgets.reader.motions import Motion, extend, step
from tui.widgets.reader.painter import Marks
from tui.widgets.reader.selection import Selection
from tui.widgets.reader.text_view import TextView


class CursorView(TextView, can_focus=True):
    """A text with a cursor that is always on a grapheme and never hidden in a fold."""

    def __init__(
        self, *, id: str | None = None, on_move: Callable[[int], None] | None = None
    ) -> None:
        """Begin with an empty text and nothing selected.

        Args:
            id: The widget's id.
            on_move: Called with the cursor's place, in code points, when it or the selection has
                changed. No message tells of it: what follows the cursor is to be in its frame.
        """
        super().__init__(id=id)
        self._on_move = on_move
        self._cursor = 0
        self._selection = Selection()
        self._wanted: int | None = None
        self._current: tuple[int, int] | None = None
        self._dragged_from: int | None = None

    @property
    def cursor(self) -> int:
        """The code point under the cursor."""
        return self._cursor

    @property
    def selecting(self) -> bool:
        """Whether motions extend the selection."""
        return self._selection.anchor is not None

    @property
    def selection(self) -> tuple[int, int] | None:
        """Start and end of the selection, that under the cursor included; None without one."""
        return self._selection.span(self.text, self._cursor) if self.text else None

    def marks(self) -> Marks:
        """The cursor, the selection and the hit that was jumped to."""
        cursor = grapheme_at(self.text, self._cursor) if self.text else None
        return Marks(self._current, self.selection, cursor, self.has_focus)

    def move_to(self, offset: int) -> None:
        """Put the cursor on the grapheme at an offset, and that on the screen.

        Args:
            offset: Code points; beyond the text's end it is its last character.
        """
        self._wanted = None
        self._put(offset)

    def move(self, motion: Motion, forward: bool = True) -> None:
        """Move the cursor; a selection that was begun follows.

        Args:
            motion: How.
            forward: Towards the text's end, or back.
        """
        if not self.text:
            return
        if motion is Motion.LINE:
            self._move_lines(1 if forward else -1)
        elif motion in (Motion.PAGE, Motion.HALF_PAGE):
            rows = self.rows // 2 if motion is Motion.HALF_PAGE else self.rows - 1
            self._move_page(max(1, rows) * (1 if forward else -1))
        else:
            self._wanted = None
            target = self._target(motion, forward)
            if target is not None:
                self._put(self._round_folds(target, forward))

    def toggle_selecting(self) -> None:
        """Begin a selection at the cursor; again: motions extend it no more, and it stays."""
        before = self.selection
        if self.selecting and before:
            self._selection.keep(*before)
        elif self.text:
            self._selection.begin(self._cursor)
        self._changed(before)

    def select(self, start: int, end: int) -> None:
        """Select a stretch of the text that stays whatever the cursor does."""
        before = self.selection
        if start < end:
            self._selection.keep(start, end)
        self._changed(before)

    def select_sentence(self) -> None:
        """Select the sentence under the cursor; if that is selected, the paragraph."""
        sentence = sentence_at(self.text, self._cursor)
        again = self.selection == sentence
        self.select(*(paragraph_at(self.text, self._cursor) if again else sentence))

    def drop_selection(self) -> bool:
        """Select nothing; return whether anything was selected."""
        before = self.selection
        self._selection.drop()
        if before:
            self._changed(before)
        return before is not None

    def kept_in_sight(self) -> int | None:
        """The cursor, if it is on the screen now."""
        line = self._wrapping.line_of(self._cursor)
        return self._cursor if self.top <= line < self.top + self.rows else None

    def _target(self, motion: Motion, forward: bool) -> int | None:
        """Where a motion that knows no lines leads; None where there is nothing further."""
        anchor = self._selection.anchor
        if anchor is None:
            return step(motion, self.text, self._cursor, forward)
        return extend(motion, self.text, self._cursor, forward, anchor)

    def _put(self, offset: int) -> None:
        """Set the cursor, show it, tell of it."""
        before, old = self.selection, self._cursor
        offset = max(0, min(offset, len(self.text) - 1))
        self._cursor = grapheme_at(self.text, offset)[0] if self.text else 0
        self.repaint(grapheme_at(self.text, old), grapheme_at(self.text, self._cursor))
        self.reveal(self._cursor)
        self._changed(before)

    def _changed(self, before: tuple[int, int] | None) -> None:
        """Repaint where the selection differs from what it was, and tell of the change."""
        after = self.selection
        if before != after:
            if before and after and self._overlap(before, after):
                self.repaint(
                    (min(before[0], after[0]), max(before[0], after[0])),
                    (min(before[1], after[1]), max(before[1], after[1])),
                )
            else:
                self.repaint(*(span for span in (before, after) if span))
        self._tell_move()

    def _tell_move(self) -> None:
        if self._on_move is not None:
            self._on_move(self._cursor)

    @staticmethod
    def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
        return one[0] < other[1] and other[0] < one[1]

    def _move_lines(self, count: int) -> None:
        """Go up or down so many lines that are not folds; as far as there are lines."""
        wrapping = self._wrapping
        here = wrapping.line_of(self._cursor)
        if self._wanted is None:
            self._wanted = wrapping.column(self._cursor)
        direction = 1 if count > 0 else -1
        goal, line, left = here, here + direction, abs(count)
        while left and wrapping.has_line(line):
            if not wrapping.fold_on(line):
                goal, left = line, left - 1
            line += direction
        if goal != here:
            self._put(wrapping.offset_at(goal, self._wanted))
        else:
            self.reveal(self._cursor)

    def _move_page(self, count: int) -> None:
        """Scroll and go by so many lines, from what is on the screen."""
        if self.kept_in_sight() is None:
            self._cursor = self._wrapping.bounds(self.top)[0]
            self._pull_out()
        self.scroll_to_line(self.top + count)
        self._move_lines(count)

    def _round_folds(self, target: int, forward: bool) -> int:
        """Where a motion to an offset ends: beyond a fold, or before it if nothing is beyond."""
        folds, text = self._wrapping.folds, self.text
        for way in (forward, not forward):
            offset = outside(folds, text, target, way)
            if offset is not None and (offset > self._cursor) == forward:
                return offset
        return self._cursor

    def _pull_out(self) -> None:
        """Bring the cursor out of a fold that has just been closed over it."""
        folds = self._wrapping.folds
        for forward in (True, False):
            offset = outside(folds, self.text, self._cursor, forward)
            if offset is not None:
                self._cursor = grapheme_at(self.text, offset)[0]
                return
        fold = fold_over(folds, self._cursor)
        self._cursor = fold.start if fold else self._cursor

    def _on_focus(self, event: events.Focus) -> None:
        self.repaint(grapheme_at(self.text, self._cursor))

    def _on_blur(self, event: events.Blur) -> None:
        self.repaint(grapheme_at(self.text, self._cursor))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is; what is dragged from there is selected."""
        offset = self.offset_under(event.x - self.gutter.left, event.y - self.gutter.top)
        if event.button != 1 or offset is None:
            return
        self.capture_mouse()
        self.drop_selection()
        self._dragged_from = offset
        self._point(offset)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Extend the selection while dragging; scroll at the edges."""
        if self._dragged_from is None:
            return
        offset = self.offset_under(event.x - self.gutter.left, event.y - self.gutter.top)
        if offset is not None and offset != self._cursor:
            if not self.selecting:
                self._selection.begin(self._dragged_from)
            self._point(offset)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the dragging; the selection stays."""
        if self._dragged_from is None:
            return
        self.release_mouse()
        self._dragged_from = None
        if self.selecting:
            self.toggle_selecting()

    def on_click(self, event: events.Click) -> None:
        """Select the word at a double click, the sentence at a triple one."""
        if event.chain == 2 and event.button == 1:
            self.select(*word_at(self.text, self._cursor))
        elif event.chain == 3 and event.button == 1:
            self.select(*sentence_at(self.text, self._cursor))

    def _point(self, offset: int) -> None:
        self._wanted = None
        if not fold_over(self._wrapping.folds, offset):
            self._put(offset)
