"""`briefreader history`: what was done to the annotations, and going back to before it."""

import sys
from itertools import islice
from typing import Any

import click

from annotations.errors import StoreError
from annotations.store import history as past
from annotations.store.operations import Operation
from annotations.wording import counted
from tui.options import collection_options
from tui.session import open_session, tell
from tui.tables import FORMS, Row, standard_output, write_rows

COLUMNS = ("step", "when", "author", "what", "records", "own")
STEP = 8
"""How many of the last characters of an operation's uid name it: what is random in it."""

SHOWN = 30


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="table",
    show_default=True,
    help="How to write it.",
)
@click.option(
    "--limit", type=click.IntRange(0), default=SHOWN, show_default=True, help="Steps; 0: all."
)
@click.option("--all", "everything", is_flag=True, help="Also what the program noted by itself.")
@click.option("--restore", metavar="STEP", help="Bring back the state before this step.")
@click.option("--prune", is_flag=True, help="Delete the history that compaction took out.")
@collection_options
def history(
    form: str, limit: int, everything: bool, restore: str | None, prune: bool, **options: Any
) -> None:
    """List what was done to the annotations, newest first, or go back to before a step.

    Going back is a step itself, which can be undone. Steps that compaction took out of the file
    are kept beside it until they are pruned.
    """
    if restore is not None and prune:
        raise click.UsageError("--restore and --prune do not go together.")
    library = open_session(**options).library
    for notice in library.notices:
        tell(f"briefreader: {notice}")
    store = library.store
    if restore is not None:
        act = library.restore(restore)
        saved = library.close()
        if saved.reason:
            raise StoreError(saved.reason)
        tell(f"{act.name} → {store.file}" if act else "All is as it was before that step.")
    elif prune:
        deleted = past.prune(store.beside)
        tell(f"{counted(deleted.files, 'file')}, {deleted.bytes:,} bytes of history deleted")
    else:
        steps = (each for each in store.history() if everything or each.step)
        rows = (_row(each) for each in islice(steps, limit or sys.maxsize))
        shown = COLUMNS[:-1]
        write_rows(rows, form, standard_output(), columns=COLUMNS, shown=shown)


def _row(operation: Operation) -> Row:
    when = operation.created if len(operation.created) < 19 else operation.created[:19] + "Z"
    return {
        "step": operation.uid[-STEP:],
        "when": when.replace("T", " "),
        "author": operation.author,
        "what": operation.name,
        "records": len(operation.before),
        "own": operation.step,
    }
