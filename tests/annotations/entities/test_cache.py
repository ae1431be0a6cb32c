import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from annotations.entities.cache import MentionCache
from annotations.entities.mentions import build_mention
from annotations.models import Article, Mention, Zone
from tests.annotations.entities.conftest import MakeArticle

TEXT = "Russia and China met. Donate to Acme."


@pytest.fixture
def article(make_article: MakeArticle) -> Article:
    return make_article(TEXT, zones=[Zone(22, 37, "donation")])


@pytest.fixture
def mentions() -> tuple[Mention, ...]:
    return (
        build_mention(TEXT, 0, 6, "GPE", "model"),
        build_mention(TEXT, 11, 16, "GPE", "trim"),
        build_mention(TEXT, 32, 36, "ORG", "model", boilerplate=True),
    )


def test_gives_back_what_was_put_also_after_opening_again(
    tmp_path: Path, article: Article, mentions: tuple[Mention, ...]
) -> None:
    file = tmp_path / "new folder" / "mentions.sqlite"
    cache = MentionCache(file)
    assert cache.get(article, "f1") is None
    cache.put(article, "f1", mentions)
    cache.close()
    cache = MentionCache(file)
    assert cache.get(article, "f1") == mentions
    assert cache.notices == ()


def test_knows_that_nothing_is_in_a_text(cache: MentionCache, article: Article) -> None:
    cache.put(article, "f1", ())
    assert cache.get(article, "f1") == ()


def test_another_pipeline_or_text_or_zone_is_another_thing(
    cache: MentionCache,
    article: Article,
    mentions: tuple[Mention, ...],
    make_article: MakeArticle,
) -> None:
    cache.put(article, "f1", mentions)
    assert cache.get(article, "f2") is None
    assert cache.get(make_article(TEXT + " ", zones=article.zones), "f1") is None
    assert cache.get(make_article(TEXT), "f1") is None
    assert cache.get(make_article(TEXT, "copy.txt", article.zones), "f1") == mentions


def test_counts_what_is_outside_boilerplate_of_many_texts(
    cache: MentionCache,
    article: Article,
    mentions: tuple[Mention, ...],
    make_article: MakeArticle,
) -> None:
    cache.put(article, "f1", mentions)
    empty = make_article("nothing")
    cache.put(empty, "f1", ())
    hashes = [article.text_sha256, empty.text_sha256, *(f"{n:064x}" for n in range(2000))]
    assert cache.counts(hashes, "f1") == {article.text_sha256: 2, empty.text_sha256: 0}
    assert cache.counts(hashes, "f2") == {}


@pytest.mark.parametrize(
    "content", [b"this is not a database, not at all " * 99, b"SQLite format 3\0"]
)
def test_a_damaged_file_is_made_anew_and_said_once(
    tmp_path: Path, article: Article, mentions: tuple[Mention, ...], content: bytes
) -> None:
    file = tmp_path / "mentions.sqlite"
    file.write_bytes(content)
    cache = MentionCache(file)
    cache.put(article, "f1", mentions)
    assert cache.get(article, "f1") == mentions
    (notice,) = cache.notices
    assert str(file) in notice
    cache.close()
    assert MentionCache(file).notices == ()


def test_a_file_damaged_while_open_is_made_anew(
    tmp_path: Path, article: Article, mentions: tuple[Mention, ...]
) -> None:
    file = tmp_path / "mentions.sqlite"
    first = MentionCache(file)
    first.put(article, "f1", mentions)
    first.close()
    cache = MentionCache(file)
    size = file.stat().st_size
    with file.open("r+b") as raw:
        raw.seek(4096)
        raw.write(b"\xff" * (size - 4096))
    assert cache.get(article, "f1") is None
    assert len(cache.notices) == 1
    cache.put(article, "f1", mentions)
    assert cache.get(article, "f1") == mentions


def test_a_file_of_another_version_is_made_anew(tmp_path: Path, article: Article) -> None:
    file = tmp_path / "mentions.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    cache = MentionCache(file)
    cache.put(article, "f1", ())
    assert cache.get(article, "f1") == ()
    assert "another version" in cache.notices[0]


def test_an_entry_that_makes_no_sense_counts_as_unknown(
    tmp_path: Path, article: Article, mentions: tuple[Mention, ...]
) -> None:
    file = tmp_path / "mentions.sqlite"
    cache = MentionCache(file)
    cache.put(article, "f1", mentions)
    with sqlite3.connect(file) as connection:
        connection.execute('UPDATE detected SET mentions = \'[[0, 9999, "GPE", "model", 0]]\'')
    connection.close()
    assert cache.get(article, "f1") is None


def test_without_a_folder_to_write_in_it_lives_in_memory(
    tmp_path: Path, article: Article, mentions: tuple[Mention, ...]
) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = MentionCache(tmp_path / "file" / "mentions.sqlite")
    cache.put(article, "f1", mentions)
    assert cache.get(article, "f1") == mentions
    assert len(cache.notices) == 1
    assert "cannot be used" in cache.notices[0]


def test_a_write_that_fails_is_survived_and_said_once(
    tmp_path: Path, article: Article, mentions: tuple[Mention, ...]
) -> None:
    file = tmp_path / "mentions.sqlite"
    cache = MentionCache(file)
    with sqlite3.connect(file) as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON detected BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    connection.close()
    for _ in range(4):
        cache.put(article, "f1", mentions)
    assert cache.get(article, "f1") == mentions
    assert len(cache.notices) == 1


def test_after_closing_it_knows_nothing_and_raises_nothing(
    cache: MentionCache, article: Article
) -> None:
    cache.close()
    cache.put(article, "f1", ())
    assert cache.get(article, "f1") is None


def test_threads_share_it(cache: MentionCache, make_article: MakeArticle) -> None:
    def put_and_get(number: int) -> bool:
        article = make_article(f"Text {number}")
        mentions = (build_mention(article.text, 0, 4, "ORG", "model"),)
        cache.put(article, "f1", mentions)
        return cache.get(article, "f1") == mentions

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(put_and_get, range(200)))


def test_two_processes_begin_and_fill_one_file_at_once(
    tmp_path: Path, make_article: MakeArticle
) -> None:
    file = tmp_path / "mentions.sqlite"
    script = """
import sys
from pathlib import Path
from annotations.entities.cache import MentionCache
from annotations.models import Article, TitleFrom
cache = MentionCache(Path(sys.argv[1]))
for number in range(100):
    digest = f"{sys.argv[2]}{number}"
    cache.put(Article("a", "text", digest, "a", TitleFrom.NAME), "f1", ())
cache.close()
sys.exit(len(cache.notices))
"""
    writers = [subprocess.Popen([sys.executable, "-c", script, file, name]) for name in "ab"]
    assert [writer.wait(timeout=30) for writer in writers] == [0, 0]
    hashes = [f"{name}{number}" for name in "ab" for number in range(100)]
    assert len(MentionCache(file).counts(hashes, "f1")) == 200
