"""Errors that are meant for people: what happened, to which file, what to do.

Every error that a user can meet is a `BriefReaderError`; its text is one sentence or two, fit for
a status line. Anything else that is raised is a defect and belongs in the log.
"""

from annotations.text import clean_line


class BriefReaderError(Exception):
    """Something the user can understand and mend; `str(error)` is what she is told.

    It is one line and safe to show, whatever names of files and tags it quotes.
    """

    def __str__(self) -> str:
        """Return what happened, and what to do."""
        return clean_line(super().__str__())


class ArticleError(BriefReaderError):
    """A file that cannot be read as an article: missing, binary, too large, not permitted."""


class CollectionError(BriefReaderError):
    """A path that cannot serve as a collection: it does not exist, or holds nothing to read."""


class StoreError(BriefReaderError):
    """The annotations file cannot be opened or written."""


class DetectionError(BriefReaderError):
    """No entities can be detected: no model, an unknown model, or a child that keeps dying."""


class DecisionError(BriefReaderError):
    """A decision on names that contradicts another one, or says nothing new."""


class CodebookError(BriefReaderError):
    """A codebook or a tag that cannot be taken: a bad line, a bad colour, a name in use."""


class ExportError(BriefReaderError):
    """An export that cannot be made: an unknown format, a file that is in the way."""


class SettingsError(BriefReaderError):
    """A settings file that cannot be followed: bad TOML, an unknown command, a key bound twice."""
