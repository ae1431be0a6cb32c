"""Markdown: the text stays the file's, with its marks; front matter gives metadata."""

import re
from dataclasses import replace
from typing import Any

from annotations.articles.cleaning import decode
from annotations.articles.metadata import Metadata
from annotations.articles.reading import Reading, interpret
from annotations.articles.stamps import iso_date
from annotations.languages import is_language
from annotations.models import Zone
from annotations.origins import KnownFrom, TitleFrom

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(?P<fields>(?:[^\n]{0,2000}\n){0,100}?)(?:---|\.\.\.)[ \t]*(?:\n|$)"
)
_FIELD = re.compile(r"(?P<name>[A-Za-z_]+)[ \t]*:[ \t]+(?P<value>\S.*)")
_HEADING = re.compile(r"#{1,2}[ \t]+(?P<title>\S[^\n]{0,300})")
_HEADING_WITHIN = 2_000  # code points after which a heading is a subhead
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")


def parse(data: bytes) -> Reading:
    """Read a file of Markdown."""
    text, encoding, notices = decode(data)
    matter = _FRONT_MATTER.match(text)
    start = matter.end() if matter else 0
    metadata, zones = interpret(text, start)
    if title := _heading(text, start):
        metadata = replace(metadata, title=title, title_from=TitleFrom.HEADLINE)
    if matter:
        metadata = _with_fields(metadata, _fields(matter["fields"]))
        zones = (Zone(0, len(matter[0].rstrip("\n")), "front matter"), *zones)
    return Reading(text, encoding, notices, metadata, zones)


def _heading(text: str, start: int) -> str | None:
    for line in text[start : start + _HEADING_WITHIN].split("\n"):
        if match := _HEADING.match(line):
            title = _LINK.sub(r"\1", match["title"]).rstrip("# \t")
            return " ".join(title.replace("**", "").replace("__", "").strip("*_`").split()) or None
    return None


def _fields(text: str) -> dict[str, str]:
    """The simple fields of front matter, by name in small letters."""
    found = {}
    for line in text.split("\n"):
        if match := _FIELD.match(line):
            found[match["name"].casefold()] = " ".join(match["value"].strip().strip("\"'").split())
    return found


def _with_fields(metadata: Metadata, fields: dict[str, str]) -> Metadata:
    """What front matter says counts more than what was found in the text."""
    if title := fields.get("title"):
        metadata = replace(metadata, title=title[:300], title_from=TitleFrom.HEADLINE)
    told = {
        "source": fields.get("source") or fields.get("publisher"),
        "byline": fields.get("author") or fields.get("byline"),
        "dateline": fields.get("dateline"),
        "published": iso_date(fields.get("date") or fields.get("published") or ""),
        "language": _language(fields.get("language") or fields.get("lang")),
    }
    said: dict[str, Any] = {name: value for name, value in told.items() if value}
    return replace(metadata, **said, said=dict.fromkeys(said, KnownFrom.METADATA))


def _language(value: str | None) -> str | None:
    match = re.match(r"[a-z]{2}(?![a-z])", (value or "").casefold())
    return match[0] if match and is_language(match[0]) else None
