"""Files become articles: finding them, decoding, metadata, boilerplate."""

from annotations.articles.collection import Collection
from annotations.articles.formats import FORMATS, read, suffixes

__all__ = ["FORMATS", "Collection", "read", "suffixes"]
