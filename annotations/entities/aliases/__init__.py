"""Aliases: which names of a collection are names of one, and why.

Every merge has a reason that can be shown. Names are compared within their label: a person called
Washington is no city. `Decisions` are the analyst's, and above all rules.
"""

from annotations.entities.aliases.forest import Name
from annotations.entities.aliases.grouping import (
    NO_DECISIONS,
    Decisions,
    Entity,
    Grouping,
    group,
)
from annotations.entities.aliases.naming import Document, name_of

__all__ = [
    "NO_DECISIONS",
    "Decisions",
    "Document",
    "Entity",
    "Grouping",
    "Name",
    "group",
    "name_of",
]
