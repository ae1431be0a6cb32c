"""Files become articles: finding them, decoding, metadata, boilerplate; what they are is cached."""

from annotations.articles.collection import Collection
from annotations.articles.formats import FORMATS, load, parsed, read, suffixes
from annotations.articles.sheets import Known, SheetCache, Signature
from annotations.articles.watching import watch

__all__ = [
    "FORMATS",
    "Collection",
    "Known",
    "SheetCache",
    "Signature",
    "load",
    "parsed",
    "read",
    "suffixes",
    "watch",
]
