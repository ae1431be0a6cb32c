"""Every annotation of the collection, by tag or by article; one of them is jumped to."""

from textual.binding import Binding
from textual.getters import query_one

from annotations.models import Annotation
from tui.screens.dialogs.filtered_dialog import FilteredDialog
from tui.widgets.annotation_list import AnnotationList, GroupBy
from tui.widgets.rows import RowList


class AllAnnotations(FilteredDialog[Annotation]):
    """A list that is filtered as one types; the result is the annotation that was chosen."""

    BINDINGS = [
        Binding("enter,ctrl+j", "take", "jump there", id="annotations-take", priority=True),
        Binding("tab", "regroup", "by tag or article", id="annotations-regroup"),
        Binding("down,ctrl+n", "move(1)", "next", id="annotations-next", show=False),
        Binding("up,ctrl+p", "move(-1)", "previous", id="annotations-previous", show=False),
        Binding("pagedown", "page(1)", "next page", id="annotations-page-down", show=False),
        Binding("pageup", "page(-1)", "previous page", id="annotations-page-up", show=False),
    ]
    HELP = "Type to filter by tag, words, note or article, then jump to an annotation."
    AUTO_FOCUS = "Input"

    list = query_one(AnnotationList)

    def rows(self) -> AnnotationList:
        """Make the list of annotations."""
        return AnnotationList()

    def counted(self, count: str) -> str:
        """Say what the annotations are put together by."""
        return f"Annotations by {self.list.group} · {count}"

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Close with the annotation, or say why there is no going there."""
        shown = self.list.selected
        if shown is None:
            return
        if shown.lost:
            self.complain(shown.lost)
        else:
            self.dismiss(shown.annotation)

    def action_cancel(self) -> None:
        """Take the filter away; without one, close."""
        if self.field.value:
            self.field.value = ""
        else:
            super().action_cancel()

    def action_take(self) -> None:
        """Choose the annotation under the cursor."""
        self.narrow()
        self.list.choose()

    def action_regroup(self) -> None:
        """Put the annotations together by the other of tag and article."""
        other = GroupBy.ARTICLE if self.list.group is GroupBy.TAG else GroupBy.TAG
        self.list.group = other
        self.say_counts()
