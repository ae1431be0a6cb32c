"""The commands that take in what others have annotated: `import`, and `merge` for git."""

import sys
from pathlib import Path
from typing import Any

import click

from annotations.errors import StoreError
from annotations.places import Places
from annotations.store.records import Scribe
from tui.options import common_options
from tui.session import login_name, open_session, start_log, tell

file_type = click.Path(path_type=Path)


@click.command("import")
@click.argument("theirs", type=file_type, metavar="THEIRS")
@click.option(
    "--into",
    "paths",
    type=file_type,
    multiple=True,
    metavar="PATH",
    help="The collection that they are taken into (else the sample).",
)
@click.option("--preview", is_flag=True, help="Only say what would come of it.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@common_options
def import_annotations(theirs: Path, preview: bool, yes: bool, **options: Any) -> None:
    """Take in the annotations of THEIRS, a colleague's file, field by field.

    Says first what is new, changed and the same, and asks. The file is only read.
    """
    if preview and yes:
        raise click.UsageError("--preview does nothing, and --yes does it: give one of them.")
    library = open_session(**options).library
    for notice in library.notices:
        tell(f"briefreader: {notice}")
    for sentence in library.preview_import(theirs).sentences:
        tell(sentence)
    if preview:
        return
    if not yes and not sys.stdin.isatty():
        raise StoreError("Nothing was imported: say --yes, since there is nobody to be asked.")
    if not yes and not click.confirm("Import them?", err=True):
        tell("Nothing was imported.")
        return
    act = library.import_annotations(theirs)
    saved = library.close()
    if saved.reason:
        raise StoreError(saved.reason)
    tell(f"{act.name} → {library.store.file}" if act else "There was nothing to import.")


@click.command()
@click.argument("base", type=file_type, metavar="BASE")
@click.argument("ours", type=file_type, metavar="OURS")
@click.argument("theirs", type=file_type, metavar="THEIRS")
def merge(base: Path, ours: Path, theirs: Path) -> None:
    """Merge the annotations files OURS and THEIRS, which once were BASE, into OURS.

    For git, as a merge driver; docs/merging.md tells how.
    """
    from annotations.store.incoming import merge_files

    start_log(Places.of_user().log, debug=False)
    scribe = Scribe.of(login_name())
    for sentence in merge_files(base, ours, theirs, scribe).sentences:
        tell(sentence)
