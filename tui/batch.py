"""The commands that need no terminal: data to stdout, everything else to stderr."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from annotations.errors import (
    CodebookError,
    CollectionError,
    DetectionError,
    ExportError,
)
from annotations.library import Library
from annotations.models import Article, Mention
from annotations.register import Register, Wanted
from annotations.text import clean_line
from annotations.wording import counted
from tui.detecting import progress_bar, tell_foreign
from tui.groups import Group
from tui.mention_rows import SHOWN, columns, narrowing_options, rows, tell_left_out
from tui.options import collection_options
from tui.session import open_session, readable, tell, warn
from tui.tables import FORMS, Row, standard_output, write_rows

ARTICLE_COLUMNS = (
    "article",
    "title",
    "title_from",
    "source",
    "byline",
    "dateline",
    "published",
    "published_from",
    "language",
    "words",
    "state",
    "annotations",
    "boilerplate",
    "text_sha256",
    "source_from",
    "byline_from",
    "dateline_from",
    "language_from",
)

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMS)),
    default="table",
    show_default=True,
    help="How to write it.",
)


@click.command()
@format_option
@collection_options
def articles(form: str, **options: Any) -> None:
    """List the articles and what is known of each."""
    library = open_session(**options).library
    warn(library.notices)
    rows = (_article_row(library, article) for article in readable(library))
    shown = ("article", "title", "source", "published", "words", "state", "annotations")
    write_rows(rows, form, standard_output(), columns=ARTICLE_COLUMNS, shown=shown)


@click.command()
@format_option
@click.option(
    "--explain",
    is_flag=True,
    help="Also say how it was found, what was decided, and why it means its entity.",
)
@narrowing_options
@collection_options
def entities(
    form: str,
    explain: bool,
    entity: str | None,
    label: str | None,
    since: str | None,
    until: str | None,
    boilerplate: bool,
    **options: Any,
) -> None:
    """List the entities that are detected in the articles, a mention a row.

    DATE is a day, a month or a year: 2021-05-31, 2021-05, 2021.
    """
    library = open_session(**options).library
    warn(library.notices)
    wanted = Wanted(entity, label, since, until, boilerplate)
    register = Register(_detected(library, readable(library)), library.aliasing.names)
    shown = (*SHOWN, "reason", "steps") if explain else SHOWN
    write_rows(
        rows(register, wanted, explain=explain),
        form,
        standard_output(),
        columns=columns(wanted, explain=explain),
        shown=shown,
    )
    if wanted.narrows:
        tell_left_out(register, wanted)


@click.command()
@click.option("--format", "form", required=True, metavar="FORMAT", help="csv or md.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Else to stdout.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@click.option("--excel", is_flag=True, help="CSV that a spreadsheet opens rightly and safely.")
@collection_options
def export(form: str, output: Path | None, force: bool, excel: bool, **options: Any) -> None:
    """Export the annotations."""
    from annotations.exports import check_free, export_to_file, export_to_stream, exporter
    from annotations.handover import entries

    try:
        spreadsheet = exporter(form).spreadsheet
    except ExportError as error:
        raise click.UsageError(str(error)) from error
    if excel and not spreadsheet:
        raise click.UsageError(f"--excel means nothing to {form}.")
    if output is not None and not force:
        check_free(output)
    library = open_session(**options).library
    warn(library.notices)
    try:
        register = _registered(library)
    except CollectionError as error:
        if not library.store.of_kind("annotation"):
            raise
        warn([str(error)])  # What was said of articles that are gone is handed over all the same.
        register = Register(())
    found = entries(library, register.mentions)
    if output is None:
        report = export_to_stream(form, found, standard_output(), excel=excel)
    else:
        report = export_to_file(form, found, output, excel=excel, replace=force)
    tell(
        f"{counted(report.rows, 'row')} for {counted(report.annotations, 'annotation')} "
        f"in {counted(report.articles, 'article')} → {report.file or 'stdout'}"
    )


@click.group(cls=Group)
def tags() -> None:
    """Import, export or list the codebook, or remove a tag from it."""


@tags.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@collection_options
def import_tags(file: Path, **options: Any) -> None:
    """Add the tags in FILE: one path a line, or CSV name,colour,description,key.

    Cells may also be parted by semicolons or tabs. A file with a bad line changes nothing.
    """
    library = open_session(**options).library
    warn(library.notices)
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise CodebookError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CodebookError(f"{file} is not UTF-8.") from error
    imported = library.import_codebook(text, file.name)
    saved = library.close()
    if saved.reason:
        raise CodebookError(saved.reason)
    warn(f"the new tag “{new}” is nearly “{known}”." for new, known in imported.alike)
    told = f"{counted(imported.new, 'new tag')}, {imported.changed} changed"
    tell(f"{told} → {library.store.file}")


@tags.command("export")
@collection_options
def export_tags(**options: Any) -> None:
    """Write the codebook as CSV to stdout."""
    library = open_session(**options).library
    warn(library.notices)
    standard_output().write(library.codebook())


@tags.command("list")
@collection_options
def list_tags(**options: Any) -> None:
    """List the tags, and on how many annotations each is."""
    library = open_session(**options).library
    warn(library.notices)
    used = library.tag_counts()
    rows = [
        {"key": tag.key, "tag": tag.name, "annotations": used[tag.uid], "about": tag.description}
        for tag in library.tags()
    ]
    columns = ("key", "tag", "annotations", "about")
    write_rows(rows, "table", standard_output(), columns=columns, shown=columns)


@tags.command("remove")
@click.argument("name")
@click.option("--force", is_flag=True, help="Also take it off what is annotated with it.")
@collection_options
def remove_tag(name: str, force: bool, **options: Any) -> None:
    """Remove the tag NAME from the codebook; one that is in use, only with --force.

    An annotation that has nothing but this tag goes with it. `u` in the reader undoes it all.
    """
    library = open_session(**options).library
    warn(library.notices)
    tag = next((tag for tag in library.tags() if tag.name == name), None)
    if tag is None:
        raise CodebookError(f"there is no tag {name}; `briefreader tags list` lists them.")
    used = library.tag_counts()[tag.uid]
    if used and not force:
        raise CodebookError(
            f"{name} is on {counted(used, 'annotation')}; --force takes it off them too."
        )
    library.remove_tag(tag)
    saved = library.close()
    if saved.reason:
        raise CodebookError(saved.reason)
    tell(f"{name} removed, from {counted(used, 'annotation')} → {library.store.file}")


@click.command()
@click.option("--repair", "mends", is_flag=True, help="Mend an annotations file that is damaged.")
@collection_options
def doctor(mends: bool, **options: Any) -> None:
    """Say what is installed, where files are, and whether the store is sound.

    With --repair, lines with damage are set aside, what can still be read of them is taken in,
    and the file is written anew.
    """
    from tui.doctor import examine, mend

    session = open_session(**options)
    if mends:
        for line in mend(session.library.store):
            click.echo(clean_line(line))
    sound = True
    for check in examine(session.library, session.places):
        finding = clean_line(check.finding)
        click.echo(f"{'ok ' if check.ok else 'BAD'}  {check.name:<12} {finding}")
        sound = sound and check.ok
    if not sound:
        raise click.exceptions.Exit(1)


def _detected(
    library: Library, wanted: Iterable[Article]
) -> Iterator[tuple[Article, Sequence[Mention]]]:
    """Detect what is not cached yet, with a progress bar where stderr is a terminal."""
    all_articles = list(wanted)
    tell_foreign(library, sum(not library.mentions.reads(each) for each in all_articles))
    with progress_bar(len(all_articles)) as bar:
        for article, mentions in library.mentions.detect(all_articles):
            bar.update(1)
            yield article, mentions or ()
    warn(library.mentions.notices)


def _registered(library: Library) -> Register:
    """Have the names of all articles, if a passage of one is annotated: aliases need them all.

    The annotations are handed over without them too.
    """
    articles = list(readable(library))
    if not any(mark.passage for article in articles for mark in library.annotations_on(article)):
        return Register(())
    try:
        return Register(_detected(library, articles), library.aliasing.names)
    except DetectionError as error:
        warn([f"no entities in the export: {error}"])
        return Register(())


def _article_row(library: Library, article: Article) -> Row:
    row = {name: getattr(article, name, None) for name in ARTICLE_COLUMNS}
    listing = library.listing(article.path)
    zones = [{"start": zone.start, "end": zone.end, "kind": zone.kind} for zone in article.zones]
    return row | {
        "article": article.path,
        "state": str(listing.state),
        "annotations": listing.annotations,
        "boilerplate": zones,
    }
