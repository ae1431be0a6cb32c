"""The reader: a virtual view of one article with cursor, highlights, selection and search."""

from tui.widgets.reader.motions import Motion
from tui.widgets.reader.reader import Place, Reader

__all__ = ["Motion", "Place", "Reader"]
