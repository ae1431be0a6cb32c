"""Files become articles: finding them, decoding, metadata, boilerplate."""

from annotations.articles.cleaning import clean, clean_name
from annotations.articles.collection import Collection
from annotations.articles.formats import FORMATS, read, suffixes

__all__ = ["FORMATS", "Collection", "clean", "clean_name", "read", "suffixes"]
