"""The two lines of an article in the list."""

from rich.style import Style

from annotations.models import Listing, State
from tui.widgets.line import Part, plain
from tui.widgets.rows import RowList


def title(rows: RowList, row: Listing, *, marked: bool) -> list[Part]:
    """Set the first line: whether it is marked and read, and its title."""
    plainly = Style.null()
    mark: Part = ("✓", rows.ink("good")) if marked else (" ", plainly)
    if row.problem is not None:
        return [mark, ("! ", rows.ink("error")), (plain(row.title), rows.ink("dim"))]
    unread = row.state is State.UNREAD
    dot: Part = ("● ", rows.ink("accent")) if unread else ("  ", plainly)
    return [mark, dot, (plain(row.title), rows.ink("strong") if unread else plainly)]


def facts(rows: RowList, row: Listing) -> list[Part]:
    """Set the second line: what is known of it, or why it cannot be read."""
    if row.problem is not None:
        return [(f"   {plain(row.problem)}", rows.ink("error"))]
    known = [
        plain(row.source or ""),
        row.published or "no date",
        _counted(row.annotations, "annotation") if row.annotations else "",
        plain(", ".join(row.tags)),
        _counted(row.mentions, "mention") if row.mentions is not None else "",
    ]
    return [("   " + " · ".join(filter(None, known)), rows.ink("dim"))]


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
