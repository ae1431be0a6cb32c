import hashlib
import json
import os
from pathlib import Path

import pytest
from filelock import FileLock

from annotations.errors import StoreError
from annotations.models import Article, Target
from annotations.origins import TitleFrom
from annotations.store import drafts
from annotations.store.drafts import Drafts
from annotations.store.placements import Placements
from annotations.store.texts import Texts
from tests.factories import target_in

TEXT = "A headline.\n\nRussia closed the border. Grain waits. Nobody knows for how long.\n"
HERE = target_in(TEXT, "a.txt", 13, 38)


def article_of(text: str) -> Article:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Article("a.txt", text, sha, "A headline.", TitleFrom.HEADLINE)


def opened(file: Path) -> Drafts:
    return Drafts(file, Placements(Texts(file.parent / "texts", lambda trouble: None)))


def test_a_draft_is_on_disk_when_keep_returns_and_is_offered_by_the_next_run(
    tmp_path: Path,
) -> None:
    file = tmp_path / "drafts" / "x.json"
    opened(file).keep(HERE, "half a thou")
    again = opened(file)
    assert again.get(HERE) == "half a thou"
    assert again.get(Target("a.txt")) == again.get(target_in(TEXT, "a.txt", 13, 37)) == ""


def test_an_empty_draft_is_dropped(tmp_path: Path) -> None:
    kept = opened(tmp_path / "x.json")
    kept.keep(HERE, "half")
    kept.keep(HERE, "")
    kept.keep(Target("b.txt"), "")
    assert opened(tmp_path / "x.json").get(HERE) == ""


def test_nothing_is_written_for_a_draft_that_did_not_change(tmp_path: Path) -> None:
    kept = opened(tmp_path / "x.json")
    kept.keep(HERE, "half")
    (tmp_path / "x.json").unlink()
    kept.keep(HERE, "half")
    assert not (tmp_path / "x.json").exists()


def test_a_draft_that_could_not_be_written_is_said_kept_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    kept = opened(tmp_path / "x.json")
    kept.keep(HERE, "half")
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(StoreError, match=r"not safe.*x\.json.*No space"):
            kept.keep(HERE, "half a thought")
    assert kept.get(HERE) == "half a thought"
    assert opened(tmp_path / "x.json").get(HERE) == "half"
    kept.keep(HERE, "half a thought")
    assert opened(tmp_path / "x.json").get(HERE) == "half a thought"


@pytest.mark.parametrize(
    "content", [b"{", b"{}", b"[7]", b'[{"path": "a.txt", "passage": null}]', b"\xff"]
)
def test_a_damaged_drafts_file_counts_as_empty(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(content)
    assert opened(tmp_path / "x.json").get(HERE) == ""


def test_a_draft_goes_with_its_words_when_the_text_has_changed(tmp_path: Path) -> None:
    opened(tmp_path / "x.json").keep(HERE, "half")
    later = opened(tmp_path / "x.json")
    text = "An intro of its own.\n" + TEXT
    now = target_in(text, "a.txt", 34, 59)
    assert later.on(article_of(text), ()) == [(now, "half")]
    assert later.get(now) == "half"
    later.keep(now, "half a thought")
    last = opened(tmp_path / "x.json")
    assert (last.get(now), last.get(HERE)) == ("half a thought", "")


def test_a_draft_whose_words_are_gone_is_one_on_the_article_below_another(tmp_path: Path) -> None:
    kept = opened(tmp_path / "x.json")
    kept.keep(Target("a.txt"), "on all of it")
    kept.keep(HERE, "half")
    whole = Target("a.txt")
    assert kept.on(article_of("All else."), ()) == [(whole, "on all of it\n\nhalf")]
    kept.keep(whole, "")
    assert opened(tmp_path / "x.json").all() == []


def test_a_draft_on_an_orphan_stays_with_it(tmp_path: Path) -> None:
    kept = opened(tmp_path / "x.json")
    kept.keep(Target("a.txt"), "on all of it")
    kept.keep(HERE, "half")
    assert HERE.passage is not None
    left = dict(kept.on(article_of("All else."), [HERE.passage]))
    assert left == {Target("a.txt"): "on all of it", HERE: "half"}


def test_drafts_on_other_articles_are_left_alone(tmp_path: Path) -> None:
    kept = opened(tmp_path / "x.json")
    kept.keep(Target("b.txt"), "other")
    assert kept.on(article_of("All else."), ()) == []
    assert kept.get(Target("b.txt")) == "other"
    assert [target.path for target, _ in kept.all()] == ["b.txt"]


def test_two_programs_keep_their_drafts_in_one_file(tmp_path: Path) -> None:
    one, other = opened(tmp_path / "x.json"), opened(tmp_path / "x.json")
    one.keep(HERE, "from one")
    other.keep(Target("a.txt"), "from the other")
    one.keep(HERE, "more from one")
    other.keep(Target("b.txt"), "dropped")
    other.keep(Target("b.txt"), "")
    both = opened(tmp_path / "x.json")
    assert both.get(HERE) == "more from one"
    assert both.get(Target("a.txt")) == "from the other"
    assert {target.path for target, _ in both.all()} == {"a.txt"}


def test_a_drafts_file_that_another_program_holds_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "LOCK_SECONDS", 0.05)
    kept = opened(tmp_path / "x.json")
    with FileLock(tmp_path / "x.json.lock"), pytest.raises(StoreError, match="locked"):
        kept.keep(HERE, "half")
    kept.keep(HERE, "half")
    assert opened(tmp_path / "x.json").get(HERE) == "half"


def test_words_in_the_drafts_file_are_made_safe(tmp_path: Path) -> None:
    draft = {"path": "a\x1b.txt", "passage": None, "text": "evil \x1b[2J\nend"}
    (tmp_path / "x.json").write_text(json.dumps([draft]))
    assert opened(tmp_path / "x.json").get(Target("a\ufffd.txt")) == "evil \ufffd[2J\nend"
