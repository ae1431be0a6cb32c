"""The rows of `briefreader entities`, and the options that narrow them."""

import calendar
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import click

from annotations.register import Line, Register, Wanted
from tui.session import tell
from tui.tables import Row

COLUMNS = (
    "article",
    "start",
    "end",
    "text",
    "label",
    "entity",
    "entity_id",
    "found_by",
    "boilerplate",
    "value",
)
CONTEXT_COLUMNS = ("published", "source", "title", "sentence")
"""Put after the others where some of the entities or articles are asked for."""
SHOWN = ("article", "start", "end", "label", "text", "entity", "found_by", "value")


def _day(*, last: bool) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """Read a day, month or year as ISO 8601 writes it: its first day, or its last."""

    def convert(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        if value is None:
            return None
        parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
        try:
            if parts is None:
                raise ValueError
            year, month = int(parts[1]), int(parts[2] or (12 if last else 1))
            day = calendar.monthrange(year, month)[1] if last else 1
            return date(year, month, int(parts[3] or day)).isoformat()
        except (ValueError, IndexError):
            told = f"{value!r} is no date; write 2021-05-31, 2021-05 or 2021."
            raise click.BadParameter(told, ctx, param) from None

    return convert


def narrowing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which mentions are wanted."""
    for decorate in (
        click.option(
            "--until", callback=_day(last=True), metavar="DATE", help="Published by then."
        ),
        click.option(
            "--since", callback=_day(last=False), metavar="DATE", help="Published since then."
        ),
        click.option("--label", metavar="LABEL", help="Only those: PERSON, ORG, GPE, DATE …"),
        click.option("--entity", metavar="NAME", help="Only this one, by any name it bears."),
        click.option(
            "--boilerplate", is_flag=True, help="Also what stands in adverts, forms and links."
        ),
    ):
        command = decorate(command)
    return command


def columns(wanted: Wanted, *, explain: bool) -> tuple[str, ...]:
    """Return the columns of the output."""
    return (
        *COLUMNS,
        *(CONTEXT_COLUMNS if wanted.narrows else ()),
        *(("reason", "steps") if explain else ()),
    )


def rows(register: Register, wanted: Wanted, *, explain: bool) -> Iterator[Row]:
    """Go through the rows that are wanted."""
    for line in register.lines(wanted):
        yield row(line) | (_explained(register, line) if explain else {})


def _explained(register: Register, line: Line) -> dict[str, object]:
    """Say why a mention means its entity, what was decided of it, and how it was found."""
    decision = line.mention.decision
    reasons = (register.reason(line), decision.sentence if decision else "")
    return {"reason": "; ".join(filter(None, reasons)), "steps": line.steps}


def tell_left_out(register: Register, wanted: Wanted) -> None:
    """Say what one who asks for some of the entities might miss in the output."""
    if wanted.entity and not register.bearing(wanted.entity):
        tell(f"briefreader: no entity here is called “{wanted.entity}”.")
    undated, boilerplate = register.left_out(wanted)
    if undated:
        tell(f"briefreader: {_mentions(undated)} left out: no date of publication is known.")
    if boilerplate:
        tell(f"briefreader: {_mentions(boilerplate)} left out as boilerplate.")


def _mentions(number: int) -> str:
    return f"{number:,} mention" if number == 1 else f"{number:,} mentions"


def row(line: Line) -> dict[str, object]:
    """Return the row of one mention."""
    article = line.article
    told = {name: getattr(line.mention, name, None) for name in COLUMNS}
    return told | {
        "article": article.path,
        "value": line.value,
        "published": article.published,
        "source": article.source,
        "title": article.title,
        "sentence": line.sentence,
    }
