"""Which articles a model can read: those in its own language."""

from annotations.languages import ANY
from annotations.models import Article


def reads(language: str, article: Article) -> bool:
    """Tell whether a model for a language finds anything sensible in an article.

    Of an article whose language nothing tells, such as one of names only, it may.

    Args:
        language: The model's; empty if it does not say, `xx` if it reads several.
        article: The article; its text is not looked at.
    """
    told = article.language_from is not None
    return not told or language in ("", ANY, article.language)
