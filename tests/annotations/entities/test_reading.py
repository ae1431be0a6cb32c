from dataclasses import replace

import pytest

from annotations.entities.reading import reads
from annotations.models import Article
from annotations.origins import KnownFrom
from tests.annotations.entities.conftest import MakeArticle


@pytest.mark.parametrize(
    ("language", "read"), [("en", False), ("ru", True), ("xx", True), ("", True)]
)
def test_a_model_reads_its_own_language(russian: Article, language: str, read: bool) -> None:
    assert reads(language, russian) is read


def test_an_article_whose_language_nothing_tells_is_read_by_every_model(
    make_article: MakeArticle,
) -> None:
    article = make_article("Emomali Rahmon, Vladimir Putin")
    assert reads("en", article)
    assert reads("ru", article)
    assert not reads("ru", replace(article, language_from=KnownFrom.ANALYST))
