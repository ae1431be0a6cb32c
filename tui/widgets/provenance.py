"""How title, date and passages of an article are known, in words for people."""

from annotations.models import Article
from annotations.origins import KnownFrom, TitleFrom
from annotations.standing import Standing

HOW_TITLED = {
    TitleFrom.HEADLINE: "the headline",
    TitleFrom.SENTENCE: "the first sentence",
    TitleFrom.NAME: "the file’s name",
    TitleFrom.ANALYST: "by you",
}
HOW_KNOWN = {
    KnownFrom.TEXT: "in the text",
    KnownFrom.METADATA: "in the metadata",
    KnownFrom.ANALYST: "by you",
    None: "",
}
HOW_PLACED = {
    Standing.UNCHANGED: "",
    Standing.MOVED: "moved",
    Standing.ALTERED: "altered",
    Standing.ORPHANED: "orphaned",
}


def told(value: str, origin: KnownFrom | None) -> str:
    """Return what is known of an article, and how."""
    how = HOW_KNOWN[origin]
    return f"{value}, {how}" if how else value


def dated(article: Article) -> str:
    """Return an article's date and how it is known, or that it has none."""
    if article.published is None:
        return "no date"
    return f"{article.published} {HOW_KNOWN[article.published_from]}".rstrip()
